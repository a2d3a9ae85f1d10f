"""Data over HTTP: the same rows as the page with the same address, for scripts and citations.

Every dataset of `dashboard.files.datasets` in every format of `dashboard.files.file_formats`, with
the parameters of the page that shows it.
"""

from collections.abc import Callable
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard import queries
from dashboard.database import DatabaseUnavailable, database_path
from dashboard.files.datasets import DATASETS
from dashboard.files.extracts import Dataset
from dashboard.files.file_formats import Format, formats_of

Handler = Callable[[Request], Response]


def data_routes() -> list[Route]:
    """Every route under /data/, and /healthz."""
    return [
        *(
            Route(f"/data/{kind.route(name)}", rows_as(dataset, kind))
            for name, dataset in DATASETS.items()
            for kind in formats_of(name)
        ),
        Route("/data/offer.duckdb", guarded(_database)),
        Route("/data/{name:path}", _not_here),
        Route("/healthz", guarded(_health)),
    ]


def rows_as(dataset: Dataset, kind: Format) -> Handler:
    """A route that gives a dataset's rows in one format; a script must not get other rows."""

    def respond(request: Request) -> Response:
        address = {name: request.query_params.getlist(name) for name in request.query_params}
        extract, refused = dataset.read(address)
        if refused:
            return PlainTextResponse("\n".join(refused) + "\n", status_code=400)
        content_hash = extract.build["content_hash"]
        if not_modified := unchanged(request, content_hash):
            return not_modified
        extract = replace(extract, base=str(request.base_url).rstrip("/"))
        return Response(
            kind.write(extract),
            media_type=kind.media_type,
            headers=reply_headers(content_hash, kind.file_name(extract)),
        )

    return guarded(respond)


def unchanged(request: Request, content_hash: str) -> Response | None:
    """A 304 when the asker already has the rows of this build."""
    known = request.headers.get("if-none-match", "")
    if known == "*" or f'"{content_hash}"' in known:
        return Response(status_code=304, headers=reply_headers(content_hash))
    return None


def reply_headers(content_hash: str, name: str | None = None) -> dict[str, str]:
    """The headers of a file: its ETag, and the name to keep it under."""
    headers = {"ETag": f'"{content_hash}"', "Cache-Control": "no-cache"}
    if name:
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return headers


def _database(request: Request) -> Response:
    build = queries.build()
    return unchanged(request, build["content_hash"]) or FileResponse(
        database_path(),
        media_type="application/vnd.duckdb",
        headers=reply_headers(build["content_hash"], f"offer_{build['edition']}.duckdb"),
    )


def _not_here(request: Request) -> Response:
    """Otherwise Streamlit would answer with a page and 200, which a script takes for data."""
    return PlainTextResponse(
        f"There is nothing at {request.url.path}. The files are listed on /data-and-methods.\n",
        status_code=404,
    )


def _health(request: Request) -> Response:
    build = queries.build()
    return JSONResponse(
        {"status": "ok", "edition": build["edition"], "content_hash": build["content_hash"]}
    )


def guarded(handler: Handler) -> Handler:
    """Answer 503 in words while there is no database."""

    def respond(request: Request) -> Response:
        try:
            return handler(request)
        except DatabaseUnavailable as unavailable:
            return PlainTextResponse(
                f"{unavailable} Build it with: python -m etl build\n", status_code=503
            )

    return respond
