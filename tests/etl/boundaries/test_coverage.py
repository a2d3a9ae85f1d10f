"""Shapes that meet in the same corners still do after every step, also as written."""

import json
import pathlib

import geopandas as gpd
import numpy as np
import shapely

from etl.boundaries.coverage import (
    NATIONAL_GRID,
    OUTSIDE,
    WGS84,
    absorb_small_parts,
    faces_on_grid,
    simplify_coverage,
)
from etl.boundaries.geojson import write_geojson


def squares(codes: list[str], crs: str = NATIONAL_GRID, side: float = 10_000) -> gpd.GeoDataFrame:
    shapes = [
        shapely.box(400_000 + i * side, 300_000, 400_000 + (i + 1) * side, 300_000 + side)
        for i in range(len(codes))
    ]
    return gpd.GeoDataFrame({"ons_code": codes}, geometry=shapes, crs=NATIONAL_GRID).to_crs(crs)


def test_faces_on_grid_share_borders_after_rounding() -> None:
    faces = faces_on_grid(squares(["A", "B"]))
    assert sorted(faces["ons_code"]) == ["A", "B", OUTSIDE]
    assert shapely.coverage_is_valid(faces.geometry.to_numpy())


def test_small_part_goes_to_the_neighbour_with_the_longest_border() -> None:
    island = shapely.box(409_000, 304_000, 410_500, 305_000)
    areas = squares(["A", "B"])
    areas.geometry = areas.geometry.difference(island)
    parts = gpd.GeoDataFrame(
        {"ons_code": ["A", "B", "C", "C"]},
        geometry=[*areas.geometry, island, shapely.box(400_000, 310_000, 410_000, 320_000)],
        crs=NATIONAL_GRID,
    )
    absorbed = absorb_small_parts(parts, smallest_area=2e6)
    assert absorbed["ons_code"].tolist() == ["A", "B", "A", "C"]


def test_simplifying_keeps_four_decimals_and_shared_borders() -> None:
    wave = [(1 + 0.001 * (i % 2), 52 + i / 1000) for i in range(101)]
    west = shapely.Polygon([(0.5, 52), *wave, (0.5, 52.1)])
    frame = shapely.box(0, 51, 2, 53)
    east = shapely.Polygon([*wave, (1.5, 52.1), (1.5, 52)])
    outside = frame.difference(shapely.union_all([west, east]))
    coverage = gpd.GeoDataFrame(
        {"ons_code": ["A", "B", OUTSIDE]}, geometry=[west, east, outside], crs=WGS84
    )
    simplified = simplify_coverage(coverage)
    corners = simplified.get_coordinates()
    assert len(corners) < len(coverage.get_coordinates())
    assert np.array_equal(corners, np.round(corners, 4))
    assert shapely.coverage_is_valid(simplified.geometry.to_numpy())


def test_written_geojson_is_compact_and_the_same_each_time(tmp_path: pathlib.Path) -> None:
    shapes = squares(["A", "B"], crs=WGS84)
    write_geojson(shapes, tmp_path / "first.geojson")
    write_geojson(shapes, tmp_path / "second.geojson")
    text = (tmp_path / "first.geojson").read_text(encoding="utf-8")
    assert text == (tmp_path / "second.geojson").read_text(encoding="utf-8")
    assert "crs" not in json.loads(text)
    assert ", " not in text
