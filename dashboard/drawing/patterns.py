"""Figures of Provision types: shares with their intervals, pairs beside chance."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard.drawing.charts import FONT, LEGEND, QUIET, figure, ranges, room_for, wrapped
from dashboard.drawing.intervals import points
from dashboard.query.patterns import Pair, Share, Shares
from dashboard.text import patterns as text
from dashboard.vocabulary import BLUE, INK, PALE

ROW, PANEL_ROW = 46, 24


def share_intervals(shares: Sequence[Share]) -> go.Figure:
    """A row per category: its share and interval."""
    labels = [wrapped(share.label) for share in shares]
    said = [text.counted(share) for share in shares]
    counts = go.Scatter(
        x=[share.high for share in shares], y=labels, text=[f"  {words}" for words in said],
        mode="text", textposition="middle right", hoverinfo="skip", cliponaxis=False,
    )  # fmt: skip
    return figure(
        _points(shares, labels, said),
        counts,
        height=ROW * len(shares) + 70,
        labels=labels,
        xaxis={"range": [0, 1.2], "tickformat": ".0%", "title": "Share of entries",
               "tickvals": [0, 0.5, 1], "tickangle": 0},
        yaxis={"autorange": "reversed"},
    )  # fmt: skip


def share_panels(shares: Shares) -> go.Figure:
    """A panel per category, a row per group; a dotted line is the share of all.

    A mark is filled where its interval leaves out the share of all.
    """
    names = list(shares.groups)
    slots = len(names) + 2  # of a panel: its heading, its groups, and a gap
    traces: list[go.Scatter] = []
    for column in (0, 1):
        tops = shares.everyone[column::2]
        places = [-(row * slots) for row in range(len(tops))]
        panel = {top.category_id: (top, place) for top, place in zip(tops, places, strict=True)}
        rows = [
            (cell, panel[cell.category_id][0], panel[cell.category_id][1] - 1 - at)
            for at, group in enumerate(shares.groups.values())
            for cell in group
            if cell.category_id in panel
        ]
        marks = _points(
            [cell for cell, _, _ in rows],
            [place for _, _, place in rows],
            [f"{cell.group_name}: {text.counted(cell)}" for cell, _, _ in rows],
            [cell.leaves_out(top.share) for cell, top, _ in rows],
        )
        traces += [
            trace.update(xaxis="x2" if column else "x")
            for trace in (
                marks.update(hovertemplate="%{customdata}<extra></extra>"),
                _lines_at([top.share for top in tops], places, len(names)),
                _headings([top.label for top in tops], places),
            )
        ]
    return go.Figure(traces, _panel_layout(names, slots, -(-len(shares.everyone) // 2)))


def _points(
    shares: Sequence[Share],
    places: Sequence[str] | Sequence[int],
    said: Sequence[str],
    filled: Sequence[bool] = (),
) -> go.Scatter:
    at, low, high = zip(*((each.share, each.low, each.high) for each in shares), strict=True)
    return points(at, low, high, places, said, filled)


def _headings(labels: Sequence[str], places: Sequence[int]) -> go.Scatter:
    """The name of each panel, above its groups."""
    return go.Scatter(
        x=[0.0] * len(places), y=[place + 0.15 for place in places], mode="text",
        text=[f"<b>{wrapped(label)}</b>" for label in labels], textposition="middle right",
        hoverinfo="skip", cliponaxis=False,
    )  # fmt: skip


def _lines_at(shares: Sequence[float], places: Sequence[int], groups: int) -> go.Scatter:
    """A dotted line down each panel at the share of all."""
    x: list[float | None] = []
    y: list[float | None] = []
    for share, place in zip(shares, places, strict=True):
        x += [share, share, None]
        y += [place - 0.5, place - groups - 0.5, None]
    line = {"color": INK, "width": 1.5, "dash": "dot"}
    return go.Scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip")


def _panel_layout(groups: list[str], slots: int, rows: int) -> dict[str, Any]:
    """Two columns of panels that share one axis of groups; each column has an axis of shares."""
    places = [-(row * slots + 1 + at) for row in range(rows) for at in range(len(groups))]
    of_shares = QUIET | {
        "range": [-0.03, 1.03], "tickvals": [0, 0.5, 1], "ticktext": ["0", "50", "100%"],
        "tickangle": 0,
    }  # fmt: skip
    return {
        "template": "none",
        "height": PANEL_ROW * slots * rows + 40,
        "margin": {"l": room_for(groups), "r": 15, "t": 10, "b": 35},
        "font": FONT | {"size": 13},
        "showlegend": False,
        "xaxis": of_shares | {"domain": [0, 0.46]},
        "xaxis2": of_shares | {"domain": [0.54, 1]},
        "yaxis": QUIET | {
            "tickvals": places, "ticktext": groups * rows,
            "range": [-(rows * slots) + 1.2, 0.8], "ticklabelstandoff": 6,
        },
    }  # fmt: skip


def pair_counts(pairs: Sequence[Pair]) -> go.Figure:
    """A row per pair: how many entries list both, beside how many would by chance."""
    labels = [f"{_short(pair.first)} +<br>{_short(pair.second)}" for pair in pairs]
    expected, both = [pair.expected for pair in pairs], [pair.both for pair in pairs]
    dots = [
        go.Scatter(
            x=counts, y=labels, mode="markers", name=name,
            marker=marker | {"line": {"width": 2, "color": marker["color"]}},
            hovertemplate=f"%{{y}}: {name.lower()} %{{x:.1f}}<extra></extra>", cliponaxis=False,
        )
        for counts, name, marker in (
            (expected, "Expected by chance", {"symbol": "circle-open", "color": INK, "size": 11}),
            (both, "List both", {"symbol": "circle", "color": BLUE, "size": 11}),
        )
    ]  # fmt: skip
    return figure(
        ranges(expected, both, labels, PALE, 6),
        *dots,
        height=34 * len(pairs) + 100,
        labels=labels,
        showlegend=True,
        legend=LEGEND,
        font=FONT | {"size": 12},
        xaxis={"title": "Entries", "rangemode": "tozero"},
        yaxis={"range": [len(pairs) - 0.4, -0.6], "ticklabelstandoff": 6},
    )


def _short(label: str) -> str:
    """A label on one line of a crowded axis."""
    return label.replace(" provision", "").replace("Generic mental health access",
                                                   "Generic mental health")  # fmt: skip
