"""Why an entry is not among those found: the conditions of a selection, and who fails just one.

A condition is what a reader would call one filter: all the regions chosen together, each category
asked for, both ends of the CLA rate. What is found without a condition and not with it fails that
condition only, so the near misses of a condition are also what relaxing it would add.
"""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from dashboard import queries
from dashboard.selection import Selection, Vocabulary, lower_first, normalised


@dataclass(frozen=True)
class Condition:
    """One condition of a selection, in words, and the selection without it.

    `filter` completes "without ..."; `near_miss` says what an entry does that fails it alone;
    `column` is the column of offer_matrix that shows by how much ("" where the words say it).
    """

    filter: str
    near_miss: str
    column: str
    without_it: Selection


@dataclass(frozen=True)
class NearMisses:
    """The entries that fail one condition and meet all others: rows of offer_matrix, by name."""

    condition: Condition
    rows: pd.DataFrame


def near_misses(selection: Selection, vocabulary: Vocabulary) -> list[NearMisses]:
    """The near misses of every condition, most first; a condition that nobody fails has none."""
    found = set(queries.matrix(selection)["entry_id"])
    missed = []
    for condition in conditions(selection, vocabulary):
        relaxed = queries.matrix(condition.without_it)
        missed.append(NearMisses(condition, relaxed[~relaxed["entry_id"].isin(found)]))
    return sorted(missed, key=lambda misses: -len(misses.rows))


def conditions(selection: Selection, vocabulary: Vocabulary) -> list[Condition]:
    """Every condition of a selection, in the order of the filters."""
    simple = (
        ("region", "the region filter", "match all but the region", "region"),
        ("rating", "the rating filter", "match all but the Ofsted rating", "ofsted_rating"),
        ("type", "the authority type filter", "match all but the authority type", "authority_type"),
    )
    found = [
        Condition(without, near_miss, column, _without(selection, name))
        for name, without, near_miss, column in simple
        if getattr(selection, name)
    ]
    found += _of_categories(selection, vocabulary)
    if selection.bounds_rate():
        without_bounds = selection.without_rate_bounds()
        near_miss = "match all but the CLA rate"
        found.append(
            Condition("the CLA rate bounds", near_miss, "cla_rate_per_10k", without_bounds)
        )
    if (selection.listed_min, selection.listed_max) != (None, None):
        unbounded = replace(selection, listed_min=None, listed_max=None)
        near_miss = "match all but the number of categories"
        number = "the bounds on the number of categories"
        found.append(Condition(number, near_miss, "categories_listed", unbounded))
    if selection.q:
        nameless = replace(selection, q="")
        found.append(Condition("the name filter", "match all but the name", "", nameless))
    return [replace(c, without_it=normalised(c.without_it, vocabulary)) for c in found]


def _without(selection: Selection, name: str) -> Selection:
    nothing: Any = {name: ()}
    return replace(selection, **nothing)


def _of_categories(selection: Selection, vocabulary: Vocabulary) -> list[Condition]:
    def words(category: str) -> str:
        return lower_first(vocabulary.category[category])

    found = []
    if selection.match == "any":
        asked = " and ".join(words(category) for category in selection.has)
        without = replace(selection, has=())
        found.append(Condition("asking for any of these", f"list none of {asked}", "", without))
    else:
        found += [
            Condition(
                f"asking for {words(category)}",
                f"list all but {words(category)}" if len(selection.has) > 1
                else f"match all but listing {words(category)}",
                "",
                replace(selection, has=tuple(c for c in selection.has if c != category)),
            )
            for category in selection.has
        ]  # fmt: skip
    found += [
        Condition(
            f"ruling out {words(category)}",
            f"match all but also list {words(category)}",
            "",
            replace(selection, without=tuple(c for c in selection.without if c != category)),
        )
        for category in selection.without
    ]
    return found
