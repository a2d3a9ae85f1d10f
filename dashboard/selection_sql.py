"""A selection as SQL: the one statement that pages run and that readers take away.

Only filters that are set become conditions: what is not asked costs nothing and need not be read.
The statement runs on the published database file as it runs here.
"""

import re
from collections.abc import Mapping, Sequence
from textwrap import dedent
from typing import Any

from dashboard.selection import Selection

RATINGS = ("Outstanding", "Good", "Requires improvement", "Inadequate", "Not rated")
# A rating finds an entry when any of its grades is asked for; an unknown rate is within no bound.
CONDITIONS = {
    "region": "region IN $region",
    "rating": "list_has_any(string_split(ofsted_rating, ' / '), $rating)",
    "type": "authority_type IN $type",
    "cla_min": "cla_rate_per_10k >= $cla_min",
    "cla_max": "cla_rate_per_10k <= $cla_max",
    "listed_min": "categories_listed >= $listed_min",
    "listed_max": "categories_listed <= $listed_max",
    "q": "contains(strip_accents(lower(entry || chr(10) || published_name)),\n"
    "                   strip_accents(lower($q)))",
}


def selected(selection: Selection) -> str:
    """`WITH selected AS (...)`: the rows of offer_matrix that a selection asks for.

    Its named parameters are those of `parameters`. Raises ValueError for a category that cannot
    be a column.
    """
    where = "\n      AND ".join(
        ["edition = $edition"]
        + [sql for name, sql in CONDITIONS.items() if _is_set(getattr(selection, name))]
        + _of_categories(selection)
    )
    return f"WITH selected AS (\n    SELECT * FROM offer_matrix\n    WHERE {where}\n)\n"


def parameters(selection: Selection, edition: str) -> dict[str, Any]:
    """The values of the named parameters of `selected`."""
    named = {name: getattr(selection, name) for name in CONDITIONS}
    return {"edition": edition} | {name: value for name, value in named.items() if _is_set(value)}


def order_by(sort: str, order: str) -> str:
    """The ORDER BY of a sort by one column of offer_matrix: ratings by grade, missing values last.

    Ties, and everything when sorted by `entry`, go by name.
    """
    expression = _column(sort)
    if sort == "ofsted_rating":
        grades = f"list_position({literal(RATINGS)}, grade)"
        expression = f"list_transform(string_split({sort}, ' / '), lambda grade: {grades})"
    return f"ORDER BY {expression} {'DESC' if order == 'desc' else 'ASC'} NULLS LAST, entry"


def rows_in_order(sort: str, order: str) -> str:
    """A SELECT of all columns of `selected`, sorted by one of them."""
    return f"SELECT * FROM selected\n{order_by(sort, order)}"


def over_selected(sql: str, selection: Selection, edition: str, **others: Any) -> str:
    """A statement over `selected` as the pages ask it, written out for readers to run."""
    named = parameters(selection, edition) | others
    return f"{filled_in(selected(selection), named)}\n{filled_in(sql, named)};"


def filled_in(sql: str, named: Mapping[str, Any]) -> str:
    """A statement with its named parameters written out, for readers to run."""
    return re.sub(r"\$(\w+)", lambda name: literal(named[name[1]]), dedent(sql).strip())


def literal(value: Any) -> str:
    """A value as DuckDB writes it: text in quotes, lists in brackets, None as NULL."""
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    if isinstance(value, Sequence):
        return f"[{', '.join(literal(each) for each in value)}]"
    return str(value)


def _of_categories(selection: Selection) -> list[str]:
    combined = f" {'OR' if selection.match == 'any' else 'AND'} ".join(
        _column(category) for category in selection.has
    )
    return [
        *([f"({combined})"] if combined else []),
        *(f"NOT {_column(category)}" for category in selection.without),
    ]


def _is_set(value: object) -> bool:
    return value not in ((), "", None)


def _column(name: str) -> str:
    """A column of offer_matrix. Raises ValueError for what cannot be one."""
    if not re.fullmatch("[a-z][a-z0-9_]*", name):
        raise ValueError(f"{name!r} is not a column of offer_matrix")
    return name
