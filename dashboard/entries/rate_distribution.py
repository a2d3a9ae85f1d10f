"""Where a CLA rate stands among the known rates: a plotly figure for pages, an SVG for print.

Both draw the frame of `comparison.rate_distribution`: rate_from, rate_to, entries. The class of a
chosen entry is told apart by its darker fill and by the entry's name above it.
"""

from html import escape

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import BLUE, INK, NUMBERS, figure

QUIET = "#b1b4b6"
TITLE = "Children looked after per 10,000 children, 31 March 2021"
WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 640, 200, 10, 40, 40


def marked_classes(distribution: pd.DataFrame, places: pd.DataFrame) -> list[str]:
    """For each class of rates, the names of the chosen entries in it, `, ` between."""
    known = places.dropna(subset="rate")
    return [
        ", ".join(known.loc[known["rate"].between(low, high), "entry"])
        for low, high in zip(distribution["rate_from"], distribution["rate_to"], strict=True)
    ]


def rate_columns(distribution: pd.DataFrame, places: pd.DataFrame) -> go.Figure:
    """Columns of the known rates, the chosen entries named. `places` needs entry, rate."""
    names = marked_classes(distribution, places)
    columns = go.Bar(
        x=(distribution["rate_from"] + distribution["rate_to"] + 1) / 2,
        y=distribution["entries"],
        width=distribution["rate_to"] - distribution["rate_from"],
        marker_color=[BLUE if name else QUIET for name in names],
        text=[name.replace(", ", "<br>") for name in names],
        textposition="outside",
        textangle=0,
        cliponaxis=False,
        constraintext="none",
        customdata=_classes(distribution),
        hovertemplate="Rate %{customdata}: %{y} entries<extra></extra>",
    )
    return figure(
        columns,
        height=300,
        labels=NUMBERS,
        xaxis={"title": "CLA rate per 10,000", "dtick": 20},
        yaxis={"title": "Entries", "range": [0, float(distribution["entries"].max()) * 1.3]},
    )


def rate_numbers(distribution: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """The numbers of the columns. Columns: CLA rate per 10,000, Entries, Among them."""
    known = int(distribution["entries"].sum())
    rows = pd.DataFrame(
        {
            "CLA rate per 10,000": _classes(distribution),
            "Entries": [f"{n} of {known}" for n in distribution["entries"]],
            "Among them": marked_classes(distribution, places),
        }
    )
    return rows[distribution["entries"].to_numpy() > 0]


def rate_svg(distribution: pd.DataFrame, places: pd.DataFrame, alt: str) -> str:
    """The same columns as an SVG that stands in any page or print by itself."""
    names = marked_classes(distribution, places)
    step = (WIDTH - 2 * LEFT) / len(distribution)
    unit = (HEIGHT - TOP - BOTTOM) / float(distribution["entries"].max())
    floor = HEIGHT - BOTTOM
    drawn = []
    columns = zip(distribution["rate_from"], distribution["entries"], names, strict=True)
    for place, (low, entries, name) in enumerate(columns):
        x, height = LEFT + place * step, entries * unit
        drawn.append(
            f'<rect x="{x + 1:.1f}" y="{floor - height:.1f}" width="{step - 2:.1f}" '
            f'height="{height:.1f}" fill="{BLUE if name else QUIET}"/>'
        )
        if name:
            anchor = "start" if place < len(names) / 2 else "end"
            drawn.append(
                f'<text x="{x + step / 2:.1f}" y="{floor - height - 6:.1f}" font-weight="bold" '
                f'text-anchor="{anchor}">{escape(name)}</text>'
            )
        drawn.append(f'<text x="{x:.1f}" y="{floor + 16}" text-anchor="middle">{low}</text>')
    drawn.append(
        f'<path d="M{LEFT} {floor}H{WIDTH - LEFT}" stroke="{INK}"/>'
        f'<text x="{WIDTH / 2}" y="{HEIGHT - 6}" text-anchor="middle">{TITLE}</text>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="12" fill="{INK}"><title>{escape(alt)}</title>'
        f"{''.join(drawn)}</svg>"
    )


def _classes(distribution: pd.DataFrame) -> list[str]:
    pairs = zip(distribution["rate_from"], distribution["rate_to"], strict=True)
    return [f"{low} to {high}" for low, high in pairs]
