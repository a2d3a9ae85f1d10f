"""Figures from frames: plotly's, in the project's look, drawn by hand rather than by express."""

from collections.abc import Iterable
from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go

INK, BLUE, PALE, GRID = "#0b0c0c", "#12436D", "#6BACE6", "#d9dcde"
CONFIG = {"displayModeBar": False, "responsive": True}


def category_bars(counts: pd.DataFrame) -> go.Figure:
    """Horizontal bars, one per category. Needs label, listed_count, entries."""
    counts = counts[::-1]  # plotly draws the first at the bottom
    return _figure(
        go.Bar(
            x=counts["listed_count"],
            y=counts["label"],
            orientation="h",
            marker_color=BLUE,
            text=[
                f"{n} of {of}"
                for n, of in zip(counts["listed_count"], counts["entries"], strict=True)
            ],
            textposition="outside",
            cliponaxis=False,
            hovertemplate="%{y}: %{text}<extra></extra>",
        ),
        xaxis={"range": [0, _top(counts["entries"])], "title": "Entries that list it"},
        yaxis={"automargin": True},
    )


def listed_columns(distribution: pd.DataFrame) -> go.Figure:
    """Columns of how many entries list 0 to 8 categories. Needs categories_listed, entries."""
    return _figure(
        go.Bar(
            x=distribution["categories_listed"],
            y=distribution["entries"],
            marker_color=BLUE,
            text=distribution["entries"],
            textposition="outside",
            cliponaxis=False,
            hovertemplate="%{x} categories: %{y} entries<extra></extra>",
        ),
        xaxis={"title": "Categories listed", "dtick": 1},
        yaxis={"title": "Entries", "automargin": True, "range": [0, _top(distribution["entries"])]},
    )


def ranges(
    start: Iterable[float],
    end: Iterable[float],
    labels: Iterable[str],
    colour: str,
    width: int,
    name: str = "",
) -> go.Scatter:
    """One line per row, from start to end; with a name it stands in the legend."""
    x: list[float | None] = []
    y: list[str | None] = []
    for low, high, label in zip(start, end, labels, strict=True):
        x += [low, high, None]
        y += [label, label, None]
    return go.Scatter(
        x=x, y=y, mode="lines", line={"color": colour, "width": width}, name=name,
        hoverinfo="skip", showlegend=bool(name),
    )  # fmt: skip


def wrapped(label: str, line: int) -> str:
    """A label over several lines of about so many characters; words stay whole."""
    return "<br>".join(wrap(label, line, break_long_words=False, break_on_hyphens=False))


def _top(values: pd.Series) -> float:
    """The end of an axis that leaves room for a label outside the longest bar."""
    return max(float(values.max()) * 1.15, 1.0)


def _figure(trace: go.Bar, xaxis: dict[str, object], yaxis: dict[str, object]) -> go.Figure:
    quiet = {"gridcolor": GRID, "zeroline": False, "fixedrange": True}
    return go.Figure(
        trace,
        {
            "template": "none",
            "height": 320,
            "margin": {"l": 10, "r": 40, "t": 10, "b": 45},
            "font": {"color": INK, "size": 14, "family": "Source Sans, sans-serif"},
            "xaxis": quiet | xaxis,
            "yaxis": quiet | yaxis,
            "bargap": 0.3,
        },
    )
