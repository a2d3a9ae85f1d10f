"""Near misses in words: what each condition keeps out, and how many."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dashboard.query.near_misses import Asked, Condition, NearMisses
from dashboard.text.counting import plural
from dashboard.vocabulary import lower_first


class Said(NamedTuple):
    """A condition in words: `filter` completes "without ..."; the rest is of who fails it alone."""

    filter: str
    one: str  # what one entry does that fails it alone
    several: str


SAID = {
    Asked.REGION: ("the region filter", "the region"),
    Asked.RATING: ("the rating filter", "the Ofsted rating"),
    Asked.TYPE: ("the authority type filter", "the authority type"),
    Asked.RATE: ("the CLA rate bounds", "the CLA rate"),
    Asked.NUMBER: ("the bounds on the number of categories", "the number of categories"),
    Asked.NAME: ("the name filter", "the name"),
}


def said(condition: Condition, labels: Mapping[str, str]) -> Said:
    """A condition in words; `labels` are those of the categories."""
    names = " and ".join(lower_first(labels[each]) for each in condition.categories)
    if condition.asked is Asked.LISTS_ANY:
        return _agreeing("asking for any of these", "list", "", f"none of {names}")
    if condition.asked is Asked.LISTS:
        asking = f"asking for {names}"
        if condition.alone:
            return _agreeing(asking, "match", "es", f"all but listing {names}")
        return _agreeing(asking, "list", "", f"all but {names}")
    if condition.asked is Asked.DOES_NOT_LIST:
        return _agreeing(f"ruling out {names}", "match", "es", f"all but also list {names}")
    without, what = SAID[condition.asked]
    return _agreeing(without, "match", "es", f"all but {what}")


def _agreeing(without: str, verb: str, ending: str, rest: str) -> Said:
    return Said(without, f"{verb}{ending or 's'} {rest}", f"{verb} {rest}")


def summary(missed: Sequence[NearMisses], labels: Mapping[str, str]) -> str:
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
    words = said(most.condition, labels)
    agreed = words.one if len(most.rows) == 1 else words.several
    entries = plural(total, "entry fails", "entries fail")
    return f"{entries} one condition only; {len(most.rows)} of them {agreed}."


def relaxation(misses: NearMisses, labels: Mapping[str, str]) -> str:
    """What relaxing one condition would add: `Without the region filter: 14 more`."""
    return f"Without {said(misses.condition, labels).filter}: {len(misses.rows)} more"
