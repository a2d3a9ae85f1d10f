"""The published matrix, read a second time with pandas alone: what tests expect comes from here."""

import unicodedata
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

DATA = Path(__file__).parents[1] / "data"
CATEGORIES = tuple(pd.read_csv(DATA / "reference" / "categories.csv")["category_id"])
COLUMNS = (
    "edition",
    "entry_id",
    "entry",
    "published_name",
    "region",
    "authority_type",
    "ons_codes",
    *CATEGORIES,
    "categories_listed",
    "cla_rate_per_10k",
    "ofsted_rating",
    "ofsted_as_published",
)
GRADES = {
    "Outstanding": ["Outstanding"],
    "Good": ["Good"],
    "Requires improvement": ["Requires improvement"],
    "Requires improvement to be good": ["Requires improvement"],
    "Inadequate": ["Inadequate"],
    "Outstanding/ Good": ["Outstanding", "Good"],
    "Requires improvement/inadequate": ["Requires improvement", "Inadequate"],
    "Requires improvement/i nadequate": ["Requires improvement", "Inadequate"],
    "None (new LA?)": ["Not rated"],
}


@cache
def published_matrix() -> pd.DataFrame:
    """The 150 entries with COLUMNS, and `grades` as a list, by name. Do not change it in place."""
    matrix = _printed_rows()
    for category in CATEGORIES:
        matrix[category] = matrix[category].isin(["Y", "Y - nurse"])
    matrix["cla_rate_per_10k"] = pd.to_numeric(matrix["cla_rate_per_10k"].replace("Unknown", None))
    matrix["categories_listed"] = matrix[list(CATEGORIES)].sum(axis=1)
    matrix["grades"] = matrix["ofsted_as_published"].map(GRADES)
    matrix["ofsted_rating"] = matrix["grades"].str.join(" / ")
    matrix["edition"] = "2022-05"
    names = _reference("entry_names").set_index("published_name")["entry_id"]
    matrix["entry_id"] = matrix["published_name"].map(names)
    places = pd.DataFrame(_place(*row) for row in _reference("entries").itertuples(index=False))
    matrix = matrix.merge(places, on="entry_id", validate="1:1")
    return matrix.sort_values("entry", ignore_index=True)[[*COLUMNS, "grades"]]


def _printed_rows() -> pd.DataFrame:
    rows: list[list[str]] = []
    text = (DATA / "raw" / "offer_matrix_2022-05.tsv").read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:
        name, *values = line.split("\t")
        if name and not any(values):  # the second half of a name that is printed over two rows
            rows[-1][0] += f" {name}"
        elif name and not name.startswith("---"):
            rows.append([name, *values])
    columns = ["published_name", *CATEGORIES, "cla_rate_per_10k", "ofsted_as_published"]
    return pd.DataFrame(rows, columns=columns)


def _reference(name: str) -> pd.DataFrame:
    return pd.read_csv(DATA / "reference" / f"{name}.csv", dtype=str, keep_default_na=False)


def _place(entry_id: str, entry: str, ons_codes: str, region: str, kind: str) -> dict[str, object]:
    if ons_codes:
        authorities = {row["ons_code"]: row for row in records(_reference("authorities_2022"))}
        place = authorities[ons_codes.split(";")[0]]
        region, kind = place["region"], place["authority_type"]
    return {
        "entry_id": entry_id,
        "entry": entry,
        "ons_codes": ons_codes,
        "region": region,
        "authority_type": kind,
    }


def entries_that(
    region: Collection[str] = (),
    rating: Collection[str] = (),
    type: Collection[str] = (),
    has: Collection[str] = (),
    without: Collection[str] = (),
    match: str = "all",
    cla_min: int | None = None,
    cla_max: int | None = None,
    listed_min: int | None = None,
    listed_max: int | None = None,
    q: str = "",
    edition: str = "",
) -> pd.DataFrame:
    """The entries of the published matrix that these filters ask for, looked at one by one."""

    def asked_for(row: dict[str, Any]) -> bool:
        listed = [row[category] for category in has]
        rate, number = row["cla_rate_per_10k"], row["categories_listed"]
        return (
            (not region or row["region"] in region)
            and (not rating or any(grade in rating for grade in row["grades"]))
            and (not type or row["authority_type"] in type)
            and (not has or (any(listed) if match == "any" else all(listed)))
            and not any(row[category] for category in without)
            and (cla_min is None or rate >= cla_min)  # an unknown rate, NaN, is never within
            and (cla_max is None or rate <= cla_max)
            and (listed_min is None or number >= listed_min)
            and (listed_max is None or number <= listed_max)
            and (plain(q) in plain(row["entry"]) or plain(q) in plain(row["published_name"]))
            and edition in ("", row["edition"])
        )

    rows = published_matrix()
    return rows.iloc[[i for i, row in enumerate(records(rows)) if asked_for(row)]]


def records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows one by one, each value by the name of its column."""
    return [{str(name): value for name, value in row.items()} for row in rows.to_dict("records")]


def plain(text: str) -> str:
    """The text in lower case, without accents."""
    letters = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
