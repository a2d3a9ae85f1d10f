"""Tables as HTML that eyes and screen readers read alike.

A table is a frame and the specification of its columns: which key, under which heading, of which
kind. Cells are values, or one of the types here that say what they mean.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

import pandas as pd
from markupsafe import Markup

from dashboard.drawing.templating import render
from dashboard.vocabulary import AUTHORITY_PROFILE


class ColumnKind(Enum):
    """How a column stands; the values are classes of the style sheet."""

    WORDS = ""
    NUMBERS = "r"  # on the right, also figures in words such as `58 of 150 (39%)`
    SENTENCES = "w"  # wide


@dataclass(frozen=True)
class Column:
    """One column of a table: its key in the frame, its heading, its kind, and its unit if any."""

    key: str
    heading: str
    kind: ColumnKind = ColumnKind.WORDS
    unit: str = ""

    @property
    def title(self) -> str:
        """The heading with the unit, which stands here once and not in every cell."""
        return f"{self.heading}, {self.unit}" if self.unit else self.heading


def words(key: str, heading: str) -> Column:
    """A column of a few words a cell."""
    return Column(key, heading)


def numbers(key: str, heading: str, unit: str = "") -> Column:
    """A column of numbers, or of figures in words."""
    return Column(key, heading, ColumnKind.NUMBERS, unit)


def sentences(key: str, heading: str) -> Column:
    """A column of sentences."""
    return Column(key, heading, ColumnKind.SENTENCES)


class Link(NamedTuple):
    """A cell that leads somewhere: its words, and an address relative to the page.

    Without an address, words only.
    """

    words: str
    address: str = ""
    remark: str = ""  # stands behind the link
    lead: str = ""  # stands before the link
    name: str = ""  # says where the link leads when its words alone do not


class Head(NamedTuple):
    """What heads a row: its name, and below it, smaller, where to read on."""

    name: str
    below: Link


class Mark(NamedTuple):
    """A cell that says whether something is listed, told apart by word and by fill."""

    listed: bool

    @property
    def words(self) -> str:
        """Listed or Not listed."""
        return "Listed" if self.listed else "Not listed"


class Links(NamedTuple):
    """A cell of several links."""

    links: Sequence[Link]


def table(rows: pd.DataFrame, columns: Sequence[Column], caption: str) -> Markup:
    """A captioned table of some columns of a frame. The first heads its row.

    Missing values are blank.
    """
    cells = rows[[column.key for column in columns]].itertuples(index=False, name=None)
    return render("table.html", columns=columns, rows=[[_cell(v) for v in row] for row in cells],
                  caption=caption)  # fmt: skip


def records(rows: Iterable[Mapping[str, object]], columns: Sequence[Column]) -> pd.DataFrame:
    """A frame of the cells of these rows, one column a key; also when there are no rows."""
    return pd.DataFrame(list(rows), columns=[column.key for column in columns], dtype="object")


def profile_link(row: Mapping[Hashable, Any], along: str = "") -> Link:
    """The name of an entry, leading to its profile. Needs entry, entry_id.

    `along` is the query string of the shared filters, which go along.
    """
    return Link(str(row["entry"]), profile_address(str(row["entry_id"]), along))


def profile_address(entry_id: str, along: str = "") -> str:
    """Where the profile of an entry is, relative to any page."""
    address = f"{AUTHORITY_PROFILE}?entry={entry_id}"
    return f"{address}&{along}" if along else address


def cell(value: object) -> Markup:
    """What a cell holds, as HTML."""
    return render("cell.html", value=_cell(value))


def _cell(value: object) -> object:
    """A value as the template takes it: numbers without needless digits, missing ones blank."""
    if isinstance(value, Link | Head | Mark | Links | Markup | str):
        return value
    if value is None or value is pd.NA or value != value:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)
