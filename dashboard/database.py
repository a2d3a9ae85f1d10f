"""The one place that opens the database: read-only, one connection per built file."""

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import streamlit as st

# The view with what filters ask of a row, computed once per built file: a query costs a third.
FILTERABLE = """
    CREATE TABLE memory.filterable AS
    WITH listed AS (
        SELECT edition, entry_id, coalesce(list(category_id) FILTER (listed), []) AS listed_ids
        FROM offer.offer GROUP BY ALL
    ), rated AS (
        SELECT edition, entry_id, list(rating) AS ratings FROM offer.ofsted_rating GROUP BY ALL
    )
    SELECT *, edition = (SELECT edition FROM offer.build) AS newest
    FROM offer.offer_matrix
    JOIN listed USING (edition, entry_id)
    JOIN rated USING (edition, entry_id)
"""
DEFAULT = Path(__file__).parents[1] / "data" / "offer.duckdb"


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
        cursor.execute("USE offer")
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
        connection.execute(FILTERABLE)
    except duckdb.Error as error:
        connection.close()
        raise DatabaseUnavailable(f"{Path(path).name} cannot be read as a database.") from error
    return connection
