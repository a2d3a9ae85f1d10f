"""The questions asked of the quality notes, one SQL statement each."""

from collections.abc import Sequence

import pandas as pd

from dashboard.database import query

NOTES = """
    SELECT quality_note.*, entry.entry FROM quality_note LEFT JOIN entry USING (entry_id)
    WHERE (len($kinds::VARCHAR[]) = 0 OR list_contains($kinds::VARCHAR[], kind))
      AND contains(coalesce(strip_accents(lower(entry || chr(10) || published_name)), ''),
                   strip_accents(lower($name)))
    ORDER BY entry.entry IS NOT NULL, entry.entry, note_id
"""


def note_kinds() -> tuple[str, ...]:
    """The kinds of quality notes, most frequent first."""
    rows = query("SELECT kind FROM quality_note GROUP BY kind ORDER BY count(*) DESC, kind")
    return tuple(rows["kind"])


def notes_found(kinds: Sequence[str], name: str) -> pd.DataFrame:
    """The quality notes of these kinds (all when none) on entries whose name contains `name`.

    The columns of quality_note, and entry; notes on the whole matrix first. With a name asked for,
    these are left out: they are about no entry.
    """
    return query(NOTES, kinds=tuple(kinds), name=name)
