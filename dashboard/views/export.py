"""What stands at the end of a page: files of exactly what it shows, its link, its citation."""

from collections.abc import Collection, Iterable
from datetime import date
from urllib.parse import urlencode, urlsplit

import streamlit as st
from markupsafe import Markup

from dashboard.drawing.templating import render
from dashboard.export.dataset import Dataset, Export
from dashboard.export.files import CSV, EXCEL
from dashboard.query import metadata
from dashboard.text.citation import citation
from dashboard.views.components import draw
from dashboard.views.controls import current_address
from dashboard.views.pieces import copy_link
from dashboard.vocabulary import DATA_AND_METHODS


def draw_export(*exports: Export, page_parameters: Collection[str] = ()) -> None:
    """Links to every format of each export; of the first also code, page link and citation.

    `page_parameters` decide how the page shows the rows: link and citation keep them too.
    """
    first, base = exports[0], base_address()
    draw(
        "export.html",
        exports=exports,
        csv=f"{base}/{first.link(CSV)}",
        xlsx=f"{base}/{first.link(EXCEL)}",
    )
    deciding = (*first.dataset.parameter_names, *page_parameters)
    cite(first.title, first.page, first.words, deciding)


def files(export: Export) -> Markup:
    """A line of links to the rows as a file of each format; the server makes it when asked."""
    return render("files.html", export=export)


def draw_all(datasets: Iterable[Dataset]) -> None:
    """Links to every dataset whole in every format and to the whole database; the citation."""
    whole = [dataset.read({})[0] for dataset in datasets if not dataset.needs]
    draw("export_all.html", exports=whole, build=metadata.build())
    cite("Data and methods", DATA_AND_METHODS)


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
    build = metadata.build()
    what = f"{title} ({words})" if words else title
    cited = citation(what, address, build.edition, build.content_hash, date.today())
    copy_link(address, key="copy_link")
    draw("cite.html", cited=cited)


def base_address() -> str:
    """Where readers reach this server: `http://localhost:8501`."""
    parts = urlsplit(st.context.url or "http://localhost:8501")
    return f"{parts.scheme}://{parts.netloc}"
