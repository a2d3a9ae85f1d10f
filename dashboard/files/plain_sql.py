"""Selections as SQL that a reader can run on the published database file, and sort orders.

Pages ask with parameters (dashboard.queries); this is the same question written out, for the data
package. Tests hold that both give the same rows for any selection.
"""

import re
from collections.abc import Mapping, Sequence
from textwrap import dedent
from typing import Any

from dashboard.selection import Selection

RATINGS = ("Outstanding", "Good", "Requires improvement", "Inadequate", "Not rated")


def literal(value: Any) -> str:
    """A value as DuckDB writes it: text in quotes, lists in brackets, None as NULL."""
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    if isinstance(value, Sequence):
        return f"[{', '.join(literal(each) for each in value)}]"
    return str(value)


def filled_in(sql: str, parameters: Mapping[str, Any]) -> str:
    """A statement with its named parameters written out."""
    return re.sub(r"\$(\w+)", lambda name: literal(parameters[name[1]]), dedent(sql).strip())


def order_by(sort: str, order: str) -> str:
    """The ORDER BY of a sort by one column of offer_matrix: ratings by grade, missing values last.

    Ties, and everything when sorted by `entry`, go by name.
    """
    expression = _identifier(sort)
    if sort == "ofsted_rating":
        grades = f"list_position({literal(RATINGS)}, grade)"
        expression = f"list_transform(string_split({sort}, ' / '), lambda grade: {grades})"
    return f"ORDER BY {expression} {'DESC' if order == 'desc' else 'ASC'} NULLS LAST, entry"


def selected_rows(selection: Selection, edition: str, sort: str, order: str) -> str:
    """The statement that gives a selection's rows from the published database file."""
    return f"{_selected(selection, edition)}\n{order_by(sort, order)};"


def over_selected(sql: str, selection: Selection, edition: str, **parameters: Any) -> str:
    """A statement over `selected`, as the pages ask it, for the published database file."""
    selected = _selected(selection, edition).replace("\n", "\n    ")
    return f"WITH selected AS (\n    {selected}\n)\n{filled_in(sql, parameters)};"


def _selected(selection: Selection, edition: str) -> str:
    where = "\n  AND ".join([f"edition = {literal(edition)}", *_conditions(selection)])
    return f"SELECT *\nFROM offer_matrix\nWHERE {where}"


def _conditions(selection: Selection) -> list[str]:
    conditions = []
    if selection.region:
        conditions.append(f"region IN ({_several(selection.region)})")
    if selection.rating:
        grades = "string_split(ofsted_rating, ' / ')"
        conditions.append(f"list_has_any({grades}, {literal(selection.rating)})")
    if selection.type:
        conditions.append(f"authority_type IN ({_several(selection.type)})")
    if selection.has:
        combined = f" {'OR' if selection.match == 'any' else 'AND'} ".join(
            _identifier(category) for category in selection.has
        )
        conditions.append(f"({combined})")
    conditions += [f"NOT {_identifier(category)}" for category in selection.without]
    bounds = {
        "cla_rate_per_10k >=": selection.cla_min,
        "cla_rate_per_10k <=": selection.cla_max,
        "categories_listed >=": selection.listed_min,
        "categories_listed <=": selection.listed_max,
    }
    conditions += [f"{bound} {value}" for bound, value in bounds.items() if value is not None]
    if selection.q:
        names = "strip_accents(lower(entry || chr(10) || published_name))"
        conditions.append(f"contains({names}, strip_accents(lower({literal(selection.q)})))")
    return conditions


def _several(values: Sequence[str]) -> str:
    return ", ".join(literal(value) for value in values)


def _identifier(name: str) -> str:
    """A column's name, quoted only when it must be."""
    return name if re.fullmatch("[a-z_][a-z0-9_]*", name) else '"' + name.replace('"', '""') + '"'
