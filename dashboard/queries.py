"""The questions that pages ask, one SQL statement each; filters are built in selection_sql."""

from typing import Any

import pandas as pd

from dashboard.database import kept, query
from dashboard.selection import Selection, Vocabulary
from dashboard.selection_sql import RATINGS, parameters, rows_in_order, selected


def asked(sql: str, selection: Selection, **others: Any) -> pd.DataFrame:
    """Run a SELECT over `selected`, the rows of `offer_matrix` that a selection asks for."""
    edition = selection.edition or build()["edition"]
    return query(selected(selection) + sql, **parameters(selection, edition), **others)


def matrix(selection: Selection, sort: str = "entry", order: str = "asc") -> pd.DataFrame:
    """The selected rows of `offer_matrix`, all its columns, sorted by one of them."""
    return asked(rows_in_order(sort, order), selection)


def matrix_columns() -> pd.DataFrame:
    """The columns of `offer_matrix` in their order. Columns: column, type, description."""
    return query(
        """
        SELECT column_name AS "column", lower(data_type) AS "type", comment AS description
        FROM duckdb_columns() WHERE database_name = 'offer' AND table_name = 'offer_matrix'
        ORDER BY column_index
        """
    )


@kept
def headline(selection: Selection) -> dict[str, Any]:
    """Counts of the selected entries and of all entries of the edition.

    Keys: selected, entries, list_basic_support, list_nothing, median_listed (None when no entry).
    """
    row = asked(
        """
        SELECT count(*) AS selected,
               (SELECT count(*) FROM offer_matrix WHERE edition = $edition) AS entries,
               count(*) FILTER (basic_support) AS list_basic_support,
               count(*) FILTER (categories_listed = 0) AS list_nothing,
               median(categories_listed) AS median_listed
        FROM selected
        """,
        selection,
    ).iloc[0]
    median = row.pop("median_listed")
    counts = {str(name): int(value) for name, value in row.items()}
    return counts | {"median_listed": None if pd.isna(median) else float(median)}


def category_counts(selection: Selection) -> pd.DataFrame:
    """How many selected entries list each category.

    Columns: category_id, label, listed_count, entries; in the published order.
    """
    return asked(
        """
        SELECT category_id, label, count(*) FILTER (listed AND selected.entry_id IS NOT NULL)
                   AS listed_count,
               count(selected.entry_id) AS entries
        FROM category
        JOIN offer USING (category_id)
        LEFT JOIN selected USING (edition, entry_id)
        GROUP BY category_id, label, position ORDER BY position
        """,
        selection,
    )


def listed_distribution(selection: Selection) -> pd.DataFrame:
    """How many selected entries list 0 to 8 categories. Columns: categories_listed, entries."""
    return asked(
        """
        SELECT categories_listed, count(selected.entry_id) AS entries
        FROM range(9) AS possible(categories_listed)
        LEFT JOIN selected USING (categories_listed)
        GROUP BY categories_listed ORDER BY categories_listed
        """,
        selection,
    )


def count(selection: Selection) -> int:
    """How many entries the selection finds."""
    return int(asked("SELECT count(*) AS n FROM selected", selection)["n"].iloc[0])


def unknown_rates(selection: Selection) -> list[str]:
    """The selected entries whose CLA rate is unknown, by name."""
    rows = asked("SELECT entry FROM selected WHERE cla_rate_per_10k IS NULL", selection)
    return sorted(rows["entry"])


def entry_names() -> pd.DataFrame:
    """Every entry by name. Columns: entry_id, entry."""
    return query("SELECT entry_id, entry FROM entry ORDER BY entry")


@kept
def entry_ids() -> tuple[str, ...]:
    """Every entry's id, by name of entry."""
    return tuple(entry_names()["entry_id"])


@kept
def vocabulary() -> Vocabulary:
    """The values that the filters accept, read from the database."""

    def column(sql: str) -> tuple[str, ...]:
        return tuple(query(sql).iloc[:, 0])

    categories = query("SELECT category_id, label FROM category ORDER BY position")
    return Vocabulary(
        region=column("SELECT DISTINCT region FROM entry ORDER BY region"),
        rating=RATINGS,
        type=column("SELECT DISTINCT authority_type FROM entry ORDER BY authority_type"),
        category=dict(zip(categories["category_id"], categories["label"], strict=True)),
        edition=column("SELECT DISTINCT edition FROM offer ORDER BY edition DESC"),
    )


def categories() -> pd.DataFrame:
    """The eight kinds of support; the columns of table category."""
    return query("SELECT * FROM category ORDER BY position")


@kept
def build() -> dict[str, Any]:
    """The build of the database: content_hash, inputs_hash, edition, own_matrix."""
    return dict(query("SELECT * FROM build").iloc[0])


def sources() -> pd.DataFrame:
    """Files and documents that the database rests on; the columns of table source."""
    return query("SELECT * FROM source ORDER BY path IS NULL, path, title")


def matrix_source(edition: str) -> dict[str, str]:
    """Where an edition's matrix is from; the columns of table source."""
    rows = query("SELECT * FROM source WHERE edition = $edition", edition=edition)
    unknown = dict.fromkeys(rows.columns, "not stated: a matrix given to the build")
    return unknown if rows.empty else dict(rows.iloc[0])


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


def quality_notes() -> pd.DataFrame:
    """All quality notes with the name of their entry; the columns of quality_note and entry."""
    return query(
        """
        SELECT quality_note.*, entry.entry FROM quality_note LEFT JOIN entry USING (entry_id)
        ORDER BY entry.entry IS NOT NULL, entry.entry, note_id
        """
    )


def published_figures() -> pd.DataFrame:
    """The report's own counts beside those of the table; the columns of published_figure."""
    return query("SELECT * FROM published_figure ORDER BY published_value DESC, figure")
