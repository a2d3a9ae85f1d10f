"""What Overview and Find authorities are composed of: the matrix, the comparison, near misses."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard.drawing import matrix as drawing
from dashboard.drawing.tables import (
    Link,
    Links,
    numbers,
    profile_link,
    records,
    sentences,
    table,
    words,
)
from dashboard.parameters.pages import MOST_COMPARED, FindParameters
from dashboard.parameters.shared import Filters
from dashboard.query import matrix as query
from dashboard.query.matrix import CategoryCount, NumberListed
from dashboard.query.metadata import vocabulary
from dashboard.query.near_misses import Asked, NearMisses, near_misses
from dashboard.text import matrix as text
from dashboard.text import near_misses as near_miss_text
from dashboard.text.counting import share
from dashboard.views import components, controls
from dashboard.views.evidence import evidence_line, evidence_links
from dashboard.views.pieces import choosable_matrix
from dashboard.vocabulary import AUTHORITY_PROFILE, COMPARE, upper_first

# The column of offer_matrix that shows by how much an entry fails a condition.
SHOWING = {
    Asked.REGION: "region",
    Asked.RATING: "ofsted_rating",
    Asked.TYPE: "authority_type",
    Asked.RATE: "cla_rate_per_10k",
    Asked.NUMBER: "categories_listed",
}
COUNTS = (
    words("label", "Kind of support"),
    numbers("listed", "Listed"),
    words("evidence", "Evidence"),
)
DISTRIBUTION = (numbers("categories_listed", "Categories listed"), numbers("entries", "Entries"))
NEAR_MISSES = (words("these", "These"), numbers("entries", "Entries"), sentences("names", "Names"))


def go_to_authority() -> None:
    """A way straight to one entry, by name."""
    names = vocabulary().entry
    chosen = st.selectbox(
        "Go straight to one authority",
        list(names),
        format_func=names.__getitem__,
        index=None,
        placeholder="Type or choose a name",
    )
    if chosen:
        along = controls.current_filters().address()
        to = components.page_file(AUTHORITY_PROFILE)
        st.switch_page(to, query_params={"entry": chosen, **along})


def category_counts(counts: Sequence[CategoryCount]) -> None:
    """How many entries list each category, as bars with their numbers."""
    subtitle, links = "Entries that list each kind of support, May 2022", evidence_links()
    rows = records(
        (
            {
                "label": count.label,
                "listed": share(count.listed_count, count.entries),
                "evidence": links[count.category_id],
            }
            for count in counts
        ),
        COUNTS,
    )
    components.chart_with_table(
        drawing.category_bars(counts),
        text.most_and_least_listed(counts),
        subtitle,
        text.category_alt(counts),
        components.same_numbers(rows, COUNTS, subtitle),
        key="categories",
    )


def listed_distribution(distribution: Sequence[NumberListed]) -> None:
    """How many entries list how many categories, as columns with their numbers."""
    kinds, entries = len(distribution) - 1, sum(number.entries for number in distribution)
    subtitle = text.distribution_subtitle(kinds)
    rows = records(
        (
            {"categories_listed": n.categories_listed, "entries": share(n.entries, entries)}
            for n in distribution
        ),
        DISTRIBUTION,
    )
    components.chart_with_table(
        drawing.listed_columns(distribution),
        text.distribution_title(distribution),
        subtitle,
        text.distribution_alt(distribution),
        components.same_numbers(rows, DISTRIBUTION, subtitle),
        key="distribution",
    )


def comparison_basket(asked: FindParameters) -> None:
    """The entries chosen for a comparison, by name, and the way to it."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="basket"):
        controls.several(FindParameters, "chosen", placeholder="None chosen yet")
        several = len(asked.chosen) > 1
        st.page_link(
            components.page_file(COMPARE),
            label=f"Compare these {len(asked.chosen)}" if several else "Compare",
            query_params={
                "entry": list(asked.chosen),
                **controls.current_filters().address(),
            },
        )


def matrix(rows: pd.DataFrame, asked: FindParameters) -> None:
    """The matrix of the rows; a header sorts, a box chooses the row for a comparison.

    Needs the columns of offer_matrix.
    """

    def choose(entries: Sequence[str]) -> None:
        known = [entry for entry in entries if entry in vocabulary().entry][:MOST_COMPARED]
        controls.show(replace(asked, chosen=tuple(known)))

    def sort_by(column: str) -> None:
        sort, order = asked.sorted_by(column, column in query.text_columns())
        controls.show(replace(asked, sort=sort, order=order))

    html = drawing.matrix_table(
        rows,
        vocabulary().category,
        text.matrix_caption(len(rows)),
        asked,
        controls.current_filters().query_string(),
    )
    with_evidence = html + evidence_line()
    choosable_matrix(with_evidence, asked.chosen, MOST_COMPARED, "matrix", choose, sort_by)


def near_misses_of(filters: Filters) -> None:
    """Who fails one condition only, by condition, and what dropping each filter would add."""
    labels, missed = vocabulary().category, near_misses(filters, vocabulary())
    if not missed:
        return
    components.draw("titled.html", title="Near misses", text=near_miss_text.summary(missed, labels))
    with st.container(horizontal=True, gap="small", key="relaxations"):
        for misses in missed:
            st.button(
                near_miss_text.relaxation(misses, labels),
                key=f"relax {near_miss_text.said(misses.condition, labels).filter}",
                on_click=controls.show,
                args=(misses.condition.without_it,),
            )
    some = [misses for misses in missed if len(misses.rows)]
    if some:
        rows = records((_near_miss_row(misses, filters) for misses in some), NEAR_MISSES)
        st.html(str(table(rows, NEAR_MISSES, "Entries that fail one condition only")))


def _near_miss_row(misses: NearMisses, filters: Filters) -> dict[str, object]:
    """Who fails a condition alone; where a value tells by how much, it stands behind the name."""
    condition = near_miss_text.said(misses.condition, vocabulary().category)
    return {
        "these": upper_first(condition.several),
        "entries": len(misses.rows),
        "names": Links(_names(misses, filters.query_string())),
    }


def _names(misses: NearMisses, along: str) -> list[Link]:
    links = []
    for row in misses.rows.to_dict("records"):
        link = profile_link(row, along)
        if showing := SHOWING.get(misses.condition.asked):
            value = row[showing]
            link = link._replace(remark=f"({'unknown' if pd.isna(value) else value})")
        links.append(link)
    return links
