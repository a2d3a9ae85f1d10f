"""Opening the database: read-only, noticed when it is built anew, and in words when it is not."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from dashboard.query.database import DatabaseUnavailable, cached, database_path, query

SMALLEST = """
    CREATE TABLE offer(edition VARCHAR, entry_id VARCHAR, category_id VARCHAR, listed BOOLEAN);
    CREATE TABLE ofsted_rating(edition VARCHAR, entry_id VARCHAR, rating VARCHAR);
    CREATE VIEW offer_matrix AS SELECT DISTINCT edition, entry_id FROM offer;
    CREATE TABLE build(name VARCHAR);
    INSERT INTO build VALUES ('{name}');
"""
Build = Callable[[str], None]


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    """Puts a database that knows its name in the place of the one before, in one step."""
    database = tmp_path / "offer.duckdb"
    monkeypatch.setenv("OFFER_DATABASE", str(database))

    def put(name: str) -> None:
        unfinished = tmp_path / "unfinished.duckdb"
        with duckdb.connect(str(unfinished)) as connection:
            connection.execute(SMALLEST.format(name=name))
        unfinished.replace(database)

    return put


def name_of_build() -> str:
    return str(query("SELECT name FROM build")["name"].item())


def test_the_environment_says_where_the_database_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFER_DATABASE", "/somewhere/else.duckdb")
    assert database_path() == Path("/somewhere/else.duckdb")


@pytest.mark.parametrize("value", [None, ""])
def test_by_default_the_database_is_in_the_data_folder(
    value: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OFFER_DATABASE")
    if value is not None:
        monkeypatch.setenv("OFFER_DATABASE", value)
    assert database_path() == Path(__file__).parents[2] / "data" / "offer.duckdb"


def test_parameters_are_named_and_lists_are_lists() -> None:
    frame = query("SELECT $n + 1 AS n, len($names) AS names", n=41, names=("a", "b"))
    assert frame.to_dict("records") == [{"n": 42, "names": 2}]


@pytest.mark.parametrize("name", ["old.duckdb", "it's.duckdb", "100% näive.duckdb"])
def test_any_file_name_will_do(
    name: str, build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build("named")
    database_path().rename(tmp_path / name)
    monkeypatch.setenv("OFFER_DATABASE", str(tmp_path / name))
    assert name_of_build() == "named"


def test_a_database_built_anew_is_noticed_at_the_next_query(build: Build) -> None:
    for name in ("first", "second", "third"):
        build(name)
        assert name_of_build() == name


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO build VALUES ('changed')",
        "CREATE TABLE offer.another AS SELECT 1 AS one",
        "DROP TABLE build",
    ],
)
def test_nothing_can_be_written(statement: str, build: Build) -> None:
    build("as it was")
    content = database_path().read_bytes()
    with pytest.raises(duckdb.Error, match="read-only"):
        query(statement)
    assert database_path().read_bytes() == content


def test_eight_threads_ask_at_once(build: Build) -> None:
    build("shared")
    with ThreadPoolExecutor(8) as threads:
        answers = threads.map(
            lambda n: query("SELECT $n::INTEGER AS n FROM build", n=n)["n"].item(), range(200)
        )
        assert list(answers) == list(range(200))


def test_threads_go_on_while_the_database_is_built_anew(build: Build) -> None:
    build("build 0")
    with ThreadPoolExecutor(8) as threads:
        for number in range(1, 4):
            asked = [
                threads.submit(query, "SELECT name, $n AS n FROM build, range(20000)", n=n)
                for n in range(number * 100, number * 100 + 12)
            ]
            build(f"build {number}")
            names = {name for answer in asked for name in answer.result()["name"]}
            assert names <= {f"build {number - 1}", f"build {number}"}


def test_a_database_that_is_not_there_yet_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OFFER_DATABASE", str(tmp_path / "offer.duckdb"))
    with pytest.raises(DatabaseUnavailable, match=r"no database at offer\.duckdb yet"):
        query("SELECT 1")


def test_a_path_that_leads_through_a_file_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("OFFER_DATABASE", str(tmp_path / "file" / "offer.duckdb"))
    with pytest.raises(DatabaseUnavailable, match="no database"):
        query("SELECT 1")


@pytest.mark.parametrize("content", [b"", b"not a database", b"\0" * 10_000])
def test_a_file_that_is_no_database_is_said(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "offer.duckdb").write_bytes(content)
    monkeypatch.setenv("OFFER_DATABASE", str(tmp_path / "offer.duckdb"))
    with pytest.raises(DatabaseUnavailable, match=r"offer\.duckdb cannot be read as a database"):
        query("SELECT 1")


def test_a_folder_is_no_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFER_DATABASE", str(tmp_path))
    with pytest.raises(DatabaseUnavailable, match="cannot be read"):
        query("SELECT 1")


def test_a_database_of_something_else_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE invoices(amount INTEGER)")
    monkeypatch.setenv("OFFER_DATABASE", str(path))
    with pytest.raises(DatabaseUnavailable, match="cannot be read"):
        query("SELECT 1")


def test_a_database_built_after_the_first_question_is_used(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(DatabaseUnavailable):
        query("SELECT name FROM build")
    build("at last")
    assert name_of_build() == "at last"


def test_what_is_kept_is_asked_once_and_again_after_a_build(build: Build) -> None:
    asked = []

    @cached(most=8)
    def name_and(suffix: str) -> str:
        asked.append(suffix)
        return name_of_build() + suffix

    build("first")
    assert [name_and("!"), name_and("!"), name_and("?")] == ["first!", "first!", "first?"]
    assert asked == ["!", "?"]
    build("second")
    assert name_and("!") == "second!"


def test_nothing_is_kept_without_a_database(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("OFFER_DATABASE", str(tmp_path / "none.duckdb"))
    with pytest.raises(DatabaseUnavailable):
        cached(most=8)(lambda: 1)()
