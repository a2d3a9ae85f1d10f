"""The map over HTTP: outlines that a browser keeps, the map as SVG, entries as GeoJSON."""

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard import queries
from dashboard.files.data_routes import guarded, reply_headers, rows_as, unchanged
from dashboard.files.datasets import DATASETS
from dashboard.files.file_formats import Format
from dashboard.maps import map_queries, maps
from dashboard.maps.geo_download import geojson
from dashboard.maps.map_selection import KINDS, MapSelection, colours, read_map_address
from dashboard.maps.shapes import shapes
from dashboard.parameters import names
from dashboard.selection import PARAMETERS, in_words, read_address

GEOJSON = Format("GeoJSON", "geojson", "application/geo+json", geojson)
FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable"}
ATTRIBUTION = (
    "Boundaries: derived from postcodes of the Office for National Statistics (OGL v3.0) and "
    "Natural Earth's coastline.",
    "Contains OS data and National Statistics data © Crown copyright and database right 2025, and "
    "Royal Mail data © 2025.",
)


def map_routes() -> list[Route]:
    """The outlines of each kind of map, the map as a document, and entries with their ground."""
    return [
        Route("/data/shapes/{kind}.json", _outlines),
        Route("/data/map.svg", guarded(_document)),
        Route("/data/offer_matrix.geojson", rows_as(DATASETS["offer_matrix"], GEOJSON)),
    ]


def _outlines(request: Request) -> Response:
    kind = request.path_params["kind"]
    if kind not in KINDS:
        return PlainTextResponse(f"{kind} is no map. Accepted: {', '.join(KINDS)}\n", 404)
    return JSONResponse({"paths": shapes(kind).paths}, headers=FOR_GOOD)


def _document(request: Request) -> Response:
    address = {name: request.query_params.getlist(name) for name in request.query_params}
    vocabulary = queries.vocabulary()
    selection, refused = read_address(address, vocabulary)
    values = map_queries.authority_values(selection)
    chosen, more = read_map_address(address, vocabulary, list(values["ons_code"].unique()))
    known = (*PARAMETERS, *names(MapSelection))
    refused += more + [f"{name} is not a parameter" for name in address if name not in known]
    if refused:
        return PlainTextResponse("\n".join(refused) + "\n", status_code=400)
    build = queries.build()
    if not_modified := unchanged(request, build["content_hash"]):
        return not_modified
    made = maps.classes(chosen.colour, values)
    shown = maps.areas(values, chosen.colour, made)
    if chosen.zoom:
        shown = [area for area in shown if area.region == chosen.zoom]
    edition = selection.edition or build["edition"]
    notes = [
        f"{len(shown)} authorities. Filters: {in_words(selection, vocabulary)} (pale: outside).",
        f"{made.method} Not listed does not mean that a service does not exist.",
        f"Source: What Works for Early Intervention and Children's Social Care, May 2023; "
        f"offers of {edition}, content hash {build['content_hash'][:12]}.",
        *ATTRIBUTION,
    ]
    title = f"{colours(vocabulary)[chosen.colour]}, by authority"
    text = maps.svg_document(shapes(chosen.map), shown, maps.legend(made), title, notes)
    name = f"england_map_{chosen.colour}_{edition}.svg"
    headers = reply_headers(build["content_hash"], name)
    return Response(text, media_type="image/svg+xml", headers=headers)
