"""Entries beside each other and beside groups, against pandas on the published table."""

import numpy as np
import pytest

from dashboard.query import comparison
from dashboard.query.comparison import Group
from tests.published import CATEGORIES, published_matrix
from tests.recorded import quality_notes

EDITION = "2022-05"
MATRIX = published_matrix().set_index("entry_id")
KNOWN = MATRIX["cla_rate_per_10k"].dropna()
SOME = ["leeds", "poole", "city-of-london", "greater-manchester", "isles-of-scilly", "blackpool"]


def groups_of(*entries: str, peers: tuple[str, ...] = ()) -> dict[str, Group]:
    """The groups by key, where each stands once."""
    return {group.key: group for group in comparison.groups(EDITION, entries, peers)}


# --- Entries ----------------------------------------------------------------------------------


def test_entries_stand_in_the_order_in_which_they_were_chosen() -> None:
    assert list(comparison.rows(EDITION, ["york", "barnsley"])["entry"]) == ["York", "Barnsley"]
    chosen = comparison.entries(EDITION, ["york", "barnsley"])
    assert [entry.entry for entry in chosen] == ["York", "Barnsley"]


def test_nothing_chosen_is_no_entry() -> None:
    assert comparison.entries(EDITION, []) == []


def test_an_entry_is_as_published() -> None:
    for entry in comparison.entries(EDITION, tuple(MATRIX.index)):
        row = MATRIX.loc[entry.entry_id]
        assert entry.listed == {category: row[category] for category in CATEGORIES}
        assert entry.categories_listed == row["categories_listed"]
        for name in ("entry", "published_name", "region", "authority_type", "ofsted_rating",
                     "ofsted_as_published"):  # fmt: skip
            assert getattr(entry, name) == row[name]
        assert entry.notes == (quality_notes()["entry_id"] == entry.entry_id).sum()


@pytest.mark.parametrize(
    "chosen",
    [
        ("leeds", "barnsley"),
        ("leeds", "hertfordshire"),  # list the same
        ("poole", "isles-of-scilly"),
        ("leeds", "leeds"),
        tuple(SOME),
    ],
)
def test_entries_differ_in_what_is_not_the_same_for_all(chosen: tuple[str, ...]) -> None:
    entries = comparison.entries(EDITION, chosen)
    own = MATRIX.loc[list(chosen)].rename(columns={"cla_rate_per_10k": "rate"}).assign(
        notes=[(quality_notes()["entry_id"] == entry).sum() for entry in chosen]
    )  # fmt: skip
    names = [*CATEGORIES, "categories_listed", "rate", "ofsted_rating", "region",
             "authority_type", "notes"]  # fmt: skip
    differ = [name for name in names if own[name].nunique(dropna=False) > 1]
    assert comparison.differing(entries) == differ


# --- Groups -----------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", SOME)
def test_groups_share_the_property_and_count_the_entry_itself(entry: str) -> None:
    own, groups = MATRIX.loc[entry], groups_of(entry)
    for key, members in (
        ("england", MATRIX),
        ("region", MATRIX[MATRIX["region"] == own["region"]]),
        ("type", MATRIX[MATRIX["authority_type"] == own["authority_type"]]),
    ):
        group, rates = groups[key], members["cla_rate_per_10k"].dropna()
        assert group.listed == {c: members[c].sum() for c in CATEGORIES}
        assert list(group.listed) == list(CATEGORIES)
        assert group.members == tuple(sorted(members["entry"]))
        assert group.entries == len(members)
        assert group.median_listed == members["categories_listed"].median()
        assert group.known_rates == len(rates)
        assert group.median_rate == (rates.median() if len(rates) else None)


@pytest.mark.parametrize("entry", KNOWN.index[::6])
def test_similar_rates_are_the_twelve_nearest_with_all_ties(entry: str) -> None:
    gap = (KNOWN - KNOWN[entry]).abs().sort_values()
    near = gap[gap <= gap.iloc[12]].index  # of the twelfth other entry
    group = groups_of(entry)["rate"]
    assert set(group.members) == set(MATRIX.loc[near, "entry"])
    assert group.entries == len(near) >= 13
    assert group.name == f"CLA rate {KNOWN[near].min():.0f} to {KNOWN[near].max():.0f}"


def test_an_unknown_rate_has_no_similar_ones() -> None:
    assert "rate" not in groups_of("poole")


def test_a_comparison_has_no_similar_rates() -> None:
    assert "rate" not in groups_of("leeds", "york")


def test_an_own_list_is_just_what_is_on_it() -> None:
    assert groups_of("leeds", peers=("york", "barnsley"))["own"].members == ("Barnsley", "York")
    assert "own" not in groups_of("leeds")


def test_a_group_whose_rates_are_unknown_has_no_median_rate() -> None:
    own = groups_of("leeds", peers=("poole",))["own"]
    assert (own.known_rates, own.median_rate) == (0, None)


def test_a_comparison_has_each_region_and_type_once() -> None:
    groups = comparison.groups(EDITION, ["leeds", "barnsley", "sutton"])
    assert [group.name for group in groups] == [
        "England", "London", "Yorkshire and The Humber", "London borough", "Metropolitan district",
    ]  # fmt: skip


# --- Rates ------------------------------------------------------------------------------------


def test_rates_are_counted_in_classes_without_gaps_or_overlaps() -> None:
    classes = comparison.rate_classes(EDITION)
    edges = [*(rates.rate_from for rates in classes), classes[-1].rate_to + 1]
    counts = [rates.entries for rates in classes]
    assert counts == list(np.histogram(KNOWN, edges)[0])
    assert sum(counts) == 147


def test_a_known_rate_is_in_one_class_and_an_unknown_one_in_none() -> None:
    classes = comparison.rate_classes(EDITION)
    for rate in {*KNOWN.astype(int), 0, 19, 20}:
        [found] = [rates for rates in classes if rates.holds(rate)]
        assert found.rate_from <= rate < found.rate_from + 20
    assert not any(rates.holds(None) for rates in classes)


def test_the_place_of_a_rate_counts_lower_and_equal_known_rates() -> None:
    places = comparison.rate_places(EDITION, tuple(MATRIX.index))
    assert set(places) == set(MATRIX.index)
    for entry, place in places.items():
        assert place.known == 147
        if entry in KNOWN:
            rate = KNOWN[entry]
            assert place.rate == rate
            assert place.lower == KNOWN.lt(rate).sum()
            assert place.same == KNOWN.eq(rate).sum() - 1
        else:
            assert place.rate is None
