"""Provision types: what is listed by whom, what comes together, and which exact bundles."""

from dashboard import components, filters, queries
from dashboard.entries import entry_extracts
from dashboard.files import take_away
from dashboard.parameters import names
from dashboard.patterns import pattern_findings, pattern_parts, patterns

selection = filters.current_selection()
vocabulary = queries.vocabulary()
choice = pattern_parts.chosen_breakdown()
head = queries.headline(selection)
shares = patterns.category_shares(selection, choice.by)

components.heading("Provision types", pattern_findings.found(shares, head["entries"]))
filters.draw_active_filters(selection, vocabulary)
components.notes(pattern_findings.NOT_QUALITY, pattern_findings.by_what_filters(selection))
if head["selected"]:
    pattern_parts.draw_breakdown_control()
    pattern_parts.shares(shares, selection, choice)
    pattern_parts.bundles(selection)
    pattern_parts.pairs(selection)
    pattern_parts.reading()
take_away.draw(
    entry_extracts.offer_matrix(selection, page="provision-types"), page_parameters=names(choice)
)
