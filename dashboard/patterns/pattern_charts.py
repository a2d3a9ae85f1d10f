"""Figures of shares, pairs and relationships: points with their intervals, and a scatter."""

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import BLUE, GRID, INK, PALE, ranges, wrapped

QUIET = {"gridcolor": GRID, "zeroline": False, "fixedrange": True}
FONT = {"color": INK, "size": 14, "family": "Source Sans, sans-serif"}
LINE = 16  # characters of a label's line
ROW, PANEL_ROW = 46, 24


def share_intervals(shares: pd.DataFrame) -> go.Figure:
    """A row per category: its share and interval.

    Needs label, listed_count, entries, share, low, high.
    """
    words = [_of(row) for row in shares.itertuples()]
    figure = _figure(height=ROW * len(shares) + 70)
    figure.add_trace(_points(shares, shares["label"], words))
    labels = go.Scatter(
        x=shares["high"], y=shares["label"], text=[f"  {text}" for text in words], mode="text",
        textposition="middle right", hoverinfo="skip", cliponaxis=False,
    )  # fmt: skip
    figure.add_trace(labels)
    figure.update_layout(
        xaxis={"range": [0, 1.2], "tickformat": ".0%", "title": "Share of entries",
               "tickvals": [0, 0.5, 1], "tickangle": 0},
        yaxis={"autorange": "reversed", "automargin": True, "ticklabelstandoff": 8},
    )  # fmt: skip
    return figure


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
        text=[f"<b>{wrapped(label, LINE)}</b>" for label in labels], textposition="middle right",
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
        "margin": {"l": 10, "r": 15, "t": 10, "b": 35},
        "font": FONT | {"size": 13},
        "showlegend": False,
        "xaxis": of_shares | {"domain": [0, 0.46]},
        "xaxis2": of_shares | {"domain": [0.54, 1]},
        "yaxis": QUIET | {
            "tickvals": places, "ticktext": groups * rows, "automargin": True,
            "range": [-(rows * slots) + 1.2, 0.8], "ticklabelstandoff": 6,
        },
    }  # fmt: skip


def pair_counts(pairs: pd.DataFrame) -> go.Figure:
    """A row per pair: how many entries list both, beside how many would by chance.

    Needs first, second, both, expected, adjusted_p.
    """
    labels = [f"{_short(row.first)} +<br>{_short(row.second)}" for row in pairs.itertuples()]
    figure = _figure(height=34 * len(pairs) + 100)
    figure.add_trace(ranges(pairs["expected"], pairs["both"], labels, PALE, 6))
    for column, name, marker in (
        ("expected", "Expected by chance", {"symbol": "circle-open", "color": INK, "size": 11}),
        ("both", "List both", {"symbol": "circle", "color": BLUE, "size": 11}),
    ):
        figure.add_trace(
            go.Scatter(
                x=pairs[column], y=labels, mode="markers", name=name,
                marker=marker | {"line": {"width": 2, "color": marker["color"]}},
                hovertemplate=f"%{{y}}: {name.lower()} %{{x:.1f}}<extra></extra>", cliponaxis=False,
            )
        )  # fmt: skip
    figure.update_layout(
        showlegend=True,
        legend={"orientation": "h", "y": 1, "yanchor": "bottom", "x": 0},
        font=FONT | {"size": 12},
        xaxis={"title": "Entries", "rangemode": "tozero"},
        yaxis={"range": [len(pairs) - 0.4, -0.6], "automargin": True, "ticklabelstandoff": 6},
    )
    return figure


def differences(effects: pd.DataFrame, title: str, factor: float) -> go.Figure:
    """A row per category: a difference and its interval, upon what could not have been noticed.

    Needs label, effect, low, high, smallest_detectable; `factor` takes them to the axis.
    """
    labels, limit = effects["label"], effects["smallest_detectable"] * factor
    rows = effects[["effect", "low", "high"]].mul(factor).rename(columns={"effect": "share"})
    words = [f"{row.share:+.1f} ({row.low:+.1f} to {row.high:+.1f})" for row in rows.itertuples()]
    end = 1.06 * float(pd.concat([rows["low"].abs(), rows["high"].abs(), limit]).max() or 1)
    figure = _figure(height=ROW * len(effects) + 110)
    unseen = "Too small for this n to show"
    figure.add_trace(ranges(-limit, limit, labels, "#d6e6f7", 22, unseen))
    points = _points(rows, labels, words)
    figure.add_trace(points.update(name="Difference, with 95% interval", showlegend=True))
    figure.update_layout(
        showlegend=True,
        legend={"orientation": "h", "y": 1, "yanchor": "bottom", "x": 0},
        xaxis={"title": title, "zeroline": True, "zerolinecolor": INK, "range": [-end, end]},
        yaxis={"autorange": "reversed", "automargin": True, "ticklabelstandoff": 8},
    )
    return figure


def rate_scatter(rows: pd.DataFrame) -> go.Figure:
    """A point per row: CLA rate and number of categories. Needs name, rate, categories_listed."""
    figure = _figure(height=360)
    figure.add_trace(
        go.Scatter(
            x=rows["rate"], y=rows["categories_listed"], text=rows["name"], mode="markers",
            marker={"color": BLUE, "size": 11, "opacity": 0.55, "line": {"width": 1,
                                                                         "color": "#ffffff"}},
            hovertemplate="%{text}: rate %{x:.0f}, lists %{y} of 8<extra></extra>",
            cliponaxis=False,
        )
    )  # fmt: skip
    figure.update_layout(
        margin={"l": 45},
        xaxis={"title": "CLA rate per 10,000", "range": [-8, float(rows["rate"].max()) + 8]},
        yaxis={"title": "Kinds of support listed", "range": [-0.4, 8.4], "dtick": 1},
    )
    return figure


def _points(
    rows: pd.DataFrame,
    labels: "pd.Series[str]",
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


def _figure(height: int) -> go.Figure:
    return go.Figure(
        layout={
            "template": "none",
            "height": height,
            "margin": {"l": 10, "r": 20, "t": 10, "b": 45},
            "font": FONT,
            "showlegend": False,
            "xaxis": dict(QUIET),
            "yaxis": dict(QUIET),
        }
    )
