"""Shapes of the authorities of May 2022, derived from where postcodes lie.

Every English postcode carries the code of its district, so the ground that is nearer to a
postcode of one authority than to any other postcode is taken to be that authority's (its Voronoi
cells). The coastline bounds the result. The shapes are good enough to colour a map of England;
they are not the legal boundaries, and no distance or point-in-area question should rest on them.
"""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy.spatial import Delaunay, KDTree

from etl.boundaries.coverage import (
    NATIONAL_GRID,
    OUTSIDE,
    absorb_small_parts,
    faces_on_grid,
    simplify_coverage,
)
from etl.boundaries.postcodes import places_with_authority

# The coastline leaves out 1% of postcodes (islands, harbours, reclaimed ground). Around each of
# them there is land as far as its third nearest neighbour, between these bounds: a quay in a city
# stands for little ground, a house on a small island for more of it.
NEIGHBOURS_THAT_SHARE_THE_LAND = 3
LEAST_LAND, MOST_LAND = 100.0, 600.0
# Inlets up to twice as wide are closed, which joins what was added to the coast it belongs to.
INLET = 150.0
# A smaller separate part is a postcode recorded away from its authority's ground, or an islet.
SMALLEST_PART = 1_000_000.0


def frontier_places(places: pd.DataFrame) -> pd.DataFrame:
    """The places that shape a border: those with a Delaunay neighbour of another authority.

    Leaving out the others changes nothing, because the ground of a place whose neighbours all
    name its own authority can only fall to one of them. Places on the hull stay, so that the
    outermost cells keep their direction.
    """
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
    cells = shapely.voronoi_polygons(
        places, extend_to=shapely.buffer(shapely.envelope(places), 50_000), ordered=True
    )
    labelled = gpd.GeoDataFrame(
        {"ons_code": frontier["ons_code"]}, geometry=shapely.get_parts(cells), crs=NATIONAL_GRID
    )
    english = labelled[labelled["ons_code"] != OUTSIDE]
    return english.dissolve("ons_code", method="coverage").reset_index()


def land_with_postcodes(coastline: gpd.GeoDataFrame, places: pd.DataFrame) -> shapely.Geometry:
    """Land within the coastline, and the ground around English postcodes that it leaves out."""
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
