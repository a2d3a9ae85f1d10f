"""What is listed by whom, and together with what: shares and pairs of Provision types.

Counts come from one SQL statement each, over the entries that the shared filters select; intervals
and tests of these counts come from `dashboard.stats`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

import pandas as pd

from dashboard.parameters.shared import Filters
from dashboard.query.database import cached
from dashboard.query.where import asked, literal
from dashboard.stats import (
    Interval,
    benjamini_hochberg,
    expected_count,
    fisher_exact,
    phi_coefficient,
    wilson_interval,
)
from dashboard.stats.associations import SIGNIFICANCE
from dashboard.vocabulary import GRADES

EVERYONE = "all"  # the group of all selected entries
TWO, NOT_RATED = len(GRADES) + 1, len(GRADES) + 2  # places of what is no single grade

# Every selected entry in the group of all and, with a breakdown, in one more. Quarters are those of
# all known rates of the edition, so that filters do not move their bounds; a rate that several
# entries share is never divided between two quarters.
SHARES = f"""
    , cuts AS (
        SELECT quantile_cont(cla_rate_per_10k, [0.25, 0.5, 0.75]) AS cut
        FROM offer_matrix WHERE edition = $edition
    ), quartered AS (
        SELECT cla_rate_per_10k AS rate,
               1 + len(list_filter(cut, lambda c: cla_rate_per_10k > c)) AS quarter
        FROM offer_matrix, cuts WHERE edition = $edition
    ), quarters AS (
        SELECT quarter, format('{{}} to {{}}', min(rate), max(rate)) AS bounds, min(rate) AS lowest,
               max(rate) AS highest
        FROM quartered
        WHERE rate IS NOT NULL GROUP BY quarter
    ), grouped AS (
        SELECT edition, entry_id, 0 AS place, '{EVERYONE}' AS group_name FROM selected
        UNION ALL
        SELECT edition, entry_id,
               CASE $by
                   WHEN 'rating' THEN coalesce(nullif(list_position({literal(GRADES)},
                       ofsted_rating), 0),
                       CASE WHEN contains(ofsted_rating, ' / ') THEN {TWO} ELSE {NOT_RATED} END)
                   WHEN 'rate' THEN coalesce(quarter, 5)
                   ELSE 1 END,
               CASE $by
                   WHEN 'region' THEN region
                   WHEN 'type' THEN authority_type
                   WHEN 'rating' THEN CASE WHEN contains(ofsted_rating, ' / ')
                       THEN 'Two grades printed' ELSE ofsted_rating END
                   WHEN 'rate' THEN coalesce(bounds, 'Unknown') END
        FROM selected
        LEFT JOIN quarters ON cla_rate_per_10k BETWEEN lowest AND highest
        WHERE $by <> 'none'
    )
    SELECT group_name, category_id, label,
           count(*) FILTER (listed) AS listed_count, count(*) AS entries,
           listed_count / entries AS share
    FROM grouped JOIN offer USING (edition, entry_id) JOIN category USING (category_id)
    GROUP BY place, group_name, category_id, label, position
    ORDER BY place, group_name, position
"""

# First those that are listed together most more often than chance would give.
PAIRS = """
    SELECT one.category_id AS first_id, one.label AS first,
           two.category_id AS second_id, two.label AS second,
           count(*) FILTER (a.listed AND b.listed) AS "both",
           count(*) FILTER (a.listed AND NOT b.listed) AS first_only,
           count(*) FILTER (b.listed AND NOT a.listed) AS second_only,
           count(*) FILTER (NOT a.listed AND NOT b.listed) AS neither,
           count(*) AS entries
    FROM selected
    JOIN offer AS a USING (edition, entry_id)
    JOIN offer AS b USING (edition, entry_id)
    JOIN category AS one ON one.category_id = a.category_id
    JOIN category AS two ON two.category_id = b.category_id
    WHERE one.position < two.position
    GROUP BY one.category_id, one.label, one.position, two.category_id, two.label, two.position
    ORDER BY ("both" + first_only) * ("both" + second_only) / entries - "both",
             one.position, two.position
"""


class Share(NamedTuple):
    """How many entries of a group list a category, with the interval of the share (of 1)."""

    group_name: str
    category_id: str
    label: str
    listed_count: int
    entries: int
    share: float
    low: float
    high: float

    def leaves_out(self, share: float) -> bool:
        """Whether the interval leaves out another share."""
        return self.low > share or self.high < share


@dataclass(frozen=True)
class Shares:
    """The shares of all selected entries, and of each group by name; categories as published."""

    by: str
    everyone: list[Share]
    groups: dict[str, list[Share]]

    def beside_all(self) -> list[tuple[Share, Share]]:
        """Each share of each group, with that of all selected entries."""
        return [pair for of in self.groups.values() for pair in zip(of, self.everyone, strict=True)]

    def apart(self) -> int:
        """How many intervals of groups leave out the share of all."""
        return sum(share.leaves_out(of_all.share) for share, of_all in self.beside_all())

    def apart_by_chance(self) -> float:
        """How many of them would if chance alone made the groups differ."""
        return len(self.beside_all()) * SIGNIFICANCE


class Together(Enum):
    """Whether two categories are listed together as often as chance would give."""

    NOT_TESTED = auto()
    AS_BY_CHANCE = auto()
    MORE_OFTEN = auto()
    LESS_OFTEN = auto()


class Pair(NamedTuple):
    """Two categories: how many entries list both, one, neither; and what a test says of it.

    `expected` is how many would list both if the two were independent. The last three are None
    where all or none of the entries list one of the two.
    """

    first_id: str
    first: str
    second_id: str
    second: str
    both: int
    first_only: int
    second_only: int
    neither: int
    entries: int
    expected: float
    phi: float | None
    p_value: float | None
    adjusted_p: float | None

    @property
    def together(self) -> Together:
        """How often they are listed together, by the adjusted p-value."""
        if self.adjusted_p is None:
            return Together.NOT_TESTED
        if self.adjusted_p >= SIGNIFICANCE:
            return Together.AS_BY_CHANCE
        return Together.MORE_OFTEN if self.both > self.expected else Together.LESS_OFTEN


def category_shares(filters: Filters, by: str) -> pd.DataFrame:
    """How many entries of each group list each category, with a 95% Wilson interval.

    The first group, `all`, is every selected entry. Columns: group_name, category_id, label,
    listed_count, entries, share, low, high (of 1); groups in their order, categories as published.
    """
    counts = asked(SHARES, filters, by=by)
    pairs = zip(counts["listed_count"], counts["entries"], strict=True)
    limits = [_interval(int(listed), int(entries)) for listed, entries in pairs]
    return counts.join(pd.DataFrame(limits, columns=["low", "high"], dtype="float64"))


def shares(filters: Filters, by: str) -> Shares:
    """The same for reading: all selected entries, then each group of the breakdown."""
    groups: dict[str, list[Share]] = {}
    for row in category_shares(filters, by).itertuples(index=False, name=None):
        share = Share(*row)
        groups.setdefault(share.group_name, []).append(share)
    return Shares(by, groups.pop(EVERYONE, []), groups)


@cached(most=8192)
def _interval(listed: int, entries: int) -> Interval:
    return wilson_interval(listed, entries)


@cached(most=128)
def category_pairs(filters: Filters) -> pd.DataFrame:
    """How often each two categories are listed together, and how often by chance.

    Columns: first_id, first, second_id, second, both, first_only, second_only, neither (entries),
    entries, expected (entries that would list both if the two were independent), phi, p_value
    (Fisher's exact, two-sided), adjusted_p (Benjamini-Hochberg over the pairs tested). The last
    three are missing where all or none of the entries list one of the two. First those listed
    together most more often than by chance.
    """
    counts = asked(PAIRS, filters)
    cells = counts[["both", "first_only", "second_only", "neither"]].astype(int)
    tested = _tested([(a, b, c, d) for a, b, c, d in cells.itertuples(index=False, name=None)])
    columns = ["expected", "phi", "p_value", "adjusted_p"]
    return counts.join(pd.DataFrame(tested, columns=columns, dtype="float64"))


def pairs(filters: Filters) -> list[Pair]:
    """The same for reading."""
    rows = category_pairs(filters).astype(object)
    return [Pair(*row) for row in rows.where(rows.notna(), None).itertuples(index=False, name=None)]


Cells = tuple[int, int, int, int]


def _tested(tables: Sequence[Cells]) -> list[list[float]]:
    """Expected count, phi, p and adjusted p of each table; not a number where a margin is empty."""
    tested = [[expected_count(*cells), math.nan, math.nan, math.nan] for cells in tables]
    testable = [at for at, cells in enumerate(tables) if _margins(cells) > 0]
    p_values = [fisher_exact(*tables[at]) for at in testable]
    adjusted = benjamini_hochberg(p_values) if p_values else []
    for at, p_value, adjusted_p in zip(testable, p_values, adjusted, strict=True):
        tested[at][1:] = [phi_coefficient(*tables[at]), p_value, adjusted_p]
    return tested


def _margins(cells: Cells) -> int:
    """0 when all or none list one of the two."""
    both, first, second, neither = cells
    return (both + first) * (second + neither) * (both + second) * (first + neither)
