"""Figures of points and ranges on one scale: caseloads, and shares that could truly be."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import BLUE, INK, LEGEND, PALE, figure, ranges, wrapped
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
    return figure(
        ranges(rows["value"], high, labels, BLUE, 6, "Range"),
        ends,
        height=90 * len(rows) + 70,
        labels=labels,
        xaxis={"title": "Young people per adviser", "range": [0, float(high.max()) * 1.2]},
    )


def corrected_shares(shares: pd.DataFrame) -> go.Figure:
    """Per category: as printed, corrected with its interval, and all that smaller errors allow.

    Needs label, share, corrected, corrected_low, corrected_high, least, most; shares of 1.
    """
    rows = shares[::-1]
    labels = [wrapped(label) for label in rows["label"]]
    interval = "95% interval of the corrected share"
    shares_of = [
        go.Scatter(
            x=rows[column],
            y=labels,
            mode="markers",
            name=name,
            marker=marker | {"line": {"width": 2, "color": INK}},
            hovertemplate=f"%{{y}}: {name.lower()} %{{x:.1%}}<extra></extra>",
            cliponaxis=False,
        )
        for column, name, marker in (
            ("share", "Listed, as printed", {"symbol": "circle-open", "color": INK, "size": 12}),
            ("corrected", "Corrected", {"symbol": "diamond", "color": ORANGE, "size": 11}),
        )
    ]
    return figure(
        ranges(rows["least"], rows["most"], labels, PALE, 14, "Possible with errors up to these"),
        ranges(rows["corrected_low"], rows["corrected_high"], labels, INK, 2, interval),
        *shares_of,
        height=52 * len(rows) + 110,
        labels=labels,
        showlegend=True,
        legend=LEGEND,
        xaxis={"title": "Share of entries", "range": [-0.01, 1.01], "tickformat": ".0%"},
    )
