"""Data over HTTP: the same rows as the page with the same address, for scripts and citations.

Every dataset in every one of its formats, with the parameters of the page that shows it.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard.drawing.outlines import BOUNDARIES
from dashboard.export.dataset import Dataset, Format
from dashboard.query import metadata
from dashboard.query.database import DatabaseUnavailable, database_path
from dashboard.vocabulary import DATA_AND_METHODS

Handler = Callable[[Request], Response]
CODE = Path(__file__).parents[1]
FOR_GOOD = {
    "Cache-Control": "public, max-age=31536000, immutable"
}  # named by the hash of its bytes


def data_routes(datasets: Iterable[Dataset], others: Iterable[Route]) -> list[Route]:
    """Every route under /data/, and /healthz."""
    return [
        *others,
        *(
            Route(f"/data/{dataset.file(kind)}", rows_as(dataset, kind))
            for dataset in datasets
            for kind in dataset.formats
        ),
        Route("/data/offer.duckdb", guarded(_database)),
        Route("/data/{name:path}", _not_here),
        Route("/healthz", guarded(_health)),
    ]


def rows_as(dataset: Dataset, kind: Format) -> Handler:
    """A route that gives a dataset's rows in one format; a script must not get other rows."""

    def respond(request: Request) -> Response:
        export, refused = dataset.read(address_of(request))
        if refused:
            return refusal(refused)
        tag = etag(kind.ending)
        if not_modified := unchanged(request, tag):
            return not_modified
        export = replace(export, base=str(request.base_url).rstrip("/"))
        name = f"{export.stem}.{kind.ending}"
        return Response(
            kind.write(export), media_type=kind.media_type, headers=reply_headers(tag, name)
        )

    return guarded(respond)


def address_of(request: Request) -> dict[str, list[str]]:
    """The query parameters of a request."""
    return {name: request.query_params.getlist(name) for name in request.query_params}


def refusal(sentences: Iterable[str]) -> Response:
    """What an address asks for that is not known, and what is."""
    return PlainTextResponse("\n".join(sentences) + "\n", status_code=400)


def etag(form: str) -> str:
    """The tag of a file's bytes: they follow from the data, the code and the form of the file."""
    return f'"{metadata.build().content_hash}-{code_version()}-{form}"'


@cache
def code_version() -> str:
    """SHA-256, shortened, of the code, templates and boundaries that make files."""
    digest = hashlib.sha256()
    code = [each for ending in ("py", "html") for each in CODE.rglob(f"*.{ending}")]
    for file in sorted([*code, *BOUNDARIES.glob("*.geojson")]):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def unchanged(request: Request, tag: str) -> Response | None:
    """A 304 when the asker already has these bytes."""
    known = request.headers.get("if-none-match", "")
    if known == "*" or tag in known:
        return Response(status_code=304, headers=reply_headers(tag))
    return None


def reply_headers(tag: str, name: str | None = None) -> dict[str, str]:
    """The headers of a file: its ETag, and the name to keep it under."""
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if name:
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return headers


def _database(request: Request) -> Response:
    tag = etag("duckdb")
    return unchanged(request, tag) or FileResponse(
        database_path(),
        media_type="application/vnd.duckdb",
        headers=reply_headers(tag, f"offer_{metadata.build().edition}.duckdb"),
    )


def _not_here(request: Request) -> Response:
    """Otherwise Streamlit would answer with a page and 200, which a script takes for data."""
    return PlainTextResponse(
        f"There is nothing at {request.url.path}. The files are listed on /{DATA_AND_METHODS}.\n",
        status_code=404,
    )


def _health(request: Request) -> Response:
    build = metadata.build()
    return JSONResponse(
        {"status": "ok", "edition": build.edition, "content_hash": build.content_hash}
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
