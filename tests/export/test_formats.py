"""Rows as files: what spreadsheets, pandas and scripts read must be what was shown."""

import csv
import io
import json
from typing import Any

import pandas as pd
import pytest

from dashboard.export import formats
from dashboard.parameters.shared import Filters
from dashboard.query import matrix
from tests.published import CATEGORIES, COLUMNS, entries_that, published_matrix


def frame(**columns: Any) -> pd.DataFrame:
    return pd.DataFrame(columns)


def cells(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


# --- CSV --------------------------------------------------------------------------------------


def test_csv_starts_with_one_byte_order_mark_and_ends_its_lines_as_excel_does() -> None:
    content = formats.csv(frame(entry=["Hull", "Poole"], listed=[True, False]))
    assert content == b"\xef\xbb\xbfentry,listed\r\nHull,TRUE\r\nPoole,FALSE\r\n"


def test_csv_leaves_missing_values_blank() -> None:
    rows = frame(
        entry=["Poole", None],
        rate=pd.array([None, 64], dtype="Int32"),
        share=[0.5, float("nan")],
    )
    assert cells(formats.csv(rows))[1:] == [["Poole", "", "0.5"], ["", "64", ""]]


def test_csv_of_no_rows_is_its_header() -> None:
    rows = matrix.rows(Filters(cla_min=10_000))
    assert cells(formats.csv(rows)) == [list(COLUMNS)]


@pytest.mark.parametrize(
    ("selection", "count"), [(Filters(rating=("Not rated",)), 1), (Filters(), 150)]
)
def test_csv_has_a_line_for_every_row(selection: Filters, count: int) -> None:
    assert len(cells(formats.csv(matrix.rows(selection)))) == 1 + count


def test_csv_of_the_matrix_is_the_published_table_in_the_public_columns() -> None:
    header, *lines = cells(formats.csv(matrix.rows(Filters())))
    assert header == list(COLUMNS)
    for line, row in zip(lines, published_matrix().to_dict("records"), strict=True):
        cell = dict(zip(header, line, strict=True))
        assert [cell[c] for c in CATEGORIES] == [str(row[c]).upper() for c in CATEGORIES]
        assert cell["entry"] == row["entry"]
        assert cell["ons_codes"] == row["ons_codes"]
        assert cell["ofsted_rating"] == row["ofsted_rating"]
        assert cell["categories_listed"] == str(row["categories_listed"])
        rate = row["cla_rate_per_10k"]
        assert cell["cla_rate_per_10k"] == ("" if pd.isna(rate) else str(int(rate)))


def test_csv_keeps_commas_quotes_and_line_breaks_inside_their_cell() -> None:
    texts = ['a "b", c', "two\nlines", "Crème–brûlée 'x'"]
    assert cells(formats.csv(frame(text=texts)))[1:] == [[text] for text in texts]


@pytest.mark.parametrize(
    "formula", ["=1+1", "+44 20", "-2", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")']
)
def test_csv_makes_a_cell_that_a_spreadsheet_would_compute_plain_text(formula: str) -> None:
    assert cells(formats.csv(frame(text=[formula, "plain"])))[1:] == [[f"'{formula}"], ["plain"]]


def test_csv_leaves_negative_numbers_as_numbers() -> None:
    assert cells(formats.csv(frame(difference=[-3])))[1] == ["-3"]


def test_csv_leaves_the_rows_as_they_were() -> None:
    rows = frame(text=["=1"], listed=[True])
    before = rows.copy()
    formats.csv(rows)
    pd.testing.assert_frame_equal(rows, before)


# --- JSON -------------------------------------------------------------------------------------


def test_json_has_an_object_for_every_row_with_the_public_columns() -> None:
    records = json.loads(formats.json_records(matrix.rows(Filters())))
    assert [tuple(record) for record in records] == [COLUMNS] * 150


def test_json_of_no_rows_is_an_empty_list() -> None:
    assert formats.json_records(matrix.rows(Filters(cla_min=10_000))) == b"[]"


def test_json_tells_truth_values_numbers_and_nulls_apart() -> None:
    [poole] = json.loads(formats.json_records(matrix.rows(Filters(q="Poole"))))
    assert poole["basic_support"] is True
    assert poole["extended_camhs"] is False
    assert poole["cla_rate_per_10k"] is None
    assert poole["categories_listed"] == 3
    [combined] = json.loads(formats.json_records(matrix.rows(Filters(rating=("Not rated",)))))
    assert combined["ons_codes"] is None
    assert combined["cla_rate_per_10k"] == 111


def test_json_is_valid_where_numbers_are_missing() -> None:
    content = formats.json_records(frame(share=[0.5, float("nan")], n=[1, 2]))
    assert content == b'[{"share": 0.5, "n": 1}, {"share": null, "n": 2}]'


def test_json_keeps_letters_as_they_are() -> None:
    assert formats.json_records(frame(t=["–é'="])) == '[{"t": "–é\'="}]'.encode()


def test_csv_and_json_hold_the_same_rows() -> None:
    rows = matrix.rows(Filters(region=("London",)))
    names = [row["entry"] for row in json.loads(formats.json_records(rows))]
    assert [line[2] for line in cells(formats.csv(rows))[1:]] == names
    assert names == list(entries_that(region=["London"])["entry"])
