"""Figures of shares, pairs and relationships: points with their intervals, and a scatter."""

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import (
    BLUE,
    FONT,
    INK,
    LEGEND,
    NUMBERS,
    PALE,
    QUIET,
    figure,
    ranges,
    room_for,
    wrapped,
)

ROW, PANEL_ROW = 46, 24


def share_intervals(shares: pd.DataFrame) -> go.Figure:
    """A row per category: its share and interval.

    Needs label, listed_count, entries, share, low, high.
    """
    words = [_of(row) for row in shares.itertuples()]
    labels = [wrapped(label) for label in shares["label"]]
    counts = go.Scatter(
        x=shares["high"], y=labels, text=[f"  {text}" for text in words], mode="text",
        textposition="middle right", hoverinfo="skip", cliponaxis=False,
    )  # fmt: skip
    return figure(
        _points(shares, labels, words),
        counts,
        height=ROW * len(shares) + 70,
        labels=labels,
        xaxis={"range": [0, 1.2], "tickformat": ".0%", "title": "Share of entries",
               "tickvals": [0, 0.5, 1], "tickangle": 0},
        yaxis={"autorange": "reversed"},
    )  # fmt: skip


def share_panels(shares: pd.DataFrame, everyone: pd.DataFrame) -> go.Figure:
    """A panel per category, a row per group; a dotted line is the share of all.

    Both need group_name, category_id, label, listed_count, entries, share, low, high. A mark is
    filled where its interval leaves out the share of all.
    """
    groups = list(dict.fromkeys(shares["group_name"]))
    slots = len(groups) + 2  # of a panel: its heading, its groups, and a gap
    of_all = everyone.set_index("category_id")["share"]
    panel = {category: at for at, category in enumerate(of_all.index)}
    drawn = shares.assign(
        at=[
            -(panel[row.category_id] // 2 * slots + 1 + groups.index(row.group_name))
            for row in shares.itertuples()
        ],
        of_all=shares["category_id"].map(of_all),
        column=shares["category_id"].map(panel) % 2,
    )
    traces: list[go.Scatter] = []
    for column, half in drawn.groupby("column"):
        tops = everyone.iloc[column::2]
        places = [-(panel[category] // 2 * slots) for category in tops["category_id"]]
        words = [f"{row.group_name}: {_of(row)}" for row in half.itertuples()]
        apart = (half["low"] > half["of_all"]) | (half["high"] < half["of_all"])
        points = _points(half, half["at"], words, apart)
        traces += [
            trace.update(xaxis="x2" if column else "x")
            for trace in (
                points.update(hovertemplate="%{customdata}<extra></extra>"),
                _lines_at(tops["share"], places, len(groups)),
                _headings(tops["label"], places),
            )
        ]
    return go.Figure(traces, _panel_layout(groups, slots, -(-len(panel) // 2)))


def _headings(labels: Iterable[str], places: Sequence[int]) -> go.Scatter:
    """The name of each panel, above its groups."""
    return go.Scatter(
        x=[0.0] * len(places), y=[place + 0.15 for place in places], mode="text",
        text=[f"<b>{wrapped(label)}</b>" for label in labels], textposition="middle right",
        hoverinfo="skip", cliponaxis=False,
    )  # fmt: skip


def _lines_at(shares: Iterable[float], places: Sequence[int], groups: int) -> go.Scatter:
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


def pair_counts(pairs: pd.DataFrame) -> go.Figure:
    """A row per pair: how many entries list both, beside how many would by chance.

    Needs first, second, both, expected, adjusted_p.
    """
    labels = [f"{_short(row.first)} +<br>{_short(row.second)}" for row in pairs.itertuples()]
    dots = [
        go.Scatter(
            x=pairs[column], y=labels, mode="markers", name=name,
            marker=marker | {"line": {"width": 2, "color": marker["color"]}},
            hovertemplate=f"%{{y}}: {name.lower()} %{{x:.1f}}<extra></extra>", cliponaxis=False,
        )
        for column, name, marker in (
            ("expected", "Expected by chance", {"symbol": "circle-open", "color": INK, "size": 11}),
            ("both", "List both", {"symbol": "circle", "color": BLUE, "size": 11}),
        )
    ]  # fmt: skip
    return figure(
        ranges(pairs["expected"], pairs["both"], labels, PALE, 6),
        *dots,
        height=34 * len(pairs) + 100,
        labels=labels,
        showlegend=True,
        legend=LEGEND,
        font=FONT | {"size": 12},
        xaxis={"title": "Entries", "rangemode": "tozero"},
        yaxis={"range": [len(pairs) - 0.4, -0.6], "ticklabelstandoff": 6},
    )


def differences(effects: pd.DataFrame, title: str, factor: float) -> go.Figure:
    """A row per category: a difference and its interval, upon what could not have been noticed.

    Needs label, effect, low, high, smallest_detectable; `factor` takes them to the axis.
    """
    labels = [wrapped(label) for label in effects["label"]]
    limit = effects["smallest_detectable"] * factor
    rows = effects[["effect", "low", "high"]].mul(factor).rename(columns={"effect": "share"})
    words = [f"{row.share:+.1f} ({row.low:+.1f} to {row.high:+.1f})" for row in rows.itertuples()]
    end = 1.06 * float(pd.concat([rows["low"].abs(), rows["high"].abs(), limit]).max() or 1)
    points = _points(rows, labels, words)
    return figure(
        ranges(-limit, limit, labels, "#d6e6f7", 22, "Too small for this n to show"),
        points.update(name="Difference, with 95% interval", showlegend=True),
        height=ROW * len(effects) + 110,
        labels=labels,
        showlegend=True,
        legend=LEGEND,
        xaxis={"title": title, "zeroline": True, "zerolinecolor": INK, "range": [-end, end]},
        yaxis={"autorange": "reversed"},
    )


def rate_scatter(rows: pd.DataFrame) -> go.Figure:
    """A point per row: CLA rate and number of categories. Needs name, rate, categories_listed."""
    points = go.Scatter(
        x=rows["rate"], y=rows["categories_listed"], text=rows["name"], mode="markers",
        marker={"color": BLUE, "size": 11, "opacity": 0.55,
                "line": {"width": 1, "color": "#ffffff"}},
        hovertemplate="%{text}: rate %{x:.0f}, lists %{y} of 8<extra></extra>",
        cliponaxis=False,
    )  # fmt: skip
    return figure(
        points,
        height=360,
        labels=NUMBERS,
        xaxis={"title": "CLA rate per 10,000", "range": [-8, float(rows["rate"].max()) + 8]},
        yaxis={"title": "Kinds of support listed", "range": [-0.4, 8.4], "dtick": 1},
    )


def _points(
    rows: pd.DataFrame,
    labels: "Sequence[str] | pd.Series[int]",
    words: Sequence[str],
    filled: "pd.Series[bool] | None" = None,
) -> go.Scatter:
    """A mark at each share, with its interval. Needs share, low, high."""
    symbols = ["circle" if full else "circle-open" for full in filled] if filled is not None else []
    return go.Scatter(
        x=rows["share"], y=labels, mode="markers", customdata=words, cliponaxis=False,
        marker={"color": BLUE, "size": 10, "symbol": symbols or "circle",
                "line": {"width": 2, "color": BLUE}},
        error_x={"type": "data", "symmetric": False, "array": rows["high"] - rows["share"],
                 "arrayminus": rows["share"] - rows["low"], "color": BLUE, "thickness": 2,
                 "width": 4},
        hovertemplate="%{y}: %{customdata}<extra></extra>",
    )  # fmt: skip


def _of(row: Any) -> str:
    return f"{row.listed_count} of {row.entries}"


def _short(label: str) -> str:
    """A label on one line of a crowded axis."""
    return label.replace(" provision", "").replace("Generic mental health access",
                                                   "Generic mental health")  # fmt: skip
