"""Where CLA rates stand among the known rates: a plotly figure for pages, an SVG for print.

Both draw the same classes. The class of a chosen entry is told apart by its darker fill and by the
entry's name above it.
"""

from collections.abc import Sequence
from typing import NamedTuple

import plotly.graph_objects as go
from markupsafe import Markup

from dashboard.drawing.charts import NUMBERS, figure
from dashboard.drawing.templating import render
from dashboard.query.comparison import BIN, Entry, RateClass
from dashboard.text import comparison as text
from dashboard.vocabulary import BLUE, GREY, INK

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 640, 200, 10, 40, 40  # of the SVG


class RateColumn(NamedTuple):
    """One column of the SVG."""

    x: float
    height: float
    fill: str
    names: str
    lowest: int


def names_in(rates: RateClass, entries: Sequence[Entry]) -> list[str]:
    """The names of the entries whose rate is in a class."""
    return [entry.entry for entry in entries if rates.holds(entry.place.rate)]


def rate_columns(classes: Sequence[RateClass], entries: Sequence[Entry]) -> go.Figure:
    """Columns of the known rates, the chosen entries named."""
    names = [names_in(rates, entries) for rates in classes]
    counts = [rates.entries for rates in classes]
    columns = go.Bar(
        x=[rates.rate_from + BIN / 2 for rates in classes],
        y=counts,
        width=[rates.rate_to - rates.rate_from for rates in classes],
        marker_color=[BLUE if named else GREY for named in names],
        text=["<br>".join(named) for named in names],
        textposition="outside",
        textangle=0,
        cliponaxis=False,
        constraintext="none",
        customdata=[text.rate_class(rates) for rates in classes],
        hovertemplate="Rate %{customdata}: %{y} entries<extra></extra>",
    )
    return figure(
        columns,
        height=300,
        labels=NUMBERS,
        xaxis={"title": "CLA rate per 10,000", "dtick": BIN},
        yaxis={"title": "Entries", "range": [0, max(counts) * 1.3]},
    )


def rate_svg(classes: Sequence[RateClass], entries: Sequence[Entry]) -> Markup:
    """The same columns as an SVG that stands in any page or print by itself."""
    step = (WIDTH - 2 * LEFT) / len(classes)
    unit = (HEIGHT - TOP - BOTTOM) / max(rates.entries for rates in classes)
    columns = []
    for place, rates in enumerate(classes):
        named = names_in(rates, entries)
        fill = BLUE if named else GREY
        x, height = LEFT + place * step, rates.entries * unit
        columns.append(RateColumn(x, height, fill, ", ".join(named), rates.rate_from))
    return render(
        "rate_columns.html",
        alt=text.rate_alt(entries, classes),
        title=text.RATES,
        columns=columns,
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        floor=HEIGHT - BOTTOM,
        step=step,
        ink=INK,
    )
