"""A running server and a real Chromium, started as a user starts them."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
expect.set_options(timeout=20_000)
CHROMIUM_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            # a machine under load can be too slow; a wrong result is not tried again
            item.add_marker(pytest.mark.flaky(reruns=2, only_rerun=["TimeoutError"]))


@pytest.fixture(scope="session")
def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found:
        return found
    if os.environ.get("CI"):
        pytest.fail("CI needs Chromium for the browser tests and has none")
    pytest.skip("no Chromium on this machine: install the package chromium to run browser tests")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def server(database: Path) -> Iterator[str]:
    """Base URL of `streamlit run app.py` on a free port, with the run's own database."""
    with run_server(database) as url:
        yield url


class run_server:  # noqa: N801 - reads as a statement: with run_server(...) as url
    """Start the app as README.md says, wait until it answers, end it by its own process."""

    def __init__(self, database: Path) -> None:
        self.database = database

    def __enter__(self) -> str:
        port = free_port()
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "streamlit", "run", "app.py"),
                *("--server.port", str(port), "--server.address", "127.0.0.1"),
                *("--server.headless", "true", "--server.fileWatcherType", "none"),
            ],
            cwd=ROOT,
            env={**os.environ, "OFFER_DATABASE": str(self.database)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        url = f"http://127.0.0.1:{port}"
        wait_until_healthy(f"{url}/healthz")
        return url

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_until_healthy(url: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the server did not answer at {url} within {seconds:g} seconds")


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[dict[int, BrowserContext]]:
    """One context per width for the whole run: what a browser keeps it fetches once."""
    made: dict[int, BrowserContext] = {}
    yield made
    for context in made.values():
        context.close()


@pytest.fixture(scope="session")
def page_of_width(browser: Browser, contexts: dict[int, BrowserContext]) -> Callable[[int], Page]:
    """Make a page of a given width; whoever makes it closes it."""

    def make(width: int) -> Page:
        if width not in contexts:
            contexts[width] = browser.new_context(
                viewport={"width": width, "height": 800}, accept_downloads=True
            )
            contexts[width].set_default_timeout(30_000)
        return contexts[width].new_page()

    return make


@pytest.fixture
def new_page(page_of_width: Callable[[int], Page]) -> Iterator[Callable[[int], Page]]:
    """Make pages of a given width; they are closed after the test."""
    pages = []

    def make(width: int = 1280) -> Page:
        pages.append(page_of_width(width))
        return pages[-1]

    yield make
    for page in pages:
        page.close()


def open_page(page: Page, url: str) -> Page:
    """Go to an address and wait until the page is drawn to its footer."""
    page.goto(url)
    page.locator("footer.foot").wait_for()
    wait_until_still(page)
    return page


def wait_until_still(page: Page) -> None:
    """Wait until the script has run and charts have drawn."""
    page.wait_for_function(
        """() => document.querySelector('[data-testid="stApp"]')
                         ?.getAttribute('data-test-script-state') !== 'running'
                 && [...document.querySelectorAll('.js-plotly-plot')].every(g => g._fullLayout)
                 && !document.querySelector('[data-testid="stSkeleton"]')
                 && [...document.querySelectorAll('[data-testid^="stBidiComponent"]')]
                        .every(c => c.shadowRoot || c.textContent.trim())
                 && !document.querySelector('[data-stale="true"]')"""
    )
    page.wait_for_timeout(150)
