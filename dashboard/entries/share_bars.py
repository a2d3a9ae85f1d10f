"""How many of a group list each category, as an SVG for print; what the entry lists is filled."""

from html import escape

import pandas as pd

from dashboard.charts import BLUE, INK

WIDTH, ROW, LABEL, BAR = 640, 24, 230, 300


def share_bars(rows: pd.DataFrame, group: str, group_words: str) -> str:
    """Bars of one comparison group, from `comparison.profile_rows`.

    Filled where the entry lists the category, an outline where it does not; numbers beside.
    """
    own = rows[rows["comparison_group"] == group]
    drawn, told = [], []
    for place, row in enumerate(own.itertuples()):
        y = place * ROW
        length = BAR * row.listed_count / row.entries
        counted = f"{row.listed_count} of {row.entries}"
        here = "Listed" if row.listed else "Not listed"
        drawn.append(
            f'<text x="{LABEL - 8}" y="{y + 16}" text-anchor="end">{escape(row.label)}</text>'
            f'<rect x="{LABEL}" y="{y + 4}" width="{length:.1f}" height="{ROW - 8}" '
            f'fill="{BLUE if row.listed else "#fff"}" stroke="{BLUE}"/>'
            f'<text x="{LABEL + length + 6:.1f}" y="{y + 16}">{counted}; {here.lower()} here</text>'
        )
        told.append(f"{row.label}: {counted}, {here.lower()} here")
    alt = f"Bar chart. How many of {group_words} list each kind of support. {'; '.join(told)}."
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {len(own) * ROW + 4}" '
        f'role="img" font-family="sans-serif" font-size="12" fill="{INK}">'
        f"<title>{escape(alt)}</title>{''.join(drawn)}</svg>"
    )
