"""Near misses in words: what each condition keeps out, and who."""

from collections.abc import Sequence

import pandas as pd

from dashboard.entries.near_misses import NearMisses
from dashboard.tables import Link, profile_link


def summary(missed: Sequence[NearMisses]) -> str:
    """How many entries fail one condition only, and which condition costs the most."""
    total = sum(len(misses.rows) for misses in missed)
    if not total:
        return (
            "No entry fails one condition only: drop two or more filters, or start again with "
            "“Clear all”."
            if len(missed) > 1
            else "Dropping the only filter adds no entry."
        )
    most = missed[0]
    entries = "entry fails" if total == 1 else "entries fail"
    return (
        f"{total} {entries} one condition only; "
        f"{len(most.rows)} of them {_agree(most.condition.near_miss, len(most.rows))}."
    )


def relaxation(misses: NearMisses) -> str:
    """What relaxing one condition would add: `Without the region filter: 14 more`."""
    return f"Without {misses.condition.filter}: {len(misses.rows)} more"


def table(missed: Sequence[NearMisses], along: str = "") -> pd.DataFrame:
    """Who fails each condition alone, with links. Columns: These, Entries, Names.

    Where a value tells by how much (a rate, a rating, a region), it stands behind the name.
    """
    some = [misses for misses in missed if len(misses.rows)]
    return pd.DataFrame(
        {
            "These": [_capital(misses.condition.near_miss) for misses in some],
            "Entries": [len(misses.rows) for misses in some],
            "Names": [_names(misses, along) for misses in some],
        }
    )


def _names(misses: NearMisses, along: str) -> list[Link]:
    links = []
    for row in misses.rows.to_dict("records"):
        link = profile_link(row, along)
        if column := misses.condition.column:
            value = row[column]
            link = link._replace(remark=f"({'unknown' if pd.isna(value) else value})")
        links.append(link)
    return links


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _agree(near_miss: str, entries: int) -> str:
    """The words for one entry or for several: `lists all but mentoring`."""
    verb, rest = near_miss.split(" ", 1)
    return f"{verb}{'es' if verb == 'match' else 's'} {rest}" if entries == 1 else near_miss
