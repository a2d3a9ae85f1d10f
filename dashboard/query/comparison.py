"""Entries beside each other and beside groups of entries; one SQL statement a question.

Every group is the entries that share a property with the entry in question, itself among them:
all of England, its region, its authority type, its CLA rate and the twelve nearest (all ties
taken in). The one exception is a reader's own list, which is just what the reader put on it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from dashboard.query.database import Named, fetch, query
from dashboard.query.metadata import vocabulary
from dashboard.query.where import literal
from dashboard.vocabulary import COMPARISON_GROUPS

NEAREST = 12
BIN = 20  # children per 10,000, the width of a column in the distribution of rates
GROUP_PLACE = f"list_position({literal(tuple(COMPARISON_GROUPS))}, comparison_group)"

ENTRIES = """
    SELECT offer_matrix.*
    FROM offer_matrix
    WHERE edition = $edition AND list_contains($entry::VARCHAR[], entry_id)
    ORDER BY list_position($entry::VARCHAR[], entry_id)
"""

# The members of every comparison group of the chosen entries: comparison_group, group_name, entry.
MEMBERS = f"""
    WITH matrix AS (
        SELECT entry_id, entry, region, authority_type, categories_listed,
               cla_rate_per_10k AS rate
        FROM offer_matrix WHERE edition = $edition
    ), chosen AS (
        SELECT * FROM matrix WHERE list_contains($entry::VARCHAR[], entry_id)
    ), near AS (
        SELECT matrix.*
        FROM matrix JOIN chosen ON (SELECT count(*) FROM chosen) = 1
        WHERE matrix.rate IS NOT NULL AND chosen.rate IS NOT NULL
        QUALIFY rank() OVER (ORDER BY abs(matrix.rate - chosen.rate)) <= {NEAREST + 1}
    ), member AS (
        SELECT 'england' AS comparison_group, 'England' AS group_name, * FROM matrix
        UNION ALL
        SELECT 'region', region, * FROM matrix WHERE region IN (SELECT region FROM chosen)
        UNION ALL
        SELECT 'type', authority_type, * FROM matrix
        WHERE authority_type IN (SELECT authority_type FROM chosen)
        UNION ALL
        SELECT 'rate', (SELECT format('CLA rate {{}} to {{}}', min(rate), max(rate)) FROM near), *
        FROM near
        UNION ALL
        SELECT 'own', 'My own list', * FROM matrix WHERE list_contains($peer::VARCHAR[], entry_id)
    )
"""

BENCHMARKS = (
    MEMBERS
    + f"""
    SELECT comparison_group, group_name, category_id, label,
           count(*) FILTER (listed) AS listed_count, count(*) AS entries
    FROM member
    JOIN offer ON offer.edition = $edition AND offer.entry_id = member.entry_id
    JOIN category USING (category_id)
    GROUP BY comparison_group, group_name, category_id, label, category.position
    ORDER BY {GROUP_PLACE},
             group_name, category.position
"""
)


class RatePlace(NamedTuple):
    """Where a CLA rate stands: how many other known rates are lower, or the same."""

    rate: int | None  # None where it is unknown
    lower: int
    same: int
    known: int  # how many rates are known


class RateClass(NamedTuple):
    """How many known CLA rates are from one rate to another, both included."""

    rate_from: int
    rate_to: int
    entries: int

    def holds(self, rate: int | None) -> bool:
        """Whether a rate is in the class; an unknown one is in none."""
        return rate is not None and self.rate_from <= rate <= self.rate_to


@dataclass(frozen=True)
class Entry:
    """One entry as the matrix has it, where its rate stands, how many quality notes are on it."""

    entry_id: str
    entry: str
    published_name: str
    region: str
    authority_type: str
    ofsted_rating: str
    ofsted_as_published: str
    listed: Mapping[str, bool]  # by category
    place: RatePlace
    notes: int

    @property
    def categories_listed(self) -> int:
        """How many categories it lists."""
        return sum(self.listed.values())

    def facts(self) -> dict[str, object]:
        """What a comparison is made on: each category, then each attribute."""
        return {
            **self.listed,
            "categories_listed": self.categories_listed,
            "rate": self.place.rate,
            "ofsted_rating": self.ofsted_rating,
            "region": self.region,
            "authority_type": self.authority_type,
            "notes": self.notes,
        }


class Group(NamedTuple):
    """The entries of a comparison group; `key` is one of COMPARISON_GROUPS."""

    key: str
    name: str
    members: tuple[str, ...]  # names of the entries
    listed: Mapping[str, int]  # by category, how many of them list it
    median_listed: float
    known_rates: int
    median_rate: float | None  # None when no rate is known

    @property
    def entries(self) -> int:
        """How many entries it has."""
        return len(self.members)


def rows(edition: str, chosen: Sequence[str]) -> pd.DataFrame:
    """The chosen entries in the order chosen; the columns of offer_matrix."""
    return query(ENTRIES, edition=edition, entry=tuple(chosen))


def entries(edition: str, chosen: Sequence[str]) -> list[Entry]:
    """The chosen entries in the order chosen."""
    places, categories = rate_places(edition, chosen), vocabulary().category
    notes = Counter(notes_on(edition, chosen)["entry_id"])
    return [
        Entry(
            entry_id=str(row["entry_id"]),
            entry=str(row["entry"]),
            published_name=str(row["published_name"]),
            region=str(row["region"]),
            authority_type=str(row["authority_type"]),
            ofsted_rating=str(row["ofsted_rating"]),
            ofsted_as_published=str(row["ofsted_as_published"]),
            listed={category: bool(row[category]) for category in categories},
            place=places[row["entry_id"]],
            notes=notes[row["entry_id"]],
        )
        for row in rows(edition, chosen).to_dict("records")
    ]


def differing(compared: Sequence[Entry]) -> list[str]:
    """The facts on which the entries are not all alike."""
    facts = [each.facts() for each in compared]
    return [name for name in facts[0] if len({each[name] for each in facts}) > 1]


def groups(edition: str, chosen: Sequence[str], peers: Sequence[str] = ()) -> list[Group]:
    """The comparison groups of the chosen entries, in the order of COMPARISON_GROUPS, then by name.

    None of similar rates unless one entry with a known rate is chosen, no own list without peers.
    """
    asked: dict[str, Named] = {
        "edition": edition,
        "entry": tuple(chosen),
        "peer": tuple(peers),
    }
    of_group = query(BENCHMARKS, **asked).groupby(["comparison_group", "group_name"])
    listed = {
        group: dict(zip(counts["category_id"], map(int, counts["listed_count"]), strict=True))
        for group, counts in of_group
    }
    summaries = query(
        MEMBERS
        + f"""
        SELECT comparison_group, group_name, list(entry ORDER BY entry) AS members,
               median(categories_listed) AS median_listed,
               count(rate) AS known_rates, median(rate) AS median_rate
        FROM member GROUP BY comparison_group, group_name
        ORDER BY {GROUP_PLACE}, group_name
        """,
        **asked,
    )
    return [
        Group(
            key,
            name,
            tuple(members),
            listed[key, name],
            float(median_listed),
            int(known),
            float(median_rate) if known else None,
        )
        for key, name, members, median_listed, known, median_rate in summaries.itertuples(
            index=False, name=None
        )
    ]


def rate_classes(edition: str) -> list[RateClass]:
    """The known CLA rates in classes of twenty, from 0 up to the highest without a gap."""
    return fetch(
        RateClass,
        f"""
        WITH known AS (
            SELECT rate_per_10k // {BIN} * {BIN} AS rate_from FROM cla_rate
            WHERE edition = $edition AND rate_per_10k IS NOT NULL
        )
        SELECT rate_from, rate_from + {BIN - 1} AS rate_to, count(known.rate_from) AS entries
        FROM range(0, (SELECT max(rate_from) FROM known) + 1, {BIN}) AS class(rate_from)
        LEFT JOIN known USING (rate_from)
        GROUP BY rate_from ORDER BY rate_from
        """,
        edition=edition,
    )


def rate_places(edition: str, chosen: Sequence[str]) -> dict[str, RatePlace]:
    """For each chosen entry's id, where its rate stands among the known rates."""
    places = fetch(
        lambda entry_id, *place: (str(entry_id), RatePlace(*place)),
        """
        WITH matrix AS (
            SELECT entry_id, cla_rate_per_10k AS rate FROM offer_matrix WHERE edition = $edition
        )
        SELECT own.entry_id, own.rate,
               count(*) FILTER (other.rate < own.rate) AS lower,
               count(*) FILTER (other.rate = own.rate AND other.entry_id <> own.entry_id) AS same,
               count(other.rate) AS known
        FROM matrix AS own CROSS JOIN matrix AS other
        WHERE list_contains($entry::VARCHAR[], own.entry_id)
        GROUP BY own.entry_id, own.rate
        """,
        edition=edition,
        entry=tuple(chosen),
    )
    return dict(places)


def notes_on(edition: str, chosen: Sequence[str]) -> pd.DataFrame:
    """The quality notes about the chosen entries; the columns of quality_note, and entry."""
    return query(
        """
        SELECT quality_note.*, entry.entry FROM quality_note JOIN entry USING (entry_id)
        WHERE quality_note.edition = $edition AND list_contains($entry::VARCHAR[], entry_id)
        ORDER BY list_position($entry::VARCHAR[], entry_id), note_id
        """,
        edition=edition,
        entry=tuple(chosen),
    )
