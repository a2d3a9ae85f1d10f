"""Known counts of an edition, a second edition beside it, and the hash that names the content."""

import os
import subprocess
import sys

import duckdb
import pytest

from etl.build import build, check
from etl.freshness import needs_build
from etl.problems import InputRefused
from etl.sources import DATA
from tests.published import CATEGORIES

ROOT = DATA.parent
PUBLISHED = DATA / "raw" / "offer_matrix_2022-05.tsv"
CELLS = ("name", *CATEGORIES, "rate", "ofsted")
ALL = 150 * len(CATEGORIES)


def line(name):
    """The line of the published matrix that begins so."""
    text = PUBLISHED.read_text(encoding="utf-8")
    [found] = [each for each in text.splitlines(keepends=True) if each.startswith(f"{name}\t")]
    return found


def with_cells(printed, **cells):
    """The same line with these cells in place of its own."""
    values = dict(zip(CELLS, printed.removesuffix("\n").split("\t"), strict=True))
    return "\t".join((values | cells).values()) + "\n"


BOLTON = line("Bolton Council")
GREATER_MANCHESTER = line("Greater Manchester Combined Authority")
SHEFFIELD = line("Sheffield City Council (Metropolitan District)")


def moved_pins(matrix):
    with pytest.raises(InputRefused) as refused:
        check(matrix, "2022-05")
    return [str(problem) for problem in refused.value.problems]


def pin(found, what, expected):
    return f"data/reference/pins.csv: found {found} {what} in edition 2022-05; expected {expected}"


# Pins: what is known of the edition of May 2022


def test_a_cell_that_became_n_moves_the_count_of_its_category(edited):
    changed = edited(BOLTON, with_cells(BOLTON, mentoring="N"))
    assert moved_pins(changed) == [pin(45, "entries that list mentoring", 46)]


def test_an_entry_that_is_gone_moves_every_count_that_it_was_part_of(edited):
    assert moved_pins(edited(BOLTON, "")) == [
        pin(149, "entries", 150),
        pin(ALL - len(CATEGORIES), "cells", ALL),
        pin(146, "reported CLA rates", 147),
        pin(3, "authorities in no entry", 2),
        pin(130, "entries that list basic_support", 131),
        pin(45, "entries that list mentoring", 46),
    ]


def test_an_entry_that_is_gone_is_refused_by_its_pins_also_when_notes_are_about_it(edited):
    assert moved_pins(edited(GREATER_MANCHESTER, "")) == [
        pin(149, "entries", 150),
        pin(ALL - len(CATEGORIES), "cells", ALL),
        pin(146, "reported CLA rates", 147),
        pin(10, "entries with nothing listed", 11),
        pin(0, "entries not rated by Ofsted", 1),
    ]


def test_a_rate_that_became_known_moves_both_counts_of_rates(edited):
    assert moved_pins(edited(SHEFFIELD, with_cells(SHEFFIELD, rate="57"))) == [
        pin(148, "reported CLA rates", 147),
        pin(2, "unknown CLA rates", 3),
    ]


def test_the_note_that_is_gone_from_its_cell_moves_its_count(edited):
    assert moved_pins(edited("Y - nurse", "Y")) == [
        pin(0, 'cells printed as "Y - nurse"', 1),
        pin(0, "cells with a remark", 1),
    ]


def test_two_grades_that_became_one_move_their_count(edited):
    assert moved_pins(edited("Outstanding/ Good", "Good")) == [
        pin(1, "entries with two Ofsted grades", 2)
    ]


# A second edition


@pytest.fixture(scope="module")
def own_database(edited, tmp_path_factory):
    """A database with the published edition and a made-up one, in which three things differ."""
    text = edited(BOLTON, with_cells(BOLTON, mentoring="N", wider_wellbeing="Y - club", rate="91"))
    text.write_text(text.read_text(encoding="utf-8").replace(GREATER_MANCHESTER, ""), "utf-8")
    path = tmp_path_factory.mktemp("two_editions") / "offer.duckdb"
    build(path, text, "2030-01")
    return path


@pytest.fixture(scope="module")
def two_editions(own_database):
    with duckdb.connect(str(own_database), read_only=True) as connection:
        yield connection


def test_both_editions_stand_in_offer_matrix(two_editions):
    editions = two_editions.execute("SELECT edition, count(*) FROM offer_matrix GROUP BY ALL")
    assert dict(editions.fetchall()) == {"2022-05": 150, "2030-01": 149}


def test_each_edition_keeps_its_own_cells(two_editions):
    bolton = two_editions.execute("""
        SELECT edition, mentoring, wider_wellbeing, categories_listed, cla_rate_per_10k
        FROM offer_matrix WHERE entry_id = 'bolton' ORDER BY edition
    """).fetchall()
    assert bolton == [("2022-05", True, False, 2, 90), ("2030-01", False, True, 2, 91)]


def test_the_published_edition_is_the_same_beside_another(two_editions, connection):
    published = "FROM offer_matrix WHERE edition = '2022-05'"
    assert two_editions.execute(published).fetchall() == connection.execute(published).fetchall()


def test_the_build_is_of_the_newest_edition_and_of_an_own_matrix(two_editions):
    build = two_editions.execute("SELECT edition, own_matrix FROM build").fetchall()
    assert build == [("2030-01", True)]


def test_a_database_with_an_own_matrix_is_never_older_than_the_data(own_database, own_data):
    (own_data / "raw" / "offer_matrix_2040-01.tsv").touch()
    assert not needs_build(own_database, own_data)


# The content hash


@pytest.fixture(scope="module")
def hash_of_the_same_cells(edited):
    return check(edited(), "2030-01")


def test_the_hash_is_the_same_in_another_folder(database, own_data, connection):
    [(signature,)] = connection.execute("SELECT content_hash FROM build").fetchall()
    assert check(data=own_data) == signature


def test_the_hash_is_the_same_on_another_day_and_machine(connection):
    elsewhere = {**os.environ, "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-m", "etl", "check"]
    done = subprocess.run(
        command, cwd=ROOT, env=elsewhere, capture_output=True, text=True, check=True
    )
    [(signature,)] = connection.execute("SELECT content_hash FROM build").fetchall()
    assert done.stdout.split()[-1] == signature


def test_the_hash_changes_with_one_cell(edited, hash_of_the_same_cells):
    changed = edited(BOLTON, with_cells(BOLTON, mentoring="N"))
    assert check(changed, "2030-01") != hash_of_the_same_cells


def test_line_ends_and_the_order_of_entries_do_not_change_the_hash(edited, hash_of_the_same_cells):
    moved = edited(BOLTON, "")
    text = moved.read_text(encoding="utf-8").replace("\nBury ", f"\n{BOLTON}Bury ")
    moved.write_bytes(text.replace("\n", "\r\n").encode())
    assert check(moved, "2030-01") == hash_of_the_same_cells
