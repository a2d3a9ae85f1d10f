"""GeoJSON as RFC 7946 asks for it, the same bytes for the same shapes."""

import json
from pathlib import Path

import geopandas as gpd
import shapely


def write_geojson(features: gpd.GeoDataFrame, path: Path) -> None:
    """Write compact RFC 7946 GeoJSON: outer rings anticlockwise, one feature a line.

    Coordinates are written as they are, in WGS 84; every column but the geometry becomes a
    property; rows keep their order, and parts of a shape are put into a fixed one.
    """
    ordered = shapely.normalize(features.geometry.to_numpy())
    oriented = shapely.orient_polygons(ordered, exterior_cw=False)
    properties = features.drop(columns="geometry").to_dict("records")
    lines = [
        json.dumps(
            {"type": "Feature", "properties": values, "geometry": shapely.geometry.mapping(shape)},
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for values, shape in zip(properties, oriented, strict=True)
    ]
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    path.write_text(text, encoding="utf-8")
