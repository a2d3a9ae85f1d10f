"""What stands at the end of a page: files of exactly what it shows, its link, its citation."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from html import escape
from typing import Any
from urllib.parse import urlencode, urlsplit

import streamlit as st

from dashboard import queries
from dashboard.browser_pieces import copy_link
from dashboard.files.citation import citation
from dashboard.files.datasets import DATASETS
from dashboard.files.extracts import Extract
from dashboard.files.file_formats import formats_of
from dashboard.filters import current_address

OF_CHOSEN_ENTRIES = ("comparison", "profile")  # without an entry they have no rows


def draw(*extracts: Extract, page_parameters: Collection[str] = ()) -> None:
    """Links to every format of each extract; of the first also code, page link and citation.

    `page_parameters` decide how the page shows the rows: link and citation keep them too.
    """
    first = replace(extracts[0], base=base_address())
    files = "".join(links(extract) for extract in extracts)
    st.html(
        "<h2>Take it away</h2><p class='subtitle'>All columns, in the order shown</p>"
        f"{files}{_for_scripts(first)}"
    )
    deciding = (*DATASETS[first.name].parameters, *page_parameters)
    cite(first.title, first.page, first.words, deciding)


def links(extract: Extract) -> str:
    """A line of links to the rows as a file of each format; the server makes it when asked."""
    buttons = " ".join(
        f'<a class="button" href="{escape(extract.link(kind.route(extract.name)))}" download>'
        f'{escape(kind.label)} <span class="unseen">of {escape(extract.title)}</span></a>'
        for kind in formats_of(extract.name)
    )
    what = f"<strong>{escape(extract.title)}:</strong> {escape(extract.words)}"
    return f'<p class="files"><span>{what}</span> {buttons}</p>'


def draw_all(build: dict[str, Any]) -> None:
    """Links to every dataset whole in every format and to the whole database; the citation."""
    whole = [DATASETS[name].read({})[0] for name in DATASETS if name not in OF_CHOSEN_ENTRIES]
    st.html(
        f"<h2>Take it all away</h2>{''.join(links(extract) for extract in whole)}"
        '<p class="files"><span><strong>The whole database:</strong> all tables</span> '
        '<a class="button" href="data/offer.duckdb" download>DuckDB file</a></p>'
        "<p>Licence: the code is under the MIT licence; the terms of each file are listed "
        "under Sources and licences above. Cite the edition and the content hash: "
        f"edition {build['edition']}, <code>{build['content_hash']}</code>.</p>"
    )
    cite("Data and methods", "data-and-methods")


def cite(title: str, page: str, words: str = "", parameters: Collection[str] | None = None) -> None:
    """A link to what the page shows now, and how to cite it.

    `parameters` are those of the address that decide what is shown; None takes all.
    """
    shown = {
        name: values
        for name, values in current_address().items()
        if parameters is None or name in parameters
    }
    address = f"{base_address()}/{page}{'?' + urlencode(shown, doseq=True) if shown else ''}"
    build = queries.build()
    what = f"{title} ({words})" if words else title
    cited = citation(what, address, build["edition"], build["content_hash"], date.today())
    copy_link(address, key="copy_link")
    st.html(f'<p class="cite"><strong>Cite this.</strong> {escape(cited)}</p>')


def base_address() -> str:
    """Where readers reach this server: `http://localhost:8501`."""
    parts = urlsplit(st.context.url or "http://localhost:8501")
    return f"{parts.scheme}://{parts.netloc}"


def _for_scripts(extract: Extract) -> str:
    """One line of code for each of Python, R and Excel, with the address of the same rows."""
    csv = escape(extract.data_address(f"{extract.name}.csv"))
    xlsx = escape(extract.data_address(f"{extract.name}.xlsx"))
    return (
        "<details><summary>Use in Python, R or Excel: one line each</summary>"
        "<p>The links above are addresses of this server that give the same rows to scripts.</p>"
        "<dl class='code'>"
        f'<dt>Python</dt><dd><code>pandas.read_csv("{csv}")</code></dd>'
        f'<dt>R</dt><dd><code>read.csv("{csv}", fileEncoding = "UTF-8-BOM")</code></dd>'
        "<dt>Excel (Power Query)</dt>"
        f'<dd><code>= Excel.Workbook(Web.Contents("{xlsx}"), true)</code></dd></dl></details>'
    )
