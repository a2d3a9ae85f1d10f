"""Files as third-party readers take them: openpyxl, pyarrow, frictionless, DuckDB, a browser."""

import io
import json
import os
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from frictionless import Package, system

from dashboard.entries.entry_choices import CompareChoice, FindChoice, ProfileChoice
from dashboard.files import extracts
from dashboard.files.extracts import DATASETS, Extract
from dashboard.files.file_formats import FORMATS, formats_of
from dashboard.selection import Selection
from tests.published import CATEGORIES, COLUMNS, entries_that

NONE, ONE, ALL = Selection(cla_min=10_000), Selection(rating=("Not rated",)), Selection()
SORTED = FindChoice("cla_rate_per_10k", "desc")
EXTRACTS = {
    "no rows": lambda: extracts.offer_matrix(NONE),
    "one row": lambda: extracts.offer_matrix(ONE),
    "150 rows": lambda: extracts.offer_matrix(ALL),
    "sorted": lambda: extracts.offer_matrix(Selection(region=("London",)), SORTED),
    "a search": lambda: extracts.offer_matrix(Selection(q="o'")),
    "a comparison": lambda: extracts.compared_entries(CompareChoice(("york", "poole")), ALL),
    "a profile": lambda: extracts.profile(ProfileChoice("leeds", "own", ("york",)), ALL),
}
each_extract = pytest.mark.parametrize("name", EXTRACTS)


def made(name: str) -> Extract:
    return replace(EXTRACTS[name](), base="http://localhost:8501")


def written(extract: Extract, ending: str) -> bytes:
    [kind] = [kind for kind in formats_of(extract.name) if kind.ending == ending]
    return kind.write(extract)


def unpacked(extract: Extract, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(written(extract, "zip"))) as archive:
        archive.extractall(folder)
    return folder


def plain(rows: pd.DataFrame) -> list[list[object]]:
    """Rows as Python's own values, missing ones None."""
    return [[None if pd.isna(cell) else getattr(cell, "item", lambda c=cell: c)() for cell in row]
            for row in rows.astype(object).to_numpy()]  # fmt: skip


# --- Excel ------------------------------------------------------------------------------------


@each_extract
def test_a_workbook_holds_the_rows_with_their_types(name: str) -> None:
    extract = made(name)
    sheet = openpyxl.load_workbook(io.BytesIO(written(extract, "xlsx")))["data"]
    header, *rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert header == list(extract.rows.columns)
    assert rows == plain(extract.rows)


def test_a_workbook_says_what_it_holds_and_with_what_caution() -> None:
    extract = made("sorted")
    notes = openpyxl.load_workbook(io.BytesIO(written(extract, "xlsx")))["notes"]
    said = {row[0]: row[1] for row in notes.iter_rows(values_only=True)}
    assert said["What"] == "Offer matrix: London; sorted by cla_rate_per_10k, descending"
    assert "May 2023, Appendix 2" in said["Source"]
    assert "not a reference" in said["Caution"]
    assert said["Content hash"] == extract.build["content_hash"]
    assert said["Address"].startswith("http://localhost:8501/find-authorities?region=London&sort=")


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "http://x"])
def test_a_cell_of_a_workbook_cannot_act_as_a_formula(text: str) -> None:
    extract = made("one row")
    extract = replace(extract, rows=extract.rows.assign(entry=[text]))
    sheet = openpyxl.load_workbook(io.BytesIO(written(extract, "xlsx")))["data"]
    cell = sheet.cell(2, 1 + list(COLUMNS).index("entry"))
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


# --- Parquet ----------------------------------------------------------------------------------


@each_extract
def test_parquet_holds_the_rows_with_their_types(name: str) -> None:
    extract = made(name)
    table = pq.read_table(io.BytesIO(written(extract, "parquet")))
    assert table.column_names == list(extract.rows.columns)
    assert [list(row.values()) for row in table.to_pylist()] == plain(extract.rows)
    assert extract.build["content_hash"].encode() == table.schema.metadata[b"content_hash"]


def test_parquet_keeps_types_when_there_are_no_rows() -> None:
    schema = pq.read_schema(io.BytesIO(written(made("no rows"), "parquet")))
    assert {str(schema.field(category).type) for category in CATEGORIES} == {"bool"}
    assert str(schema.field("cla_rate_per_10k").type) == "int32"


# --- The data package -------------------------------------------------------------------------


@each_extract
def test_frictionless_accepts_the_package(name: str, tmp_path: Path) -> None:
    folder = unpacked(made(name), tmp_path)
    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])


@each_extract
def test_frictionless_reads_the_rows_from_the_package(name: str, tmp_path: Path) -> None:
    extract = made(name)
    folder = unpacked(extract, tmp_path)
    with system.use_context(trusted=True):
        [resource] = Package(str(folder / "datapackage.json")).resources
        rows = [list(row.to_dict().values()) for row in resource.read_rows()]
    assert rows == plain(extract.rows)


@each_extract
def test_the_sql_of_the_package_gives_its_rows_from_the_database_file(
    name: str, tmp_path: Path
) -> None:
    extract = made(name)
    sql = (unpacked(extract, tmp_path) / "query.sql").read_text(encoding="utf-8")
    with duckdb.connect(os.environ["OFFER_DATABASE"], read_only=True) as connection:
        rows = connection.execute(sql).df()
    assert list(rows.columns) == list(extract.rows.columns)
    assert plain(rows) == plain(extract.rows)


def test_a_package_says_types_units_missing_values_licence_and_source(tmp_path: Path) -> None:
    folder = unpacked(made("150 rows"), tmp_path)
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    [resource] = described["resources"]
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    assert list(fields) == list(COLUMNS)
    assert fields["mentoring"]["type"] == "boolean"
    assert fields["cla_rate_per_10k"]["type"] == "integer"
    assert "per 10,000" in fields["cla_rate_per_10k"]["unit"]
    assert all(field["description"] for field in fields.values())
    assert resource["schema"]["missingValues"] == [""]
    assert "Copyright" in described["licenses"][0]["title"]
    assert "What Works" in described["sources"][0]["title"]


def test_a_package_has_a_readme_with_filters_citation_address_and_hash(tmp_path: Path) -> None:
    extract = made("sorted")
    readme = (unpacked(extract, tmp_path) / "README.txt").read_text(encoding="utf-8")
    for said in ("London", extract.page_address, extract.build["content_hash"], "Cite as"):
        assert said in readme


# --- All of them ------------------------------------------------------------------------------


@each_extract
def test_the_same_rows_give_the_same_bytes(name: str) -> None:
    extract = made(name)
    for kind in formats_of(extract.name):
        assert kind.write(extract) == kind.write(made(name)), kind.label


def test_names_of_files_say_what_they_hold_and_when() -> None:
    names = [FORMATS[0].file_name(made(name)) for name in EXTRACTS]
    assert names == [
        "offer_matrix_2022-05_selected.csv",
        "offer_matrix_2022-05_selected.csv",
        "offer_matrix_2022-05.csv",
        "offer_matrix_2022-05_selected.csv",
        "offer_matrix_2022-05_selected.csv",
        "comparison_2022-05_york_poole.csv",
        "profile_2022-05_leeds.csv",
    ]


@each_extract
def test_the_address_of_an_extract_gives_it_again(name: str) -> None:
    extract = made(name)
    again, refused = DATASETS[extract.name].read(extract.address)
    assert refused == []
    pd.testing.assert_frame_equal(again.rows, extract.rows)
    assert (again.words, again.sql) == (extract.words, extract.sql)


def test_rows_of_a_selection_are_those_that_its_filters_ask_for() -> None:
    rows = made("sorted").rows
    assert set(rows["entry"]) == set(entries_that(region=["London"])["entry"])
    assert rows["cla_rate_per_10k"].is_monotonic_decreasing


# --- The brief --------------------------------------------------------------------------------


class Needs(HTMLParser):
    """What a page would fetch from elsewhere, and which elements it has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.fetched += [str(value) for name, value in attrs if name in ("src", "href")]


def brief(choice: ProfileChoice) -> str:
    return written(extracts.profile(choice, ALL), "html").decode()


@pytest.mark.parametrize("entry", ["leeds", "poole", "greater-manchester", "isles-of-scilly"])
def test_a_brief_needs_nothing_but_itself(entry: str) -> None:
    needs = Needs(brief(ProfileChoice(entry)))
    assert needs.fetched == []
    assert "script" not in needs.tags
    assert needs.tags.count("svg") == 2


def test_a_brief_says_what_is_listed_beside_the_chosen_group() -> None:
    text = brief(ProfileChoice("leeds", "region"))
    assert "Leeds lists 4 of the 8 kinds of support" in text
    assert "the 14 entries in Yorkshire and The Humber" in text
    assert re.search(r"Mentoring: 3 of 14, not listed here", text)
    assert "not a reference" in text
    assert "Cite as" in text


def test_a_brief_without_a_group_to_compare_with_is_still_a_brief() -> None:
    assert "Poole lists 3 of the 8 kinds of support." in brief(ProfileChoice("poole", "rate"))


def test_a_brief_on_nothing_says_so() -> None:
    assert "No entry chosen" in brief(ProfileChoice())
