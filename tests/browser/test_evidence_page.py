"""The research evidence and the doubts about the data, in a real browser."""

import csv
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.browser.browsing import open_page, wait_until_still

ON_MENTORING = 18  # rows of evidence.csv that name it


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def rows_of(page: Page):
    return page.locator(".evidence tbody tr")


def test_a_cold_deep_link_shows_its_findings_and_a_reload_the_same(server, new_page):
    page = open_page(new_page(1280), f"{server}/research-evidence?category=mentoring")
    expect(rows_of(page)).to_have_count(ON_MENTORING)
    page.reload()
    page.locator("footer.foot").wait_for()
    wait_until_still(page)
    expect(rows_of(page)).to_have_count(ON_MENTORING)
    assert asked(page) == {"category": ["mentoring"]}


def test_filters_set_by_hand_go_into_the_address_and_the_back_button_undoes_them(server, new_page):
    page = open_page(new_page(1280), f"{server}/research-evidence")
    page.get_by_label("Text contains").fill("trust")
    page.keyboard.press("Enter")
    page.wait_for_function("location.search.includes('text=')")
    wait_until_still(page)
    assert asked(page) == {"text": ["trust"]}
    found = rows_of(page).count()
    assert 0 < found < 100
    page.get_by_label("Document", exact=True).first.click()
    page.get_by_role("option", name="CASCADE study").click()
    page.keyboard.press("Escape")
    page.wait_for_function("location.search.includes('source=')")
    assert asked(page)["source"] == ["cascade-2026"]
    page.go_back()
    page.wait_for_function("!location.search.includes('source=')")
    wait_until_still(page)
    expect(rows_of(page)).to_have_count(found)


def test_the_download_holds_exactly_the_findings_shown(server, new_page):
    page = open_page(new_page(1280), f"{server}/research-evidence?kind=typology&kind=mechanism")
    shown = page.locator(".evidence tbody th").all_text_contents()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV of Research evidence").first.click()
    with Path(download.value.path()).open(encoding="utf-8-sig", newline="") as file:
        findings = [row["finding"] for row in csv.DictReader(file)]
    assert all(text.startswith(said) for text, said in zip(shown, findings, strict=True))
    assert len(findings) == 13


def test_a_count_of_the_grid_unfolds_by_keyboard(server, new_page):
    page = open_page(new_page(1280), f"{server}/research-evidence?category=mentoring")
    summary = page.locator(".grid summary").first
    summary.focus()
    assert not page.locator(".grid li").first.is_visible()
    page.keyboard.press("Enter")
    assert page.locator(".grid li").first.is_visible()


def test_a_category_named_on_data_and_methods_leads_to_its_evidence(server, new_page):
    page = open_page(new_page(1280), f"{server}/data-and-methods")
    page.get_by_role("link", name=f"{ON_MENTORING} findings").click()
    page.wait_for_url(lambda url: urlsplit(url).path == "/research-evidence")
    rows_of(page).first.wait_for()
    expect(rows_of(page)).to_have_count(ON_MENTORING)


def test_the_profile_leads_to_the_evidence_on_a_kind_and_the_back_button_returns(server, new_page):
    page = open_page(new_page(1280), f"{server}/authority-profile?entry=leeds")
    page.get_by_role("link", name=f"Evidence on mentoring: {ON_MENTORING} findings").click()
    page.wait_for_url(lambda url: urlsplit(url).path == "/research-evidence")
    expect(rows_of(page)).to_have_count(ON_MENTORING)
    assert asked(page) == {"category": ["mentoring"]}
    page.go_back()
    page.wait_for_url(lambda url: urlsplit(url).path == "/authority-profile")
    expect(page.get_by_role("heading", name="Leeds", exact=True)).to_be_visible()
    assert asked(page) == {"entry": ["leeds"]}


def test_the_downloaded_quality_notes_are_those_shown(server, new_page):
    page = open_page(new_page(1280), f"{server}/data-and-methods?note_kind=doubtful")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV of Quality notes").first.click()
    with Path(download.value.path()).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["kind"] for row in rows} == {"doubtful"}
    expect(page.get_by_text(f"{len(rows)} of 40 notes")).to_have_count(1)


def test_errors_supposed_go_into_the_address_and_change_the_shares(server, new_page):
    page = open_page(new_page(1280), f"{server}/data-and-methods")
    page.get_by_label("Offers missed, %").fill("25")
    page.keyboard.press("Enter")
    page.wait_for_function("location.search.includes('missed=25')")
    page.get_by_role("heading", name="With 25% of offers missed").wait_for()
