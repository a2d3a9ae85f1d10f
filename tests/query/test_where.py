"""A selection as SQL, run on the published database file as readers would run it."""

import os

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.parameters.shared import Filters
from dashboard.query import matrix
from dashboard.query.where import filled_in, over_selected, rows_in_order
from tests.published import COLUMNS, published_matrix
from tests.query.test_matrix import selections

GRADES = ["Outstanding", "Good", "Requires improvement", "Inadequate", "Not rated"]


def rows_of(sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(os.environ["OFFER_DATABASE"], read_only=True) as connection:
        return connection.execute(sql).fetchall()


def written_out(selection: Filters, sort: str = "entry", order: str = "asc") -> str:
    return over_selected(rows_in_order(sort, order), selection)


@settings(max_examples=30, deadline=None)
@given(selections, st.sampled_from(COLUMNS), st.sampled_from(["asc", "desc"]))
def test_it_gives_the_rows_of_the_page_in_its_order(
    selection: Filters, sort: str, order: str
) -> None:
    sql = written_out(selection, sort, order)
    shown = matrix.rows(selection, sort, order)
    assert [row[1] for row in rows_of(sql)] == list(shown["entry_id"])


def test_the_statement_says_only_what_is_asked() -> None:
    assert written_out(Filters(has=("mentoring",), region=("London",))) == (
        "WITH selected AS (\n    SELECT * FROM offer_matrix\n    WHERE edition = '2022-05'\n"
        "      AND region IN ['London']\n      AND (mentoring)\n)\n"
        "SELECT * FROM selected\nORDER BY entry ASC NULLS LAST, entry;"
    )


@pytest.mark.parametrize("q", ["'; DROP TABLE offer; --", "$1", "\\", "%", '"'])
def test_what_readers_search_for_stays_a_text(q: str) -> None:
    assert rows_of(written_out(Filters(q=q))) == []


@given(st.lists(st.text(), max_size=3))
@settings(max_examples=30, deadline=None)
def test_a_literal_is_the_value_that_it_was_made_from(texts: list[str]) -> None:
    texts = [text.replace("\0", "") for text in texts]
    filled = filled_in("SELECT $values::VARCHAR[], $none", {"values": tuple(texts), "none": None})
    assert rows_of(filled) == [(texts, None)]


def test_ratings_sort_by_grade_and_two_grades_stand_between() -> None:
    ratings = list(dict.fromkeys(matrix.rows(Filters(), "ofsted_rating")["ofsted_rating"]))
    assert [rating for rating in ratings if "/" not in rating] == GRADES
    assert ratings.index("Outstanding / Good") == 1


@pytest.mark.parametrize("order", ["asc", "desc"])
def test_unknown_rates_stand_last_whichever_way(order: str) -> None:
    shown = matrix.rows(Filters(), "cla_rate_per_10k", order)
    assert set(shown["entry"].tail(3)) == {"Northamptonshire", "Poole", "Sheffield"}
    known = published_matrix()["cla_rate_per_10k"].dropna().sort_values(ascending=order == "asc")
    assert shown["cla_rate_per_10k"].dropna().tolist() == known.tolist()


def test_ties_go_by_name() -> None:
    shown = matrix.rows(Filters(), "categories_listed", "desc")
    expected = published_matrix().sort_values(
        ["categories_listed", "entry"], ascending=[False, True]
    )
    assert list(shown["entry"]) == list(expected["entry"])
