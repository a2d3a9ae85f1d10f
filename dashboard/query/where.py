"""Parameters as SQL: the one statement that pages run and that readers take away.

Only parameters that are set become conditions: what is not asked costs nothing and need not be
read. The statement runs on the published database file as it runs here.
"""

import re
from collections.abc import Callable, Mapping
from textwrap import dedent

import pandas as pd

from dashboard.parameters.declared import Parameters
from dashboard.parameters.shared import Filters, column
from dashboard.query.database import Named, Result, fetch, query
from dashboard.query.metadata import edition_of
from dashboard.vocabulary import RATINGS


def conditions(chosen: Parameters) -> list[str]:
    """The SQL conditions of the parameters that are set: by value, then by column."""
    declared = [chosen.declared()[name].condition for name in chosen.set_values()]
    by_value = [each for each in declared if isinstance(each, str) and each]
    by_column = [sql for each in declared if not isinstance(each, str) for sql in each(chosen)]
    return by_value + by_column


def where(chosen: Parameters) -> str:
    """The conditions of a set of parameters as one, TRUE where nothing is set."""
    return "\n      AND ".join(conditions(chosen)) or "TRUE"


def named(chosen: Parameters) -> dict[str, Named]:
    """The values of the named parameters in `where`."""
    by_value = {n for n, each in chosen.declared().items() if f"${n}" in str(each.condition)}
    return {name: value for name, value in chosen.set_values().items() if name in by_value}


def selected(filters: Filters) -> str:
    """`WITH selected AS (...)`: the rows of offer_matrix that the shared filters ask for.

    Its named parameters are those of `filters_named`. Raises ValueError for a category that cannot
    be a column.
    """
    every = "\n      AND ".join(["edition = $edition", *conditions(filters)])
    return f"WITH selected AS (\n    SELECT * FROM offer_matrix\n    WHERE {every}\n)\n"


def filters_named(filters: Filters) -> dict[str, Named]:
    """The values of the named parameters in `selected`."""
    return {"edition": edition_of(filters)} | named(filters)


def asked(sql: str, filters: Filters, **others: Named) -> pd.DataFrame:
    """Run a SELECT over `selected`, the rows of `offer_matrix` that filters ask for."""
    return query(selected(filters) + sql, **filters_named(filters), **others)


def fetch_asked(
    kind: Callable[..., Result], sql: str, filters: Filters, /, **others: Named
) -> list[Result]:
    """The same as typed results; see `dashboard.query.database.fetch`."""
    return fetch(kind, selected(filters) + sql, **filters_named(filters), **others)


def order_by(sort: str, order: str) -> str:
    """The ORDER BY of a sort by one column of offer_matrix: ratings by grade, missing values last.

    Ties, and everything when sorted by `entry`, go by name.
    """
    expression = column(sort)
    if sort == "ofsted_rating":
        grades = f"list_position({literal(RATINGS)}, grade)"
        expression = f"list_transform(string_split({sort}, ' / '), lambda grade: {grades})"
    return f"ORDER BY {expression} {'DESC' if order == 'desc' else 'ASC'} NULLS LAST, entry"


def rows_in_order(sort: str, order: str) -> str:
    """A SELECT of all columns of `selected`, sorted by one of them."""
    return f"SELECT * FROM selected\n{order_by(sort, order)}"


def over_selected(sql: str, filters: Filters, **others: Named) -> str:
    """A statement over `selected` as the pages ask it, written out for readers to run."""
    values = filters_named(filters) | others
    return f"{filled_in(selected(filters), values)}\n{filled_in(sql, values)};"


def filled_in(sql: str, values: Mapping[str, Named]) -> str:
    """A statement with its named parameters written out, for readers to run."""
    return re.sub(r"\$(\w+)", lambda name: literal(values[name[1]]), dedent(sql).strip())


def literal(value: Named) -> str:
    """A value as DuckDB writes it: text in quotes, lists in brackets, None as NULL."""
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    if isinstance(value, tuple):
        return f"[{', '.join(literal(each) for each in value)}]"
    return str(value)
