"""Figures of points and ranges on one scale: caseloads, and shares that could truly be."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import BLUE, GRID, INK, PALE, ranges, wrapped
from dashboard.evidence.evidence import range_in_words

ORANGE = "#F46A25"
LINE = 27  # characters of a label's line


def caseload_ranges(caseloads: pd.DataFrame) -> go.Figure:
    """A row per figure, labelled with year, nation and how it is known; a range is a bar.

    Needs year, nation, population, value, value_high (missing for a single number).
    """
    rows = caseloads[::-1]  # plotly draws the first at the bottom
    labels = [
        f"<b>{row.year}, {row.nation}</b><br>{wrapped(str(row.population), LINE)}"
        for row in rows.itertuples()
    ]
    high = rows["value_high"].fillna(rows["value"])
    said = [range_in_words(low, top) for low, top in zip(rows["value"], high, strict=True)]
    figure = _figure(height=90 * len(rows) + 70, title="Young people per adviser")
    figure.add_trace(ranges(rows["value"], high, labels, BLUE, 6, "Range"))
    ends = go.Scatter(
        x=[*rows["value"], *high],
        y=[*labels, *labels],
        text=[*[""] * len(rows), *said],
        textposition="middle right",
        mode="markers+text",
        marker={"color": BLUE, "size": 13},
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )
    figure.add_trace(ends)
    figure.update_layout(showlegend=False)
    figure.update_xaxes(range=[0, float(high.max()) * 1.2])
    return figure


def corrected_shares(shares: pd.DataFrame) -> go.Figure:
    """Per category: as printed, corrected with its interval, and all that smaller errors allow.

    Needs label, share, corrected, corrected_low, corrected_high, least, most; shares of 1.
    """
    rows = shares[::-1]
    labels = rows["label"]
    figure = _figure(height=52 * len(rows) + 110, title="Share of entries")
    figure.add_trace(
        ranges(rows["least"], rows["most"], labels, PALE, 14, "Possible with errors up to these")
    )
    figure.add_trace(
        ranges(
            rows["corrected_low"], rows["corrected_high"], labels, INK, 2,
            "95% interval of the corrected share",
        )
    )  # fmt: skip
    for column, name, marker in (
        ("share", "Listed, as printed", {"symbol": "circle-open", "color": INK, "size": 12}),
        ("corrected", "Corrected", {"symbol": "diamond", "color": ORANGE, "size": 11}),
    ):
        marker["line"] = {"width": 2, "color": INK}
        figure.add_trace(
            go.Scatter(
                x=rows[column],
                y=labels,
                mode="markers",
                name=name,
                marker=marker,
                hovertemplate=f"%{{y}}: {name.lower()} %{{x:.1%}}<extra></extra>",
                cliponaxis=False,
            )
        )
    figure.update_xaxes(range=[-0.01, 1.01], tickformat=".0%")
    return figure


def _figure(height: int, title: str) -> go.Figure:
    quiet = {"gridcolor": GRID, "zeroline": False, "fixedrange": True}
    return go.Figure(
        layout={
            "template": "none",
            "height": height,
            "margin": {"l": 10, "r": 20, "t": 10, "b": 45},
            "font": {"color": INK, "size": 14, "family": "Source Sans, sans-serif"},
            "xaxis": {**quiet, "title": title},
            "yaxis": {**quiet, "automargin": True, "ticklabelstandoff": 8},
            "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        }
    )
