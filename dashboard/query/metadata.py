"""What the database says of itself: its build, its vocabulary, its sources and its dictionary."""

from typing import NamedTuple

import pandas as pd

from dashboard.parameters.shared import Edition, Filters
from dashboard.query.database import cached, fetch, query
from dashboard.vocabulary import EVIDENCE_KINDS, SHORT_TITLES, UNDATED, Vocabulary, same


class Build(NamedTuple):
    """The build of the database; `edition` is the newest in it."""

    content_hash: str
    edition: str


@cached(most=1)
def build() -> Build:
    """The build of the database."""
    [built] = fetch(Build, "SELECT content_hash, edition FROM build")
    return built


def edition_of(filters: Filters | Edition) -> str:
    """The edition that is asked for: the newest when none is named."""
    return filters.edition or build().edition


@cached(most=1)
def vocabulary() -> Vocabulary:
    """The values that parameters accept."""
    year = f"coalesce(year::VARCHAR, '{UNDATED}')"
    sources = _values(f"SELECT source_id FROM evidence {_by('max(coalesce(year, 0)) DESC')}")
    return Vocabulary(
        region=same(*_values("SELECT DISTINCT region FROM entry ORDER BY region")),
        authority_type=same(
            *_values("SELECT DISTINCT authority_type FROM entry ORDER BY authority_type")
        ),
        category=_labels("SELECT category_id, label FROM category ORDER BY position"),
        edition=same(*_values("SELECT DISTINCT edition FROM offer ORDER BY edition DESC")),
        entry=_labels("SELECT entry_id, entry FROM entry ORDER BY entry"),
        authority=_labels("SELECT ons_code, name FROM authority ORDER BY name"),
        matrix_column=same(*descriptions("offer_matrix")),
        note_kind=same(
            *_values("SELECT kind FROM quality_note GROUP BY kind ORDER BY count(*) DESC, kind")
        ),
        source={id: SHORT_TITLES.get(id, id) for id in sources},
        evidence_kind={
            kind: EVIDENCE_KINDS.get(kind, kind)
            for kind in _values(f"SELECT kind FROM evidence {_by('count(*) DESC', 'kind')}")
        },
        nation=same(*_values(f"SELECT nation FROM evidence {_by('count(*) DESC', 'nation')}")),
        year={
            value: value.capitalize()
            for value in _values(
                f"SELECT {year} FROM evidence {_by('max(year) DESC NULLS LAST', year)}"
            )
        },
    )


def _by(order: str, value: str = "source_id") -> str:
    return f"GROUP BY {value} ORDER BY {order}"


def _values(sql: str) -> list[str]:
    return fetch(str, sql)


def _labels(sql: str, **parameters: str) -> dict[str, str]:
    return dict(fetch(lambda value, label: (str(value), str(label)), sql, **parameters))


@cached(most=32)
def descriptions(table: str) -> dict[str, str]:
    """What each column of a table or view holds, in the order of the columns."""
    return _labels(
        """
        SELECT column_name, comment FROM duckdb_columns()
        WHERE database_name = 'offer' AND table_name = $table ORDER BY column_index
        """,
        table=table,
    )


def categories() -> pd.DataFrame:
    """The kinds of support; the columns of table category."""
    return query("SELECT * FROM category ORDER BY position")


def sources() -> pd.DataFrame:
    """Files and documents that the database rests on; the columns of table source."""
    return query("SELECT * FROM source ORDER BY path IS NULL, path, title")


def matrix_source(edition: str) -> dict[str, str]:
    """Where an edition's matrix is from; the columns of table source."""
    rows = query("SELECT * FROM source WHERE edition = $edition", edition=edition)
    unknown = dict.fromkeys(rows.columns, "not stated: a matrix given to the build")
    return unknown if rows.empty else {str(n): str(value) for n, value in rows.iloc[0].items()}


def data_dictionary() -> pd.DataFrame:
    """Every table and column with its COMMENT. Columns: table, column, type, description.

    A row with an empty column describes the table itself.
    """
    return query(
        """
        SELECT table_name AS "table", '' AS "column", 'table' AS "type", comment AS description,
               -1 AS place
        FROM duckdb_tables() WHERE database_name = 'offer'
        UNION ALL
        SELECT view_name, '', 'view', comment, -1
        FROM duckdb_views() WHERE database_name = 'offer' AND NOT internal
        UNION ALL
        SELECT table_name, column_name, lower(data_type), comment, column_index
        FROM duckdb_columns() WHERE database_name = 'offer' AND NOT internal
        ORDER BY "table" <> 'offer_matrix', "table", place
        """
    ).drop(columns="place")
