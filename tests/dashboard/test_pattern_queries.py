"""Shares, pairs and bundles, against the published table counted with pandas."""

from collections import Counter
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from dashboard import queries
from dashboard.patterns.pattern_choices import BREAKDOWNS, PatternChoice, read_breakdown
from dashboard.patterns.patterns import bundles, category_pairs, category_shares, narrowed
from dashboard.selection import Selection
from tests.published import CATEGORIES, entries_that, published_matrix

MATRIX = published_matrix()
GRADES = ["Outstanding", "Good", "Requires improvement", "Inadequate"]
selections = st.builds(
    Selection,
    region=st.sampled_from([(), ("London",), ("North East", "South West")]),
    rating=st.sampled_from([(), ("Good",), ("Not rated",)]),
    has=st.sets(st.sampled_from(CATEGORIES), max_size=2).map(lambda s: tuple(sorted(s))),
    without=st.sets(st.sampled_from(CATEGORIES), max_size=2).map(lambda s: tuple(sorted(s))),
    match=st.sampled_from(["all", "any"]),
    cla_min=st.sampled_from([None, 60]),
    listed_max=st.sampled_from([None, 3]),
)


def chosen(selection: Selection) -> pd.DataFrame:
    return entries_that(**vars(selection))


def group_of(row: pd.Series, by: str) -> str:
    if by == "region":
        return str(row["region"])
    if by == "type":
        return str(row["authority_type"])
    if by == "rating":
        grades = row["grades"]
        return "Two grades printed" if len(grades) > 1 else str(grades[0])
    rate = row["cla_rate_per_10k"]
    if pd.isna(rate):
        return "Unknown"
    # The quartiles 48, 67 and 92.5 of the 147 printed rates, and their lowest and highest.
    return next(
        name
        for name, highest in (
            ("0 to 48", 48),
            ("49 to 67", 67),
            ("68 to 92", 92.5),
            ("93 to 210", 300),
        )
        if rate <= highest
    )


# --- Shares -----------------------------------------------------------------------------------


def test_shares_of_all_are_those_of_the_report() -> None:
    shares = category_shares(Selection(), "none")
    assert list(shares["listed_count"]) == [131, 15, 58, 40, 18, 5, 46, 29]
    assert set(shares["entries"]) == {150}
    assert list(shares["category_id"]) == list(CATEGORIES)


def test_the_interval_of_58_of_150_is_that_of_wilson_worked_by_hand() -> None:
    row = category_shares(Selection(), "none").set_index("category_id").loc[CATEGORIES[2]]
    n, p, z = 150, 58 / 150, 1.959964
    centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    margin = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    assert (row["low"], row["high"]) == pytest.approx((centre - margin, centre + margin), abs=1e-6)


@pytest.mark.parametrize("by", ["region", "rating", "type", "rate"])
@settings(max_examples=15, deadline=None)
@given(selection=selections)
def test_a_breakdown_counts_each_selected_entry_in_one_group(by: str, selection: Selection) -> None:
    shares = category_shares(selection, by)
    entries = chosen(selection)
    groups = Counter(group_of(row, by) for _, row in entries.iterrows())
    found = shares[shares["group_name"] != "all"]
    assert found.groupby("group_name")["entries"].first().to_dict() == groups
    for row in found.itertuples():
        within = [group_of(entry, by) == row.group_name for _, entry in entries.iterrows()]
        assert row.listed_count == entries.loc[within, row.category_id].sum()


def test_ratings_stand_in_their_order_and_composite_ones_apart() -> None:
    groups = list(dict.fromkeys(category_shares(Selection(), "rating")["group_name"]))
    assert groups == ["all", *GRADES, "Two grades printed", "Not rated"]


def test_quarters_of_the_rate_do_not_move_with_the_filters() -> None:
    london = category_shares(Selection(region=("London",)), "rate")
    assert set(london["group_name"]) <= {"all", "0 to 48", "49 to 67", "68 to 92", "93 to 210"}


def test_no_entry_gives_no_shares() -> None:
    assert category_shares(Selection(region=("London",), cla_min=300), "region").empty


# --- Pairs ------------------------------------------------------------------------------------


@settings(max_examples=15, deadline=None)
@given(selection=selections)
def test_pairs_are_the_cross_tables_of_every_two_categories(selection: Selection) -> None:
    pairs, entries = category_pairs(selection), chosen(selection)
    if entries.empty:
        assert pairs.empty
        return
    ids = list(zip(pairs["first_id"], pairs["second_id"], strict=True))
    assert sorted(ids) == sorted(combinations(CATEGORIES, 2))
    assert (pairs["both"] - pairs["expected"]).round(9).is_monotonic_decreasing
    for row in pairs.itertuples():
        one, two = entries[row.first_id].astype(bool), entries[row.second_id].astype(bool)
        counted = ((one & two).sum(), (one & ~two).sum(), (~one & two).sum(), (~one & ~two).sum())
        assert (row.both, row.first_only, row.second_only, row.neither) == counted
        assert row.expected == pytest.approx(one.sum() * two.sum() / len(entries))
        if one.nunique() == two.nunique() == 2:
            assert row.phi == pytest.approx(np.corrcoef(one, two)[0, 1])
            assert row.p_value == pytest.approx(
                stats.fisher_exact([counted[:2], counted[2:]]).pvalue
            )
        else:
            assert np.isnan([row.phi, row.p_value, row.adjusted_p]).all()


def test_adjusted_p_values_follow_benjamini_and_hochberg_step_by_step() -> None:
    pairs = category_pairs(Selection()).sort_values("p_value")
    raw = pairs["p_value"].to_numpy()
    stepwise = raw * 28 / np.arange(1, 29)
    expected = np.minimum(1, np.minimum.accumulate(stepwise[::-1])[::-1])
    np.testing.assert_allclose(pairs["adjusted_p"], expected)


def test_a_category_that_all_selected_list_is_not_tested() -> None:
    pairs = category_pairs(Selection(has=("mentoring",)))
    with_mentoring = (pairs["first_id"] == "mentoring") | (pairs["second_id"] == "mentoring")
    assert pairs.loc[with_mentoring, "p_value"].isna().all()
    assert pairs.loc[~with_mentoring, "p_value"].notna().any()


# --- Bundles ----------------------------------------------------------------------------------


@settings(max_examples=15, deadline=None)
@given(selection=selections)
def test_bundles_are_the_exact_sets_and_add_up(selection: Selection) -> None:
    found, entries = bundles(selection), chosen(selection)
    sets = Counter(tuple(c for c in CATEGORIES if row[c]) for _, row in entries.iterrows())
    assert {tuple(r.bundle): r.entries for r in found.itertuples()} == sets
    assert list(found["entries"]) == sorted(found["entries"], reverse=True)
    assert list(found["cumulative_entries"]) == list(np.cumsum(found["entries"]))
    assert set(found["of"]) <= {len(entries)}


def test_the_commonest_bundles_of_the_published_table() -> None:
    found = bundles(Selection())
    assert len(found) == 43
    assert list(found["entries"][:5]) == [22, 22, 15, 12, 11]
    assert list(found["bundle"].iloc[0]) == ["basic_support"]
    assert list(found["bundle"].iloc[4]) == []


# --- Through to Find authorities --------------------------------------------------------------


@settings(max_examples=15, deadline=None)
@given(selection=selections)
def test_a_bundle_leads_to_exactly_its_entries(selection: Selection) -> None:
    for row in bundles(selection).head(6).itertuples():
        rest = [each for each in CATEGORIES if each not in list(row.bundle)]
        there = narrowed(selection, CATEGORIES, list(row.bundle), rest)
        assert there is not None
        assert queries.count(there) == row.entries


@settings(max_examples=15, deadline=None)
@given(selection=selections)
def test_a_pair_leads_to_exactly_its_entries_where_filters_can_say_it(selection: Selection) -> None:
    for row in category_pairs(selection).iloc[::5].itertuples():
        there = narrowed(selection, CATEGORIES, (row.first_id, row.second_id), ())
        if there is None:
            assert selection.match == "any"
        else:
            assert queries.count(there) == row.both


# --- Address ----------------------------------------------------------------------------------


@pytest.mark.parametrize("by", BREAKDOWNS)
def test_every_breakdown_can_be_had_from_the_address(by: str) -> None:
    assert read_breakdown({"by": [by]}) == (PatternChoice(by), [])


def test_an_unknown_breakdown_is_said_with_the_accepted_ones() -> None:
    choice, ignored = read_breakdown({"by": ["mood"]})
    assert choice == PatternChoice()
    assert ignored == ["by=mood is not known. Accepted: none, region, rating, type, rate"]
