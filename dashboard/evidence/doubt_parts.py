"""How far to trust the data, drawn: quality notes that can be filtered, and *what if*."""

import pandas as pd
import streamlit as st

from dashboard import components, page_controls, queries
from dashboard.evidence import evidence_extracts, misreadings, range_charts
from dashboard.evidence.doubts import MOST, PAGE, Doubts, read_address
from dashboard.evidence.note_queries import note_kinds, notes_found
from dashboard.files import take_away
from dashboard.page_controls import key
from dashboard.parameters import LONGEST_TEXT, tidy
from dashboard.selection import Selection
from dashboard.tables import html_table, notes_list


def read_doubts() -> Doubts:
    """What the address or the widgets ask of this page."""
    kinds = note_kinds()
    return page_controls.read(PAGE, Doubts, lambda address: read_address(address, kinds))


def what_if(doubts: Doubts) -> Doubts:
    """The panel *what if some cells are wrong*; the doubts as its controls have them."""
    st.html('<h2 id="what-if">What if some cells are wrong?</h2>')
    with st.container(horizontal=True, gap="medium"):
        missed = _percent("Offers missed, %", "missed")
        wrongly_found = _percent("Offers wrongly found, %", "wrongly_found")
    doubts = Doubts(doubts.note_kind, doubts.note_name, missed, wrongly_found)
    shares = misreadings.corrected_shares(queries.category_counts(Selection()), doubts)
    components.chart_above_table(
        range_charts.corrected_shares(shares),
        misreadings.title(shares, doubts),
        misreadings.subtitle(shares),
        misreadings.alt(shares),
        html_table(
            misreadings.shares_list(shares), f"The same numbers: {misreadings.subtitle(shares)}"
        ),
        key="corrected_shares",
    )
    components.notes(misreadings.not_explained(shares, doubts))
    st.html(misreadings.METHOD)
    return doubts


def _percent(label: str, name: str) -> int:
    return int(st.number_input(label, 0, MOST, step=1, key=key(PAGE, name)))


def quality_notes(doubts: Doubts) -> Doubts:
    """All quality notes, filtered by kind and by name; the doubts as the filters have them."""
    every = queries.quality_notes()
    st.html('<h2 id="quality-notes">Quality notes</h2>')
    with st.container(horizontal=True, gap="medium"):
        named = {kind: kind for kind in note_kinds()}
        kinds = page_controls.several(PAGE, "note_kind", "Kind of note", named)
        label = "Name of the entry contains"
        name = tidy(st.text_input(label, key=key(PAGE, "note_name"), max_chars=LONGEST_TEXT))
    doubts = Doubts(kinds, name, doubts.missed, doubts.wrongly_found)
    notes = notes_found(doubts.note_kind, doubts.note_name)
    files = take_away.links(evidence_extracts.quality_notes(doubts))
    st.html(f"<p><strong>{len(notes)} of {len(every)} notes</strong></p>{_table(notes)}{files}")
    page_controls.say_in_address(PAGE, doubts)
    return doubts


def _table(notes: pd.DataFrame) -> str:
    if notes.empty:
        return "<p>No quality note matches. Clear the kind or the name above.</p>"
    return html_table(notes_list(notes), f"Quality notes: {len(notes)} rows")
