"""The shares that could truly be, as a figure and the columns of its table."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.drawing.charts import LEGEND, figure, ranges, wrapped
from dashboard.drawing.tables import numbers, words
from dashboard.query.misclassification import CorrectedShare
from dashboard.vocabulary import INK, ORANGE, PALE

SHARES = (
    words("label", "Kind of support"),
    numbers("listed", "Listed"),
    numbers("corrected", "Corrected"),
    numbers("interval", "95% interval"),
    numbers("possible", "Errors up to these"),
)


def corrected_shares(shares: Sequence[CorrectedShare]) -> go.Figure:
    """Per category: as printed, corrected with its interval, and all that smaller errors allow."""
    rows = shares[::-1]  # plotly draws the first at the bottom
    labels = [wrapped(each.label) for each in rows]
    bars = (
        ([each.possible for each in rows], PALE, 14, "Possible with errors up to these"),
        ([each.interval for each in rows], INK, 2, "95% interval of the corrected share"),
    )
    circle = {"symbol": "circle-open", "color": INK, "size": 12}
    diamond = {"symbol": "diamond", "color": ORANGE, "size": 11}
    return figure(
        *(
            ranges([i.low for i in of], [i.high for i in of], labels, colour, width, name)
            for of, colour, width, name in bars
        ),
        _points([each.printed for each in rows], labels, "Listed, as printed", circle),
        _points([each.corrected for each in rows], labels, "Corrected", diamond),
        height=52 * len(rows) + 110,
        labels=labels,
        showlegend=True,
        legend=LEGEND,
        xaxis={"title": "Share of entries", "range": [-0.01, 1.01], "tickformat": ".0%"},
    )


def _points(
    x: Sequence[float], labels: Sequence[str], name: str, marker: dict[str, object]
) -> go.Scatter:
    return go.Scatter(
        x=x,
        y=labels,
        mode="markers",
        name=name,
        marker=marker | {"line": {"width": 2, "color": INK}},
        hovertemplate=f"%{{y}}: {name.lower()} %{{x:.1%}}<extra></extra>",
        cliponaxis=False,
    )
