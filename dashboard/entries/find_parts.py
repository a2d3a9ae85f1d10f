"""What Find authorities is composed of: the matrix to choose from, the comparison, near misses."""

from collections.abc import Sequence
from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st

from dashboard import filters, findings, page_controls, queries, tables
from dashboard.browser_pieces import choosable_matrix
from dashboard.components import PAGES
from dashboard.entries import near_miss_findings
from dashboard.entries.entry_choices import MOST_COMPARED, FindChoice, read_find, sorted_by
from dashboard.entries.near_misses import NearMisses
from dashboard.evidence import category_links
from dashboard.selection import Vocabulary

PAGE = "find"
TEXT_COLUMNS = ("edition", "entry_id", "entry", "published_name", "region", "authority_type",
                "ons_codes", "ofsted_rating", "ofsted_as_published")  # fmt: skip


def chosen_sort_and_entries() -> FindChoice:
    """The sort order and the chosen entries, from the address or from what the reader did."""
    columns, entries = tuple(queries.matrix_columns()["column"]), queries.entry_ids()
    return page_controls.read(
        PAGE, FindChoice, lambda address: read_find(address, columns, entries)
    )


def comparison_basket(choice: FindChoice, names: pd.DataFrame) -> FindChoice:
    """The entries chosen for a comparison, by name, and the way to it."""
    named = dict(zip(names["entry_id"], names["entry"], strict=True))
    with st.container(horizontal=True, vertical_alignment="bottom", key="basket"):
        chosen = st.multiselect(
            f"Compare (tick rows, or choose 2 to {MOST_COMPARED} names)",
            list(named),
            format_func=named.__getitem__,
            max_selections=MOST_COMPARED,
            key=page_controls.key(PAGE, "chosen"),
            placeholder="None chosen yet",
        )
        st.page_link(
            PAGES / "compare.py",
            label=f"Compare these {len(chosen)}" if len(chosen) > 1 else "Compare",
            query_params={
                "entry": chosen,
                **filters.current_selection().address(),
            },
        )
    choice = replace(choice, chosen=tuple(chosen))
    page_controls.say_in_address(PAGE, choice)
    return choice


def matrix(rows: pd.DataFrame, choice: FindChoice, vocabulary: Vocabulary) -> None:
    """The matrix of the rows; a header sorts, a box chooses the row for a comparison."""

    def choose(entries: Sequence[str]) -> None:
        known = [entry for entry in entries if entry in queries.entry_ids()][:MOST_COMPARED]
        page_controls.choose(PAGE, replace(choice, chosen=tuple(known)))

    def sort_by(column: str) -> None:
        sort, order = sorted_by(choice, column, TEXT_COLUMNS)
        page_controls.choose(PAGE, replace(choice, sort=sort, order=order))

    caption = findings.matrix_caption(len(rows))
    along = filters.current_selection().query_string()
    by = (choice.sort, choice.order)
    html = tables.matrix_table(rows, vocabulary.category, caption, by, along)
    html += category_links.evidence_line()
    choosable_matrix(html, choice.chosen, MOST_COMPARED, "matrix", choose, sort_by)


def near_misses(missed: Sequence[NearMisses]) -> None:
    """Who fails one condition only, by condition, and what dropping each filter would add."""
    if not missed:
        return
    st.html(f"<h2>Near misses</h2><p>{escape(near_miss_findings.summary(missed))}</p>")
    with st.container(horizontal=True, gap="small", key="relaxations"):
        for misses in missed:
            st.button(
                near_miss_findings.relaxation(misses),
                key=f"relax {misses.condition.filter}",
                on_click=filters.show,
                args=(misses.condition.without_it,),
            )
    if any(len(misses.rows) for misses in missed):
        listed = near_miss_findings.table(missed, filters.current_selection().query_string())
        st.html(tables.html_table(listed, "Entries that fail one condition only"))
