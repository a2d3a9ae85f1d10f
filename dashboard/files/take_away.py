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
from dashboard.files.extracts import DATASETS, Extract
from dashboard.files.file_formats import Format, formats_of
from dashboard.filters import current_address


def draw(extract: Extract, page_parameters: Collection[str] = ()) -> None:
    """Buttons for every format (bytes are made when asked for), addresses, and the citation.

    `page_parameters` decide how the page shows the rows: link and citation keep them too.
    """
    extract = replace(extract, base=base_address())
    rows = len(extract.rows)
    st.html(
        "<h2>Take it away</h2><p class='subtitle'>"
        f"{rows} {'row' if rows == 1 else 'rows'}, with all columns, in the order shown</p>"
    )
    with st.container(horizontal=True, gap="small", key="downloads"):
        for kind in formats_of(extract.name):
            _button(extract, kind)
    st.html(_for_scripts(extract))
    deciding = (*DATASETS[extract.name].parameters, *page_parameters)
    cite(extract.title, extract.page, extract.words, deciding)


def draw_all(build: dict[str, Any]) -> None:
    """Links to the whole matrix in every format and to the whole database, and the citation."""
    edition = build["edition"]
    links = "".join(
        f'<li><a href="data/{kind.route("offer_matrix")}" download>'
        f"Offer matrix {edition}: {escape(kind.label)}</a></li>"
        for kind in formats_of("offer_matrix")
    )
    st.html(
        f"<h2>Take it all away</h2><ul>{links}"
        '<li><a href="data/offer.duckdb" download>The whole database as a DuckDB file</a></li>'
        "</ul><p>Licence: the code is under the MIT licence; the terms of each file are listed "
        "under Sources and licences above. Cite the edition and the content hash: "
        f"edition {edition}, <code>{build['content_hash']}</code>.</p>"
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


def _button(extract: Extract, kind: Format) -> None:
    st.download_button(
        kind.label,
        data=lambda: kind.write(extract),
        file_name=kind.file_name(extract),
        mime=kind.media_type,
        on_click="ignore",
        key=f"download {kind.ending}",
        help=f"{len(extract.rows)} rows as {kind.file_name(extract)}",
    )


def _for_scripts(extract: Extract) -> str:
    """One line of code for each of Python, R and Excel, with the address of the same rows."""
    links = ", ".join(
        f'<a href="{escape(extract.data_address(kind.route(extract.name)))}" download>'
        f"{escape(kind.label)}</a>"
        for kind in formats_of(extract.name)
    )
    csv = escape(extract.data_address(f"{extract.name}.csv"))
    xlsx = escape(extract.data_address(f"{extract.name}.xlsx"))
    return (
        "<details><summary>Use in Python, R or Excel: one line each</summary>"
        f"<p>The same rows over HTTP, from this server: {links}.</p><dl class='code'>"
        f'<dt>Python</dt><dd><code>pandas.read_csv("{csv}")</code></dd>'
        f'<dt>R</dt><dd><code>read.csv("{csv}", fileEncoding = "UTF-8-BOM")</code></dd>'
        "<dt>Excel (Power Query)</dt>"
        f'<dd><code>= Excel.Workbook(Web.Contents("{xlsx}"), true)</code></dd></dl></details>'
    )
