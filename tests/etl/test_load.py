"""Tables as SQL: what a column's description becomes, and the hash that names the content."""

import hashlib

import duckdb
import pandas as pd
import pytest
from pandera.errors import SchemaError, SchemaErrors

from etl.columns import MONTH, matches, number, one_of, place, table, text, truth, whole
from etl.load import content_hash, create_table, insert
from etl.problems import InputRefused

CLUB = table(
    "club",
    "Clubs of the county's league",
    {
        "club": text("Name", matches(r"[A-Z][a-z]+")),
        "town": text("Town", one_of(("King's Lynn", "Ely")), nullable=True),
        "place": place("Place in the league"),
        "players": whole("Players", 11, 30),
        "goals": number("Goals a match", nullable=True),
        "wins": truth("Whether it won"),
    },
    ["club"],
)
MATCH = table(
    "match", "Matches", {"month": text("M", matches(MONTH)), "club": text("C")}, ["month"],
    {"club": "club"},
)  # fmt: skip
ROW = {
    "club": "'Rovers'", "town": "'Ely'", "place": "1", "players": "11", "goals": "1.5",
    "wins": "TRUE",
}  # fmt: skip


@pytest.fixture
def league():
    with duckdb.connect() as connection:
        connection.execute(create_table(CLUB))
        connection.execute(create_table(MATCH))
        yield connection


def add(league, **cells):
    row = {**ROW, **cells}
    league.execute(f"INSERT INTO club ({', '.join(row)}) VALUES ({', '.join(row.values())})")


def test_columns_have_the_types_of_their_kinds(league):
    types = {column[0]: column[1] for column in league.execute("DESCRIBE club").fetchall()}
    assert types == {
        "club": "VARCHAR",
        "town": "VARCHAR",
        "place": "INTEGER",
        "players": "INTEGER",
        "goals": "DOUBLE",
        "wins": "BOOLEAN",
    }


def test_only_columns_that_say_so_can_be_left_empty(league):
    nullable = league.execute("""
        SELECT column_name FROM duckdb_columns() WHERE table_name = 'club' AND is_nullable
    """).fetchall()
    assert nullable == [("town",), ("goals",)]


def test_comments_are_the_descriptions(league):
    of_table = league.execute("SELECT comment FROM duckdb_tables() WHERE table_name = 'club'")
    assert of_table.fetchall() == [("Clubs of the county's league",)]
    of_columns = league.execute("SELECT comment FROM duckdb_columns() WHERE table_name = 'club'")
    assert [comment for (comment,) in of_columns.fetchall()] == [
        *("Name", "Town", "Place in the league", "Players", "Goals a match", "Whether it won")
    ]


@pytest.mark.parametrize(
    "cells",
    [
        {},
        {"town": "'King''s Lynn'"},
        {"town": "NULL", "goals": "NULL"},
        {"players": "30"},
        {"place": "1000"},
    ],
)
def test_a_row_that_holds_its_description_can_be_written(league, cells):
    add(league, **cells)
    assert league.execute("SELECT count(*) FROM club").fetchone() == (1,)


@pytest.mark.parametrize(
    "cells",
    [
        {"club": "'rovers'"},
        {"club": "'Rovers United'"},
        {"town": "'Elyn'"},
        {"place": "0"},
        {"players": "10"},
        {"players": "31"},
    ],
)
def test_a_row_that_does_not_cannot(league, cells):
    with pytest.raises(duckdb.ConstraintException, match="CHECK"):
        add(league, **cells)


def test_a_key_that_names_no_row_of_the_other_table_cannot_be_written(league):
    add(league)
    league.execute("INSERT INTO match VALUES ('2022-05', 'Rovers')")
    with pytest.raises(duckdb.ConstraintException, match=r"(?i)foreign key"):
        league.execute("INSERT INTO match VALUES ('2022-06', 'United')")


@pytest.mark.parametrize("places", [[1, 2, 2], [1, 2, 4], [0, 1, 2], [2, 3, 4]])
def test_places_that_do_not_count_the_rows_are_refused(places):
    column = table("t", "T", {"place": place("Place")}, ["place"])
    with pytest.raises(SchemaError, match="place"):
        column.validate(pd.DataFrame({"place": places}))


def test_places_that_count_the_rows_in_any_order_are_accepted():
    column = table("t", "T", {"place": place("Place")}, ["place"])
    column.validate(pd.DataFrame({"place": [3, 1, 2]}))


def test_columns_in_another_order_or_not_described_are_refused():
    two = table("t", "T", {"a": text("A"), "b": text("B")}, ["a"])
    two.validate(pd.DataFrame({"a": ["x"], "b": ["y"]}))
    for frame in ({"b": ["y"], "a": ["x"]}, {"a": ["x"], "b": ["y"], "c": ["z"]}):
        with pytest.raises(SchemaErrors, match=r"out-of-order|not in DataFrameSchema"):
            two.validate(pd.DataFrame(frame), lazy=True)


def test_a_refused_row_is_said_with_its_table(connection):
    grades = {"edition": ["2022-05"], "entry_id": ["atlantis"], "rating": ["Good"]}
    with duckdb.connect() as empty, pytest.raises(InputRefused) as refused:
        empty.execute("CREATE TABLE entry (entry_id VARCHAR PRIMARY KEY)")
        empty.execute(
            "CREATE TABLE ofsted_rating (edition VARCHAR, entry_id VARCHAR REFERENCES entry, "
            "rating VARCHAR)"
        )
        insert(empty, {"ofsted_rating": pd.DataFrame(grades)})
    [problem] = refused.value.problems
    assert problem.file == "table ofsted_rating"
    assert "atlantis" in problem.found
    assert problem.expected == "rows whose keys all hold"


def test_the_hash_is_that_of_names_and_rows_in_the_order_of_the_contracts():
    entry = pd.DataFrame({"entry_id": ["bolton", "bury"], "entry": ["Bolton", None]})
    category = pd.DataFrame({"category_id": ["mentoring"], "position": [7]})
    text_of_both = (
        "category\ncategory_id,position\nmentoring,7\nentry\nentry_id,entry\nbolton,Bolton\nbury,\n"
    )
    expected = hashlib.sha256(text_of_both.encode()).hexdigest()
    assert content_hash({"entry": entry, "category": category}) == expected
