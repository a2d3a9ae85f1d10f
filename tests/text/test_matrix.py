"""Sentences of Overview and Find authorities, counted again from the printed table."""

import re
from dataclasses import asdict, replace
from functools import cache
from random import Random

import pandas as pd
import pytest

from dashboard.parameters.shared import Filters
from dashboard.query import matrix
from dashboard.query.metadata import vocabulary
from dashboard.text import matrix as text
from dashboard.vocabulary import lower_first
from tests.published import CATEGORIES, entries_that, published_matrix

REGIONS = sorted(published_matrix()["region"].unique())
TYPES = sorted(published_matrix()["authority_type"].unique())
RATINGS = ("Outstanding", "Good", "Requires improvement", "Inadequate", "Not rated")
SINGLE = [
    Filters(),
    *(Filters(region=(value,)) for value in REGIONS),
    *(Filters(type=(value,)) for value in TYPES),
    *(Filters(rating=(value,)) for value in RATINGS),
    *(Filters(has=(value,)) for value in CATEGORIES),
    *(Filters(without=(value,)) for value in CATEGORIES),
]


def drawn(number: int) -> list[Filters]:
    """Filters drawn at random, the same each time."""
    random = Random(2022)

    def some(values: list[str] | tuple[str, ...]) -> tuple[str, ...]:
        return tuple(v for v in values if random.random() < 1 / len(values))

    return [
        Filters(
            region=some(REGIONS),
            rating=some(RATINGS),
            has=some(CATEGORIES),
            without=some(CATEGORIES) if random.random() < 0.3 else (),
            cla_min=random.choice([None, None, 40, 80]),
            listed_max=random.choice([None, None, 2]),
        )
        for _ in range(number)
    ]


STATES = [*SINGLE, *drawn(12), Filters(cla_min=10_000)]
each_state = pytest.mark.parametrize("filters", STATES, ids=lambda f: f.query_string() or "all")


@cache
def rows_of(filters: Filters) -> pd.DataFrame:
    return entries_that(**asdict(filters))


def label(category: str) -> str:
    return vocabulary().category[category]


@each_state
def test_the_overview_counts_as_the_printed_table_does(filters: Filters) -> None:
    rows = rows_of(filters)
    sentence = text.overview(matrix.headline(filters), matrix.category_counts(filters))
    if rows.empty:
        assert sentence == "None of the 150 entries matches these filters."
        return
    who = "the 150 entries" if len(rows) == 150 else f"the {len(rows)} selected entries"
    counts = rows[list(CATEGORIES)].sum()
    most = counts.drop("basic_support").max()
    assert sentence.startswith(f"{counts['basic_support']} of {who} list basic support")
    said = re.search(r"other kinds, (.+) is listed most often, by (\d+)\.", sentence)
    assert said
    named, number = said.groups()
    assert int(number) == most
    assert named in {lower_first(label(c)) for c in CATEGORIES[1:] if counts[c] == most}
    assert sentence.endswith(f" {(rows['categories_listed'] == 0).sum()} list nothing.")


@each_state
def test_the_title_of_the_bars_names_a_most_and_a_least_listed_kind(filters: Filters) -> None:
    rows = rows_of(filters)
    if rows.empty:
        return
    counts = rows[list(CATEGORIES)].sum()
    title = text.most_and_least_listed(matrix.category_counts(filters))
    said = re.fullmatch(r"(.+) is listed by (\d+) of (\d+) entries, (.+) by (\d+)", title)
    assert said
    most, high, n, least, low = said.groups()
    assert (int(high), int(n), int(low)) == (counts.max(), len(rows), counts.min())
    assert most in {label(c) for c in CATEGORIES if counts[c] == counts.max()}
    assert least in {label(c) for c in CATEGORIES if counts[c] == counts.min()}


@each_state
def test_the_bars_in_words_give_every_count(filters: Filters) -> None:
    rows = rows_of(filters)
    said = "; ".join(f"{label(c)} {rows[c].sum()}" for c in CATEGORIES)
    alt = text.category_alt(matrix.category_counts(filters))
    assert alt == f"Bar chart. Of {len(rows)} entries, listed: {said}."


@each_state
def test_the_distribution_says_how_many_list_two_or_fewer(filters: Filters) -> None:
    listed = rows_of(filters)["categories_listed"]
    distribution = matrix.listed_distribution(filters)
    few = int((listed <= 2).sum())
    title = text.distribution_title(distribution)
    assert title == f"{few} of {len(listed)} entries list two categories or fewer"
    said = "; ".join(f"{n} categories: {(listed == n).sum()}" for n in range(9))
    alt = text.distribution_alt(distribution)
    assert alt == f"Column chart. Entries by number of categories listed. {said}."


@each_state
def test_find_authorities_says_how_many_match_what(filters: Filters) -> None:
    n = len(rows_of(filters))
    said = text.found(matrix.headline(filters), filters, vocabulary())
    if filters == Filters():
        assert said == "150 of 150 entries. Choose filters to narrow them down."
    else:
        verb = "matches" if n == 1 else "match"
        assert said == f"{n} of 150 entries {verb}: {filters.in_words(vocabulary())}."


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (Filters(), ""),
        (Filters(region=("London",)), ""),
        (
            Filters(cla_min=50),
            "The CLA rate bound leaves out 3 entries whose rate is unknown: "
            "Northamptonshire, Poole, Sheffield.",
        ),
        (
            Filters(cla_max=50, region=("South West",)),
            "The CLA rate bound leaves out 1 entry whose rate is unknown: Poole.",
        ),
        (
            Filters(cla_min=50, region=("London",)),
            "The CLA rate bound leaves out 0 entries whose rate is unknown.",
        ),
    ],
)
def test_whom_a_rate_bound_leaves_out_is_said_by_name(filters: Filters, said: str) -> None:
    unknown = matrix.unknown_rates(filters.without_rate_bounds())
    assert text.rates_left_out(filters, unknown) == said


@pytest.mark.parametrize("n", [1, 2, 150])
def test_the_caption_agrees_with_its_number(n: int) -> None:
    one, several = "1 entry lists in its published offer", "entries list in their published offers"
    assert text.matrix_caption(n) == f"What {one if n == 1 else f'{n} {several}'}, May 2022"


def test_the_number_of_kinds_is_said_in_words() -> None:
    assert text.distribution_subtitle(8) == (
        "Entries by number of the eight kinds of support that they list, May 2022"
    )
    assert "the nine kinds" in text.distribution_subtitle(9)


def test_a_bound_on_the_rate_is_no_matter_of_other_filters() -> None:
    assert not replace(Filters(cla_min=1), cla_min=None).bounds_rate()
