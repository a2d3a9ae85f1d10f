"""Number and kinds of support beside Ofsted rating and CLA rate.

The tests and what they gave; who takes part in them is in `tested_units`. Tests draw at random
ten thousand times with a fixed seed, so answers are kept: `prepare` makes them before anyone asks.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import partial
from statistics import median
from typing import NamedTuple

from dashboard.parameters.pages import RelationshipParameters
from dashboard.query.database import DatabaseUnavailable, cached
from dashboard.query.metadata import vocabulary
from dashboard.query.tested_units import Against, Unit, of_each_grade, taking_part
from dashboard.stats import (
    Association,
    cochran_armitage_test,
    holm,
    permutation_median_difference,
    rank_correlation,
    trend_test,
)
from dashboard.stats.associations import SIGNIFICANCE
from dashboard.vocabulary import DOUBTFUL, UNITS


class Question(Enum):
    """What is asked: of the number of categories or of each category, against what."""

    NUMBER_BY_GRADE = "number", Against.GRADE
    NUMBER_BY_RATE = "number", Against.RATE
    CATEGORIES_BY_GRADE = "categories", Against.GRADE
    CATEGORIES_BY_RATE = "categories", Against.RATE

    @property
    def against(self) -> Against:
        """What is tested against."""
        return self.value[1]


class Verdict(Enum):
    """What a test says, by its interval and its p-value."""

    NOT_TESTED = auto()
    NO_CLEAR_DIFFERENCE = auto()
    INTERVAL_LEAVES_OUT_ZERO_BUT_NOT_P = auto()
    RISING = auto()
    FALLING = auto()


class Group(NamedTuple):
    """Some of them: how many, and their median or how many of them list the category.

    The value is None where there is nothing to take a median of.
    """

    name: str
    n: int
    value: float | None


@dataclass(frozen=True)
class Answer:
    """The answer to a question about the number of categories, or about one category.

    `result` is None where all values are alike or a group is too small to be tested. `adjusted_p`
    is Holm's over the `tests` of categories that were asked the same; None for a question asked
    alone. `category_id` is empty where the question is about the number.
    """

    question: Question
    groups: tuple[Group, ...]
    result: Association | None
    category_id: str = ""
    label: str = "Number of categories"
    adjusted_p: float | None = None
    tests: int = 1

    @property
    def verdict(self) -> Verdict:
        """What the test says: a difference is clear where both interval and p-value say so."""
        result = self.result
        if result is None:
            return Verdict.NOT_TESTED
        if result.low <= 0 <= result.high:
            return Verdict.NO_CLEAR_DIFFERENCE
        p = result.p_value if self.adjusted_p is None else self.adjusted_p
        if p >= SIGNIFICANCE:
            return Verdict.INTERVAL_LEAVES_OUT_ZERO_BUT_NOT_P
        return Verdict.RISING if result.effect > 0 else Verdict.FALLING

    @property
    def is_clear(self) -> bool:
        """Whether both the interval and the test speak of a difference."""
        return self.verdict in (Verdict.RISING, Verdict.FALLING)


class Headline(NamedTuple):
    """The number of categories, against rating and against rate."""

    by_grade: Answer
    by_rate: Answer


@cached(most=64)
def answers(question: Question, asked: RelationshipParameters) -> tuple[Answer, ...]:
    """The answer to a question about the number, or one to each category."""
    used = taking_part(question.against, asked)
    match question:
        case Question.NUMBER_BY_GRADE:
            return (_number_by_grade(used),)
        case Question.NUMBER_BY_RATE:
            return (_number_by_rate(used),)
        case Question.CATEGORIES_BY_GRADE:
            return _adjusted([_by_grade(used, *each) for each in vocabulary().category.items()])
        case Question.CATEGORIES_BY_RATE:
            return _adjusted([_by_rate(used, *each) for each in vocabulary().category.items()])


def headline(asked: RelationshipParameters) -> Headline:
    """The two answers about the number of categories."""
    [by_grade] = answers(Question.NUMBER_BY_GRADE, asked)
    [by_rate] = answers(Question.NUMBER_BY_RATE, asked)
    return Headline(by_grade, by_rate)


def every_setting() -> dict[RelationshipParameters, Headline]:
    """The two answers under every way of counting, the page's own first."""
    settings = [RelationshipParameters(unit, doubtful) for unit in UNITS for doubtful in DOUBTFUL]
    return {asked: headline(asked) for asked in settings}


def prepare() -> None:
    """Make the tests of the page's first view, so that no reader waits for them.

    Those of its other views take a second or two each, when a reader first asks for them.
    Without a database there is nothing to prepare, and the page says so itself.
    """
    try:
        every_setting()
        answers(Question.CATEGORIES_BY_GRADE, RelationshipParameters())
        answers(Question.CATEGORIES_BY_RATE, RelationshipParameters())
    except DatabaseUnavailable:
        return


def _number_by_grade(used: Sequence[Unit]) -> Answer:
    """Number of categories along the grades: Jonckheere-Terpstra."""
    numbers = {grade: _numbers(of) for grade, of in of_each_grade(used).items()}
    groups = tuple(Group(grade, len(of), _median(of)) for grade, of in numbers.items())
    test = partial(trend_test, [of for of in numbers.values() if of])
    return Answer(Question.NUMBER_BY_GRADE, groups, _result(test))


def _number_by_rate(used: Sequence[Unit]) -> Answer:
    """Number of categories and CLA rate: Spearman's rank correlation."""
    rates = _rates(used)
    groups = (Group("All with a known rate", len(used), _median(rates)),)
    test = partial(rank_correlation, rates, _numbers(used))
    return Answer(Question.NUMBER_BY_RATE, groups, _result(test))


def _by_grade(used: Sequence[Unit], category: str, label: str) -> Answer:
    """Share that lists the category along the grades: Cochran-Armitage."""
    listed = {
        grade: [int(category in each.listed) for each in of]
        for grade, of in of_each_grade(used).items()
    }
    groups = tuple(Group(grade, len(of), sum(of)) for grade, of in listed.items())
    test = partial(cochran_armitage_test, list(listed.values()))
    return Answer(Question.CATEGORIES_BY_GRADE, groups, _result(test), category, label)


def _by_rate(used: Sequence[Unit], category: str, label: str) -> Answer:
    """Median CLA rate of those who list the category less that of the others: permutation."""
    lists = _rates([each for each in used if category in each.listed])
    others = _rates([each for each in used if category not in each.listed])
    groups = (
        Group("Listed", len(lists), _median(lists)),
        Group("Not listed", len(others), _median(others)),
    )
    test = partial(permutation_median_difference, lists, others)
    return Answer(Question.CATEGORIES_BY_RATE, groups, _result(test), category, label)


def _numbers(used: Sequence[Unit]) -> list[int]:
    return [len(each.listed) for each in used]


def _rates(used: Sequence[Unit]) -> list[float]:
    return [each.rate for each in used if each.rate is not None]


def _median(values: Sequence[float]) -> float | None:
    return float(median(values)) if values else None


def _result(test: Callable[[], Association]) -> Association | None:
    """What a test gives; none where all values are alike or a group is too small."""
    try:
        return test()
    except ValueError:
        return None


def _adjusted(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """The same with p-values adjusted by Holm's method for the tests that could be made."""
    p_values = [answer.result.p_value for answer in answers if answer.result]
    adjusted = iter(holm(p_values) if p_values else [])
    return tuple(
        replace(answer, adjusted_p=next(adjusted), tests=len(p_values)) if answer.result else answer
        for answer in answers
    )
