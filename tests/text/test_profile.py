"""Sentences of Authority profile, each number in them counted again in the published table."""

import re
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest

from dashboard.parameters.pages import ProfileParameters
from dashboard.query.metadata import vocabulary
from dashboard.query.profile import Profile, profile_of
from dashboard.text import profile as text
from tests.published import CATEGORIES, published_matrix

EDITION = "2022-05"
MATRIX = published_matrix().set_index("entry_id")
NAMES = {str(entry): str(name) for entry, name in MATRIX["entry"].items()}
ANSWERS = MATRIX[list(CATEGORIES)].astype(int)
KNOWN = MATRIX["cla_rate_per_10k"].dropna()
PEERS = ("york", "barnsley", "poole")
each_entry = pytest.mark.parametrize("entry", MATRIX.index[::2])
each_tenth = pytest.mark.parametrize("entry", MATRIX.index[::10])


@cache
def profile(entry: str, group: str = "region", peers: tuple[str, ...] = PEERS) -> Profile:
    return profile_of(ProfileParameters(entry, group, peers), EDITION)


def groups_by_hand(entry: str) -> dict[str, tuple[pd.DataFrame, str]]:
    """The members of every group of an entry, and how the group is called."""
    own = MATRIX.loc[entry]
    groups = {
        "england": (MATRIX, "in England"),
        "region": (MATRIX[MATRIX["region"] == own["region"]], f"in {own['region']}"),
        "type": (
            MATRIX[MATRIX["authority_type"] == own["authority_type"]],
            f"of type {own['authority_type']}",
        ),
        "own": (MATRIX.loc[list(PEERS)], "on your own list"),
    }
    if entry in KNOWN:
        gap = (KNOWN - KNOWN[entry]).abs()
        near = KNOWN[gap <= gap.sort_values().iloc[12]]
        words = f"with a CLA rate {near.min():.0f} to {near.max():.0f}"
        groups["rate"] = (MATRIX.loc[near.index], words)
    return groups


def called(members: pd.DataFrame, words: str) -> str:
    return f"the {len(members)} {'entry' if len(members) == 1 else 'entries'} {words}"


@each_tenth
def test_the_finding_counts_what_is_listed_beside_the_median_of_the_group(entry: str) -> None:
    own = MATRIX.loc[entry]
    for group, (members, words) in groups_by_hand(entry).items():
        median = members["categories_listed"].median()
        assert text.finding(profile(entry, group)) == (
            f"{own['entry']} lists {own['categories_listed']} of the 8 kinds of support; the "
            f"median of {called(members, words)} is {median:g}."
        )


def test_one_entry_on_a_list_is_one_entry() -> None:
    said = text.finding(profile("leeds", "own", ("york",)))
    assert "; the median of the 1 entry on your own list is " in said


@pytest.mark.parametrize(
    ("entry", "group", "why"),
    [
        ("poole", "rate", "The CLA rate of Poole is unknown, so no entries have a similar one."),
        ("leeds", "own", "Your own list is empty: choose the entries to compare with."),
    ],
)
def test_why_there_is_no_group_is_said(entry: str, group: str, why: str) -> None:
    shown = profile(entry, group, ())
    own = MATRIX.loc[entry]
    said = f"{own['entry']} lists {own['categories_listed']} of the 8 kinds of support."
    assert text.finding(shown) == said
    assert text.missing_group(group, shown.entry) == why


@each_entry
def test_figures_are_those_of_the_entry(entry: str) -> None:
    own = MATRIX.loc[entry]
    assert text.figures(profile(entry).entry) == [
        (f"{own['categories_listed']} of 8", "kinds of support listed, May 2022"),
        (
            f"{own['cla_rate_per_10k']:.0f}" if entry in KNOWN else "unknown",
            "CLA rate per 10,000, 31 March 2021",
        ),
        (own["ofsted_rating"], f"Ofsted rating; printed “{own['ofsted_as_published']}”"),
        (own["region"], f"region; {own['authority_type']}"),
    ]


# --- Gaps -------------------------------------------------------------------------------------


@each_tenth
def test_the_title_counts_what_most_of_the_group_lists_and_the_entry_does_not(entry: str) -> None:
    name = NAMES[entry]
    for group, (members, words) in groups_by_hand(entry).items():
        missing = members.loc[:, [c for c in CATEGORIES if not MATRIX.loc[entry, c]]]
        gaps = int((missing.mean() > 0.5).sum())
        shown = profile(entry, group)
        title = {
            0: f"Nothing that {name} does not list is listed by most of ",
            1: f"One kind of support that {name} does not list is listed by most of ",
        }.get(gaps, f"{gaps} kinds of support that {name} does not list are listed by most of ")
        assert shown.group is not None
        assert text.gaps(shown, shown.group) == title + called(members, words)


# --- Twins ------------------------------------------------------------------------------------


@each_entry
def test_the_title_counts_the_twins_or_says_how_near_the_nearest_are(entry: str) -> None:
    name = NAMES[entry]
    bands = (ANSWERS.drop(entry) != ANSWERS.loc[entry]).sum(axis=1).value_counts().sort_index()
    if 0 not in bands:
        nearest = bands.index[0]
        title = (
            f"No other entry lists exactly what {name} lists; the nearest differ in {nearest} of 8"
        )
    elif bands[0] == 1:
        title = f"One other entry lists exactly what {name} lists"
    else:
        title = f"{bands[0]} other entries list exactly what {name} lists"
    further = bands.iloc[2 if 0 in bands else 1 :]
    counted = ", ".join(f"{entries} differ in {n}" for n, entries in further.items())
    shown = profile(entry)
    assert text.twins(shown) == title
    assert text.further(shown) == f"Further away: {counted}."


def test_the_entries_have_every_kind_of_title() -> None:
    titles = [text.twins(profile(entry)) for entry in MATRIX.index[::2]]
    for start in ("No other entry", "One other entry", r"\d+ other entries"):
        assert any(re.match(start, title) for title in titles), start


def test_no_further_band_is_not_told() -> None:
    shown = profile("leeds")
    assert text.further(replace(shown, twins=shown.near)) == ""


@each_tenth
def test_what_differs_is_told_both_ways(entry: str) -> None:
    labels = [label[0].lower() + label[1:] for label in vocabulary().category.values()]
    for twin in profile(entry).twins:
        parts = []
        for words, one, other in (("also lists", twin.entry_id, entry),
                                  ("does not list", entry, twin.entry_id)):  # fmt: skip
            more = ANSWERS.loc[one] > ANSWERS.loc[other]
            names = [label for label, only in zip(labels, more, strict=True) if only]
            if names:
                last = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
                parts.append(f"{words} {last}")
        assert text.difference(twin) == ("; ".join(parts) or "nothing")


# --- Bars -------------------------------------------------------------------------------------


@each_tenth
def test_bars_are_told_to_those_who_do_not_see_them(entry: str) -> None:
    labels = vocabulary().category
    for group, (members, words) in groups_by_hand(entry).items():
        told = "; ".join(
            f"{labels[c]}: {members[c].sum()} of {len(members)}, "
            f"{'' if MATRIX.loc[entry, c] else 'not '}listed here"
            for c in CATEGORIES
        )
        shown = profile(entry, group)
        assert shown.group is not None
        assert text.share_bars_alt(shown, shown.group, labels) == (
            f"Bar chart. How many of {called(members, words)} list each kind of support. {told}."
        )


def test_the_caption_of_the_benchmarks_says_what_is_counted() -> None:
    assert text.benchmarks_caption(profile("leeds").entry) == (
        "What Leeds lists, and how many entries of each group do (itself among them, except on an "
        "own list), May 2022"
    )
