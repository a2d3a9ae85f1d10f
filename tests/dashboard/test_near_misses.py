"""Near misses and relaxations, against conditions tried one by one on the published table."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from dashboard import queries
from dashboard.entries import near_miss_findings
from dashboard.entries.near_misses import NearMisses, conditions, near_misses
from dashboard.selection import Selection
from tests.dashboard.test_queries import selections
from tests.published import published_matrix

Row = dict[str, Any]


def conditions_by_hand(selection: Selection) -> list[Callable[[Row], bool]]:
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
        asked += [lambda row, c=c: row[c] for c in selection.has]
    asked += [lambda row, c=c: not row[c] for c in selection.without]
    if selection.bounds_rate():
        low, high = selection.cla_min or 0, selection.cla_max
        high = 10_000 if high is None else high
        asked.append(lambda row: low <= row["cla_rate_per_10k"] <= high)  # unknown is in no bound
    if (selection.listed_min, selection.listed_max) != (None, None):
        low_listed = selection.listed_min or 0
        high_listed = 8 if selection.listed_max is None else selection.listed_max
        asked.append(lambda row: low_listed <= row["categories_listed"] <= high_listed)
    return asked


def missed_by_hand(selection: Selection) -> list[list[str]]:
    """For each condition, the entries that fail it and no other."""
    asked = conditions_by_hand(selection)
    missed: list[list[str]] = [[] for _ in asked]
    for row in published_matrix().to_dict("records"):
        failed = [place for place, holds in enumerate(asked) if not holds(row)]
        if len(failed) == 1:
            missed[failed[0]].append(row["entry"])
    return missed


def missed(selection: Selection) -> list[NearMisses]:
    return near_misses(selection, queries.vocabulary())


@settings(max_examples=60, deadline=None)
@given(selections)
def test_near_misses_are_the_entries_that_fail_exactly_one_condition(selection: Selection) -> None:
    selection = replace(selection, q="", match=selection.match if len(selection.has) > 1 else "all")
    by_condition = {m.condition: list(m.rows["entry"]) for m in missed(selection)}
    asked = conditions(selection, queries.vocabulary())
    assert [by_condition[condition] for condition in asked] == missed_by_hand(selection)


@settings(max_examples=40, deadline=None)
@given(selections)
def test_relaxing_a_condition_adds_its_near_misses_and_nothing_else(selection: Selection) -> None:
    found = set(queries.matrix(selection)["entry"])
    for misses in missed(selection):
        relaxed = set(queries.matrix(misses.condition.without_it)["entry"])
        assert relaxed - found == set(misses.rows["entry"])


def test_the_condition_that_keeps_out_most_stands_first() -> None:
    sizes = [len(m.rows) for m in missed(Selection(region=("London",), has=("mentoring",)))]
    assert sizes == sorted(sizes, reverse=True)


def test_no_filter_has_no_near_misses() -> None:
    assert missed(Selection()) == []


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        (Selection(has=("mentoring", "basic_support")), "list all but mentoring"),
        (Selection(region=("London", "South West")), "match all but the region"),
        (Selection(without=("mentoring",)), "match all but also list mentoring"),
        (
            Selection(has=("mentoring", "extended_camhs"), match="any"),
            "list none of mentoring and extended CAMHS",
        ),
        (Selection(cla_min=10, cla_max=60), "match all but the CLA rate"),
    ],
)
def test_each_condition_is_named(selection: Selection, words: str) -> None:
    assert words in [c.near_miss for c in conditions(selection, queries.vocabulary())]


def test_a_relaxation_says_how_many_more() -> None:
    london = published_matrix().query("mentoring and region != 'London'")
    [first] = [
        m for m in missed(Selection(region=("London",), has=("mentoring",)))
        if m.condition.column == "region"
    ]  # fmt: skip
    said = near_miss_findings.relaxation(first)
    assert said == f"Without the region filter: {len(london)} more"


def test_near_misses_name_the_value_that_fails_and_say_unknown() -> None:
    selection = Selection(region=("South West",), cla_min=60)
    table = near_miss_findings.table(missed(selection))
    [names] = table.loc[table["These"] == "Match all but the CLA rate", "Names"]
    assert "Poole (unknown)" in [str(name) for name in names]


def test_nothing_to_relax_is_said() -> None:
    impossible = missed(Selection(region=("London",), type=("County",), q="x y z"))
    assert "drop two or more filters" in near_miss_findings.summary(impossible)
