"""Tables as HTML: the words that eyes and screen readers meet."""

from collections.abc import Hashable
from typing import Any

import pandas as pd
import pytest
from markupsafe import Markup

from dashboard.drawing.matrix import matrix_table
from dashboard.drawing.tables import (
    Column,
    Head,
    Link,
    Links,
    Mark,
    cell,
    numbers,
    profile_link,
    records,
    sentences,
    table,
    words,
)
from dashboard.parameters.pages import FindParameters
from dashboard.parameters.shared import Filters
from dashboard.query import matrix as query
from dashboard.query.metadata import vocabulary
from tests.published import CATEGORIES, published_matrix
from tests.screen import Screen

HOSTILE = "<script>alert(1)</script> & \"quotes\" 'too'"
ENTRY, LISTED = words("entry", "Entry"), numbers("listed", "Listed")


def shown(rows: list[dict[str, object]], *columns: Column) -> Screen:
    return Screen(table(records(rows, columns), columns, "A caption"))


def test_a_table_has_its_caption_header_and_cells() -> None:
    rows = [{"entry": "Hull", "listed": 2}, {"entry": "Poole", "listed": 3}]
    [found] = shown(rows, ENTRY, LISTED).tables
    assert found.caption == "A caption"
    assert found.header == ["Entry", "Listed"]
    assert found.rows == [["Hull", "2"], ["Poole", "3"]]


def test_only_the_columns_specified_are_shown_in_their_order() -> None:
    frame = pd.DataFrame({"listed": [2], "hidden": [9], "entry": ["Hull"]})
    [found] = Screen(table(frame, (ENTRY, LISTED), "x")).tables
    assert (found.header, found.rows) == (["Entry", "Listed"], [["Hull", "2"]])


def test_no_rows_are_a_table_with_its_header() -> None:
    [found] = shown([], ENTRY, LISTED).tables
    assert (found.header, found.rows) == (["Entry", "Listed"], [])


def test_the_first_cell_heads_its_row() -> None:
    screen = shown([{"entry": "Hull", "listed": 2}], ENTRY, LISTED)
    assert screen.texts("th", scope="row") == ["Hull"]
    assert screen.texts("th", scope="col") == ["Entry", "Listed"]


def test_numbers_stand_on_the_right_in_head_and_cells_and_sentences_are_wide() -> None:
    columns = (ENTRY, LISTED, sentences("note", "Note"))
    screen = shown([{"entry": "Hull", "listed": 2, "note": "x"}], *columns)
    classes = [(e.text, e.attributes["class"]) for e in screen.elements if e.tag in ("th", "td")
               and e.attributes.get("class")]  # fmt: skip
    assert classes == [("Listed", "r"), ("Note", "w"), ("2", "r"), ("x", "w")]


def test_a_number_that_heads_its_row_stands_on_the_left() -> None:
    screen = shown([{"listed": 2, "entry": "Hull"}], LISTED, ENTRY)
    assert not [e for e in screen.elements if e.attributes.get("class") == "r"]


def test_a_unit_stands_in_the_heading_once() -> None:
    [found] = shown([{"n": 3}], numbers("n", "Listed", "of 8")).tables
    assert (found.header, found.rows) == (["Listed, of 8"], [["3"]])


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA])
def test_missing_values_are_blank(missing: object) -> None:
    assert shown([{"entry": "Hull", "listed": missing}], ENTRY, LISTED).tables[0].rows == [
        ["Hull", ""]
    ]


def test_whole_numbers_are_written_without_decimals() -> None:
    rows = [{"entry": "x", "listed": 131.0}, {"entry": "y", "listed": 0.5}]
    assert [row[1] for row in shown(rows, ENTRY, LISTED).tables[0].rows] == ["131", "0.5"]


def test_no_text_becomes_markup() -> None:
    column = Column("name", HOSTILE)
    html = table(records([{"name": HOSTILE}, {"name": "x"}], (column,)), (column,), HOSTILE)
    screen = Screen(html)
    assert "<script" not in html
    assert screen.tables[0].caption == HOSTILE
    assert screen.tables[0].header == [HOSTILE]
    assert screen.tables[0].rows[0] == [HOSTILE]


def test_the_keyboard_reaches_a_table_that_scrolls_and_a_screen_reader_names_it() -> None:
    [region] = shown([], ENTRY).all("div", role="region")
    assert region.attributes["tabindex"] == "0"
    assert region.attributes["aria-label"] == "A caption"


# --- Cells ------------------------------------------------------------------------------------


def test_a_link_has_its_words_its_address_and_what_stands_around_it() -> None:
    html = cell(Link("Poole", "authority-profile?entry=poole&q=a", "(unknown)", "See", "All of it"))
    [link] = Screen(html).all("a")
    assert link.attributes == {
        "href": "authority-profile?entry=poole&q=a",
        "target": "_self",
        "aria-label": "All of it",
    }
    assert Screen(html).text == "See Poole (unknown)"


def test_a_link_without_an_address_is_its_words() -> None:
    assert cell(Link("No finding recorded")) == Markup("No finding recorded")


@pytest.mark.parametrize(
    "value",
    [Link(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE), Head(HOSTILE, Link(HOSTILE)), HOSTILE],
)
def test_no_part_of_a_cell_becomes_markup(value: object) -> None:
    html = cell(value)
    assert "<script" not in html
    assert HOSTILE in Screen(html).text


def test_a_mark_says_its_word() -> None:
    assert [Screen(cell(Mark(v))).text for v in (True, False)] == ["Listed", "Not listed"]
    assert [Screen(cell(Mark(v))).all("span")[0].attributes["class"] for v in (True, False)] == [
        "y",
        "n",
    ]


def test_several_links_are_told_apart_by_commas() -> None:
    assert Screen(cell(Links([Link("a", "x"), Link("b"), Link("c", "y")]))).text == "a, b, c"


def test_the_head_of_a_row_leads_on_below_its_name() -> None:
    screen = Screen(cell(Head("Mentoring", Link("18 findings", "e", lead="Evidence:"))))
    assert screen.texts("small") == ["Evidence: 18 findings"]
    assert screen.text == "Mentoring Evidence: 18 findings"


def test_filters_go_along_to_a_profile() -> None:
    row: dict[Hashable, Any] = {"entry": "Hull", "entry_id": "kingston-upon-hull"}
    assert profile_link(row).address == "authority-profile?entry=kingston-upon-hull"
    assert profile_link(row, "region=London").address.endswith(
        "?entry=kingston-upon-hull&region=London"
    )


# --- The matrix -------------------------------------------------------------------------------


def drawn(rows: pd.DataFrame, asked: FindParameters | None = None, along: str = "") -> str:
    return matrix_table(rows, vocabulary().category, "x", asked or FindParameters(), along)


@pytest.fixture(scope="module")
def matrix() -> Screen:
    return Screen(drawn(query.rows(Filters())))


def test_the_matrix_says_of_every_entry_and_category_what_is_published(matrix: Screen) -> None:
    [found] = matrix.tables
    assert len(found.rows) == 150
    for cells, row in zip(found.rows, published_matrix().to_dict("records"), strict=True):
        assert cells[0] == row["entry"]
        assert cells[1:9] == ["Listed" if row[c] else "Not listed" for c in CATEGORIES]


def test_the_matrix_gives_number_rate_rating_and_region(matrix: Screen) -> None:
    rows = {cells[0]: cells for cells in matrix.tables[0].rows}
    assert rows["Poole"][9:] == ["3", "Unknown", "Requires improvement", "South West"]
    assert rows["Isles of Scilly"][10] == "0"
    assert rows["Kingston and Richmond"][11] == "Outstanding / Good"
    assert rows["Greater Manchester"][11] == "Not rated"


def test_the_matrix_heads_its_columns_in_the_published_order(matrix: Screen) -> None:
    labels = list(vocabulary().category.values())
    assert [name.rstrip(" ▲") for name in matrix.tables[0].header[:9]] == ["Entry", *labels]
    assert len(matrix.tables[0].header) == len(matrix.tables[0].rows[0])


@pytest.mark.parametrize(("order", "said"), [("asc", "ascending"), ("desc", "descending")])
def test_the_column_that_sorts_says_so_and_no_other(order: str, said: str) -> None:
    screen = Screen(drawn(query.rows(Filters()), FindParameters("mentoring", order)))
    sorting = [e for e in screen.all("th", scope="col") if "aria-sort" in e.attributes]
    assert [(e.attributes["aria-sort"], e.text[:9]) for e in sorting] == [(said, "Mentoring")]


def test_each_row_has_a_box_and_leads_to_its_profile_with_the_filters(matrix: Screen) -> None:
    rows = query.rows(Filters(q="Poole"))
    screen = Screen(drawn(rows, along="q=Poole"))
    [box] = screen.all("input", type="checkbox")
    assert box.attributes["data-entry"] == "poole"
    assert box.attributes["aria-label"] == "Compare Poole"
    [link] = screen.all("a")
    assert link.attributes["href"] == "authority-profile?entry=poole&q=Poole"


def test_a_hostile_name_in_the_matrix_stays_text() -> None:
    html = drawn(query.rows(Filters(q="Poole")).assign(entry=HOSTILE, region=HOSTILE))
    assert "<script" not in html
    assert Screen(html).tables[0].rows[0][0] == HOSTILE
