"""What a refused matrix is told to hold instead."""

import pandas as pd
import pytest

from etl.parse import NAME, RATE, RATING, parse_matrix
from etl.problems import InputRefused

CATEGORIES = pd.DataFrame({"category_id": ["mentoring"], "published_label": ["Mentoring"]})
HEADER = "\t".join([NAME, "Mentoring", RATE, RATING])
BOLTON = "Bolton Council\tY\t90\tGood"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "a header and one row per entry"),
        (HEADER, "one row per entry below it"),
        (f"{HEADER}\tFootball\n{BOLTON}\tY", "only the published columns"),
        (HEADER.removesuffix(f"\t{RATING}"), "it once"),
        (f"{HEADER}\t{RATING}\n{BOLTON}\tGood", "it once"),
        (f"{HEADER}\n(Unitary Authority)\t\t\t\n{BOLTON}", "values for the first entry"),
        (f"{HEADER}\n{BOLTON}\t", "4"),
        (f"{HEADER}\n\tY\t90\tGood", "the name of an entry"),
        (f"{HEADER}\nBolton Council\tYes\t90\tGood", 'Y, N or "Y - " and a note'),
        (f"{HEADER}\nBolton Council\tY\t9.5\tGood", "a whole number from 0 to 10,000, or Unknown"),
        (f"{HEADER}\nBolton Council\tY\t90\t", "an Ofsted grade"),
        (f"{HEADER}\n\0{BOLTON}", "text in UTF-8, tab-separated"),
    ],
)
def test_a_problem_says_what_is_expected_instead(tmp_path, text, expected):
    file = tmp_path / "matrix.tsv"
    file.write_text(text, encoding="utf-8")
    try:
        problems = parse_matrix(file, CATEGORIES)[1]
    except InputRefused as refusal:
        problems = list(refusal.problems)
    assert [problem.expected for problem in problems] == [expected]
    assert problems[0].file == str(file)


@pytest.mark.parametrize("name", ["none.tsv", "."])
def test_a_file_that_cannot_be_read_is_to_be_a_matrix(tmp_path, name):
    with pytest.raises(InputRefused) as refused:
        parse_matrix(tmp_path / name, CATEGORIES)
    [problem] = refused.value.problems
    assert problem.expected == "a readable matrix file"
