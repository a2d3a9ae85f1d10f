"""Data over HTTP: the same rows as the page with the same address, for scripts and citations."""

from collections.abc import Callable

import pandas as pd
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard import downloads, queries
from dashboard.database import DatabaseUnavailable, database_path
from dashboard.selection import PARAMETERS, Selection, read_address

Handler = Callable[[Request], Response]


def data_routes() -> list[Route]:
    """Every route under /data/, and /healthz."""
    return [
        Route("/data/offer_matrix.csv", _rows(downloads.csv, "csv", "text/csv; charset=utf-8")),
        Route("/data/offer_matrix.json", _rows(downloads.json_records, "json", "application/json")),
        Route("/data/offer.duckdb", _guarded(_database)),
        Route("/healthz", _guarded(_health)),
    ]


def _rows(to_bytes: Callable[[pd.DataFrame], bytes], ending: str, media_type: str) -> Handler:
    """A route that gives the selected rows in one format."""

    def respond(request: Request) -> Response:
        selection, refused = _asked(request)
        if refused:
            return PlainTextResponse("\n".join(refused) + "\n", status_code=400)
        build = queries.build()
        if unchanged := _unchanged(request, build["content_hash"]):
            return unchanged
        name = downloads.file_name(
            selection.edition or build["edition"], ending, selection.query_string()
        )
        return Response(
            to_bytes(queries.matrix(selection)),
            media_type=media_type,
            headers=_headers(build["content_hash"], name),
        )

    return _guarded(respond)


def _asked(request: Request) -> tuple[Selection, list[str]]:
    """The selection asked for, and why it is refused: a script must not get other rows."""
    address = {name: request.query_params.getlist(name) for name in request.query_params}
    selection, refused = read_address(address, queries.vocabulary())
    unknown = [name for name in address if name not in PARAMETERS]
    accepted = ", ".join(PARAMETERS)
    return selection, [f"{n} is not a parameter. Accepted: {accepted}" for n in unknown] + refused


def _unchanged(request: Request, content_hash: str) -> Response | None:
    if f'"{content_hash}"' in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=_headers(content_hash))
    return None


def _headers(content_hash: str, name: str | None = None) -> dict[str, str]:
    headers = {"ETag": f'"{content_hash}"', "Cache-Control": "no-cache"}
    if name:
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return headers


def _database(request: Request) -> Response:
    build = queries.build()
    return _unchanged(request, build["content_hash"]) or FileResponse(
        database_path(),
        media_type="application/vnd.duckdb",
        headers=_headers(build["content_hash"], f"offer_{build['edition']}.duckdb"),
    )


def _health(request: Request) -> Response:
    build = queries.build()
    return JSONResponse(
        {"status": "ok", "edition": build["edition"], "content_hash": build["content_hash"]}
    )


def _guarded(handler: Handler) -> Handler:
    """Answer 503 in words while there is no database."""

    def respond(request: Request) -> Response:
        try:
            return handler(request)
        except DatabaseUnavailable as unavailable:
            return PlainTextResponse(
                f"{unavailable} Build it with: python -m etl build\n", status_code=503
            )

    return respond
