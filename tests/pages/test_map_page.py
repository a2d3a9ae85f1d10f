"""England map as readers meet it, opened at its address without a browser."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.authorities import (
    BOURNEMOUTH_CHRISTCHURCH_AND_POOLE,
    GREENWICH,
    KINGSTON,
    NORTH_LINCOLNSHIRE,
    authorities,
    covered,
)
from tests.pages.test_pages import opened, screen, words
from tests.published import CATEGORIES

LEEDS = "E08000035"
UNSEEN = {GREENWICH, NORTH_LINCOLNSHIRE}


def given_to_the_map(app: AppTest) -> dict[str, Any]:
    """What the browser is given to draw the map from."""
    given: list[dict[str, Any]] = [json.loads(p.proto.json) for p in app.get("bidi_component")]
    [to_the_map] = [each for each in given if "areas" in each]
    return to_the_map


def values(app: AppTest) -> dict[str, str]:
    return {area[0]: area[3] for area in given_to_the_map(app)["areas"]}


@pytest.mark.parametrize("category", CATEGORIES)
def test_each_authority_says_what_the_published_table_says_of_its_entries(category: str) -> None:
    shown = values(opened("england_map", colour=category))
    assert len(shown) == 152
    assert {code for code, value in shown.items() if value == "not reviewed"} == UNSEEN
    for code, rows in covered().items():
        said = [("listed" if row[category] else "not listed", row["entry"]) for row in rows]
        if len(said) == 1:
            assert shown[code] == said[0][0]
        elif said:
            assert shown[code] == "; ".join(f"{entry}: {listed}" for listed, entry in said)


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
    two = screen(opened("england_map", authority=BOURNEMOUTH_CHRISTCHURCH_AND_POOLE)).text
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


def test_the_legend_counts_the_authorities_within_the_filters_and_those_not_reviewed() -> None:
    within = [rows for rows in covered().values() if any(r["region"] == "London" for r in rows)]
    listed = sum(any(row["mentoring"] for row in rows) for rows in within)
    shown = screen(opened("england_map", colour="mentoring", region="London")).texts("li")
    assert shown[:3] == [
        f"Not listed: {len(within) - listed} authorities",
        f"Listed: {listed} authorities",
        "Not reviewed: 2 authorities",
    ]


def test_the_table_gives_every_authority_its_value_its_region_and_its_standing() -> None:
    app = opened("england_map", region="London")
    [table] = [t for t in screen(app).tables if "152 authorities of May 2022" in t.caption]
    assert table.header == ["Authority", "Number of categories listed", "Region", "Filters"]
    shown, by_name = values(app), {row[0]: row for row in table.rows}
    for code, authority in authorities().items():
        rows = covered()[code]
        inside = any(row["region"] == "London" for row in rows)
        standing = ("within" if inside else "outside") if rows else "not reviewed"
        assert by_name[authority["name"]] == [
            *(authority["name"], shown[code], authority["region"], standing),
        ]


def test_the_map_and_the_matching_entries_can_be_taken_away_as_they_are_shown() -> None:
    app = opened("england_map", region="London", colour="mentoring", zoom="London")
    links = [str(link.attributes.get("href")) for link in screen(app).all("a")]
    assert "data/map.svg?region=London&colour=mentoring&map=true&zoom=London" in links
    assert "data/offer_matrix.geojson?region=London" in links
    assert "data/offer_matrix.csv?region=London" in links
    assert given_to_the_map(app)["file_name"] == "england_map_mentoring_true.png"


def test_a_choice_in_a_widget_colours_the_map_and_stands_in_the_address() -> None:
    app = opened("england_map", authority=LEEDS)
    [colour] = [widget for widget in app.selectbox if widget.label == "Colour by"]
    colour.set_value("ofsted_rating").run()
    assert values(app)[LEEDS] == covered()[LEEDS][0]["ofsted_rating"]
    assert app.query_params["colour"] in ("ofsted_rating", ["ofsted_rating"])
    assert app.query_params["authority"] in (LEEDS, [LEEDS])
