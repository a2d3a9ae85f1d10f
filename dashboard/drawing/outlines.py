"""Outlines of the authorities as SVG paths, true and equal-area, in one plane each."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.query.database import cached

BOUNDARIES = Path(__file__).parents[2] / "data" / "boundaries"
FILES = {"true": "authorities_2022.geojson", "equal-area": "hexagons_2022.geojson"}
NUMBER = re.compile(r"-?[0-9.]+")
WIDTH = 1000  # of the drawing, in its own units; the height follows

Ring = list[tuple[float, float]]


@dataclass(frozen=True)
class Outlines:
    """A map as paths: ONS code -> `d` of an SVG path, within 0 0 width height."""

    width: int
    height: int
    paths: dict[str, str]

    def box(self, codes: Iterable[str]) -> tuple[float, float, float, float]:
        """The left, upper, width and height of what some authorities cover."""
        numbers = [float(n) for c in codes for n in NUMBER.findall(self.paths[c])]
        across, down = numbers[::2], numbers[1::2]
        left, upper = min(across), min(down)
        return left, upper, max(across) - left, max(down) - upper


@cached(most=len(FILES))
def outlines(kind: str) -> Outlines:
    """The outlines of one kind of map, `true` or `equal-area`, in British National Grid."""
    rings = _in_national_grid(boundaries(kind))
    points = [point for own in rings.values() for ring in own for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    scale = WIDTH / (east - west)
    paths = {
        code: "".join(_path([((x - west) * scale, (north - y) * scale) for x, y in r]) for r in own)
        for code, own in rings.items()
    }
    return Outlines(WIDTH, round((north - south) * scale), paths)


def boundaries(kind: str) -> dict[str, dict[str, Any]]:
    """The geometry of each authority by ONS code, as GeoJSON has it: in longitude and latitude."""
    features = json.loads((BOUNDARIES / FILES[kind]).read_bytes())["features"]
    return {each["properties"]["ons_code"]: each["geometry"] for each in features}


def _in_national_grid(geometries: dict[str, dict[str, Any]]) -> dict[str, list[Ring]]:
    from pyproj import Transformer  # here: only making outlines needs it, and not every page does

    to_grid = Transformer.from_crs("EPSG:4326", "EPSG:27700", always_xy=True)

    def in_grid(ring: Ring) -> Ring:
        longitudes, latitudes = zip(*ring, strict=True)
        return list(zip(*to_grid.transform(longitudes, latitudes), strict=True))

    return {code: [in_grid(ring) for ring in _rings(g)] for code, g in geometries.items()}


def _rings(geometry: dict[str, Any]) -> list[Ring]:
    single = geometry["type"] == "Polygon"
    polygons = [geometry["coordinates"]] if single else geometry["coordinates"]
    return [ring for polygon in polygons for ring in polygon]


def _path(ring: Ring) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring[:-1]) + "Z"
