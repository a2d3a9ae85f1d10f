"""Find authorities, Compare and Authority profile as readers meet them, without a browser."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from tests.pages.test_pages import finding, opened, screen, words
from tests.published import CATEGORIES, COLUMNS, entries_that, published_matrix

FIND, COMPARE, PROFILE = "find_authorities", "compare", "authority_profile"
IDS = tuple(published_matrix()["entry_id"])


def table(app: AppTest, caption: str) -> list[list[str]]:
    """The rows of the one table whose caption holds these words, its header first."""
    [found] = [table for table in screen(app).tables if caption in table.caption]
    return [found.header, *found.rows]


def asked(app: AppTest, parameter: str) -> list[str]:
    """The values of a parameter of the address, as the page has written it."""
    value = app.query_params[parameter]
    return value if isinstance(value, list) else [value]


def row(app: AppTest, caption: str, name: str) -> list[str]:
    [found] = [cells for cells in table(app, caption) if cells[0] == name]
    return found


# --- Find authorities -------------------------------------------------------------------------


def test_rows_stand_in_the_order_of_the_address() -> None:
    app = opened(FIND, region="London", sort="cla_rate_per_10k", order="desc")
    header, *rows = table(app, "entries list in their")
    place = header.index("CLA rate per 10,000 ▼")
    rates = [int(cells[place]) for cells in rows]
    assert rates == sorted(rates, reverse=True)
    assert asked(app, "sort") == ["cla_rate_per_10k"]


def test_near_misses_are_named_with_their_condition() -> None:
    app = opened(FIND, region="London", has=["mentoring", "dedicated_workers"])
    [_, count, names] = row(app, "fail one condition only", "List all but mentoring")
    by_hand = entries_that(region=["London"], has=["dedicated_workers"], without=["mentoring"])
    assert int(count) == len(by_hand)
    assert names == ", ".join(by_hand["entry"])


def test_a_relaxation_drops_its_filter() -> None:
    app = opened(FIND, region="London", has="extended_camhs")
    before = int(finding(app).split()[0])
    [button] = [b for b in app.button if b.label.startswith("Without the region filter")]
    said = re.search(r"(\d+) more", button.label)
    assert said
    more = int(said[1])
    button.click().run()
    assert "region" not in app.query_params
    assert finding(app).startswith(f"{before + more} of 150")


def test_chosen_entries_come_from_the_address_and_go_to_a_comparison() -> None:
    app = opened(FIND, chosen=["leeds", "york"])
    assert app.multiselect("find_chosen").value == ["leeds", "york"]
    app.multiselect("find_chosen").unselect("leeds").run()
    assert asked(app, "chosen") == ["york"]


def test_the_row_leads_to_the_profile_with_the_filters() -> None:
    links = screen(opened(FIND, region="South West")).all("a", target="_self")
    addresses = [link.attributes["href"] for link in links]
    assert "authority-profile?entry=bristol&region=South+West" in addresses


@pytest.mark.parametrize("q", ["nowhere at all", "Leeds", ""])
def test_no_row_one_row_and_all_rows_can_be_taken_away(q: str) -> None:
    app = opened(FIND, q=q) if q else opened(FIND)
    query_string = f"?q={q.replace(' ', '+')}" if q else ""
    files = ("offer_matrix.csv", "offer_matrix.xlsx", "offer_matrix.parquet", "offer_matrix.json",
             "package.zip")  # fmt: skip
    links = screen(app).all("a", class_="button")
    assert [link.attributes["href"] for link in links] == [f"data/{f}{query_string}" for f in files]
    assert [link.text for link in links] == [
        f"{kind} of Offer matrix"
        for kind in ("CSV", "Excel", "Parquet", "JSON", "Data package (ZIP)")
    ]
    assert not app.get("download_button")


# --- Compare ----------------------------------------------------------------------------------


def test_entries_stand_side_by_side_with_england_their_regions_and_types() -> None:
    app = opened(COMPARE, entry=["barnsley", "sutton"])
    header = table(app, "Side by side")[0]
    assert header == [
        "Compared on", "Barnsley", "Sutton", "England, 150 entries", "London, 31 entries",
        "Yorkshire and The Humber, 14 entries", "London borough, 30 entries",
        "Metropolitan district, 36 entries",
    ]  # fmt: skip
    assert row(app, "Side by side", "Mentoring Evidence: 18 findings")[1:4] == [
        "Listed",
        "Listed",
        "46 of 150 (31%)",
    ]


def test_only_differences_are_shown_when_asked() -> None:
    app = opened(COMPARE, entry=["barnsley", "leeds"], show="differences")
    names = {cells[0] for cells in table(app, "Where they differ")[1:]}
    assert {name.partition(" Evidence")[0] for name in names} == {
        "Dedicated workers", "Mentoring", "Wider wellbeing provision", "Categories listed",
        "CLA rate, 31 March 2021", "Ofsted rating",
    }  # fmt: skip


def test_one_entry_has_nothing_to_differ_from() -> None:
    app = opened(COMPARE, entry=["leeds"], show="differences")
    assert len(table(app, "Side by side")) == 1 + len(CATEGORIES) + 6
    assert "one alone" not in words(app)


def test_shared_and_unique_categories_are_a_sentence_each() -> None:
    said = words(opened(COMPARE, entry=["barnsley", "leeds"]))
    assert "Both list basic support and charity-sector provision." in said
    assert "Listed by one alone: dedicated workers (Leeds), mentoring (Barnsley)" in said


def test_notes_stand_beside_what_they_are_about() -> None:
    app = opened(COMPARE, entry=["leeds", "north-east-lincolnshire"])
    assert row(app, "Side by side", "Quality notes")[1:3] == ["None", "1, below"]
    assert "Inadequate" in row(app, "Quality notes", "North East Lincolnshire")[5]


def test_nothing_chosen_asks_for_a_choice() -> None:
    assert finding(opened(COMPARE)) == "Choose two to six entries to see them side by side."


def test_choices_go_into_the_address() -> None:
    app = opened(COMPARE, entry=["leeds"])
    app.multiselect("compare_entry").select("york").run()
    app.radio("compare_show").set_value("differences").run()
    assert asked(app, "entry") == ["leeds", "york"]
    assert asked(app, "show") == ["differences"]


def test_what_the_address_holds_and_is_not_known_is_said() -> None:
    app = opened(COMPARE, entry=["leedz", "york"])
    assert any("entry=leedz is not known. The nearest is leeds." in w.value for w in app.warning)
    assert asked(app, "entry") == ["york"]


# --- Authority profile ------------------------------------------------------------------------


def test_a_profile_says_what_is_listed_and_how_common_that_is() -> None:
    app = opened(PROFILE, entry="leeds")
    assert finding(app) == (
        "Leeds lists 4 of the 8 kinds of support; the median of the 14 entries in Yorkshire and "
        "The Humber is 2."
    )
    assert row(app, "What Leeds lists", "Dedicated workers") == [
        "Dedicated workers", "Listed", "4 of 14 (29%)", "40 of 150 (27%)", "8 of 36 (22%)",
        "4 of 15 (27%)", "27 findings",
    ]  # fmt: skip


def test_the_comparison_group_can_be_chosen() -> None:
    app = opened(PROFILE, entry="leeds")
    app.radio("profile_group").set_value("own").run()
    app.multiselect("profile_peer").select("york").select("barnsley").run()
    assert "the 2 entries on your own list" in finding(app)
    assert asked(app, "group") == ["own"]
    assert asked(app, "peer") == ["york", "barnsley"]


def test_offer_twins_stand_in_whole_bands() -> None:
    bands = table(opened(PROFILE, entry="poole"), "number of categories in which they differ")
    assert bands[1][:3] == ["0 of 8", "nothing", "8"]
    assert {cells[0] for cells in bands[1:]} == {"0 of 8", "1 of 8"}


def test_an_unknown_rate_is_said_and_has_no_similar_ones() -> None:
    said = words(opened(PROFILE, entry="poole", group="rate"))
    assert "The CLA rate of Poole is unknown" in said


def test_no_entry_asks_for_one() -> None:
    assert finding(opened(PROFILE)) == "Choose an authority to see what its offer lists."


@pytest.mark.parametrize("entry", ["greater-manchester", "city-of-london", "isles-of-scilly",
                                   "kingston-and-richmond", "northamptonshire"])  # fmt: skip
def test_odd_entries_have_profiles(entry: str) -> None:
    app = opened(PROFILE, entry=entry)
    assert len(table(app, "What ")) == 1 + len(CATEGORIES)


# --- All of them ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "address"),
    [
        (FIND, {"region": ["London"], "sort": ["region"], "chosen": ["camden"]}),
        (COMPARE, {"entry": ["york", "leeds"], "show": ["differences"]}),
        (PROFILE, {"entry": ["leeds"], "group": ["type"]}),
    ],
)
def test_a_page_can_be_cited_with_its_address_edition_hash_and_date(
    page: str, address: dict[str, list[str]]
) -> None:
    app = opened(page, **address)
    [cited] = screen(app).texts("p", class_="cite")
    for name, values in address.items():
        for value in values:
            assert f"{name}={value}" in cited
    assert re.search(r"Edition 2022-05, content hash [0-9a-f]{12}", cited)
    assert re.search(r"Accessed \d{1,2} \w+ 20\d\d", cited)


values = st.text(max_size=8) | st.sampled_from(
    [*IDS[:5], *COLUMNS[:5], "desc", "own", "differences"]
)
parameters = st.sampled_from(
    ["entry", "show", "group", "peer", "sort", "order", "chosen", "colour"]
)


@settings(max_examples=8, deadline=None)
@given(
    st.sampled_from([FIND, COMPARE, PROFILE]),
    st.dictionaries(parameters, st.lists(values, min_size=1, max_size=8), max_size=4),
)
def test_any_garbage_in_an_address_gives_a_page(page: str, address: dict[str, list[str]]) -> None:
    assert finding(opened(page, **address))
