"""Entries as GeoJSON: their values, and the ground of the authorities that they cover."""

import json
from typing import TYPE_CHECKING, Any

from dashboard.drawing.outlines import boundaries
from dashboard.export.dataset import Export, Format
from dashboard.export.formats import json_records
from dashboard.query.database import cached

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


def geojson(export: Export) -> bytes:
    """RFC 7946, WGS 84: one feature an entry, properties named as the columns of offer_matrix.

    An entry that covers two authorities has the ground of both; one that covers none has no
    geometry. Two entries of one authority have the same ground.
    """
    features = [
        {
            "type": "Feature",
            "id": row["entry_id"],
            "properties": row,
            "geometry": _ground(row["ons_codes"]),
        }
        for row in json.loads(json_records(export.rows))
    ]
    collection = {"type": "FeatureCollection", "name": export.stem, "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def _ground(ons_codes: str | None) -> dict[str, Any] | None:
    import shapely  # here: no page and no other file needs it

    if not ons_codes:
        return None
    grounds = [_authorities()[code] for code in ons_codes.split(";")]
    whole = grounds[0] if len(grounds) == 1 else shapely.union_all(grounds)
    return dict(shapely.geometry.mapping(shapely.orient_polygons(whole)))


@cached(most=1)
def _authorities() -> "dict[str, BaseGeometry]":
    from shapely.geometry import shape

    return {ons_code: shape(geometry) for ons_code, geometry in boundaries("true").items()}


GEOJSON = Format("GeoJSON", "geojson", "application/geo+json", geojson, offered=False)
