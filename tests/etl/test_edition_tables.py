"""From a matrix made by hand to the tables of its edition."""

from dataclasses import replace

import pandas as pd
import pytest

from etl.harmonise import (
    edition_tables,
    entry_tables,
    harmonisation_problems,
    reference_tables,
)
from etl.reference import read_reference


@pytest.fixture(scope="module")
def reference():
    return read_reference()


def parsed(reference, *rows):
    """A parsed matrix: name, rate and grade of each entry, which lists mentoring alone."""
    ids = reference.categories["category_id"]
    cells = {id: ["Y - club" if id == "mentoring" else "N"] * len(rows) for id in ids}
    names, rates, grades = zip(*rows, strict=True)
    return pd.DataFrame(
        {
            "row": range(2, len(rows) + 2),
            "published_name": names,
            **cells,
            "cla_rate": rates,
            "ofsted": grades,
        }
    )


TWO = (("Bolton Council", "90", "Good"), ("Kingston and Richmond", "Unknown", "Outstanding/ Good"))


def records(table):
    return list(table.itertuples(index=False, name=None))


def test_a_rate_is_a_number_or_unknown_and_stays_as_published(reference):
    rates = edition_tables(reference, parsed(reference, *TWO), "2030-01")["cla_rate"]
    assert list(rates.columns) == ["edition", "entry_id", "rate_per_10k", "as_published", "status"]
    assert records(rates.astype({"rate_per_10k": "object"})) == [
        ("2030-01", "bolton", 90, "90", "reported"),
        ("2030-01", "kingston-and-richmond", pd.NA, "Unknown", "unknown"),
    ]


def test_two_grades_in_one_cell_are_two_rows(reference):
    grades = edition_tables(reference, parsed(reference, *TWO), "2030-01")["ofsted_rating"]
    columns = ["edition", "entry_id", "rating", "as_published"]
    assert sorted(records(grades[columns])) == [
        ("2030-01", "bolton", "Good", "Good"),
        ("2030-01", "kingston-and-richmond", "Good", "Outstanding/ Good"),
        ("2030-01", "kingston-and-richmond", "Outstanding", "Outstanding/ Good"),
    ]


def test_every_cell_is_a_row_and_is_listed_when_it_begins_with_y(reference):
    offer = edition_tables(reference, parsed(reference, *TWO), "2030-01")["offer"]
    assert set(offer.columns) == {"edition", "entry_id", "category_id", "listed", "as_published"}
    assert len(offer) == 2 * len(reference.categories)
    assert set(offer["edition"]) == {"2030-01"}
    listed = offer.loc[offer["listed"], ["entry_id", "category_id", "as_published"]]
    assert records(listed) == [
        ("bolton", "mentoring", "Y - club"),
        ("kingston-and-richmond", "mentoring", "Y - club"),
    ]


def test_the_name_of_an_entry_is_that_of_its_newest_edition(reference):
    other = pd.DataFrame({"published_name": ["Bolton Metropolitan"], "entry_id": ["bolton"]})
    names = pd.concat([reference.entry_names, other], ignore_index=True)
    known = replace(reference, entry_names=names)
    older = parsed(known, ("Bolton Metropolitan", "1", "Good"), TWO[1])
    newer = parsed(known, ("Bolton Council", "2", "Good"))
    tables = entry_tables(known, {"2030-01": newer, "2022-05": older})
    entries = tables["entry"].set_index("entry_id")
    assert entries["published_name"].to_dict() == {
        "bolton": "Bolton Council",
        "kingston-and-richmond": "Kingston and Richmond",
    }
    assert sorted(records(tables["entry_authority"])) == [
        ("bolton", "E08000001"),
        ("kingston-and-richmond", "E09000021"),
        ("kingston-and-richmond", "E09000027"),
    ]
    assert list(entries.loc["bolton", ["entry", "region", "authority_type"]]) == [
        "Bolton", "North West", "Metropolitan district",
    ]  # fmt: skip


def test_an_entry_without_an_authority_takes_region_and_type_from_its_own_row(reference):
    name = "Greater Manchester Combined Authority"
    matrix = parsed(reference, (name, "111", "None (new LA?)"))
    tables = entry_tables(reference, {"2022-05": matrix})
    assert records(tables["entry"]) == [
        ("greater-manchester", "Greater Manchester", name, "North West", "Combined authority")
    ]
    assert records(tables["entry_authority"]) == []


def test_blank_names_and_grades_are_left_to_the_parser_that_said_so(reference):
    matrix = parsed(reference, ("", "90", "Good"), ("Bolton Council", "90", ""))
    assert harmonisation_problems(reference, matrix, "own.tsv") == []


def test_at_most_three_near_names_are_suggested(reference):
    matrix = parsed(reference, ("North Council", "90", "Good"))
    [problem] = harmonisation_problems(reference, matrix, "own.tsv")
    assert (problem.file, problem.row, problem.found) == ("own.tsv", 2, '"North Council"')
    assert problem.expected.count(" or ") == 2
    known = set(reference.entry_names["published_name"])
    suggested = problem.expected.partition(", such as ")[2].split(" or ")
    assert {name.strip('"') for name in suggested} <= known


def test_a_third_printing_refers_to_the_first(reference):
    matrix = parsed(reference, TWO[0], TWO[1], TWO[0], TWO[0])
    problems = harmonisation_problems(reference, matrix, "own.tsv")
    assert [(problem.row, problem.expected) for problem in problems] == [
        (4, "each entry once (first: row 2)"),
        (5, "each entry once (first: row 2)"),
    ]


def test_the_tables_of_reference_have_the_types_of_their_columns(reference):
    tables = reference_tables(reference)
    assert set(tables) == {"authority", "category", "quality_note", "evidence"}
    assert tables["category"]["position"].dtype == "int64"
    assert tables["quality_note"]["note_id"].dtype == "int64"
    types = tables["evidence"].dtypes[["year", "value", "value_high"]]
    assert [str(each) for each in types] == ["Int64", "float64", "float64"]
    assert len(tables["authority"]) == 152
