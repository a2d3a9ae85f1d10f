"""Near misses and relaxations, against conditions tried one by one on the published table."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings

from dashboard.parameters.shared import Filters
from dashboard.query import matrix
from dashboard.query.metadata import vocabulary
from dashboard.query.near_misses import Asked, NearMisses, conditions, near_misses
from dashboard.text import near_misses as text
from tests.published import entries_that, published_matrix, records
from tests.query.test_matrix import selections

Row = dict[str, Any]


def lists(row: Row, category: str) -> bool:
    return bool(row[category])


def leaves_out(row: Row, category: str) -> bool:
    return not row[category]


def conditions_by_hand(selection: Filters) -> list[Callable[[Row], bool]]:
    """What each filter asks of a row, in the order in which readers meet the filters."""
    asked: list[Callable[[Row], bool]] = []
    if selection.region:
        asked.append(lambda row: row["region"] in selection.region)
    if selection.rating:
        asked.append(lambda row: bool(set(row["grades"]) & set(selection.rating)))
    if selection.type:
        asked.append(lambda row: row["authority_type"] in selection.type)
    if selection.match == "any" and selection.has:
        asked.append(lambda row: any(row[category] for category in selection.has))
    else:
        asked += [partial(lists, category=category) for category in selection.has]
    asked += [partial(leaves_out, category=category) for category in selection.without]
    if selection.bounds_rate():
        low, high = selection.cla_min or 0, selection.cla_max
        high = 10_000 if high is None else high
        asked.append(lambda row: low <= row["cla_rate_per_10k"] <= high)  # unknown is in no bound
    if (selection.listed_min, selection.listed_max) != (None, None):
        low_listed = selection.listed_min or 0
        high_listed = 8 if selection.listed_max is None else selection.listed_max
        asked.append(lambda row: low_listed <= row["categories_listed"] <= high_listed)
    if selection.q:
        named = set(entries_that(q=selection.q)["entry"])
        asked.append(lambda row: row["entry"] in named)
    return asked


def missed_by_hand(selection: Filters) -> list[list[str]]:
    """For each condition, the entries that fail it and no other."""
    asked = conditions_by_hand(selection)
    missed: list[list[str]] = [[] for _ in asked]
    for row in records(published_matrix()):
        failed = [place for place, holds in enumerate(asked) if not holds(row)]
        if len(failed) == 1:
            missed[failed[0]].append(row["entry"])
    return missed


def missed(selection: Filters) -> list[NearMisses]:
    return near_misses(selection, vocabulary())


@settings(max_examples=25, deadline=None)
@given(selections)
def test_near_misses_are_the_entries_that_fail_exactly_one_condition(selection: Filters) -> None:
    selection = replace(selection, match=selection.match if len(selection.has) > 1 else "all")
    by_condition = {m.condition: list(m.rows["entry"]) for m in missed(selection)}
    asked = conditions(selection, vocabulary())
    assert [by_condition[condition] for condition in asked] == missed_by_hand(selection)


@settings(max_examples=15, deadline=None)
@given(selections)
def test_relaxing_a_condition_adds_its_near_misses_and_nothing_else(selection: Filters) -> None:
    found = set(matrix.rows(selection)["entry"])
    for misses in missed(selection):
        relaxed = set(matrix.rows(misses.condition.without_it)["entry"])
        assert relaxed - found == set(misses.rows["entry"])


def test_the_condition_that_keeps_out_most_stands_first() -> None:
    sizes = [len(m.rows) for m in missed(Filters(region=("London",), has=("mentoring",)))]
    assert sizes == sorted(sizes, reverse=True)


def test_no_filter_has_no_near_misses() -> None:
    assert missed(Filters()) == []


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        (Filters(has=("mentoring", "basic_support")), "list all but mentoring"),
        (Filters(has=("mentoring",)), "match all but listing mentoring"),
        (Filters(rating=("Good",)), "match all but the Ofsted rating"),
        (Filters(type=("County",)), "match all but the authority type"),
        (Filters(listed_max=3), "match all but the number of categories"),
        (Filters(q="hull"), "match all but the name"),
        (Filters(region=("London", "South West")), "match all but the region"),
        (Filters(without=("mentoring",)), "match all but also list mentoring"),
        (
            Filters(has=("mentoring", "extended_camhs"), match="any"),
            "list none of mentoring and extended CAMHS",
        ),
        (Filters(cla_min=10, cla_max=60), "match all but the CLA rate"),
    ],
)
def test_each_condition_is_named(selection: Filters, words: str) -> None:
    labels = vocabulary().category
    said = [text.said(each, labels) for each in conditions(selection, vocabulary())]
    assert words in [each.several for each in said]
    verb, rest = words.split(" ", 1)
    assert {"list": f"lists {rest}", "match": f"matches {rest}"}[verb] in [s.one for s in said]


def test_a_relaxation_says_how_many_more() -> None:
    london = published_matrix().query("mentoring and region != 'London'")
    [first] = [
        m for m in missed(Filters(region=("London",), has=("mentoring",)))
        if m.condition.asked is Asked.REGION
    ]  # fmt: skip
    said = text.relaxation(first, vocabulary().category)
    assert said == f"Without the region filter: {len(london)} more"


def test_nothing_to_relax_is_said() -> None:
    impossible = missed(Filters(region=("London",), type=("County",), q="x y z"))
    assert "drop two or more filters" in text.summary(impossible, vocabulary().category)


@pytest.mark.parametrize(
    "selection",
    [
        Filters(region=("London",), q="ham"),
        Filters(q="west", has=("mentoring",)),
        Filters(type=("County",), rating=("Good", "Outstanding"), cla_max=50),
        Filters(has=("mentoring", "basic_support"), without=("extended_camhs", "wider_wellbeing")),
        Filters(has=("mentoring", "commissioned_services"), match="any", listed_min=5),
        Filters(region=("North East",), listed_max=2, cla_min=90),
    ],
    ids=lambda selection: selection.query_string(),
)
def test_near_misses_of_everyday_filters_are_those_tried_one_by_one(selection: Filters) -> None:
    by_hand = missed_by_hand(selection)
    asked = conditions(selection, vocabulary())
    by_condition = {each.condition: list(each.rows["entry"]) for each in missed(selection)}
    assert any(by_hand)
    assert [by_condition[condition] for condition in asked] == by_hand
    assert [len(each.rows) for each in missed(selection)] == sorted(map(len, by_hand), reverse=True)


def test_a_condition_says_what_it_asks_and_what_remains_without_it() -> None:
    everything = Filters(
        region=("London",), rating=("Good",), type=("County",), has=("mentoring",),
        without=("extended_camhs",), cla_min=5, cla_max=90, listed_min=1, listed_max=7, q="a",
    )  # fmt: skip
    assert [
        (each.asked, each.categories, each.alone, set(each.without_it.set_values()))
        for each in conditions(everything, vocabulary())
    ] == [
        (asked, categories, True, set(everything.set_values()) - dropped)
        for asked, categories, dropped in (
            (Asked.REGION, (), {"region"}),
            (Asked.RATING, (), {"rating"}),
            (Asked.TYPE, (), {"type"}),
            (Asked.LISTS, ("mentoring",), {"has"}),
            (Asked.DOES_NOT_LIST, ("extended_camhs",), {"without"}),
            (Asked.RATE, (), {"cla_min", "cla_max"}),
            (Asked.NUMBER, (), {"listed_min", "listed_max"}),
            (Asked.NAME, (), {"q"}),
        )
    ]
