"""What every table holds: refused before loading, and held by the database itself afterwards."""

import re
import shutil

import duckdb
import pytest

from etl.build import prepare
from etl.load import insert
from etl.problems import InputRefused
from etl.sources import DATA
from etl.validation import validated

PRIMARY_KEYS = {
    "source": ["source_id"],
    "authority": ["ons_code"],
    "category": ["category_id"],
    "entry": ["entry_id"],
    "entry_authority": ["entry_id", "ons_code"],
    "offer": ["edition", "entry_id", "category_id"],
    "cla_rate": ["edition", "entry_id"],
    "ofsted_rating": ["edition", "entry_id", "rating"],
    "quality_note": ["note_id"],
    "published_figure": ["edition", "figure_id"],
    "evidence": ["evidence_id"],
    "build": ["content_hash"],
}
FOREIGN_KEYS = {  # table, column -> table
    ("entry_authority", "entry_id", "entry"),
    ("entry_authority", "ons_code", "authority"),
    ("offer", "entry_id", "entry"),
    ("offer", "category_id", "category"),
    ("cla_rate", "entry_id", "entry"),
    ("ofsted_rating", "entry_id", "entry"),
    ("quality_note", "entry_id", "entry"),
    ("evidence", "entry_id", "entry"),
    ("evidence", "source_id", "source"),
}


@pytest.fixture(scope="module")
def tables():
    return prepare(None, "2022-05", DATA)


@pytest.fixture(scope="module")
def writable(database, tmp_path_factory):
    """A copy of the built database into which a test may try to write."""
    copy = tmp_path_factory.mktemp("writable") / "offer.duckdb"
    shutil.copy(database, copy)
    with duckdb.connect(str(copy)) as connection:
        yield connection


def refusal(name, table):
    with pytest.raises(InputRefused) as refused:
        validated({name: table})
    return [str(problem) for problem in refused.value.problems]


# Before loading


@pytest.mark.parametrize(
    ("name", "column", "value"),
    [
        ("authority", "region", "Wessex"),
        ("authority", "ons_code", "W06000001"),
        ("authority", "authority_type", "Parish"),
        ("category", "position", 0),
        ("category", "position", 1000),
        ("entry", "entry_id", "Barking & Dagenham"),
        ("entry", "region", "Scotland"),
        ("offer", "edition", "2022-13"),
        ("cla_rate", "entry_id", "The Atlantis"),
        ("cla_rate", "rate_per_10k", 10_001),
        ("cla_rate", "rate_per_10k", -1),
        ("cla_rate", "status", "estimated"),
        ("ofsted_rating", "rating", "Excellent"),
        ("quality_note", "kind", "remark"),
        ("evidence", "level", "local"),
        ("source", "sha256", "abc"),
    ],
)
def test_a_value_that_a_column_does_not_accept_is_refused_by_name(tables, name, column, value):
    table = tables[name].copy()
    table.loc[0, column] = value
    [line] = refusal(name, table)
    assert re.match(rf'table {name}, row \d+, column "{column}": found "{value}"; expected ', line)


@pytest.mark.parametrize(
    ("name", "column"),
    [("entry", "region"), ("offer", "as_published"), ("cla_rate", "status"), ("source", "title")],
)
def test_a_value_that_is_missing_is_refused_by_name(tables, name, column):
    table = tables[name].copy()
    table.loc[0, column] = None
    assert any(
        line.startswith(f'table {name}, row 1, column "{column}"') for line in refusal(name, table)
    )


@pytest.mark.parametrize("name", sorted(set(PRIMARY_KEYS) - {"build", "published_figure"}))
def test_a_row_with_the_key_of_another_is_refused(tables, name):
    table = tables[name].copy()
    table.loc[1, PRIMARY_KEYS[name]] = table.loc[0, PRIMARY_KEYS[name]]
    assert all(line.startswith(f"table {name}, row ") for line in refusal(name, table))


def test_a_column_of_another_type_is_refused_without_a_row(tables):
    table = tables["offer"].assign(listed="Y")
    assert refusal("offer", table) == [
        'table offer, column "listed": found "str"; expected dtype(\'bool\')'
    ]


def test_the_row_is_counted_from_1_in_the_order_of_the_key(tables):
    table = tables["category"].sort_values("category_id", ignore_index=True)
    table.loc[2, "position"] = 1000
    [line] = refusal("category", table[::-1])
    assert line == (
        'table category, row 3, column "position": found "1000"; '
        "expected 1, 2, 3 and so on, each once"
    )


def test_all_that_is_wrong_in_all_tables_is_said_at_once(tables):
    entry, rate = tables["entry"].copy(), tables["cla_rate"].copy()
    entry.loc[[0, 1], "region"] = "Wessex"
    rate.loc[0, "status"] = "guess"
    with pytest.raises(InputRefused) as refused:
        validated({"entry": entry, "cla_rate": rate})
    assert sorted((p.file, p.column) for p in refused.value.problems) == [
        ("table cla_rate", "status"),
        ("table entry", "region"),
        ("table entry", "region"),
    ]


def test_a_valid_table_comes_out_in_the_order_of_its_key(tables):
    [entry] = validated({"entry": tables["entry"][::-1]}).values()
    assert entry["entry_id"].is_monotonic_increasing


def test_a_row_about_an_entry_that_is_not_there_is_refused_with_its_table(tables, writable):
    note = tables["quality_note"].head(1).assign(note_id=1000, entry_id="atlantis")
    with pytest.raises(InputRefused, match=r"table quality_note: found .*atlantis"):
        insert(writable, {"quality_note": note})


# In the database


def test_every_table_of_the_design_is_there_with_its_primary_key(connection):
    found = connection.execute("""
        SELECT table_name, constraint_column_names FROM duckdb_constraints()
        WHERE constraint_type = 'PRIMARY KEY'
    """).fetchall()
    assert dict(found) == PRIMARY_KEYS


def test_every_reference_to_another_table_is_a_foreign_key(connection):
    found = connection.execute("""
        SELECT table_name, constraint_column_names[1], referenced_table,
               referenced_column_names = constraint_column_names
        FROM duckdb_constraints() WHERE constraint_type = 'FOREIGN KEY'
    """).fetchall()
    assert set(found) == {(*key, True) for key in FOREIGN_KEYS}


@pytest.mark.parametrize("table", sorted(PRIMARY_KEYS))
def test_no_row_can_be_written_twice(writable, table):
    with pytest.raises(duckdb.ConstraintException, match=r"(?i)duplicate key"):
        writable.execute(f"INSERT INTO {table} FROM {table} LIMIT 1")


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("entry_authority", "'atlantis', 'E06000001'"),
        ("entry_authority", "'barnsley', 'E06999999'"),
        ("offer", "'2030-01', 'atlantis', 'mentoring', TRUE, 'Y'"),
        ("offer", "'2030-01', 'barnsley', 'football', TRUE, 'Y'"),
        ("cla_rate", "'2030-01', 'atlantis', 64, '64', 'reported'"),
        ("ofsted_rating", "'2030-01', 'atlantis', 'Good', 'Good'"),
        (
            "quality_note",
            "999, '2022-05', 'atlantis', 'entry', 'doubtful', '', '', '', ''",
        ),
    ],
)
def test_no_row_can_refer_to_what_is_not_there(writable, table, row):
    with pytest.raises(duckdb.ConstraintException, match=r"(?i)foreign key"):
        writable.execute(f"INSERT INTO {table} VALUES ({row})")


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("authority", "'W06000001', 'Cardiff', 'London', 'County'"),
        ("authority", "'E06999999', 'Atlantis', 'Atlantic', 'County'"),
        ("authority", "'E06999999', 'Atlantis', 'London', 'Island'"),
        ("category", "'football', 0, 'Football', 'Football', 'Football'"),
        ("category", "'Football', 1, 'Football', 'Football', 'Football'"),
        ("entry", "'The Atlantis', 'Atlantis', 'Atlantis', 'London', 'County'"),
        ("offer", "'May 2022', 'barnsley', 'mentoring', TRUE, 'Y'"),
        ("cla_rate", "'2030-01', 'barnsley', 10001, '10001', 'reported'"),
        ("cla_rate", "'2030-01', 'barnsley', -1, '-1', 'reported'"),
        ("cla_rate", "'2030-01', 'barnsley', 64, '64', 'guessed'"),
        ("ofsted_rating", "'2030-01', 'barnsley', 'Excellent', 'Excellent'"),
        ("quality_note", "999, '2022-05', 'barnsley', 'entry', 'rumour', '', '', '', ''"),
    ],
)
def test_no_value_can_be_written_that_a_column_does_not_accept(writable, table, row):
    with pytest.raises(duckdb.ConstraintException, match="CHECK"):
        writable.execute(f"INSERT INTO {table} VALUES ({row})")


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("entry", "'atlantis', NULL, 'Atlantis', 'London', 'County'"),
        ("offer", "'2030-01', 'barnsley', 'mentoring', NULL, 'Y'"),
        ("cla_rate", "'2030-01', 'barnsley', 64, NULL, 'reported'"),
    ],
)
def test_no_value_can_be_left_out_but_where_the_column_says_so(writable, table, row):
    with pytest.raises(duckdb.ConstraintException, match="NOT NULL"):
        writable.execute(f"INSERT INTO {table} VALUES ({row})")


def test_every_table_view_and_column_has_a_comment(connection):
    described = connection.execute("""
        SELECT table_name AS name, comment FROM duckdb_tables()
        UNION ALL SELECT view_name, comment FROM duckdb_views() WHERE NOT internal
        UNION ALL SELECT table_name || '.' || column_name, comment FROM duckdb_columns()
        WHERE NOT internal
    """).fetchall()
    assert {name for name, _ in described} >= {*PRIMARY_KEYS, "offer_matrix", "offer_matrix.region"}
    assert [name for name, comment in described if not (comment or "").strip()] == []


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("edition", "Month in which the matrix was collected, YYYY-MM"),
        ("entry_id", "Entry of the published matrix"),
    ],
)
def test_what_names_a_row_is_said_in_the_same_words_in_every_table(connection, column, words):
    comments = connection.execute(
        """
        SELECT DISTINCT comment FROM duckdb_columns()
        WHERE column_name = ? AND table_name IN ('offer', 'cla_rate', 'ofsted_rating')
        """,
        [column],
    ).fetchall()
    assert comments == [(words,)]
