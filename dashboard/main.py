"""The frame around every page: navigation, shared filters, caution and footer."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from dashboard import components, filters, queries
from dashboard.database import DatabaseUnavailable
from dashboard.entries.entry_choices import CompareChoice, FindChoice, ProfileChoice
from dashboard.evidence.doubts import Doubts
from dashboard.evidence.evidence import EvidenceSelection
from dashboard.findings import entries_found
from dashboard.maps.map_selection import MapSelection
from dashboard.page_controls import say_ignored
from dashboard.parameters import names
from dashboard.patterns.pattern_choices import PatternChoice, RelationshipChoice
from dashboard.selection import PARAMETERS, Selection, Vocabulary

FOLDER = Path(__file__).parents[1] / "pages"


@dataclass(frozen=True)
class Place:
    """One page: its file, its address, its name in the navigation, and whether it filters."""

    file: str
    address: str
    title: str
    group: str
    filters: bool = True
    parameters: tuple[str, ...] = ()


PLACES = (
    Place("overview.py", "", "Overview", "Explore"),
    Place(
        "england_map.py", "england-map", "England map", "Explore", parameters=names(MapSelection)
    ),
    Place(
        "provision_types.py",
        "provision-types",
        "Provision types",
        "Explore",
        parameters=names(PatternChoice),
    ),
    Place(
        "find_authorities.py",
        "find-authorities",
        "Find authorities",
        "Find and compare",
        parameters=names(FindChoice),
    ),
    Place(
        "compare.py",
        "compare",
        "Compare",
        "Find and compare",
        filters=False,
        parameters=names(CompareChoice),
    ),
    Place(
        "authority_profile.py",
        "authority-profile",
        "Authority profile",
        "Find and compare",
        filters=False,
        parameters=names(ProfileChoice),
    ),
    Place(
        "relationships.py",
        "relationships",
        "Relationships",
        "Understand",
        filters=False,
        parameters=names(RelationshipChoice),
    ),
    Place(
        "research_evidence.py",
        "research-evidence",
        "Research evidence",
        "Understand",
        filters=False,
        parameters=names(EvidenceSelection),
    ),
    Place(
        "data_and_methods.py",
        "data-and-methods",
        "Data and methods",
        "Understand",
        filters=False,
        parameters=names(Doubts),
    ),
)


def draw() -> None:
    """Draw the page that the address asks for, inside the frame."""
    pages = {
        place: st.Page(
            FOLDER / place.file,
            title=place.title,
            url_path=place.address,
            default=not place.address,
        )
        for place in PLACES
    }
    page = st.navigation(list(pages.values()), position="hidden")
    here = next(place for place in PLACES if place.address == page.url_path)
    try:
        vocabulary = queries.vocabulary()
    except DatabaseUnavailable as unavailable:
        say_unavailable(unavailable)
        return
    selection, ignored = filters.read_selection(vocabulary)
    ignored += unknown_parameters(here)
    with st.sidebar:
        navigation = st.container()
        if here.filters:
            selection = draw_sidebar_filters(selection, vocabulary)
        with navigation:
            draw_navigation(pages, selection)
    filters.say_in_address(selection)
    components.frame_top()
    with st.container():  # always there, so that what follows keeps its place
        say_ignored(ignored)
    page.run()
    components.frame_bottom(queries.build())


def draw_navigation(pages: dict[Place, st.Page], selection: Selection) -> None:
    """Links to every page, in three groups, that take the filters along."""
    for group in dict.fromkeys(place.group for place in pages):
        st.html(f'<p class="group">{group}</p>')
        for place, page in pages.items():
            if place.group == group:
                st.page_link(page, label=place.title, query_params=selection.address())


def draw_sidebar_filters(selection: Selection, vocabulary: Vocabulary) -> Selection:
    """The shared filters, how many entries they find, and a way to clear them."""
    st.html('<p class="group">Filters</p>')
    found = st.empty()
    st.button("Clear all", on_click=filters.show, args=(Selection(),))
    selection = filters.draw_filters(selection, vocabulary)
    head = queries.headline(selection)
    found.html(f"<p><strong>{entries_found(head['selected'], head['entries'])}</strong></p>")
    return selection


def unknown_parameters(here: Place) -> list[str]:
    """A sentence for each parameter of the address that this page has no use for."""
    known = {*PARAMETERS, *here.parameters}
    return [f"{name} is not known here." for name in filters.current_address() if name not in known]


def say_unavailable(unavailable: DatabaseUnavailable) -> None:
    """Without a database: what happened, and the one thing to do next."""
    st.title("The data are not ready yet")
    st.info(f"{unavailable} Build it with `python -m etl build`, then reload this page.")


draw()
