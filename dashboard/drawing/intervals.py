"""Points with their intervals, as traces of figures."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.vocabulary import BLUE


def points(
    at: Sequence[float],
    low: Sequence[float],
    high: Sequence[float],
    places: Sequence[str] | Sequence[int],
    words: Sequence[str],
    filled: Sequence[bool] = (),
) -> go.Scatter:
    """A mark at each value with its interval, a row each; `places` are those of the rows.

    Hovering says the place and `words`. With `filled` some marks are open circles.
    """
    symbols = ["circle" if full else "circle-open" for full in filled]
    return go.Scatter(
        x=at,
        y=places,
        mode="markers",
        customdata=words,
        cliponaxis=False,
        marker={
            "color": BLUE,
            "size": 10,
            "symbol": symbols or "circle",
            "line": {"width": 2, "color": BLUE},
        },
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [end - value for end, value in zip(high, at, strict=True)],
            "arrayminus": [value - start for value, start in zip(at, low, strict=True)],
            "color": BLUE,
            "thickness": 2,
            "width": 4,
        },
        hovertemplate="%{y}: %{customdata}<extra></extra>",
    )
