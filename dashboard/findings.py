"""Sentences made from figures: what a reader learns, always with n."""

from collections import Counter
from typing import Any

import pandas as pd

from dashboard.maps.maps import UNSEEN, WITHIN, Area, MapClass
from dashboard.selection import Selection, Vocabulary, in_words, lower_first


def share(part: int, whole: int) -> str:
    """`58 of 150 (39%)`; no percentage of nothing."""
    return f"{part} of {whole} ({part / whole:.0%})" if whole else f"{part} of {whole}"


def entries_found(selected: int, entries: int) -> str:
    """How many entries a selection finds, as `n of 150`."""
    return f"{selected} of {entries} entries"


def plural(n: int, one: str, several: str) -> str:
    """`1 entry`, `2 entries`."""
    return f"{n} {one if n == 1 else several}"


def overview(head: dict[str, Any], counts: pd.DataFrame) -> str:
    """The finding of the overview, for all entries or for the selected ones."""
    selected, entries = head["selected"], head["entries"]
    if not selected:
        return f"None of the {entries} entries matches these filters."
    who = f"the {entries} entries" if selected == entries else f"the {selected} selected entries"
    others = counts[counts["category_id"] != "basic_support"]
    most = others.loc[others["listed_count"].idxmax()]
    return (
        f"{head['list_basic_support']} of {who} list basic support for emotional wellbeing; "
        f"of the other kinds, {lower_first(most.label)} is listed most often, by "
        f"{most.listed_count}. {head['list_nothing']} list nothing."
    )


def category_alt(counts: pd.DataFrame) -> str:
    """The finding of the category bars, in words for those who do not see them."""
    parts = [f"{row.label} {row.listed_count}" for row in counts.itertuples()]
    return f"Bar chart. Of {counts['entries'].iloc[0]} entries, listed: {'; '.join(parts)}."


def most_and_least_listed(counts: pd.DataFrame) -> str:
    """Title of the category bars."""
    most = counts.loc[counts["listed_count"].idxmax()]
    least = counts.loc[counts["listed_count"].idxmin()]
    return (
        f"{most.label} is listed by {most.listed_count} of {most.entries} entries, "
        f"{least.label} by {least.listed_count}"
    )


def distribution_title(distribution: pd.DataFrame) -> str:
    """Title of the distribution of the number of categories."""
    entries = distribution["entries"].sum()
    few = distribution.query("categories_listed <= 2")["entries"].sum()
    return f"{few} of {entries} entries list two categories or fewer"


def distribution_alt(distribution: pd.DataFrame) -> str:
    """The finding of the distribution, in words for those who do not see it."""
    parts = [
        f"{row.categories_listed} categories: {row.entries}" for row in distribution.itertuples()
    ]
    return f"Column chart. Entries by number of categories listed. {'; '.join(parts)}."


def rates_left_out(selection: Selection, names: list[str]) -> str:
    """What a CLA bound leaves out for want of a rate; nothing to say without a bound."""
    if not selection.bounds_rate():
        return ""
    return (
        f"The CLA rate bound leaves out {len(names)} "
        f"{'entry' if len(names) == 1 else 'entries'} whose rate is unknown"
        + (f": {', '.join(names)}." if names else ".")
    )


def median(value: float | None) -> str:
    """A median as text; a dash where there is nothing to take it of."""
    return "–" if value is None else f"{value:g}"


def found(head: dict[str, Any], selection: Selection, vocabulary: Vocabulary) -> str:
    """The finding of Find authorities: n of 150, and what was asked for."""
    n = entries_found(head["selected"], head["entries"])
    if selection == Selection():
        return f"{n}. Choose filters to narrow them down."
    verb = "matches" if head["selected"] == 1 else "match"
    return f"{n} {verb}: {in_words(selection, vocabulary)}."


def matrix_caption(entries: int) -> str:
    """What the offer matrix shows, and when it was read."""
    who = (
        "1 entry lists in its published offer"
        if entries == 1
        else (f"{entries} entries list in their published offers")
    )
    return f"What {who}, May 2022"


def reconciliation(figures: pd.DataFrame, notes: pd.DataFrame) -> str:
    """The finding of Data and methods."""
    agree = int((figures["published_value"] == figures["value_by_entry"]).sum())
    return (
        f"{agree} of the {len(figures)} figures in the report's text are found again in its "
        f"table; {len(notes)} quality notes say what was cleaned and what is in doubt."
    )


def figures_title(figures: pd.DataFrame) -> str:
    """Title of the report's own figures beside the table's: which differ."""
    differ = figures[figures["published_value"] != figures["value_by_entry"]]
    names = " and ".join(lower_first(name) for name in differ["figure"])
    title = f"{len(differ)} of the report's {len(figures)} own figures differ from its table"
    return f"{title}: {names}" if names else title


def map_finding(areas: list[Area], legend: tuple[MapClass, ...], measure: str) -> str:
    """The finding of the map: how many authorities are in the commonest class of the measure."""
    within = [area for area in areas if area.standing == WITHIN]
    if not within:
        return f"None of the {len(areas)} authorities matches these filters."
    counts = Counter(area.in_class for area in within)
    commonest, n = max(sorted(counts.items(), reverse=True), key=lambda pair: pair[1])
    return (
        f"{measure}: the commonest class is “{legend[commonest].label}”, with {n} of the "
        f"{len(within)} authorities within the filters. "
        f"{sum(area.standing == UNSEEN for area in areas)} of England's {len(areas)} authorities "
        "were not reviewed."
    )
