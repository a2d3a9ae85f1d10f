"""The map over HTTP: outlines that a browser keeps, and the map as SVG."""

import hashlib
import json
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard.drawing import map as drawing
from dashboard.drawing.outlines import outlines
from dashboard.export.routes import (
    FOR_GOOD,
    address_of,
    etag,
    guarded,
    refusal,
    reply_headers,
    unchanged,
)
from dashboard.parameters.declared import unknown_names
from dashboard.parameters.pages import MapParameters
from dashboard.parameters.shared import Filters
from dashboard.query import metadata
from dashboard.query.database import cached
from dashboard.query.map import authority_values
from dashboard.text import map as text
from dashboard.vocabulary import MAPS


def map_routes() -> list[Route]:
    """The outlines of each kind of map, and the map as a document."""
    return [
        Route("/data/shapes/{kind}.json", guarded(_shapes)),
        Route("/data/map.svg", guarded(_document)),
    ]


def shapes_address(kind: str) -> str:
    """Where a browser fetches the outlines, once: the address changes when they do."""
    version = hashlib.sha256(_shapes_file(kind)).hexdigest()[:12]
    return f"data/shapes/{kind}.json?v={version}"


def document_address(filters: Filters, chosen: MapParameters) -> str:
    """The address of the map as an SVG document with title, legend, source and date."""
    drawn = {name: value for name, value in chosen.cleared("authority").values().items() if value}
    return f"data/map.svg?{urlencode({**filters.address(), **drawn}, doseq=True)}"


@cached(most=len(MAPS))
def _shapes_file(kind: str) -> bytes:
    return json.dumps({"paths": outlines(kind).paths}, separators=(",", ":")).encode()


def _shapes(request: Request) -> Response:
    kind = request.path_params["kind"]
    if kind not in MAPS:
        return PlainTextResponse(f"{kind} is no map. Accepted: {', '.join(MAPS)}\n", 404)
    return Response(_shapes_file(kind), media_type="application/json", headers=FOR_GOOD)


def _document(request: Request) -> Response:
    address, vocabulary = address_of(request), metadata.vocabulary()
    filters, left_out = Filters.parse(address, vocabulary)
    chosen, more = MapParameters.parse(address, vocabulary)
    accepted = (*Filters.names(), *MapParameters.names())
    if refused := unknown_names(address, accepted) + left_out + more:
        return refusal(refused)
    tag = etag("svg")
    if not_modified := unchanged(request, tag):
        return not_modified
    edition = metadata.edition_of(filters)
    name = f"england_map_{chosen.colour}_{edition}.svg"
    return Response(
        _drawn(filters, chosen, edition),
        media_type="image/svg+xml",
        headers=reply_headers(tag, name),
    )


def _drawn(filters: Filters, chosen: MapParameters, edition: str) -> str:
    vocabulary, authorities = metadata.vocabulary(), authority_values(filters)
    measure = drawing.measure(chosen.colour, authorities, vocabulary)
    shown = [
        area
        for area in drawing.areas(authorities, measure)
        if not chosen.zoom or area.authority.region == chosen.zoom
    ]
    notes = text.document_notes(
        len(shown),
        filters.in_words(vocabulary),
        measure.method,
        edition,
        metadata.build().content_hash,
    )
    title = text.document_title(measure.label)
    return drawing.svg_document(outlines(chosen.map), shown, measure.legend, title, notes)
