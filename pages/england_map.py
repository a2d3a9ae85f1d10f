"""England map: one measure by authority, true or equal-area, beside the same values as a table."""

import streamlit as st

from dashboard.drawing import map as drawing
from dashboard.export.matrix import OFFER_MATRIX
from dashboard.parameters.pages import FindParameters, MapParameters
from dashboard.query import map as query
from dashboard.query.metadata import vocabulary
from dashboard.text import map as text
from dashboard.views import components, controls, map
from dashboard.views.evidence import evidence_links
from dashboard.views.export import draw_export
from dashboard.vocabulary import ENGLAND_MAP

filters = controls.current_filters()
chosen = controls.chosen(MapParameters)
authorities = query.authority_values(filters)
measure = drawing.measure(chosen.colour, authorities, vocabulary())
areas = drawing.areas(authorities, measure)
counts = drawing.class_counts(areas, measure.legend)
finding = text.finding(measure.label, counts, len(areas))

components.heading("England map", finding)
controls.draw_active(filters)
map.choices()
left, right = st.columns([3, 2])
with left:
    map.england_map(filters, chosen, areas, measure, finding)
with right:
    for authority in authorities:
        if authority.ons_code == chosen.authority:
            map.card(authority, filters)
    map.legend(measure, counts, evidence_links().get(chosen.colour))
    map.special_cases(query.unplaced_entries(filters))
map.values_table(areas, measure)
map.take_map_away(filters, chosen)
draw_export(OFFER_MATRIX.of(filters, FindParameters(), page=ENGLAND_MAP))
