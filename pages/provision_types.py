"""Provision types: what is listed by whom, what comes together, and which exact bundles."""

from dashboard.export.matrix import OFFER_MATRIX
from dashboard.parameters.pages import FindParameters, ProvisionParameters
from dashboard.query import patterns as query
from dashboard.query.matrix import headline
from dashboard.text import patterns as text
from dashboard.views import components, controls, patterns
from dashboard.views.export import draw_export
from dashboard.vocabulary import NOT_QUALITY, PROVISION_TYPES

filters = controls.current_filters()
asked = controls.chosen(ProvisionParameters)
head = headline(filters)
shares = query.shares(filters, asked.by)

components.heading("Provision types", text.found(shares.everyone, head.entries))
controls.draw_active(filters)
components.notes(NOT_QUALITY, text.by_what_filters(filters))
if head.selected:
    patterns.draw_controls()
    patterns.shares(shares, filters, asked)
    patterns.bundles(filters)
    patterns.pairs(filters)
    patterns.reading()
draw_export(
    OFFER_MATRIX.of(filters, FindParameters(), page=PROVISION_TYPES), page_parameters=asked.names()
)
