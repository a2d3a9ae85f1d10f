"""Tables as HTML: the words that eyes and screen readers meet."""

import pandas as pd
import pytest

from dashboard import queries, tables
from dashboard.selection import Selection
from tests.published import CATEGORIES, published_matrix
from tests.screen import Screen

HOSTILE = "<script>alert(1)</script> & \"quotes\" 'too'"


def shown(frame: pd.DataFrame, **options: bool) -> Screen:
    return Screen(tables.html_table(frame, "A caption", **options))


def test_a_table_has_its_caption_header_and_cells() -> None:
    [table] = shown(pd.DataFrame({"Entry": ["Hull", "Poole"], "Listed": [2, 3]})).tables
    assert table.caption == "A caption"
    assert table.header == ["Entry", "Listed"]
    assert table.rows == [["Hull", "2"], ["Poole", "3"]]


def test_the_first_cell_heads_its_row() -> None:
    screen = shown(pd.DataFrame({"Entry": ["Hull"], "Listed": [2]}))
    assert screen.texts("th", scope="row") == ["Hull"]
    assert screen.texts("th", scope="col") == ["Entry", "Listed"]


def test_a_table_can_do_without_heads_of_rows() -> None:
    screen = shown(pd.DataFrame({"a": [1]}), row_headers=False)
    assert screen.all("th", scope="row") == []


def test_numbers_stand_on_the_right_in_head_and_cells() -> None:
    screen = shown(pd.DataFrame({"Entry": ["Hull"], "Listed": [2], "Note": ["x"]}))
    assert [e.text for e in screen.elements if e.attributes.get("class") == "r"] == ["Listed", "2"]


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA])
def test_missing_values_are_blank(missing: object) -> None:
    frame = pd.DataFrame({"Entry": ["Hull"], "Rate": pd.Series([missing], dtype="object")})
    assert shown(frame).tables[0].rows == [["Hull", ""]]


def test_whole_numbers_are_written_without_decimals() -> None:
    frame = pd.DataFrame({"Figure": ["x"], "Value": [131.0], "Share": [0.5]})
    assert shown(frame).tables[0].rows == [["x", "131", "0.5"]]


def test_no_text_becomes_markup() -> None:
    html = tables.html_table(pd.DataFrame({HOSTILE: [HOSTILE, "x"]}), HOSTILE)
    screen = Screen(html)
    assert "<script" not in html
    assert screen.tables[0].caption == HOSTILE
    assert screen.tables[0].header == [HOSTILE]
    assert screen.tables[0].rows[0] == [HOSTILE]


def test_the_keyboard_reaches_a_table_that_scrolls_and_a_screen_reader_names_it() -> None:
    [region] = shown(pd.DataFrame({"a": [1]})).all("div", role="region")
    assert region.attributes["tabindex"] == "0"
    assert region.attributes["aria-label"] == "A caption"


# --- The matrix -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def matrix() -> Screen:
    rows = queries.matrix(Selection())
    return Screen(tables.matrix_table(rows, queries.vocabulary().category, "The matrix"))


def test_the_matrix_says_of_every_entry_and_category_what_is_published(matrix: Screen) -> None:
    [table] = matrix.tables
    assert len(table.rows) == 150
    for cells, row in zip(table.rows, published_matrix().to_dict("records"), strict=True):
        assert cells[0] == row["entry"]
        assert cells[1:9] == ["Listed" if row[c] else "Not listed" for c in CATEGORIES]


def test_the_matrix_gives_number_rate_rating_and_region(matrix: Screen) -> None:
    rows = {cells[0]: cells for cells in matrix.tables[0].rows}
    assert rows["Poole"][9:] == ["3", "Unknown", "Requires improvement", "South West"]
    assert rows["Isles of Scilly"][10] == "0"
    assert rows["Kingston and Richmond"][11] == "Outstanding / Good"
    assert rows["Greater Manchester"][11] == "Not rated"


def test_the_matrix_heads_its_columns_in_the_published_order(matrix: Screen) -> None:
    labels = list(queries.vocabulary().category.values())
    assert matrix.tables[0].header[:9] == ["Entry", *labels]
    assert len(matrix.tables[0].header) == len(matrix.tables[0].rows[0])


def test_a_hostile_name_in_the_matrix_stays_text() -> None:
    row = queries.matrix(Selection(q="Poole")).assign(entry=HOSTILE, region=HOSTILE)
    html = tables.matrix_table(row, queries.vocabulary().category, "x")
    assert "<script" not in html
    assert Screen(html).tables[0].rows[0][0] == HOSTILE


# --- Frames as readers see them ---------------------------------------------------------------


def test_the_numbers_of_the_category_bars_are_x_of_n_with_a_share() -> None:
    numbers = tables.category_numbers(queries.category_counts(Selection()))
    assert list(numbers.columns) == ["Kind of support", "Listed"]
    assert numbers["Listed"].iloc[0] == "131 of 150 (87%)"
    assert numbers["Listed"].iloc[5] == "5 of 150 (3%)"


def test_the_numbers_of_the_distribution_add_up_to_the_entries() -> None:
    numbers = tables.distribution_numbers(queries.listed_distribution(Selection()))
    assert numbers["Entries"].iloc[0] == "11 of 150 (7%)"
    assert sum(int(text.split()[0]) for text in numbers["Entries"]) == 150


def test_a_note_on_the_whole_matrix_is_of_all_entries() -> None:
    notes = tables.notes_list(queries.quality_notes())
    assert "All entries" in set(notes["Entry"])
    assert notes["Entry"].notna().all()


def test_figures_of_the_report_stand_beside_those_of_the_table() -> None:
    figures = tables.figures_list(queries.published_figures()).set_index("Figure")
    mentoring = figures.loc["Mentoring", ["The report says", "The table gives, by entry"]]
    assert mentoring.tolist() == [43, 46]
