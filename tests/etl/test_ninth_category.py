"""Adding a category touches reference data and nothing else: a build with a ninth."""

from collections.abc import Iterator

import duckdb
import pytest

from tests.ninth_category import HEADING, LABEL, NINTH, ninth_category_database
from tests.published import CATEGORIES, COLUMNS, published_matrix


@pytest.fixture(scope="module")
def with_ninth(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    database = ninth_category_database(tmp_path_factory.mktemp("ninth"))
    with duckdb.connect(str(database), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def listing() -> set[str]:
    """The entries that list the ninth category, from a second reading of the published file."""
    matrix = published_matrix()
    lists = matrix["basic_support"] & matrix["published_name"].str.startswith("W")
    return set(matrix.loc[lists, "entry_id"])


def test_the_category_stands_after_the_others_with_its_words(with_ninth):
    ids = with_ninth.execute("SELECT category_id FROM category ORDER BY position").fetchall()
    assert [id for (id,) in ids] == [*CATEGORIES, NINTH]
    words = "SELECT position, label, published_label FROM category WHERE category_id = ?"
    assert with_ninth.execute(words, [NINTH]).fetchall() == [(len(ids), LABEL, HEADING)]


def test_every_entry_has_a_cell_of_it(with_ninth, listing):
    cells = "SELECT entry_id, listed, as_published FROM offer WHERE category_id = ?"
    entries = published_matrix()["entry_id"]
    assert sorted(with_ninth.execute(cells, [NINTH]).fetchall()) == sorted(
        (entry, entry in listing, "Y" if entry in listing else "N") for entry in entries
    )
    assert 1 < len(listing) < len(entries)


def test_the_cells_of_the_others_stay_as_they_are(with_ninth, connection):
    offers = "SELECT * FROM offer WHERE category_id <> ? ORDER BY ALL"
    assert (
        with_ninth.execute(offers, [NINTH]).fetchall()
        == connection.execute(offers, [NINTH]).fetchall()
    )


def test_offer_matrix_has_its_column_after_the_other_categories(with_ninth):
    columns = with_ninth.execute("DESCRIBE offer_matrix").fetchall()
    after = COLUMNS.index(CATEGORIES[-1]) + 1
    assert [column[0] for column in columns] == [*COLUMNS[:after], NINTH, *COLUMNS[after:]]
    assert [column[1] for column in columns if column[0] == NINTH] == ["BOOLEAN"]


def test_its_column_says_what_it_is(with_ninth):
    comment = """
        SELECT comment FROM duckdb_columns()
        WHERE table_name = 'offer_matrix' AND column_name = ?
    """
    assert with_ninth.execute(comment, [NINTH]).fetchall() == [(f"{LABEL}: TRUE when listed",)]


def test_categories_listed_counts_it(with_ninth, listing):
    counts = with_ninth.execute("SELECT entry_id, categories_listed FROM offer_matrix").fetchall()
    matrix = published_matrix().set_index("entry_id")["categories_listed"]
    assert dict(counts) == {id: count + (id in listing) for id, count in matrix.items()}


def test_the_rows_that_are_not_about_categories_stay_as_they_are(with_ninth, connection):
    for table in ("entry", "entry_authority", "authority", "cla_rate", "ofsted_rating"):
        rows = f"FROM {table} ORDER BY ALL"
        assert with_ninth.execute(rows).fetchall() == connection.execute(rows).fetchall(), table
