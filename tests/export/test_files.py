"""Every dataset in every format over HTTP."""

import io
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.registry import routes
from tests.published import entries_that

FILES = {
    "offer_matrix.csv": "text/csv; charset=utf-8",
    "offer_matrix.json": "application/json",
    "offer_matrix.parquet": "application/vnd.apache.parquet",
    "offer_matrix.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "package.zip": "application/zip",
    "comparison.csv?entry=leeds&entry=york": "text/csv; charset=utf-8",
    "comparison_package.zip?entry=leeds": "application/zip",
    "profile.parquet?entry=leeds&group=type": "application/vnd.apache.parquet",
    "profile.html?entry=leeds": "text/html; charset=utf-8",
}
each_file = pytest.mark.parametrize("file", FILES)


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=routes())) as client:
        yield client


def csv_rows(client: TestClient, file: str) -> pd.DataFrame:
    answer = client.get(f"/data/{file}")
    assert answer.status_code == 200, answer.text
    return pd.read_csv(io.BytesIO(answer.content))


@each_file
def test_every_file_has_its_type_and_a_name_with_its_edition(client: TestClient, file: str) -> None:
    answer = client.get(f"/data/{file}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == FILES[file]
    assert "2022-05" in answer.headers["content-disposition"]


@each_file
def test_what_has_not_changed_is_not_sent_again(client: TestClient, file: str) -> None:
    first = client.get(f"/data/{file}")
    again = client.get(f"/data/{file}", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/healthz").json()["content_hash"] in first.headers["etag"]


@each_file
def test_without_a_database_it_is_said_what_to_do(
    client: TestClient, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OFFER_DATABASE", str(tmp_path / "none.duckdb"))
    answer = client.get(f"/data/{file}")
    assert (answer.status_code, "python -m etl build" in answer.text) == (503, True)


def test_rows_come_in_the_order_asked_for(client: TestClient) -> None:
    rows = csv_rows(client, "offer_matrix.csv?region=London&sort=cla_rate_per_10k&order=desc")
    assert rows["cla_rate_per_10k"].is_monotonic_decreasing
    assert set(rows["entry"]) == set(entries_that(region=["London"])["entry"])


def test_rows_chosen_on_the_page_do_not_change_the_rows(client: TestClient) -> None:
    whole = client.get("/data/offer_matrix.csv?region=London").content
    assert client.get("/data/offer_matrix.csv?region=London&chosen=leeds").content == whole


def test_a_comparison_has_its_entries_in_their_order(client: TestClient) -> None:
    rows = csv_rows(client, "comparison.csv?entry=york&entry=barnsley")
    assert list(rows["entry"]) == ["York", "Barnsley"]


def test_a_profile_has_a_row_for_each_category_and_group(client: TestClient) -> None:
    rows = csv_rows(client, "profile.csv?entry=leeds&peer=york")
    assert rows.groupby("comparison_group", sort=False).size().to_dict() == {
        "england": 8, "region": 8, "type": 8, "rate": 8, "own": 8,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("offer_matrix.csv?sort=colour", "sort=colour is not known. Accepted: edition, entry_id"),
        ("offer_matrix.xlsx?order=down", "order=down is not known. Accepted: asc, desc"),
        ("package.zip?entry=leeds", "entry is not a parameter"),
        ("comparison.csv?entry=leedz", "The nearest is leeds"),
        ("comparison.csv?entry=leeds&region=London", "region is not a parameter"),
        ("profile.csv?entry=leeds&entry=york", "entry=york: no more than 1 are used"),
        ("profile.html?entry=leeds&group=twins", "Accepted: england, region, type, rate, own"),
    ],
)
def test_whatever_would_give_other_rows_is_refused(
    client: TestClient, file: str, said: str
) -> None:
    answer = client.get(f"/data/{file}")
    assert answer.status_code == 400
    assert said in answer.text
