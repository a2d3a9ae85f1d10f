"""Entries to take away: rows of the offer matrix, a comparison, and an entry beside its groups."""

from dataclasses import replace

from dashboard import queries
from dashboard.entries import comparison
from dashboard.entries.entry_choices import (
    GROUPS,
    CompareChoice,
    FindChoice,
    ProfileChoice,
    read_compare,
    read_find,
    read_profile,
)
from dashboard.files.extracts import Address, Extract, Reading
from dashboard.parameters import address_of
from dashboard.selection import Selection, in_words, read_address
from dashboard.selection_sql import filled_in, over_selected, rows_in_order

MATRIX_UNITS = {
    "cla_rate_per_10k": "children looked after per 10,000 children aged under 18",
    "categories_listed": "categories, of 8",
}
BENCHMARK_UNITS = {"listed_count": "entries", "entries": "entries"}
BENCHMARK_COLUMNS = {
    "entry_id": "Entry of the published matrix that the row is about",
    "category_id": "Category",
    "label": "Short label of the category",
    "listed": "TRUE when the entry lists the category",
    "comparison_group": "Group: england, region, type (of authority), rate (similar CLA), own list",
    "group_name": "Name of the group",
    "listed_count": "Number of entries in the group that list the category",
    "entries": "Number of entries in the group",
}


def offer_matrix(
    selection: Selection, choice: FindChoice | None = None, page: str = "find-authorities"
) -> Extract:
    """The rows of the offer matrix that a selection finds, sorted as chosen."""
    choice = replace(choice or FindChoice(), chosen=())
    build = queries.build()
    edition = selection.edition or build["edition"]
    sorting = (choice.sort, choice.order)
    words = in_words(selection, queries.vocabulary())
    if choice != FindChoice():
        direction = "descending" if choice.order == "desc" else "ascending"
        words += f"; sorted by {choice.sort}, {direction}"
    return Extract(
        name="offer_matrix",
        title="Offer matrix",
        page=page,
        address=selection.address() | address_of(choice),
        find=lambda: queries.matrix(selection, *sorting),
        descriptions=_matrix_descriptions(),
        units=MATRIX_UNITS,
        key=("edition", "entry_id"),
        words=words,
        sql=over_selected(rows_in_order(*sorting), selection, edition),
        subject="selected" if selection != Selection() else "",
        build=build,
        edition=edition,
    )


def compared_entries(choice: CompareChoice, selection: Selection) -> Extract:
    """The rows of the offer matrix of the entries compared, in their order."""
    build = queries.build()
    edition = selection.edition or build["edition"]
    rows = comparison.entries(edition, choice.entry)
    asked = {"edition": edition, "entry": choice.entry}
    return Extract(
        name="comparison",
        title="Comparison",
        page="compare",
        address=address_of(choice) | _edition_only(selection),
        find=lambda: rows,
        descriptions=_matrix_descriptions(),
        units=MATRIX_UNITS,
        key=("edition", "entry_id"),
        words=", ".join(rows["entry"]) or "no entry chosen",
        sql=filled_in(comparison.ENTRIES, asked),
        subject="_".join(choice.entry),
        build=build,
        edition=edition,
    )


def profile(choice: ProfileChoice, selection: Selection) -> Extract:
    """What one entry lists, beside how many of each comparison group do: one row a pair."""
    build = queries.build()
    edition = selection.edition or build["edition"]
    asked = {"edition": edition, "entry": (choice.entry,), "peer": choice.peer}
    name = comparison.entries(edition, (choice.entry,))["entry"]
    return Extract(
        name="profile",
        title="Authority profile",
        page="authority-profile",
        address=address_of(choice) | _edition_only(selection),
        find=lambda: comparison.profile_rows(edition, choice.entry, choice.peer),
        descriptions=BENCHMARK_COLUMNS,
        units=BENCHMARK_UNITS,
        key=("entry_id", "category_id", "comparison_group"),
        words=f"{', '.join(name) or 'no entry chosen'}, compared with: {GROUPS[choice.group]}",
        sql=filled_in(comparison.PROFILE_ROWS, asked),
        subject=choice.entry,
        build=build,
        edition=edition,
    )


def read_offer_matrix(address: Address) -> Reading:
    """The matrix that an address asks for: shared filters, `sort` and `order`."""
    selection, refused = read_address(address, queries.vocabulary())
    columns, entries = tuple(queries.matrix_columns()["column"]), queries.entry_ids()
    choice, refused_too = read_find(address, columns, entries)
    return offer_matrix(selection, choice), refused + refused_too


def read_comparison(address: Address) -> Reading:
    """The comparison that an address asks for."""
    selection, refused = read_address(_edition_part(address), queries.vocabulary())
    choice, refused_too = read_compare(address, queries.entry_ids())
    return compared_entries(choice, selection), refused + refused_too


def read_profile_rows(address: Address) -> Reading:
    """The profile that an address asks for."""
    selection, refused = read_address(_edition_part(address), queries.vocabulary())
    choice, refused_too = read_profile(address, queries.entry_ids())
    return profile(choice, selection), refused + refused_too


def _matrix_descriptions() -> dict[str, str]:
    columns = queries.matrix_columns()
    return dict(zip(columns["column"], columns["description"], strict=True))


def _edition_part(address: Address) -> Address:
    return {name: values for name, values in address.items() if name == "edition"}


def _edition_only(selection: Selection) -> dict[str, list[str]]:
    return Selection(edition=selection.edition).address()
