"""What Authority profile is composed of."""

import streamlit as st

from dashboard.drawing import profile as drawing
from dashboard.drawing.tables import Link, profile_address, table, words
from dashboard.parameters.pages import ProfileParameters
from dashboard.query.metadata import vocabulary
from dashboard.query.profile import Profile
from dashboard.text import profile as text
from dashboard.views import components, controls
from dashboard.views.evidence import evidence_links
from dashboard.vocabulary import COMPARE


def draw_controls(asked: ProfileParameters) -> None:
    """Which entry, which comparison group, and the reader's own list when that is the group."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="profile_controls"):
        controls.one(ProfileParameters, "entry", none="Type or choose a name")
        controls.radio(ProfileParameters, "group")
    if asked.entry:
        st.page_link(
            components.page_file(COMPARE),
            label=f"Compare {vocabulary().entry[asked.entry]} with others, side by side",
            query_params={"entry": asked.entry, **controls.current_filters().address()},
        )
    if asked.group == "own":
        controls.several(ProfileParameters, "peer", placeholder="Type or choose names")


def benchmarks(profile: Profile, asked: ProfileParameters) -> None:
    """What the entry lists, how common that is by group, and the gap list."""
    group, links, labels = profile.group, evidence_links(), vocabulary().category
    if group is None:
        components.notes(text.missing_group(asked.group, profile.entry))
    rows = drawing.benchmark_rows(profile, labels)
    rows["evidence"] = [links[category] for category in labels]
    columns = (*drawing.benchmark_columns(profile), words("evidence", "Evidence"))
    html = table(rows, columns, text.benchmarks_caption(profile.entry))
    components.draw("section.html", title="What it lists", subtitle="", html=html)
    if group is not None:
        title = text.gaps(profile, group)
        if profile.gaps:
            gaps = drawing.gap_rows(profile, group, labels)
            components.titled_table(title, gaps, drawing.GAPS)
        else:
            components.notes(f"{title}.")


def twins(profile: Profile) -> None:
    """Entries with the same or the nearest set of categories, in whole bands of ties."""
    along = controls.current_filters().query_string()
    rows = drawing.twin_rows(
        profile, lambda twin: Link(twin.entry, profile_address(twin.entry_id, along))
    )
    caption = "Entries by the number of categories in which they differ"
    components.draw(
        "twins.html",
        title=text.twins(profile),
        subtitle="",
        html=table(rows, drawing.TWINS, caption),
        further=text.further(profile),
    )
