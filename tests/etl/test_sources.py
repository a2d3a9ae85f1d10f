"""A build reads the declared files and no others, and a database knows what it was built from."""

import hashlib
import shutil
import tomllib

import duckdb
import pytest

from etl.build import build, check
from etl.freshness import READING_CODE, inputs_hash, needs_build
from etl.problems import InputRefused
from etl.sources import matrix_of_each_edition, read_sources, verify


@pytest.fixture
def refusal(own_data):
    """What a check of the changed copy of the data folder objects to."""

    def lines():
        with pytest.raises(InputRefused) as refused:
            check(data=own_data)
        return str(refused.value).split("\n")

    return lines


def change_a_byte(file):
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def declare_again(own_data, path):
    """Write the hash of a changed file into sources.toml, as a maintainer does."""
    sources = own_data / "sources.toml"
    text = sources.read_text(encoding="utf-8")
    [declared] = [s for s in tomllib.loads(text)["source"] if s.get("path") == path]
    changed = hashlib.sha256((own_data / path).read_bytes()).hexdigest()
    sources.write_text(text.replace(declared["sha256"], changed), encoding="utf-8")


# Proof that no file has changed


def test_files_as_declared_are_accepted(own_data):
    verify(read_sources(own_data), own_data)


@pytest.mark.parametrize(
    "path", ["raw/offer_matrix_2022-05.tsv", "reference/entries.csv", "reference/evidence.csv"]
)
def test_a_changed_byte_is_refused_and_its_file_named(own_data, refusal, path):
    change_a_byte(own_data / path)
    [line] = refusal()
    assert line.startswith(f"data/{path}: found sha256 ")


def test_a_changed_byte_leaves_the_database_as_it_was(own_data, tmp_path):
    database = tmp_path / "offer.duckdb"
    database.write_bytes(b"the database that was there")
    change_a_byte(own_data / "raw" / "offer_matrix_2022-05.tsv")
    with pytest.raises(InputRefused):
        build(database, data=own_data)
    assert database.read_bytes() == b"the database that was there"


def test_a_file_that_is_missing_is_named(own_data, refusal):
    (own_data / "reference" / "pins.csv").unlink()
    assert refusal() == [
        "data/reference/pins.csv: found no such file; "
        "expected the file that data/sources.toml declares"
    ]


def test_a_file_that_is_not_declared_is_named(own_data, refusal):
    (own_data / "raw" / "offer_matrix_2030-01.tsv").touch()
    assert refusal() == [
        "data/raw/offer_matrix_2030-01.tsv: found a file; expected an entry in data/sources.toml"
    ]


def test_all_files_that_are_wrong_are_named_at_once(own_data, refusal):
    change_a_byte(own_data / "reference" / "entries.csv")
    (own_data / "reference" / "pins.csv").unlink()
    (own_data / "reference" / "more.csv").touch()
    assert sorted(line.partition(":")[0] for line in refusal()) == [
        "data/reference/entries.csv",
        "data/reference/more.csv",
        "data/reference/pins.csv",
    ]


def test_a_build_under_way_in_the_data_folder_is_no_file_of_the_data(own_data):
    unfinished = own_data / ".offer.duckdb.building"
    unfinished.mkdir()
    (unfinished / "offer.duckdb").touch()
    verify(read_sources(own_data), own_data)


def test_every_source_says_what_it_is_who_published_it_and_on_what_terms(connection):
    sources = connection.execute("SELECT title, publisher, description, licence FROM source")
    assert all(all(said.strip() for said in source) for source in sources.fetchall())


def test_a_declared_note_about_an_unknown_entry_is_refused(own_data, refusal):
    notes = own_data / "reference" / "quality_notes.csv"
    text = notes.read_text(encoding="utf-8")
    notes.write_text(text.replace(",isles-of-scilly,", ",atlantis,"), encoding="utf-8")
    declare_again(own_data, "reference/quality_notes.csv")
    [line] = refusal()
    assert line.startswith("table quality_note: found ")
    assert "atlantis" in line


# Whether a database still fits the files it was built from


def test_a_database_that_is_missing_must_be_built(tmp_path):
    assert needs_build(tmp_path / "offer.duckdb")


def test_a_file_that_is_no_database_must_be_built(tmp_path):
    garbage = tmp_path / "offer.duckdb"
    garbage.write_bytes(b"neither DuckDB nor anything else" * 1000)
    assert needs_build(garbage)


def test_a_database_of_something_else_must_be_built(tmp_path):
    with duckdb.connect(str(tmp_path / "offer.duckdb")) as connection:
        connection.execute("CREATE TABLE football (score INTEGER)")
    assert needs_build(tmp_path / "offer.duckdb")


def test_a_database_that_was_just_built_is_current(database):
    assert not needs_build(database)


def test_a_database_that_others_read_meanwhile_is_current(database, connection):
    assert not needs_build(database)


def test_the_place_of_the_data_folder_does_not_make_a_database_older(database, own_data):
    assert not needs_build(database, own_data)


@pytest.mark.parametrize(
    "path", ["raw/offer_matrix_2022-05.tsv", "reference/categories.csv", "sources.toml"]
)
def test_a_database_is_older_than_changed_files(database, own_data, path):
    change_a_byte(own_data / path)
    assert needs_build(database, own_data)


def test_a_database_is_older_than_a_file_that_was_added(database, own_data):
    (own_data / "raw" / "offer_matrix_2030-01.tsv").touch()
    assert needs_build(database, own_data)


def test_a_hidden_file_is_no_file_of_the_data(own_data):
    (own_data / "raw" / ".DS_Store").touch()
    (own_data / ".cache").mkdir()
    (own_data / ".cache" / "file").touch()
    verify(read_sources(own_data), own_data)


def test_a_folder_among_the_data_is_no_file(own_data):
    (own_data / "raw" / "earlier").mkdir()
    verify(read_sources(own_data), own_data)


def test_every_edition_has_its_matrix(own_data):
    held = matrix_of_each_edition(read_sources(own_data), own_data)
    assert held == {"2022-05": own_data / "raw" / "offer_matrix_2022-05.tsv"}


# What a database knows of the files and the code that it was built from


@pytest.fixture
def own_code(tmp_path, monkeypatch):
    """A copy of the code that reads the data, which a test may change."""
    copy = tmp_path / "etl"
    shutil.copytree(READING_CODE, copy)
    monkeypatch.setattr("etl.freshness.READING_CODE", copy)
    return copy


def test_a_database_is_as_old_as_the_code_wherever_that_stands(database, own_code):
    assert not needs_build(database)


@pytest.mark.parametrize("module", ["parse.py", "contracts.py", "columns.py"])
def test_a_database_is_older_than_changed_code_that_reads_the_data(database, own_code, module):
    change_a_byte(own_code / module)
    assert needs_build(database)


def test_the_code_that_makes_the_maps_does_not_make_a_database_older(database, own_code):
    change_a_byte(own_code / "boundaries" / "hexagons.py")
    assert not needs_build(database)


def test_a_file_of_another_name_is_another_input(own_data):
    before = inputs_hash(own_data)
    raw = own_data / "raw"
    (raw / "offer_matrix_2022-05.tsv").rename(raw / "offer_matrix_2022-06.tsv")
    assert inputs_hash(own_data) != before


def test_a_map_that_changed_is_no_reason_to_build(own_data):
    before = inputs_hash(own_data)
    change_a_byte(own_data / "boundaries" / "hexagons_2022.geojson")
    assert inputs_hash(own_data) == before
