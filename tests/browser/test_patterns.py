"""Provision types and Relationships, as a reader uses them in a real browser."""

import csv
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.browsing import open_page, wait_until_still

TYPES, RELATIONSHIPS = "/provision-types", "/relationships"
BOTH = pytest.mark.parametrize("address", [TYPES, RELATIONSHIPS])


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def switch(page: Page, option: str) -> None:
    radio = page.locator("input[type=radio]")
    page.locator("label", has_text=option).filter(has=radio).click()
    wait_until_still(page)


def test_a_breakdown_is_in_the_address_and_comes_back_with_reload_and_back(server, new_page):
    page = open_page(new_page(), server + TYPES)
    expect(page.locator(".heat")).to_have_count(0)
    switch(page, "Region")
    page.wait_for_function("location.search.includes('by=region')")
    page.locator(".heat tbody tr").nth(9).wait_for()
    page.reload()
    page.locator(".heat tbody tr").nth(9).wait_for()
    assert asked(page) == {"by": ["region"]}
    page.go_back()
    page.wait_for_function("!location.search.includes('by')")
    page.locator(".heat").wait_for(state="detached")


def test_a_bundle_leads_to_exactly_its_entries(server, new_page):
    page = open_page(new_page(), f"{server}{TYPES}?region=London")
    link = page.locator(".bundles tbody th a").first
    entries = int(link.inner_text().split()[0])
    link.click()
    page.wait_for_url(lambda url: urlsplit(url).path == "/find-authorities")
    page.locator(".matrix").wait_for()
    wait_until_still(page)
    assert asked(page)["region"] == ["London"]
    expect(page.locator(".matrix tbody tr")).to_have_count(entries)


def test_a_pair_leads_to_exactly_its_entries(server, new_page):
    page = open_page(new_page(), server + TYPES)
    row = page.locator(
        ".plain tbody tr", has=page.get_by_role("link", name="Basic support + mentor")
    )
    assert row.locator("td").first.inner_text() == "45 of 150 (30%)"
    row.get_by_role("link").click()
    page.wait_for_url(lambda url: urlsplit(url).path == "/find-authorities")
    page.locator(".matrix").wait_for()
    wait_until_still(page)
    expect(page.locator(".matrix tbody tr")).to_have_count(45)


def test_the_shares_as_a_file_are_the_shares_on_the_screen(server, new_page):
    page = open_page(new_page(), f"{server}{TYPES}?by=type")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV of Category shares").click()
    assert download.value.suggested_filename == "category_shares_2022-05_by_type.csv"
    with Path(download.value.path()).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    cells = page.locator(".heat tbody td").all_inner_texts()
    assert [f"{row['listed_count']} of {row['entries']}" for row in rows] == [
        " ".join(cell.split()[1:]) for cell in cells
    ]


def test_pairs_and_bundles_as_files_are_in_the_order_of_their_tables(server, new_page):
    page = open_page(new_page(), f"{server}{TYPES}?region=London")
    pairs = page.locator(".plain", has_text="The same numbers by pair").locator("tbody tr")
    shown = [row.locator("td").first.inner_text().split()[0] for row in pairs.all()]
    assert [row["both"] for row in downloaded(page, "CSV of Category pairs")] == shown
    bundles = page.locator(".bundles tbody th").all_inner_texts()
    rows = downloaded(page, "CSV of Category bundles")
    assert [row["entries"] for row in rows] == [text.split()[0] for text in bundles]


def test_results_as_a_file_are_those_on_the_screen(server, new_page):
    page = open_page(new_page(), f"{server}{RELATIONSHIPS}?doubtful=left-out")
    rows = downloaded(page, "CSV of Relationships")
    assert {row["doubtful"] for row in rows} == {"left-out"}
    for row in rows[:2]:
        assert page.get_by_text(row["in_words"]).count()
    tested = downloaded(page, "CSV of Rows tested")
    assert sum(row["in_rating_tests"] == "TRUE" for row in tested) == int(rows[0]["n"]) == 144


def downloaded(page: Page, link: str) -> list[dict[str, str]]:
    with page.expect_download() as download:
        page.get_by_role("link", name=link).click()
    with Path(download.value.path()).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_counting_by_authority_is_in_the_address_and_back_counts_entries_again(server, new_page):
    page = open_page(new_page(), server + RELATIONSHIPS)
    assert "147 entries" in page.locator(".finding").inner_text()
    switch(page, "Authority")
    page.wait_for_function("location.search.includes('unit=authority')")
    page.locator(".finding", has_text="146 authorities").wait_for()
    page.go_back()
    page.locator(".finding", has_text="147 entries").wait_for()
    assert asked(page) == {}
