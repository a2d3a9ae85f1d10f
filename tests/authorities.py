"""Every authority with the rows of the published matrix that cover it: what the map must show."""

from functools import cache
from typing import Any

import pandas as pd

from tests.published import DATA, published_matrix, records

GREENWICH, NORTH_LINCOLNSHIRE = "E09000011", "E06000013"
BOURNEMOUTH_CHRISTCHURCH_AND_POOLE = "E06000058"
KINGSTON, RICHMOND = "E09000021", "E09000027"
NORTH_NORTHAMPTONSHIRE, WEST_NORTHAMPTONSHIRE = "E06000061", "E06000062"


@cache
def covered() -> dict[str, list[dict[str, Any]]]:
    """For each authority's ONS code its rows by name: none where it was not reviewed."""
    rows = records(published_matrix())
    return {
        code: [row for row in rows if code in row["ons_codes"].split(";")] for code in authorities()
    }


@cache
def authorities() -> dict[str, dict[str, str]]:
    """For each ONS code the name and the region of its authority."""
    read = pd.read_csv(DATA / "reference" / "authorities_2022.csv", dtype=str)
    return {
        row["ons_code"]: {"name": row["name"], "region": row["region"]} for row in records(read)
    }
