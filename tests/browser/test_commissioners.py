"""What commissioners and researchers come for, in a real browser."""

import io
import json
import zipfile
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pandas as pd
from playwright.sync_api import Page, expect

from tests.browser.browsing import open_page, wait_until_still


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def names(page: Page) -> list[str]:
    page.locator(".matrix tbody th").first.wait_for()
    return [text.strip() for text in page.locator(".matrix tbody th").all_inner_texts()]


def rates(page: Page) -> list[int]:
    texts = page.locator(".matrix tbody tr td:nth-of-type(10)").all_inner_texts()
    return [int(text) for text in texts]


def wait_for_address(page: Page, part: str) -> None:
    page.wait_for_function("part => location.href.includes(part)", arg=part)
    wait_until_still(page)


def test_a_header_sorts_the_matrix_and_the_address_keeps_the_order(server, new_page):
    page = open_page(new_page(), f"{server}/find-authorities?region=London")
    header = page.get_by_role("button", name="CLA rate per 10,000")
    header.click()
    wait_for_address(page, "order=desc")
    page.wait_for_function("document.querySelector('[aria-sort=descending]')")
    assert rates(page) == sorted(rates(page), reverse=True)
    page.keyboard.press("Enter")  # the header has kept the focus
    page.wait_for_function("document.querySelector('[aria-sort=ascending] [data-sort^=cla]')")
    wait_until_still(page)
    assert asked(page) == {"region": ["London"], "sort": ["cla_rate_per_10k"]}
    assert rates(page) == sorted(rates(page))
    shown = names(page)
    page.reload()
    page.locator("footer.foot").wait_for()
    wait_until_still(page)
    assert names(page) == shown


def test_rows_are_chosen_and_carried_to_a_comparison_and_the_back_button_comes_back(
    server, new_page
):
    page = open_page(new_page(), f"{server}/find-authorities?region=London")
    page.get_by_label("Compare Camden").check()
    wait_for_address(page, "chosen=camden")
    page.get_by_label("Compare Hackney").focus()
    page.keyboard.press("Space")
    wait_for_address(page, "chosen=hackney")
    page.get_by_role("link", name="Compare these 2").click()
    page.get_by_role("heading", name="Compare", exact=True).wait_for()
    wait_until_still(page)
    assert asked(page) == {"entry": ["camden", "hackney"], "region": ["London"]}
    page.go_back()
    page.get_by_role("heading", name="Find authorities").wait_for()
    wait_until_still(page)
    assert page.get_by_label("Compare Camden").is_checked()
    assert asked(page)["region"] == ["London"]


def test_no_more_than_six_rows_can_be_chosen(server, new_page):
    chosen = "&".join(f"chosen={name}" for name in ("barnet", "bexley", "brent", "bromley",
                                                    "camden", "croydon"))  # fmt: skip
    page = open_page(new_page(), f"{server}/find-authorities?region=London&{chosen}")
    assert page.get_by_label("Compare Ealing").is_disabled()
    page.get_by_label("Compare Barnet").uncheck()
    page.wait_for_function("!location.search.includes('barnet')")
    wait_until_still(page)
    assert page.get_by_label("Compare Ealing").is_enabled()


def test_copy_link_copies_the_address_and_a_colleague_sees_the_same(server, new_page):
    page = new_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_page(page, f"{server}/find-authorities?region=London&sort=region&chosen=camden")
    page.get_by_role("button", name="Copy link").click()
    page.get_by_text("Copied", exact=True).wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == page.url == page.get_by_label("Link to this page").input_value()
    colleague = open_page(new_page(), link)
    assert names(colleague) == names(page)
    assert colleague.get_by_label("Compare Camden").is_checked()


def test_without_a_clipboard_the_link_stands_selected(server, new_page):
    page = new_page()
    page.add_init_script("delete Navigator.prototype.clipboard; document.execCommand = () => false")
    open_page(page, f"{server}/compare?entry=leeds&entry=york")
    page.get_by_role("button", name="Copy link").click()
    page.get_by_text("Selected: copy it with Ctrl+C").wait_for()
    assert page.evaluate("getSelection().toString()") == page.url


def wait_for_rows(page, n):
    """Wait until the matrix has so many rows, and stands still."""
    page.wait_for_function("n => document.querySelectorAll('.matrix tbody tr').length === n", arg=n)
    wait_until_still(page)


def test_a_near_miss_leads_to_its_profile_and_a_relaxation_adds_its_entries(server, new_page):
    page = open_page(new_page(), f"{server}/find-authorities?region=London&has=extended_camhs")
    relax = page.get_by_role("button", name="Without the region filter")
    more = int(relax.inner_text().split(":")[1].split()[0])
    before = len(names(page))
    relax.click()
    page.wait_for_function("!location.search.includes('region')")
    wait_for_rows(page, before + more)
    page.go_back()
    wait_for_address(page, "region=London")
    wait_for_rows(page, before)  # the address is back before the page is: its links still move
    link = page.get_by_role("region", name="Entries that fail one condition only").locator("a")
    name = link.first.inner_text()
    link.first.click()
    page.get_by_role("heading", name=name, exact=True).wait_for()
    assert urlsplit(page.url).path == "/authority-profile"
    wait_until_still(page)
    assert asked(page)["region"] == ["London"]


def test_an_authority_is_reached_by_name_and_compared_with_a_group_of_ones_own(server, new_page):
    page = open_page(new_page(), server)
    page.get_by_label("Go straight to one authority").click()
    page.keyboard.type("Leed")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Leeds", exact=True).wait_for()
    wait_until_still(page)
    page.get_by_text("My own list", exact=True).click()
    page.get_by_label("Entries on my own list").click()
    page.keyboard.type("York")
    page.get_by_role("option", name="York", exact=True).click()
    wait_for_address(page, "peer=york")
    assert asked(page) == {"entry": ["leeds"], "group": ["own"], "peer": ["york"]}
    assert "on your own list" in page.locator(".finding").inner_text()
    page.go_back()
    page.wait_for_function("!location.search.includes('peer')")


def test_every_file_holds_the_rows_shown_in_their_order(server, new_page):
    page = open_page(
        new_page(),
        f"{server}/find-authorities?region=London&has=mentoring&sort=cla_rate_per_10k&order=desc",
    )
    shown = names(page)

    def downloaded(label: str) -> bytes:
        with page.expect_download() as download:
            page.get_by_role("link", name=f"{label} of Offer matrix", exact=True).click()
        assert "2022-05_selected" in download.value.suggested_filename
        return Path(download.value.path()).read_bytes()

    sheet = openpyxl.load_workbook(io.BytesIO(downloaded("Excel")))["data"]
    assert [row[2] for row in sheet.iter_rows(min_row=2, values_only=True)] == shown
    assert list(pd.read_parquet(io.BytesIO(downloaded("Parquet")))["entry"]) == shown
    assert [row["entry"] for row in json.loads(downloaded("JSON"))] == shown
    assert list(pd.read_csv(io.BytesIO(downloaded("CSV")))["entry"]) == shown
    with zipfile.ZipFile(io.BytesIO(downloaded("Data package (ZIP)"))) as package:
        [name] = [name for name in package.namelist() if name.endswith(".csv")]
        assert list(pd.read_csv(package.open(name))["entry"]) == shown


def test_the_line_of_code_on_the_page_gives_the_rows_shown(server, new_page):
    page = open_page(new_page(), f"{server}/find-authorities?has=extended_camhs&sort=region")
    page.get_by_text("Use in Python, R or Excel").click()
    line = page.locator("dl.code code").first.inner_text()
    rows = eval(line, {"pandas": pd})
    assert list(rows["entry"]) == names(page)


def test_the_brief_prints_on_one_page_and_fetches_nothing(server, new_page):
    page = open_page(new_page(), f"{server}/authority-profile?entry=poole")
    with page.expect_download() as download:
        page.get_by_role("link", name="One-page brief (HTML)").click()
    assert download.value.suggested_filename == "profile_2022-05_poole.html"
    reader = new_page()
    asked_for: list[str] = []
    reader.on("request", lambda request: asked_for.append(request.url))
    reader.set_content(Path(download.value.path()).read_text(encoding="utf-8"))
    expect(reader.locator("svg")).to_have_count(2)
    assert reader.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1
    assert asked_for == []
