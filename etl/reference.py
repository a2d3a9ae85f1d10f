"""The project's own reference tables in `data/reference/`: names to codes, grades, notes, pins."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from etl.problems import InputRefused, Problem, quoted
from etl.sources import DATA

NAMED_ONCE = {  # by table, the column whose value stands in one row: others are looked up by it
    "authorities_2022": "ons_code",
    "categories": "published_label",
    "entries": "entry_id",
    "entry_names": "published_name",
}


@dataclass(frozen=True)
class Reference:
    """Every reference table, one attribute per file, all cells as text (blank is missing)."""

    authorities: pd.DataFrame  # ons_code, name, region, authority_type
    categories: pd.DataFrame  # category_id, position, label, description, published_label
    entries: pd.DataFrame  # entry_id, entry, ons_codes (';' between), region, authority_type
    entry_names: pd.DataFrame  # published_name, entry_id
    ofsted_grades: pd.DataFrame  # as_published, rating: one row per grade
    quality_notes: pd.DataFrame  # the columns of table quality_note
    published_figures: pd.DataFrame  # table published_figure, without the computed values
    pins: pd.DataFrame  # edition, pin, expected, query
    evidence: pd.DataFrame  # the columns of table evidence


def read_reference(data: Path = DATA) -> Reference:
    """Read every reference table. Raises InputRefused when what names a row names two."""
    problems: list[Problem] = []

    def table(name: str) -> pd.DataFrame:
        rows = pd.read_csv(
            data / "reference" / f"{name}.csv", dtype="str", keep_default_na=False, na_values=[""]
        )
        problems.extend(_named_again(rows, f"data/reference/{name}.csv", NAMED_ONCE.get(name)))
        return rows

    reference = Reference(
        authorities=table("authorities_2022"),
        categories=table("categories"),
        entries=table("entries"),
        entry_names=table("entry_names"),
        ofsted_grades=table("ofsted_grades"),
        quality_notes=table("quality_notes"),
        published_figures=table("published_figures"),
        pins=table("pins"),
        evidence=table("evidence"),
    )
    if problems:
        raise InputRefused(problems)
    return reference


def _named_again(rows: pd.DataFrame, file: str, column: str | None) -> list[Problem]:
    if column is None:
        return []
    again = rows.loc[rows[column].duplicated(), column]
    return [Problem(file, f"{quoted(name)} again", "each once", column=column) for name in again]
