"""Controls that belong to one page, kept in step with that page's part of the address.

A link, a reload or the back button changes the address first, a reader's click changes the
widgets first; `read` follows whichever moved. The widgets' keys come from `key`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

import streamlit as st

from dashboard.filters import as_typed, current_address, draw_removable
from dashboard.parameters import PageSelection, address_of, names

Chosen = TypeVar("Chosen", bound=PageSelection)


def key(page: str, parameter: str) -> str:
    """The key of the widget that sets a parameter of a page."""
    return f"{page}_{parameter}"


def read(
    page: str,
    kind: type[Chosen],
    parse: Callable[[Mapping[str, Sequence[str]]], tuple[Chosen, list[str]]],
) -> Chosen:
    """The page's selection of this run; says on the page which parts of the address it left out."""
    own = names(kind)
    address = {name: values for name, values in current_address().items() if name in own}
    if address != st.session_state.get(f"{page} address"):
        selection, ignored = parse(address)
        _keep(page, selection)
        say_ignored(ignored)
        return selection
    selection = st.session_state[f"{page} selection"]
    for name in own:  # widgets that another page did not draw have lost their state
        st.session_state.setdefault(key(page, name), _shown(getattr(selection, name)))
    return selection


def say_ignored(sentences: Iterable[str]) -> None:
    """Say which parts of the address were left out, and why."""
    for sentence in sentences:
        st.warning(f"Part of the address was ignored: {as_typed(sentence)}")


def as_chosen(page: str, selection: Chosen) -> Chosen:
    """The selection with what the reader has just chosen in the page's widgets, in the address too.

    A page whose finding stands above its widgets knows it before it draws them.
    """
    values = {name: st.session_state[key(page, name)] for name in names(selection)}
    now = type(selection)(**{n: tuple(v) if isinstance(v, list) else v for n, v in values.items()})
    say_in_address(page, now)
    return now


def choose(page: str, selection: PageSelection) -> None:
    """Make this the page's selection, in the widgets and in the address. For callbacks."""
    _keep(page, selection)
    say_in_address(page, selection)


def say_in_address(page: str, selection: PageSelection) -> None:
    """Write the page's selection into the address, beside what else stands there."""
    own = names(selection)
    address = current_address()
    others = {name: values for name, values in address.items() if name not in own}
    if address != (wanted := others | address_of(selection)):
        st.query_params.from_dict(wanted)
    st.session_state[f"{page} selection"] = selection
    st.session_state[f"{page} address"] = address_of(selection)


def several(page: str, name: str, label: str, options: Mapping[str, str]) -> tuple[str, ...]:
    """A choice of several values, shown by their labels."""
    chosen = st.multiselect(
        label, list(options), format_func=options.__getitem__, key=key(page, name),
        placeholder="Any",
    )  # fmt: skip
    return tuple(option for option in options if option in chosen)


def draw_active(page: str, active: Iterable[tuple[str, PageSelection]]) -> None:
    """The active filters in words, each a button that removes it. Pairs of words and the rest."""
    draw_removable(page, [(words, (page, rest)) for words, rest in active], choose)


def _keep(page: str, selection: PageSelection) -> None:
    st.session_state[f"{page} selection"] = selection
    st.session_state[f"{page} address"] = address_of(selection)
    for name in names(selection):
        st.session_state[key(page, name)] = _shown(getattr(selection, name))


def _shown(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
