"""Pieces that need the browser: copying a link, a matrix to choose and sort in, a long listing.

Streamlit components (v2) with their own few lines of script, beside this file in `browser/`; what
they draw stays part of the page, so the project's styles, the keyboard and screen readers reach it.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st
from markupsafe import Markup

BROWSER = Path(__file__).with_name("browser")
PLACE = '<div class="place"></div>'


def source(name: str) -> str:
    """A file that the browser runs or draws."""
    return (BROWSER / name).read_text(encoding="utf-8")


_copy = st.components.v2.component(
    "copy_link", html=source("copy_link.html"), js=source("copy_link.js"), isolate_styles=False
)
_matrix = st.components.v2.component(
    "matrix", html=PLACE, js=source("matrix.js"), isolate_styles=False
)
_listing = st.components.v2.component(
    "listing", html=PLACE, js=source("listing.js"), isolate_styles=False
)


def copy_link(address: str, key: str) -> None:
    """The address of this page as text, and a button that copies it."""
    _copy(data={"address": address}, key=key)


def choosable_matrix(
    html: Markup,
    chosen: Sequence[str],
    most: int,
    key: str,
    on_choice: Callable[[list[str]], None],
    on_sort: Callable[[str], None],
) -> None:
    """A matrix whose rows can be chosen and whose headers sort."""

    def choose() -> None:
        if (now_chosen := st.session_state[key].chosen) is not None:
            on_choice([str(entry) for entry in now_chosen])

    def sort() -> None:
        if column := st.session_state[key].sort:
            on_sort(str(column))

    _matrix(
        data={"html": str(html), "chosen": list(chosen), "most": most},
        key=key,
        on_chosen_change=choose,
        on_sort_change=sort,
    )


def listing(html: Markup, key: str) -> None:
    """A long piece of HTML: `st.html` would look through all of it again."""
    _listing(data={"html": str(html)}, key=key)
