"""One entry beside its groups and its twins, against scipy and pandas on the published table."""

import numpy as np
import pandas as pd
import pytest
from scipy.spatial.distance import cdist

from dashboard.parameters.pages import ProfileParameters
from dashboard.query.profile import Profile, profile_of, rows, twins
from dashboard.vocabulary import COMPARISON_GROUPS
from tests.published import CATEGORIES, published_matrix

EDITION = "2022-05"
MATRIX = published_matrix().set_index("entry_id")
each_sixth = pytest.mark.parametrize("entry", MATRIX.index[::6])


def profile(entry: str, group: str = "region", *peers: str) -> Profile:
    return profile_of(ProfileParameters(entry, group, peers), EDITION)


def distances(entry: str) -> pd.Series:
    answers = MATRIX[list(CATEGORIES)].to_numpy(dtype=float)
    own = MATRIX.loc[[entry], list(CATEGORIES)].to_numpy(dtype=float)
    counted = np.rint(cdist(own, answers, "hamming")[0] * len(CATEGORIES)).astype(int)
    return pd.Series(counted, MATRIX.index).drop(entry)


@each_sixth
def test_distances_are_hamming_distances(entry: str) -> None:
    found = {twin.entry_id: twin.differing for twin in twins(EDITION, entry)}
    assert found == distances(entry).to_dict()


@each_sixth
def test_nearest_bands_are_whole_and_hold_the_same_and_the_nearest_other(entry: str) -> None:
    shown, by_hand = profile(entry), distances(entry)
    nearest = min(by_hand[by_hand > 0]) if 0 in set(by_hand) else by_hand.min()
    assert {twin.entry_id for twin in shown.near} == set(by_hand[by_hand <= nearest].index)
    assert shown.bands == by_hand.value_counts().to_dict()
    assert list(shown.bands) == sorted(shown.bands)
    assert shown.further == by_hand[by_hand > nearest].value_counts().to_dict()


def test_twins_say_in_what_they_differ() -> None:
    found = {twin.entry_id: twin for twin in twins(EDITION, "leeds")}
    assert found["hertfordshire"].differing == 0
    assert found["bradford"].does_not_list == ("Charity-sector provision",)
    assert found["bradford"].also_lists == ()


@pytest.mark.parametrize("group", COMPARISON_GROUPS)
def test_gaps_are_what_most_of_the_group_lists_and_the_entry_does_not(group: str) -> None:
    for entry in [*MATRIX.index[::10], "poole"]:
        shown = profile(entry, group, "york", "barnsley")
        if shown.group is None:
            assert (shown.gaps, entry) == ([], "poole")
            continue
        members = MATRIX[MATRIX["entry"].isin(shown.group.members)]
        most = {
            category: members[category].sum()
            for category in CATEGORIES
            if members[category].mean() > 0.5 and not MATRIX.loc[entry, category]
        }
        assert shown.gaps == sorted(most, key=lambda category: -most[category])


def test_what_most_list_comes_first_among_the_gaps() -> None:
    by_number = MATRIX.sort_values("categories_listed", kind="stable")
    few, many = by_number.index[0], by_number.index[-15:]
    counts = MATRIX.loc[many, list(CATEGORIES)].sum()
    gaps = counts[(counts * 2 > 15) & ~MATRIX.loc[few, list(CATEGORIES)].astype(bool)]
    expected = gaps.sort_values(ascending=False, kind="stable")
    assert len(gaps) > 2
    assert list(expected.index) not in (list(gaps.index), list(gaps.index)[::-1])
    assert profile(few, "own", *many).gaps == list(expected.index)


def test_the_chosen_group_stands_first() -> None:
    shown = profile("leeds", "type", "york")
    assert shown.group == shown.groups[0]
    assert [group.key for group in shown.groups] == ["type", "england", "region", "rate", "own"]


@pytest.mark.parametrize(("entry", "group"), [("poole", "rate"), ("leeds", "own")])
def test_an_empty_group_is_none(entry: str, group: str) -> None:
    assert profile(entry, group).group is None


def test_rows_are_the_groups_category_by_category() -> None:
    found = rows(EDITION, "leeds", ("york", "barnsley"))
    shown = profile("leeds", "england", "york", "barnsley")
    assert [tuple(row) for row in found.itertuples(index=False)] == [
        ("leeds", category, label, shown.entry.listed[category], group.key, group.name,
         group.listed[category], group.entries)
        for group in shown.groups
        for category, label in zip(CATEGORIES, found["label"].unique(), strict=True)
    ]  # fmt: skip


def test_a_profile_has_the_classes_of_rates_and_the_notes_on_its_entry() -> None:
    shown = profile("poole")
    assert sum(each.entries for each in shown.classes) == 147
    assert set(shown.notes["entry_id"]) == {"poole"}
