"""Files as third-party readers take them: openpyxl, pyarrow, frictionless, DuckDB, a browser."""

import io
import json
import os
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from frictionless import Package, system
from scipy.stats import spearmanr

from dashboard import stats
from dashboard.entries import entry_extracts
from dashboard.entries.entry_choices import CompareChoice, FindChoice, ProfileChoice
from dashboard.evidence import evidence_extracts
from dashboard.evidence.doubts import Doubts
from dashboard.evidence.evidence import EvidenceSelection
from dashboard.files.datasets import DATASETS
from dashboard.files.extracts import Extract
from dashboard.files.file_formats import FORMATS, formats_of
from dashboard.patterns import pattern_extracts, relationship_extracts
from dashboard.patterns.pattern_choices import PatternChoice, RelationshipChoice
from dashboard.selection import Selection
from tests.published import CATEGORIES, COLUMNS, entries_that

NONE, ONE, ALL = Selection(cla_min=10_000), Selection(rating=("Not rated",)), Selection()
LONDON = Selection(region=("London",), q="o'")
ENTRIES, AUTHORITIES = RelationshipChoice(), RelationshipChoice("authority", "left-out")
SORTED = FindChoice("cla_rate_per_10k", "desc")
EXTRACTS = {
    "no rows": lambda: entry_extracts.offer_matrix(NONE),
    "one row": lambda: entry_extracts.offer_matrix(ONE),
    "150 rows": lambda: entry_extracts.offer_matrix(ALL),
    "sorted": lambda: entry_extracts.offer_matrix(Selection(region=("London",)), SORTED),
    "a search": lambda: entry_extracts.offer_matrix(Selection(q="o'")),
    "a comparison": lambda: entry_extracts.compared_entries(CompareChoice(("york", "poole")), ALL),
    "a profile": lambda: entry_extracts.profile(ProfileChoice("leeds", "own", ("york",)), ALL),
    "shares": lambda: pattern_extracts.category_shares(ALL, PatternChoice()),
    "shares by rate": lambda: pattern_extracts.category_shares(LONDON, PatternChoice("rate")),
    "no shares": lambda: pattern_extracts.category_shares(NONE, PatternChoice("region")),
    "pairs": lambda: pattern_extracts.category_pairs(ALL),
    "pairs not tested": lambda: pattern_extracts.category_pairs(ONE),
    "no pairs": lambda: pattern_extracts.category_pairs(NONE),
    "bundles": lambda: pattern_extracts.category_bundles(LONDON),
    "no bundles": lambda: pattern_extracts.category_bundles(NONE),
    "results": lambda: relationship_extracts.results(ENTRIES),
    "results by authority": lambda: relationship_extracts.results(AUTHORITIES),
    "rows tested": lambda: relationship_extracts.tested_rows(ENTRIES),
    "authorities tested": lambda: relationship_extracts.tested_rows(AUTHORITIES),
    "evidence": lambda: evidence_extracts.findings(EvidenceSelection(participants="shown")),
    "no evidence": lambda: evidence_extracts.findings(EvidenceSelection(text="nowhere at all")),
    "notes": lambda: evidence_extracts.quality_notes(Doubts(("doubtful",), "o'", missed=25)),
    "all notes": lambda: evidence_extracts.quality_notes(Doubts()),
    "no notes": lambda: evidence_extracts.quality_notes(Doubts(note_name="nowhere at all")),
}
# What SQL alone cannot give; of the results of tests it gives none.
COMPUTED = {
    "category_shares": ["low", "high"],
    "category_pairs": ["expected", "phi", "p_value", "adjusted_p"],
}
each_extract = pytest.mark.parametrize("name", EXTRACTS)


def test_every_dataset_is_tried() -> None:
    assert {made(name).name for name in EXTRACTS} == set(DATASETS)


def made(name: str) -> Extract:
    return replace(EXTRACTS[name](), base="http://localhost:8501")


def written(extract: Extract, ending: str) -> bytes:
    [kind] = [kind for kind in formats_of(extract.name) if kind.ending == ending]
    return kind.write(extract)


def unpacked(extract: Extract, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(written(extract, "zip"))) as archive:
        archive.extractall(folder)
    return folder


def given_by_sql(folder: Path) -> pd.DataFrame:
    """What a reader gets who runs query.sql on the published database file."""
    sql = (folder / "query.sql").read_text(encoding="utf-8")
    with duckdb.connect(os.environ["OFFER_DATABASE"], read_only=True) as connection:
        return connection.execute(sql).df()


def unquoted(cell: object) -> object:
    """A cell of a CSV without the apostrophe that keeps spreadsheets from computing it."""
    return cell[1:] if isinstance(cell, str) and re.match("'[=+@\t\r-]", cell) else cell


def in_sixteen_digits(cell: object) -> object:
    """A number as spreadsheets keep it."""
    return float(f"{cell:.16g}") if isinstance(cell, float) else cell


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
    assert rows == [[in_sixteen_digits(cell) for cell in row] for row in plain(extract.rows)]


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
    rows = extract.rows.assign(entry=[text])
    extract = replace(extract, find=lambda: rows)
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
        read = [list(row.to_dict().values()) for row in resource.read_rows()]
    rows = [[float(c) if isinstance(c, Decimal) else unquoted(c) for c in row] for row in read]
    assert rows == plain(extract.rows)


@each_extract
def test_a_package_describes_every_column_and_its_key_is_unique(name: str, tmp_path: Path) -> None:
    extract = made(name)
    folder = unpacked(extract, tmp_path)
    [resource] = json.loads((folder / "datapackage.json").read_text("utf-8"))["resources"]
    fields = resource["schema"]["fields"]
    assert [field["name"] for field in fields] == list(extract.rows.columns)
    assert all(field["description"] for field in fields)
    assert list(extract.descriptions) == list(extract.rows.columns)
    assert set(extract.units) <= set(extract.descriptions)
    key = extract.rows[resource["schema"]["primaryKey"]]
    assert not key.duplicated().any()
    assert key.notna().all(axis=None)


@each_extract
def test_the_sql_of_the_package_gives_its_rows_from_the_database_file(
    name: str, tmp_path: Path
) -> None:
    extract = made(name)
    expected = extract.rows
    if extract.name == "relationships":
        choice = AUTHORITIES if "authority" in name else ENTRIES
        expected = relationship_extracts.tested_rows(choice).rows
    elif extract.computed:
        expected = expected.drop(columns=COMPUTED[extract.name])
    rows = given_by_sql(unpacked(extract, tmp_path))
    assert list(rows.columns) == list(expected.columns)
    assert plain(rows) == plain(expected)


@each_extract
def test_a_package_says_plainly_what_sql_does_not_give_and_what_does(
    name: str, tmp_path: Path
) -> None:
    extract = made(name)
    folder = unpacked(extract, tmp_path)
    readme = (folder / "README.txt").read_text(encoding="utf-8")
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    if extract.name not in (*COMPUTED, "relationships"):
        assert "gives the same rows from the published database file" in readme
        assert "computed" not in described
        return
    assert "gives what these rows were computed from" in readme
    assert f"Computed: {described['computed']}" in readme
    assert "dashboard.stats" in described["description"]
    functions = re.findall(r"\b[a-z]+(?:_[a-z]+)+\b", described["computed"])
    assert any(hasattr(stats, function) for function in functions)
    assert all(column in described["computed"] for column in COMPUTED.get(extract.name, ()))


def test_results_can_be_had_again_from_the_rows_that_the_sql_gives(tmp_path: Path) -> None:
    extract = made("results")
    rows = given_by_sql(unpacked(extract, tmp_path))
    results = extract.rows.set_index(["against", "outcome"])
    rated, graded = rows[rows["in_rate_tests"]], rows[rows["in_rating_tests"]]
    rate = rated["cla_rate_per_10k"].astype(float)
    number = results.loc[("cla_rate_per_10k", "categories_listed")]
    assert number["n"] == len(rated) == 147
    assert number["effect"] == pytest.approx(spearmanr(rate, rated["categories_listed"])[0])
    mentoring = results.loc[("cla_rate_per_10k", "mentoring")]
    lists = rated["mentoring"]
    assert mentoring["effect"] == rate[lists].median() - rate[~lists].median()
    assert results.loc[("ofsted_rating", "mentoring"), "n"] == len(graded) == 147


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
        "category_shares_2022-05.csv",
        "category_shares_2022-05_by_rate_selected.csv",
        "category_shares_2022-05_by_region_selected.csv",
        "category_pairs_2022-05.csv",
        "category_pairs_2022-05_selected.csv",
        "category_pairs_2022-05_selected.csv",
        "category_bundles_2022-05_selected.csv",
        "category_bundles_2022-05_selected.csv",
        "relationships_2022-05_by_entry.csv",
        "relationships_2022-05_by_authority_left_out.csv",
        "relationship_rows_2022-05_by_entry.csv",
        "relationship_rows_2022-05_by_authority_left_out.csv",
        "evidence_2022-05_selected.csv",
        "evidence_2022-05_selected.csv",
        "quality_notes_2022-05_selected.csv",
        "quality_notes_2022-05.csv",
        "quality_notes_2022-05_selected.csv",
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
    return written(entry_extracts.profile(choice, ALL), "html").decode()


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
