"""Find authorities: the matrix of the entries that match the filters."""

from dashboard import components, filters, findings, queries

selection = filters.current_selection()
vocabulary = queries.vocabulary()
head = queries.headline(selection)
rows = queries.matrix(selection)

components.heading("Find authorities", findings.found(head, selection, vocabulary))
filters.draw_active_filters(selection, vocabulary)
if selection.bounds_rate():
    left_out = queries.unknown_rates(selection.without_rate_bounds())
    components.note(findings.rates_left_out(left_out))
if rows.empty:
    components.nothing_found(queries.relaxations(selection, vocabulary))
else:
    components.matrix(rows, vocabulary)
    components.take_away(rows, selection, queries.build()["edition"])
