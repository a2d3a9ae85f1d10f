"""All that is known of one entry beside its comparison groups: what its page and its brief show."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from dashboard.parameters.pages import ProfileParameters
from dashboard.query import comparison
from dashboard.query.comparison import BENCHMARKS, GROUP_PLACE, Entry, Group, RateClass
from dashboard.query.database import fetch, query

# The benchmarks of one entry, with whether it lists the category itself: one row a pair.
ROWS = f"""
    SELECT own.entry_id, category_id, label, own.listed, comparison_group, group_name,
           listed_count, entries
    FROM ({BENCHMARKS}) AS benchmark
    JOIN offer AS own USING (category_id)
    WHERE own.edition = $edition AND list_contains($entry::VARCHAR[], own.entry_id)
    ORDER BY {GROUP_PLACE},
             (SELECT position FROM category WHERE category.category_id = own.category_id)
"""


class Twin(NamedTuple):
    """Another entry, and the labels of the categories in which it differs."""

    differing: int  # in how many categories (Hamming distance)
    entry_id: str
    entry: str
    also_lists: tuple[str, ...]
    does_not_list: tuple[str, ...]


@dataclass(frozen=True)
class Profile:
    """One entry beside its groups and its twins."""

    entry: Entry
    group: Group | None  # the chosen comparison group; None when it is empty
    groups: list[Group]  # the chosen one first
    twins: list[Twin]  # the nearest first
    classes: list[RateClass]
    notes: pd.DataFrame  # the columns of `comparison.notes_on`

    @property
    def gaps(self) -> list[str]:
        """The categories that the entry does not list and most of the chosen group does.

        What most of the group lists comes first.
        """
        if not (group := self.group):
            return []
        gaps = [
            category
            for category, listed in self.entry.listed.items()
            if not listed and group.listed[category] * 2 > group.entries
        ]
        return sorted(gaps, key=lambda category: -group.listed[category])

    @cached_property
    def bands(self) -> dict[int, int]:
        """How many other entries differ in how many categories, the nearest first."""
        return dict(sorted(Counter(twin.differing for twin in self.twins).items()))

    @property
    def near(self) -> list[Twin]:
        """The twins in the nearest bands, always whole: the same, and the nearest other."""
        return [twin for twin in self.twins if twin.differing in self._nearest]

    @property
    def further(self) -> dict[int, int]:
        """The bands that are not among the nearest."""
        return {n: entries for n, entries in self.bands.items() if n not in self._nearest}

    @property
    def _nearest(self) -> list[int]:
        return list(self.bands)[: 2 if 0 in self.bands else 1]


def rows(edition: str, entry_id: str, peers: Sequence[str] = ()) -> pd.DataFrame:
    """Whether an entry lists each category, beside each of its comparison groups.

    Columns: entry_id, category_id, label, listed, comparison_group, group_name, listed_count,
    entries; groups as in `comparison.groups`, categories in the published order.
    """
    return query(ROWS, edition=edition, entry=(entry_id,), peer=tuple(peers))


def profile_of(asked: ProfileParameters, edition: str) -> Profile:
    """Everything about the entry asked for. Raises ValueError for one that is not there."""
    own = (asked.entry,)
    [entry] = comparison.entries(edition, own)
    groups = comparison.groups(edition, own, asked.peer)
    return Profile(
        entry=entry,
        group=next((group for group in groups if group.key == asked.group), None),
        groups=sorted(groups, key=lambda group: group.key != asked.group),
        twins=twins(edition, asked.entry),
        classes=comparison.rate_classes(edition),
        notes=comparison.notes_on(edition, own),
    )


def twins(edition: str, entry_id: str) -> list[Twin]:
    """Every other entry by how many categories it differs in; the nearest first, ties by name."""
    return fetch(
        Twin,
        """
        SELECT count(*) FILTER (own.listed <> other.listed) AS differing,
               entry.entry_id, entry.entry,
               coalesce(list(label ORDER BY position) FILTER (other.listed AND NOT own.listed), [])
                   AS also_lists,
               coalesce(list(label ORDER BY position) FILTER (own.listed AND NOT other.listed), [])
                   AS does_not_list
        FROM offer AS own
        JOIN offer AS other USING (edition, category_id)
        JOIN category USING (category_id)
        JOIN entry ON entry.entry_id = other.entry_id
        WHERE edition = $edition AND own.entry_id = $entry AND other.entry_id <> $entry
        GROUP BY entry.entry_id, entry.entry
        ORDER BY differing, entry.entry
        """,
        edition=edition,
        entry=entry_id,
    )
