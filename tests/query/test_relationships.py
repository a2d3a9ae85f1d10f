"""Who takes part in the tests of Relationships, and what the tests are asked, against pandas."""

from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from dashboard.parameters.pages import RelationshipParameters
from dashboard.query import relationships, tested_units
from dashboard.query.metadata import vocabulary
from dashboard.query.relationships import Answer, Question, Verdict, answers, headline
from dashboard.query.tested_units import (
    Against,
    Unit,
    of_each_grade,
    taking_part,
    units,
)
from dashboard.stats import Association
from dashboard.vocabulary import DOUBTFUL, UNITS
from tests.published import CATEGORIES, published_matrix

MATRIX = published_matrix()
GRADES = ["Inadequate", "Requires improvement", "Good", "Outstanding"]
ENTRY, AUTHORITY = RelationshipParameters(), RelationshipParameters(unit="authority")
LEFT_OUT = RelationshipParameters(doubtful="left-out")
SETTINGS = [RelationshipParameters(unit, doubtful) for unit in UNITS for doubtful in DOUBTFUL]
each_setting = pytest.mark.parametrize("asked", SETTINGS, ids=lambda s: f"{s.unit}-{s.doubtful}")


def ids(those: list[Unit]) -> set[str]:
    return {unit.unit_id for unit in those}


# --- Who takes part ---------------------------------------------------------------------------


def test_by_entry_there_are_150_of_which_147_have_one_grade_and_147_a_rate() -> None:
    assert len(units("entry")) == 150
    assert len(taking_part(Against.GRADE, ENTRY)) == 147
    assert len(taking_part(Against.RATE, ENTRY)) == 147


def test_entries_are_those_of_the_published_table() -> None:
    for unit, row in zip(units("entry"), MATRIX.to_dict("records"), strict=True):
        assert (unit.unit_id, unit.name, unit.entry_ids) == (
            row["entry_id"], row["entry"], (row["entry_id"],),
        )  # fmt: skip
        assert unit.listed == {category for category in CATEGORIES if row[category]}
        known = row["cla_rate_per_10k"] == row["cla_rate_per_10k"]
        assert unit.rate == (row["cla_rate_per_10k"] if known else None)
        assert sorted(unit.grades) == sorted(row["grades"])
        assert unit.grade == (row["ofsted_rating"] if row["ofsted_rating"] in GRADES else None)


def test_values_in_doubt_are_those_of_the_quality_notes() -> None:
    found = units("entry")
    assert ids([unit for unit in found if unit.grade_in_doubt]) == {
        "north-east-lincolnshire", "dorset", "poole", "bradford",
    }  # fmt: skip
    assert ids([unit for unit in found if unit.rate_in_doubt]) == {
        "greater-manchester", "kingston-and-richmond", "bournemouth",
    }  # fmt: skip


def test_left_out_leaves_out_just_the_values_in_doubt() -> None:
    graded = ids(taking_part(Against.GRADE, LEFT_OUT))
    kept = ids(taking_part(Against.GRADE, ENTRY))
    assert kept - graded == {"north-east-lincolnshire", "dorset", "poole"}
    rated = ids(taking_part(Against.RATE, LEFT_OUT))
    assert "dorset" in rated
    assert "greater-manchester" not in rated


def test_by_authority_the_counts_are_those_known_for_the_150_authorities() -> None:
    found = units("authority")
    assert len(found) == 150
    listed = [sum(category in unit.listed for unit in found) for category in CATEGORIES]
    assert listed == [132, 16, 59, 40, 18, 6, 46, 29]


def test_an_authority_with_two_entries_and_two_grades_has_no_single_grade() -> None:
    [found] = [
        unit for unit in units("authority") if unit.name == "Bournemouth, Christchurch and Poole"
    ]
    assert found.grade is None
    assert found.rate == 56
    assert found.entry_ids == ("bournemouth", "poole")


def test_grades_go_from_low_to_high_and_hold_everyone_once() -> None:
    used = taking_part(Against.GRADE, ENTRY)
    by_grade = of_each_grade(used)
    assert list(by_grade) == GRADES
    assert [len(of) for of in by_grade.values()] == [17, 53, 56, 21]
    assert all(unit.grade == grade for grade, of in by_grade.items() for unit in of)


@each_setting
def test_the_rows_to_take_away_say_who_takes_part(asked: RelationshipParameters) -> None:
    rows = tested_units.tested_rows(asked)
    assert list(rows["unit_id"]) == [unit.unit_id for unit in units(asked.unit)]
    for against, column in ((Against.GRADE, "in_rating_tests"), (Against.RATE, "in_rate_tests")):
        assert set(rows.loc[rows[column], "unit_id"]) == ids(taking_part(against, asked))
    listed = [{c for c in CATEGORIES if row[c]} for row in rows.to_dict("records")]
    assert listed == [unit.listed for unit in units(asked.unit)]


# --- What the tests gave ----------------------------------------------------------------------


def test_the_rank_correlation_is_that_of_scipy_on_the_published_table() -> None:
    known = MATRIX.dropna(subset="cla_rate_per_10k")
    rho = stats.spearmanr(known["cla_rate_per_10k"], known["categories_listed"]).statistic
    [group] = headline(ENTRY).by_rate.groups
    result = headline(ENTRY).by_rate.result
    assert result is not None
    assert result.effect == pytest.approx(rho)
    assert result.n == 147
    assert (group.n, group.value) == (147, known["cla_rate_per_10k"].median())


def test_somers_d_is_that_of_scipy_on_the_published_table() -> None:
    rated = MATRIX[MATRIX["ofsted_rating"].isin(GRADES)]
    order = rated["ofsted_rating"].map(GRADES.index)
    d = stats.somersd(order, rated["categories_listed"]).statistic
    answer = headline(ENTRY).by_grade
    assert answer.result is not None
    assert answer.result.effect == pytest.approx(d)
    assert answer.result.sizes == (17, 53, 56, 21)
    medians = rated.groupby("ofsted_rating")["categories_listed"].median()
    assert [group.value for group in answer.groups] == [medians[grade] for grade in GRADES]


def test_the_slopes_are_those_of_a_line_through_the_published_table() -> None:
    rated = MATRIX[MATRIX["ofsted_rating"].isin(GRADES)]
    order = rated["ofsted_rating"].map(GRADES.index)
    for answer in answers(Question.CATEGORIES_BY_GRADE, ENTRY):
        slope = np.polyfit(order, rated[answer.category_id].astype(int), 1)[0]
        assert answer.result is not None
        assert answer.result.effect == pytest.approx(slope)
        listed = rated.groupby("ofsted_rating")[answer.category_id].sum()
        assert [group.value for group in answer.groups] == [listed[grade] for grade in GRADES]
        assert [group.name for group in answer.groups] == GRADES


def test_the_differences_of_medians_are_those_of_the_published_table() -> None:
    known = MATRIX.dropna(subset="cla_rate_per_10k")
    of_categories = answers(Question.CATEGORIES_BY_RATE, ENTRY)
    assert [answer.category_id for answer in of_categories] == list(CATEGORIES)
    for answer in of_categories:
        listed = known[answer.category_id].astype(bool)
        medians = [known.loc[of, "cla_rate_per_10k"].median() for of in (listed, ~listed)]
        assert answer.result is not None
        assert answer.result.effect == medians[0] - medians[1]
        assert [group.n for group in answer.groups] == [listed.sum(), (~listed).sum()]
        assert [group.value for group in answer.groups] == medians


@pytest.mark.parametrize("question", [Question.CATEGORIES_BY_GRADE, Question.CATEGORIES_BY_RATE])
@each_setting
def test_eight_p_values_are_adjusted_by_holms_steps(
    question: Question, asked: RelationshipParameters
) -> None:
    ascending = sorted(answers(question, asked), key=lambda a: a.result.p_value if a.result else 1)
    expected = 0.0
    for at, answer in enumerate(ascending):
        assert answer.result is not None
        expected = max(expected, min(1, answer.result.p_value * (8 - at)))
        assert answer.adjusted_p == pytest.approx(expected)
        assert answer.tests == 8


def test_asked_again_the_answer_is_the_same_object_and_not_computed_anew() -> None:
    first = answers(Question.CATEGORIES_BY_RATE, ENTRY)
    assert answers(Question.CATEGORIES_BY_RATE, RelationshipParameters()) is first


def test_what_is_prepared_is_not_computed_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    relationships.prepare()

    def fail(*_: object) -> Association:
        raise AssertionError("computed anew")

    for test in ("trend_test", "rank_correlation", "cochran_armitage_test",
                 "permutation_median_difference"):  # fmt: skip
        monkeypatch.setattr(relationships, test, fail)
    assert list(relationships.every_setting()) == SETTINGS
    for question in Question:
        assert answers(question, ENTRY)


def test_without_a_database_nothing_is_prepared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OFFER_DATABASE", str(tmp_path / "offer.duckdb"))
    relationships.prepare()


# --- What an answer says ----------------------------------------------------------------------


def answered(low: float, effect: float, high: float, p: float, adjusted: float | None) -> Answer:
    result = Association("test", (100,), 0, "effect", effect, low, high, p, 0.2)
    return Answer(Question.CATEGORIES_BY_RATE, (), result, adjusted_p=adjusted)


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (Answer(Question.NUMBER_BY_RATE, (), None), Verdict.NOT_TESTED),
        (answered(-38, -30, 44, 0.026, 0.03), Verdict.NO_CLEAR_DIFFERENCE),
        (answered(0, 2, 4, 0.001, None), Verdict.NO_CLEAR_DIFFERENCE),
        (answered(-4, -2, 0, 0.001, None), Verdict.NO_CLEAR_DIFFERENCE),
        (answered(1, 2, 4, 0.03, 0.24), Verdict.INTERVAL_LEAVES_OUT_ZERO_BUT_NOT_P),
        (answered(1, 2, 4, 0.05, None), Verdict.INTERVAL_LEAVES_OUT_ZERO_BUT_NOT_P),
        (answered(1, 2, 4, 0.049, None), Verdict.RISING),
        (answered(1, 2, 4, 0.2, 0.04), Verdict.RISING),
        (answered(-4, -2, -1, 0.001, 0.008), Verdict.FALLING),
    ],
)
def test_a_difference_is_clear_where_interval_and_adjusted_p_say_so(
    answer: Answer, verdict: Verdict
) -> None:
    assert answer.verdict is verdict
    assert answer.is_clear == (verdict in (Verdict.RISING, Verdict.FALLING))


def test_what_all_or_none_list_is_not_tested_and_takes_no_part_in_the_adjustment() -> None:
    used = [unit._replace(listed=unit.listed | {"mentoring"}) for unit in units("entry")]
    every = relationships._adjusted(
        [
            relationships._by_rate([u for u in used if u.rate is not None], category, category)
            for category in ("mentoring", "basic_support")
        ]
    )
    assert [answer.verdict is Verdict.NOT_TESTED for answer in every] == [True, False]
    assert every[0].adjusted_p is None
    assert [(group.n, group.value) for group in every[0].groups][1] == (0, None)
    assert every[1].tests == 1
    assert every[1].result is not None
    assert every[1].adjusted_p == every[1].result.p_value


# --- Address ----------------------------------------------------------------------------------


def test_both_switches_can_be_had_from_the_address() -> None:
    address = {"unit": ["authority"], "doubtful": ["left-out"]}
    asked, left_out = RelationshipParameters.parse(address, vocabulary())
    assert (asked, left_out) == (RelationshipParameters("authority", "left-out"), [])


def test_an_unknown_unit_is_said_and_ignored() -> None:
    asked, left_out = RelationshipParameters.parse({"unit": ["child"]}, vocabulary())
    assert asked == ENTRY
    assert left_out == ["unit=child is not known. Accepted: entry, authority"]
