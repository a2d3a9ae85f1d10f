"""England map: one measure by authority, true or equal-area, beside the same values as a table."""

import streamlit as st

from dashboard import components, filters, findings, queries
from dashboard.entries import entry_extracts
from dashboard.evidence.category_links import evidence_links
from dashboard.files import take_away
from dashboard.maps import map_parts, map_queries, maps
from dashboard.maps.map_selection import MapSelection, colours, read_map_address
from dashboard.page_controls import read, say_in_address

selection = filters.current_selection()
vocabulary = queries.vocabulary()
values = map_queries.authority_values(selection)
names = dict(zip(values["ons_code"], values["name"], strict=True))

read("map", MapSelection, lambda address: read_map_address(address, vocabulary, list(names)))
heading = st.container()
chosen = map_parts.controls(vocabulary, names)
say_in_address("map", chosen)

made = maps.classes(chosen.colour, values)
legend = maps.legend(made)
areas = maps.areas(values, chosen.colour, made)
measure = colours(vocabulary)[chosen.colour]
finding = findings.map_finding(areas, legend, measure)
evidence_on = evidence_links()
document = map_parts.map_document_address(selection, chosen)

with heading:
    components.heading("England map", finding)
    filters.draw_active_filters(selection, vocabulary)
drawing, beside = st.columns([3, 2])
with drawing:
    map_parts.england_map(chosen, areas, legend, finding, document)
with beside:
    if chosen.authority:
        entries = values[values["ons_code"] == chosen.authority]
        map_parts.card(entries, vocabulary, queries.quality_notes())
    map_parts.legend_list(measure, made.method, legend, areas, evidence_on.get(chosen.colour))
    map_parts.special_cases(map_queries.unplaced_entries(selection))
map_parts.values_table(areas, measure)
map_parts.take_map_away(document, selection)
take_away.draw(entry_extracts.offer_matrix(selection, page="england-map"))
