"""The map over HTTP: its outlines, and the map as an SVG document."""

import hashlib
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.drawing.outlines import outlines
from dashboard.export.map import document_address, map_routes, shapes_address
from dashboard.parameters.pages import MapParameters
from dashboard.parameters.shared import Filters
from dashboard.vocabulary import MAPS

PATH = ".//{http://www.w3.org/2000/svg}path"


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=map_routes())) as client:
        yield client


@pytest.mark.parametrize("colour", ["mentoring", "cla_rate", "ofsted_rating", "categories_listed"])
def test_the_document_has_title_legend_source_date_and_every_area(
    client: TestClient, colour: str
) -> None:
    answer = client.get(f"/data/map.svg?colour={colour}&region=London")
    document = ET.fromstring(answer.content)
    text = " ".join(document.itertext())
    assert answer.headers["content-type"] == "image/svg+xml"
    assert f'filename="england_map_{colour}_2022-05.svg"' in answer.headers["content-disposition"]
    assert len(document.findall(PATH)) == 152
    assert "May 2023" in text and "2022-05" in text and "Not reviewed" in text
    assert "152 authorities. Filters: London (pale: outside)." in text
    pale = [path for path in document.findall(PATH) if path.attrib["fill"] == "#f5f5f5"]
    assert len(pale) == 118


def test_the_document_of_one_region_holds_that_region_only(client: TestClient) -> None:
    document = ET.fromstring(client.get("/data/map.svg?zoom=London").content)
    assert len(document.findall(PATH)) == 33
    assert "33 authorities. Filters: all entries" in " ".join(document.itertext())


@pytest.mark.parametrize("kind", MAPS)
def test_the_document_is_drawn_from_the_outlines_of_its_kind(client: TestClient, kind: str) -> None:
    document = ET.fromstring(client.get(f"/data/map.svg?map={kind}").content)
    drawn = {path.attrib["d"] for path in document.findall(PATH)}
    assert drawn == set(outlines(kind).paths.values())


def test_an_unknown_colour_is_refused_by_name(client: TestClient) -> None:
    answer = client.get("/data/map.svg?colour=red")
    assert answer.status_code == 400
    assert "colour=red" in answer.text and "cla_rate" in answer.text


def test_every_problem_of_an_address_is_said_at_once(client: TestClient) -> None:
    answer = client.get("/data/map.svg?entry=leeds&region=Mars&zoom=Venus")
    said = answer.text.splitlines()
    assert answer.status_code == 400
    assert said[0].startswith("entry is not a parameter. Accepted: region, ")
    assert said[0].endswith(", colour, map, zoom, authority")
    assert [line.split(" is not ")[0] for line in said] == ["entry", "region=Mars", "zoom=Venus"]


def test_a_document_that_is_still_good_is_not_sent_again(client: TestClient) -> None:
    etag = client.get("/data/map.svg").headers["etag"]
    again = client.get("/data/map.svg", headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/data/map.svg", headers={"If-None-Match": '"of an older build"'})
    assert other.status_code == 200


@pytest.mark.parametrize(
    ("filters", "chosen", "asked"),
    [
        (Filters(), MapParameters(), {"colour": ["categories_listed"], "map": ["true"]}),
        (
            Filters(region=("London", "North East"), cla_min=40),
            MapParameters("mentoring", "equal-area", "London", "E09000011"),
            {
                "region": ["London", "North East"],
                "cla_min": ["40"],
                "colour": ["mentoring"],
                "map": ["equal-area"],
                "zoom": ["London"],
            },
        ),
    ],
)
def test_the_address_of_a_document_says_all_that_is_drawn(
    client: TestClient, filters: Filters, chosen: MapParameters, asked: dict[str, list[str]]
) -> None:
    address = document_address(filters, chosen)
    assert urlsplit(address).path == "data/map.svg"
    assert parse_qs(urlsplit(address).query) == asked
    assert client.get(f"/{address}").status_code == 200


@pytest.mark.parametrize("kind", MAPS)
def test_outlines_are_named_by_the_hash_of_what_is_served_and_kept_for_good(
    client: TestClient, kind: str
) -> None:
    answer = client.get(f"/{shapes_address(kind)}")
    version = hashlib.sha256(answer.content).hexdigest()[:12]
    assert shapes_address(kind) == f"data/shapes/{kind}.json?v={version}"
    assert answer.headers["content-type"] == "application/json"
    assert "immutable" in answer.headers["cache-control"]
    assert json.loads(answer.content) == {"paths": outlines(kind).paths}
    assert len(answer.json()["paths"]) == 152


def test_outlines_of_another_kind_are_not_there(client: TestClient) -> None:
    answer = client.get("/data/shapes/flat.json")
    assert answer.status_code == 404
    assert answer.text == "flat is no map. Accepted: true, equal-area\n"


@pytest.mark.parametrize("path", ["/data/map.svg", "/data/shapes/true.json"])
def test_without_a_database_the_answer_says_how_to_get_one(
    client: TestClient, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OFFER_DATABASE", str(tmp_path / "offer.duckdb"))
    answer = client.get(path)
    assert answer.status_code == 503
    assert "python -m etl build" in answer.text
