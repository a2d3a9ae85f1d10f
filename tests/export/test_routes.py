"""Data over HTTP, asked for as a script does it."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import duckdb
import httpx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.registry import routes
from tests.published import CATEGORIES, COLUMNS, entries_that, published_matrix, records

CSV = "/data/offer_matrix.csv"
JSON = "/data/offer_matrix.json"
EVERY_ROUTE = [CSV, JSON, "/data/offer.duckdb", "/healthz"]


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=routes())) as client:
        yield client


@pytest.fixture
def no_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFER_DATABASE", str(tmp_path / "offer.duckdb"))


# --- Rows -------------------------------------------------------------------------------------


def test_csv_is_read_by_pandas_as_it_is(client: TestClient) -> None:
    answer = client.get(CSV)
    rows = pd.read_csv(io.BytesIO(answer.content))
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert tuple(rows.columns) == COLUMNS
    assert len(rows) == 150
    assert rows[list(CATEGORIES)].sum().tolist() == [131, 15, 58, 40, 18, 5, 46, 29]
    assert rows["cla_rate_per_10k"].isna().sum() == 3
    assert all(pd.api.types.is_bool_dtype(rows[category]) for category in CATEGORIES)


def test_json_is_a_list_of_the_same_rows(client: TestClient) -> None:
    answer = client.get(JSON)
    assert answer.headers["content-type"] == "application/json"
    assert tuple(answer.json()[0]) == COLUMNS
    assert len(answer.json()) == 150


@pytest.mark.parametrize(
    ("query_string", "filters"),
    [
        ("region=London&has=mentoring", {"region": ["London"], "has": ["mentoring"]}),
        ("region=London&region=North+East", {"region": ["London", "North East"]}),
        ("rating=Good&type=County", {"rating": ["Good"], "type": ["County"]}),
        ("has=mentoring&has=extended_camhs&match=any",
         {"has": ["mentoring", "extended_camhs"], "match": "any"}),
        ("without=basic_support&listed_min=1", {"without": ["basic_support"], "listed_min": 1}),
        ("cla_min=50&cla_max=60", {"cla_min": 50, "cla_max": 60}),
        ("q=st+helens", {"q": "st helens"}),
        ("q=100%25", {"q": "100%"}),
        ("q=%27%20OR%201%3D1%20--", {"q": "' OR 1=1 --"}),
        ("edition=2022-05", {}),
    ],
)  # fmt: skip
def test_an_address_gives_the_rows_that_its_filters_ask_for(
    client: TestClient, query_string: str, filters: dict[str, Any]
) -> None:
    names = list(entries_that(**filters)["entry"])
    rows = pd.read_csv(io.BytesIO(client.get(f"{CSV}?{query_string}").content))
    assert list(rows["entry"]) == names
    assert [row["entry"] for row in client.get(f"{JSON}?{query_string}").json()] == names


def test_a_download_is_named_after_its_edition_and_says_when_it_is_a_selection(
    client: TestClient,
) -> None:
    whole, selected = client.get(CSV), client.get(f"{CSV}?region=London")
    assert 'filename="offer_matrix_2022-05.csv"' in whole.headers["content-disposition"]
    assert "offer_matrix_2022-05_selected.csv" in selected.headers["content-disposition"]


# --- Every dataset in every format ------------------------------------------------------------

NO_ROWS = {
    "offer_matrix": "cla_min=10000",
    "comparison": "",
    "profile": "",
    "category_shares": "cla_min=10000&by=region",
    "category_pairs": "cla_min=10000",
    "category_bundles": "cla_min=10000",
    "evidence": "text=nowhere+at+all",
    "quality_notes": "note_name=nowhere+at+all",
}
ROWS = NO_ROWS | {
    "offer_matrix": "region=London&sort=region&order=desc",
    "comparison": "entry=york&entry=leeds&show=differences",
    "profile": "entry=leeds&group=rate",
    "category_shares": "region=London&by=rating",
    "category_pairs": "region=London",
    "category_bundles": "region=London",
    "relationships": "unit=entry&doubtful=kept",
    "relationship_rows": "unit=authority&doubtful=left-out",
    "evidence": "kind=mechanism",
    "quality_notes": "note_kind=doubtful&missed=25",
}
each_dataset = pytest.mark.parametrize("name", ROWS)
each_format = pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet", "json", "zip"])


def address_of(name: str, ending: str, query_string: str) -> str:
    file = f"{name}.{ending}"
    if ending == "zip":
        file = "package.zip" if name == "offer_matrix" else f"{name}_package.zip"
    return f"/data/{file}?{query_string}".rstrip("?")


def read(answer: httpx.Response, ending: str) -> pd.DataFrame:
    """The rows of an answer as pandas reads each kind of file."""
    assert answer.status_code == 200, answer.text
    content = io.BytesIO(answer.content)
    if ending == "xlsx":
        return pd.read_excel(content, sheet_name="data", engine="openpyxl")
    if ending == "parquet":
        return pd.read_parquet(content)
    if ending == "json":
        return pd.DataFrame(json.loads(answer.content))
    if ending == "zip":
        package = zipfile.ZipFile(content)
        [table] = [package.read(file) for file in package.namelist() if file.endswith(".csv")]
        content = io.BytesIO(table)
    return pd.read_csv(content)


@each_dataset
@each_format
def test_every_format_gives_the_same_rows_in_the_same_order(
    client: TestClient, name: str, ending: str
) -> None:
    expected = read(client.get(address_of(name, "csv", ROWS[name])), "csv")
    rows = read(client.get(address_of(name, ending, ROWS[name])), ending)
    assert len(expected)
    assert list(rows.columns) == list(expected.columns)
    for column, values in expected.items():
        if pd.api.types.is_float_dtype(values):
            found = pd.to_numeric(rows[column]).astype(float)
            pd.testing.assert_series_equal(found, values, rtol=1e-14)
        else:
            assert list(rows[column].fillna("")) == list(values.fillna("")), column


@pytest.mark.parametrize("name", NO_ROWS)
@each_format
def test_no_rows_are_a_file_too(client: TestClient, name: str, ending: str) -> None:
    rows = read(client.get(address_of(name, ending, NO_ROWS[name])), ending)
    assert rows.empty
    if ending != "json":
        expected = read(client.get(address_of(name, "csv", ROWS[name])), "csv")
        assert list(rows.columns) == list(expected.columns)


@each_dataset
@each_format
def test_no_dataset_takes_an_unknown_parameter_and_each_can_be_revalidated(
    client: TestClient, name: str, ending: str
) -> None:
    refused = client.get(address_of(name, ending, "colour=red"))
    assert refused.status_code == 400
    assert refused.text.startswith("colour is not a parameter. Accepted: ")
    address = address_of(name, ending, ROWS[name])
    etag = client.get(address).headers["etag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize(
    ("name", "query_string"),
    [
        ("category_shares", "by=mood"),
        ("category_pairs", "by=region"),
        ("category_bundles", "region=Narnia"),
        ("relationships", "unit=council"),
        ("relationship_rows", "doubtful=maybe"),
        ("evidence", "kind=rumour"),
        ("quality_notes", "note_kind=rumour"),
        ("quality_notes", "missed=90"),
    ],
)
def test_an_unknown_value_is_refused_by_every_dataset(
    client: TestClient, name: str, query_string: str
) -> None:
    answer = client.get(f"/data/{name}.csv?{query_string}")
    assert answer.status_code == 400
    assert "Accepted: " in answer.text


def test_shares_are_those_of_the_published_table(client: TestClient) -> None:
    rows = read(client.get("/data/category_shares.csv?region=London&by=type"), "csv")
    for row in records(rows):
        kind = [] if row["group_name"] == "all" else [row["group_name"]]
        entries = entries_that(region=["London"], type=kind)
        listed = entries[row["category_id"]].sum()
        assert (row["listed_count"], row["entries"]) == (listed, len(entries))
        assert row["low"] <= row["share"] <= row["high"]


def test_bundles_are_the_exact_sets_of_the_published_table(client: TestClient) -> None:
    rows = read(client.get("/data/category_bundles.csv?rating=Good"), "csv")
    counted = entries_that(rating=["Good"]).value_counts(list(CATEGORIES))
    served = rows.set_index(list(CATEGORIES))["entries"]
    assert served.to_dict() == counted.to_dict()


def test_the_pair_that_exceeds_chance_most_comes_first(client: TestClient) -> None:
    rows = read(client.get("/data/category_pairs.csv"), "csv")
    assert len(rows) == 28
    assert (rows["both"] - rows["expected"]).is_monotonic_decreasing
    table = published_matrix()
    for row in records(rows):
        assert row["both"] == (table[row["first_id"]] & table[row["second_id"]]).sum()


def test_rows_tested_are_the_entries_of_the_published_table(client: TestClient) -> None:
    rows = read(client.get("/data/relationship_rows.csv"), "csv")
    table = published_matrix()
    assert list(rows["name"]) == list(table["entry"])
    for column in (*CATEGORIES, "categories_listed"):
        assert list(rows[column]) == list(table[column])
    assert rows["cla_rate_per_10k"].equals(table["cla_rate_per_10k"].astype(float))
    single = [grades[0] if len(grades) == 1 else "" for grades in table["grades"]]
    assert list(rows["grade"].fillna("Not rated")) == [one or "Not rated" for one in single]


def test_quality_notes_are_those_of_their_kind(client: TestClient, database: Path) -> None:
    rows = read(client.get("/data/quality_notes.csv?note_kind=doubtful"), "csv")
    with duckdb.connect(str(database), read_only=True) as connection:
        ids = connection.execute("SELECT note_id FROM quality_note WHERE kind = 'doubtful'").df()
    assert sorted(rows["note_id"]) == sorted(ids["note_id"])


# --- Refusals ---------------------------------------------------------------------------------


def test_an_unknown_value_is_refused_with_those_accepted(client: TestClient) -> None:
    answer = client.get(f"{CSV}?region=Londn&region=London")
    assert answer.status_code == 400
    assert "region=Londn is not known" in answer.text
    assert "London, North East" in answer.text


def test_an_unknown_parameter_is_refused_with_those_accepted(client: TestClient) -> None:
    answer = client.get(f"{JSON}?regions=London")
    assert answer.status_code == 400
    assert answer.text.startswith(
        "regions is not a parameter. Accepted: region, rating, type, has, without, match, "
        "cla_min, cla_max, listed_min, listed_max, q, edition"
    )


@pytest.mark.parametrize(
    ("query_string", "named"),
    [
        ("region=", "region="),
        ("rating=good", "rating=good"),
        ("has=Mentoring", "has=Mentoring"),
        ("match=either", "match=either"),
        ("cla_min=-1", "cla_min=-1"),
        ("cla_min=50&cla_min=60", "only one value is used"),
        ("listed_max=9", "a whole number from 0 to 8"),
        ("edition=2021-05", "Accepted: 2022-05"),
        ("type=County'+OR+1=1+--", "type=County' OR 1=1 --"),
        ("cla_max=" + "0" * 5_000, "a whole number from 0 to 10000"),
    ],
)
def test_whatever_would_give_other_rows_than_asked_for_is_refused(
    client: TestClient, query_string: str, named: str
) -> None:
    answer = client.get(f"{CSV}?{query_string}")
    assert answer.status_code == 400
    assert named in answer.text


def test_every_problem_is_said_at_once(client: TestClient) -> None:
    lines = client.get(f"{CSV}?colour=red&rating=Great&cla_max=x").text.splitlines()
    assert [line.split(" is not ")[0] for line in lines] == ["colour", "rating=Great", "cla_max=x"]


names_of_parameters = st.sampled_from(["region", "has", "cla_min", "q", "edition"]) | st.text()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(names_of_parameters, st.text()), max_size=4))
def test_no_query_string_is_a_failure_of_the_server(
    client: TestClient, pairs: list[tuple[str, str]]
) -> None:
    answer = client.get(f"{JSON}?{urlencode(pairs)}")
    assert answer.status_code in (200, 400)
    assert answer.status_code == 400 or {name for name, _ in pairs} <= {"q"}


def test_what_is_not_served_is_404_in_words(client: TestClient) -> None:
    answer = client.get("/data/offer_matrix.sav")
    assert answer.status_code == 404
    assert "/data/offer_matrix.sav" in answer.text


# --- The whole database, health, caches -------------------------------------------------------


def test_the_database_as_a_file_holds_the_same_matrix(client: TestClient, tmp_path: Path) -> None:
    copy = tmp_path / "copy.duckdb"
    copy.write_bytes(client.get("/data/offer.duckdb").content)
    with duckdb.connect(str(copy), read_only=True) as connection:
        rows = connection.execute("SELECT * FROM offer_matrix ORDER BY entry").df()
    served = pd.read_csv(io.BytesIO(client.get(CSV).content))
    pd.testing.assert_frame_equal(rows, served, check_dtype=False)


def test_health_names_edition_and_content_hash(client: TestClient) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["edition"] == "2022-05"
    assert answer.json()["content_hash"] in client.get(CSV).headers["etag"]


@pytest.mark.parametrize("path", [CSV, f"{CSV}?region=London", JSON, "/data/offer.duckdb"])
def test_a_copy_that_is_still_good_is_not_sent_again(client: TestClient, path: str) -> None:
    etag = client.get(path).headers["etag"]
    for known in (etag, f"W/{etag}", f'"other", {etag}'):
        again = client.get(path, headers={"If-None-Match": known})
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["etag"] == etag


def test_a_copy_of_another_build_is_sent_again(client: TestClient) -> None:
    assert client.get(CSV, headers={"If-None-Match": '"of an older build"'}).status_code == 200


def test_a_refused_address_is_refused_whatever_copy_the_script_holds(client: TestClient) -> None:
    etag = client.get(CSV).headers["etag"]
    answer = client.get(f"{CSV}?region=Londn", headers={"If-None-Match": etag})
    assert answer.status_code == 400


@pytest.mark.parametrize("path", EVERY_ROUTE)
def test_headers_alone_can_be_asked_for(client: TestClient, path: str) -> None:
    assert client.head(path).status_code == 200


@pytest.mark.parametrize("path", EVERY_ROUTE)
def test_nothing_can_be_sent_in(client: TestClient, path: str) -> None:
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("path", EVERY_ROUTE)
@pytest.mark.usefixtures("no_database")
def test_without_a_database_the_answer_says_how_to_get_one(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 503
    assert answer.text == (
        "There is no database at offer.duckdb yet. Build it with: python -m etl build\n"
    )
