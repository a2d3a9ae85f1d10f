"""Sentences about single entries: what they list, beside each other and beside their groups."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.findings import median, share
from dashboard.selection import lower_first


def profile(entry: str, listed: int, group: Any) -> str:
    """The finding of a profile. `group` is a row of `comparison.group_summaries`, or None."""
    finding = f"{entry} lists {listed} of the 8 kinds of support"
    if group is None:
        return f"{finding}."
    return f"{finding}; the median of {group_words(group)} is {median(group.median_listed)}."


def group_words(group: Any) -> str:
    """A comparison group within a sentence: `the 14 entries in Yorkshire and The Humber`."""
    words = {
        "england": "in England",
        "region": f"in {group.group_name}",
        "type": f"of type {group.group_name}",
        "rate": f"with a {group.group_name}",
        "own": "on your own list",
    }[group.comparison_group]
    return f"the {group.entries} {'entry' if group.entries == 1 else 'entries'} {words}"


def missing_group(choice: str, entry: str) -> str:
    """Why there is nothing to compare with."""
    if choice == "rate":
        return f"The CLA rate of {entry} is unknown, so no entries have a similar one."
    return "Your own list is empty: choose the entries to compare with."


def gaps(entry: str, group: Any, gap_count: int) -> str:
    """The title of the gap list."""
    if not gap_count:
        return f"Nothing that {entry} does not list is listed by most of {group_words(group)}"
    kinds = "One kind" if gap_count == 1 else f"{gap_count} kinds"
    verb = "is" if gap_count == 1 else "are"
    return (
        f"{kinds} of support that {entry} does not list {verb} listed by most of "
        f"{group_words(group)}"
    )


def twins(entry: str, bands: pd.DataFrame) -> str:
    """The title of the offer twins. `bands` has differing and entries."""
    same = int(bands.loc[bands["differing"] == 0, "entries"].sum())
    if same:
        who = "One other entry lists" if same == 1 else f"{same} other entries list"
        return f"{who} exactly what {entry} lists"
    nearest = bands.iloc[0]
    return (
        f"No other entry lists exactly what {entry} lists; the nearest differ in "
        f"{nearest.differing} of 8"
    )


def further_bands(bands: pd.DataFrame) -> str:
    """How many entries stand in the bands that are not named."""
    parts = [f"{band.entries} differ in {band.differing}" for band in bands.itertuples()]
    return f"Further away: {', '.join(parts)}." if parts else ""


def rate_place(place: Any) -> str:
    """Where a rate stands: `75 per 10,000, higher than 90 of the 147 known rates`."""
    if pd.isna(place.rate):
        return "unknown"
    same = f"; {place.same} other{'s' if place.same > 1 else ''} the same" if place.same else ""
    standing = f"higher than {place.lower} of the {place.known} known rates{same}"
    return f"{place.rate} per 10,000, {standing}"


def rate_title(places: pd.DataFrame) -> str:
    """Title of the distribution of rates, for one entry or several."""
    known = places.dropna(subset="rate")
    if known.empty:
        return f"The CLA rate of {in_list(list(places['entry']))} is unknown"
    parts = [f"{place.entry} {place.rate}" for place in known.itertuples()]
    of = int(known["known"].iloc[0])
    if len(known) == 1:
        lower = int(known["lower"].iloc[0])
        return f"CLA rate: {parts[0]} per 10,000, higher than {lower} of the {of} known rates"
    return f"CLA rates per 10,000 among the {of} known: {', '.join(parts)}"


def rate_alt(places: pd.DataFrame, distribution: pd.DataFrame) -> str:
    """The finding of the distribution of rates, in words."""
    most = distribution.loc[distribution["entries"].idxmax()]
    stand = "; ".join(f"{place.entry}: {rate_place(place)}" for place in places.itertuples())
    return (
        f"Column chart of the known CLA rates in classes of twenty. {stand}. Most entries in one "
        f"class: {most.entries}, from {most.rate_from} to {most.rate_to}."
    )


def compared(entries: pd.DataFrame) -> str:
    """The finding of a comparison. Needs entry, categories_listed."""
    if entries.empty:
        return "Choose two to six entries to see them side by side."
    parts = [f"{row.entry} lists {row.categories_listed}" for row in entries.itertuples()]
    more = "" if len(parts) > 1 else " Choose at least one entry more."
    return f"Of the 8 kinds of support, {in_list(parts)}.{more}"


def shared_and_unique(listed: dict[str, Sequence[str]], entries: int) -> list[str]:
    """Two sentences: the categories that all list, and those that one alone lists.

    `listed` gives, for each category's label, the names of the entries that list it.
    """
    shared = [lower_first(label) for label, names in listed.items() if len(names) == entries]
    alone = [f"{lower_first(k)} ({v[0]})" for k, v in listed.items() if len(v) == 1]
    all_of_them = "Both" if entries == 2 else f"All {entries}"
    return [
        f"{all_of_them} list {in_list(shared)}." if shared
        else f"No kind of support is listed by {all_of_them.lower()}.",
        f"Listed by one alone: {in_list(alone)}." if alone else "No kind is listed by one alone.",
    ]  # fmt: skip


def in_list(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def benchmark(listed_count: int, entries: int) -> str:
    """How common a category is in a group: `58 of 150 (39%)`."""
    return share(int(listed_count), int(entries))
