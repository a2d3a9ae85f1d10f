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
from frictionless.resources import TableResource
from scipy.stats import spearmanr

from dashboard import stats
from dashboard.export.comparison import COMPARISON, PROFILE
from dashboard.export.data_quality import QUALITY_NOTES
from dashboard.export.dataset import Export
from dashboard.export.evidence import EVIDENCE
from dashboard.export.files import CSV
from dashboard.export.matrix import OFFER_MATRIX
from dashboard.export.patterns import CATEGORY_BUNDLES, CATEGORY_PAIRS, CATEGORY_SHARES
from dashboard.export.relationships import RELATIONSHIP_ROWS, RELATIONSHIPS
from dashboard.parameters.pages import (
    CompareParameters,
    DataQualityParameters,
    EvidenceParameters,
    FindParameters,
    ProfileParameters,
    ProvisionParameters,
    RelationshipParameters,
)
from dashboard.parameters.shared import Edition, Filters
from dashboard.registry import DATASETS
from tests.published import CATEGORIES, COLUMNS, entries_that, records

NONE, ONE, ALL = Filters(cla_min=10_000), Filters(rating=("Not rated",)), Filters()
LONDON = Filters(region=("London",), q="o'")
NEWEST = Edition()
ENTRIES, AUTHORITIES = RelationshipParameters(), RelationshipParameters("authority", "left-out")
UNSORTED, SORTED = FindParameters(), FindParameters("cla_rate_per_10k", "desc")
TOGETHER = ProvisionParameters()
EXPORTS = {
    "no rows": lambda: OFFER_MATRIX.of(NONE, UNSORTED),
    "one row": lambda: OFFER_MATRIX.of(ONE, UNSORTED),
    "150 rows": lambda: OFFER_MATRIX.of(ALL, UNSORTED),
    "sorted": lambda: OFFER_MATRIX.of(Filters(region=("London",)), SORTED),
    "a search": lambda: OFFER_MATRIX.of(Filters(q="o'"), UNSORTED),
    "a comparison": lambda: COMPARISON.of(CompareParameters(("york", "poole")), NEWEST),
    "a profile": lambda: PROFILE.of(ProfileParameters("leeds", "own", ("york",)), NEWEST),
    "shares": lambda: CATEGORY_SHARES.of(ALL, TOGETHER),
    "shares by rate": lambda: CATEGORY_SHARES.of(LONDON, ProvisionParameters("rate")),
    "no shares": lambda: CATEGORY_SHARES.of(NONE, ProvisionParameters("region")),
    "pairs": lambda: CATEGORY_PAIRS.of(ALL),
    "pairs not tested": lambda: CATEGORY_PAIRS.of(ONE),
    "no pairs": lambda: CATEGORY_PAIRS.of(NONE),
    "bundles": lambda: CATEGORY_BUNDLES.of(LONDON),
    "no bundles": lambda: CATEGORY_BUNDLES.of(NONE),
    "results": lambda: RELATIONSHIPS.of(ENTRIES),
    "results by authority": lambda: RELATIONSHIPS.of(AUTHORITIES),
    "rows tested": lambda: RELATIONSHIP_ROWS.of(ENTRIES),
    "authorities tested": lambda: RELATIONSHIP_ROWS.of(AUTHORITIES),
    "evidence": lambda: EVIDENCE.of(EvidenceParameters(participants="shown")),
    "no evidence": lambda: EVIDENCE.of(EvidenceParameters(text="nowhere at all")),
    "notes": lambda: QUALITY_NOTES.of(DataQualityParameters(("doubtful",), "o'", missed=25)),
    "all notes": lambda: QUALITY_NOTES.of(DataQualityParameters()),
    "no notes": lambda: QUALITY_NOTES.of(DataQualityParameters(note_name="nowhere at all")),
}
# What SQL alone cannot give; of the results of tests it gives none.
COMPUTED = {
    "category_shares": ["low", "high"],
    "category_pairs": ["expected", "phi", "p_value", "adjusted_p"],
}
each_export = pytest.mark.parametrize("name", EXPORTS)


def test_every_dataset_is_tried() -> None:
    assert {made(name).dataset for name in EXPORTS} == set(DATASETS)


def made(name: str) -> Export:
    return replace(EXPORTS[name](), base="http://localhost:8501")


def written(export: Export, ending: str) -> bytes:
    [kind] = [kind for kind in export.dataset.formats if kind.ending == ending]
    return kind.write(export)


def unpacked(export: Export, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(written(export, "zip"))) as archive:
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


@each_export
def test_a_workbook_holds_the_rows_with_their_types(name: str) -> None:
    export = made(name)
    sheet = openpyxl.load_workbook(io.BytesIO(written(export, "xlsx")))["data"]
    header, *rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert header == list(export.rows.columns)
    assert rows == [[in_sixteen_digits(cell) for cell in row] for row in plain(export.rows)]


def test_a_workbook_says_what_it_holds_and_with_what_caution() -> None:
    export = made("sorted")
    notes = openpyxl.load_workbook(io.BytesIO(written(export, "xlsx")))["notes"]
    said = {row[0]: row[1] for row in notes.iter_rows(values_only=True)}
    assert said["What"] == "Offer matrix: London; sorted by cla_rate_per_10k, descending"
    assert "May 2023, Appendix 2" in said["Source"]
    assert "not a reference" in said["Caution"]
    assert said["Content hash"] == export.build.content_hash
    assert said["Address"].startswith("http://localhost:8501/find-authorities?region=London&sort=")


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "http://x"])
def test_a_cell_of_a_workbook_cannot_act_as_a_formula(text: str) -> None:
    export = made("one row")
    rows = export.rows.assign(entry=[text])
    export = replace(export, selected=replace(export.selected, find=lambda: rows))
    sheet = openpyxl.load_workbook(io.BytesIO(written(export, "xlsx")))["data"]
    cell = sheet.cell(2, 1 + list(COLUMNS).index("entry"))
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


# --- Parquet ----------------------------------------------------------------------------------


@each_export
def test_parquet_holds_the_rows_with_their_types(name: str) -> None:
    export = made(name)
    table = pq.read_table(io.BytesIO(written(export, "parquet")))
    assert table.column_names == list(export.rows.columns)
    assert [list(row.values()) for row in table.to_pylist()] == plain(export.rows)
    assert export.build.content_hash.encode() == table.schema.metadata[b"content_hash"]


def test_parquet_keeps_types_when_there_are_no_rows() -> None:
    schema = pq.read_schema(io.BytesIO(written(made("no rows"), "parquet")))
    assert {str(schema.field(category).type) for category in CATEGORIES} == {"bool"}
    assert str(schema.field("cla_rate_per_10k").type) == "int32"


# --- The data package -------------------------------------------------------------------------


@each_export
def test_frictionless_accepts_the_package(name: str, tmp_path: Path) -> None:
    folder = unpacked(made(name), tmp_path)
    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])


@each_export
def test_frictionless_reads_the_rows_from_the_package(name: str, tmp_path: Path) -> None:
    export = made(name)
    folder = unpacked(export, tmp_path)
    with system.use_context(trusted=True):
        [resource] = Package(str(folder / "datapackage.json")).resources
        assert isinstance(resource, TableResource)
        read = [list(row.to_dict().values()) for row in resource.read_rows()]
    rows = [[float(c) if isinstance(c, Decimal) else unquoted(c) for c in row] for row in read]
    assert rows == plain(export.rows)


@each_export
def test_a_package_describes_every_column_and_its_key_is_unique(name: str, tmp_path: Path) -> None:
    export = made(name)
    folder = unpacked(export, tmp_path)
    [resource] = json.loads((folder / "datapackage.json").read_text("utf-8"))["resources"]
    fields = resource["schema"]["fields"]
    assert [field["name"] for field in fields] == list(export.rows.columns)
    assert all(field["description"] for field in fields)
    assert list(export.descriptions) == list(export.rows.columns)
    assert set(export.dataset.units()) <= set(export.descriptions)
    key = export.rows[resource["schema"]["primaryKey"]]
    assert not key.duplicated().any()
    assert key.notna().all(axis=None)


@each_export
def test_the_sql_of_the_package_gives_its_rows_from_the_database_file(
    name: str, tmp_path: Path
) -> None:
    export = made(name)
    expected = export.rows
    if export.dataset.name == "relationships":
        choice = AUTHORITIES if "authority" in name else ENTRIES
        expected = RELATIONSHIP_ROWS.of(choice).rows
    elif export.dataset.computed():
        expected = expected.drop(columns=COMPUTED[export.dataset.name])
    rows = given_by_sql(unpacked(export, tmp_path))
    assert list(rows.columns) == list(expected.columns)
    assert plain(rows) == plain(expected)


@each_export
def test_a_package_says_plainly_what_sql_does_not_give_and_what_does(
    name: str, tmp_path: Path
) -> None:
    export = made(name)
    folder = unpacked(export, tmp_path)
    readme = (folder / "README.txt").read_text(encoding="utf-8")
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    if export.dataset.name not in (*COMPUTED, "relationships"):
        assert "gives the same rows from the published database file" in readme
        assert "computed" not in described
        return
    assert "gives what these rows were computed from" in readme
    assert f"Computed: {described['computed']}" in readme
    assert "dashboard.stats" in described["description"]
    functions = re.findall(r"\b[a-z]+(?:_[a-z]+)+\b", described["computed"])
    assert any(hasattr(stats, function) for function in functions)
    assert all(column in described["computed"] for column in COMPUTED.get(export.dataset.name, ()))


def test_results_can_be_had_again_from_the_rows_that_the_sql_gives(tmp_path: Path) -> None:
    export = made("results")
    rows = given_by_sql(unpacked(export, tmp_path))
    results = {(row["against"], row["outcome"]): row for row in records(export.rows)}
    rated, graded = rows[rows["in_rate_tests"]], rows[rows["in_rating_tests"]]
    rate = rated["cla_rate_per_10k"].astype(float)
    number = results["cla_rate_per_10k", "categories_listed"]
    assert number["n"] == len(rated) == 147
    assert number["effect"] == pytest.approx(spearmanr(rate, rated["categories_listed"])[0])
    mentoring = results["cla_rate_per_10k", "mentoring"]
    lists = rated["mentoring"]
    assert mentoring["effect"] == rate[lists].median() - rate[~lists].median()
    assert results["ofsted_rating", "mentoring"]["n"] == len(graded) == 147


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
    export = made("sorted")
    readme = (unpacked(export, tmp_path) / "README.txt").read_text(encoding="utf-8")
    for said in ("London", export.page_address, export.build.content_hash, "Cite as"):
        assert said in readme


# --- All of them ------------------------------------------------------------------------------


@each_export
def test_the_same_rows_give_the_same_bytes(name: str) -> None:
    export = made(name)
    for kind in export.dataset.formats:
        assert kind.write(export) == kind.write(made(name)), kind.label


def test_names_of_files_say_what_they_hold_and_when() -> None:
    names = [f"{made(name).stem}.{CSV.ending}" for name in EXPORTS]
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


@each_export
def test_the_address_of_an_export_gives_it_again(name: str) -> None:
    export = made(name)
    again, refused = export.dataset.read(export.address)
    assert refused == []
    pd.testing.assert_frame_equal(again.rows, export.rows)
    assert (again.words, again.selected.sql) == (export.words, export.selected.sql)


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


def brief(choice: ProfileParameters) -> str:
    return written(PROFILE.of(choice, NEWEST), "html").decode()


@pytest.mark.parametrize("entry", ["leeds", "poole", "greater-manchester", "isles-of-scilly"])
def test_a_brief_needs_nothing_but_itself(entry: str) -> None:
    needs = Needs(brief(ProfileParameters(entry)))
    assert needs.fetched == []
    assert "script" not in needs.tags
    assert needs.tags.count("svg") == 2


def test_a_brief_says_what_is_listed_beside_the_chosen_group() -> None:
    text = brief(ProfileParameters("leeds", "region"))
    assert "Leeds lists 4 of the 8 kinds of support" in text
    assert "the 14 entries in Yorkshire and The Humber" in text
    assert re.search(r"Mentoring: 3 of 14, not listed here", text)
    assert "not a reference" in text
    assert "Cite as" in text


def test_a_brief_without_a_group_to_compare_with_is_still_a_brief() -> None:
    assert "Poole lists 3 of the 8 kinds of support." in brief(ProfileParameters("poole", "rate"))


def test_a_brief_on_nothing_says_so() -> None:
    assert "No entry chosen" in brief(ProfileParameters())
