"""The pieces of the map page: the map itself, its legend, the card of one authority."""

from collections import Counter
from html import escape
from pathlib import Path
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from dashboard.evidence.category_links import names_with_evidence
from dashboard.maps import maps
from dashboard.maps.map_selection import KINDS, MapSelection, colours
from dashboard.maps.shapes import shapes_address
from dashboard.page_controls import key
from dashboard.selection import Selection, Vocabulary
from dashboard.tables import Link, cell, html_table

PAGE = "map"
HERE = Path(__file__).parent
HTML = (
    '<div class="map"><svg role="group"><defs></defs><g></g></svg>'
    '<div class="tip" role="status" hidden></div>'
    '<p><button type="button">Download the map as PNG</button></p></div>'
)
draw_component = st.components.v2.component(
    "england_map",
    html=HTML,
    css=(HERE / "map.css").read_text(encoding="utf-8"),
    js=(HERE / "map.js").read_text(encoding="utf-8"),
)


def controls(vocabulary: Vocabulary, authorities: dict[str, str]) -> MapSelection:
    """What colours the map, which kind, which region, which authority."""
    offered = colours(vocabulary)
    first, second, third, fourth = st.columns(4)
    return MapSelection(
        colour=first.selectbox(
            "Colour by", list(offered), format_func=offered.__getitem__, key=key(PAGE, "colour")
        ),
        map=second.selectbox(
            "Kind of map", list(KINDS), format_func=KINDS.__getitem__, key=key(PAGE, "map")
        ),
        zoom=third.selectbox(
            "Fill the map with",
            ["", *vocabulary.region],
            format_func=lambda region: region or "All of England",
            key=key(PAGE, "zoom"),
        ),
        authority=fourth.selectbox(
            "Choose an authority",
            ["", *authorities],
            format_func=lambda code: authorities.get(code, "None chosen"),
            key=key(PAGE, "authority"),
        ),
    )


def england_map(
    chosen: MapSelection,
    areas: list[maps.Area],
    legend: tuple[maps.MapClass, ...],
    alt: str,
    document: str,
) -> None:
    """The map. The browser fetches its shapes once; a rerun sends colours and words only."""

    def choose_clicked() -> None:
        clicked = st.session_state["england_map"].get("selected")
        if clicked in {area.ons_code for area in areas}:
            st.session_state[key(PAGE, "authority")] = clicked

    regions = sorted({area.region for area in areas})
    draw_component(
        key="england_map",
        data={
            "shapes": shapes_address(chosen.map),
            "areas": [
                [
                    *(a.ons_code, a.name, regions.index(a.region), a.value, a.in_class),
                    int(a.standing == maps.OUTSIDE),
                ]
                for a in areas
            ],
            "regions": regions,
            "fills": [each.paint() for each in legend],
            "patterns": maps.pattern_definitions(),
            "alt": alt,
            "selected": chosen.authority,
            "zoom": [a.ons_code for a in areas if a.region == chosen.zoom] if chosen.zoom else None,
            "document": document,
            "file_name": f"england_map_{chosen.colour}_{chosen.map}.png",
        },
        on_selected_change=choose_clicked,
    )


def legend_list(
    title: str,
    method: str,
    legend: tuple[maps.MapClass, ...],
    areas: list[maps.Area],
    evidence: Link | None,
) -> None:
    """The legend: each class with its swatch, its words, and how many authorities it has.

    Of a category, `evidence` is the way to what is known of it.
    """
    counts = Counter(area.in_class for area in areas if area.standing != maps.OUTSIDE)
    rows = "".join(
        f'<li><span class="swatch" style="background:{maps.swatch(each)}"></span>'
        f"{escape(each.label)}: {counts[i]} authorities</li>"
        for i, each in enumerate(legend)
    )
    known = f"<p>Research evidence on this kind: {cell(evidence)}</p>" if evidence else ""
    st.html(
        f'<div class="legend"><h2>{escape(title)}</h2><ul>{rows}</ul><p class="subtitle">'
        f"{escape(method)} Pale: outside the filters, and not counted here.</p>{known}</div>"
    )


def card(entries: pd.DataFrame, vocabulary: Vocabulary, notes: pd.DataFrame) -> None:
    """What is known of one authority; one part for each entry that covers it."""
    name = entries["name"].iloc[0]
    if entries["entry_id"].isna().all():
        st.html(
            f'<div class="card"><h2>{escape(name)}</h2><p>Not reviewed: the report says that this '
            "authority was missed by administrative error. Nothing is known of its offer.</p></div>"
        )
        return
    parts = "".join(_entry_part(entry, vocabulary, notes) for entry in entries.to_dict("records"))
    compared = urlencode({"entry": list(entries["entry_id"])}, doseq=True)
    st.html(
        f'<div class="card"><h2>{escape(name)}</h2>{parts}<p><a href="compare?{compared}" '
        'target="_self">Start a comparison</a></p></div>'
    )


def _entry_part(entry: dict[str, object], vocabulary: Vocabulary, notes: pd.DataFrame) -> str:
    labels = vocabulary.category.items()
    listed = {each: label for each, label in labels if entry[each]}
    others = {each: label for each, label in labels if not entry[each]}
    rate = entry["cla_rate_per_10k"]
    known = "unknown" if pd.isna(rate) else f"{rate:.0f} per 10,000 children"
    own = notes[notes["entry_id"] == entry["entry_id"]]["explanation"]
    said = "".join(f"<li>{escape(note)}</li>" for note in own)
    return (
        f"<p>Entry: <strong>{escape(str(entry['entry']))}</strong>, "
        f"{escape(str(entry['region']))}. "
        f"CLA rate {known}. Ofsted: {escape(str(entry['ofsted_rating']))}.</p>"
        f"<p>Listed ({len(listed)} of {len(labels)}): {names_with_evidence(listed) or 'none'}.</p>"
        f"<p>Not listed: {names_with_evidence(others) or 'none'}.</p>"
        '<p class="subtitle">Each name leads to the research evidence on it.</p>'
        + (f"<p>Quality notes:</p><ul>{said}</ul>" if said else "")
        + f'<p><a href="authority-profile?entry={entry["entry_id"]}" target="_self">'
        f"Profile of {escape(str(entry['entry']))}</a></p>"
    )


def special_cases(unplaced: list[str]) -> None:
    """What a reader must know of areas and entries that do not fit one to one."""
    away = f"{', '.join(unplaced)} covers no authority and has no area. " if unplaced else ""
    st.html(
        '<p class="note">Greenwich and North Lincolnshire were not reviewed (hatched). '
        f"{escape(away)}Bournemouth, Christchurch and Poole has two entries, Bournemouth and "
        "Poole: both values are shown. Kingston and Richmond share one entry, and so do North "
        "and West Northamptonshire: each is coloured by it.</p>"
    )


def values_table(areas: list[maps.Area], measure: str) -> None:
    """The same values as the map, as a table of all 152 authorities."""
    table = pd.DataFrame(
        {
            "Authority": [a.name for a in areas],
            measure: [a.value for a in areas],
            "Region": [a.region for a in areas],
            "Filters": [a.standing for a in areas],
        }
    )
    st.html(html_table(table, f"{measure}: {len(areas)} authorities of May 2022"))


def map_document_address(selection: Selection, chosen: MapSelection) -> str:
    """The address of the map as an SVG document with title, legend, source and date."""
    asked = {**selection.address(), "colour": chosen.colour, "map": chosen.map}
    if chosen.zoom:
        asked["zoom"] = chosen.zoom
    return f"data/map.svg?{urlencode(asked, doseq=True)}"


def take_map_away(document: str, selection: Selection) -> None:
    """The map as SVG, and the matching entries as GeoJSON, as addresses of this server."""
    rows = f"data/offer_matrix.geojson?{selection.query_string()}".rstrip("?")
    st.html(
        "<h2>Take the map away</h2><ul>"
        f'<li><a href="{escape(document)}" download>The map as SVG</a>, with title, legend, '
        "source and date (PNG: the button below the map)</li>"
        f'<li><a href="{escape(rows)}" download>The matching entries as GeoJSON</a>: WGS 84 '
        "(EPSG:4326), one feature an entry, properties named as the columns of offer_matrix; an "
        "entry without an area has no geometry</li></ul>"
    )
