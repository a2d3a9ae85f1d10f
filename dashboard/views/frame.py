"""The frame around every page: navigation, shared filters, caution and footer."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from dashboard.parameters.declared import Parameters, unknown_names
from dashboard.parameters.shared import Filters
from dashboard.query import matrix, metadata
from dashboard.query.database import DatabaseUnavailable
from dashboard.text.counting import entries_found
from dashboard.views import controls
from dashboard.views.components import draw, page_file
from dashboard.vocabulary import CAUTION, DATA_AND_METHODS, REPORT, TITLE

CSS = Path(__file__).with_name("style.css").read_text(encoding="utf-8")


@dataclass(frozen=True)
class PageSpec:
    """One page: its address, its name and group in the navigation, and the parameters of its own.

    Every page takes the shared filters along in its address; those that `filters` draw them.
    """

    address: str
    title: str
    group: str
    parameters: type[Parameters] | None = None
    filters: bool = False

    @property
    def file(self) -> Path:
        """The script of the page."""
        return page_file(self.address)

    @property
    def parameter_names(self) -> tuple[str, ...]:
        """The names that an address of this page may use."""
        return (*Filters.names(), *(self.parameters.names() if self.parameters else ()))


def draw_page(pages: Sequence[PageSpec]) -> None:
    """Draw the page that the address asks for, inside the frame."""
    scripts = {
        spec: st.Page(spec.file, title=spec.title, url_path=spec.address, default=not spec.address)
        for spec in pages
    }
    page = st.navigation(list(scripts.values()), position="hidden")
    here = next(spec for spec in pages if spec.address == page.url_path)
    try:
        filters, left_out = controls.take(Filters)
    except DatabaseUnavailable as unavailable:
        say_unavailable(unavailable)
        return
    left_out += unknown_names(controls.current_address(), here.parameter_names)
    with st.sidebar:
        draw_navigation(scripts, filters)
        if here.filters:
            draw_filters(filters)
    draw("frame_top.html", css=CSS, caution=CAUTION, methods=DATA_AND_METHODS)
    with st.container():  # always there, so that what follows keeps its place
        controls.say_left_out(left_out)
    page.run()
    build = metadata.build()
    draw("frame_bottom.html", build=build, report=REPORT, title=TITLE, methods=DATA_AND_METHODS)


def draw_navigation(scripts: dict[PageSpec, st.Page], filters: Filters) -> None:
    """Links to every page, in groups, that take the filters along."""
    for group in dict.fromkeys(spec.group for spec in scripts):
        draw("group.html", words=group)
        for spec, page in scripts.items():
            if spec.group == group:
                st.page_link(page, label=spec.title, query_params=filters.address())


def draw_filters(filters: Filters) -> None:
    """The shared filters, how many entries they find, and a way to clear them."""
    head = matrix.headline(filters)
    draw("group.html", words="Filters")
    draw("found.html", words=entries_found(head.selected, head.entries))
    st.button("Clear all", on_click=controls.show, args=(Filters(),))
    for name in ("region", "rating", "has"):
        controls.several(Filters, name)
    controls.radio(Filters, "match", label_visibility="collapsed", disabled=len(filters.has) < 2)
    for name in ("without", "type"):
        controls.several(Filters, name)
    for bounded in ("cla", "listed"):
        with st.container(horizontal=True, gap="small"):
            for end in ("min", "max"):
                controls.number(Filters, f"{bounded}_{end}")
    controls.search(Filters, "q")
    if len(metadata.vocabulary().edition) > 1:
        controls.newest_first(Filters, "edition")


def say_unavailable(unavailable: DatabaseUnavailable) -> None:
    """Without a database: what happened, and the one thing to do next."""
    st.title("The data are not ready yet")
    st.info(f"{unavailable} Build it with `python -m etl build`, then reload this page.")
