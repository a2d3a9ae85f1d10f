"""Which authority takes which hexagon: the cost of a layout, and the search for a better one.

The search is simulated annealing with a seeded generator, so it always ends at the same layout.
Authorities are row numbers, cells are numbers of grid cells.
"""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

IMPROVEMENT_STEPS = 400_000
FIRST_TEMPERATURE, LAST_TEMPERATURE = 1.0, 0.03

# A pair of true neighbours that do not touch costs 1, and 0.3 for each further cell between them;
# pairs of one region weigh more, so that regions hold together, and so do the pairs of a city that
# lies within one county, since it has no other neighbour to be found by.
FURTHER_CELL_COST = 0.3
SAME_REGION_EXTRA = 0.8
FEW_NEIGHBOURS_EXTRA = 2.0
# A pair shown in the opposite direction costs twice this, at right angles once.
BEARING_COST = 0.7
# An authority one cell away from the place that spreading found; grows with the square.
DISPLACEMENT_COST = 0.05

# Offsets between two cells are looked up in tables that reach this far in each direction.
REACH = 80
WIDTH = 2 * REACH + 1


@dataclass
class Grid:
    """Hexagonal cells, pointed at the top; odd rows are shifted half a cell to the east.

    pitch: distance between centres. column, row: counted from the north-west. centres: easting
    and northing. steps: cells to cross between each two cells. offset_key: numbers whose
    difference between two cells, plus `SAME_CELL`, is the row of an offset table.
    """

    pitch: float
    column: Integers
    row: Integers
    centres: Numbers
    steps: Integers = field(init=False)
    offset_key: Integers = field(init=False)

    def __post_init__(self) -> None:
        across = self.column - (self.row - self.row % 2) // 2
        self.steps = steps_between(
            across[:, None] - across[None, :], self.row[:, None] - self.row[None, :]
        )
        self.offset_key = across * WIDTH + self.row


SAME_CELL = REACH * WIDTH + REACH


def steps_between(across: Integers, down: Integers) -> Integers:
    """Cells to cross when the axial coordinates of two cells differ by these."""
    steps: Integers = (abs(across) + abs(down) + abs(across + down)) // 2
    return steps


def offset_costs(bearing: float, weight: float) -> list[float]:
    """Cost of a pair of neighbours at every offset from the first cell to the second.

    bearing: true direction from the first to the second, radians anticlockwise from east.
    """
    across, down = np.mgrid[-REACH : REACH + 1, -REACH : REACH + 1]
    steps = steps_between(across, down)
    shown = np.arctan2(-down * math.sqrt(3) / 2, across + down / 2)
    apart = np.where(steps > 1, 1 + FURTHER_CELL_COST * (steps - 2), 0)
    costs: list[float] = (
        (weight * apart + BEARING_COST * (1 - np.cos(shown - bearing))).ravel().tolist()
    )
    return costs


class Layout:
    """A cell for each authority, and what that costs."""

    def __init__(
        self,
        grid: Grid,
        cells: dict[int, int],
        squared_displacement: Numbers,
        outer_side_cost: Sequence[float],
    ) -> None:
        """Start from these cells; nothing is charged for neighbours until `keep_together`.

        cells: cell of each authority. squared_displacement: in pitches squared, by authority and
        cell. outer_side_cost: cost of each side that faces an empty cell, by authority.
        """
        self.cell_of = dict(cells)
        self.authority_in: list[int | None] = [None] * len(grid.column)
        for authority, cell in cells.items():
            self.authority_in[cell] = authority
        self.neighbours: dict[int, list[tuple[int, list[float]]]] = {a: [] for a in cells}
        self.displacement_cost = (DISPLACEMENT_COST * squared_displacement).tolist()
        self.outer_side_cost = outer_side_cost
        self.offset_key = grid.offset_key.tolist()
        self.touching = [np.flatnonzero(row == 1).tolist() for row in grid.steps]
        self.near = [np.flatnonzero((row > 0) & (row < 3)).tolist() for row in grid.steps]

    def keep_together(self, first: int, second: int, bearing: float, weight: float) -> None:
        """Charge for these two not touching, or lying in another direction than `bearing`."""
        self.neighbours[first].append((second, offset_costs(bearing, weight)))
        self.neighbours[second].append((first, offset_costs(bearing + math.pi, weight)))

    def cost(self) -> float:
        """Cost of the whole layout (each pair counts from both sides)."""
        return sum(self._cost_at(cell) for cell in self.cell_of.values())

    def cost_around(self, first: int, second: int) -> float:
        """The part of the cost that changes when two cells are exchanged."""
        return self._cost_at(first) + self._cost_at(second)

    def _cost_at(self, cell: int) -> float:
        authority = self.authority_in[cell]
        beside = [self.authority_in[other] for other in self.touching[cell]]
        if authority is None:
            return sum(self.outer_side_cost[other] for other in beside if other is not None)
        cost: float = self.displacement_cost[authority][cell]
        cost += self.outer_side_cost[authority] * beside.count(None)
        from_here = SAME_CELL - self.offset_key[cell]
        for other, costs in self.neighbours[authority]:
            cost += costs[from_here + self.offset_key[self.cell_of[other]]]
        return cost

    def exchange(self, first: int, second: int) -> None:
        """Let two cells change what they hold; either may be empty."""
        held = self.authority_in
        held[first], held[second] = held[second], held[first]
        for cell in (first, second):
            authority = held[cell]
            if authority is not None:
                self.cell_of[authority] = cell

    def improve(self, seed: int) -> None:
        """Exchange cells at most two apart: at first also for the worse, later for the better."""
        chance = random.Random(seed)  # noqa: S311 - a search that can be repeated, no secret
        authorities = sorted(self.cell_of)
        for step in range(IMPROVEMENT_STEPS):
            temperature = FIRST_TEMPERATURE * (LAST_TEMPERATURE / FIRST_TEMPERATURE) ** (
                step / IMPROVEMENT_STEPS
            )
            here = self.cell_of[authorities[int(chance.random() * len(authorities))]]
            there = self.near[here][int(chance.random() * len(self.near[here]))]
            before = self.cost_around(here, there)
            self.exchange(here, there)
            worse = self.cost_around(here, there) - before
            if worse > 0 and chance.random() >= math.exp(-worse / temperature):
                self.exchange(here, there)
