"""The one place that opens the database: read-only, one connection per built file."""

import os
from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, TypeVar, TypeVarTuple

import duckdb
import pandas as pd
import streamlit as st

# The view as a table in memory, made once per built file and found before the view of that name.
MATERIALISED = "CREATE TABLE memory.offer_matrix AS FROM offer.offer_matrix"
DEFAULT = Path(__file__).parents[1] / "data" / "offer.duckdb"

Arguments = TypeVarTuple("Arguments")
Result = TypeVar("Result")


class DatabaseUnavailable(Exception):
    """There is no database to read, or the file is not one; the message says what to do."""


def database_path() -> Path:
    """The database that pages read: OFFER_DATABASE, or data/offer.duckdb."""
    return Path(os.environ.get("OFFER_DATABASE") or DEFAULT)


def query(sql: str, **parameters: Any) -> pd.DataFrame:
    """Run one SELECT with named parameters. Raises DatabaseUnavailable without a database.

    The frame is kept until the database is built anew, and shared: do not change it in place.
    """
    path, built = _current_file()
    return _kept_result(path, built, sql, tuple(sorted(parameters.items())))


def kept(function: Callable[[*Arguments], Result]) -> Callable[[*Arguments], Result]:
    """Keep what a function gives for its arguments until the database is built anew.

    What it gives is shared, as the frames of `query` are: do not change it in place.
    """

    @lru_cache(maxsize=32)
    def of_file(file: tuple[str, int], *args: Any) -> Result:
        return function(*args)

    @wraps(function)
    def of_current_file(*args: *Arguments) -> Result:
        return of_file(_current_file(), *args)

    return of_current_file


def _current_file() -> tuple[str, int]:
    path = database_path()
    try:
        return str(path), path.stat().st_mtime_ns
    except (FileNotFoundError, NotADirectoryError):
        raise DatabaseUnavailable(f"There is no database at {path.name} yet.") from None


@lru_cache(maxsize=512)
def _kept_result(
    path: str, built: int, sql: str, parameters: tuple[tuple[str, Any], ...]
) -> pd.DataFrame:
    cursor = _connection(path, built).cursor()
    try:
        cursor.execute("SET search_path = 'memory.main,offer.main'")
        named = {name: list(v) if isinstance(v, tuple) else v for name, v in parameters}
        return cursor.execute(sql, named).df()
    finally:
        cursor.close()


@st.cache_resource(max_entries=1, show_spinner=False, on_release=duckdb.DuckDBPyConnection.close)
def _connection(path: str, built: int) -> duckdb.DuckDBPyConnection:
    """One in-memory connection per built file: a build replaces the file, `built` tells."""
    connection = duckdb.connect()
    try:
        escaped = path.replace("'", "''")
        connection.execute(f"ATTACH '{escaped}' AS offer (READ_ONLY)")
        connection.execute(MATERIALISED)
    except duckdb.Error as error:
        connection.close()
        raise DatabaseUnavailable(f"{Path(path).name} cannot be read as a database.") from error
    return connection
