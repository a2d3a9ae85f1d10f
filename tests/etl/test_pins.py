"""Known counts and the report's own figures, on a table made by hand."""

import duckdb
import pandas as pd
import pytest

from etl.build import check_pins, recomputed
from etl.problems import InputRefused


@pytest.fixture
def goals():
    """Two matches, of three goals and of none."""
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE match AS SELECT unnest([3, 0]) AS goals")
        yield connection


def pins(*rows):
    return pd.DataFrame(rows, columns=["edition", "pin", "expected", "query"])


MATCHES = ("2022-05", "matches", "2", "SELECT count(*) FROM match")
GOALS = ("2022-05", "goals a match", "1.5", "SELECT avg(goals) FROM match")


def test_counts_that_are_as_expected_pass(goals):
    check_pins(goals, pins(MATCHES, GOALS))


def test_every_count_that_moved_is_said_with_its_edition(goals):
    goals.execute("INSERT INTO match VALUES (0)")
    with pytest.raises(InputRefused) as refused:
        check_pins(goals, pins(MATCHES, GOALS, (*MATCHES[:2], "3", MATCHES[3])))
    assert [str(problem) for problem in refused.value.problems] == [
        "data/reference/pins.csv: found 3 matches in edition 2022-05; expected 2",
        "data/reference/pins.csv: found 1 goals a match in edition 2022-05; expected 1.5",
    ]


def test_figures_keep_what_is_published_beside_what_each_query_gives(goals):
    figures = pd.DataFrame(
        {
            "figure": ["matches", "goals"],
            "published_value": ["2", "4"],
            "query": ["SELECT count(*) FROM match", "SELECT sum(goals) FROM match"],
            "query_by_authority": ["SELECT 7", "SELECT max(goals) FROM match"],
        }
    )
    found = recomputed(goals, figures)
    assert found["figure"].tolist() == ["matches", "goals"]
    assert found["published_value"].tolist() == [2.0, 4.0]
    assert found["value_by_entry"].tolist() == [2.0, 3.0]
    assert found["value_by_authority"].tolist() == [7.0, 3.0]
    assert {str(found[c].dtype) for c in found.columns[-2:]} == {"float64"}
