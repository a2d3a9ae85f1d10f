"""The shared filters, the same on every page that filters entries."""

import re
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from dashboard.parameters.declared import Parameters, bound, one, several, text
from dashboard.vocabulary import MATCHES, NOT_RATED, RATINGS, Vocabulary, lower_first, same

HIGHEST_RATE = 10_000


def _edition() -> str:
    return one("Edition", lambda v: v.edition, words=lambda edition: f"edition {edition}")


def _unless_newest(edition: str, vocabulary: Vocabulary) -> str:
    return "" if edition == next(iter(vocabulary.edition), "") else edition


def column(name: str) -> str:
    """A column of offer_matrix. Raises ValueError for what cannot be one."""
    if not re.fullmatch("[a-z][a-z0-9_]*", name):
        raise ValueError(f"{name!r} is not a column of offer_matrix")
    return name


def _lists(filters: "Filters") -> list[str]:
    combined = f" {'OR' if filters.match == 'any' else 'AND'} ".join(map(column, filters.has))
    return [f"({combined})"]


def _does_not_list(filters: "Filters") -> list[str]:
    return [f"NOT {column(category)}" for category in filters.without]


@dataclass(frozen=True)
class Edition(Parameters):
    """The edition alone, for what is asked of chosen entries."""

    edition: str = _edition()

    def normalised(self, vocabulary: Vocabulary) -> Self:
        """The same without the newest edition: it is the one that is meant anyway."""
        return replace(self, edition=_unless_newest(self.edition, vocabulary))


@dataclass(frozen=True)
class Filters(Parameters):
    """Which entries. A rating finds an entry when any of its grades is asked for.

    An unknown rate is within no bound.
    """

    scope: ClassVar[str] = "filter"
    everything: ClassVar[str] = "all entries"

    region: tuple[str, ...] = several(
        "Region", lambda v: v.region, lambda region: region, "region IN $region"
    )
    rating: tuple[str, ...] = several(
        "Ofsted rating",
        lambda v: same(*RATINGS),
        lambda rating: rating if rating == NOT_RATED else f"rated {rating}",
        "list_has_any(string_split(ofsted_rating, ' / '), $rating)",
    )
    type: tuple[str, ...] = several(
        "Authority type",
        lambda v: v.authority_type,
        lambda authority_type: authority_type,
        "authority_type IN $type",
    )
    has: tuple[str, ...] = several(
        "Lists", lambda v: v.category, lambda label: f"lists {lower_first(label)}", _lists
    )
    without: tuple[str, ...] = several(
        "Does not list",
        lambda v: v.category,
        lambda label: f"does not list {lower_first(label)}",
        _does_not_list,
    )
    match: str = one(
        "How the listed categories combine",
        lambda v: MATCHES,
        "all",
        lambda match: "any one of these listed",
    )
    cla_min: int | None = bound(
        "CLA rate per 10,000, at least",
        lambda v: HIGHEST_RATE,
        lambda rate: f"CLA rate {rate} per 10,000 or more",
        "cla_rate_per_10k >= $cla_min",
    )
    cla_max: int | None = bound(
        "CLA rate per 10,000, at most",
        lambda v: HIGHEST_RATE,
        lambda rate: f"CLA rate {rate} per 10,000 or less",
        "cla_rate_per_10k <= $cla_max",
    )
    listed_min: int | None = bound(
        "Number of categories listed, at least",
        lambda v: len(v.category),
        lambda number: f"{number} categories or more",
        "categories_listed >= $listed_min",
    )
    listed_max: int | None = bound(
        "Number of categories listed, at most",
        lambda v: len(v.category),
        lambda number: f"{number} categories or fewer",
        "categories_listed <= $listed_max",
    )
    q: str = text(
        "Name contains",
        lambda name: f'name contains "{name}"',
        "contains(strip_accents(lower(entry || chr(10) || published_name)),\n"
        "                   strip_accents(lower($q)))",
    )
    edition: str = _edition()

    def normalised(self, vocabulary: Vocabulary) -> Self:
        """The same without what filters nothing: one category to combine, all numbers, newest."""
        return replace(
            self,
            match=self.match if len(self.has) > 1 else "all",
            listed_min=self.listed_min or None,
            listed_max=None if self.listed_max == len(vocabulary.category) else self.listed_max,
            edition=_unless_newest(self.edition, vocabulary),
        )

    def without_rate_bounds(self) -> Self:
        """The same, whatever the CLA rate."""
        return self.cleared("cla_min", "cla_max")

    def bounds_rate(self) -> bool:
        """Whether a CLA bound is set, which leaves out entries with an unknown rate."""
        return self != self.without_rate_bounds()

    def bounds_number(self) -> bool:
        """Whether the number of categories listed is bounded."""
        return self != self.cleared("listed_min", "listed_max")
