"""Why an entry is not among those found: the conditions of the filters, and who fails just one.

A condition is what a reader would call one filter: all the regions chosen together, each category
asked for, both ends of the CLA rate. What is found without a condition and not with it fails that
condition only, so the near misses of a condition are also what relaxing it would add.
"""

from dataclasses import dataclass, replace
from enum import Enum

import pandas as pd

from dashboard.parameters.shared import Filters
from dashboard.query import matrix
from dashboard.vocabulary import Vocabulary


class Asked(Enum):
    """What a condition asks of an entry; the value is the parameter that carries it."""

    REGION = "region"
    RATING = "rating"
    TYPE = "type"
    LISTS = "has"
    LISTS_ANY = "match"
    DOES_NOT_LIST = "without"
    RATE = "cla_min"
    NUMBER = "listed_min"
    NAME = "q"


@dataclass(frozen=True)
class Condition:
    """One condition of the filters, and the filters without it.

    `categories` are those that it is about, `alone` whether it is the only one of its sort.
    """

    asked: Asked
    without_it: Filters
    categories: tuple[str, ...] = ()
    alone: bool = True


@dataclass(frozen=True)
class NearMisses:
    """The entries that fail one condition and meet all others: rows of offer_matrix, by name."""

    condition: Condition
    rows: pd.DataFrame


def near_misses(filters: Filters, vocabulary: Vocabulary) -> list[NearMisses]:
    """The near misses of every condition, most first; a condition that nobody fails has none."""
    found = set(matrix.rows(filters)["entry_id"])
    missed = []
    for condition in conditions(filters, vocabulary):
        relaxed = matrix.rows(condition.without_it)
        missed.append(NearMisses(condition, relaxed[~relaxed["entry_id"].isin(found)]))
    return sorted(missed, key=lambda misses: -len(misses.rows))


def conditions(filters: Filters, vocabulary: Vocabulary) -> list[Condition]:
    """Every condition of the filters, in their order."""
    found = [
        Condition(asked, filters.cleared(asked.value))
        for asked, is_set in (
            (Asked.REGION, filters.region),
            (Asked.RATING, filters.rating),
            (Asked.TYPE, filters.type),
        )
        if is_set
    ]
    found += _of_categories(filters)
    if filters.bounds_rate():
        found.append(Condition(Asked.RATE, filters.without_rate_bounds()))
    if filters.bounds_number():
        found.append(Condition(Asked.NUMBER, filters.cleared("listed_min", "listed_max")))
    if filters.q:
        found.append(Condition(Asked.NAME, filters.cleared("q")))
    return [replace(each, without_it=each.without_it.normalised(vocabulary)) for each in found]


def _of_categories(filters: Filters) -> list[Condition]:
    if filters.match == "any":
        found = [Condition(Asked.LISTS_ANY, filters.cleared("has"), filters.has)]
    else:
        alone = len(filters.has) == 1
        found = [
            Condition(Asked.LISTS, replace(filters, has=_others(filters.has, each)), (each,), alone)
            for each in filters.has
        ]
    return found + [
        Condition(
            Asked.DOES_NOT_LIST,
            replace(filters, without=_others(filters.without, each)),
            (each,),
        )
        for each in filters.without
    ]


def _others(categories: tuple[str, ...], category: str) -> tuple[str, ...]:
    return tuple(each for each in categories if each != category)
