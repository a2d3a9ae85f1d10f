"""Sentences about near misses, of made-up ones, word by word."""

import pandas as pd
import pytest

from dashboard.parameters.shared import Filters
from dashboard.query.near_misses import Asked, Condition, NearMisses
from dashboard.text import near_misses as text
from dashboard.text.near_misses import Said

LABELS = {"mentoring": "Mentoring", "extended_camhs": "Extended CAMHS"}
BOTH = ("mentoring", "extended_camhs")


def missing(entries: int, asked: Asked, *categories: str, alone: bool = True) -> NearMisses:
    """So many entries that fail this condition alone."""
    condition = Condition(asked, Filters(), categories, alone)
    return NearMisses(condition, pd.DataFrame({"entry": ["x"] * entries}))


@pytest.mark.parametrize(
    ("asked", "without", "what"),
    [
        (Asked.REGION, "the region filter", "the region"),
        (Asked.RATING, "the rating filter", "the Ofsted rating"),
        (Asked.TYPE, "the authority type filter", "the authority type"),
        (Asked.RATE, "the CLA rate bounds", "the CLA rate"),
        (Asked.NUMBER, "the bounds on the number of categories", "the number of categories"),
        (Asked.NAME, "the name filter", "the name"),
    ],
)
def test_a_condition_on_an_attribute_is_matched(asked: Asked, without: str, what: str) -> None:
    assert text.said(Condition(asked, Filters()), LABELS) == Said(
        without, f"matches all but {what}", f"match all but {what}"
    )


@pytest.mark.parametrize(
    ("asked", "categories", "alone", "said"),
    [
        (Asked.LISTS, ("extended_camhs",), True, Said(
            "asking for extended CAMHS",
            "matches all but listing extended CAMHS", "match all but listing extended CAMHS")),
        (Asked.LISTS, ("mentoring",), False, Said(
            "asking for mentoring", "lists all but mentoring", "list all but mentoring")),
        (Asked.LISTS_ANY, BOTH, True, Said(
            "asking for any of these", "lists none of mentoring and extended CAMHS",
            "list none of mentoring and extended CAMHS")),
        (Asked.DOES_NOT_LIST, ("mentoring",), True, Said(
            "ruling out mentoring", "matches all but also list mentoring",
            "match all but also list mentoring")),
    ],
)  # fmt: skip
def test_a_condition_on_what_is_listed_names_it(
    asked: Asked, categories: tuple[str, ...], alone: bool, said: Said
) -> None:
    assert text.said(Condition(asked, Filters(), categories, alone), LABELS) == said


def test_the_summary_counts_all_and_names_the_condition_that_costs_most() -> None:
    several = [missing(14, Asked.REGION), missing(2, Asked.LISTS, "mentoring", alone=False)]
    assert text.summary(several, LABELS) == (
        "16 entries fail one condition only; 14 of them match all but the region."
    )
    assert text.summary(several[::-1], LABELS) == (
        "16 entries fail one condition only; 2 of them list all but mentoring."
    )
    assert text.summary([missing(1, Asked.NAME)], LABELS) == (
        "1 entry fails one condition only; 1 of them matches all but the name."
    )
    assert text.summary([missing(1, Asked.NAME), missing(1, Asked.TYPE)], LABELS) == (
        "2 entries fail one condition only; 1 of them matches all but the name."
    )


def test_without_a_near_miss_the_summary_says_what_to_drop() -> None:
    none = [missing(0, Asked.REGION), missing(0, Asked.TYPE)]
    assert text.summary(none, LABELS) == (
        "No entry fails one condition only: drop two or more filters, or start again with "
        "“Clear all”."
    )
    assert text.summary(none[:1], LABELS) == "Dropping the only filter adds no entry."


def test_relaxing_a_condition_says_how_many_more() -> None:
    assert text.relaxation(missing(3, Asked.DOES_NOT_LIST, "mentoring"), LABELS) == (
        "Without ruling out mentoring: 3 more"
    )
