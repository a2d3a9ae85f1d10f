"""The map as readers use it: pointer, keyboard, wide and narrow, and what it sends."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.browsing import open_page, wait_until_still

AREA = ".map path[data-code]"


def open_map(page, url):
    open_page(page, url)
    page.locator(AREA).first.wait_for(state="attached")
    return page


def fill(page, code):
    return page.locator(f'.map path[data-code="{code}"]').get_attribute("fill")


@pytest.mark.parametrize("width", (1280, 390))
@pytest.mark.parametrize("kind", ("true", "equal-area"))
def test_every_authority_is_drawn_true_and_equal_area_wide_and_narrow(
    kind, width, server, new_page
):
    page = open_map(new_page(width), f"{server}/england-map?map={kind}")
    expect(page.locator(AREA)).to_have_count(152)
    box = page.locator(".map svg").bounding_box()
    assert box["width"] > 300 and box["x"] + box["width"] <= width


def test_a_click_on_an_authority_shows_its_card_and_writes_the_address(server, new_page):
    page = open_map(new_page(), f"{server}/england-map?map=equal-area")
    page.locator('.map path[data-code="E08000035"]').click()
    page.locator(".card h2").get_by_text("Leeds").wait_for()
    page.wait_for_function("location.search.includes('authority=E08000035')")
    assert "Listed (4 of 8)" in page.locator(".card").inner_text()
    profile = page.locator(".card").get_by_role("link", name="Profile of Leeds")
    assert profile.get_attribute("href") == "authority-profile?entry=leeds"


def test_the_keyboard_moves_between_neighbours_and_chooses_one(server, new_page):
    page = open_map(new_page(), f"{server}/england-map?map=equal-area")
    first = page.locator('.map path[tabindex="0"]')
    first.focus()
    start = page.evaluate("document.activeElement.shadowRoot.activeElement.dataset.code")
    page.keyboard.press("ArrowDown")
    after = page.evaluate("document.activeElement.shadowRoot.activeElement.dataset.code")
    assert after != start
    assert page.locator(".map .tip").is_visible()
    page.keyboard.press("Enter")
    page.wait_for_function("code => location.search.includes('authority=' + code)", arg=after)


def test_a_select_and_a_table_give_all_that_the_map_gives(server, new_page):
    page = open_map(new_page(), f"{server}/england-map?authority=E09000011")
    assert "Not reviewed" in page.locator(".card").inner_text()
    rows = page.locator(".scroll tbody tr")
    expect(rows).to_have_count(152)
    assert "not reviewed" in rows.filter(has_text="Greenwich").inner_text()


def test_what_does_not_match_the_filters_turns_pale_and_does_not_vanish(server, new_page):
    page = open_map(new_page(), f"{server}/england-map?region=London")
    expect(page.locator(AREA)).to_have_count(152)
    expect(page.locator(f"{AREA}.pale")).to_have_count(118)


def test_the_shapes_travel_once_and_a_changed_colour_sends_no_boundaries(server, new_page):
    page = new_page()
    fetched, received = [], []
    page.on("request", lambda r: fetched.append(r.url) if "/data/shapes/" in r.url else None)
    page.on(
        "websocket", lambda socket: socket.on("framereceived", lambda f: received.append(len(f)))
    )
    open_map(page, f"{server}/england-map")
    before, colour = sum(received), fill(page, "E08000035")
    page.get_by_label("Colour by").first.click()
    page.get_by_role("option", name="Ofsted rating").click()
    page.wait_for_function("location.search.includes('colour=ofsted_rating')")
    wait_until_still(page)
    assert fill(page, "E08000035") != colour
    assert len(fetched) == 1
    assert sum(received) - before <= 60_000


def test_one_region_fills_the_map(server, new_page):
    page = open_map(new_page(), f"{server}/england-map?zoom=London")
    _, _, width, height = map(float, page.locator(".map svg").get_attribute("viewBox").split())
    assert width < 150 and height < 150


def test_the_map_can_be_taken_away_as_png(server, new_page):
    page = open_map(new_page(), f"{server}/england-map?colour=mentoring&region=London")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the map as PNG").click()
    picture = Image.open(Path(download.value.path()))
    assert picture.format == "PNG"
    assert picture.width == 2000
    colours = picture.convert("RGB").getcolors(maxcolors=1_000_000)
    assert colours and len(colours) > 10


def test_the_map_says_its_finding_in_words(server, new_page):
    page = open_map(new_page(), f"{server}/england-map?colour=mentoring")
    alt = page.locator(".map svg").get_attribute("aria-label")
    assert "104 of the 150" in alt and "Not listed" in alt
