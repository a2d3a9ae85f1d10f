"""Compare: two to six entries side by side, and beside England, their regions and types."""

from dashboard.export.comparison import COMPARISON
from dashboard.parameters.pages import CompareParameters
from dashboard.parameters.shared import Edition
from dashboard.query import comparison as query
from dashboard.query.metadata import edition_of, vocabulary
from dashboard.text import comparison as text
from dashboard.views import comparison, components, controls, data_quality
from dashboard.views.export import draw_export

asked = controls.chosen(CompareParameters)
asked_edition = Edition(controls.current_filters().edition)
edition = edition_of(asked_edition)
entries = query.entries(edition, asked.entry)

components.heading("Compare", text.compared(entries))
comparison.draw_controls()
if entries:
    if len(entries) > 1:
        for sentence in text.shared_and_unique(entries, vocabulary().category):
            components.notes(sentence)
    comparison.side_by_side(entries, query.groups(edition, asked.entry), asked)
    comparison.rate_chart(query.rate_classes(edition), entries)
    notes = query.notes_on(edition, asked.entry)
    data_quality.entry_notes(notes, [entry.entry for entry in entries])
draw_export(COMPARISON.of(asked, asked_edition))
