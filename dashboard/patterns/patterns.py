"""What is listed by whom, and together with what: the questions of Provision types.

Counts come from one SQL statement each, over the entries that the shared filters select; intervals
and tests of these counts come from `dashboard.stats`.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache

import pandas as pd

from dashboard.queries import asked
from dashboard.selection import Selection
from dashboard.stats import (
    Interval,
    benjamini_hochberg,
    expected_count,
    fisher_exact,
    phi_coefficient,
    wilson_interval,
)

EVERYONE = "all"  # the group of all selected entries

# Every selected entry in the group of all and, with a breakdown, in one more. Quarters are those of
# all known rates of the edition, so that filters do not move their bounds; a rate that several
# entries share is never divided between two quarters.
SHARES = """
    , cuts AS (
        SELECT quantile_cont(cla_rate_per_10k, [0.25, 0.5, 0.75]) AS cut
        FROM offer_matrix WHERE edition = $edition
    ), quartered AS (
        SELECT cla_rate_per_10k AS rate,
               1 + len(list_filter(cut, lambda c: cla_rate_per_10k > c)) AS quarter
        FROM offer_matrix, cuts WHERE edition = $edition
    ), quarters AS (
        SELECT quarter, format('{} to {}', min(rate), max(rate)) AS bounds, min(rate) AS lowest,
               max(rate) AS highest
        FROM quartered
        WHERE rate IS NOT NULL GROUP BY quarter
    ), grouped AS (
        SELECT edition, entry_id, 0 AS place, 'all' AS group_name FROM selected
        UNION ALL
        SELECT edition, entry_id,
               CASE $by
                   WHEN 'rating' THEN coalesce(nullif(list_position(['Outstanding', 'Good',
                       'Requires improvement', 'Inadequate'], ofsted_rating), 0),
                       CASE WHEN contains(ofsted_rating, ' / ') THEN 5 ELSE 6 END)
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

BUNDLED = """
    , sets AS (
        SELECT entry_id,
               coalesce(list(category_id ORDER BY position) FILTER (listed), []) AS bundle,
               coalesce(list(position ORDER BY position) FILTER (listed), []) AS positions
        FROM selected JOIN offer USING (edition, entry_id) JOIN category USING (category_id)
        GROUP BY entry_id
    ), counted AS (
        SELECT bundle, positions, len(bundle) AS categories_listed, count(*) AS entries
        FROM sets GROUP BY ALL
    ), bundles AS (
        SELECT bundle, categories_listed, entries,
               sum(entries) OVER (ORDER BY entries DESC, categories_listed, positions)::BIGINT
                   AS cumulative_entries,
               sum(entries) OVER ()::BIGINT AS "of"
        FROM counted
    )
"""


def category_shares(selection: Selection, by: str) -> pd.DataFrame:
    """How many entries of each group list each category, with a 95% Wilson interval.

    The first group, `all`, is every selected entry. Columns: group_name, category_id, label,
    listed_count, entries, share, low, high (of 1); groups in their order, categories as published.
    """
    counts = asked(SHARES, selection, by=by)
    pairs = zip(counts["listed_count"], counts["entries"], strict=True)
    limits = [_interval(int(listed), int(entries)) for listed, entries in pairs]
    return counts.join(pd.DataFrame(limits, columns=["low", "high"], dtype="float64"))


@lru_cache(maxsize=8192)
def _interval(listed: int, entries: int) -> Interval:
    return wilson_interval(listed, entries)


def category_pairs(selection: Selection) -> pd.DataFrame:
    """How often each two of the eight categories are listed together, and how often by chance.

    Columns: first_id, first, second_id, second, both, first_only, second_only, neither (entries),
    entries, expected (entries that would list both if the two were independent), phi, p_value
    (Fisher's exact, two-sided), adjusted_p (Benjamini-Hochberg over the pairs tested). The last
    three are missing where all or none of the entries list one of the two. First those listed
    together most more often than by chance.
    """
    counts = asked(PAIRS, selection)
    cells = counts[["both", "first_only", "second_only", "neither"]].astype(int)
    tested = _tested_pairs(tuple(cells.itertuples(index=False, name=None)))
    columns = ["expected", "phi", "p_value", "adjusted_p"]
    return counts.join(pd.DataFrame(tested, columns=columns, dtype="float64"))


Cells = tuple[int, int, int, int]


@lru_cache(maxsize=256)
def _tested_pairs(pairs: tuple[Cells, ...]) -> list[list[float]]:
    """Expected count, phi, p and adjusted p of each pair; not a number where a margin is empty."""
    tested = [[expected_count(*cells), math.nan, math.nan, math.nan] for cells in pairs]
    testable = [at for at, cells in enumerate(pairs) if _margins(cells) > 0]
    p_values = [fisher_exact(*pairs[at]) for at in testable]
    adjusted = benjamini_hochberg(p_values) if p_values else []
    for at, p_value, adjusted_p in zip(testable, p_values, adjusted, strict=True):
        tested[at][1:] = [phi_coefficient(*pairs[at]), p_value, adjusted_p]
    return tested


def _margins(cells: Cells) -> int:
    """0 when all or none list one of the two."""
    both, first, second, neither = cells
    return (both + first) * (second + neither) * (both + second) * (first + neither)


def bundles(selection: Selection) -> pd.DataFrame:
    """The exact sets of categories that are listed, the commonest first.

    Columns: bundle (list of category ids, in the published order), categories_listed, entries,
    cumulative_entries (of this and all before it), of (entries in all).
    """
    return asked(f"{BUNDLED} SELECT * FROM bundles ORDER BY cumulative_entries", selection)


def narrowed(
    selection: Selection, categories: Collection[str], has: Sequence[str], without: Sequence[str]
) -> Selection | None:
    """The selected entries that list all of `has` and none of `without`, as shared filters.

    `categories` are all ids in their order. None where filters cannot say it: "any of these" beside
    "all of those".
    """
    asked_before = selection.has
    if selection.match == "any" and len(asked_before) > 1:
        if not set(asked_before) & set(has):
            return None
        asked_before = ()  # whoever lists all of `has` lists any of what was asked before
    return replace(
        selection,
        has=tuple(each for each in categories if each in {*asked_before, *has}),
        without=tuple(each for each in categories if each in {*selection.without, *without}),
        match="all",
    )
