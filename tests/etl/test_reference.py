"""The project's own reference tables: what names a row names only that one."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from etl.harmonise import edition_tables, entry_tables, harmonisation_problems
from etl.problems import InputRefused
from etl.reference import read_reference


def append(file: Path, text: str) -> None:
    with file.open("a", encoding="utf-8") as opened:
        opened.write(text)


@pytest.fixture(scope="module")
def reference():
    return read_reference()


@pytest.fixture
def matrix(reference):
    """One entry, as it is parsed."""
    row = {"row": [2], "published_name": ["Bolton Council"]}
    cells = {id: ["N"] for id in reference.categories["category_id"]}
    return pd.DataFrame({**row, **cells, "cla_rate": ["90"], "ofsted": ["Good"]})


def twice(table: pd.DataFrame, **columns: str) -> pd.DataFrame:
    """The table with the row of these values once more."""
    rows = table
    for column, value in columns.items():
        rows = rows[rows[column] == value]
    assert len(rows) == 1
    return pd.concat([table, rows], ignore_index=True)


@pytest.mark.parametrize(
    ("file", "row", "column", "value"),
    [
        ("authorities_2022", "E08000001,Again,London,County", "ons_code", "E08000001"),
        ("entries", "bolton,Again,,London,County", "entry_id", "bolton"),
        ("entry_names", "Bolton Council,bury", "published_name", "Bolton Council"),
    ],
)
def test_a_name_that_is_given_twice_is_refused_with_its_file(own_data, file, row, column, value):
    append(own_data / "reference" / f"{file}.csv", f"{row}\n")
    with pytest.raises(InputRefused) as refused:
        read_reference(own_data)
    assert [str(problem) for problem in refused.value.problems] == [
        f'data/reference/{file}.csv, column "{column}": found "{value}" again; expected each once'
    ]


def test_names_given_twice_in_several_tables_are_said_together(own_data):
    append(own_data / "reference" / "entries.csv", "bolton,Again,,London,County\n")
    append(own_data / "reference" / "entry_names.csv", "Bolton Council,bury\n")
    with pytest.raises(InputRefused) as refused:
        read_reference(own_data)
    assert [problem.column for problem in refused.value.problems] == ["entry_id", "published_name"]


def test_an_entry_may_have_several_names(reference, matrix):
    other = pd.DataFrame({"published_name": ["Bolton"], "entry_id": ["bolton"]})
    names = pd.concat([reference.entry_names, other], ignore_index=True)
    problems = harmonisation_problems(replace(reference, entry_names=names), matrix, "file")
    assert problems == []


def test_no_row_of_the_matrix_is_doubled_by_a_name_that_stands_twice(reference, matrix):
    names = twice(reference.entry_names, published_name="Bolton Council")
    doubled = replace(reference, entry_names=names)
    with pytest.raises(pd.errors.MergeError):
        edition_tables(doubled, matrix, "2022-05")


def test_no_entry_is_doubled_by_an_authority_that_stands_twice(reference, matrix):
    authorities = twice(reference.authorities, name="Bolton")
    with pytest.raises(pd.errors.MergeError):
        entry_tables(replace(reference, authorities=authorities), {"2022-05": matrix})


@pytest.mark.parametrize("words", ["None", "NA", "n/a", "null", "nan"])
def test_words_that_mean_nothing_elsewhere_are_text_here(own_data, words):
    append(own_data / "reference" / "entries.csv", f"atlantis,{words},,London,County\n")
    last = read_reference(own_data).entries.iloc[-1]
    assert last["entry"] == words
    assert pd.isna(last["ons_codes"])
