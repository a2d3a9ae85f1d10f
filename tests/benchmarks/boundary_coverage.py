"""Measure how many English postcodes lie inside their own authority's shape.

Run with `python tests/benchmarks/boundary_coverage.py` after
`pip install -r requirements-boundaries.txt`. Prints the share over all postcodes, the least share
of any authority and the ten authorities with the least; exits 1 when a share is below its floor.
"""

import pathlib
import sys

import geopandas as gpd
import pandas as pd
import shapely

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from etl.boundaries.coverage import NATIONAL_GRID, OUTSIDE, WGS84  # noqa: E402
from etl.boundaries.postcodes import read_postcodes  # noqa: E402

FLOOR_OF_ENGLAND = 0.993
FLOOR_OF_EACH_AUTHORITY = 0.88


def postcodes_inside_own_shape(postcodes: pd.DataFrame, shapes: gpd.GeoDataFrame) -> pd.DataFrame:
    """For each authority: ons_code, name, postcodes (count), inside (count), share (0 to 1)."""
    lonlat = gpd.points_from_xy(postcodes["easting"], postcodes["northing"], crs=NATIONAL_GRID)
    lonlat = lonlat.to_crs(WGS84)
    places = postcodes.assign(longitude=lonlat.x, latitude=lonlat.y)
    rows = []
    for ons_code, name, shape in zip(
        shapes["ons_code"], shapes["name"], shapes.geometry, strict=True
    ):
        own = places[places["ons_code"] == ons_code]
        shapely.prepare(shape)
        inside = shapely.contains_xy(shape, own["longitude"].to_numpy(), own["latitude"].to_numpy())
        rows.append((ons_code, name, len(own), int(inside.sum())))
    counts = pd.DataFrame(rows, columns=["ons_code", "name", "postcodes", "inside"])
    return counts.assign(share=counts["inside"] / counts["postcodes"])


def main() -> int:
    """Print the figures. Returns 0 when both floors hold, else 1."""
    shapes = gpd.read_file(ROOT / "data" / "boundaries" / "authorities_2022.geojson")
    postcodes = read_postcodes()
    english = postcodes[postcodes["ons_code"] != OUTSIDE]
    counts = postcodes_inside_own_shape(english, shapes).sort_values(["share", "ons_code"])
    overall = counts["inside"].sum() / len(english)
    least = counts["share"].min()
    print(f"{overall:.2%} of {len(english):,} English postcodes lie in their own authority's shape")
    print(f"{least:.2%} is the least of any authority. The ten with the least:")
    print(counts.head(10).to_string(index=False, formatters={"share": "{:.2%}".format}))
    return 0 if overall >= FLOOR_OF_ENGLAND and least >= FLOOR_OF_EACH_AUTHORITY else 1


if __name__ == "__main__":
    sys.exit(main())
