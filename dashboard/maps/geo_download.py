"""Entries as GeoJSON: their values, and the ground of the authorities that they cover."""

import json
from functools import lru_cache
from typing import Any

import shapely
from shapely.geometry import mapping, shape

from dashboard.files.downloads import json_records
from dashboard.files.extracts import Extract
from dashboard.maps.shapes import BOUNDARIES, FILES


def geojson(extract: Extract) -> bytes:
    """RFC 7946, WGS 84: one feature an entry, properties named as the columns of offer_matrix.

    An entry that covers two authorities has the ground of both; one that covers none has no
    geometry. Two entries of one authority have the same ground.
    """
    features = [
        {"type": "Feature", "id": row["entry_id"], "properties": row, "geometry": _ground(row)}
        for row in json.loads(json_records(extract.rows))
    ]
    collection = {"type": "FeatureCollection", "name": extract.stem, "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def _ground(row: dict[str, Any]) -> dict[str, Any] | None:
    if not row["ons_codes"]:
        return None
    grounds = [_authorities()[code] for code in row["ons_codes"].split(";")]
    whole = grounds[0] if len(grounds) == 1 else shapely.union_all(grounds)
    return dict(mapping(shapely.orient_polygons(whole)))


@lru_cache
def _authorities() -> dict[str, shapely.Geometry]:
    features = json.loads((BOUNDARIES / FILES["true"]).read_bytes())["features"]
    return {each["properties"]["ons_code"]: shape(each["geometry"]) for each in features}
