"""Outlines of the authorities as paths, and what is loaded to make them."""

import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.drawing.outlines import NUMBER, Outlines, outlines
from dashboard.vocabulary import MAPS
from tests.authorities import authorities

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("kind", MAPS)
def test_every_authority_has_an_outline_inside_the_drawing(kind: str) -> None:
    drawn = outlines(kind)
    assert set(drawn.paths) == set(authorities())
    left, upper, width, height = drawn.box(drawn.paths)
    assert (left, upper, width) == (0, 0, drawn.width)
    assert height == pytest.approx(drawn.height, abs=0.5)


def test_north_is_up_and_west_is_left() -> None:
    drawn = outlines("true")
    cornwall, northumberland, kent = (
        drawn.box([code]) for code in ("E06000052", "E06000057", "E10000016")
    )
    assert northumberland[1] < kent[1] < cornwall[1]
    assert cornwall[0] < northumberland[0] < kent[0]


def test_every_part_of_an_outline_is_closed() -> None:
    for path in outlines("true").paths.values():
        assert path.count("M") == path.count("Z") >= 1
        assert len(NUMBER.findall(path)) % 2 == 0


def test_the_box_of_some_authorities_holds_all_of_each() -> None:
    drawn = Outlines(10, 10, {"a": "M1.0 2.0L3.5 2.0L3.5 -4.0Z", "b": "M0.5 7.0L2.0 7.0L2.0 8.0Z"})
    assert drawn.box(["a"]) == (1.0, -4.0, 2.5, 6.0)
    assert drawn.box(["a", "b"]) == (0.5, -4.0, 3.0, 12.0)


def test_only_what_draws_a_map_loads_what_makes_outlines() -> None:
    say = (
        "import sys, dashboard.export.map, dashboard.export.matrix, dashboard.drawing.map;"
        "print(*{'pyproj', 'shapely', 'mapclassify', 'scipy', 'streamlit'} & set(sys.modules))"
    )
    run = [sys.executable, "-c", say]
    said = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == ""
