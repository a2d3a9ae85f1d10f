"""The server as a whole: what every answer carries, and how it starts."""

import asyncio
import gzip
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient

import app

ROOT = Path(__file__).parents[1]
STREAMLIT = ("-m", "streamlit", "run", "app.py", "--server.headless=true",
             "--server.address=127.0.0.1", "--server.port")  # fmt: skip
UVICORN = ("-m", "uvicorn", "app:app", "--host", "127.0.0.1", "--port")
START_WITHIN = 120  # seconds, on a busy machine
ADDRESSES = ["/", "/find-authorities", "/healthz", "/data/offer_matrix.csv", "/data/offer.duckdb"]


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        with TestClient(app.app) as client:
            yield client
    finally:
        os.chdir(before)


@contextmanager
def running(command: tuple[str, ...], folder: Path, database: Path) -> Iterator[tuple[str, Path]]:
    """A server in a process of its own: its address and the file of what it says."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address, said = f"http://127.0.0.1:{port}", database.parent / "said.txt"
    with said.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, *command, str(port)],
            cwd=folder,
            env=os.environ | {"OFFER_DATABASE": str(database)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until_it_answers(server, f"{address}/healthz", said)
        yield address, said
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def wait_until_it_answers(server: subprocess.Popen[bytes], address: str, said: Path) -> None:
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline and server.poll() is None:
        try:
            httpx.get(address)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"The server did not start. It said: {said.read_text()}")


@pytest.fixture(scope="module")
def changed_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with one changed line in its data."""
    copy = tmp_path_factory.mktemp("copy")
    skip = shutil.ignore_patterns("__pycache__", "*.duckdb*", "boundaries")
    for folder in ("dashboard", "pages", "etl", "data", ".streamlit"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=skip)
    shutil.copy(ROOT / "app.py", copy)
    matrix = copy / "data" / "raw" / "offer_matrix_2022-05.tsv"
    matrix.write_text(matrix.read_text(encoding="utf-8").replace("Hull", "Hell"), encoding="utf-8")
    return copy


# --- What every answer carries ----------------------------------------------------------------


@pytest.mark.parametrize("address", [*ADDRESSES, "/data/offer_matrix.csv?region=Londn"])
def test_every_answer_carries_the_security_headers(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    policy = dict(
        part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";")
    )
    assert policy["frame-ancestors"] == "'self'"
    assert policy["object-src"] == "'none'"
    assert policy["default-src"] == "'self'"


def test_nothing_but_this_server_is_allowed_as_a_source(client: TestClient) -> None:
    policy = client.get("/").headers["content-security-policy"]
    assert "http" not in policy
    assert "*" not in policy


@pytest.mark.parametrize("address", ["/", "/data/offer_matrix.csv", "/data/offer_matrix.json"])
def test_answers_are_compressed_for_those_who_accept_it(client: TestClient, address: str) -> None:
    with client.stream("GET", address, headers={"Accept-Encoding": "gzip"}) as packed:
        body = b"".join(packed.iter_raw())
    plain = client.get(address, headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(body) == plain.content
    assert len(body) < len(plain.content) / 2


@pytest.mark.parametrize("address", ["/", "/find-authorities?region=London", "/data-and-methods"])
def test_every_page_is_there_as_the_very_first_request(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")


# --- How it starts ----------------------------------------------------------------------------


def test_streamlit_run_builds_the_database_at_the_first_start_and_says_so(tmp_path: Path) -> None:
    database = tmp_path / "offer.duckdb"
    with running(STREAMLIT, ROOT, database) as (address, said):
        assert httpx.get(f"{address}/healthz").json()["status"] == "ok"
        assert httpx.get(f"{address}/data/offer_matrix.csv?q=barnsley").text.count("\n") == 2
        assert "Streamlit" in httpx.get(f"{address}/find-authorities").text
        assert f"Building {database}" in said.read_text()
        assert "Traceback" not in said.read_text()
    assert database.is_file()


def test_uvicorn_with_refused_data_says_so_and_serves_a_database_that_comes_later(
    changed_copy: Path, database: Path, tmp_path: Path
) -> None:
    with running(UVICORN, changed_copy, tmp_path / "offer.duckdb") as (address, said):
        health = httpx.get(f"{address}/healthz")
        assert health.status_code == 503
        assert "There is no database at offer.duckdb yet." in health.text
        assert httpx.get(f"{address}/").status_code == 200
        assert "offer_matrix_2022-05.tsv" in said.read_text()
        assert "The data were refused" in said.read_text()
        shutil.copy(database, tmp_path / "arriving.duckdb")
        (tmp_path / "arriving.duckdb").replace(tmp_path / "offer.duckdb")
        assert httpx.get(f"{address}/healthz").status_code == 200
        assert "Traceback" not in said.read_text()


def start() -> None:
    """Start and stop the server on a thread of its own: Playwright's loop runs on this one."""

    async def start_and_stop() -> None:
        async with app.lifespan(app.app):
            pass

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, start_and_stop()).result()


def test_refused_data_leave_the_database_as_it_was(
    changed_copy: Path,
    database: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    old = Path(shutil.copy(database, tmp_path / "offer.duckdb"))
    monkeypatch.setenv("OFFER_DATABASE", str(old))
    monkeypatch.setattr(app, "HERE", changed_copy)
    monkeypatch.setattr(app, "needs_build", lambda _: True)
    start()
    assert old.read_bytes() == database.read_bytes()
    said = capfd.readouterr()
    assert "ERROR offer: The data were refused" in said.err
    assert "sha256" in said.err


def test_a_database_that_fits_the_data_is_not_built_again(
    database: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = database.stat().st_mtime_ns
    start()
    assert database.stat().st_mtime_ns == before
    assert "Building" not in capfd.readouterr().err
