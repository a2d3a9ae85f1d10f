"""The shared filters as widgets, kept in step with the address.

The selection is kept in the session, so that it goes along from page to page; widgets show it,
the address says it. A link, a reload or the back button changes the address first, a reader's
click changes the widgets first; `read_selection` and `draw_filters` follow whichever moved.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any

import streamlit as st

from dashboard.selection import (
    CATEGORIES,
    HIGHEST_RATE,
    PARAMETERS,
    Selection,
    Vocabulary,
    active_filters,
    normalised,
    read_address,
)


def current_address() -> dict[str, list[str]]:
    """The query parameters of the page as the browser shows them."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def read_selection(vocabulary: Vocabulary) -> tuple[Selection, list[str]]:
    """The selection of this run, and a sentence for each part of the address left out."""
    address = {k: v for k, v in current_address().items() if k in PARAMETERS}
    if "selection" in st.session_state and address == st.session_state["address"]:
        return st.session_state["selection"], []
    selection, ignored = read_address(address, vocabulary)
    st.session_state["address"] = address
    show(selection)
    return selection, ignored


def show(selection: Selection) -> None:
    """Make this the selection, and have every widget show it."""
    st.session_state["selection"] = selection
    for field in fields(Selection):
        value = getattr(selection, field.name)
        st.session_state[_key(field.name)] = list(value) if isinstance(value, tuple) else value


def say_in_address(selection: Selection) -> None:
    """Write the selection into the address, beside what else the page keeps there."""
    address = current_address()
    others = {name: values for name, values in address.items() if name not in PARAMETERS}
    if address != (wanted := others | selection.address()):
        st.query_params.from_dict(wanted)
    st.session_state["address"] = selection.address()


def draw_filters(selection: Selection, vocabulary: Vocabulary) -> Selection:
    """Draw the shared filters; the selection as the widgets have it."""
    for field in fields(Selection):  # widgets that another page did not draw have lost their state
        value = getattr(selection, field.name)
        shown = list(value) if isinstance(value, tuple) else value
        st.session_state.setdefault(_key(field.name), shown)
    chosen = Selection(
        region=_several("Region", "region", vocabulary.region),
        rating=_several("Ofsted rating", "rating", vocabulary.rating),
        has=_several("Lists", "has", vocabulary.category),
        match=_match(),
        without=_several("Does not list", "without", vocabulary.category),
        type=_several("Authority type", "type", vocabulary.type),
        **_bounds("CLA rate per 10,000", "cla", HIGHEST_RATE),
        **_bounds("Number of categories listed", "listed", CATEGORIES),
        q=" ".join(st.text_input("Name contains", key=_key("q"), max_chars=80).split()),
        edition=_edition(vocabulary),
    )
    chosen = normalised(chosen, vocabulary)
    st.session_state["selection"] = chosen
    return chosen


def draw_active_filters(selection: Selection, vocabulary: Vocabulary) -> None:
    """The active filters in words, each a button that removes it."""
    filters = active_filters(selection, vocabulary)
    draw_removable("filters", [(each.words, (each.without_it,)) for each in filters], show)


def draw_removable(
    of: str, filters: Sequence[tuple[str, tuple[Any, ...]]], remove: Callable[..., None]
) -> None:
    """Buttons that remove one filter each: its words, and what `remove` is called with.

    The row is there without filters too: what follows keeps its place, and is not drawn anew.
    """
    with st.container(horizontal=True, gap="small", key=f"active_{of}"):
        for words, arguments in filters:
            st.button(
                f"{as_typed(words)} ✕",
                key=f"remove {of} {words}",
                help=f"Remove this filter: {as_typed(words)}",
                on_click=remove,
                args=arguments,
            )


def as_typed(text: str) -> str:
    """Text that Streamlit would read as Markdown, made to show as it was typed."""
    return re.sub(r"([\\\[\]`*<$~]|:(?=//)|(?<=www)\.)", r"\\\1", text)


def _key(parameter: str) -> str:
    return f"filter_{parameter}"


def _several(
    label: str, name: str, options: tuple[str, ...] | Mapping[str, str]
) -> tuple[str, ...]:
    named = options if isinstance(options, Mapping) else {option: option for option in options}
    chosen = st.multiselect(
        label, list(named), format_func=lambda o: named[o], key=_key(name), placeholder="Any"
    )
    return tuple(option for option in named if option in chosen)


def _match() -> str:
    return st.radio(
        "How the listed categories combine",
        ["all", "any"],
        format_func=lambda match: f"{match} of them",
        key=_key("match"),
        horizontal=True,
        label_visibility="collapsed",
        disabled=len(st.session_state[_key("has")]) < 2,
    )


def _bounds(label: str, name: str, highest: int) -> dict[str, int | None]:
    with st.container(horizontal=True, gap="small"):
        return {
            f"{name}_{end}": st.number_input(
                f"{label}, {word}",
                min_value=0,
                max_value=highest,
                value=None,
                step=1,
                key=_key(f"{name}_{end}"),
                placeholder="any",
            )
            for end, word in (("min", "at least"), ("max", "at most"))
        }


def _edition(vocabulary: Vocabulary) -> str:
    if len(vocabulary.edition) < 2:
        return ""
    if not st.session_state[_key("edition")]:
        st.session_state[_key("edition")] = vocabulary.edition[0]
    return st.selectbox("Edition", vocabulary.edition, key=_key("edition"))


def current_selection() -> Selection:
    """The selection as the frame left it for the page."""
    selection: Selection = st.session_state["selection"]
    return selection
