"""Outlines of the authorities as SVG paths, true and equal-area, in one plane each."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pyproj import Transformer

BOUNDARIES = Path(__file__).parents[2] / "data" / "boundaries"
FILES = {"true": "authorities_2022.geojson", "equal-area": "hexagons_2022.geojson"}
NUMBER = re.compile(r"-?[0-9.]+")
WIDTH = 1000  # of the drawing, in its own units; the height follows

Ring = list[tuple[float, float]]


@dataclass(frozen=True)
class Shapes:
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


@lru_cache
def shapes(kind: str) -> Shapes:
    """The outlines of one kind of map, `true` or `equal-area`, in British National Grid."""
    features = json.loads((BOUNDARIES / FILES[kind]).read_bytes())["features"]
    outlines = {f["properties"]["ons_code"]: _national_grid(f["geometry"]) for f in features}
    points = [point for rings in outlines.values() for ring in rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    scale = WIDTH / (east - west)
    paths = {
        code: "".join(
            _path([((x - west) * scale, (north - y) * scale) for x, y in r]) for r in rings
        )
        for code, rings in outlines.items()
    }
    return Shapes(WIDTH, round((north - south) * scale), paths)


@lru_cache
def shapes_address(kind: str) -> str:
    """Where a browser fetches the outlines, once: the address changes when they do."""
    version = hashlib.sha256((BOUNDARIES / FILES[kind]).read_bytes()).hexdigest()[:12]
    return f"data/shapes/{kind}.json?v={version}"


def _national_grid(geometry: dict[str, Any]) -> list[Ring]:
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    return [_in_national_grid(ring) for polygon in polygons for ring in polygon]


def _in_national_grid(ring: list[tuple[float, float]]) -> Ring:
    longitudes, latitudes = zip(*ring, strict=True)
    return list(zip(*_transformer().transform(longitudes, latitudes), strict=True))


@lru_cache
def _transformer() -> Transformer:
    return Transformer.from_crs("EPSG:4326", "EPSG:27700", always_xy=True)


def _path(ring: Ring) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring[:-1]) + "Z"
