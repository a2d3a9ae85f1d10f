"""Entries beside each other and beside groups, against scipy and pandas on the published table."""

import numpy as np
import pandas as pd
import pytest
from scipy.spatial.distance import cdist

from dashboard.entries import comparison, entry_findings, entry_tables
from tests.published import CATEGORIES, published_matrix

EDITION = "2022-05"
MATRIX = published_matrix().set_index("entry_id")
SOME = ["leeds", "poole", "city-of-london", "greater-manchester", "isles-of-scilly", "blackpool"]


def distances(entry: str) -> pd.Series:
    answers = MATRIX[list(CATEGORIES)].to_numpy(dtype=float)
    own = answers[[MATRIX.index.get_loc(entry)]]
    counted = np.rint(cdist(own, answers, "hamming")[0] * 8).astype(int)
    return pd.Series(counted, MATRIX.index).drop(entry)


@pytest.mark.parametrize("entry", MATRIX.index[::6])
def test_distances_are_hamming_distances(entry: str) -> None:
    twins = comparison.offer_twins(EDITION, entry).set_index("entry_id")["differing"]
    assert twins.to_dict() == distances(entry).to_dict()


@pytest.mark.parametrize("entry", MATRIX.index[::6])
def test_nearest_bands_are_whole_and_hold_the_same_and_the_nearest_other(entry: str) -> None:
    near = entry_tables.nearest_bands(comparison.offer_twins(EDITION, entry))
    by_hand = distances(entry)
    nearest = min(by_hand[by_hand > 0]) if 0 in set(by_hand) else by_hand.min()
    assert set(near["entry_id"]) == set(by_hand[by_hand <= nearest].index)


def test_twins_say_in_what_they_differ() -> None:
    twins = comparison.offer_twins(EDITION, "leeds").set_index("entry_id")
    assert twins.loc["hertfordshire", "differing"] == 0
    assert list(twins.loc["bradford", "does_not_list"]) == ["Charity-sector provision"]
    assert list(twins.loc["bradford", "also_lists"]) == []


@pytest.mark.parametrize("entry", SOME)
def test_groups_share_the_property_and_count_the_entry_itself(entry: str) -> None:
    own = MATRIX.loc[entry]
    rows = comparison.benchmarks(EDITION, [entry])
    for group, members in (
        ("england", MATRIX),
        ("region", MATRIX[MATRIX["region"] == own["region"]]),
        ("type", MATRIX[MATRIX["authority_type"] == own["authority_type"]]),
    ):
        counted = rows[rows["comparison_group"] == group]
        assert list(counted["category_id"]) == list(CATEGORIES)
        assert list(counted["listed_count"]) == [members[c].sum() for c in CATEGORIES]
        assert set(counted["entries"]) == {len(members)}


@pytest.mark.parametrize("entry", MATRIX.index[MATRIX["cla_rate_per_10k"].notna()][::6])
def test_similar_rates_are_the_twelve_nearest_with_all_ties(entry: str) -> None:
    known = MATRIX["cla_rate_per_10k"].dropna()
    gap = (known - known[entry]).abs().sort_values()
    widest = gap.iloc[12]  # of the twelfth other entry
    names = set(MATRIX.loc[gap[gap <= widest].index, "entry"])
    groups = comparison.group_summaries(EDITION, [entry]).set_index("comparison_group")
    assert set(groups.loc["rate", "names"]) == names
    assert groups.loc["rate", "entries"] == len(names) >= 13


def test_an_unknown_rate_has_no_similar_ones() -> None:
    assert "rate" not in set(comparison.benchmarks(EDITION, ["poole"])["comparison_group"])


def test_an_own_list_is_just_what_is_on_it() -> None:
    groups = comparison.group_summaries(EDITION, ["leeds"], ["york", "barnsley"])
    [own] = groups[groups["comparison_group"] == "own"].itertuples()
    assert list(own.names) == ["Barnsley", "York"]


def test_a_comparison_has_each_region_and_type_once() -> None:
    groups = comparison.group_summaries(EDITION, ["leeds", "barnsley", "sutton"])
    named = list(groups["group_name"])
    assert named == [
        "England", "London", "Yorkshire and The Humber", "London borough", "Metropolitan district",
    ]  # fmt: skip


def test_gaps_are_what_most_of_the_group_lists_and_the_entry_does_not() -> None:
    for entry in MATRIX.index:
        gaps = entry_tables.gaps(comparison.profile_rows(EDITION, entry), "region")
        members = MATRIX[MATRIX["region"] == MATRIX.loc[entry, "region"]]
        most = [c for c in CATEGORIES if members[c].mean() > 0.5 and not MATRIX.loc[entry, c]]
        assert len(gaps) == len(most)


def test_rates_are_counted_in_classes_without_gaps_or_overlaps() -> None:
    classes = comparison.rate_distribution(EDITION)
    known = MATRIX["cla_rate_per_10k"].dropna()
    edges = [*classes["rate_from"], classes["rate_to"].iloc[-1] + 1]
    assert list(classes["entries"]) == list(np.histogram(known, edges)[0])
    assert classes["entries"].sum() == 147


@pytest.mark.parametrize("entry", [*SOME, "barnsley"])
def test_the_place_of_a_rate_counts_lower_and_equal_known_rates(entry: str) -> None:
    known = MATRIX["cla_rate_per_10k"].dropna()
    [place] = comparison.rate_places(EDITION, [entry]).itertuples()
    assert place.known == 147
    if entry == "poole":
        assert entry_findings.rate_place(place) == "unknown"
    else:
        assert place.lower == (known < known[entry]).sum()
        assert place.same == (known == known[entry]).sum() - 1


def test_entries_stand_in_the_order_in_which_they_were_chosen() -> None:
    rows = comparison.entries(EDITION, ["york", "barnsley"])
    assert list(rows["entry"]) == ["York", "Barnsley"]


def test_shared_and_unique_categories_are_told_in_a_sentence_each() -> None:
    listed = {"Mentoring": ["A", "B"], "Extended CAMHS": ["A"], "Basic support": []}
    assert entry_findings.shared_and_unique(listed, 2) == [
        "Both list mentoring.",
        "Listed by one alone: extended CAMHS (A).",
    ]
    assert entry_findings.shared_and_unique({"Mentoring": []}, 3) == [
        "No kind of support is listed by all 3.",
        "No kind is listed by one alone.",
    ]


def test_differences_leave_out_the_rows_on_which_all_are_alike() -> None:
    entries = pd.DataFrame({"entry": ["A", "B"]})
    table = pd.DataFrame({"": ["x", "y"], "A": ["1", "2"], "B": ["1", "3"], "England": ["4", "5"]})
    assert list(entry_tables.differences(table, entries)[""]) == ["y"]
