"""England map as readers meet it, opened at its address without a browser."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.test_pages import opened, screen, words
from tests.published import CATEGORIES, published_matrix

LEEDS, GREENWICH, BOURNEMOUTH, KINGSTON = "E08000035", "E09000011", "E06000058", "E09000021"
UNSEEN = {GREENWICH, "E06000013"}  # North Lincolnshire


def given_to_the_map(app: AppTest) -> dict[str, object]:
    """What the browser is given to draw the map from."""
    [component] = [
        given
        for part in app.get("bidi_component")
        if "areas" in (given := json.loads(part.proto.json))
    ]
    return component


def values(app: AppTest) -> dict[str, str]:
    return {area[0]: area[3] for area in given_to_the_map(app)["areas"]}


@pytest.mark.parametrize("category", CATEGORIES)
def test_each_authority_says_what_the_published_table_says_of_its_entries(category: str) -> None:
    expected: dict[str, list[str]] = {}
    for entry in published_matrix().to_dict("records"):
        said = "listed" if entry[category] else "not listed"
        for ons_code in filter(None, entry["ons_codes"].split(";")):
            expected.setdefault(ons_code, []).append(f"{entry['entry']}: {said}")
    shown = values(opened("england_map", colour=category))
    assert len(shown) == 152
    assert {code for code, value in shown.items() if value == "not reviewed"} == UNSEEN
    for code, said_of_entries in expected.items():
        one = len(said_of_entries) == 1
        words_of_one = said_of_entries[0].split(": ")[1]
        assert shown[code] == (words_of_one if one else "; ".join(said_of_entries))


def test_a_chosen_authority_has_a_card_with_its_entry_notes_and_ways_on() -> None:
    app = opened("england_map", authority=LEEDS)
    assert "Entry: Leeds" in screen(app).text.replace("  ", " ")
    assert "Listed (4 of 8)" in screen(app).text
    assert given_to_the_map(app)["selected"] == LEEDS


def test_every_kind_of_support_named_on_a_card_leads_to_its_evidence() -> None:
    links = screen(opened("england_map", authority=LEEDS)).all("a")
    addresses = {str(link.attributes.get("href")) for link in links}
    assert {f"research-evidence?category={category}" for category in CATEGORIES} <= addresses


def test_an_authority_that_was_not_reviewed_says_so_instead_of_showing_an_empty_offer() -> None:
    app = opened("england_map", authority=GREENWICH)
    assert "missed by administrative error" in screen(app).text
    assert "Listed (0 of 8)" not in screen(app).text


def test_an_authority_with_two_entries_shows_both_and_one_entry_shows_for_both_of_its_areas() -> (
    None
):
    two = screen(opened("england_map", authority=BOURNEMOUTH)).text
    assert "Bournemouth" in two and "Profile of Poole" in two
    assert "Kingston and Richmond" in screen(opened("england_map", authority=KINGSTON)).text


def test_a_region_fills_the_map_with_its_own_authorities() -> None:
    app = opened("england_map", zoom="North East")
    assert len(given_to_the_map(app)["zoom"]) == 12


def test_what_the_filters_leave_out_is_pale_and_the_table_says_so() -> None:
    app = opened("england_map", region="London")
    pale = [area for area in given_to_the_map(app)["areas"] if area[5]]
    assert len(pale) == 152 - 34  # 33 boroughs with the City, and Greenwich that is unseen
    assert "outside" in screen(app).text


@pytest.mark.parametrize("parameter", ["colour", "map", "zoom", "authority"])
def test_an_unknown_value_in_the_address_is_said_and_the_map_is_drawn(parameter: str) -> None:
    app = opened("england_map", **{parameter: "<script>alert(1)</script>"})
    assert parameter in words(app)
    assert len(given_to_the_map(app)["areas"]) == 152
    assert not screen(app).all("script")


def test_filters_without_a_match_leave_the_map_and_say_that_none_matches() -> None:
    app = opened("england_map", q="zzz")
    assert "None of the 152 authorities matches" in screen(app).text
    assert all(area[5] for area in given_to_the_map(app)["areas"] if area[3] != "not reviewed")
