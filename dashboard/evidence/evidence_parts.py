"""What the evidence is drawn with: its filters, its list and grid, and an authority's deep dive."""

from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st

from dashboard import page_controls
from dashboard.browser_pieces import listing
from dashboard.evidence import evidence_findings, evidence_queries
from dashboard.evidence.evidence import (
    PAGE,
    SEVERAL,
    EvidenceSelection,
    EvidenceVocabulary,
    active_filters,
    read_address,
)
from dashboard.evidence.evidence_tables import (
    barriers_grid,
    deep_dive_table,
    findings_tables,
    shared_services_list,
)
from dashboard.page_controls import key
from dashboard.parameters import LONGEST_TEXT, tidy

LABELS = {
    "source": "Document",
    "kind": "Kind of finding",
    "level": "Level",
    "category": "Bears on",
    "nation": "Nation studied",
    "year": "Year of the document",
}


def chosen_evidence(vocabulary: EvidenceVocabulary) -> EvidenceSelection:
    """Draw the filters in the sidebar; the selection as address and widgets have it."""
    page_controls.read(PAGE, EvidenceSelection, lambda address: read_address(address, vocabulary))
    with st.sidebar:
        st.html('<p class="group">Filters</p>')
        found = st.empty()
        everything = (PAGE, EvidenceSelection())
        st.button("Clear all", key="clear_evidence", on_click=page_controls.choose, args=everything)
        text = st.text_input("Text contains", key=key(PAGE, "text"), max_chars=LONGEST_TEXT)
        several = {
            name: page_controls.several(PAGE, name, LABELS[name], getattr(vocabulary, name))
            for name in SEVERAL
        }
        participants = st.radio(
            "Counts of who took part",
            ["folded", "shown"],
            format_func={"folded": "Folded away", "shown": "Shown"}.__getitem__,
            key=key(PAGE, "participants"),
            horizontal=True,
        )
    selection = EvidenceSelection(**several, text=tidy(text), participants=participants)
    page_controls.say_in_address(PAGE, selection)
    counts = evidence_queries.counts(selection)
    found.html(f"<p><strong>{counts['found']} of {counts['findings']} findings</strong></p>")
    return selection


def draw_active_evidence(selection: EvidenceSelection, vocabulary: EvidenceVocabulary) -> None:
    """The active filters in words, each a button that removes it."""
    page_controls.draw_active(PAGE, active_filters(selection, vocabulary))


def findings_list(
    rows: pd.DataFrame, selection: EvidenceSelection, vocabulary: EvidenceVocabulary
) -> None:
    """The findings, or that there are none; what is folded away."""
    counts = evidence_queries.counts(selection)
    if rows.empty and not counts["folded"]:
        st.html(f"<h2>{escape(evidence_findings.nothing_found(selection, vocabulary))}</h2>")
        st.html("<p>Remove a filter above, or clear all filters.</p>")
        return
    if len(rows):
        shown = evidence_findings.shown(rows)
        listing(findings_tables(rows, vocabulary.category, shown), key="findings")
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if counts["folded"]:
            _unfold(selection, evidence_findings.folded(counts))


def _unfold(selection: EvidenceSelection, sentence: str) -> None:
    shown = replace(selection, participants="shown")
    st.button("Show them", key="unfold", on_click=page_controls.choose, args=(PAGE, shown))
    st.html(f'<p class="note">{escape(sentence)}</p>')


def barriers_and_facilitators(rows: pd.DataFrame) -> None:
    """The grid of what gets in the way and what helps, under a title that says what it shows."""
    st.html(
        f"<h2>{escape(evidence_findings.grid_title(rows))}</h2>"
        '<p class="subtitle">Findings that the filters above select, by theme of the document and '
        "by level. Open a count to read the findings. How many there are says how much was "
        "written, not how much it matters.</p>"
    )
    if len(rows):
        st.html(barriers_grid(rows, "Barriers and facilitators by theme and level"))


def deep_dive(entry_id: str) -> None:
    """What the report says of an authority that it studied in depth, beside what its table says.

    Draws nothing for the entries that were not studied in depth.
    """
    rows = evidence_queries.deep_dive(entry_id)
    if rows.empty:
        return
    name = evidence_queries.entry_name(entry_id)
    finding = evidence_findings.deep_dive(name, rows)
    caption = f"{name}: the report's text beside its table"
    st.html(
        f"<h2>{escape(caption)}</h2><p>{escape(finding)}. The table is a reading of the published "
        f"offer; the text rests on interviews.</p>{deep_dive_table(rows, caption)}"
        "<h3>Described for all five authorities</h3>"
        f"{shared_services_list(evidence_queries.shared_services())}"
    )
