"""Entries to take away: a comparison, and one entry beside its groups."""

from dashboard.export.brief import brief
from dashboard.export.dataset import Dataset, Format, Selected
from dashboard.export.files import FORMATS
from dashboard.export.matrix import matrix_columns, matrix_units
from dashboard.parameters.pages import CompareParameters, ProfileParameters
from dashboard.parameters.shared import Edition
from dashboard.query import comparison, profile
from dashboard.query.database import Named
from dashboard.query.metadata import edition_of
from dashboard.query.where import filled_in
from dashboard.vocabulary import AUTHORITY_PROFILE, COMPARE, COMPARISON_GROUPS

BRIEF = Format("One-page brief (HTML)", "html", "text/html; charset=utf-8", brief)
BENCHMARKS = {
    "entry_id": "Entry of the published matrix that the row is about",
    "category_id": "Category",
    "label": "Short label of the category",
    "listed": "TRUE when the entry lists the category",
    "comparison_group": "Group: england, region, type (of authority), rate (similar CLA), own list",
    "group_name": "Name of the group",
    "listed_count": "Number of entries in the group that list the category",
    "entries": "Number of entries in the group",
}


def _compared(asked: CompareParameters, edition: Edition) -> Selected:
    named: dict[str, Named] = {"edition": edition_of(edition), "entry": asked.entry}
    rows = comparison.rows(edition_of(edition), asked.entry)
    return Selected(
        find=lambda: rows,
        sql=filled_in(comparison.ENTRIES, named),
        words=", ".join(rows["entry"]) or "no entry chosen",
        edition=edition_of(edition),
        subject="_".join(asked.entry),
    )


def _profile(asked: ProfileParameters, edition: Edition) -> Selected:
    named: dict[str, Named] = {
        "edition": edition_of(edition),
        "entry": (asked.entry,),
        "peer": asked.peer,
    }
    name = ", ".join(comparison.rows(edition_of(edition), (asked.entry,))["entry"])
    return Selected(
        find=lambda: profile.rows(edition_of(edition), asked.entry, asked.peer),
        sql=filled_in(profile.ROWS, named),
        words=f"{name or 'no entry chosen'}, compared with: {COMPARISON_GROUPS[asked.group]}",
        edition=edition_of(edition),
        subject=asked.entry,
    )


COMPARISON = Dataset(
    name="comparison",
    title="Comparison",
    page=COMPARE,
    parameters=(CompareParameters, Edition),
    select=_compared,
    descriptions=matrix_columns,
    key=lambda: ("edition", "entry_id"),
    formats=FORMATS,
    units=matrix_units,
    needs="entry",
)
PROFILE = Dataset(
    name="profile",
    title="Authority profile",
    page=AUTHORITY_PROFILE,
    parameters=(ProfileParameters, Edition),
    select=_profile,
    descriptions=lambda: BENCHMARKS,
    key=lambda: ("entry_id", "category_id", "comparison_group"),
    formats=(BRIEF, *FORMATS),
    units=lambda: {"listed_count": "entries", "entries": "entries"},
    needs="entry",
)
