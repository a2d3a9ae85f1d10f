"""The recorded evidence, read with pandas alone: what tests of the evidence expect comes from here.

The rows keep their blanks as empty texts.
"""

from collections.abc import Collection
from functools import cache

import pandas as pd

from tests.published import CATEGORIES, DATA, plain

SEARCHED = ("finding", "population", "place", "context", "mechanism", "outcome")
FIVE = ("barking-and-dagenham", "liverpool", "stockport", "surrey", "worcestershire")


@cache
def evidence() -> pd.DataFrame:
    """Every recorded finding. Do not change it in place."""
    rows = pd.read_csv(DATA / "reference" / "evidence.csv", dtype=str, keep_default_na=False)
    bears_on = rows["categories"].map(lambda c: set(c.split(";")) & set(CATEGORIES))
    return rows.assign(bears_on=bears_on)


def quality_notes() -> pd.DataFrame:
    """Every quality note."""
    return pd.read_csv(DATA / "reference" / "quality_notes.csv", dtype=str, keep_default_na=False)


def findings_that(
    source: Collection[str] = (),
    kind: Collection[str] = (),
    level: Collection[str] = (),
    category: Collection[str] = (),
    nation: Collection[str] = (),
    year: Collection[str] = (),
    text: str = "",
    participants: str = "folded",
) -> set[str]:
    """The ids of the findings that these filters ask for, looked at one by one."""
    found = set()
    for row in evidence().to_dict("records"):
        words = plain(" ".join(row[column] for column in SEARCHED))
        if (
            (not source or row["source_id"] in source)
            and (not kind or row["kind"] in kind)
            and (not level or row["level"] in level)
            and (not category or row["bears_on"] & set(category))
            and (not nation or row["nation"] in nation)
            and (not year or (row["year"] or "undated") in year)
            and all(word in words for word in plain(text).split())
            and (participants == "shown" or row["unit"] != "participants")
        ):
            found.add(row["evidence_id"])
    return found
