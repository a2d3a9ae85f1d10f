"""Number and kinds of support beside Ofsted rating and CLA rate.

The rows that take part, the tests, and what they gave. Tests draw at random ten thousand times with
a fixed seed, so they are kept per build of the data: `prepare` fills them before anyone asks.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

import pandas as pd
import streamlit as st

from dashboard import queries
from dashboard.database import DatabaseUnavailable, query
from dashboard.patterns.pattern_choices import DOUBTFUL, UNITS, RelationshipChoice
from dashboard.stats import (
    Association,
    cochran_armitage_test,
    holm,
    permutation_median_difference,
    rank_correlation,
    trend_test,
)

GRADES = ("Inadequate", "Requires improvement", "Good", "Outstanding")  # from low to high

# An authority takes on what its entries say: a category is listed when either entry lists it, a
# rate or grade is the one printed, and two different ones leave it without. A value is in doubt
# where a quality note says that it is doubtful, or that it is of another area.
ROWS = """
    WITH unit AS (
        SELECT entry_id AS unit_id, entry AS name, entry_id FROM entry WHERE $unit = 'entry'
        UNION ALL
        SELECT ons_code, name, entry_id
        FROM entry_authority JOIN authority USING (ons_code) WHERE $unit = 'authority'
    ), doubt AS (
        SELECT edition, entry_id, list(DISTINCT field) AS fields FROM quality_note
        WHERE kind IN ('doubtful', 'other area') GROUP BY ALL
    ), listed AS (
        SELECT edition, entry_id, coalesce(list(category_id) FILTER (listed), []) AS listed_ids
        FROM offer GROUP BY ALL
    ), rated AS (
        SELECT edition, entry_id, list(rating) AS ratings FROM ofsted_rating GROUP BY ALL
    )
    SELECT unit_id, name, list(entry_id ORDER BY entry_id) AS entry_ids,
           list_distinct(flatten(list(listed_ids))) AS listed_ids,
           coalesce(list(DISTINCT rate_per_10k) FILTER (rate_per_10k IS NOT NULL), []) AS rates,
           list_sort(list_distinct(flatten(list(ratings)))) AS grades,
           coalesce(bool_or(list_contains(fields, 'cla_rate_per_10k')), FALSE) AS rate_in_doubt,
           coalesce(bool_or(list_contains(fields, 'ofsted_rating')), FALSE) AS grade_in_doubt
    FROM unit
    JOIN cla_rate USING (entry_id)
    JOIN listed USING (edition, entry_id)
    JOIN rated USING (edition, entry_id)
    LEFT JOIN doubt USING (edition, entry_id)
    WHERE edition = $edition
    GROUP BY unit_id, name ORDER BY name
"""


class Group(NamedTuple):
    """Some of the rows: how many, and their median or how many of them list the category."""

    name: str
    n: int
    value: float


@dataclass(frozen=True)
class Answer:
    """One question: its groups and what the test gave, or why there is no test.

    `adjusted_p` is Holm's over the categories asked the same; None for a question asked alone.
    """

    category_id: str
    label: str
    groups: tuple[Group, ...]
    result: Association | None = None
    adjusted_p: float | None = None
    not_tested: str = ""


def rows(unit: str, edition: str) -> pd.DataFrame:
    """What is known of each entry or authority, by name.

    Columns: unit_id, name, entry_ids, listed_ids (category ids), categories_listed, rate (missing
    unless one is printed), grade (missing unless a single one is printed), grades (all printed),
    rate_in_doubt, grade_in_doubt.
    """
    found = query(ROWS, unit=unit, edition=edition)
    single = [
        grades[0] if len(grades) == 1 and grades[0] in GRADES else None
        for grades in found["grades"]
    ]
    one_rate = [rates[0] if len(rates) == 1 else None for rates in found["rates"]]
    return found.assign(
        categories_listed=found["listed_ids"].map(len),
        rate=pd.Series(one_rate, dtype="float64"),
        grade=single,
    ).drop(columns="rates")


def with_grade(rows: pd.DataFrame, doubtful: str) -> pd.DataFrame:
    """The rows that tests of the rating use."""
    return _in_use(rows, "grade", doubtful)


def with_rate(rows: pd.DataFrame, doubtful: str) -> pd.DataFrame:
    """The rows that tests of the CLA rate use."""
    return _in_use(rows, "rate", doubtful)


def _in_use(rows: pd.DataFrame, value: str, doubtful: str) -> pd.DataFrame:
    trusted = ~rows[f"{value}_in_doubt"] | (doubtful == "kept")
    return rows[rows[value].notna() & trusted]


def number_by_grade(choice: RelationshipChoice) -> Answer:
    """Number of categories along the grades: Jonckheere-Terpstra."""
    return _kept(_content(), choice, "number_by_grade")[0]


def number_by_rate(choice: RelationshipChoice) -> Answer:
    """Number of categories and CLA rate: Spearman's rank correlation."""
    return _kept(_content(), choice, "number_by_rate")[0]


def categories_by_grade(choice: RelationshipChoice) -> tuple[Answer, ...]:
    """Share of entries that list each category along the grades: Cochran-Armitage, Holm."""
    return _kept(_content(), choice, "categories_by_grade")


def categories_by_rate(choice: RelationshipChoice) -> tuple[Answer, ...]:
    """Median CLA rate of those who list a category less that of the others: permutation, Holm."""
    return _kept(_content(), choice, "categories_by_rate")


def prepare() -> None:
    """Make the tests of the page's first view, so that no reader waits for them.

    Those of its other views take a second or two each, when a reader first asks for them.
    Without a database there is nothing to prepare, and the page says so itself.
    """
    try:
        for choice in every_choice():  # the headline results stand there under every setting
            number_by_grade(choice), number_by_rate(choice)
        categories_by_grade(RelationshipChoice()), categories_by_rate(RelationshipChoice())
    except DatabaseUnavailable:
        return


def every_choice() -> list[RelationshipChoice]:
    """Every way of counting, the page's own first."""
    return [RelationshipChoice(unit, doubtful) for unit in UNITS for doubtful in DOUBTFUL]


def edition() -> str:
    """The edition that is tested: the newest."""
    return _content()[1]


def _content() -> tuple[str, str]:
    build = queries.build()
    return build["content_hash"], build["edition"]


@st.cache_resource(max_entries=64, show_spinner=False)
def _kept(
    content: tuple[str, str], choice: RelationshipChoice, question: str
) -> tuple[Answer, ...]:
    """The answers to a question, kept per content of the database."""
    return QUESTIONS[question](rows(choice.unit, content[1]), choice.doubtful)


def _number_by_grade(rows: pd.DataFrame, doubtful: str) -> tuple[Answer, ...]:
    used = with_grade(rows, doubtful)
    values = [used.loc[used["grade"] == grade, "categories_listed"] for grade in GRADES]
    groups = tuple(
        Group(grade, len(of), float(of.median())) for grade, of in zip(GRADES, values, strict=True)
    )
    present = [of.to_numpy() for of in values if len(of)]
    return (_tested("", "Number of categories", groups, partial(trend_test, present)),)


def _number_by_rate(rows: pd.DataFrame, doubtful: str) -> tuple[Answer, ...]:
    used = with_rate(rows, doubtful)
    rate, number = used["rate"].to_numpy(), used["categories_listed"].to_numpy()
    groups = (Group("All with a known rate", len(used), float(used["rate"].median())),)
    return (_tested("", "Number of categories", groups, partial(rank_correlation, rate, number)),)


def _categories_by_grade(rows: pd.DataFrame, doubtful: str) -> tuple[Answer, ...]:
    used = with_grade(rows, doubtful)
    answers = []
    for category_id, label in queries.vocabulary().category.items():
        listed = _lists(used, category_id).astype(int)
        values = [listed[used["grade"] == grade] for grade in GRADES]
        groups = tuple(
            Group(grade, len(of), int(of.sum())) for grade, of in zip(GRADES, values, strict=True)
        )
        test = partial(cochran_armitage_test, [of.to_numpy() for of in values])
        answers.append(_tested(category_id, label, groups, test))
    return _adjusted(answers)


def _categories_by_rate(rows: pd.DataFrame, doubtful: str) -> tuple[Answer, ...]:
    used = with_rate(rows, doubtful)
    answers = []
    for category_id, label in queries.vocabulary().category.items():
        listed = _lists(used, category_id)
        lists, others = used.loc[listed, "rate"], used.loc[~listed, "rate"]
        groups = (
            Group("Listed", len(lists), float(lists.median())),
            Group("Not listed", len(others), float(others.median())),
        )
        test = partial(permutation_median_difference, lists.to_numpy(), others.to_numpy())
        answers.append(_tested(category_id, label, groups, test))
    return _adjusted(answers)


QUESTIONS = {
    "number_by_grade": _number_by_grade,
    "number_by_rate": _number_by_rate,
    "categories_by_grade": _categories_by_grade,
    "categories_by_rate": _categories_by_rate,
}


def _lists(rows: pd.DataFrame, category_id: str) -> "pd.Series[bool]":
    listed = [category_id in ids for ids in rows["listed_ids"]]
    return pd.Series(listed, index=rows.index, dtype=bool)


def _tested(
    category_id: str, label: str, groups: tuple[Group, ...], test: Callable[[], Association]
) -> Answer:
    try:
        return Answer(category_id, label, groups, test())
    except ValueError as refused:  # all values alike, or a group too small
        return Answer(category_id, label, groups, not_tested=str(refused))


def _adjusted(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    p_values = [answer.result.p_value for answer in answers if answer.result]
    adjusted = iter(holm(p_values) if p_values else [])
    return tuple(
        replace(answer, adjusted_p=next(adjusted)) if answer.result else answer
        for answer in answers
    )
