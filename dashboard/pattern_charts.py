"""Figures of shares, pairs and relationships: points with their intervals, and a scatter."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import BLUE, GRID, INK, PALE

QUIET = {"gridcolor": GRID, "zeroline": False, "fixedrange": True}
FONT = {"color": INK, "size": 14, "family": "Source Sans, sans-serif"}
LINE = 20  # characters of a label's line
ROW, PANEL_ROW, PANEL_GAP = 46, 24, 0.055


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
    rows = -(-len(everyone) // 2)
    figure = go.Figure()
    layout: dict[str, Any] = {"shapes": [], "annotations": []}
    for at, of_all in enumerate(everyone.itertuples()):
        panel = shares[shares["category_id"] == of_all.category_id]
        apart = (panel["low"] > of_all.share) | (panel["high"] < of_all.share)
        trace = _points(panel, panel["group_name"], [_of(row) for row in panel.itertuples()], apart)
        x, y, bottom, top, left = *_axes(at), *_place(at, rows)
        trace.update(xaxis=x, yaxis=y)
        figure.add_trace(trace)
        layout |= _panel_axes(at, bottom, top, left, groups, last=at >= len(everyone) - 2)
        line = {"color": INK, "width": 1.5, "dash": "dot"}
        layout["shapes"].append(
            {"type": "line", "xref": x, "yref": f"{y} domain", "x0": of_all.share,
             "x1": of_all.share, "y0": 0, "y1": 1, "line": line}
        )  # fmt: skip
        layout["annotations"].append(
            {"text": f"<b>{_wrapped(str(of_all.label))}</b>", "xref": "paper", "yref": "paper",
             "x": left, "y": top, "xanchor": "left", "yanchor": "bottom", "align": "left",
             "showarrow": False}
        )  # fmt: skip
    height = rows * (PANEL_ROW * len(groups) + 60) + 40
    margin = {"l": 10, "r": 15, "t": 45, "b": 35}
    figure.update_layout(
        template="none", height=height, margin=margin, font=FONT | {"size": 13}, showlegend=False,
        **layout,
    )  # fmt: skip
    return figure


def pair_counts(pairs: pd.DataFrame) -> go.Figure:
    """A row per pair: how many entries list both, beside how many would by chance.

    Needs first, second, both, expected, adjusted_p.
    """
    labels = [f"{_short(row.first)} +<br>{_short(row.second)}" for row in pairs.itertuples()]
    figure = _figure(height=34 * len(pairs) + 100)
    figure.add_trace(_ranges(pairs["expected"], pairs["both"], labels, PALE, 6))
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
    unseen = _ranges(-limit, limit, list(labels), "#d6e6f7", 22)
    figure.add_trace(unseen.update(name="Too small for this n to show", showlegend=True))
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


def _ranges(
    start: "pd.Series[float]", end: "pd.Series[float]", labels: list[str], colour: str, width: int
) -> go.Scatter:
    """One line per row, from start to end."""
    x: list[float | None] = []
    y: list[str | None] = []
    for low, high, label in zip(start, end, labels, strict=True):
        x += [low, high, None]
        y += [label, label, None]
    line = {"color": colour, "width": width}
    return go.Scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip", showlegend=False)


def _of(row: Any) -> str:
    return f"{row.listed_count} of {row.entries}"


def _short(label: str) -> str:
    """A label on one line of a crowded axis."""
    return label.replace(" provision", "").replace("Generic mental health access",
                                                   "Generic mental health")  # fmt: skip


def _wrapped(text: str) -> str:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(lines)


def _axes(at: int) -> tuple[str, str]:
    number = str(at + 1) if at else ""
    return f"x{number}", f"y{number}"


def _place(at: int, rows: int) -> tuple[float, float, float]:
    """Bottom, top and left of a panel: two in a row, the first at the top."""
    height = 1 / rows
    top = 1 - (at // 2) * height
    return top - height + PANEL_GAP, top, 0.52 * (at % 2)


def _panel_axes(
    at: int, bottom: float, top: float, left: float, groups: list[str], last: bool
) -> dict[str, Any]:
    number = str(at + 1) if at else ""
    return {
        f"xaxis{number}": QUIET | {
            "domain": [left, left + 0.48], "anchor": f"y{number}", "range": [-0.02, 1.02],
            "tickvals": [0, 0.5, 1], "ticktext": ["0", "50", "100%"], "tickangle": 0,
            "showticklabels": last,
        },
        f"yaxis{number}": QUIET | {
            "domain": [bottom, top], "anchor": f"x{number}", "categoryorder": "array",
            "categoryarray": groups[::-1], "showticklabels": left == 0, "automargin": True,
            "range": [-0.6, len(groups) - 0.4], "ticklabelstandoff": 6,
        },
    }  # fmt: skip


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
