"""The steps towards the equal-area map: spreading, hexagons, distance on the grid."""

import numpy as np
import pytest

from etl.boundaries.hexagon_layout import steps_between
from etl.boundaries.hexagons import hexagon, spread_out


def test_spreading_leaves_a_pitch_between_places() -> None:
    places = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    spread = spread_out(places, np.array([[0, 1], [0, 2], [1, 2]]), pitch=10.0)
    distances = np.linalg.norm(spread - np.roll(spread, 1, axis=0), axis=1)
    assert distances == pytest.approx([10, 10, 10], rel=0.2)


def test_hexagon_is_regular_with_sides_one_pitch_apart() -> None:
    shape = hexagon(0.0, 0.0, pitch=2.0)
    assert shape.is_valid
    assert shape.area == pytest.approx(2 * 3**0.5)
    assert shape.bounds[0] == -1 and shape.bounds[2] == 1


@pytest.mark.parametrize(
    ("across", "down", "steps"), [(0, 0, 0), (1, 0, 1), (1, -1, 1), (1, 1, 2), (-2, 1, 2)]
)
def test_steps_between_cells(across: int, down: int, steps: int) -> None:
    assert steps_between(np.array(across), np.array(down)) == steps
