"""A running server and a real Chromium, started as a user starts them."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.browsing import run_server

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
