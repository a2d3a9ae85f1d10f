"""An equal-area map of England: one hexagon for each authority, on one grid.

On a true map Cumbria covers more than 2,000 times the ground of the City of London, and each
counts as one authority. Here all have the same area. The map is made in four steps:

1. the centres of the mainland's authorities are moved until each has room for one hexagon, while
   shared borders pull neighbours together and keep their bearing (in the manner of Dorling's
   circular cartograms);
2. the assignment problem is solved: one cell for each authority at the least total displacement;
3. exchanges raise the number of true neighbours that touch (`etl.boundaries.hexagon_layout`);
4. islands are set apart from the mainland, in their true direction.

Nothing depends on chance: the same shapes give the same map. Lengths are metres in British
National Grid.
"""

import math

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy.optimize import linear_sum_assignment
from scipy.spatial import KDTree

from etl.boundaries.coverage import NATIONAL_GRID, WGS84, round_coordinates, shared_border_lengths
from etl.boundaries.hexagon_layout import (
    FEW_NEIGHBOURS_EXTRA,
    SAME_REGION_EXTRA,
    Grid,
    Integers,
    Layout,
    Numbers,
)

SPREADING_STEPS = 800
SEEDS = (1, 2, 3, 4)

# Cost of each side of a hexagon that faces the sea or another nation: small where the authority
# does, so that inland authorities stay inland and the coast stays the coast.
OUTER_SIDE_COST, INLAND_OUTER_SIDE_COST = 0.1, 0.6
# Share of its border from which an authority counts as lying on the outside of England.
OUTER_BORDER_SHARE = 0.05


def equal_area_hexagons(authorities: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """One hexagon for each authority.

    authorities: ons_code, name, region, geometry, with shared borders that coincide.
    Columns: ons_code, name, region, column, row (counted from the north-west, from 0; odd rows
    are shifted half a hexagon to the east), geometry (WGS 84; regular in British National Grid).
    """
    national = authorities.to_crs(NATIONAL_GRID).reset_index(drop=True)
    pairs = neighbour_pairs(national)
    mainland = np.unique(pairs)
    places = shapely.get_coordinates(national.centroid.to_numpy())
    pitch = math.sqrt(national.area.sum() / len(national) * 2 / math.sqrt(3))
    spread = spread_out(places, pairs, pitch)
    grid = grid_around(spread[mainland], pitch)
    layouts = [starting_layout(national, spread, places, pairs, grid) for _ in SEEDS]
    for layout, seed in zip(layouts, SEEDS, strict=True):
        layout.improve(seed)
    cells = min(layouts, key=Layout.cost).cell_of
    for island in sorted(set(national.index) - set(mainland.tolist())):
        cells[island] = cell_set_apart(island, cells, national, grid)
    return as_features(authorities, cells, grid)


def neighbour_pairs(authorities: gpd.GeoDataFrame) -> Integers:
    """Row numbers of each two authorities that share a border, the lower first."""
    borders = shared_border_lengths(authorities)
    once = borders[borders["face"] < borders["neighbour"]]
    pairs: Integers = once[["face", "neighbour"]].to_numpy(dtype=np.int64)
    return pairs


def spread_out(places: Numbers, pairs: Integers, pitch: float) -> Numbers:
    """Move places until they lie about one pitch apart, with neighbours beside each other.

    Neighbours farther apart than one pitch attract each other and turn towards their true
    bearing; any two places closer than one pitch repel each other. Places in no pair stay.
    """
    paired = np.unique(pairs)
    bearing = unit_vectors(places[pairs[:, 1]] - places[pairs[:, 0]])
    moved = places.copy()
    for _ in range(SPREADING_STEPS):
        apart = moved[pairs[:, 1]] - moved[pairs[:, 0]]
        distance = np.linalg.norm(apart, axis=1, keepdims=True)
        pull = unit_vectors(apart) * np.maximum(distance - pitch, 0) + apart - bearing * distance
        close = paired[KDTree(moved[paired]).query_pairs(pitch, output_type="ndarray")]
        close = close[np.lexsort((close[:, 1], close[:, 0]))]
        between = moved[close[:, 1]] - moved[close[:, 0]]
        push = unit_vectors(between) * pitch - between
        for ends, force in ((pairs, 0.05 * pull), (close, -0.15 * push)):
            np.add.at(moved, ends[:, 0], force)
            np.add.at(moved, ends[:, 1], -force)
    return moved


def unit_vectors(vectors: Numbers) -> Numbers:
    """The vectors' directions, at length one."""
    units: Numbers = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return units


def grid_around(positions: Numbers, pitch: float) -> Grid:
    """The cells that cover the positions, with four empty ones on every side."""
    height = pitch * math.sqrt(3) / 2
    west, south = positions.min(axis=0) - 4 * pitch
    east, north = positions.max(axis=0) + 4 * pitch
    shape = math.ceil((north - south) / height), math.ceil((east - west) / pitch)
    row, column = (index.ravel() for index in np.indices(shape))
    centres = np.column_stack([west + (column + (row % 2) / 2) * pitch, north - row * height])
    return Grid(pitch, column, row, centres)


def starting_layout(
    national: gpd.GeoDataFrame, spread: Numbers, places: Numbers, pairs: Integers, grid: Grid
) -> Layout:
    """The assignment of least total squared displacement, with the costs of its neighbours."""
    squared = ((spread[:, None] - grid.centres[None]) ** 2).sum(axis=2) / grid.pitch**2
    mainland = np.unique(pairs)
    assigned = linear_sum_assignment(squared[mainland])[1]
    cells = dict(zip(mainland.tolist(), assigned.tolist(), strict=True))
    layout = Layout(grid, cells, squared, outer_side_costs(national))
    regions = national["region"].to_numpy()
    neighbour_count = np.bincount(pairs.ravel())
    for first, second in pairs.tolist():
        east, north = places[second] - places[first]
        weight = 1.0 + SAME_REGION_EXTRA * (regions[first] == regions[second])
        weight += FEW_NEIGHBOURS_EXTRA / min(neighbour_count[first], neighbour_count[second])
        layout.keep_together(first, second, math.atan2(north, east), weight)
    return layout


def outer_side_costs(national: gpd.GeoDataFrame) -> list[float]:
    """For each authority, the cost of a hexagon's side that faces the sea or another nation."""
    shared = shared_border_lengths(national).groupby("face")["length"].sum()
    outer_share = 1 - shared.reindex(national.index, fill_value=0) / national.length
    lies_outside = outer_share > OUTER_BORDER_SHARE
    return [OUTER_SIDE_COST if outside else INLAND_OUTER_SIDE_COST for outside in lies_outside]


def cell_set_apart(
    island: int, cells: dict[int, int], national: gpd.GeoDataFrame, grid: Grid
) -> int:
    """The cell for an island: nothing beside it, and two cells from the authority nearest to it.

    The direction is the true one between the two centres.
    """
    coast = min(cells, key=lambda row: national.geometry[row].distance(national.geometry[island]))
    shapes = national.geometry.to_numpy()[[coast, island]]
    centres = shapely.get_coordinates(shapely.centroid(shapes))
    direction = unit_vectors(centres[1:] - centres[:1])[0]
    wanted = grid.centres[cells[coast]] + 2 * grid.pitch * direction
    stands_alone = (grid.steps[:, list(cells.values())] > 1).all(axis=1)
    distance = np.linalg.norm(grid.centres - wanted, axis=1)
    return int(np.where(stands_alone, distance, np.inf).argmin())


def as_features(
    authorities: gpd.GeoDataFrame, cells: dict[int, int], grid: Grid
) -> gpd.GeoDataFrame:
    """The authorities with their hexagons, which stand over the middle of the true map.

    Columns: see `equal_area_hexagons`.
    """
    chosen = np.array([cells[row] for row in range(len(authorities))])
    column, row = grid.column[chosen], grid.row[chosen]
    # An even number of rows is cut off, so that odd rows stay odd.
    first_row = row.min() - row.min() % 2
    centres = grid.centres[chosen]
    west, south, east, north = authorities.to_crs(NATIONAL_GRID).total_bounds
    middle = (centres.min(axis=0) + centres.max(axis=0)) / 2
    centres = centres - middle + [(west + east) / 2, (south + north) / 2]
    hexagons = [hexagon(easting, northing, grid.pitch) for easting, northing in centres]
    described = pd.DataFrame(authorities[["ons_code", "name", "region"]]).assign(
        column=column - column.min(), row=row - first_row
    )
    features = gpd.GeoDataFrame(described, geometry=hexagons, crs=NATIONAL_GRID)
    return round_coordinates(features.to_crs(WGS84))


def hexagon(easting: float, northing: float, pitch: float) -> shapely.Polygon:
    """A regular hexagon, pointed at the top, whose opposite sides are one pitch apart."""
    half, part = pitch / 2, pitch / math.sqrt(12)
    corners = ((0, 2), (-1, 1), (-1, -1), (0, -2), (1, -1), (1, 1))
    return shapely.Polygon([(easting + x * half, northing + y * part) for x, y in corners])


def kept_neighbour_share(authorities: gpd.GeoDataFrame, hexagons: gpd.GeoDataFrame) -> float:
    """Share of the pairs that share a border on the true map whose hexagons touch as well."""
    true_pairs = {tuple(pair) for pair in neighbour_pairs(authorities).tolist()}
    shown_pairs = {tuple(pair) for pair in neighbour_pairs(hexagons).tolist()}
    return len(true_pairs & shown_pairs) / len(true_pairs)
