"""What pages are composed of: heading, figures, charts with their tables, sections, notes."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from markupsafe import Markup

from dashboard.drawing import charts
from dashboard.drawing.tables import Column, table
from dashboard.drawing.templating import render
from dashboard.views.pieces import listing

PAGES = Path(__file__).parents[2] / "pages"


def page_file(address: str) -> Path:
    """The file of the page at an address; the overview's is the address without a name."""
    return PAGES / f"{address.replace('-', '_') or 'overview'}.py"


def draw(template: str, **values: object) -> None:
    """A template as a piece of the page."""
    st.html(str(render(template, **values)))


def heading(subject: str, finding: str) -> None:
    """The page's h1 and its one sentence of finding."""
    draw("heading.html", subject=subject, finding=finding)


def headline_figures(figures: Iterable[tuple[str, str]]) -> None:
    """A row of figures, each with what it counts."""
    draw("headline_figures.html", figures=list(figures))


def chart_with_table(
    figure: go.Figure, title: str, subtitle: str, alt: str, table: Markup, key: str
) -> None:
    """A chart under a title that says what it shows, and the same numbers beside it."""
    draw("section.html", title=title, subtitle=subtitle, html="")
    chart, numbers = st.columns([3, 2])
    chart.plotly_chart(figure, key=key, alt=alt, config=charts.CONFIG, theme=None)
    numbers.html(str(table))


def chart_above_table(
    figure: go.Figure, title: str, subtitle: str, alt: str, table: Markup, key: str
) -> None:
    """A chart above its numbers, for tables too wide to stand beside it."""
    draw("section.html", title=title, subtitle=subtitle, html="")
    st.plotly_chart(figure, key=key, alt=alt, config=charts.CONFIG, theme=None)
    listing(table, key=f"{key}_table")


def same_numbers(rows: pd.DataFrame, columns: Sequence[Column], subtitle: str) -> Markup:
    """The table that belongs to a chart."""
    return table(rows, columns, f"The same numbers: {subtitle}")


def titled_table(title: str, rows: pd.DataFrame, columns: Sequence[Column]) -> None:
    """A table under its title."""
    html = table(rows, columns, f"{title}: {len(rows)} rows")
    draw("section.html", title=title, subtitle="", html=html)


def folded_table(summary: str, rows: pd.DataFrame, columns: Sequence[Column]) -> None:
    """A table for those who want to know, under a line that opens it."""
    draw("folded.html", summary=summary, html=table(rows, columns, f"{summary}: {len(rows)} rows"))


def section(title: str, subtitle: str, html: Markup, key: str) -> None:
    """A long table, or another piece of HTML, under a title that says what it shows."""
    listing(render("section.html", title=title, subtitle=subtitle, html=html), key=key)


def notes(*sentences: str) -> None:
    """Quiet remarks between finding and result; one element, also when there is none."""
    draw("notes.html", sentences=[sentence for sentence in sentences if sentence])
