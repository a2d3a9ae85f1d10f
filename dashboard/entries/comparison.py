"""Entries beside each other and beside groups of entries; one SQL statement a question.

Every group is the entries that share a property with the entry in question, itself among them:
all of England, its region, its authority type, its CLA rate and the twelve nearest (all ties
taken in). The one exception is a reader's own list, which is just what the reader put on it.
"""

from collections.abc import Sequence

import pandas as pd

from dashboard.database import query

NEAREST = 12
BIN = 20  # children per 10,000, the width of a column in the distribution of rates

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
    + """
    SELECT comparison_group, group_name, category_id, label,
           count(*) FILTER (listed) AS listed_count, count(*) AS entries
    FROM member
    JOIN offer ON offer.edition = $edition AND offer.entry_id = member.entry_id
    JOIN category USING (category_id)
    GROUP BY comparison_group, group_name, category_id, label, category.position
    ORDER BY list_position(['england', 'region', 'type', 'rate', 'own'], comparison_group),
             group_name, category.position
"""
)

# The benchmarks of one entry, with whether it lists the category itself: one row a pair.
PROFILE_ROWS = f"""
    SELECT own.entry_id, category_id, label, own.listed, comparison_group, group_name,
           listed_count, entries
    FROM ({BENCHMARKS}) AS benchmark
    JOIN offer AS own USING (category_id)
    WHERE own.edition = $edition AND list_contains($entry::VARCHAR[], own.entry_id)
    ORDER BY list_position(['england', 'region', 'type', 'rate', 'own'], comparison_group),
             (SELECT position FROM category WHERE category.category_id = own.category_id)
"""


def entries(edition: str, chosen: Sequence[str]) -> pd.DataFrame:
    """The chosen entries in the order chosen; the columns of offer_matrix."""
    return query(ENTRIES, edition=edition, entry=tuple(chosen))


def benchmarks(edition: str, chosen: Sequence[str], peers: Sequence[str] = ()) -> pd.DataFrame:
    """How many of each comparison group of the chosen entries list each category.

    Columns: comparison_group (england, region, type, rate, own), group_name, category_id, label,
    listed_count, entries. No rows for `rate` unless one entry with a known rate is chosen, none
    for `own` without peers.
    """
    return query(BENCHMARKS, edition=edition, entry=tuple(chosen), peer=tuple(peers))


def profile_rows(edition: str, entry_id: str, peers: Sequence[str] = ()) -> pd.DataFrame:
    """Whether an entry lists each category, beside each of its comparison groups.

    Columns: entry_id, category_id, label, listed, comparison_group, group_name, listed_count,
    entries; groups as in `benchmarks`, categories in the published order.
    """
    return query(PROFILE_ROWS, edition=edition, entry=(entry_id,), peer=tuple(peers))


def group_summaries(edition: str, chosen: Sequence[str], peers: Sequence[str] = ()) -> pd.DataFrame:
    """Size and medians of each comparison group, and its members' names.

    Columns: comparison_group, group_name, entries, median_listed, known_rates, median_rate, names.
    """
    return query(
        MEMBERS
        + """
        SELECT comparison_group, group_name, count(*) AS entries,
               median(categories_listed) AS median_listed,
               count(rate) AS known_rates, median(rate) AS median_rate,
               list(entry ORDER BY entry) AS names
        FROM member GROUP BY comparison_group, group_name
        ORDER BY list_position(['england', 'region', 'type', 'rate', 'own'], comparison_group),
                 group_name
        """,
        edition=edition,
        entry=tuple(chosen),
        peer=tuple(peers),
    )


def offer_twins(edition: str, entry_id: str) -> pd.DataFrame:
    """Every other entry by how many of the eight categories it differs in (Hamming distance).

    Columns: differing (0 to 8), entry_id, entry, also_lists and does_not_list (labels of the
    categories in which it differs); the nearest first, ties by name.
    """
    return query(
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


def rate_distribution(edition: str) -> pd.DataFrame:
    """The known CLA rates in classes of twenty. Columns: rate_from, rate_to, entries; gaps as 0."""
    return query(
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


def rate_places(edition: str, chosen: Sequence[str]) -> pd.DataFrame:
    """Where each chosen entry's rate stands among the known rates, in the order chosen.

    Columns: entry_id, entry, rate (NULL where unknown), lower and same (how many other known rates
    are lower, or the same), known (how many rates are known).
    """
    return query(
        """
        WITH matrix AS (
            SELECT entry_id, entry, cla_rate_per_10k AS rate FROM offer_matrix
            WHERE edition = $edition
        )
        SELECT own.entry_id, own.entry, own.rate,
               count(*) FILTER (other.rate < own.rate) AS lower,
               count(*) FILTER (other.rate = own.rate AND other.entry_id <> own.entry_id) AS same,
               count(other.rate) AS known
        FROM matrix AS own CROSS JOIN matrix AS other
        WHERE list_contains($entry::VARCHAR[], own.entry_id)
        GROUP BY own.entry_id, own.entry, own.rate
        ORDER BY list_position($entry::VARCHAR[], own.entry_id)
        """,
        edition=edition,
        entry=tuple(chosen),
    )


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
