"""From postcodes and coastline to the two maps in `data/boundaries/`."""

from pathlib import Path

import geopandas as gpd
import pandas as pd

from etl.boundaries.authorities import derive_shapes
from etl.boundaries.geojson import write_geojson
from etl.boundaries.hexagons import equal_area_hexagons, kept_neighbour_share
from etl.boundaries.postcodes import read_postcodes


def with_names(shapes: gpd.GeoDataFrame, authorities: pd.DataFrame) -> gpd.GeoDataFrame:
    """Add name and region. Raises ValueError unless each listed authority has one shape."""
    unmatched = set(shapes["ons_code"]) ^ set(authorities["ons_code"])
    if unmatched:
        raise ValueError(f"authorities without a shape, or shapes without one: {sorted(unmatched)}")
    named = shapes.merge(authorities, on="ons_code", validate="1:1")
    return named[["ons_code", "name", "region", "geometry"]]


def build_boundaries(data_directory: Path) -> None:
    """Write boundaries/authorities_2022.geojson and boundaries/hexagons_2022.geojson.

    Reads boundaries/great_britain_land_10m.geojson and reference/authorities_2022.csv in the same
    directory, and the postcodes from their package. Prints what came out. Takes about a minute.
    """
    folder = data_directory / "boundaries"
    coastline = gpd.read_file(folder / "great_britain_land_10m.geojson")
    authorities = pd.read_csv(data_directory / "reference" / "authorities_2022.csv")
    print("Deriving the shapes of the authorities from postcodes ...", flush=True)
    shapes = with_names(derive_shapes(read_postcodes(), coastline), authorities)
    print("Placing the hexagons ...", flush=True)
    hexagons = equal_area_hexagons(shapes)
    for features, name in (
        (shapes[["ons_code", "name", "geometry"]], "authorities_2022.geojson"),
        (hexagons, "hexagons_2022.geojson"),
    ):
        write_geojson(features, folder / name)
        size = (folder / name).stat().st_size
        print(f"Wrote {folder / name}: {len(features)} features, {size / 1000:.0f} kB")
    kept = kept_neighbour_share(shapes, hexagons)
    print(f"{kept:.0%} of the pairs that share a border are neighbours among the hexagons too")
