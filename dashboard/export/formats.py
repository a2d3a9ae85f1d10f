"""Rows as files: exactly the rows, order and columns shown.

No file holds a clock: the same rows of the same build give the same bytes.
"""

import io
import json
from datetime import datetime

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from dashboard.export.dataset import Export

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
NO_CLOCK = datetime(2022, 5, 1)
WIDEST = 60  # characters of a column in a spreadsheet


def csv(rows: pd.DataFrame) -> bytes:
    """UTF-8 with BOM, as DfE's own files; truth values TRUE and FALSE, missing values blank."""
    text = _harmless(_spelled(rows)).to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def json_records(rows: pd.DataFrame) -> bytes:
    """A list of objects, one per row; missing values null."""
    records = rows.astype(object).where(rows.notna(), None).to_dict("records")
    return json.dumps(records, ensure_ascii=False, default=_plain).encode()


def parquet(export: Export) -> bytes:
    """Parquet with its types; citation and content hash in the file's metadata."""
    table = pa.Table.from_pandas(export.rows, preserve_index=False)
    said = {"citation": export.citation(), "content_hash": export.build.content_hash}
    file = io.BytesIO()
    pq.write_table(table.replace_schema_metadata((table.schema.metadata or {}) | said), file)
    return file.getvalue()


def xlsx(export: Export) -> bytes:
    """A workbook with a sheet of the rows and a sheet of notes. Text stays text: no formulas."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"created": NO_CLOCK, "title": export.title})
    bold = book.add_format({"bold": True})
    data = book.add_worksheet("data")
    for place, column in enumerate(export.rows.columns):
        values = [None if pd.isna(value) else _plain(value) for value in export.rows[column]]
        data.write_string(0, place, column, bold)
        for row, value in enumerate(values, start=1):
            _write_cell(data, row, place, value)
        longest = max(map(len, [column, *(str(value) for value in values)]))
        data.set_column(place, place, min(longest, WIDEST) + 2)
    data.freeze_panes(1, 0)
    if len(export.rows):
        data.autofilter(0, 0, len(export.rows), len(export.rows.columns) - 1)
    notes = book.add_worksheet("notes")
    notes.set_column(0, 0, 24)
    notes.set_column(1, 1, 110, book.add_format({"text_wrap": True, "valign": "top"}))
    for row, (name, text) in enumerate(export.notes()):
        notes.write_string(row, 0, name, bold)
        notes.write_string(row, 1, text)
    book.close()
    return file.getvalue()


def _write_cell(sheet: xlsxwriter.worksheet.Worksheet, row: int, place: int, value: object) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, place, value)
    elif value is not None:
        sheet.write_string(row, place, str(value))


def _spelled(rows: pd.DataFrame) -> pd.DataFrame:
    truths = rows.select_dtypes("bool").columns
    return rows.assign(**{c: rows[c].map({True: "TRUE", False: "FALSE"}) for c in truths})


def _harmless(rows: pd.DataFrame) -> pd.DataFrame:
    """A cell that a spreadsheet would take for a formula gets an apostrophe in front."""

    def harmless(value: object) -> object:
        return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value

    texts = rows.select_dtypes(["object", "str"]).columns
    return rows.assign(**{column: rows[column].map(harmless) for column in texts})


def _plain(value: object) -> object:
    """A value as json and spreadsheets know it: numpy's scalars as Python's."""
    return value.item() if hasattr(value, "item") else value
