"""What holds for every page, at every width, for everyone: looked at in one visit each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.browsing import open_page

ADDRESSES = (
    "/",
    "/england-map?map=equal-area&authority=E08000035",
    "/england-map",
    "/provision-types?by=rating",
    "/find-authorities?region=London&rating=Good",
    "/find-authorities?cla_min=300&region=London",
    "/compare?entry=barnsley&entry=leeds&entry=poole",
    "/compare",
    "/authority-profile?entry=surrey",
    "/relationships",
    "/research-evidence?kind=mechanism",
    "/data-and-methods",
)
WIDTHS = (1280, 390)
NARROWEST = 320  # 1280 at 400% zoom
OVERFLOW = """() =>
    [document.documentElement, document.querySelector('[data-testid="stMain"]')]
        .map(e => e.scrollWidth - e.clientWidth)"""
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@dataclass(frozen=True)
class Visit:
    """What was seen of one address at one width."""

    address: str
    shown_address: str
    headings: int
    dialogs: int
    errors: int
    navigation: int
    outside: list[str]
    refused: list[str]
    overflow: list[int]
    serious: list[tuple[str, str]]


@pytest.fixture(
    scope="module",
    params=[(address, width) for address in ADDRESSES for width in WIDTHS],
    ids=lambda param: f"{param[0]} {param[1]}",
)
def visit(
    request: pytest.FixtureRequest, server: str, page_of_width: Callable[[int], Page]
) -> Iterator[Visit]:
    address, width = request.param
    page = page_of_width(width)
    asked, said = [], []
    page.on("request", lambda asked_for: asked.append(asked_for.url))
    page.on("console", lambda message: said.append(message.text))
    open_page(page, server + address)
    found = Axe().run(page, options=AXE).response["violations"]
    overflow = page.evaluate(OVERFLOW)
    if width < max(WIDTHS):
        page.set_viewport_size({"width": NARROWEST, "height": 800})
        page.wait_for_timeout(300)
        overflow += page.evaluate(OVERFLOW)
    parts = urlsplit(page.url)
    yield Visit(
        address,
        f"{parts.path}?{parts.query}".rstrip("?"),
        page.locator("h1").count(),
        page.get_by_role("dialog").count(),
        page.get_by_test_id("stException").count(),
        page.get_by_test_id("stPageLink").count(),
        [url for url in asked if not url.startswith((server, "data:", "blob:"))],
        [text for text in said if "Content Security Policy" in text],
        overflow,
        [
            (violation["id"], node["html"][:160])
            for violation in found
            if violation["impact"] in ("serious", "critical")
            for node in violation["nodes"]
        ],
    )
    page.close()


def test_the_address_holds_and_the_page_has_the_shared_frame(visit):
    assert visit.shown_address == visit.address
    assert (visit.headings, visit.dialogs, visit.errors) == (1, 0, 0)
    assert visit.navigation >= 9


def test_nothing_but_a_table_scrolls_sideways(visit):
    assert set(visit.overflow) == {0}


def test_axe_finds_nothing_serious_in_what_the_project_draws(visit):
    assert visit.serious == []


def test_no_request_leaves_the_host(visit):
    assert visit.outside == []


def test_the_content_security_policy_fits_what_the_page_does(visit):
    assert visit.refused == []
