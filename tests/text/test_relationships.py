"""Sentences of Relationships, each number in them counted again, under every way of counting."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from dashboard.parameters.pages import RelationshipParameters
from dashboard.query.relationships import (
    Answer,
    Group,
    Headline,
    Question,
    answers,
    every_setting,
    headline,
)
from dashboard.query.tested_units import units
from dashboard.stats import Association
from dashboard.text import relationships as text
from dashboard.vocabulary import DOUBTFUL, UNITS
from tests.published import CATEGORIES, DATA, published_matrix

GRADES = ["Inadequate", "Requires improvement", "Good", "Outstanding"]
SETTINGS = [RelationshipParameters(unit, doubtful) for unit in UNITS for doubtful in DOUBTFUL]
FAMILIES = (Question.CATEGORIES_BY_GRADE, Question.CATEGORIES_BY_RATE)
# Entries whose printed value is doubtful or of another area, by the quality notes.
GRADE_IN_DOUBT = {"north-east-lincolnshire", "dorset", "poole", "bradford"}
RATE_IN_DOUBT = {"greater-manchester", "kingston-and-richmond", "bournemouth"}
each_setting = pytest.mark.parametrize("asked", SETTINGS, ids=lambda s: f"{s.unit}-{s.doubtful}")


class Counted(NamedTuple):
    """An entry or authority as the published table has it."""

    name: str
    listed: set[str]
    grades: set[str]
    rates: set[float]
    grade_in_doubt: bool
    rate_in_doubt: bool

    def uses(self, doubtful: str) -> tuple[bool, bool]:
        """Whether the tests of the rating, and those of the rate, use it."""
        one_grade = len(self.grades) == 1 and self.grades <= set(GRADES)
        kept = doubtful == "kept"
        return (
            one_grade and (kept or not self.grade_in_doubt),
            len(self.rates) == 1 and (kept or not self.rate_in_doubt),
        )


def merged(name: str, rows: Iterable[dict[Any, Any]]) -> Counted:
    rows = list(rows)
    ids = {row["entry_id"] for row in rows}
    return Counted(
        name,
        {category for category in CATEGORIES for row in rows if row[category]},
        {grade for row in rows for grade in row["grades"]},
        {row["cla_rate_per_10k"] for row in rows if not pd.isna(row["cla_rate_per_10k"])},
        bool(ids & GRADE_IN_DOUBT),
        bool(ids & RATE_IN_DOUBT),
    )


@cache
def counted(unit: str) -> list[Counted]:
    rows = published_matrix().to_dict("records")
    if unit == "entry":
        return [merged(row["entry"], [row]) for row in rows]
    names = pd.read_csv(DATA / "reference" / "authorities_2022.csv").set_index("ons_code")["name"]
    of_code: dict[str, list[dict[Any, Any]]] = {}
    for row in rows:
        for code in filter(None, row["ons_codes"].split(";")):
            of_code.setdefault(code, []).append(row)
    every = [merged(str(names[code]), entries) for code, entries in of_code.items()]
    return sorted(every, key=lambda unit: unit.name)


def graded(asked: RelationshipParameters) -> list[Counted]:
    return [each for each in counted(asked.unit) if each.uses(asked.doubtful)[0]]


def rated(asked: RelationshipParameters) -> list[Counted]:
    return [each for each in counted(asked.unit) if each.uses(asked.doubtful)[1]]


def grade_of(each: Counted) -> int:
    return GRADES.index(next(iter(each.grades)))


def signed(value: float, places: int) -> str:
    return f"{value:+.{places}f}".replace("-", "−")


# --- Who takes part ---------------------------------------------------------------------------


@each_setting
def test_how_many_take_part_is_said_of_both_tests(asked: RelationshipParameters) -> None:
    assert text.taking_part(units(asked.unit), asked) == (
        f"{len(graded(asked))} of {len(counted(asked.unit))} {UNITS[asked.unit]} take part in the "
        f"tests of Ofsted rating, {len(rated(asked))} in those of CLA rate: who does not, and why"
    )


@each_setting
def test_everyone_left_out_is_named_with_the_reason(asked: RelationshipParameters) -> None:
    every = counted(asked.unit)
    no_grade = [
        f"{each.name} ("
        + ("two grades" if len(each.grades) > 1 else
           "not rated" if each.grades == {"Not rated"} else "in doubt")
        + ")"
        for each in every
        if not each.uses(asked.doubtful)[0]
    ]  # fmt: skip
    no_rate = [
        f"{each.name} ({'in doubt' if len(each.rates) == 1 else 'unknown'})"
        for each in every
        if not each.uses(asked.doubtful)[1]
    ]
    assert text.left_out(units(asked.unit), asked) == [
        f"Left out of the tests of {what}, {len(named)} of {len(every)} {UNITS[asked.unit]}: "
        f"{'; '.join(named)}."
        for what, named in (("Ofsted rating", no_grade), ("CLA rate", no_rate))
    ]


@pytest.mark.parametrize("unit", UNITS)
def test_whose_values_are_in_doubt_is_said_by_name(unit: str) -> None:
    grade = ", ".join(each.name for each in counted(unit) if each.grade_in_doubt)
    rate = ", ".join(each.name for each in counted(unit) if each.rate_in_doubt)
    assert text.doubts(units(unit), unit) == (
        f"Quality notes cast doubt on the rating of {grade}, and on the CLA rate of {rate} "
        f"({UNITS[unit]})."
    )


@each_setting
def test_the_setting_is_said_in_words(asked: RelationshipParameters) -> None:
    doubtful = "kept, as published" if asked.doubtful == "kept" else "left out"
    assert text.in_words(asked) == f"counted by {asked.unit}, values in doubt {doubtful}"


# --- The number of kinds ----------------------------------------------------------------------


@each_setting
def test_the_finding_gives_both_effects_and_n_as_counted_again(
    asked: RelationshipParameters,
) -> None:
    of_grade, of_rate = graded(asked), rated(asked)
    d = stats.somersd(
        [grade_of(each) for each in of_grade], [len(each.listed) for each in of_grade]
    ).statistic
    rho = stats.spearmanr(
        [next(iter(each.rates)) for each in of_rate], [len(each.listed) for each in of_rate]
    ).statistic
    said = re.fullmatch(
        r"No clear association of the number of kinds of support listed with Ofsted rating "
        r"\(Somers' d (\S+), 95% interval (\S+) to (\S+), (\d+) (\w+)\), or with CLA rate "
        r"\(rank correlation (\S+), 95% interval (\S+) to (\S+), (\d+) (\w+)\)\.",
        text.found(headline(asked), asked.unit),
    )
    assert said
    assert (said[1], int(said[4])) == (signed(d, 2), len(of_grade))
    assert (said[6], int(said[9])) == (signed(rho, 2), len(of_rate))
    assert said[5] == said[10] == UNITS[asked.unit]
    for effect, low, high in ((1, 2, 3), (6, 7, 8)):
        low_, here, high_ = (float(said[at].replace("−", "-")) for at in (low, effect, high))
        assert low_ <= 0 <= high_
        assert low_ < here < high_


@each_setting
def test_spearmans_interval_and_p_are_those_of_their_formulas(
    asked: RelationshipParameters,
) -> None:
    of_rate = rated(asked)
    test = stats.spearmanr(
        [next(iter(each.rates)) for each in of_rate], [len(each.listed) for each in of_rate]
    )
    rho, n = test.statistic, len(of_rate)
    margin = stats.norm.ppf(0.975) * np.sqrt((1 + rho**2 / 2) / (n - 3))
    low, high = (signed(np.tanh(np.arctanh(rho) + side * margin), 2) for side in (-1, 1))
    detectable = np.tanh((stats.norm.ppf(0.975) + stats.norm.ppf(0.8)) * np.sqrt(1.06 / (n - 3)))
    assert text.noticeable(headline(asked).by_rate, asked.unit) == (
        f"No clear difference: the interval runs from {low} to {high}. p = {test.pvalue:.3f} "
        f"(Spearman). A true rank correlation nearer to 0 than ±{detectable:.2f} would probably "
        f"have gone unnoticed with {n} {UNITS[asked.unit]}."
    )


@each_setting
def test_the_titles_of_the_number_begin_with_the_effect(asked: RelationshipParameters) -> None:
    for answer, name in zip(headline(asked), ("Somers' d", "Rank correlation"), strict=True):
        against = "Ofsted rating" if name == "Somers' d" else "CLA rate"
        assert answer.result is not None
        assert text.number_title(answer) == (
            f"{name} {signed(answer.result.effect, 2)}: no clear association of the number of "
            f"kinds with {against}"
        )
    figures = text.in_figures(headline(asked).by_rate, asked.unit)
    assert text.scatter_alt(headline(asked).by_rate, asked.unit) == (
        f"Scatter of CLA rate and number of kinds. R{figures[1:]}."
    )


def test_the_settings_title_counts_what_is_not_clear() -> None:
    assert text.settings_title(every_setting()) == (
        "8 of 8 results show no clear difference, however one counts"
    )
    clear = Headline(answered(1, 2, 4, 0.001, None), answered(-1, 2, 4, 0.001, None))
    assert text.settings_title({SETTINGS[0]: clear}) == (
        "1 of 2 results show no clear difference, however one counts"
    )


# --- Each kind --------------------------------------------------------------------------------


def words_for(answer: Answer, factor: float, unit: str, rising: str, falling: str) -> str:
    """What a family's answer must say, by its numbers alone."""
    result, p = answer.result, answer.adjusted_p
    assert result is not None
    assert p is not None
    low, high = signed(result.low * factor, 1), signed(result.high * factor, 1)
    if result.low <= 0 <= result.high:
        return f"No clear difference: the interval runs from {low} to {high}{unit}."
    if p >= 0.05:
        return (
            f"No clear difference: the interval, {low} to {high}{unit}, leaves out 0, but p "
            f"adjusted for eight tests is {p:.3f}."
        )
    words = rising if result.effect > 0 else falling
    return f"{words}: the interval runs from {low} to {high}{unit}."


@each_setting
def test_every_kind_by_grade_is_said_as_its_numbers_are(asked: RelationshipParameters) -> None:
    of_grade = graded(asked)
    order = [grade_of(each) for each in of_grade]
    for answer in answers(Question.CATEGORIES_BY_GRADE, asked):
        lists = [answer.category_id in each.listed for each in of_grade]
        sizes = [(order.count(at), sum(on for on, o in zip(lists, order, strict=True) if o == at))
                 for at in range(4)]  # fmt: skip
        assert [(group.n, group.value) for group in answer.groups] == sizes
        assert answer.result is not None
        assert answer.result.n == len(of_grade)
        assert answer.result.effect == pytest.approx(np.polyfit(order, np.array(lists, int), 1)[0])
        assert text.verdict(answer) == words_for(
            answer, 100, " points",
            "A higher grade is associated with listing it more often",
            "A higher grade is associated with listing it less often",
        )  # fmt: skip


@each_setting
def test_every_kind_by_rate_is_said_as_its_numbers_are(asked: RelationshipParameters) -> None:
    of_rate = rated(asked)
    for answer in answers(Question.CATEGORIES_BY_RATE, asked):
        rates: dict[bool, list[float]] = {True: [], False: []}
        for each in of_rate:
            rates[answer.category_id in each.listed] += each.rates
        medians = [float(np.median(rates[listed])) for listed in (True, False)]
        assert [group.n for group in answer.groups] == [len(rates[True]), len(rates[False])]
        assert [group.value for group in answer.groups] == medians
        assert answer.result is not None
        assert answer.result.effect == medians[0] - medians[1]
        assert text.verdict(answer) == words_for(
            answer, 1, "",
            "Listing it is associated with a higher CLA rate",
            "Listing it is associated with a lower CLA rate",
        )  # fmt: skip


@pytest.mark.parametrize("question", FAMILIES)
@each_setting
def test_the_title_of_a_family_names_the_clear_kinds(
    asked: RelationshipParameters, question: Question
) -> None:
    family = answers(question, asked)
    against = "Ofsted rating" if question is Question.CATEGORIES_BY_GRADE else "CLA rate"
    clear = [
        answer.label
        for answer in family
        if answer.result is not None
        and answer.adjusted_p is not None
        and answer.adjusted_p < 0.05
        and (answer.result.low > 0 or answer.result.high < 0)
    ]
    which = f": {', '.join(clear)}" if clear else ""
    title = f"{len(clear)} of 8 kinds of support are clearly associated with {against}{which}"
    assert text.family_title(family) == title
    said = " ".join(f"{answer.label}: {text.verdict(answer)}" for answer in family)
    assert text.family_alt(family) == f"Points with 95% intervals. {title}. {said}"


# --- Answers as they might have been ----------------------------------------------------------


def answered(
    low: float,
    effect: float,
    high: float,
    p: float,
    adjusted: float | None,
    question: Question = Question.CATEGORIES_BY_RATE,
) -> Answer:
    result = Association("test", (100,), 0, "effect", effect, low, high, p, 0.2)
    groups = (Group("Listed", 100, 1),)
    return Answer(question, groups, result, "mentoring", "Mentoring", adjusted, tests=8)


def test_an_interval_around_0_is_no_clear_difference_whatever_p_says() -> None:
    said = text.verdict(answered(-38, -30, 44, 0.026, 0.03))
    assert said == "No clear difference: the interval runs from −38.0 to +44.0."


def test_a_clear_difference_says_its_direction_and_claims_no_cause() -> None:
    assert text.verdict(answered(2, 5, 8, 0.001, 0.008)) == (
        "Listing it is associated with a higher CLA rate: the interval runs from +2.0 to +8.0."
    )
    assert text.verdict(answered(-8, -5, -2, 0.001, 0.008)) == (
        "Listing it is associated with a lower CLA rate: the interval runs from −8.0 to −2.0."
    )


@pytest.mark.parametrize(
    ("question", "rising", "falling"),
    [
        (Question.NUMBER_BY_GRADE, "A higher grade is associated with more kinds listed",
         "A higher grade is associated with fewer kinds listed"),
        (Question.NUMBER_BY_RATE, "A higher CLA rate is associated with more kinds listed",
         "A higher CLA rate is associated with fewer kinds listed"),
        (Question.CATEGORIES_BY_GRADE, "A higher grade is associated with listing it more often",
         "A higher grade is associated with listing it less often"),
    ],
)  # fmt: skip
def test_every_question_has_its_words_for_either_direction(
    question: Question, rising: str, falling: str
) -> None:
    up = answered(0.1, 0.2, 0.3, 0.001, None, question)
    down = answered(-0.3, -0.2, -0.1, 0.001, None, question)
    assert text.verdict(up).startswith(f"{rising}: the interval runs from +")
    assert text.verdict(down).startswith(f"{falling}: the interval runs from −")


def test_one_interval_of_eight_beside_0_is_not_clear_when_the_adjusted_p_is_not() -> None:
    one_of_eight = answered(0.01, 0.05, 0.1, 0.03, 0.24, Question.CATEGORIES_BY_GRADE)
    assert text.verdict(one_of_eight) == (
        "No clear difference: the interval, +1.0 to +10.0 points, leaves out 0, but p adjusted "
        "for eight tests is 0.240."
    )
    alone = answered(0.01, 0.05, 0.1, 0.07, None, Question.NUMBER_BY_RATE)
    assert text.verdict(alone) == (
        "No clear difference: the interval, +0.01 to +0.10, leaves out 0, but p is 0.070."
    )


def test_what_cannot_be_tested_says_so_with_the_group_sizes() -> None:
    groups = (Group("Listed", 150, 1), Group("Not listed", 0, None))
    untested = Answer(Question.CATEGORIES_BY_RATE, groups, None, "mentoring", "Mentoring")
    why = "listed 150; not listed 0: too few, or all alike"
    assert text.verdict(untested) == text.noticeable(untested, "entry") == f"Not tested: {why}."
    assert text.in_figures(untested, "entry") == f"not tested: {why}"
    assert text.number_title(untested) == "Number of kinds and CLA rate: not tested"
    assert text.family_title([untested]) == (
        "0 of 0 kinds of support are clearly associated with CLA rate"
    )


CLEAR, UNCLEAR = (0.1, 0.2, 0.3, 0.001, None), (-0.1, 0.0, 0.1, 0.9, None)
GRADE = "Ofsted rating (Somers' d {}, 100 entries)"
RATE = "CLA rate (rank correlation {}, 100 entries)"
IN_CLEAR = "+0.20, 95% interval +0.10 to +0.30"
IN_UNCLEAR = "+0.00, 95% interval −0.10 to +0.10"
KINDS = "number of kinds of support listed"


@pytest.mark.parametrize(
    ("by_grade", "by_rate", "said"),
    [
        (CLEAR, UNCLEAR, f"The {KINDS} is associated with {GRADE.format(IN_CLEAR)}; no clear "
         f"association with {RATE.format(IN_UNCLEAR)}."),
        (UNCLEAR, CLEAR, f"The {KINDS} is associated with {RATE.format(IN_CLEAR)}; no clear "
         f"association with {GRADE.format(IN_UNCLEAR)}."),
        (CLEAR, CLEAR, f"The {KINDS} is associated with {GRADE.format(IN_CLEAR)}, and with "
         f"{RATE.format(IN_CLEAR)}."),
        (UNCLEAR, UNCLEAR, f"No clear association of the {KINDS} with "
         f"{GRADE.format(IN_UNCLEAR)}, or with {RATE.format(IN_UNCLEAR)}."),
    ],
)  # fmt: skip
def test_the_finding_names_those_that_are_clear(
    by_grade: tuple[float, float, float, float, None],
    by_rate: tuple[float, float, float, float, None],
    said: str,
) -> None:
    both = Headline(
        answered(*by_grade, Question.NUMBER_BY_GRADE), answered(*by_rate, Question.NUMBER_BY_RATE)
    )
    assert text.found(both, "entry") == said
    clear = "an" if by_grade is CLEAR else "no clear"
    assert text.number_title(both.by_grade).endswith(
        f": {clear} association of the number of kinds with Ofsted rating"
    )


def test_a_group_is_written_with_its_size_and_value_for_files() -> None:
    assert text.size_and_value(Group("Good", 56, 2.5)) == "Good: n 56, value 2.5"
    assert text.size_and_value(Group("Good", 0, None)) == "Good: n 0"


def test_the_title_of_a_made_up_family_names_its_clear_kinds_alone() -> None:
    clear, unclear = answered(1, 2, 4, 0.001, 0.008), answered(-1, 0, 1, 0.9, 1.0)
    assert text.family_title([clear, unclear]) == (
        "1 of 2 kinds of support are clearly associated with CLA rate: Mentoring"
    )


@pytest.mark.parametrize(
    ("question", "title"),
    [
        (Question.NUMBER_BY_GRADE,
         "Somers' d +0.20: an association of the number of kinds with Ofsted rating"),
        (Question.NUMBER_BY_RATE,
         "Rank correlation +0.20: an association of the number of kinds with CLA rate"),
    ],
)  # fmt: skip
def test_a_clear_association_is_called_one(question: Question, title: str) -> None:
    assert text.number_title(answered(*CLEAR, question)) == title
