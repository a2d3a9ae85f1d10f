"""Overview: what the offers list, in four figures and two charts."""

from dashboard.export.matrix import OFFER_MATRIX
from dashboard.parameters.pages import FindParameters
from dashboard.query import matrix as query
from dashboard.text import matrix as text
from dashboard.text.counting import entries_found, median, share
from dashboard.views import components, controls, matrix
from dashboard.views.export import draw_export
from dashboard.vocabulary import OVERVIEW

filters = controls.current_filters()
head = query.headline(filters)
counts = query.category_counts(filters)

components.heading(
    "Emotional-wellbeing support in England's offers to care leavers", text.overview(head, counts)
)
controls.draw_active(filters)
components.headline_figures(
    [
        (entries_found(head.selected, head.entries), "in this view"),
        (share(head.list_basic_support, head.selected), "list basic support"),
        (share(head.list_nothing, head.selected), "list nothing"),
        (median(head.median_listed), f"categories listed, median, of {len(counts)}"),
    ]
)
matrix.go_to_authority()
if head.selected:
    matrix.category_counts(counts)
    matrix.listed_distribution(query.listed_distribution(filters))
else:
    matrix.near_misses_of(filters)
draw_export(OFFER_MATRIX.of(filters, FindParameters(), page=OVERVIEW))
