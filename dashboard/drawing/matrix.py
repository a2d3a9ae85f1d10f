"""The offer matrix as a table, and the counts of the overview as figures."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go
from markupsafe import Markup

from dashboard.drawing.charts import NUMBERS, figure, top, wrapped
from dashboard.drawing.tables import profile_address
from dashboard.drawing.templating import render
from dashboard.parameters.pages import FindParameters
from dashboard.query.matrix import CategoryCount, NumberListed
from dashboard.vocabulary import BLUE


def matrix_table(
    rows: pd.DataFrame,
    categories: Mapping[str, str],
    caption: str,
    asked: FindParameters,
    along: str,
) -> Markup:
    """The offer matrix: one row an entry, one narrow column a category, words in every cell.

    Needs the columns of offer_matrix. Headers are buttons that sort, and each row has a box that
    chooses it; see `dashboard.views.pieces`. `along` goes with every link to a profile.
    """
    headings = {
        "entry": "Entry",
        **categories,
        "categories_listed": f"Listed, of {len(categories)}",
        "cla_rate_per_10k": "CLA rate per 10,000",
        "ofsted_rating": "Ofsted rating",
        "region": "Region",
    }
    return render(
        "matrix.html",
        caption=caption,
        headings=headings,
        categories=list(categories),
        rows=rows.to_dict("records"),
        rates=["Unknown" if pd.isna(rate) else f"{rate:.0f}" for rate in rows["cla_rate_per_10k"]],
        addresses=[profile_address(str(entry_id), along) for entry_id in rows["entry_id"]],
        sort=asked.sort,
        order=asked.order,
    )


def category_bars(counts: Sequence[CategoryCount]) -> go.Figure:
    """Horizontal bars, one per category."""
    labels = [wrapped(count.label) for count in counts]
    bars = go.Bar(
        x=[count.listed_count for count in counts],
        y=labels,
        orientation="h",
        marker_color=BLUE,
        text=[f"{count.listed_count} of {count.entries}" for count in counts],
        textposition="outside",
        cliponaxis=False,
        hovertemplate="%{y}: %{text}<extra></extra>",
    )
    return figure(
        bars,
        height=360,
        labels=labels,
        xaxis={
            "range": [0, top(count.entries for count in counts)],
            "title": "Entries that list it",
        },
        yaxis={"autorange": "reversed"},
        bargap=0.3,
    )


def listed_columns(distribution: Sequence[NumberListed]) -> go.Figure:
    """Columns of how many entries list no category, one, two, up to all."""
    entries = [number.entries for number in distribution]
    columns = go.Bar(
        x=[number.categories_listed for number in distribution],
        y=entries,
        marker_color=BLUE,
        text=entries,
        textposition="outside",
        cliponaxis=False,
        hovertemplate="%{x} categories: %{y} entries<extra></extra>",
    )
    return figure(
        columns,
        height=320,
        labels=NUMBERS,
        xaxis={"title": "Categories listed", "dtick": 1},
        yaxis={"title": "Entries", "range": [0, top(entries)]},
        bargap=0.3,
    )
