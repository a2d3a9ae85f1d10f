"""What the map is made from: authorities, the entries that cover them, and the filters."""

import math
from dataclasses import replace

import pytest

from dashboard.parameters.shared import Filters
from dashboard.query.map import Authority, Entry, Standing, authority_values, unplaced_entries
from tests.authorities import (
    BOURNEMOUTH_CHRISTCHURCH_AND_POOLE,
    GREENWICH,
    KINGSTON,
    NORTH_LINCOLNSHIRE,
    RICHMOND,
    authorities,
    covered,
)
from tests.published import CATEGORIES, entries_that
from tests.text.test_matrix import each_state, rows_of

ENTRY = Entry("a", "A", "London", frozenset(), 50, "Good", matches=False)


def by_code(filters: Filters) -> dict[str, Authority]:
    return {authority.ons_code: authority for authority in authority_values(filters)}


def test_every_one_of_the_152_authorities_stands_there_once_by_name() -> None:
    shown = authority_values(Filters())
    assert len(shown) == 152
    assert [each.name for each in shown] == sorted(each.name for each in shown)
    assert {each.ons_code: {"name": each.name, "region": each.region} for each in shown} == (
        authorities()
    )


def test_the_entries_of_an_authority_are_the_rows_of_the_published_table() -> None:
    shown = by_code(Filters())
    for code, rows in covered().items():
        assert [entry.entry_id for entry in shown[code].entries] == [
            row["entry_id"] for row in rows
        ]
        for entry, row in zip(shown[code].entries, rows, strict=True):
            rate = row["cla_rate_per_10k"]
            assert (entry.entry, entry.region) == (row["entry"], row["region"])
            assert entry.listed == {category for category in CATEGORIES if row[category]}
            assert entry.rate == (None if math.isnan(rate) else rate)
            assert entry.rating == row["ofsted_rating"]


def test_two_authorities_have_no_entry_one_has_two_and_two_share_one() -> None:
    shown = by_code(Filters())
    of = {code: [entry.entry for entry in each.entries] for code, each in shown.items()}
    assert {code for code in of if not of[code]} == {GREENWICH, NORTH_LINCOLNSHIRE}
    assert of[BOURNEMOUTH_CHRISTCHURCH_AND_POOLE] == ["Bournemouth", "Poole"]
    assert [code for code in of if len(of[code]) > 1] == [BOURNEMOUTH_CHRISTCHURCH_AND_POOLE]
    assert of[KINGSTON] == of[RICHMOND] == ["Kingston and Richmond"]


@each_state
def test_filters_move_no_entry_and_say_of_each_whether_they_find_it(filters: Filters) -> None:
    found = set(rows_of(filters)["entry_id"])
    shown = authority_values(filters)
    entries = [entry for authority in shown for entry in authority.entries]
    assert all(entry.matches == (entry.entry_id in found) for entry in entries)
    assert [replace(entry, matches=True) for entry in entries] == [
        replace(entry, matches=True)
        for authority in authority_values(Filters())
        for entry in authority.entries
    ]


def standing(*entries: Entry) -> Standing:
    return Authority("E1", "A", "London", entries).standing


def test_an_authority_is_within_the_filters_when_they_find_any_of_its_entries() -> None:
    found = replace(ENTRY, matches=True)
    assert standing(ENTRY) is Standing.OUTSIDE
    assert standing(found) is Standing.WITHIN
    assert standing(found, ENTRY) is standing(ENTRY, found) is Standing.WITHIN
    assert standing(ENTRY, ENTRY) is Standing.OUTSIDE


def test_an_authority_without_an_entry_is_neither_within_nor_outside() -> None:
    assert standing() is Standing.NOT_REVIEWED


@pytest.mark.parametrize("name", ["Bournemouth", "Poole"])
def test_one_of_two_entries_is_enough_for_the_filters(name: str) -> None:
    authority = by_code(Filters(q=name))[BOURNEMOUTH_CHRISTCHURCH_AND_POOLE]
    assert [entry.entry for entry in authority.entries if entry.matches] == [name]
    assert authority.standing is Standing.WITHIN


@each_state
def test_a_found_entry_that_covers_no_authority_is_named(filters: Filters) -> None:
    rows = rows_of(filters)
    assert unplaced_entries(filters) == list(rows.loc[rows["ons_codes"] == "", "entry"])


def test_greater_manchester_is_the_one_entry_without_an_authority() -> None:
    assert unplaced_entries(Filters()) == ["Greater Manchester"]
    assert unplaced_entries(Filters(region=("London",))) == []
    assert len(entries_that(region=["London"])) == 31
