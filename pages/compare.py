"""Compare: two to six entries side by side, and beside England, their regions and types."""

from dashboard import components, filters, queries
from dashboard.entries import (
    comparison,
    entry_extracts,
    entry_findings,
    entry_parts,
    entry_tables,
)
from dashboard.evidence import category_links
from dashboard.files import take_away

choice = entry_parts.chosen_comparison()
extract = entry_extracts.compared_entries(choice, filters.current_selection())
entries, edition = extract.rows, extract.edition

components.heading("Compare", entry_findings.compared(entries))
entry_parts.draw_comparison_controls()
if not entries.empty:
    categories = queries.vocabulary().category
    notes = comparison.notes_on(edition, choice.entry)
    places = comparison.rate_places(edition, choice.entry)
    if len(entries) > 1:
        listed = entry_tables.listed_by(entries, categories)
        for sentence in entry_findings.shared_and_unique(listed, len(entries)):
            components.notes(sentence)
    table = entry_tables.comparison(
        entries,
        comparison.benchmarks(edition, choice.entry),
        comparison.group_summaries(edition, choice.entry),
        places,
        notes,
        categories,
    )
    table = category_links.heads_with_evidence(table)
    if choice.show == "differences" and len(entries) > 1:
        components.table("Where they differ", entry_tables.differences(table, entries))
    else:
        components.table("Side by side", table)
    entry_parts.rate_chart(comparison.rate_distribution(edition), places)
    entry_parts.quality_notes(notes, list(entries["entry"]))
take_away.draw(extract)
