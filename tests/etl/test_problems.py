"""What is wrong is said in one line, with its place, so that a person can put it right."""

import pytest

from etl.problems import InputRefused, Problem, quoted


@pytest.mark.parametrize(
    ("row", "column", "place"),
    [
        (None, None, "a.tsv"),
        (7, None, "a.tsv, row 7"),
        (0, None, "a.tsv, row 0"),
        (None, "Rate", 'a.tsv, column "Rate"'),
        (7, "Rate", 'a.tsv, row 7, column "Rate"'),
        (None, "", 'a.tsv, column ""'),
    ],
)
def test_a_problem_says_as_much_of_its_place_as_is_known(row, column, place):
    assert str(Problem("a.tsv", '"x"', "y", row, column)) == f'{place}: found "x"; expected y'


def test_a_problem_stays_in_one_line(tmp_path):
    assert str(Problem("a.tsv", "two\nlines", "or\r\nthree")) == (
        "a.tsv: found two lines; expected or three"
    )


def test_a_refusal_holds_every_problem_and_says_one_a_line():
    problems = [Problem("a.tsv", "b", "c"), Problem("d.tsv", "e", "f", 1)]
    refusal = InputRefused(problems)
    assert refusal.problems == tuple(problems)
    assert str(refusal) == "a.tsv: found b; expected c\nd.tsv, row 1: found e; expected f"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("", '""'),
        ("Bolton Council", '"Bolton Council"'),
        ("Malmö", '"Malmö"'),
        ("x" * 60, '"' + "x" * 60 + '"'),
        ("x" * 61, '"' + "x" * 57 + '..."'),
        ("a\\b", '"a\\b"'),
        ("a\tb\nc\x1b", '"a\\tb\\nc\\x1b"'),
        ("non\xa0breaking", '"non\\xa0breaking"'),
    ],
)
def test_a_value_is_quoted_cut_when_long_and_shows_what_cannot_be_seen(value, shown):
    assert quoted(value) == shown
