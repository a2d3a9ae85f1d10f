"""From the printed matrix to tidy tables, through the reference tables and nothing else."""

from collections.abc import Mapping
from difflib import get_close_matches

import pandas as pd

from etl.parse import NAME, RATING
from etl.problems import Problem, quoted
from etl.reference import Reference

Tables = dict[str, pd.DataFrame]


def reference_tables(reference: Reference) -> Tables:
    """The tables that are the same for every edition: authority, category, and the notes."""
    return {
        "authority": reference.authorities,
        "category": reference.categories.astype({"position": "int64"}),
        "quality_note": reference.quality_notes.astype({"note_id": "int64"}),
        "evidence": reference.evidence.astype(
            {"year": "Int64", "value": "float64", "value_high": "float64"}
        ),
    }


def entry_tables(reference: Reference, matrices: Mapping[str, pd.DataFrame]) -> Tables:
    """The tables entry and entry_authority, for the entries of all editions together.

    An entry takes region and type from the authorities that it covers; the reference states
    them only for one that covers none. The name shown is that of the newest edition.
    """
    newest_name = {
        entry_id: name
        for edition in sorted(matrices)
        for entry_id, name in _identified(matrices[edition], reference)[
            ["entry_id", "published_name"]
        ].itertuples(index=False)
    }
    entries = reference.entries[reference.entries["entry_id"].isin(list(newest_name))]
    covered = entries[["entry_id", "ons_codes"]].dropna()
    covered = covered.assign(ons_code=covered["ons_codes"].str.split(";")).explode("ons_code")
    places = (
        covered.merge(reference.authorities, on="ons_code", validate="m:1")
        .groupby("entry_id")[["region", "authority_type"]]
        .first()
    )
    entry = entries.set_index("entry_id")
    entry = entry.assign(published_name=pd.Series(newest_name, dtype="str"))
    entry = entry.combine_first(places).reset_index()
    return {
        "entry": entry[["entry_id", "entry", "published_name", "region", "authority_type"]],
        "entry_authority": covered[["entry_id", "ons_code"]],
    }


def edition_tables(reference: Reference, matrix: pd.DataFrame, edition: str) -> Tables:
    """The tables offer, cla_rate and ofsted_rating of one edition, as published beside as used."""
    rows = _identified(matrix, reference).assign(edition=edition)
    return {
        "offer": _offer(rows),
        "cla_rate": _rates(rows),
        "ofsted_rating": _ratings(rows, reference),
    }


def harmonisation_problems(reference: Reference, matrix: pd.DataFrame, file: str) -> list[Problem]:
    """Entries that no authority is known for, entries printed twice, and grades not known."""
    known = reference.entry_names["published_name"].tolist()
    problems = []
    for row, name in matrix[["row", "published_name"]].itertuples(index=False):
        if name and name not in known:
            nearest = " or ".join(quoted(n) for n in get_close_matches(name, known, 3, 0.5))
            expected = "a name in data/reference/entry_names.csv"
            expected += f", such as {nearest}" if nearest else ""
            problems.append(Problem(file, quoted(name), expected, row, NAME))
    rows = _identified(matrix, reference)
    first = rows.groupby("entry_id")["row"].transform("first")
    for row, name, above in zip(rows["row"], rows["published_name"], first, strict=True):
        if row != above:
            found = f"{quoted(name)} again"
            problems.append(
                Problem(file, found, f"each entry once (first: row {above})", row, NAME)
            )
    grades = list(dict.fromkeys(reference.ofsted_grades["as_published"]))
    for row, grade in matrix[["row", "ofsted"]].itertuples(index=False):
        if grade and grade not in grades:
            problems.append(Problem(file, quoted(grade), f"one of {grades}", row, RATING))
    return problems


def _identified(matrix: pd.DataFrame, reference: Reference) -> pd.DataFrame:
    return matrix.merge(reference.entry_names, on="published_name", validate="m:1")


def _offer(rows: pd.DataFrame) -> pd.DataFrame:
    outside = ["row", "published_name", "cla_rate", "ofsted"]
    offer = rows.drop(columns=outside).melt(
        ["edition", "entry_id"], var_name="category_id", value_name="as_published"
    )
    return offer.assign(listed=offer["as_published"].str.startswith("Y"))


def _rates(rows: pd.DataFrame) -> pd.DataFrame:
    rate = pd.to_numeric(rows["cla_rate"].mask(rows["cla_rate"] == "Unknown")).astype("Int64")
    return pd.DataFrame(
        {
            "edition": rows["edition"],
            "entry_id": rows["entry_id"],
            "rate_per_10k": rate,
            "as_published": rows["cla_rate"],
            "status": rate.isna().map({True: "unknown", False: "reported"}),
        }
    )


def _ratings(rows: pd.DataFrame, reference: Reference) -> pd.DataFrame:
    printed = rows[["edition", "entry_id", "ofsted"]].rename(columns={"ofsted": "as_published"})
    return printed.merge(reference.ofsted_grades, on="as_published")
