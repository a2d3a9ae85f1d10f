"""Reading one matrix file: what is read, and what is refused with its place.

The files are made by hand, with two of the eight categories; expectations come from the
published format: tab-separated, page breaks as blank lines, long names wrapped over two rows.
"""

from pathlib import Path

import pandas as pd
import pytest

from etl.parse import parse_matrix
from etl.problems import InputRefused, Problem
from tests.published import records

NAME = "Local Authority"
RATE = "CLA Population OF 31 March 2021 (per 10,000 children)"
RATING = "Overall Ofsted rating"
HEADER = [NAME, "Mentoring", "Extended CAMHS", RATE, RATING]
BOLTON = ["Bolton Council", "Y", "N", "90", "Good"]
POOLE = ["Poole Borough Council", "N", "N", "Unknown", "Inadequate"]
CATEGORIES = pd.DataFrame(
    {
        "category_id": ["mentoring", "extended_camhs"],
        "published_label": ["Mentoring", "Extended CAMHS"],
    }
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "matrix.tsv"


def write(file: Path, *rows: list[str], end: str = "\n") -> None:
    file.write_bytes("".join("\t".join(row) + end for row in rows).encode())


def read(file: Path) -> list[dict[str, object]]:
    """The entries of a file that nothing is wrong with."""
    table, problems = parse_matrix(file, CATEGORIES)
    assert problems == []
    return records(table)


def problems_of(file: Path) -> list[Problem]:
    try:
        return parse_matrix(file, CATEGORIES)[1]
    except InputRefused as refusal:
        return list(refusal.problems)


def places(file: Path) -> list[tuple[int | None, str | None, str]]:
    return [(problem.row, problem.column, problem.found) for problem in problems_of(file)]


BOLTON_READ = {
    "row": 2,
    "published_name": "Bolton Council",
    "mentoring": "Y",
    "extended_camhs": "N",
    "cla_rate": "90",
    "ofsted": "Good",
}


# What is read


def test_every_cell_comes_out_as_printed_with_its_line_in_the_file(file):
    write(file, HEADER, BOLTON)
    assert read(file) == [BOLTON_READ]


def test_columns_are_known_by_their_heading_not_by_their_place(file):
    write(file, HEADER[::-1], BOLTON[::-1])
    assert read(file) == [BOLTON_READ]


def test_blank_lines_of_page_breaks_and_the_rule_of_dashes_are_no_entries(file):
    write(file, HEADER, BOLTON, [""], ["", "", "", "", ""], POOLE, ["---", "-", "-", "--", "---"])
    assert [(entry["row"], entry["published_name"]) for entry in read(file)] == [
        (2, "Bolton Council"),
        (5, "Poole Borough Council"),
    ]


def test_a_name_wrapped_over_a_page_break_is_joined_and_keeps_its_first_row(file):
    wrapped = ["Stockton-on-Tees Borough", "Y", "N", "132", "Good"]
    write(file, HEADER, wrapped, [""], ["Council (Unitary Authority)", "", "", "", ""], POOLE)
    first, second = read(file)
    assert first["published_name"] == "Stockton-on-Tees Borough Council (Unitary Authority)"
    assert (first["row"], first["cla_rate"]) == (2, "132")
    assert second["row"] == 5


def test_windows_line_ends_are_read(file):
    write(file, HEADER, BOLTON, end="\r\n")
    assert read(file) == [BOLTON_READ]


def test_a_byte_order_mark_is_no_part_of_the_first_heading(file):
    write(file, HEADER, BOLTON)
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert read(file) == [BOLTON_READ]


def test_the_last_line_needs_no_end(file):
    write(file, HEADER, BOLTON)
    file.write_bytes(file.read_bytes().rstrip())
    assert read(file) == [BOLTON_READ]


def test_blanks_around_a_cell_are_no_part_of_it(file):
    write(file, HEADER, [f"  {cell} " for cell in BOLTON])
    assert read(file) == [BOLTON_READ]


@pytest.mark.parametrize("cell", ["Y", "N", "Y - nurse", "Y - until the age of 25"])
def test_listed_not_listed_and_listed_with_a_note_are_accepted(file, cell):
    write(file, HEADER, ["Bolton Council", cell, "N", "90", "Good"])
    assert read(file)[0]["mentoring"] == cell


@pytest.mark.parametrize("cell", ["0", "64", "10000", "Unknown"])
def test_whole_rates_up_to_ten_thousand_and_unknown_are_accepted(file, cell):
    write(file, HEADER, ["Bolton Council", "Y", "N", cell, "Good"])
    assert read(file)[0]["cla_rate"] == cell


# What is refused: the header


def test_a_missing_column_is_named(file):
    write(file, HEADER[:1] + HEADER[2:], BOLTON[:1] + BOLTON[2:])
    assert places(file) == [(1, "Mentoring", "no such column")]


def test_a_doubled_column_is_named(file):
    write(file, [*HEADER, "Mentoring"], [*BOLTON, "Y"])
    assert places(file) == [(1, "Mentoring", "it 2 times")]


def test_an_unknown_column_is_named(file):
    write(file, [*HEADER, "Football"], [*BOLTON, "Y"])
    assert places(file) == [(1, None, 'column "Football"')]


def test_a_blank_heading_is_an_unknown_column(file):
    write(file, [*HEADER, ""], [*BOLTON, ""])
    assert places(file) == [(1, None, 'column ""')]


def test_all_that_is_wrong_with_a_header_is_said_at_once(file):
    write(file, [NAME, "Mentoring", "Mentoring", "Football", RATING], BOLTON)
    assert places(file) == [
        (1, "Extended CAMHS", "no such column"),
        (1, RATE, "no such column"),
        (1, "Mentoring", "it 2 times"),
        (1, None, 'column "Football"'),
    ]


def test_commas_between_the_cells_are_not_the_published_format(file):
    file.write_text(",".join(HEADER) + "\n" + ",".join(BOLTON) + "\n")
    assert {(row, found) for row, _, found in places(file)} >= {(1, "no such column")}


# What is refused: rows and cells


@pytest.mark.parametrize(
    ("row", "cells"), [(BOLTON[:-1], 4), ([*BOLTON, ""], 6), (["Bolton Council"], 1)]
)
def test_a_row_with_too_few_or_too_many_cells_is_refused_with_its_count(file, row, cells):
    write(file, HEADER, POOLE, row)
    [problem] = problems_of(file)
    assert str(problem) == f'{file}, row 3: found {cells} cells in "Bolton Council"; expected 5'


def test_the_rest_of_a_wrapped_name_is_not_given_to_the_entry_above_a_short_row(file):
    short = ["Stockton-on-Tees Borough", "Y", "N", "132"]
    write(file, HEADER, BOLTON, short, ["Council (Unitary Authority)", "", "", "", ""])
    table, [problem] = parse_matrix(file, CATEGORIES)
    assert problem.row == 3
    assert list(table["published_name"]) == ["Bolton Council"]


def test_a_name_without_values_has_nothing_to_belong_to_in_the_first_row(file):
    write(file, HEADER, ["Council (Unitary Authority)", "", "", "", ""], BOLTON)
    assert places(file) == [(2, NAME, 'a name without values, "Council (Unitary Authority)"')]


@pytest.mark.parametrize(
    "cell", ["", "y", "n", "Yes", "No", "?", "Y -", "Y- nurse", "N - none", "1"]
)
def test_a_cell_that_is_neither_y_n_nor_y_with_a_note_is_refused(file, cell):
    write(file, HEADER, ["Bolton Council", "Y", cell, "90", "Good"])
    [problem] = problems_of(file)
    assert str(problem) == (
        f'{file}, row 2, column "Extended CAMHS": found "{cell}"; '
        'expected Y, N or "Y - " and a note'
    )


@pytest.mark.parametrize(
    "cell", ["-1", "64.5", "10001", "99999", "100000", "1e3", "6 4", "unknown", "n/a", "", "٦٤"]
)
def test_a_rate_that_is_no_whole_number_in_range_nor_unknown_is_refused(file, cell):
    write(file, HEADER, ["Bolton Council", "Y", "N", cell, "Good"])
    [problem] = problems_of(file)
    assert str(problem) == (
        f'{file}, row 2, column "{RATE}": found "{cell}"; '
        "expected a whole number from 0 to 10,000, or Unknown"
    )


def test_an_entry_without_a_name_is_refused(file):
    write(file, HEADER, ["", "Y", "N", "90", "Good"])
    assert places(file) == [(2, NAME, '""')]


def test_an_entry_without_a_grade_is_refused(file):
    write(file, HEADER, ["Bolton Council", "Y", "N", "90", ""])
    assert places(file) == [(2, RATING, '""')]


def test_every_wrong_cell_is_said_in_the_order_of_the_file(file):
    write(file, HEADER, ["Bolton Council", "y", "N", "-1", "Good"], ["", "N", "maybe", "1", ""])
    assert [(row, column) for row, column, _ in places(file)] == [
        (2, "Mentoring"),
        (2, RATE),
        (3, NAME),
        (3, "Extended CAMHS"),
        (3, RATING),
    ]


def test_a_long_value_is_cut_and_control_characters_are_spelled_out(file):
    write(file, HEADER, ["Bolton Council", "Y", "a\x1bb" + "c" * 100, "90", "Good"])
    [(_, _, found)] = places(file)
    assert found == '"a\\x1bb' + "c" * 54 + '..."'


# What is refused: the file


def test_an_empty_file_is_refused(file):
    file.write_bytes(b"")
    assert places(file) == [(None, None, "an empty file")]


def test_a_file_of_page_breaks_is_empty(file):
    file.write_bytes(b"\n\r\n\t\t\n")
    assert places(file) == [(None, None, "an empty file")]


def test_a_header_without_entries_is_refused(file):
    write(file, HEADER)
    assert places(file) == [(1, None, "a header only")]


def test_nul_bytes_are_refused_with_their_row(file):
    write(file, HEADER, ["Bolton\0Council", "Y", "N", "90", "Good"])
    assert places(file) == [(2, None, "byte 0x00, which is not text in UTF-8")]


def test_a_picture_is_refused(file):
    file.write_bytes(
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89"
    )
    assert places(file) == [(1, None, "byte 0x89, which is not text in UTF-8")]


def test_latin_1_is_refused_at_the_row_of_its_first_byte_that_is_not_utf_8(file):
    write(file, HEADER, BOLTON)
    file.write_bytes(file.read_bytes() + "Malmö Council\tY\tN\t90\tGood\n".encode("latin-1"))
    assert places(file) == [(3, None, "byte 0xf6, which is not text in UTF-8")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf_16_and_utf_32_are_refused(file, encoding):
    write(file, HEADER, BOLTON)
    file.write_bytes(file.read_text().encode(encoding))
    [(row, _, found)] = places(file)
    assert row == 1
    assert found.endswith("which is not text in UTF-8")


def test_a_file_that_is_not_there_is_refused(file):
    assert places(file) == [(None, None, "no such file")]


def test_a_directory_in_place_of_a_file_is_refused(tmp_path):
    assert places(tmp_path) == [(None, None, "Is a directory")]
