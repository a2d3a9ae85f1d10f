"""The built database holds what the report prints: checked against a second reading of the file.

Counts are counted by hand in the report's Appendix 2, in the order of its columns.
"""

from collections import Counter

import pytest

from tests.published import CATEGORIES, COLUMNS

LISTED = {  # by entry, by authority
    "basic_support": (131, 132),
    "generic_mental_health_access": (15, 16),
    "charity_sector_provision": (58, 59),
    "dedicated_workers": (40, 40),
    "commissioned_services": (18, 18),
    "extended_camhs": (5, 6),
    "mentoring": (46, 46),
    "wider_wellbeing": (29, 29),
}
GRADES = {  # every text that the report prints for a grade, and what it means
    "Outstanding": "Outstanding",
    "Good": "Good",
    "Requires improvement": "Requires improvement",
    "Requires improvement to be good": "Requires improvement",
    "Inadequate": "Inadequate",
    "Outstanding/ Good": "Outstanding / Good",
    "Requires improvement/i nadequate": "Requires improvement / Inadequate",
    "None (new LA?)": "Not rated",
}


@pytest.fixture(scope="module")
def matrix(connection):
    """Every row of offer_matrix, by its published name."""
    result = connection.execute("FROM offer_matrix")
    columns = [column[0] for column in result.description]
    rows = [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
    return {row["published_name"]: row for row in rows}


# Entry by entry


def test_every_printed_entry_has_one_row_under_its_whole_name(matrix, connection, printed):
    assert len(printed) == 150
    assert connection.execute("SELECT count(*) FROM offer_matrix").fetchone() == (150,)
    assert set(matrix) == set(printed)


def test_every_offer_is_listed_where_the_report_prints_y(matrix, printed):
    for name, row in matrix.items():
        expected = {id: cell != "N" for id, cell in printed[name].offers.items()}
        assert {id: row[id] for id in CATEGORIES} == expected, name


def test_categories_listed_counts_the_printed_y_of_each_entry(matrix, printed):
    for name, row in matrix.items():
        cells = printed[name].offers.values()
        assert row["categories_listed"] == sum(cell.startswith("Y") for cell in cells), name


def test_every_rate_is_the_printed_one_and_empty_where_unknown(matrix, printed):
    for name, row in matrix.items():
        rate = printed[name].rate
        assert row["cla_rate_per_10k"] == (None if rate == "Unknown" else int(rate)), name


def test_every_rating_is_the_printed_one_in_the_words_of_the_grades(matrix, printed):
    for name, row in matrix.items():
        assert row["ofsted_as_published"] == printed[name].ofsted
        assert row["ofsted_rating"] == GRADES[printed[name].ofsted], name


def test_every_offer_cell_is_kept_as_printed(connection, printed):
    cells = connection.execute(
        "SELECT published_name, category_id, as_published FROM offer JOIN entry USING (entry_id)"
    ).fetchall()
    assert len(cells) == 150 * len(CATEGORIES)
    assert sorted(cells) == sorted(
        (name, id, cell) for name, entry in printed.items() for id, cell in entry.offers.items()
    )


def test_every_rate_and_rating_cell_is_kept_as_printed(connection, printed):
    for table, cell in (("cla_rate", "rate"), ("ofsted_rating", "ofsted")):
        kept = connection.execute(
            f"SELECT DISTINCT published_name, as_published FROM {table} JOIN entry USING (entry_id)"
        ).fetchall()
        assert sorted(kept) == sorted((name, getattr(e, cell)) for name, e in printed.items())


# Counts known by hand


def test_published_counts_of_each_category(connection):
    counts = ", ".join(f"count(*) FILTER ({id})" for id in LISTED)
    found = connection.execute(f"SELECT {counts} FROM offer_matrix").fetchone()
    assert list(found) == [by_entry for by_entry, _ in LISTED.values()]


def test_counts_of_each_category_by_authority(connection):
    counts = connection.execute("""
        SELECT category_id, count(DISTINCT ons_code) FROM offer JOIN entry_authority
        USING (entry_id) WHERE listed GROUP BY ALL
    """).fetchall()
    found = dict(counts)
    assert {id: found[id] for id in LISTED} == {id: n for id, (_, n) in LISTED.items()}


def test_147_rates_are_reported_and_three_are_unknown(connection):
    rates = connection.execute("SELECT status, rate_per_10k IS NULL FROM cla_rate").fetchall()
    assert Counter(rates) == {("reported", False): 147, ("unknown", True): 3}


def test_the_unknown_rates_are_those_of_three_entries(matrix):
    unknown = {row["entry"] for row in matrix.values() if row["cla_rate_per_10k"] is None}
    assert unknown == {"Northamptonshire", "Poole", "Sheffield"}


def test_the_rate_of_the_isles_of_scilly_is_nought_not_unknown(matrix):
    assert matrix["Council of the Isles of Scilly"]["cla_rate_per_10k"] == 0


def test_eleven_entries_list_nothing(matrix):
    assert sum(row["categories_listed"] == 0 for row in matrix.values()) == 11


def test_eight_entries_list_something_but_not_basic_support(matrix):
    unusual = {
        row["entry"]
        for row in matrix.values()
        if row["categories_listed"] and not row["basic_support"]
    }
    assert unusual == {
        *("Birmingham", "Blackburn with Darwen", "Blackpool", "Hartlepool", "Bromley"),
        *("Southend-on-Sea", "Wakefield", "Wiltshire"),
    }


def test_the_one_cell_with_a_note_counts_as_listed(connection):
    noted = connection.execute("""
        SELECT entry_id, category_id, as_published, listed FROM offer
        WHERE as_published NOT IN ('Y', 'N')
    """).fetchall()
    assert noted == [("southend-on-sea", "dedicated_workers", "Y - nurse", True)]


def test_an_entry_with_two_grades_has_a_row_for_each(connection):
    two = connection.execute("""
        SELECT entry_id, list(rating ORDER BY rating) FROM ofsted_rating
        GROUP BY ALL HAVING count(*) > 1 ORDER BY entry_id
    """).fetchall()
    assert two == [
        ("bradford", ["Inadequate", "Requires improvement"]),
        ("kingston-and-richmond", ["Good", "Outstanding"]),
    ]


# The view that pages and downloads read


def test_the_published_categories_keep_their_ids_and_their_order(connection):
    ids = connection.execute("SELECT category_id FROM category ORDER BY position").fetchall()
    assert [id for (id,) in ids if id in LISTED] == list(LISTED)


def test_offer_matrix_has_the_public_columns_in_order(connection):
    described = connection.execute("FROM offer_matrix LIMIT 0").description
    assert [column[0] for column in described] == list(COLUMNS)


def test_offer_matrix_gives_categories_as_truth_values(connection):
    types = {c[0]: c[1] for c in connection.execute("DESCRIBE offer_matrix").fetchall()}
    assert {types[id] for id in CATEGORIES} == {"BOOLEAN"}


def test_offer_matrix_is_in_order_of_edition_and_entry(connection):
    order = connection.execute("SELECT edition, entry FROM offer_matrix").fetchall()
    assert order == sorted(order)
    assert {edition for edition, _ in order} == {"2022-05"}


def test_build_says_the_newest_edition_and_that_no_own_matrix_was_given(connection):
    build = connection.execute("SELECT edition, own_matrix FROM build").fetchall()
    assert build == [("2022-05", False)]


# The report's own counts beside what the table gives

RECONCILIATION = {  # as published, by entry, by authority
    "entries_reviewed": (150, 150, 150),
    "authorities_in_england": (152, 152, 152),
    "basic_support": (131, 131, 132),
    "basic_support_percent": (87, 87, 88),
    "charity_sector_provision": (58, 58, 59),
    "dedicated_workers": (40, 40, 40),
    "mentoring": (43, 46, 46),
    "extended_camhs": (6, 5, 6),
}


def test_published_figures_stand_beside_what_the_table_gives(connection):
    figures = connection.execute("""
        SELECT figure_id, published_value, value_by_entry, value_by_authority
        FROM published_figure WHERE edition = '2022-05'
    """).fetchall()
    assert {id: tuple(values) for id, *values in figures} == RECONCILIATION


def test_the_query_beside_each_figure_gives_its_value_again(connection):
    figures = connection.execute(
        "SELECT query, value_by_entry, query_by_authority, value_by_authority FROM published_figure"
    ).fetchall()
    for by_entry, value_by_entry, by_authority, value_by_authority in figures:
        assert connection.execute(by_entry).fetchone() == (value_by_entry,)
        assert connection.execute(by_authority).fetchone() == (value_by_authority,)


@pytest.mark.parametrize("figure", ["mentoring", "extended_camhs"])
def test_a_figure_that_differs_is_explained(connection, figure):
    [(remark,)] = connection.execute(
        "SELECT remark FROM published_figure WHERE figure_id = ?", [figure]
    ).fetchall()
    assert remark.startswith("Differs")
