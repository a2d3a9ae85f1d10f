"""The exact sets of categories that entries list, and filters that find who lists a set."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from dashboard.parameters.shared import Filters
from dashboard.query.metadata import vocabulary
from dashboard.query.where import asked, fetch_asked, literal

BUNDLED = """
    , sets AS (
        SELECT entry_id,
               coalesce(list(category_id ORDER BY position) FILTER (listed), []) AS bundle,
               coalesce(list(position ORDER BY position) FILTER (listed), []) AS positions
        FROM selected JOIN offer USING (edition, entry_id) JOIN category USING (category_id)
        GROUP BY entry_id
    ), counted AS (
        SELECT bundle, positions, len(bundle) AS categories_listed, count(*) AS entries
        FROM sets GROUP BY ALL
    ), bundles AS (
        SELECT bundle, categories_listed, entries,
               sum(entries) OVER (ORDER BY entries DESC, categories_listed, positions)::BIGINT
                   AS cumulative_entries,
               sum(entries) OVER ()::BIGINT AS "of"
        FROM counted
    )
"""


class Bundle(NamedTuple):
    """Exactly these categories, and how many entries list just them.

    `cumulative_entries` are those of this bundle and all before it, `of` those of all bundles.
    """

    categories: tuple[str, ...]
    entries: int
    cumulative_entries: int
    of: int


def bundles_sql() -> str:
    """A SELECT of the exact sets of categories over `selected`: a column for each category.

    Columns: the categories (TRUE where the bundle holds it), categories_listed, entries,
    cumulative_entries (of this and all before it), selected_entries (in all). First the commonest.
    """
    columns = ", ".join(
        f"list_contains(bundle, {literal(c)}) AS {c}" for c in vocabulary().category
    )
    return f"""{BUNDLED}
    SELECT {columns},
           categories_listed, entries, cumulative_entries, "of" AS selected_entries
    FROM bundles ORDER BY cumulative_entries
    """


def category_bundles(filters: Filters) -> pd.DataFrame:
    """The exact sets of categories that are listed; the columns of `bundles_sql`."""
    return asked(bundles_sql(), filters)


def bundles(filters: Filters) -> list[Bundle]:
    """The exact sets of categories that are listed, the commonest first."""
    return fetch_asked(
        Bundle,
        f'{BUNDLED} SELECT bundle, entries, cumulative_entries, "of" FROM bundles '
        "ORDER BY cumulative_entries",
        filters,
    )


def listing_exactly(filters: Filters, bundle: Sequence[str]) -> Filters | None:
    """The selected entries that list just these categories, as shared filters; see `narrowed`."""
    return narrowed(filters, bundle, [each for each in vocabulary().category if each not in bundle])


def narrowed(filters: Filters, has: Sequence[str], without: Sequence[str] = ()) -> Filters | None:
    """The selected entries that list all of `has` and none of `without`, as shared filters.

    None where filters cannot say it: "any of these" beside "all of those".
    """
    asked_before, categories = filters.has, vocabulary().category
    if filters.match == "any" and len(asked_before) > 1:
        if not set(asked_before) & set(has):
            return None
        asked_before = ()  # whoever lists all of `has` lists any of what was asked before
    return replace(
        filters,
        has=tuple(each for each in categories if each in {*asked_before, *has}),
        without=tuple(each for each in categories if each in {*filters.without, *without}),
        match="all",
    )
