"""The offer matrix: its rows, and what is counted over the entries that the filters ask for."""

from typing import NamedTuple

import pandas as pd

from dashboard.parameters.shared import Filters
from dashboard.query.database import cached, fetch
from dashboard.query.where import asked, fetch_asked, rows_in_order


class Headline(NamedTuple):
    """Counts of the selected entries, and of all entries of the edition."""

    selected: int
    entries: int
    list_basic_support: int
    list_nothing: int
    median_listed: float | None  # None when no entry is selected


class CategoryCount(NamedTuple):
    """How many of some entries list a category."""

    category_id: str
    label: str
    listed_count: int
    entries: int


class NumberListed(NamedTuple):
    """How many of some entries list so many categories."""

    categories_listed: int
    entries: int


def rows(filters: Filters, sort: str = "entry", order: str = "asc") -> pd.DataFrame:
    """The selected rows of `offer_matrix`, all its columns, sorted by one of them."""
    return asked(rows_in_order(sort, order), filters)


@cached(most=32)
def text_columns() -> tuple[str, ...]:
    """The columns of offer_matrix that hold text."""
    columns = fetch(
        str,
        """
        SELECT column_name FROM duckdb_columns()
        WHERE database_name = 'offer' AND table_name = 'offer_matrix' AND data_type = 'VARCHAR'
        ORDER BY column_index
        """,
    )
    return tuple(columns)


@cached(most=32)
def headline(filters: Filters) -> Headline:
    """Counts of the selected entries and of all entries of the edition."""
    [head] = fetch_asked(
        Headline,
        """
        SELECT count(*) AS selected,
               (SELECT count(*) FROM offer_matrix WHERE edition = $edition) AS entries,
               count(*) FILTER (basic_support) AS list_basic_support,
               count(*) FILTER (categories_listed = 0) AS list_nothing,
               median(categories_listed) AS median_listed
        FROM selected
        """,
        filters,
    )
    return head


def category_counts(filters: Filters) -> list[CategoryCount]:
    """How many selected entries list each category, in the published order."""
    return fetch_asked(
        CategoryCount,
        """
        SELECT category_id, label, count(*) FILTER (listed AND selected.entry_id IS NOT NULL)
                   AS listed_count,
               count(selected.entry_id) AS entries
        FROM category
        JOIN offer USING (category_id)
        LEFT JOIN selected USING (edition, entry_id)
        GROUP BY category_id, label, position ORDER BY position
        """,
        filters,
    )


def listed_distribution(filters: Filters) -> list[NumberListed]:
    """How many selected entries list no category, one, two, up to all."""
    return fetch_asked(
        NumberListed,
        """
        SELECT categories_listed, count(selected.entry_id) AS entries
        FROM range((SELECT count(*) FROM category) + 1) AS possible(categories_listed)
        LEFT JOIN selected USING (categories_listed)
        GROUP BY categories_listed ORDER BY categories_listed
        """,
        filters,
    )


def unknown_rates(filters: Filters) -> list[str]:
    """The selected entries whose CLA rate is unknown, by name."""
    unknown = "SELECT entry FROM selected WHERE cla_rate_per_10k IS NULL"
    return sorted(fetch_asked(str, unknown, filters))
