"""Find authorities: the matrix of the entries that match the filters, and those that nearly do."""

from dashboard import components, filters, findings, queries
from dashboard.entries import entry_extracts, find_parts
from dashboard.entries.near_misses import near_misses
from dashboard.files import take_away

selection = filters.current_selection()
vocabulary = queries.vocabulary()
choice = find_parts.chosen_sort_and_entries()
head = queries.headline(selection)
rows = queries.matrix(selection, choice.sort, choice.order)

components.heading("Find authorities", findings.found(head, selection, vocabulary))
filters.draw_active_filters(selection, vocabulary)
left_out = queries.unknown_rates(selection.without_rate_bounds())
components.notes(findings.rates_left_out(selection, left_out))
choice = find_parts.comparison_basket(choice, queries.entry_names())
if not rows.empty:
    find_parts.matrix(rows, choice, vocabulary)
find_parts.near_misses(near_misses(selection, vocabulary))
take_away.draw(entry_extracts.offer_matrix(selection, choice))
