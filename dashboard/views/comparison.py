"""What Compare is composed of; where rates stand, on Authority profile too."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard.drawing import comparison as drawing
from dashboard.drawing.tables import Mark, numbers, records, words
from dashboard.parameters.pages import CompareParameters
from dashboard.query.comparison import Entry, Group, RateClass, differing
from dashboard.text import comparison as text
from dashboard.views import components, controls
from dashboard.views.evidence import evidence_heads

ATTRIBUTES = {
    "categories_listed": "Categories listed",
    "rate": "CLA rate, 31 March 2021",
    "ofsted_rating": "Ofsted rating",
    "region": "Region",
    "authority_type": "Authority type",
    "notes": "Quality notes",
}
RATES = (
    words("class", "CLA rate per 10,000"),
    numbers("entries", "Entries"),
    words("names", "Among them"),
)


def draw_controls() -> None:
    """Which entries to compare, and whether to show what is alike."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="compare_controls"):
        controls.several(CompareParameters, "entry", placeholder="Type or choose names")
        controls.radio(CompareParameters, "show")


def side_by_side(
    entries: Sequence[Entry], groups: Sequence[Group], asked: CompareParameters
) -> None:
    """A row for each thing compared, a column for each entry and then for each group."""
    heads: Mapping[str, object] = {**evidence_heads(), **ATTRIBUTES}
    title, facts = "Side by side", list(entries[0].facts())
    if asked.show == "differences" and len(entries) > 1:
        title, facts = "Where they differ", differing(entries)
    beside: dict[str, Mapping[str, object]] = {
        **{entry.entry_id: _entry_cells(entry) for entry in entries},
        **{f"{group.key}: {group.name}": text.group_facts(group) for group in groups},
    }
    headings = [*(e.entry for e in entries), *map(text.group_heading, groups)]
    columns = (words("fact", "Compared on"), *map(words, beside, headings))
    rows = (
        {"fact": heads[fact], **{key: cells.get(fact, "") for key, cells in beside.items()}}
        for fact in facts
    )
    components.titled_table(title, records(rows, columns), columns)


def _entry_cells(entry: Entry) -> dict[str, object]:
    marks = {category: Mark(listed) for category, listed in entry.listed.items()}
    return {**marks, **text.entry_facts(entry)}


def rate_chart(classes: Sequence[RateClass], entries: Sequence[Entry]) -> None:
    """Where the rates of the entries stand among the known rates."""
    known = sum(rates.entries for rates in classes)
    rows = (
        {
            "class": text.rate_class(rates),
            "entries": f"{rates.entries} of {known}",
            "names": ", ".join(drawing.names_in(rates, entries)),
        }
        for rates in classes
        if rates.entries
    )
    components.chart_with_table(
        drawing.rate_columns(classes, entries),
        text.rate_title(entries),
        text.RATES,
        text.rate_alt(entries, classes),
        components.same_numbers(records(rows, RATES), RATES, text.RATES),
        key="rates",
    )
