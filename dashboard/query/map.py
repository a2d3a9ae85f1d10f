"""The question that the map asks: what is known of each authority."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import Any

import pandas as pd

from dashboard.parameters.shared import Filters
from dashboard.query.database import cached
from dashboard.query.metadata import vocabulary
from dashboard.query.where import asked, fetch_asked


class Standing(Enum):
    """How an authority stands to the filters; the values are the words for it."""

    WITHIN = "within"
    OUTSIDE = "outside"
    NOT_REVIEWED = "not reviewed"


@dataclass(frozen=True)
class Entry:
    """What is known of one entry, and whether the filters find it."""

    entry_id: str
    entry: str
    region: str
    listed: frozenset[str]  # ids of categories
    rate: int | None  # children looked after per 10,000; None where it is unknown
    rating: str
    matches: bool


@dataclass(frozen=True)
class Authority:
    """An authority and the entries that cover it, by name: none where it was not reviewed."""

    ons_code: str
    name: str
    region: str
    entries: tuple[Entry, ...]

    @property
    def standing(self) -> Standing:
        """Within the filters when they find any of its entries."""
        if not self.entries:
            return Standing.NOT_REVIEWED
        found = any(entry.matches for entry in self.entries)
        return Standing.WITHIN if found else Standing.OUTSIDE


@cached(most=32)
def authority_values(filters: Filters) -> tuple[Authority, ...]:
    """Every authority by name, each with all entries that cover it, whatever the filters."""
    rows = asked(
        """
        SELECT authority.ons_code, authority.name, authority.region AS area_region,
               selected.entry_id IS NOT NULL AS matches, offer_matrix.*
        FROM authority
        LEFT JOIN entry_authority USING (ons_code)
        LEFT JOIN offer_matrix
               ON offer_matrix.entry_id = entry_authority.entry_id
              AND offer_matrix.edition = $edition
        LEFT JOIN selected ON selected.entry_id = offer_matrix.entry_id
        ORDER BY authority.name, offer_matrix.entry
        """,
        filters,
    ).to_dict("records")
    by_authority = groupby(rows, lambda row: (row["ons_code"], row["name"], row["area_region"]))
    return tuple(
        Authority(*known, tuple(_entry(row) for row in covering if not pd.isna(row["entry_id"])))
        for known, covering in by_authority
    )


def _entry(row: Mapping[Hashable, Any]) -> Entry:
    rate = row["cla_rate_per_10k"]
    return Entry(
        entry_id=row["entry_id"],
        entry=row["entry"],
        region=row["region"],
        listed=frozenset(category for category in vocabulary().category if row[category]),
        rate=None if pd.isna(rate) else int(rate),
        rating=row["ofsted_rating"],
        matches=bool(row["matches"]),
    )


def unplaced_entries(filters: Filters) -> list[str]:
    """Selected entries that cover no authority, so that no map shows them; by name."""
    away = "SELECT entry FROM selected WHERE ons_codes IS NULL ORDER BY entry"
    return fetch_asked(str, away, filters)
