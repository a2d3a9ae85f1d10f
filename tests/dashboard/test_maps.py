"""The map: classes, joins of entries to authorities, and files of it."""

import io
import json
import xml.etree.ElementTree as ET
from collections import Counter
from itertools import pairwise

import geopandas as gpd
import mapclassify
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import queries
from dashboard.files.data_routes import data_routes
from dashboard.maps import map_queries, maps
from dashboard.maps.map_routes import map_routes
from dashboard.maps.map_selection import MapSelection, read_map_address
from dashboard.maps.shapes import shapes
from dashboard.selection import Selection


@pytest.fixture(scope="module")
def values():
    return map_queries.authority_values(Selection())


@pytest.fixture(scope="module")
def client():
    return TestClient(Starlette(routes=[*map_routes(), *data_routes()]))


def areas_of(values, colour):
    made = maps.classes(colour, values)
    return {area.ons_code: area for area in maps.areas(values, colour, made)}, maps.legend(made)


def test_every_one_of_the_152_authorities_has_one_area_on_both_maps(values):
    areas, _ = areas_of(values, "categories_listed")
    assert len(areas) == 152
    assert set(shapes("true").paths) == set(areas) == set(shapes("equal-area").paths)


@pytest.mark.parametrize("colour", ["categories_listed", "mentoring", "cla_rate", "ofsted_rating"])
def test_greenwich_and_north_lincolnshire_are_not_reviewed_whatever_the_colour(values, colour):
    areas, legend = areas_of(values, colour)
    for code in ("E09000011", "E06000013"):
        assert areas[code].value == "not reviewed"
        assert legend[areas[code].in_class].label == "Not reviewed"
    assert Counter(area.value for area in areas.values())["not reviewed"] == 2


def test_counted_by_authority_listed_gives_the_counts_of_the_reconciliation(values):
    by_authority = (132, 16, 59, 40, 18, 6, 46, 29)
    for category, expected in zip(queries.vocabulary().category, by_authority, strict=True):
        areas, legend = areas_of(values, category)
        listed = [a for a in areas.values() if legend[a.in_class].label == "Listed"]
        assert len(listed) == expected


def test_bournemouth_christchurch_and_poole_shows_both_of_its_entries(values):
    area = areas_of(values, "ofsted_rating")[0]["E06000058"]
    assert area.value == "Bournemouth: Inadequate; Poole: Requires improvement"
    area = areas_of(values, "charity_sector_provision")[0]["E06000058"]
    assert area.value == "Bournemouth: not listed; Poole: listed"


def test_an_entry_for_two_authorities_colours_both(values):
    areas, legend = areas_of(values, "ofsted_rating")
    for code in ("E09000021", "E09000027"):
        assert areas[code].value == "Outstanding / Good"
        assert legend[areas[code].in_class].label == "Two grades"
    areas, _ = areas_of(values, "cla_rate")
    assert areas["E06000061"].value == areas["E06000062"].value == "unknown"


def test_greater_manchester_has_no_area_and_is_named_instead(values):
    assert "greater-manchester" not in set(values["entry_id"])
    assert map_queries.unplaced_entries(Selection()) == ["Greater Manchester"]
    assert map_queries.unplaced_entries(Selection(region=("London",))) == []


def test_what_does_not_match_the_filters_stays_on_the_map(values):
    london = map_queries.authority_values(Selection(region=("London",)))
    made = maps.classes("categories_listed", values)
    standing = Counter(a.standing for a in maps.areas(london, "categories_listed", made))
    assert standing == {"within": 32, "outside": 118, "not reviewed": 2}


def test_classes_of_the_rate_are_mapclassify_quantiles_and_do_not_move_with_the_filters(values):
    rates = values.dropna(subset="cla_rate_per_10k")["cla_rate_per_10k"].to_numpy(float)
    bounds = [int(bound) for bound in mapclassify.Quantiles(rates, k=5).bins]
    labels = [each.label for each in maps.classes("cla_rate", values).classes]
    assert [int(label.split(" to ")[1]) for label in labels[:5]] == bounds
    london = map_queries.authority_values(Selection(region=("London",)))
    assert [each.label for each in maps.classes("cla_rate", london).classes] == labels


def lightness(colour: str) -> float:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colour", ["categories_listed", "mentoring", "cla_rate", "ofsted_rating"])
def test_each_class_is_told_apart_by_lightness_or_by_a_pattern(values, colour):
    plain = [c.fill for c in maps.classes(colour, values).classes if c.fill not in maps.PATTERNS]
    light = [lightness(fill) for fill in plain]
    assert light == sorted(light, reverse=True)
    assert all(a - b >= 20 for a, b in pairwise(light))


def test_the_map_address_is_read_strictly_and_says_what_it_leaves_out():
    vocabulary = queries.vocabulary()
    address = {"colour": ["mentoring"], "map": ["equal-area"], "zoom": ["London", "Mars"]}
    chosen, ignored = read_map_address(address, vocabulary, ["E09000011"])
    assert chosen == MapSelection("mentoring", "equal-area", "London", "")
    assert len(ignored) == 1 and "Mars" in ignored[0]


def test_geojson_opens_in_geopandas_with_crs_and_the_columns_of_the_matrix(client):
    answer = client.get("/data/offer_matrix.geojson?region=London")
    frame = gpd.read_file(io.BytesIO(answer.content))
    assert frame.crs == "EPSG:4326"
    assert len(frame) == 31
    assert frame.geometry.is_valid.all()
    assert list(frame.columns[:7]) == [
        *("id", "edition", "entry_id", "entry", "published_name", "region", "authority_type"),
    ]


def test_geojson_keeps_an_entry_without_ground_and_unites_the_ground_of_two(client):
    features = json.loads(client.get("/data/offer_matrix.geojson").content)["features"]
    ground = {f["id"]: f["geometry"] for f in features}
    assert len(features) == 150
    assert ground["greater-manchester"] is None
    assert ground["bournemouth"] == ground["poole"]
    assert ground["kingston-and-richmond"]["type"] == "Polygon"
    assert sum(each is None for each in ground.values()) == 1


@pytest.mark.parametrize("colour", ["mentoring", "cla_rate", "ofsted_rating", "categories_listed"])
def test_the_svg_document_has_title_legend_source_date_and_every_area(client, colour):
    answer = client.get(f"/data/map.svg?colour={colour}&region=London")
    document = ET.fromstring(answer.content)
    text = " ".join(document.itertext())
    assert len(document.findall(".//{http://www.w3.org/2000/svg}path")) == 152
    assert "May 2023" in text and "2022-05" in text and "Not reviewed" in text
    assert "London" in text


def test_the_svg_document_of_one_region_holds_that_region_only(client):
    document = ET.fromstring(client.get("/data/map.svg?zoom=London").content)
    assert len(document.findall(".//{http://www.w3.org/2000/svg}path")) == 33


def test_an_unknown_colour_is_refused_by_name(client):
    answer = client.get("/data/map.svg?colour=red")
    assert answer.status_code == 400
    assert "colour=red" in answer.text and "cla_rate" in answer.text


def test_outlines_may_be_kept_for_good_by_a_browser(client):
    answer = client.get("/data/shapes/true.json")
    assert "immutable" in answer.headers["cache-control"]
    assert len(answer.json()["paths"]) == 152
    assert client.get("/data/shapes/flat.json").status_code == 404
