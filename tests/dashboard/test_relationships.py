"""The rows that the tests of Relationships use, and what they are asked, against pandas."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from dashboard.patterns import relationships
from dashboard.patterns.pattern_choices import RelationshipChoice, read_relationship
from dashboard.patterns.relationship_findings import found, is_clear, left_out, verdict
from dashboard.patterns.relationships import Answer, Group
from dashboard.stats import Association
from tests.published import CATEGORIES, published_matrix

MATRIX = published_matrix()
GRADES = ["Inadequate", "Requires improvement", "Good", "Outstanding"]
ENTRY, AUTHORITY = RelationshipChoice(), RelationshipChoice(unit="authority")
LEFT_OUT = RelationshipChoice(doubtful="left-out")


def rows(unit: str = "entry") -> pd.DataFrame:
    return relationships.rows(unit, "2022-05")


# --- Who takes part ---------------------------------------------------------------------------


def test_by_entry_there_are_150_of_which_147_have_one_grade_and_147_a_rate() -> None:
    assert len(rows()) == 150
    assert len(relationships.with_grade(rows(), "kept")) == 147
    assert len(relationships.with_rate(rows(), "kept")) == 147


def test_composite_ratings_unknown_rates_and_not_rated_are_left_out_and_said_to_be() -> None:
    of_rating, of_rate = left_out(rows(), ENTRY)
    for name in ("Bradford (two grades)", "Kingston and Richmond (two grades)",
                 "Greater Manchester (not rated)"):  # fmt: skip
        assert name in of_rating
    for name in ("Northamptonshire", "Poole", "Sheffield"):
        assert f"{name} (unknown)" in of_rate


def test_values_in_doubt_are_those_of_the_quality_notes() -> None:
    found = rows().set_index("unit_id")
    assert set(found.index[found["grade_in_doubt"]]) == {
        "north-east-lincolnshire", "dorset", "poole", "bradford",
    }  # fmt: skip
    assert set(found.index[found["rate_in_doubt"]]) == {
        "greater-manchester", "kingston-and-richmond", "bournemouth",
    }  # fmt: skip


def test_left_out_leaves_out_just_the_values_in_doubt() -> None:
    graded = set(relationships.with_grade(rows(), "left-out")["unit_id"])
    kept = set(relationships.with_grade(rows(), "kept")["unit_id"])
    assert kept - graded == {"north-east-lincolnshire", "dorset", "poole"}
    rated = set(relationships.with_rate(rows(), "left-out")["unit_id"])
    assert "dorset" in rated
    assert "greater-manchester" not in rated


def test_by_authority_the_counts_are_those_known_for_the_150_authorities() -> None:
    found = rows("authority")
    assert len(found) == 150
    listed = [sum(category in ids for ids in found["listed_ids"]) for category in CATEGORIES]
    assert listed == [132, 16, 59, 40, 18, 6, 46, 29]


def test_an_authority_with_two_entries_and_two_grades_has_no_single_grade() -> None:
    found = rows("authority").set_index("name").loc["Bournemouth, Christchurch and Poole"]
    assert found["grade"] is None or pd.isna(found["grade"])
    assert found["rate"] == 56
    assert list(found["entry_ids"]) == ["bournemouth", "poole"]


# --- What the tests gave ----------------------------------------------------------------------


def test_the_rank_correlation_is_that_of_scipy_on_the_published_table() -> None:
    known = MATRIX.dropna(subset="cla_rate_per_10k")
    rho = stats.spearmanr(known["cla_rate_per_10k"], known["categories_listed"]).statistic
    result = relationships.number_by_rate(ENTRY).result
    assert result is not None
    assert result.effect == pytest.approx(rho)
    assert result.n == 147


def test_somers_d_is_that_of_scipy_on_the_published_table() -> None:
    rated = MATRIX[MATRIX["ofsted_rating"].isin(GRADES)]
    order = rated["ofsted_rating"].map(GRADES.index)
    d = stats.somersd(order, rated["categories_listed"]).statistic
    result = relationships.number_by_grade(ENTRY).result
    assert result is not None
    assert result.effect == pytest.approx(d)
    assert result.sizes == (17, 53, 56, 21)


def test_the_slopes_are_those_of_a_line_through_the_published_table() -> None:
    rated = MATRIX[MATRIX["ofsted_rating"].isin(GRADES)]
    order = rated["ofsted_rating"].map(GRADES.index)
    for answer in relationships.categories_by_grade(ENTRY):
        slope = np.polyfit(order, rated[answer.category_id].astype(int), 1)[0]
        assert answer.result is not None
        assert answer.result.effect == pytest.approx(slope)
        assert sum(group.value for group in answer.groups) == rated[answer.category_id].sum()


def test_the_differences_of_medians_are_those_of_the_published_table() -> None:
    known = MATRIX.dropna(subset="cla_rate_per_10k")
    answers = relationships.categories_by_rate(ENTRY)
    assert [answer.category_id for answer in answers] == list(CATEGORIES)
    for answer in answers:
        listed = known[answer.category_id].astype(bool)
        rates = known["cla_rate_per_10k"]
        assert answer.result is not None
        assert answer.result.effect == rates[listed].median() - rates[~listed].median()
        assert [group.n for group in answer.groups] == [listed.sum(), (~listed).sum()]


def test_eight_p_values_are_adjusted_by_holms_steps() -> None:
    answers = sorted(
        relationships.categories_by_rate(ENTRY), key=lambda a: a.result.p_value if a.result else 1
    )
    expected = 0.0
    for at, answer in enumerate(answers):
        assert answer.result is not None
        expected = max(expected, min(1, answer.result.p_value * (8 - at)))
        assert answer.adjusted_p == pytest.approx(expected)


def test_asked_again_the_answer_is_the_same_object_and_not_computed_anew() -> None:
    first = relationships.categories_by_rate(ENTRY)
    assert relationships.categories_by_rate(RelationshipChoice()) is first


# --- In words ---------------------------------------------------------------------------------


def answered(low: float, effect: float, high: float, p: float, adjusted: float | None) -> Answer:
    result = Association("test", (100,), 0, "effect", effect, low, high, p, 0.2)
    return Answer("mentoring", "Mentoring", (Group("Listed", 100, 1),), result, adjusted)


def test_an_interval_around_0_is_no_clear_difference_whatever_p_says() -> None:
    said = verdict(answered(-38, -30, 44, 0.026, 0.03), "categories_by_rate")
    assert said == "No clear difference: the interval runs from −38.0 to +44.0."


def test_a_clear_difference_says_its_direction_and_claims_no_cause() -> None:
    higher = answered(2, 5, 8, 0.001, 0.008)
    assert verdict(higher, "categories_by_rate") == (
        "Listing it is associated with a higher CLA rate: the interval runs from +2.0 to +8.0."
    )
    assert is_clear(higher, "categories_by_rate")


def test_one_interval_of_eight_beside_0_is_not_clear_when_the_adjusted_p_is_not() -> None:
    one_of_eight = answered(0.01, 0.05, 0.1, 0.03, 0.24)
    said = verdict(one_of_eight, "categories_by_grade")
    assert said.startswith("No clear difference")
    assert "0.240" in said
    assert not is_clear(one_of_eight, "categories_by_grade")


def test_what_cannot_be_tested_says_so_with_the_group_sizes() -> None:
    untested = Answer(
        "mentoring", "Mentoring", (Group("Listed", 150, 1), Group("Not listed", 0, 0))
    )
    said = verdict(untested, "categories_by_rate")
    assert said.startswith("Not tested: listed 150; not listed 0")


def test_the_finding_names_the_one_that_is_clear() -> None:
    clear, unclear = answered(0.1, 0.2, 0.3, 0.001, None), answered(-0.1, 0, 0.1, 0.9, None)
    assert found(clear, unclear, "entry").startswith(
        "The number of kinds of support listed is associated with Ofsted rating"
    )
    assert found(unclear, unclear, "entry").startswith("No clear association")


# --- Address ----------------------------------------------------------------------------------


def test_both_switches_can_be_had_from_the_address() -> None:
    choice, ignored = read_relationship({"unit": ["authority"], "doubtful": ["left-out"]})
    assert (choice, ignored) == (RelationshipChoice("authority", "left-out"), [])


def test_an_unknown_unit_is_said_and_ignored() -> None:
    choice, ignored = read_relationship({"unit": ["child"]})
    assert choice == ENTRY
    assert ignored == ["unit=child is not known. Accepted: entry, authority"]
