"""What pages are composed of: heading, figures, charts with their tables, what to take away."""

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard import charts
from dashboard.browser_pieces import listing
from dashboard.files.citation import CAUTION, REPORT
from dashboard.filters import current_selection
from dashboard.tables import html_table

PAGES = Path(__file__).parents[1] / "pages"
CSS = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
METHOD = """
<h2>How the data were made</h2>
<p>England's authorities must publish a local offer for care leavers. In May 2022 researchers read
the published offers of 150 of the 152 authorities and noted which of eight kinds of support for
emotional wellbeing each one lists. The report of May 2023 prints their notes as a table, beside
each authority's rate of children looked after (CLA) on 31 March 2021 and its Ofsted rating.</p>
<p>This dashboard reads that table as it was printed. Every change made on the way is a quality
note below, with the printed value beside the one that is used. The unit of every count is the
entry, a row of the table; an entry covers no authority, one or two. Greenwich and North
Lincolnshire are in no entry: the report says that they were missed by administrative error.</p>
<p>A rating filter finds an entry when any of its grades is the one asked for. A CLA bound leaves
out entries whose rate is unknown. A count of kinds of support is not a measure of quality.</p>
"""


def frame_top() -> None:
    """The project's look, and the one line of caution that stands on every page."""
    st.html(
        f'<style>{CSS}</style><p class="caution"><strong>Age of the data.</strong> {CAUTION} '
        '<a href="data-and-methods" target="_self">How far to trust it</a></p>'
    )


def frame_bottom(build: dict[str, Any]) -> None:
    """Source, edition, content hash, licence, citation and accessibility, on every page."""
    digest = build["content_hash"]
    st.html(
        f'<footer class="foot"><p>Source: {REPORT}. Edition {build["edition"]}, content hash '
        f'<span title="{digest}">{digest[:12]}</span>. Code under the MIT licence; the terms of '
        'the data are on <a href="data-and-methods" target="_self">Data and methods</a>.</p>'
        "<p>Cite as: Care leavers' offer dashboard, edition "
        f"{build['edition']}, content hash {digest[:12]}.</p>"
        "<p>Accessibility: made to WCAG 2.2 AA. Every chart has a table of the same numbers, and "
        "everything works from the keyboard. Please report what does not.</p></footer>"
    )


def heading(subject: str, finding: str) -> None:
    """The page's h1 and its one sentence of finding."""
    st.html(
        f'<h1 id="content" tabindex="-1">{escape(subject)}</h1>'
        f'<p class="finding">{escape(finding)}</p>'
    )


def headline_figures(figures: Iterable[tuple[str, str]]) -> None:
    """A row of figures, each with what it counts."""
    cells = "".join(
        f"<div><dd>{escape(figure)}</dd><dt>{escape(what)}</dt></div>" for figure, what in figures
    )
    st.html(f'<dl class="figures">{cells}</dl>')


def chart_with_table(
    figure: go.Figure, title: str, subtitle: str, alt: str, table: pd.DataFrame, key: str
) -> None:
    """A chart under a title that says what it shows, and the same numbers beside it."""
    st.html(f"<h2>{escape(title)}</h2><p class='subtitle'>{escape(subtitle)}</p>")
    chart, numbers = st.columns([3, 2])
    chart.plotly_chart(figure, key=key, alt=alt, config=charts.CONFIG, theme=None)
    numbers.html(html_table(table, f"The same numbers: {subtitle}"))


def chart_above_table(
    figure: go.Figure, title: str, subtitle: str, alt: str, table: str, key: str
) -> None:
    """A chart above its numbers, as HTML, for tables too wide to stand beside it."""
    st.html(f"<h2>{escape(title)}</h2><p class='subtitle'>{escape(subtitle)}</p>")
    st.plotly_chart(figure, key=key, alt=alt, config=charts.CONFIG, theme=None)
    listing(table, key=f"{key}_table")


def go_to_authority(names: pd.DataFrame) -> None:
    """A way straight to one entry, by name. Needs entry_id, entry."""
    chosen = st.selectbox(
        "Go straight to one authority",
        names["entry_id"],
        format_func=names.set_index("entry_id")["entry"].to_dict().__getitem__,
        index=None,
        placeholder="Type or choose a name",
    )
    if chosen:
        along = current_selection().address()
        st.switch_page(PAGES / "authority_profile.py", query_params={"entry": chosen, **along})


def table(title: str, rows: pd.DataFrame) -> None:
    """A table under its title."""
    st.html(f"<h2>{escape(title)}</h2>{html_table(rows, f'{title}: {len(rows)} rows')}")


def folded_table(summary: str, rows: pd.DataFrame) -> None:
    """A table for those who want to know, under a line that opens it."""
    table_html = html_table(rows, f"{summary}: {len(rows)} rows")
    st.html(f"<details><summary>{escape(summary)}</summary>{table_html}</details>")


def notes(*sentences: str) -> None:
    """Quiet remarks between finding and result; one element, also when there is none."""
    paragraphs = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences if sentence)
    st.html(f'<div class="note">{paragraphs}</div>')


def method() -> None:
    """How the data were made, in five sentences."""
    st.html(METHOD)
