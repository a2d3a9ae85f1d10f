"""Data over HTTP, asked for as a script does it."""

import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.files.data_routes import data_routes
from tests.published import CATEGORIES, COLUMNS, entries_that

CSV = "/data/offer_matrix.csv"
JSON = "/data/offer_matrix.json"
EVERY_ROUTE = [CSV, JSON, "/data/offer.duckdb", "/healthz"]


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=data_routes())) as client:
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
    client: TestClient, query_string: str, filters: dict[str, object]
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
