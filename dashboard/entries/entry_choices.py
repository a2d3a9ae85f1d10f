"""What a reader asks of the pages about single entries, as values that an address can hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.parameters import Reader

MOST_COMPARED = 6
ORDERS = ("asc", "desc")
GROUPS = {
    "england": "England",
    "region": "Same region",
    "type": "Same authority type",
    "rate": "Similar CLA rate",
    "own": "My own list",
}
Address = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class FindChoice:
    """Find authorities: `sort` by a column of offer_matrix, `order` asc or desc.

    `chosen` are the entries chosen for a comparison; they do not change which rows are found.
    """

    sort: str = "entry"
    order: str = "asc"
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True)
class CompareChoice:
    """Compare: two to six entries (`entry`), and what to show of them: all, or differences."""

    entry: tuple[str, ...] = ()
    show: str = "all"


@dataclass(frozen=True)
class ProfileChoice:
    """Authority profile: the entry, the `group` to compare it with, and the reader's own list.

    `peer` are the entries of the group `own`.
    """

    entry: str = ""
    group: str = "region"
    peer: tuple[str, ...] = ()


def read_find(
    address: Address, columns: Sequence[str], entries: Sequence[str]
) -> tuple[FindChoice, list[str]]:
    """The sort order and the chosen entries of an address, and what it left out."""
    reader = Reader(address)
    choice = FindChoice(
        sort=reader.one("sort", columns, "entry"),
        order=reader.one("order", ORDERS, "asc"),
        chosen=reader.in_order("chosen", entries, MOST_COMPARED),
    )
    return choice, reader.ignored


def read_compare(address: Address, entries: Sequence[str]) -> tuple[CompareChoice, list[str]]:
    """The entries to compare, and what the address held besides."""
    reader = Reader(address)
    choice = CompareChoice(
        entry=reader.in_order("entry", entries, MOST_COMPARED),
        show=reader.one("show", ("all", "differences"), "all"),
    )
    return choice, reader.ignored


def read_profile(address: Address, entries: Sequence[str]) -> tuple[ProfileChoice, list[str]]:
    """The entry and its comparison group, and what the address held besides."""
    reader = Reader(address)
    choice = ProfileChoice(
        entry="".join(reader.in_order("entry", entries, 1)),
        group=reader.one("group", tuple(GROUPS), "region"),
        peer=reader.in_order("peer", entries, len(entries)),
    )
    return choice, reader.ignored


def sorted_by(choice: FindChoice, column: str, text_columns: Sequence[str]) -> tuple[str, str]:
    """Sort and order after a click on a column's header: a second click turns the order.

    Text starts with A, what is listed or counted with the most.
    """
    first, second = ORDERS if column in text_columns else ORDERS[::-1]
    return column, second if (choice.sort, choice.order) == (column, first) else first
