"""Sentences of Provision types, each number in them counted again in the published table."""

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from dashboard.parameters.shared import Filters
from dashboard.query.bundles import Bundle, bundles
from dashboard.query.patterns import Pair, Share, pairs, shares
from dashboard.text import patterns as text
from dashboard.vocabulary import lower_first
from tests.published import CATEGORIES
from tests.query.test_patterns import group_of
from tests.text.test_matrix import STATES, label, rows_of

LABELS = dict(zip(CATEGORIES, (
    "Basic support", "Generic mental health access", "Charity-sector provision",
    "Dedicated workers", "Commissioned services", "Extended CAMHS", "Mentoring",
    "Wider wellbeing provision",
), strict=True))  # fmt: skip
SOME = [state for state in STATES if not rows_of(state).empty]
BY_WORDS = {"region": "region", "rating": "Ofsted rating", "type": "authority type",
            "rate": "CLA-rate quarter"}  # fmt: skip
each_state = pytest.mark.parametrize("filters", SOME, ids=lambda f: f.query_string() or "all")
each_breakdown = pytest.mark.parametrize("by", BY_WORDS)


def wilson(listed: int, n: int) -> tuple[float, float]:
    """Wilson's interval, by its formula."""
    p, z = listed / n, stats.norm.ppf(0.975)
    centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    margin = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    return (centre - margin if listed else 0.0), (centre + margin if listed < n else 1.0)


def groups_of(rows: pd.DataFrame, by: str) -> dict[str, pd.DataFrame]:
    names = pd.Series([group_of(row, by) for _, row in rows.iterrows()], index=rows.index)
    return {str(name): rows[names == name] for name in names.unique()}


@cache
def cross_tables(filters: Filters) -> dict[tuple[str, str], tuple[int, float, float]]:
    """Of each pair that can be tested: how many list both, how many by chance, and adjusted p."""
    rows = rows_of(filters)
    found = {}
    for one, two in combinations(CATEGORIES, 2):
        if rows[one].nunique() == rows[two].nunique() == 2:
            cells = pd.crosstab(rows[one], rows[two]).to_numpy()
            expected = rows[one].sum() * rows[two].sum() / len(rows)
            found[one, two] = int(cells[1, 1]), expected, stats.fisher_exact(cells).pvalue
    if not found:
        return {}
    adjusted = stats.false_discovery_control([p for _, _, p in found.values()])
    return {
        pair: (both, expected, p)
        for (pair, (both, expected, _)), p in zip(found.items(), adjusted, strict=True)
    }


# --- The finding ------------------------------------------------------------------------------


@pytest.mark.parametrize("filters", STATES, ids=lambda f: f.query_string() or "all")
def test_the_finding_names_the_most_and_the_least_often_listed(filters: Filters) -> None:
    rows, sentence = rows_of(filters), text.found(shares(filters, "none").everyone, 150)
    if rows.empty:
        assert sentence == "None of the 150 entries matches these filters."
        return
    counts, n = rows[list(CATEGORIES)].sum(), len(rows)
    most, least = str(counts.idxmax()), str(counts.idxmin())  # of several alike, the first
    who = "entries" if n == 150 else "selected entries"
    assert sentence == (
        f"{LABELS[most]} is listed by {counts[most]} of {n} {who} ({counts[most] / n:.0%}), the "
        f"most often of the eight kinds; {lower_first(LABELS[least])} by {counts[least]} of {n} "
        f"{who} ({counts[least] / n:.0%}), the least often."
    )


def share_of(name: str, listed: int, n: int = 20) -> Share:
    return Share("all", name, name, listed, n, listed / n, 0.0, 1.0)


def test_of_several_alike_the_first_is_named() -> None:
    alike = [share_of("A", 3), share_of("B", 7), share_of("C", 7), share_of("D", 3)]
    assert text.found(alike, 20) == (
        "B is listed by 7 of 20 entries (35%), the most often of the four kinds; a by 3 of 20 "
        "entries (15%), the least often."
    )


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (Filters(), False),
        (Filters(region=("London",), cla_min=10, q="a"), False),
        (Filters(has=("mentoring",)), True),
        (Filters(without=("mentoring",)), True),
        (Filters(listed_min=1), True),
        (Filters(listed_max=0), True),
        (Filters(listed_max=3), True),
    ],
)
def test_filters_on_what_is_listed_are_said_to_shape_the_shares(
    filters: Filters, said: bool
) -> None:
    assert bool(text.by_what_filters(filters)) == said


# --- Shares -----------------------------------------------------------------------------------


@each_state
def test_the_title_counts_the_kinds_that_fewer_than_half_list(filters: Filters) -> None:
    rows = rows_of(filters)
    below = sum(wilson(int(rows[c].sum()), len(rows))[1] < 0.5 for c in CATEGORIES)
    assert text.shares_title(shares(filters, "none")) == (
        f"{below} of 8 kinds are listed by fewer than half of {len(rows)} entries, even at the "
        "upper end of the 95% interval"
    )


@each_breakdown
@pytest.mark.parametrize("filters", SOME[::6], ids=lambda f: f.query_string() or "all")
def test_the_title_of_a_breakdown_counts_the_cells_apart(filters: Filters, by: str) -> None:
    rows = rows_of(filters)
    groups = groups_of(rows, by).values()
    apart = 0
    for category in CATEGORIES:
        of_all = rows[category].sum() / len(rows)
        for group in groups:
            low, high = wilson(int(group[category].sum()), len(group))
            apart += low > of_all or high < of_all
    cells = 8 * len(groups)
    assert text.shares_title(shares(filters, by)) == (
        f"In {apart} of {cells} cells the interval leaves out the share of all {len(rows)} "
        f"entries; chance alone would do so in about {cells * 0.05:.0f}"
    )


@each_state
def test_the_intervals_in_words_give_count_and_limits_of_every_kind(filters: Filters) -> None:
    rows, said = rows_of(filters), []
    for category in CATEGORIES:
        listed = int(rows[category].sum())
        low, high = wilson(listed, len(rows))
        said.append(f"{label(category)} {listed} of {len(rows)}, {low:.0%} to {high:.0%}")
    every = "; ".join(said)
    together, by_region = shares(filters, "none"), shares(filters, "region")
    assert text.shares_alt(together) == f"Points with 95% intervals. {every}."
    assert text.shares_alt(by_region) == (
        f"Eight panels of points with 95% intervals. {text.shares_title(by_region)}. "
        f"Of all: {every}."
    )


def test_the_subtitle_says_what_is_measured() -> None:
    assert text.shares_subtitle("none") == (
        "Share of entries that list each kind of support, with its 95% interval, May 2022"
    )


@each_breakdown
def test_the_subtitle_and_the_caption_name_the_breakdown(by: str) -> None:
    assert text.shares_subtitle(by) == (
        f"{text.shares_subtitle('none')}, by {BY_WORDS[by]}. Dotted line: share of all. Filled "
        "mark: the interval leaves it out"
    )
    assert text.heat_caption(by) == (
        f"Entries that list each kind of support, by {BY_WORDS[by]}: share and x of n"
    )


# --- Pairs ------------------------------------------------------------------------------------


@each_state
def test_the_title_counts_the_pairs_that_are_clearly_more_or_less_often(filters: Filters) -> None:
    clear = [(both, chance) for both, chance, p in cross_tables(filters).values() if p < 0.05]
    more = sum(both > chance for both, chance in clear)
    title = text.pairs_title(pairs(filters))
    if not cross_tables(filters):
        assert title == "No pair of kinds can be tested among these entries"
        return
    assert title == (
        f"{more} of {len(cross_tables(filters))} pairs are listed together more often than chance "
        f"would give, {len(clear) - more} less often"
    )


@each_state
def test_the_clear_pairs_are_said_in_words_and_no_others(filters: Filters) -> None:
    said = text.pairs_alt(pairs(filters))
    named = re.findall(r"([^.;]+) with ([^:]+): (\d+), ([\d.]+) expected", said)
    assert {(one.strip(), two, both, chance) for one, two, both, chance in named} == {
        (LABELS[one], lower_first(LABELS[two]), str(both), f"{chance:.1f}")
        for (one, two), (both, chance, p) in cross_tables(filters).items()
        if p < 0.05
    }


@each_state
def test_each_pair_is_said_to_be_as_its_test_says(filters: Filters) -> None:
    for pair in pairs(filters):
        said, result = (
            text.TOGETHER[pair.together],
            cross_tables(filters).get((pair.first_id, pair.second_id)),
        )
        if result is None:
            assert said == "Not tested: all or none list one of the two"
        elif result[2] >= 0.05:
            assert said == "No clear difference from chance"
        else:
            more = "More" if result[0] > result[1] else "Less"
            assert said == f"{more} often than chance would give"


# --- Bundles ----------------------------------------------------------------------------------


@each_state
def test_the_title_says_how_many_entries_have_the_commonest_bundles(filters: Filters) -> None:
    rows = rows_of(filters)
    sets = Counter(tuple(row) for row in rows[list(CATEGORIES)].itertuples(index=False, name=None))
    first = [count for _, count in sets.most_common(5)]
    assert text.bundles_title(bundles(filters)) == (
        f"The {len(first)} commonest of {len(sets)} bundles are those of {sum(first)} of "
        f"{len(rows)} entries ({sum(first) / len(rows):.0%}); "
        f"{sum(count == 1 for count in sets.values())} bundles are those of one entry only"
    )
    assert text.bundles_caption(bundles(filters)).startswith(f"{len(sets)} bundles: ")


def test_a_bundle_is_named_by_what_it_holds() -> None:
    bundle = Bundle(("basic_support", "extended_camhs"), 2, 5, 9)
    labels = {"basic_support": "Basic support", "extended_camhs": "Extended CAMHS"}
    assert text.bundle_name(bundle, labels) == (
        "2 entries that list exactly: basic support, extended CAMHS"
    )
    nothing = bundle._replace(categories=(), entries=1)
    assert text.bundle_name(nothing, labels) == "1 entry that list exactly: nothing"


def test_an_empty_selection_has_no_pairs_and_no_bundles() -> None:
    nobody = replace(Filters(), cla_min=10_000)
    assert (pairs(nobody), bundles(nobody)) == ([], [])


# --- Names --------------------------------------------------------------------------------------


def test_a_pair_is_named_by_both_kinds() -> None:
    camhs = ("extended_camhs", "Extended CAMHS")
    pair = Pair("basic_support", "Basic support", *camhs, 1, 2, 3, 4, 10, 1.2, None, None, None)
    assert text.pair_name(pair) == "Basic support + extended CAMHS"
    mentoring = pair._replace(second_id="mentoring", second="Mentoring")
    assert text.pair_name(mentoring) == "Basic support + mentoring"


def test_pairs_listed_together_less_often_than_by_chance_are_counted() -> None:
    less = Pair("a", "A", "b", "B", 1, 9, 9, 1, 20, 5.0, -0.8, 0.001, 0.002)
    as_by_chance = less._replace(adjusted_p=0.9)
    assert text.pairs_title([less, less, as_by_chance]) == (
        "0 of 3 pairs are listed together more often than chance would give, 2 less often"
    )
