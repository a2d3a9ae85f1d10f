"""Find authorities: the matrix of the entries that match the filters, and those that nearly do."""

from dashboard.export.matrix import OFFER_MATRIX
from dashboard.parameters.pages import FindParameters
from dashboard.query import matrix as query
from dashboard.query.metadata import vocabulary
from dashboard.text import matrix as text
from dashboard.views import components, controls, matrix
from dashboard.views.export import draw_export

filters = controls.current_filters()
asked = controls.chosen(FindParameters)
rows = query.rows(filters, asked.sort, asked.order)
left_out = query.unknown_rates(filters.without_rate_bounds())

components.heading("Find authorities", text.found(query.headline(filters), filters, vocabulary()))
controls.draw_active(filters)
components.notes(text.rates_left_out(filters, left_out))
matrix.comparison_basket(asked)
if not rows.empty:
    matrix.matrix(rows, asked)
matrix.near_misses_of(filters)
draw_export(OFFER_MATRIX.of(filters, asked))
