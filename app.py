"""The server: builds the database when it must, then serves pages and data.

`streamlit run app.py` and `uvicorn app:app` both start it.
"""

import logging
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Timer

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.query.database import database_path
from dashboard.registry import routes
from etl.freshness import needs_build

HERE = Path(__file__).parent
log = logging.getLogger("offer")
SECONDS_BEFORE_TESTS = 4  # the first page is drawn first
# Streamlit's own scripts and styles are partly inline; nothing comes from another host.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
}


class SecurityHeaders:
    """Adds HEADERS to every answer over HTTP."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; add the headers to the start of its answer."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                added = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                names = {name for name, _ in added}
                kept = [pair for pair in message["headers"] if pair[0].lower() not in names]
                message["headers"] = kept + added
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def log_to_stderr() -> None:
    """What the server has to say of itself, with time and level; OFFER_LOG_LEVEL says how much."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    log.handlers = [handler]
    log.setLevel(os.environ.get("OFFER_LOG_LEVEL") or "INFO")
    log.propagate = False


@asynccontextmanager
async def lifespan(app: ASGIApp) -> AsyncIterator[None]:
    """Before the first request: a database that fits the data files and the code."""
    log_to_stderr()
    database = database_path()
    if needs_build(database):
        log.info("Building %s from data/ (a few seconds) ...", database)
        build = [sys.executable, "-m", "etl", "build", "--database", str(database)]
        if subprocess.run(build, cwd=HERE, check=False).returncode != 0:
            log.error("The data were refused, see above. Serving the database as it was.")
    soon = Timer(SECONDS_BEFORE_TESTS, prepare_tests)
    soon.daemon = True
    soon.start()
    yield
    soon.cancel()


def prepare_tests() -> None:
    """Make the permutation tests of Relationships before anyone asks for them.

    Imported here: what they need takes seconds to load, and the first page does not wait for it.
    """
    from dashboard.query.relationships import prepare

    prepare()


app = st.App(
    HERE / "dashboard/main.py",
    lifespan=lifespan,
    routes=routes(),
    middleware=[Middleware(SecurityHeaders), Middleware(GZipMiddleware, compresslevel=5)],
)
