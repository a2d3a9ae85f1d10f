"""The boundaries of a small made-up country, from its postcodes to the written files."""

import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from etl.boundaries import build, hexagon_layout, hexagons
from etl.boundaries.authorities import (
    authority_cells,
    derive_shapes,
    frontier_places,
    land_with_postcodes,
)
from etl.boundaries.coverage import NATIONAL_GRID, OUTSIDE, WGS84

# Eight authorities in two rows of four, each 20 km square; an island; a nation to the west.
SIDE = 20_000
WEST, SOUTH = 400_000, 300_000
CODES = [f"E0800000{n}" for n in range(8)]
ISLAND = "E06000046"
MAINLAND = shapely.box(WEST, SOUTH, WEST + 4 * SIDE, SOUTH + 2 * SIDE)
NATION_NEXT_DOOR = shapely.box(WEST - SIDE, SOUTH, WEST, SOUTH + 2 * SIDE)
ISLAND_LAND = shapely.box(WEST, SOUTH - 22_000, WEST + 12_000, SOUTH - 10_000)


def scattered(code: str, land: shapely.Polygon, chance: np.random.Generator) -> pd.DataFrame:
    west, south, east, north = land.bounds
    places = chance.uniform((west, south), (east, north), (400, 2)).round()
    return pd.DataFrame(
        {"ons_code": code, "easting": places[:, 0], "northing": places[:, 1]}
    ).assign(postcode=[f"{code} {n}" for n in range(400)])


@pytest.fixture(scope="module")
def postcodes() -> pd.DataFrame:
    chance = np.random.default_rng(5)
    squares = [
        shapely.box(
            WEST + SIDE * (n % 4),
            SOUTH + SIDE * (n // 4),
            WEST + SIDE * (n % 4 + 1),
            SOUTH + SIDE * (n // 4 + 1),
        )
        for n in range(8)
    ]
    lands = [*zip(CODES, squares, strict=True), (ISLAND, ISLAND_LAND)]
    lands.append((OUTSIDE, NATION_NEXT_DOOR))
    return pd.concat([scattered(code, land, chance) for code, land in lands], ignore_index=True)


@pytest.fixture(scope="module")
def coastline() -> gpd.GeoDataFrame:
    land = [shapely.union(MAINLAND, NATION_NEXT_DOOR), ISLAND_LAND]
    return gpd.GeoDataFrame(geometry=land, crs=NATIONAL_GRID).to_crs(WGS84)


@pytest.fixture(scope="module")
def shapes(postcodes: pd.DataFrame, coastline: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return derive_shapes(postcodes, coastline)


def test_every_authority_has_one_shape_and_other_nations_have_none(
    shapes: gpd.GeoDataFrame,
) -> None:
    assert shapes["ons_code"].tolist() == sorted([*CODES, ISLAND])
    assert shapes.crs == WGS84
    assert shapes.is_valid.all()


def test_shapes_have_the_area_of_the_land_they_were_drawn_on(shapes: gpd.GeoDataFrame) -> None:
    areas = shapes.set_index("ons_code").to_crs(NATIONAL_GRID).area
    assert areas[CODES].to_numpy() == pytest.approx(SIDE**2, rel=0.06)
    assert areas[ISLAND] == pytest.approx(ISLAND_LAND.area, rel=0.02)


def test_nearly_all_postcodes_lie_in_their_own_shape(
    shapes: gpd.GeoDataFrame, postcodes: pd.DataFrame
) -> None:
    own = shapes.set_index("ons_code").geometry
    english = postcodes[postcodes["ons_code"] != OUTSIDE]
    for code, group in english.groupby("ons_code"):
        places = gpd.GeoSeries.from_xy(group["easting"], group["northing"], crs=NATIONAL_GRID)
        assert places.to_crs(WGS84).within(own[code]).mean() > 0.96


def test_a_postcode_off_the_coast_brings_the_ground_it_stands_on(
    postcodes: pd.DataFrame, coastline: gpd.GeoDataFrame
) -> None:
    pier = shapely.Point(WEST + 4 * SIDE + 200, SOUTH + 10_000)
    at_sea = pd.DataFrame([{"ons_code": CODES[3], "easting": pier.x, "northing": pier.y}])
    with_pier = pd.concat([postcodes, at_sea], ignore_index=True)
    assert not shapely.contains(land_with_postcodes(coastline, postcodes), pier)
    assert shapely.contains(land_with_postcodes(coastline, with_pier), pier)


def test_an_authority_without_postcodes_is_refused_by_name(shapes: gpd.GeoDataFrame) -> None:
    known = pd.DataFrame({"ons_code": [*CODES, ISLAND, "E09000099"], "name": "x", "region": "y"})
    with pytest.raises(ValueError, match="E09000099"):
        build.with_names(shapes, known)


def reference() -> pd.DataFrame:
    names = [*(f"Square {n}" for n in range(8)), "Island"]
    regions = [*["South", "North"] * 4, "South"]
    return pd.DataFrame({"ons_code": [*CODES, ISLAND], "name": names, "region": regions})


def test_the_command_writes_both_maps_and_says_what_came_out(
    postcodes: pd.DataFrame,
    coastline: gpd.GeoDataFrame,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(hexagon_layout, "IMPROVEMENT_STEPS", 4_000)
    monkeypatch.setattr(hexagons, "SPREADING_STEPS", 100)
    monkeypatch.setattr(build, "read_postcodes", lambda: postcodes)
    (tmp_path / "boundaries").mkdir()
    (tmp_path / "reference").mkdir()
    coastline.to_file(tmp_path / "boundaries" / "great_britain_land_10m.geojson")
    reference().to_csv(tmp_path / "reference" / "authorities_2022.csv", index=False)

    build.build_boundaries(tmp_path)
    first = (tmp_path / "boundaries" / "hexagons_2022.geojson").read_bytes()
    build.build_boundaries(tmp_path)

    assert (tmp_path / "boundaries" / "hexagons_2022.geojson").read_bytes() == first
    written = json.loads((tmp_path / "boundaries" / "authorities_2022.geojson").read_text())
    assert {each["properties"]["name"] for each in written["features"]} == set(reference()["name"])
    cells = gpd.GeoDataFrame.from_features(json.loads(first)["features"], crs=WGS84)
    assert not cells.duplicated(["column", "row"]).any()
    assert "are neighbours among the hexagons too" in capsys.readouterr().out
    # ten true pairs in a grid of two by four; hexagons can keep all of them, an island none
    assert hexagons.kept_neighbour_share(gpd.GeoDataFrame.from_features(written), cells) >= 0.9
    island = cells.index[cells["name"] == "Island"][0]
    assert island not in hexagons.neighbour_pairs(cells)


def test_cells_of_the_frontier_equal_the_cells_of_all_places() -> None:
    points = np.random.default_rng(7).uniform(0, 10_000, (400, 2))
    code = np.where(points[:, 0] + points[:, 1] / 3 < 6_000, "A", "B")
    places = pd.DataFrame({"easting": points[:, 0], "northing": points[:, 1], "ons_code": code})
    frontier = frontier_places(places)
    window = shapely.box(0, 0, 10_000, 10_000)
    from_all = authority_cells(places).set_index("ons_code").geometry.intersection(window)
    from_few = authority_cells(frontier).set_index("ons_code").geometry.intersection(window)
    assert len(frontier) < len(places) / 2
    assert from_all.symmetric_difference(from_few).area.max() < 1
