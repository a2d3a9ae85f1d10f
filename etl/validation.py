"""Check tables against their contracts, and say what is wrong in all of them at once."""

from collections.abc import Mapping

import pandas as pd
import pandera.pandas as pa

from etl.columns import primary_key
from etl.contracts import TABLES
from etl.problems import InputRefused, Problem, quoted


def validated(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Put every table into its contract's column order and check it, all tables in one go.

    Rows come out sorted by primary key. Raises InputRefused naming table, row, column and value.
    """
    valid, problems = {}, []
    for contract in TABLES:
        name = str(contract.name)
        if name not in tables:
            continue
        key = primary_key(contract)
        table = tables[name][list(contract.columns)].sort_values(key, ignore_index=True)
        try:
            valid[name] = contract.validate(table, lazy=True)
        except pa.errors.SchemaErrors as errors:
            problems += _problems(name, errors.failure_cases)
    if problems:
        raise InputRefused(problems)
    return valid


def _problems(name: str, failures: pd.DataFrame) -> list[Problem]:
    return [
        Problem(
            f"table {name}",
            quoted(str(value)),
            str(check),
            None if pd.isna(row) else int(row) + 1,
            str(column),
        )
        for value, check, row, column in failures[
            ["failure_case", "check", "index", "column"]
        ].itertuples(index=False)
    ]
