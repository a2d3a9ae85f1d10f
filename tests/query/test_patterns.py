"""Shares, pairs and bundles, against the published table counted with pandas."""

from collections import Counter
from itertools import accumulate, combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from dashboard.parameters.pages import ProvisionParameters
from dashboard.parameters.shared import Filters
from dashboard.query.bundles import bundles, category_bundles, listing_exactly, narrowed
from dashboard.query.matrix import headline
from dashboard.query.metadata import vocabulary
from dashboard.query.patterns import (
    Pair,
    Share,
    Shares,
    Together,
    category_pairs,
    category_shares,
    pairs,
    shares,
)
from dashboard.vocabulary import BREAKDOWNS
from tests.published import CATEGORIES, entries_that, published_matrix, records

MATRIX = published_matrix()
GRADES = ["Outstanding", "Good", "Requires improvement", "Inadequate"]
all_filters = st.builds(
    Filters,
    region=st.sampled_from([(), ("London",), ("North East", "South West")]),
    rating=st.sampled_from([(), ("Good",), ("Not rated",)]),
    has=st.sets(st.sampled_from(CATEGORIES), max_size=2).map(lambda s: tuple(sorted(s))),
    without=st.sets(st.sampled_from(CATEGORIES), max_size=2).map(lambda s: tuple(sorted(s))),
    match=st.sampled_from(["all", "any"]),
    cla_min=st.sampled_from([None, 60]),
    listed_max=st.sampled_from([None, 3]),
)


def chosen(filters: Filters) -> pd.DataFrame:
    return entries_that(**vars(filters))


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
    rows = category_shares(Filters(), "none")
    assert list(rows["listed_count"]) == [131, 15, 58, 40, 18, 5, 46, 29]
    assert set(rows["entries"]) == {150}
    assert list(rows["category_id"]) == list(CATEGORIES)


def test_the_interval_of_58_of_150_is_that_of_wilson_worked_by_hand() -> None:
    row = category_shares(Filters(), "none").set_index("category_id").loc[CATEGORIES[2]]
    n, p, z = 150, 58 / 150, 1.959964
    centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    margin = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    assert (row["low"], row["high"]) == pytest.approx((centre - margin, centre + margin), abs=1e-6)


@pytest.mark.parametrize("by", ["region", "rating", "type", "rate"])
@settings(max_examples=15, deadline=None)
@given(filters=all_filters)
def test_a_breakdown_counts_each_selected_entry_in_one_group(by: str, filters: Filters) -> None:
    rows, entries = category_shares(filters, by), chosen(filters)
    groups = Counter(group_of(row, by) for _, row in entries.iterrows())
    found = rows[rows["group_name"] != "all"]
    assert found.groupby("group_name")["entries"].first().to_dict() == groups
    for row in records(found):
        within = [group_of(entry, by) == row["group_name"] for _, entry in entries.iterrows()]
        assert row["listed_count"] == entries.loc[within, row["category_id"]].sum()


def test_ratings_stand_in_their_order_and_composite_ones_apart() -> None:
    groups = list(dict.fromkeys(category_shares(Filters(), "rating")["group_name"]))
    assert groups == ["all", *GRADES, "Two grades printed", "Not rated"]


def test_quarters_stand_from_low_to_high_and_the_unknown_rates_last() -> None:
    groups = list(dict.fromkeys(category_shares(Filters(), "rate")["group_name"]))
    assert groups == ["all", "0 to 48", "49 to 67", "68 to 92", "93 to 210", "Unknown"]


def test_quarters_of_the_rate_do_not_move_with_the_filters() -> None:
    london = category_shares(Filters(region=("London",)), "rate")
    assert set(london["group_name"]) <= {"all", "0 to 48", "49 to 67", "68 to 92", "93 to 210"}


def test_no_entry_gives_no_shares() -> None:
    nobody = Filters(region=("London",), cla_min=300)
    assert category_shares(nobody, "region").empty
    assert (shares(nobody, "region").everyone, shares(nobody, "region").groups) == ([], {})


@pytest.mark.parametrize("by", BREAKDOWNS)
def test_shares_for_reading_are_the_rows_with_all_entries_apart(by: str) -> None:
    rows = list(category_shares(Filters(), by).itertuples(index=False, name=None))
    read = shares(Filters(), by)
    assert [tuple(share) for share in read.everyone] == rows[: len(CATEGORIES)]
    of_groups = [tuple(share) for group in read.groups.values() for share in group]
    assert of_groups == rows[len(CATEGORIES) :]
    assert all({s.group_name for s in group} == {name} for name, group in read.groups.items())


@pytest.mark.parametrize(
    ("other", "left_out"), [(0.29, True), (0.3, False), (0.4, False), (0.5, False), (0.51, True)]
)
def test_the_ends_of_an_interval_are_within_it(other: float, left_out: bool) -> None:
    share = Share("all", "mentoring", "Mentoring", 40, 100, 0.4, 0.3, 0.5)
    assert share.leaves_out(other) == left_out


def test_cells_are_held_against_the_share_of_all_in_the_same_category() -> None:
    def of(group: str, category: str, share: float) -> Share:
        return Share(group, category, category, 0, 100, share, share - 0.1, share + 0.1)

    everyone = [of("all", "a", 0.5), of("all", "b", 0.2)]
    groups = {
        "X": [of("X", "a", 0.55), of("X", "b", 0.35)],
        "Y": [of("Y", "a", 0.25), of("Y", "b", 0.25)],
    }
    read = Shares("region", everyone, groups)
    assert read.beside_all() == [
        (groups["X"][0], everyone[0]), (groups["X"][1], everyone[1]),
        (groups["Y"][0], everyone[0]), (groups["Y"][1], everyone[1]),
    ]  # fmt: skip
    assert read.apart() == 2
    assert read.apart_by_chance() == 4 * 0.05


# --- Pairs ------------------------------------------------------------------------------------


@settings(max_examples=15, deadline=None)
@given(filters=all_filters)
def test_pairs_are_the_cross_tables_of_every_two_categories(filters: Filters) -> None:
    rows, entries = category_pairs(filters), chosen(filters)
    if entries.empty:
        assert rows.empty
        return
    ids = list(zip(rows["first_id"], rows["second_id"], strict=True))
    assert sorted(ids) == sorted(combinations(CATEGORIES, 2))
    assert (rows["both"] - rows["expected"]).round(9).is_monotonic_decreasing
    for row in rows.itertuples():
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
            assert np.isnan(rows.loc[[row.Index], ["phi", "p_value", "adjusted_p"]]).all(axis=None)


def test_adjusted_p_values_follow_benjamini_and_hochberg_step_by_step() -> None:
    rows = category_pairs(Filters()).sort_values("p_value")
    raw = rows["p_value"].to_numpy()
    stepwise = raw * 28 / np.arange(1, 29)
    expected = np.minimum(1, np.minimum.accumulate(stepwise[::-1])[::-1])
    np.testing.assert_allclose(rows["adjusted_p"], expected)


def test_a_category_that_all_selected_list_is_not_tested() -> None:
    for pair in pairs(Filters(has=("mentoring",))):
        of_mentoring = "mentoring" in (pair.first_id, pair.second_id)
        if of_mentoring:
            assert pair.together is Together.NOT_TESTED
        assert (pair.together is Together.NOT_TESTED) == (pair.adjusted_p is None)
        assert (pair.phi is None) == (pair.p_value is None) == (pair.adjusted_p is None)
    tested = [p for p in pairs(Filters(has=("mentoring",))) if p.p_value is not None]
    assert tested


def test_pairs_for_reading_are_the_rows() -> None:
    rows = category_pairs(Filters()).itertuples(index=False, name=None)
    assert [tuple(pair) for pair in pairs(Filters())] == list(rows)


@pytest.mark.parametrize(
    ("both", "adjusted_p", "together"),
    [
        (20, None, Together.NOT_TESTED),
        (20, 0.05, Together.AS_BY_CHANCE),
        (5, 0.9, Together.AS_BY_CHANCE),
        (20, 0.049, Together.MORE_OFTEN),
        (5, 0.0, Together.LESS_OFTEN),
    ],
)
def test_a_pair_is_clear_below_five_percent(
    both: int, adjusted_p: float | None, together: Together
) -> None:
    pair = Pair("a", "A", "b", "B", both, 9, 9, 62, 100, 10.5, 0.2, 0.01, adjusted_p)
    assert pair.together is together


# --- Bundles ----------------------------------------------------------------------------------


@settings(max_examples=15, deadline=None)
@given(filters=all_filters)
def test_bundles_are_the_exact_sets_and_add_up(filters: Filters) -> None:
    found, entries = bundles(filters), chosen(filters)
    sets = Counter(tuple(c for c in CATEGORIES if row[c]) for _, row in entries.iterrows())
    assert {bundle.categories: bundle.entries for bundle in found} == sets
    counts = [bundle.entries for bundle in found]
    assert counts == sorted(counts, reverse=True)
    assert [bundle.cumulative_entries for bundle in found] == list(accumulate(counts))
    assert {bundle.of for bundle in found} <= {len(entries)}


def test_the_commonest_bundles_of_the_published_table() -> None:
    found = bundles(Filters())
    assert len(found) == 43
    assert [bundle.entries for bundle in found[:5]] == [22, 22, 15, 12, 11]
    assert found[0].categories == ("basic_support",)
    assert found[4].categories == ()


def test_bundles_of_equally_many_entries_stand_by_how_many_and_which_kinds() -> None:
    found = bundles(Filters())
    place = {category: at for at, category in enumerate(CATEGORIES)}
    assert found == sorted(
        found,
        key=lambda b: (-b.entries, len(b.categories), [place[each] for each in b.categories]),
    )


@settings(max_examples=10, deadline=None)
@given(filters=all_filters)
def test_bundles_with_a_column_a_category_are_the_same(filters: Filters) -> None:
    rows = category_bundles(filters)
    assert list(rows.columns) == [
        *CATEGORIES, "categories_listed", "entries", "cumulative_entries", "selected_entries",
    ]  # fmt: skip
    held = [tuple(c for c in CATEGORIES if row[c]) for row in rows.to_dict("records")]
    assert held == [bundle.categories for bundle in bundles(filters)]
    assert list(rows["categories_listed"]) == [len(each) for each in held]
    assert set(rows["selected_entries"]) <= {len(chosen(filters))}


# --- Through to Find authorities --------------------------------------------------------------


@settings(max_examples=15, deadline=None)
@given(filters=all_filters)
def test_a_bundle_leads_to_exactly_its_entries(filters: Filters) -> None:
    for bundle in bundles(filters)[:6]:
        there = listing_exactly(filters, bundle.categories)
        assert there is not None
        assert headline(there).selected == bundle.entries


@settings(max_examples=15, deadline=None)
@given(filters=all_filters)
def test_a_pair_leads_to_exactly_its_entries_where_filters_can_say_it(filters: Filters) -> None:
    for pair in pairs(filters)[::5]:
        there = narrowed(filters, (pair.first_id, pair.second_id))
        if there is None:
            assert filters.match == "any"
            assert not {pair.first_id, pair.second_id} & set(filters.has)
        else:
            assert headline(there).selected == pair.both


def test_any_of_these_beside_all_of_those_cannot_be_said() -> None:
    any_of_two = Filters(has=CATEGORIES[:2], match="any")
    assert narrowed(any_of_two, CATEGORIES[2:4]) is None
    assert narrowed(any_of_two, CATEGORIES[1:3]) == Filters(has=CATEGORIES[1:3])


def test_any_of_a_single_category_is_that_category() -> None:
    any_of_one = Filters(has=CATEGORIES[:1], match="any")
    assert narrowed(any_of_one, CATEGORIES[2:3]) == Filters(has=(CATEGORIES[0], CATEGORIES[2]))


# --- Address ----------------------------------------------------------------------------------


@pytest.mark.parametrize("by", BREAKDOWNS)
def test_every_breakdown_can_be_had_from_the_address(by: str) -> None:
    parsed = ProvisionParameters.parse({"by": [by]}, vocabulary())
    assert parsed == (ProvisionParameters(by), [])


def test_an_unknown_breakdown_is_said_with_the_accepted_ones() -> None:
    asked, left_out = ProvisionParameters.parse({"by": ["mood"]}, vocabulary())
    assert asked == ProvisionParameters()
    assert left_out == ["by=mood is not known. Accepted: none, region, rating, type, rate"]
