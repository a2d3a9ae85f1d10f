"""The one look of all figures: plotly's, drawn by hand rather than by express."""

import re
from collections.abc import Iterable
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from dashboard.vocabulary import GRID, INK

Axis = dict[str, Any]
FONT = {"color": INK, "size": 14, "family": "Source Sans, sans-serif"}
QUIET = {"gridcolor": GRID, "zeroline": False, "fixedrange": True}
LEGEND = {"orientation": "h", "y": 1, "yanchor": "bottom", "x": 0}
CONFIG = {"displayModeBar": False}
LINE = 16  # characters of a label's line
STANDOFF = 8  # pixels between a label and its axis
CHARACTER = 7.6  # pixels of one, at the font's size
NUMBERS = ("1 000",)  # labels of an axis of numbers, at their longest


def figure(
    *traces: go.Bar | go.Scatter,
    height: int,
    labels: Iterable[str] = (),
    xaxis: Axis | None = None,
    yaxis: Axis | None = None,
    **layout: Any,
) -> go.Figure:
    """A figure in the project's look.

    The room at the left is counted from the labels of its rows: plotly's automargin draws a figure
    again until it fits, which doubled the time of a redraw.
    """
    return go.Figure(
        list(traces),
        {
            "template": "none",
            "height": height,
            "margin": {"l": room_for(labels), "r": 25, "t": 10, "b": 45},
            "font": FONT,
            "showlegend": False,
            "xaxis": QUIET | (xaxis or {}),
            "yaxis": QUIET | {"ticklabelstandoff": STANDOFF} | (yaxis or {}),
        }
        | layout,
    )


def room_for(labels: Iterable[str]) -> float:
    """Pixels that the longest line of these labels takes beside an axis."""
    lines = [line for label in labels for line in re.sub("</?b>", "", label).split("<br>")]
    return 2 * STANDOFF + CHARACTER * max(map(len, lines), default=0)


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


def wrapped(label: str, line: int = LINE) -> str:
    """A label over several lines of about so many characters; words stay whole."""
    return "<br>".join(wrap(label, line, break_long_words=False, break_on_hyphens=False))


def top(values: Iterable[float]) -> float:
    """The end of an axis that leaves room for a label outside the longest bar."""
    return max(float(max(values)) * 1.15, 1.0)
