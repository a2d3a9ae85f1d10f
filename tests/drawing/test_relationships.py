"""Tables and figures of Relationships: every cell counted again under every way of counting."""

import pytest

from dashboard.drawing import relationships as drawing
from dashboard.drawing.tables import Head, Link, table
from dashboard.parameters.pages import RelationshipParameters
from dashboard.query.metadata import vocabulary
from dashboard.query.relationships import Answer, Group, Question, answers, every_setting, headline
from dashboard.query.tested_units import Against, taking_part
from dashboard.text import relationships as text
from tests.published import CATEGORIES
from tests.screen import Screen, Table
from tests.text.test_relationships import GRADES, each_setting, grade_of, graded, rated, signed

HEADS = {category: Head(f"Head of {category}", Link("")) for category in CATEGORIES}


def only_table(html: str) -> Table:
    [found] = Screen(html).tables
    return found


def number(value: str) -> float:
    return float(value.replace("−", "-"))


@each_setting
def test_every_cell_of_the_grades_is_counted_again(asked: RelationshipParameters) -> None:
    of_grade, used = graded(asked), taking_part(Against.GRADE, asked)
    html = drawing.grade_table(headline(asked).by_grade, used, asked.unit, 8)
    found = only_table(html)
    assert found.header == ["Ofsted rating", "Median", *map(str, range(9))]
    assert found.caption.startswith(f"{len(of_grade)} ")
    assert found.caption.endswith("by Ofsted rating and number of kinds listed, 0 to 8")
    for grade, (name, median, *cells) in zip(reversed(GRADES), found.rows, strict=True):
        listed = sorted(len(e.listed) for e in of_grade if grade_of(e) == GRADES.index(grade))
        n = len(listed)
        assert name == f"{grade} ({n})"
        assert float(median) == (listed[(n - 1) // 2] + listed[n // 2]) / 2
        counts = [listed.count(number) for number in range(9)]
        assert cells == [f"{count / n:.0%} {count} of {n}" for count in counts]


@each_setting
def test_every_share_by_grade_is_counted_again(asked: RelationshipParameters) -> None:
    found = only_table(
        drawing.by_category_table(answers(Question.CATEGORIES_BY_GRADE, asked), HEADS)
    )
    assert found.header == [
        "Kind of support", "Change per grade, points", "In words", "Smallest noticeable", "p",
        "p, adjusted (Holm)", "Outstanding", "Good", "Requires improvement", "Inadequate",
    ]  # fmt: skip
    for category, row in zip(CATEGORIES, found.rows, strict=True):
        assert row[0] == f"Head of {category}"
        for grade, cell in zip(reversed(GRADES), row[6:], strict=True):
            of = [each for each in graded(asked) if grade_of(each) == GRADES.index(grade)]
            listed = sum(category in each.listed for each in of)
            assert cell == f"{listed} of {len(of)} ({listed / len(of):.0%})"


@each_setting
def test_every_median_by_rate_is_counted_again(asked: RelationshipParameters) -> None:
    found = only_table(
        drawing.by_category_table(answers(Question.CATEGORIES_BY_RATE, asked), HEADS)
    )
    assert found.header == [
        "Kind of support", "Difference of medians", "In words", "Smallest noticeable", "p",
        "p, adjusted (Holm)", "Median rate where listed", "Where not listed",
    ]  # fmt: skip
    for category, row in zip(CATEGORIES, found.rows, strict=True):
        medians = []
        for listed, cell in zip((True, False), row[6:], strict=True):
            rates = sorted(
                next(iter(e.rates)) for e in rated(asked) if (category in e.listed) == listed
            )
            medians.append((rates[(len(rates) - 1) // 2] + rates[len(rates) // 2]) / 2)
            assert cell == f"{medians[-1]:g} (n = {len(rates)})"
        assert row[1] == signed(medians[0] - medians[1], 1)


@pytest.mark.parametrize("question", [Question.CATEGORIES_BY_GRADE, Question.CATEGORIES_BY_RATE])
def test_numbers_and_words_of_a_test_stand_in_their_columns(question: Question) -> None:
    every = answers(question, RelationshipParameters())
    factor = 100 if question is Question.CATEGORIES_BY_GRADE else 1
    for answer, row in zip(every, only_table(drawing.by_category_table(every, HEADS)).rows,
                           strict=True):  # fmt: skip
        result = answer.result
        assert result is not None
        assert number(row[1]) == pytest.approx(result.effect * factor, abs=0.0501)
        assert row[2] == text.verdict(answer)
        assert row[3] == f"±{result.smallest_detectable * factor:.1f}"
        assert float(row[4].replace("<", "")) == pytest.approx(result.p_value, abs=0.001)
        assert float(row[5]) == pytest.approx(answer.adjusted_p, abs=0.000501)


def test_what_is_not_tested_has_dashes_and_no_mark() -> None:
    groups = (Group("Listed", 147, 67.0), Group("Not listed", 0, None))
    untested = Answer(Question.CATEGORIES_BY_RATE, groups, None, "mentoring", "Mentoring")
    [row] = only_table(drawing.by_category_table([untested], HEADS)).rows
    assert row[1:] == [
        "–", "Not tested: listed 147; not listed 0: too few, or all alike.", "–", "–", "–",
        "67 (n = 147)", "– (n = 0)",
    ]  # fmt: skip
    _, marks = drawing.differences([untested]).data
    assert not marks.x


def test_the_marks_of_the_differences_are_on_the_scale_of_the_axis() -> None:
    for question, factor in (
        (Question.CATEGORIES_BY_GRADE, 100),
        (Question.CATEGORIES_BY_RATE, 1),
    ):
        every = answers(question, RelationshipParameters())
        _, marks = drawing.differences(every).data
        results = [answer.result for answer in every if answer.result]
        assert list(marks.x) == pytest.approx([each.effect * factor for each in results])
        highs = [x + more for x, more in zip(marks.x, marks.error_x.array, strict=True)]
        assert highs == pytest.approx([each.high * factor for each in results])


@each_setting
def test_the_scatter_shows_everyone_with_a_rate(asked: RelationshipParameters) -> None:
    used = taking_part(Against.RATE, asked)
    [points] = drawing.rate_scatter(used, 8).data
    shown = list(zip(points.text, points.x, points.y, strict=True))
    assert shown == [(each.name, next(iter(each.rates)), len(each.listed)) for each in rated(asked)]
    assert "lists %{y} of 8" in points.hovertemplate
    columns = drawing.scatter_columns(8)
    rows = only_table(table(drawing.scatter_rows(used, 8), columns, "Points")).rows
    assert rows == [[name, f"{rate:g}", str(listed)] for name, rate, listed in shown]


def test_the_settings_give_both_results_with_interval_n_and_p() -> None:
    settings = every_setting()
    found = only_table(drawing.settings_table(settings))
    assert found.header == [
        "Counted by", "Values in doubt",
        "Ofsted rating: Somers' d (95% interval)", "Ofsted rating: n", "Ofsted rating: p",
        "CLA rate: rank correlation (95% interval)", "CLA rate: n", "CLA rate: p",
    ]  # fmt: skip
    for (asked, of_number), row in zip(settings.items(), found.rows, strict=True):
        assert [row[3], row[6]] == [str(len(graded(asked))), str(len(rated(asked)))]
        for answer, effect, p in (
            (of_number.by_grade, row[2], row[4]), (of_number.by_rate, row[5], row[7]),
        ):  # fmt: skip
            result = answer.result
            assert result is not None
            assert effect == (
                f"{signed(result.effect, 2)} ({signed(result.low, 2)} to {signed(result.high, 2)})"
            )
            assert p == f"{result.p_value:.3f}"


def test_heads_are_found_by_id_and_labels_are_those_of_the_data() -> None:
    family = answers(Question.CATEGORIES_BY_RATE, RelationshipParameters())
    assert {answer.category_id: answer.label for answer in family} == vocabulary().category
