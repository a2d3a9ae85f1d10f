"""The offer matrix as GeoJSON: values of entries, and the ground that they cover."""

import io
import json
from collections.abc import Iterator

import geopandas as gpd
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.export.matrix import OFFER_MATRIX
from dashboard.export.routes import data_routes
from tests.published import COLUMNS, entries_that


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=data_routes([OFFER_MATRIX], []))) as client:
        yield client


def test_geojson_opens_in_geopandas_with_crs_and_the_columns_of_the_matrix(
    client: TestClient,
) -> None:
    answer = client.get("/data/offer_matrix.geojson?region=London")
    frame = gpd.read_file(io.BytesIO(answer.content))
    assert answer.headers["content-type"] == "application/geo+json"
    assert frame.crs == "EPSG:4326"
    assert len(frame) == 31
    assert frame.geometry.is_valid.all()
    assert tuple(frame.columns) == ("id", *COLUMNS, "geometry")
    expected = entries_that(region=["London"])
    assert list(frame["entry"]) == list(expected["entry"])
    assert list(frame["categories_listed"]) == list(expected["categories_listed"])


def test_geojson_keeps_an_entry_without_ground_and_unites_the_ground_of_two(
    client: TestClient,
) -> None:
    collection = json.loads(client.get("/data/offer_matrix.geojson").content)
    features = collection["features"]
    ground = {f["id"]: f["geometry"] for f in features}
    assert (collection["type"], collection["name"]) == ("FeatureCollection", "offer_matrix_2022-05")
    assert len(features) == 150
    assert ground["greater-manchester"] is None
    assert ground["bournemouth"] == ground["poole"]
    assert ground["kingston-and-richmond"]["type"] == "Polygon"
    assert sum(each is None for each in ground.values()) == 1


def test_geojson_can_be_had_but_is_offered_only_beside_the_map() -> None:
    [kind] = [each for each in OFFER_MATRIX.formats if each.ending == "geojson"]
    assert not kind.offered
    assert OFFER_MATRIX.read({})[0].link(kind) == "data/offer_matrix.geojson"
