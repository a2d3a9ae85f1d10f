"""What a reader does on a first visit, in a real browser."""

import csv
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.browsing import open_page, run_server, wait_until_still

LONDON_WITH_MENTORING = 14  # counted by hand in the printed table


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def choose(page: Page, label: str, option: str) -> None:
    wait_until_still(page)
    page.get_by_label(label, exact=True).first.fill(option)
    page.get_by_role("option", name=option, exact=True).click()
    page.keyboard.press("Escape")
    wait_until_still(page)


@pytest.mark.parametrize("address", ("/compare?entry=barnsley&entry=leeds", "/england-map"))
def test_an_address_works_as_the_very_first_request_to_a_fresh_server(address, database, new_page):
    with run_server(database) as fresh:
        page = open_page(new_page(), fresh + address)
        assert page.url == fresh + address
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page.locator("h1")).to_have_count(1)


def test_filtering_writes_the_address_and_a_reload_gives_the_same_rows(server, new_page):
    page = open_page(new_page(), f"{server}/find-authorities")
    choose(page, "Region", "London")
    choose(page, "Lists", "Mentoring")
    page.wait_for_function("location.search.includes('mentoring')")
    assert asked(page) == {"region": ["London"], "has": ["mentoring"]}
    rows = page.locator(".matrix tbody tr")
    expect(rows).to_have_count(LONDON_WITH_MENTORING)
    page.reload()
    page.locator("footer.foot").wait_for()
    wait_until_still(page)
    expect(rows).to_have_count(LONDON_WITH_MENTORING)
    assert f"{LONDON_WITH_MENTORING} of 150" in page.locator(".finding").inner_text()


@pytest.mark.parametrize(
    ("address", "count", "name"),
    [
        ("?region=London&has=mentoring", LONDON_WITH_MENTORING, "offer_matrix_2022-05_selected"),
        ("?region=London&cla_min=300", 0, "offer_matrix_2022-05_selected"),
        ("?edition=2022-05&sort=region&order=desc", 150, "offer_matrix_2022-05"),
    ],
)
def test_the_download_holds_exactly_the_rows_shown(address, count, name, server, new_page):
    page = open_page(new_page(), f"{server}/find-authorities{address}")
    shown = [name.strip() for name in page.locator(".matrix tbody th").all_inner_texts()]
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV of Offer matrix").click()
    assert download.value.suggested_filename == f"{name}.csv"
    with Path(download.value.path()).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["entry"] for row in rows] == shown
    assert len(rows) == count


def test_a_filter_set_by_hand_is_in_the_download_at_once(server, new_page):
    page = open_page(new_page(), f"{server}/find-authorities")
    choose(page, "Region", "London")
    expect(page.locator(".matrix tbody tr")).to_have_count(31)
    link = page.get_by_role("link", name="CSV of Offer matrix")
    expect(link).to_have_attribute("href", "data/offer_matrix.csv?region=London")
    link.focus()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    with Path(download.value.path()).open(encoding="utf-8-sig", newline="") as file:
        assert {row["region"] for row in csv.DictReader(file)} == {"London"}


def test_the_filters_go_along_to_another_page_and_the_back_button_goes_back(server, new_page):
    page = open_page(new_page(), f"{server}/find-authorities?region=London")
    page.get_by_role("link", name="Overview").click()
    page.wait_for_url(lambda url: urlsplit(url).path == "/")
    wait_until_still(page)
    assert asked(page) == {"region": ["London"]}
    page.go_back()
    page.wait_for_url(lambda url: urlsplit(url).path == "/find-authorities")
    page.locator(".matrix").wait_for()
    assert asked(page) == {"region": ["London"]}


def test_an_active_filter_can_be_removed_and_the_back_button_brings_it_back(server, new_page):
    page = open_page(new_page(), f"{server}/find-authorities?region=London&rating=Good")
    page.get_by_role("button", name="rated Good").click()
    page.wait_for_function("!location.search.includes('rating')")
    assert asked(page) == {"region": ["London"]}
    page.go_back()
    page.wait_for_function("location.search.includes('rating')")
    page.get_by_role("button", name="rated Good").wait_for()


def test_an_unknown_value_in_the_address_is_said_and_ignored(server, new_page):
    page = open_page(new_page(), f"{server}/find-authorities?region=Narnia")
    assert "Narnia" in page.get_by_test_id("stAlert").inner_text()
    expect(page.locator(".matrix tbody tr")).to_have_count(150)


def test_an_empty_result_names_the_filter_to_relax(server, new_page):
    page = open_page(new_page(), f"{server}/find-authorities?region=London&cla_min=300")
    page.get_by_role("button", name="CLA rate 300").last.click()
    page.locator(".matrix").wait_for()
    expect(page.locator(".matrix tbody tr")).to_have_count(31)


def test_one_authority_can_be_reached_by_name_from_the_overview(server, new_page):
    page = open_page(new_page(), server)
    page.get_by_label("Go straight to one authority").fill("Leeds")
    page.get_by_role("option", name="Leeds", exact=True).click()
    page.wait_for_url(lambda url: urlsplit(url).path != "/")
    page.locator("main, [data-testid=stMain]").get_by_text("Leeds").first.wait_for()


def test_the_first_tab_stop_skips_to_the_main_content(server, new_page):
    page = open_page(new_page(), server)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.testid") == "stMain"
