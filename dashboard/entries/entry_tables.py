"""Tables about single entries, with readers' column names and row names."""

from collections.abc import Hashable
from typing import Any

import pandas as pd

from dashboard.entries import entry_findings
from dashboard.findings import median
from dashboard.selection import lower_first
from dashboard.tables import Mark, profile_link

FIRST = "Kind of support"


def listed_by(entries: pd.DataFrame, categories: dict[str, str]) -> dict[str, list[str]]:
    """For each category's label, the names of the entries that list it."""
    return {
        label: list(entries.loc[entries[category], "entry"])
        for category, label in categories.items()
    }


def comparison(
    entries: pd.DataFrame,
    benchmarks: pd.DataFrame,
    summaries: pd.DataFrame,
    places: pd.DataFrame,
    notes: pd.DataFrame,
    categories: dict[str, str],
) -> pd.DataFrame:
    """A row for each thing compared, a column for each entry and then for each group."""
    table = pd.DataFrame({"Compared on": [*categories.values(), *ATTRIBUTES]})
    standing = [entry_findings.rate_place(place) for place in places.itertuples()]
    for row, place in zip(entries.to_dict("records"), standing, strict=True):
        own_notes = int((notes["entry_id"] == row["entry_id"]).sum())
        table[row["entry"]] = [
            *(Mark(bool(row[category])) for category in categories),
            f"{row['categories_listed']} of 8",
            place,
            row["ofsted_rating"],
            row["region"],
            row["authority_type"],
            f"{own_notes}, below" if own_notes else "None",
        ]
    for group in summaries.itertuples():
        table[f"{group.group_name}, {group.entries} entries"] = [
            *_counts(benchmarks, group.comparison_group, group.group_name),
            f"median {median(group.median_listed)}",
            f"median {median(group.median_rate)} of {group.known_rates} known rates",
            *[""] * (len(ATTRIBUTES) - 2),
        ]
    return table


ATTRIBUTES = (
    "Categories listed",
    "CLA rate, 31 March 2021",
    "Ofsted rating",
    "Region",
    "Authority type",
    "Quality notes",
)


def differences(table: pd.DataFrame, entries: pd.DataFrame) -> pd.DataFrame:
    """The rows of a comparison on which the entries are not all alike."""
    own = table[list(entries["entry"])]
    return table[[len({str(value) for value in row}) > 1 for row in own.to_numpy()]]


def benchmarks(rows: pd.DataFrame, entry: str, group: str) -> pd.DataFrame:
    """A row for each category: whether the entry lists it, and how common that is by group.

    `rows` as `comparison.profile_rows` gives them; the chosen group stands first.
    """
    own = rows.drop_duplicates("category_id")
    table = pd.DataFrame({FIRST: list(own["label"]), entry: [Mark(bool(v)) for v in own["listed"]]})
    named = rows[["comparison_group", "group_name", "entries"]].drop_duplicates()
    chosen_first = named.sort_values("comparison_group", key=lambda g: g != group, kind="stable")
    for pair in chosen_first.itertuples():
        table[f"{pair.group_name}, {pair.entries} entries"] = _counts(
            rows, pair.comparison_group, pair.group_name
        )
    return table


def gaps(rows: pd.DataFrame, group: str) -> pd.DataFrame:
    """The categories that the entry does not list and most of the group does, most first.

    Columns: Kind of support, Listed by.
    """
    own = rows[(rows["comparison_group"] == group) & ~rows["listed"]]
    most = own[own["listed_count"] * 2 > own["entries"]].sort_values(
        "listed_count", ascending=False, kind="stable"
    )
    counts = zip(most["listed_count"], most["entries"], strict=True)
    return pd.DataFrame(
        {FIRST: list(most["label"]), "Listed by": [entry_findings.benchmark(*c) for c in counts]}
    )


def bands(twins: pd.DataFrame) -> pd.DataFrame:
    """How many entries differ in how many categories. Columns: differing, entries."""
    return twins.groupby("differing").size().rename("entries").reset_index()


def nearest_bands(twins: pd.DataFrame) -> pd.DataFrame:
    """The rows of `twins` in the nearest bands, always whole: the same, and the nearest other."""
    distances = sorted(set(twins["differing"]))
    return twins[twins["differing"].isin(distances[: 2 if distances[:1] == [0] else 1])]


def twins_list(near: pd.DataFrame, along: str = "") -> pd.DataFrame:
    """Bands of ties, and within each who differs in the same categories.

    Columns: Differing, What differs, Entries, Names (links).
    """
    table = []
    rows = near.assign(
        difference=[_difference(row) for row in near.to_dict("records")]
    ).sort_values(["differing", "difference", "entry"], kind="stable")
    for (differing, difference), group in rows.groupby(["differing", "difference"], sort=False):
        names = [profile_link(row, along) for row in group.to_dict("records")]
        table.append([f"{differing} of 8", difference, len(group), names])
    return pd.DataFrame(table, columns=["Differing", "What differs", "Entries", "Names"])


def _difference(row: dict[Hashable, Any]) -> str:
    parts = [
        f"{words} {entry_findings.in_list([lower_first(label) for label in labels])}"
        for words, labels in (
            ("also lists", list(row["also_lists"])),
            ("does not list", list(row["does_not_list"])),
        )
        if labels
    ]
    return "; ".join(parts) or "nothing"


def _counts(benchmarks: pd.DataFrame, group: str, name: str) -> list[str]:
    rows = benchmarks[
        (benchmarks["comparison_group"] == group) & (benchmarks["group_name"] == name)
    ]
    counts = zip(rows["listed_count"], rows["entries"], strict=True)
    return [entry_findings.benchmark(*pair) for pair in counts]
