"""The one place that opens the database, and the one way in which results are kept.

`query` gives the frame of a SELECT, `fetch` its rows as typed results; `cached` keeps what a
function gives. All keep it by database build and arguments: a build replaces the file, and with the
file's new time nothing made from the old one is given again. What is kept is shared by all readers:
do not change it in place.
"""

import os
from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from typing import NamedTuple, TypeVar, TypeVarTuple

import duckdb
import pandas as pd

# The view as a table in memory, made once per built file and found before the view of that name.
MATERIALISED = "CREATE TABLE memory.offer_matrix AS FROM offer.offer_matrix"
DEFAULT = Path(__file__).parents[2] / "data" / "offer.duckdb"
QUERIES = 512  # results of statements that are kept

Arguments = TypeVarTuple("Arguments")
Result = TypeVar("Result")
Named = str | int | tuple[str, ...] | None  # a named parameter of a statement


class DatabaseUnavailable(Exception):
    """There is no database to read, or the file is not one; the message says what to do."""


class BuiltFile(NamedTuple):
    """A database file as one build left it."""

    path: str
    modified_ns: int


def database_path() -> Path:
    """The database that pages read: OFFER_DATABASE, or data/offer.duckdb."""
    return Path(os.environ.get("OFFER_DATABASE") or DEFAULT)


def cached(
    most: int,
) -> Callable[[Callable[[*Arguments], Result]], Callable[[*Arguments], Result]]:
    """Keep what a function gives for up to `most` different arguments of the current build."""

    def keep(function: Callable[[*Arguments], Result]) -> Callable[[*Arguments], Result]:
        @lru_cache(maxsize=most)
        def of_build(build: BuiltFile, *args: *Arguments) -> Result:
            return function(*args)

        @wraps(function)
        def of_current_build(*args: *Arguments) -> Result:
            return of_build(_current_build(), *args)

        return of_current_build

    return keep


def query(sql: str, /, **parameters: Named) -> pd.DataFrame:
    """Run one SELECT with named parameters. Raises DatabaseUnavailable without a database."""
    return _framed(_current_build(), sql, tuple(sorted(parameters.items())))


@lru_cache(maxsize=QUERIES)
def _framed(build: BuiltFile, sql: str, parameters: tuple[tuple[str, Named], ...]) -> pd.DataFrame:
    return _asked(build, sql, parameters, duckdb.DuckDBPyConnection.df)


def _asked(
    build: BuiltFile,
    sql: str,
    parameters: tuple[tuple[str, Named], ...],
    give: Callable[[duckdb.DuckDBPyConnection], Result],
) -> Result:
    cursor = _connection(build).cursor()
    try:
        cursor.execute("SET search_path = 'memory.main,offer.main'")
        named = {name: list(v) if isinstance(v, tuple) else v for name, v in parameters}
        return give(cursor.execute(sql, named))
    finally:
        cursor.close()


def fetch(kind: Callable[..., Result], sql: str, /, **parameters: Named) -> list[Result]:
    """The rows of one SELECT as typed results, whose fields are its columns in their order.

    Values are Python's own, lists tuples, missing ones None. Raises DatabaseUnavailable.
    """
    rows = _fetched(_current_build(), sql, tuple(sorted(parameters.items())))
    return [kind(*values) for values in rows]


@lru_cache(maxsize=QUERIES)
def _fetched(
    build: BuiltFile, sql: str, parameters: tuple[tuple[str, Named], ...]
) -> list[tuple[object, ...]]:
    rows = _asked(build, sql, parameters, duckdb.DuckDBPyConnection.fetchall)
    return [tuple(tuple(v) if isinstance(v, list) else v for v in row) for row in rows]


def _current_build() -> BuiltFile:
    path = database_path()
    try:
        return BuiltFile(str(path), path.stat().st_mtime_ns)
    except (FileNotFoundError, NotADirectoryError):
        raise DatabaseUnavailable(f"There is no database at {path.name} yet.") from None


@lru_cache(maxsize=1)
def _connection(build: BuiltFile) -> duckdb.DuckDBPyConnection:
    """One in-memory connection per built file; it closes when the last reader lets it go."""
    connection = duckdb.connect()
    try:
        escaped = build.path.replace("'", "''")
        connection.execute(f"ATTACH '{escaped}' AS offer (READ_ONLY)")
        connection.execute(MATERIALISED)
    except duckdb.Error as error:
        connection.close()
        raise DatabaseUnavailable(
            f"{Path(build.path).name} cannot be read as a database."
        ) from error
    return connection
