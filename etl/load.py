"""Write tables that hold their contract into a DuckDB database, with keys, checks and comments."""

import hashlib
from collections.abc import Mapping

import duckdb
import pandas as pd
import pandera.pandas as pa

from etl.columns import foreign_keys, primary_key
from etl.contracts import RATINGS, TABLES
from etl.problems import InputRefused, Problem


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Create every table of the contracts, empty."""
    for contract in TABLES:
        connection.execute(create_table(contract))


def insert(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, pd.DataFrame]) -> None:
    """Fill tables, in order of dependency, from frames that have passed their contract.

    Raises InputRefused when a row refers to a row of another table that is not there.
    """
    for contract in TABLES:
        if str(contract.name) in tables:
            connection.register("incoming", tables[str(contract.name)])
            try:
                connection.execute(f"INSERT INTO {contract.name} SELECT * FROM incoming")
            except duckdb.ConstraintException as error:
                broken = Problem(f"table {contract.name}", str(error), "rows whose keys all hold")
                raise InputRefused([broken]) from None


def create_table(contract: pa.DataFrameSchema) -> str:
    """The DDL of one table: columns, keys, checks and comments."""
    parts = [_column(name, column) for name, column in contract.columns.items()]
    parts.append(f"PRIMARY KEY ({', '.join(primary_key(contract))})")
    parts += [
        f"FOREIGN KEY ({column}) REFERENCES {table} ({column})"
        for column, table in foreign_keys(contract).items()
    ]
    comments = [f"COMMENT ON TABLE {contract.name} IS {_literal(contract.description or '')}"]
    comments += [
        f"COMMENT ON COLUMN {contract.name}.{name} IS {_literal(column.description or '')}"
        for name, column in contract.columns.items()
    ]
    return f"CREATE TABLE {contract.name} ({', '.join(parts)});\n" + ";\n".join(comments)


def _column(name: str, column: pa.Column) -> str:
    checks = [condition for check in column.checks if (condition := _check(name, check))]
    null = [] if column.nullable else ["NOT NULL"]
    return " ".join([name, column.metadata["sql_type"], *null, *checks])


def _check(column: str, check: pa.Check) -> str | None:
    """The condition in SQL; None for one that looks at the column as a whole."""
    statistics = check.statistics or {}
    if "allowed_values" in statistics:
        values = ", ".join(_literal(value) for value in statistics["allowed_values"])
        return f"CHECK ({column} IN ({values}))"
    if "pattern" in statistics:
        return f"CHECK (regexp_full_match({column}, {_literal(statistics['pattern'])}))"
    if "max_value" in statistics:
        return f"CHECK ({column} BETWEEN {statistics['min_value']} AND {statistics['max_value']})"
    if "min_value" in statistics:
        return f"CHECK ({column} >= {statistics['min_value']})"
    return None


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


NUMBERS = {7: "seven", 8: "eight", 9: "nine"}  # others stand in figures
OFFER_MATRIX_COMMENTS = {
    "edition": "Month in which the matrix was collected, YYYY-MM",
    "entry_id": "Slug of the short name, stable between editions",
    "entry": "Short name",
    "published_name": "Name as published",
    "region": "English region",
    "authority_type": "Type of authority",
    "ons_codes": "ONS codes of the authorities covered, ';' between; empty where none",
    "categories_listed": "Number of the {words} categories that are listed (0 to {count})",
    "cla_rate_per_10k": "Children looked after on 31 March 2021 per 10,000 children aged under 18;"
    " empty where unknown",
    "ofsted_rating": "Overall Ofsted judgement; two grades joined by ' / ' where two are printed",
    "ofsted_as_published": "Ofsted cell as printed",
}


def create_view(connection: duckdb.DuckDBPyConnection, category: pd.DataFrame) -> None:
    """Create the view offer_matrix, with a comment on it and on each of its columns."""
    connection.execute(offer_matrix_view(category))
    count = len(category)
    counted = OFFER_MATRIX_COMMENTS["categories_listed"].format(
        words=NUMBERS.get(count, count), count=count
    )
    labels = zip(category["category_id"], category["label"], strict=True)
    comments = (
        OFFER_MATRIX_COMMENTS
        | {"categories_listed": counted}
        | {id: f"{label}: TRUE when listed" for id, label in labels}
    )
    for column, comment in comments.items():
        connection.execute(f"COMMENT ON COLUMN offer_matrix.{column} IS {_literal(comment)}")


def offer_matrix_view(category: pd.DataFrame) -> str:
    """The view that pages and downloads read: one row per entry and edition, in public order."""
    ids = category.sort_values("position")["category_id"]
    listed = ",\n".join(f"bool_or(listed) FILTER (category_id = '{id}') AS {id}" for id in ids)
    grades = ", ".join(_literal(grade) for grade in RATINGS)
    return f"""
        CREATE VIEW offer_matrix AS
        WITH offers AS (
            SELECT edition, entry_id, {listed},
                   count(*) FILTER (listed)::INTEGER AS categories_listed
            FROM offer GROUP BY ALL
        ), codes AS (
            SELECT entry_id, string_agg(ons_code, ';' ORDER BY ons_code) AS ons_codes
            FROM entry_authority GROUP BY ALL
        ), ratings AS (
            SELECT edition, entry_id, any_value(as_published) AS ofsted_as_published,
                   string_agg(rating, ' / ' ORDER BY list_position([{grades}], rating))
                       AS ofsted_rating
            FROM ofsted_rating GROUP BY ALL
        )
        SELECT edition, entry_id, entry, published_name, region, authority_type, ons_codes,
               {", ".join(ids)}, categories_listed, rate_per_10k AS cla_rate_per_10k,
               ofsted_rating, ofsted_as_published
        FROM entry JOIN offers USING (entry_id) LEFT JOIN codes USING (entry_id)
             JOIN cla_rate USING (edition, entry_id) JOIN ratings USING (edition, entry_id)
        ORDER BY edition, entry;
        COMMENT ON VIEW offer_matrix IS
            'One row per entry and edition, with all that is published of it'"""


def content_hash(tables: Mapping[str, pd.DataFrame]) -> str:
    """SHA-256 of the content of all tables: the same for the same data, wherever it is built."""
    digest = hashlib.sha256()
    for contract in TABLES:
        if str(contract.name) in tables:
            digest.update(f"{contract.name}\n".encode())
            digest.update(tables[str(contract.name)].to_csv(index=False).encode())
    return digest.hexdigest()
