"""Pieces that need the browser: copying a link, a matrix to choose and sort in, a long listing.

Streamlit components (v2) with their own few lines of script; what they draw stays part of the
page, so the project's styles, the keyboard and screen readers reach it.
"""

from collections.abc import Callable, Sequence

import streamlit as st

COPY_HTML = """
<p class="copy"><label>Link to this page
<input type="text" readonly></label>
<button type="button">Copy link</button> <span role="status"></span></p>
"""
# The clipboard is there on https and localhost only; elsewhere the older command, and failing
# that the text stands selected, to be copied by hand.
COPY_JS = """
export default function ({ data, parentElement }) {
  const link = parentElement.querySelector("input");
  const said = parentElement.querySelector("[role=status]");
  const address = new URL(data.address, document.baseURI).href;
  if (link.value !== address) { link.value = address; said.textContent = ""; }
  parentElement.querySelector("button").onclick = async () => {
    link.focus();
    link.select();
    let copied = false;
    try {
      await navigator.clipboard.writeText(link.value);
      copied = true;
    } catch {
      copied = document.execCommand("copy");
    }
    said.textContent = copied ? "Copied" : "Selected: copy it with Ctrl+C";
  };
}
"""
MATRIX_JS = """
export default function ({ data, parentElement, setTriggerValue }) {
  const place = parentElement.querySelector(".place");
  const boxes = () => [...place.querySelectorAll("input[data-entry]")];
  if (place.html !== data.html) {
    const sorted = document.activeElement?.dataset?.sort;
    place.innerHTML = place.html = data.html;
    if (sorted) place.querySelector(`[data-sort="${sorted}"]`)?.focus();
  }
  place.chosen = data.chosen;
  const show = () => boxes().forEach((box) => {
    box.checked = place.chosen.includes(box.dataset.entry);
    box.disabled = !box.checked && place.chosen.length >= data.most;
  });
  show();
  place.onchange = ({ target }) => {
    const others = place.chosen.filter((entry) => entry !== target.dataset.entry);
    place.chosen = target.checked ? [...others, target.dataset.entry] : others;
    show();
    setTriggerValue("chosen", place.chosen);
  };
  place.onclick = ({ target }) => {
    const header = target.closest("[data-sort]");
    if (header) setTriggerValue("sort", header.dataset.sort);
  };
}
"""
LISTING_JS = """
export default function ({ data, parentElement }) {
  const place = parentElement.querySelector(".place");
  if (place.html !== data.html) place.innerHTML = place.html = data.html;
}
"""
_copy = st.components.v2.component("copy_link", html=COPY_HTML, js=COPY_JS, isolate_styles=False)
_matrix = st.components.v2.component(
    "matrix", html='<div class="place"></div>', js=MATRIX_JS, isolate_styles=False
)
_listing = st.components.v2.component(
    "listing", html='<div class="place"></div>', js=LISTING_JS, isolate_styles=False
)


def copy_link(address: str, key: str) -> None:
    """The address of this page as text, and a button that copies it."""
    _copy(data={"address": address}, key=key)


def choosable_matrix(
    html: str,
    chosen: Sequence[str],
    most: int,
    key: str,
    on_choice: Callable[[list[str]], None],
    on_sort: Callable[[str], None],
) -> None:
    """A matrix whose rows can be chosen and whose headers sort. `html` is already escaped."""

    def choose() -> None:
        if (now_chosen := st.session_state[key].chosen) is not None:
            on_choice([str(entry) for entry in now_chosen])

    def sort() -> None:
        if column := st.session_state[key].sort:
            on_sort(str(column))

    _matrix(
        data={"html": html, "chosen": list(chosen), "most": most},
        key=key,
        on_chosen_change=choose,
        on_sort_change=sort,
    )


def listing(html: str, key: str) -> None:
    """A long piece of HTML, already escaped: `st.html` would look through all of it again."""
    _listing(data={"html": html}, key=key)
