"""Heat maps as tables: a shade for the share, and x of n in every cell."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from dashboard.drawing.templating import render

SHADES = (0.1, 0.25, 0.4, 0.6, 0.8)  # of 1: from here on the next darker shade


class Cell(NamedTuple):
    """A part of a whole."""

    part: int
    whole: int

    @property
    def shade(self) -> int:
        """Darker for a larger share."""
        return sum(self.part / self.whole >= limit for limit in SHADES)

    @property
    def percent(self) -> str:
        """`39%`."""
        return f"{self.part / self.whole:.0%}"


class Row(NamedTuple):
    """A row: its head, and its cells in the order of the columns."""

    head: str
    cells: Sequence[Cell | str]


def heat_table(
    heads: Sequence[str], rows: Sequence[Row], caption: str, kind: str = "heat"
) -> Markup:
    """A captioned table under these heads, the first of which is that of the rows."""
    return render("heat.html", heads=heads, rows=rows, caption=caption, kind=kind)
