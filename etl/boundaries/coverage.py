"""Shapes that tile the ground without gaps or overlaps: rounding, cleaning, simplifying.

What is meant by a coverage here: polygons of different authorities that meet in exactly the same
corners. All steps keep that.
"""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

# British National Grid (EPSG:27700) with Ordnance Survey's seven-parameter shift to WGS 84, which
# is right within 5 m. Named by its code, the same corner would move by metres between machines,
# as some have the survey's finer grid of shifts installed and others do not.
NATIONAL_GRID = (
    "+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy "
    "+towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +type=crs"
)
WGS84 = "EPSG:4326"
DECIMALS = 4
OUTSIDE = "outside England"

# (authority's least area in m2, tolerance in m): small, dense authorities keep finer borders,
# because a border 300 m off crosses many streets there, and almost none in the country.
SIMPLIFICATION_STEPS = ((0.0, 150.0), (100e6, 300.0), (300e6, 600.0), (1000e6, 800.0))
# Degrees to metres, near enough for a tolerance: at 52.9 degrees north, half way up England.
METRES_PER_DEGREE = np.array([111_320.0 * np.cos(np.radians(52.9)), 111_320.0])


def faces_on_grid(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The areas and all that lies around them as faces whose corners have four decimals.

    Rounding comes before simplifying: all borders are noded together on the grid of the written
    decimals, so neighbours keep sharing their borders and no ring crosses itself afterwards.
    Columns: ons_code (`outside England` for sea, Wales and Scotland), geometry (WGS 84).
    """
    geographic = areas.to_crs(WGS84)
    frame = shapely.box(*geographic.total_bounds.round()).buffer(1, join_style="mitre")
    borders = shapely.boundary([*geographic.geometry, frame])
    noded = shapely.union_all(borders, grid_size=10.0**-DECIMALS)
    faces = gpd.GeoDataFrame(
        geometry=shapely.get_parts(shapely.polygonize(shapely.get_parts(noded))), crs=WGS84
    )
    tree = shapely.STRtree(geographic.geometry.to_numpy())
    face, area = tree.query(faces.representative_point().to_numpy(), predicate="intersects")
    faces["ons_code"] = OUTSIDE
    faces.loc[face, "ons_code"] = geographic["ons_code"].to_numpy()[area]
    return faces


def shared_border_lengths(faces: gpd.GeoDataFrame) -> pd.DataFrame:
    """Length of the border that each pair of different rows shares.

    Columns: face, neighbour (row labels), length (units of the coordinates). Each pair comes
    twice, once from either side; pairs that only meet in a point are left out.
    """
    geometries = faces.geometry.to_numpy()
    first, second = shapely.STRtree(geometries).query(geometries, predicate="intersects")
    first, second = first[first != second], second[first != second]
    length = shapely.length(shapely.intersection(geometries[first], geometries[second]))
    pairs = pd.DataFrame(
        {"face": faces.index[first], "neighbour": faces.index[second], "length": length}
    )
    return pairs[pairs["length"] > 0].sort_values(["face", "neighbour"], ignore_index=True)


def absorb_small_parts(faces: gpd.GeoDataFrame, smallest_area: float) -> gpd.GeoDataFrame:
    """Give faces under `smallest_area` (m2) to the neighbour they share most border with.

    The largest face of each authority stays whatever its size. What lies in the sea by itself
    becomes sea; a small gap between authorities falls to one of them. Columns: as given.
    """
    area = faces.to_crs(NATIONAL_GRID).area
    largest = area.groupby(faces["ons_code"]).idxmax()
    undecided = set(faces.index[area < smallest_area]) - set(largest)
    code = faces["ons_code"].copy()
    borders = shared_border_lengths(faces)
    borders = borders[borders["face"].isin(undecided)]
    while undecided:
        usable = borders[borders["face"].isin(undecided) & ~borders["neighbour"].isin(undecided)]
        if usable.empty:
            raise ValueError(f"{len(undecided)} small parts touch nothing that could take them")
        by_code = usable.assign(code=usable["neighbour"].map(code))
        totals = by_code.groupby(["face", "code"])["length"].sum().reset_index()
        longest = totals.sort_values(["face", "length", "code"], ascending=[True, False, True])
        decided = longest.drop_duplicates("face").set_index("face")["code"]
        code.update(decided)
        undecided -= set(decided.index)
    return faces.assign(ons_code=code)


def simplify_coverage(coverage: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Fewer corners, with shared borders kept identical (Visvalingam-Whyatt over a coverage).

    Works in steps from fine to coarse; each step leaves alone the borders of the authorities that
    are too small for its tolerance. Corners are only ever removed, so what is left still has four
    decimals. A plain scaling of degrees serves as plane, because it cannot move one line across
    another. Columns: as given.
    """
    shapes = shapely.transform(
        coverage.geometry.to_numpy(), lambda degrees: degrees * METRES_PER_DEGREE
    )
    area = np.where(coverage["ons_code"] == OUTSIDE, np.inf, shapely.area(shapes))
    for least_area, tolerance in SIMPLIFICATION_STEPS:
        chosen = area >= least_area
        shapes[chosen] = shapely.coverage_simplify(
            shapes[chosen], tolerance, simplify_boundary=False
        )
    return round_coordinates(
        coverage.assign(geometry=shapely.transform(shapes, lambda m: m / METRES_PER_DEGREE))
    )


def round_coordinates(shapes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The same shapes with corners at the decimals that are written. Columns: as given."""
    return shapes.assign(
        geometry=shapely.transform(
            shapes.geometry.to_numpy(), lambda degrees: np.round(degrees, DECIMALS)
        )
    )
