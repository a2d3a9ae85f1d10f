"""What pages are composed of: heading, figures, charts with their tables, what to take away."""

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard import charts, downloads
from dashboard.filters import show
from dashboard.selection import ActiveFilter, Selection, Vocabulary
from dashboard.tables import html_table, matrix_table

PAGES = Path(__file__).parents[1] / "pages"
CSS = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
CAUTION = (
    "Offers as published in May 2022. They may have changed since, so this is context, not a "
    "reference for what is on offer today; not listed does not mean that a service does not exist."
)
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
REPORT = (
    "What Works for Early Intervention and Children's Social Care, An exploratory study of the "
    "emotional wellbeing needs and experiences of care leavers in England, May 2023, Appendix 2"
)


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


def take_away(rows: pd.DataFrame, selection: Selection, edition: str) -> None:
    """Download of exactly the rows shown, and the address that gives them to a script."""
    query_string = selection.query_string()
    address = "/data/offer_matrix.csv" + (f"?{query_string}" if query_string else "")
    st.html("<h2>Take it away</h2>")
    st.download_button(
        f"Download these {len(rows)} rows as CSV",
        data=lambda: downloads.csv(rows),
        file_name=downloads.file_name(edition, "csv", query_string),
        mime="text/csv",
        on_click="ignore",
    )
    st.html(
        "<p>The same rows for a script, from this server: "
        f'<a href="{escape(address)}" download><code>{escape(address)}</code></a></p>'
    )


def go_to_authority(names: pd.DataFrame) -> None:
    """A way straight to one entry, by name. Needs entry_id, entry."""
    chosen = st.selectbox(
        "Go straight to one authority",
        names["entry"],
        index=None,
        placeholder="Type or choose a name",
    )
    if chosen:
        st.switch_page(PAGES / "find_authorities.py", query_params={"q": chosen})


def take_all_away(build: dict[str, Any]) -> None:
    """Links to the whole matrix and the whole database."""
    edition = build["edition"]
    st.html(
        "<h2>Take it all away</h2><ul>"
        f'<li><a href="data/offer_matrix.csv" download>Offer matrix {edition} as CSV</a></li>'
        f'<li><a href="data/offer_matrix.json" download>Offer matrix {edition} as JSON</a></li>'
        '<li><a href="data/offer.duckdb" download>The whole database as a DuckDB file</a></li>'
        "</ul><p>Licence: the code is under the MIT licence; the terms of each file are listed "
        "under Sources and licences above. Cite the edition and the content hash: "
        f"edition {edition}, <code>{build['content_hash']}</code>.</p>"
    )


def table(title: str, rows: pd.DataFrame) -> None:
    """A table under its title."""
    st.html(f"<h2>{escape(title)}</h2>{html_table(rows, f'{title}: {len(rows)} rows')}")


def matrix(rows: pd.DataFrame, vocabulary: Vocabulary) -> None:
    """The offer matrix of the rows."""
    caption = f"What {len(rows)} entries list in their published offers, May 2022"
    st.html(matrix_table(rows, vocabulary.category, caption))


def note(sentence: str) -> None:
    """A quiet remark between finding and result."""
    st.html(f'<p class="note">{escape(sentence)}</p>')


def nothing_found(relaxations: list[tuple[ActiveFilter, int]]) -> None:
    """An empty result: what each filter costs, and a way to drop it."""
    st.html("<h2>No entry matches all of these filters</h2><p>What to relax:</p>")
    for relaxed, found in relaxations:
        st.button(
            f"Drop “{relaxed.words}”: {found} {'entry' if found == 1 else 'entries'}",
            key=f"drop {relaxed.words}",
            on_click=show,
            args=(relaxed.without_it,),
        )


def method() -> None:
    """How the data were made, in five sentences."""
    st.html(METHOD)
