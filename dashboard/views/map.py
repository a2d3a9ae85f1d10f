"""The pieces of the map page: the map itself, its legend, the card of one authority."""

from collections.abc import Sequence

import streamlit as st

from dashboard.drawing import map as drawing
from dashboard.drawing.map import Area, Measure
from dashboard.drawing.tables import Link, profile_address, records, table, words
from dashboard.export.geojson import GEOJSON
from dashboard.export.map import document_address, shapes_address
from dashboard.export.matrix import OFFER_MATRIX
from dashboard.parameters.pages import CompareParameters, FindParameters, MapParameters
from dashboard.parameters.shared import Filters
from dashboard.query.comparison import notes_on
from dashboard.query.map import Authority, Entry
from dashboard.query.metadata import edition_of, vocabulary
from dashboard.text import map as text
from dashboard.text.map import ClassCount
from dashboard.views import controls
from dashboard.views.components import draw
from dashboard.views.evidence import names_with_evidence
from dashboard.views.pieces import source
from dashboard.vocabulary import COMPARE

KEY = "england_map"
draw_component = st.components.v2.component(
    KEY, html=source("map.html"), css=source("map.css"), js=source("map.js")
)


def choices() -> None:
    """What colours the map, which kind, which region, which authority."""
    first, second, third, fourth = st.columns(4)
    with first:
        controls.one(MapParameters, "colour")
    with second:
        controls.one(MapParameters, "map")
    with third:
        controls.one(MapParameters, "zoom", none="All of England")
    with fourth:
        controls.one(MapParameters, "authority", none="None chosen")


def england_map(
    filters: Filters, chosen: MapParameters, areas: Sequence[Area], measure: Measure, alt: str
) -> None:
    """The map. The browser fetches its shapes once; a rerun sends colours and words only."""

    def choose_clicked() -> None:
        clicked = st.session_state[KEY].get("selected")
        if clicked in {area.authority.ons_code for area in areas}:
            st.session_state[controls.key(MapParameters, "authority")] = clicked

    regions = sorted({area.authority.region for area in areas})
    zoomed = [a.authority.ons_code for a in areas if a.authority.region == chosen.zoom]
    draw_component(
        key=KEY,
        data={
            "shapes": shapes_address(chosen.map),
            "areas": [
                [
                    *(area.authority.ons_code, area.authority.name),
                    regions.index(area.authority.region),
                    *(area.value, area.in_class, int(area.outside)),
                ]
                for area in areas
            ],
            "regions": regions,
            "fills": [each.paint for each in measure.legend],
            "patterns": str(drawing.hatches()),
            "alt": alt,
            "selected": chosen.authority,
            "zoom": zoomed or None,
            "document": document_address(filters, chosen),
            "file_name": f"england_map_{chosen.colour}_{chosen.map}.png",
        },
        on_selected_change=choose_clicked,
    )


def legend(measure: Measure, counts: Sequence[ClassCount], evidence: Link | None) -> None:
    """The legend: each class with its swatch, its words, and how many authorities it has.

    Of a category, `evidence` is the way to what is known of it.
    """
    draw("map_legend.html", measure=measure, counts=counts, evidence=evidence)


def card(authority: Authority, filters: Filters) -> None:
    """What is known of one authority; one part for each entry that covers it."""
    entries = tuple(entry.entry_id for entry in authority.entries)
    notes = notes_on(edition_of(filters), entries)
    compared = CompareParameters(entry=entries).query_string()
    draw(
        "map_card.html",
        authority=authority,
        parts=[
            {
                "entry": entry,
                "listed": _with_evidence(entry, listed=True),
                "others": _with_evidence(entry, listed=False),
                "rate": text.rate_of_children(entry.rate),
                "notes": list(notes.loc[notes["entry_id"] == entry.entry_id, "explanation"]),
                "profile": profile_address(entry.entry_id),
            }
            for entry in authority.entries
        ],
        compare=f"{COMPARE}?{compared}",
    )


def _with_evidence(entry: Entry, listed: bool) -> list[Link]:
    """The categories that an entry lists, or the others, each leading to the evidence on it."""
    labels = vocabulary().category
    return names_with_evidence({id: labels[id] for id in labels if (id in entry.listed) is listed})


def special_cases(unplaced: Sequence[str]) -> None:
    """What a reader must know of areas and entries that do not fit one to one."""
    draw("note.html", words=text.special_cases(unplaced))


def values_table(areas: Sequence[Area], measure: Measure) -> None:
    """The same values as the map, as a table of all authorities."""
    columns = (
        words("authority", "Authority"),
        words("value", measure.label),
        words("region", "Region"),
        words("standing", "Filters"),
    )
    rows = (
        {
            "authority": area.authority.name,
            "value": area.value,
            "region": area.authority.region,
            "standing": area.authority.standing.value,
        }
        for area in areas
    )
    caption = text.table_caption(measure.label, len(areas))
    st.html(str(table(records(rows, columns), columns, caption)))


def take_map_away(filters: Filters, chosen: MapParameters) -> None:
    """The map as SVG, and the matching entries as GeoJSON, as addresses of this server."""
    rows = OFFER_MATRIX.of(filters, FindParameters()).link(GEOJSON)
    draw("map_export.html", document=document_address(filters, chosen), rows=rows)
