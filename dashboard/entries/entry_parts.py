"""What Compare and Authority profile are composed of."""

from collections.abc import Sequence
from html import escape

import pandas as pd
import streamlit as st

from dashboard import components, filters, page_controls, queries, tables
from dashboard.entries import entry_findings, entry_tables
from dashboard.entries import rate_distribution as rates
from dashboard.entries.entry_choices import (
    GROUPS,
    MOST_COMPARED,
    CompareChoice,
    ProfileChoice,
    read_compare,
    read_profile,
)
from dashboard.entries.profiles import Profile
from dashboard.evidence import category_links

COMPARE, PROFILE = "compare", "profile"


def chosen_comparison() -> CompareChoice:
    """The entries to compare, from the address or from the widgets."""
    entries = queries.entry_ids()
    choice = page_controls.read(COMPARE, CompareChoice, lambda a: read_compare(a, entries))
    return page_controls.as_chosen(COMPARE, choice)


def draw_comparison_controls() -> None:
    """Which entries to compare, and whether to show what is alike."""
    named = _names()
    with st.container(horizontal=True, vertical_alignment="bottom", key="compare_controls"):
        st.multiselect(
            f"Entries to compare (2 to {MOST_COMPARED})",
            list(named),
            format_func=named.__getitem__,
            max_selections=MOST_COMPARED,
            key=page_controls.key(COMPARE, "entry"),
            placeholder="Type or choose names",
        )
        st.radio(
            "Rows to show",
            ["all", "differences"],
            format_func={"all": "Everything", "differences": "Differences only"}.__getitem__,
            key=page_controls.key(COMPARE, "show"),
            horizontal=True,
        )


def chosen_profile() -> ProfileChoice:
    """The entry and its comparison group, from the address or from the widgets."""
    entries = queries.entry_ids()
    choice = page_controls.read(PROFILE, ProfileChoice, lambda a: read_profile(a, entries))
    return page_controls.as_chosen(PROFILE, choice)


def draw_profile_controls(choice: ProfileChoice) -> None:
    """Which entry, which comparison group, and the reader's own list when that is the group."""
    named = _names()
    with st.container(horizontal=True, vertical_alignment="bottom", key="profile_controls"):
        st.selectbox(
            "Authority",
            ["", *named],
            format_func=lambda entry: named.get(entry, "Type or choose a name"),
            key=page_controls.key(PROFILE, "entry"),
        )
        st.radio(
            "Compare with",
            list(GROUPS),
            format_func=GROUPS.__getitem__,
            key=page_controls.key(PROFILE, "group"),
            horizontal=True,
        )
    if choice.entry:
        beside = {"entry": choice.entry, **filters.current_selection().address()}
        label = f"Compare {named[choice.entry]} with others, side by side"
        st.page_link(components.PAGES / "compare.py", label=label, query_params=beside)
    if choice.group == "own":
        st.multiselect(
            "Entries on my own list",
            list(named),
            format_func=named.__getitem__,
            key=page_controls.key(PROFILE, "peer"),
            placeholder="Type or choose names",
        )


def profile_figures(profile: Profile) -> None:
    """The entry's facts in a row, and what the rating is worth."""
    entry = profile.entry
    rate = "unknown" if profile.places["rate"].isna().any() else f"{profile.places['rate'].iloc[0]}"
    components.headline_figures(
        [
            (f"{entry['categories_listed']} of 8", "kinds of support listed, May 2022"),
            (rate, "CLA rate per 10,000, 31 March 2021"),
            (entry["ofsted_rating"], f"Ofsted rating; printed “{entry['ofsted_as_published']}”"),
            (entry["region"], f"region; {entry['authority_type']}"),
        ]
    )


def profile_benchmarks(profile: Profile) -> None:
    """What the entry lists, how common that is by group, and the gap list."""
    choice, group = profile.choice, profile.group
    if group is None:
        components.notes(entry_findings.missing_group(choice.group, profile.name))
    numbers = category_links.with_evidence(
        entry_tables.benchmarks(profile.rows, profile.name, choice.group),
        profile.rows["category_id"].drop_duplicates(),
    )
    caption = (
        f"What {profile.name} lists, and how many entries of each group do (itself among them, "
        "except on an own list), May 2022"
    )
    st.html(f"<h2>What it lists</h2>{tables.html_table(numbers, caption)}")
    if group is not None:
        title = entry_findings.gaps(profile.name, group, len(profile.gaps))
        if profile.gaps.empty:
            components.notes(f"{title}.")
        else:
            components.table(title, profile.gaps)


def profile_twins(profile: Profile) -> None:
    """Entries with the same or the nearest set of categories, in whole bands of ties."""
    near = entry_tables.twins_list(profile.near, filters.current_selection().query_string())
    table = tables.html_table(near, "Entries by the number of categories in which they differ")
    title = entry_findings.twins(profile.name, profile.bands)
    st.html(f"<h2>{escape(title)}</h2>{table}<p>{escape(profile.further)}</p>")


def quality_notes(notes: pd.DataFrame, names: Sequence[str]) -> None:
    """What is doubtful or was cleaned in the rows of these entries."""
    if notes.empty:
        components.notes(f"No quality note is about {entry_findings.in_list(names)}.")
    else:
        components.table("Quality notes", tables.notes_list(notes))


def rate_chart(distribution: pd.DataFrame, places: pd.DataFrame) -> None:
    """Where the rates of the entries stand among the known rates."""
    components.chart_with_table(
        rates.rate_columns(distribution, places),
        entry_findings.rate_title(places),
        rates.TITLE,
        entry_findings.rate_alt(places, distribution),
        rates.rate_numbers(distribution, places),
        key="rates",
    )


def _names() -> dict[str, str]:
    names = queries.entry_names()
    return dict(zip(names["entry_id"], names["entry"], strict=True))
