"""Parameters as widgets, kept in step with the address and with the session.

What was asked for is kept in the session, so that it goes along from page to page; widgets show it,
the address says it. A link, a reload or the back button changes the address first, a reader's click
changes the widgets first; `take` follows whichever moved. A widget's key comes from `key`.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import streamlit as st

from dashboard.parameters.declared import LONGEST_TEXT, Kind, Parameter, Parameters, Some, tidy
from dashboard.parameters.shared import Filters
from dashboard.query.metadata import vocabulary


def current_address() -> dict[str, list[str]]:
    """The query parameters of the page as the browser shows them."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def take(kind: type[Some]) -> tuple[Some, list[str]]:
    """What is asked for in this run, now in the address too; a sentence for each part left out."""
    own = kind.names()
    address = {name: values for name, values in current_address().items() if name in own}
    left_out: list[str] = []
    if address != st.session_state.get(f"{kind.scope} address"):
        asked, left_out = kind.parse(address, vocabulary())
        _keep(asked)
    else:
        kept: Some = st.session_state[f"{kind.scope} chosen"]
        for name, value in kept.values().items():  # widgets that were not drawn lost their state
            st.session_state.setdefault(key(kind, name), _shown(value))
    now = _of_widgets(kind)
    write_query_params(now)
    return now, left_out


def chosen(kind: type[Some]) -> Some:
    """What is asked for in this run; says on the page which parts of the address it left out."""
    now, left_out = take(kind)
    say_left_out(left_out)
    return now


def current_filters() -> Filters:
    """The shared filters as the frame took them for the page."""
    filters: Filters = st.session_state[f"{Filters.scope} chosen"]
    return filters


def show(asked: Parameters) -> None:
    """Make this what is asked for, in the widgets and in the address. For callbacks."""
    _keep(asked)
    write_query_params(asked)


def write_query_params(asked: Parameters) -> None:
    """Write a set of parameters into the address, beside what else stands there."""
    address = current_address()
    others = {name: values for name, values in address.items() if name not in asked.names()}
    if address != (wanted := others | asked.address()):
        st.query_params.from_dict(wanted)
    st.session_state[f"{asked.scope} chosen"] = asked
    st.session_state[f"{asked.scope} address"] = asked.address()


def say_left_out(sentences: Iterable[str]) -> None:
    """Say which parts of the address were left out, and why."""
    for sentence in sentences:
        st.warning(f"Part of the address was ignored: {as_typed(sentence)}")


def key(kind: type[Parameters], name: str) -> str:
    """The key of the widget that sets a parameter."""
    return f"{kind.scope}_{name}"


# --- Widgets, each of one parameter -----------------------------------------------------------


def several(kind: type[Parameters], name: str, placeholder: str = "Any") -> None:
    """A choice of several values, shown by their labels."""
    declared, labels = _declared(kind, name)
    st.multiselect(
        declared.label,
        list(labels),
        format_func=labels.__getitem__,
        max_selections=declared.most if declared.kind is Kind.CHOSEN and declared.most else None,
        key=key(kind, name),
        placeholder=placeholder,
    )


def one(kind: type[Parameters], name: str, none: str = "") -> None:
    """A choice of one value from a list; `none` stands for no value where there can be none."""
    declared, labels = _declared(kind, name)
    options = list(labels) if declared.default else ["", *labels]
    st.selectbox(
        declared.label,
        options,
        format_func=lambda value: labels.get(value, none),
        key=key(kind, name),
    )


def radio(
    kind: type[Parameters], name: str, words: Callable[[str], str] | None = None, **options: Any
) -> None:
    """A choice of one value of a few, side by side; `words` shows it otherwise than its label."""
    declared, labels = _declared(kind, name)
    st.radio(
        declared.label,
        list(labels),
        format_func=words or labels.__getitem__,
        key=key(kind, name),
        horizontal=True,
        **options,
    )


def number(kind: type[Parameters], name: str) -> None:
    """A whole number, or none where none is the default."""
    declared, _ = _declared(kind, name)
    optional: dict[str, Any] = {"value": None, "placeholder": "any"}
    st.number_input(
        declared.label,
        min_value=declared.low,
        max_value=declared.high(vocabulary()),
        step=1,
        key=key(kind, name),
        **(optional if declared.default is None else {}),
    )


def newest_first(kind: type[Parameters], name: str) -> None:
    """A choice of one value whose first is shown where none is named."""
    declared, labels = _declared(kind, name)
    shown = key(kind, name)
    st.session_state[shown] = st.session_state[shown] or next(iter(labels))
    st.selectbox(declared.label, list(labels), key=shown)


def search(kind: type[Parameters], name: str) -> None:
    """Words to search for."""
    st.text_input(_declared(kind, name)[0].label, key=key(kind, name), max_chars=LONGEST_TEXT)


def draw_active(asked: Parameters) -> None:
    """The active filters in words, each a button that removes it.

    The row is there without filters too: what follows keeps its place, and is not drawn anew.
    """
    with st.container(horizontal=True, gap="small", key=f"active_{asked.scope}"):
        for words, without_it in asked.active(vocabulary()):
            st.button(
                f"{as_typed(words)} ✕",
                key=f"remove {asked.scope} {words}",
                help=f"Remove this filter: {as_typed(words)}",
                on_click=show,
                args=(without_it,),
            )


def as_typed(text: str) -> str:
    """Text that Streamlit would read as Markdown, made to show as it was typed."""
    return re.sub(r"([\\\[\]`*<$~]|:(?=//)|(?<=www)\.)", r"\\\1", text)


def _declared(kind: type[Parameters], name: str) -> tuple[Parameter, dict[str, str]]:
    declared = kind.declared()[name]
    return declared, dict(declared.accepted(vocabulary()))


def _of_widgets(kind: type[Some]) -> Some:
    """The parameters as the widgets have them, in their one canonical form."""
    values = {
        name: _canonical(declared, st.session_state[key(kind, name)])
        for name, declared in kind.declared().items()
    }
    return kind(**values).normalised(vocabulary())


def _canonical(declared: Parameter, value: Any) -> Any:
    if declared.kind is Kind.SEVERAL:
        return tuple(option for option in declared.accepted(vocabulary()) if option in value)
    if declared.kind is Kind.TEXT:
        return tidy(value)
    return tuple(value) if isinstance(value, Sequence) and not isinstance(value, str) else value


def _keep(asked: Parameters) -> None:
    st.session_state[f"{asked.scope} chosen"] = asked
    st.session_state[f"{asked.scope} address"] = asked.address()
    for name, value in asked.values().items():
        st.session_state[key(type(asked), name)] = _shown(value)


def _shown(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
