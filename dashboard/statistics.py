"""Statistics of the pages: numbers in, numbers out; method and source with each function.

A ValueError that names argument, value and expectation is raised for input that a method cannot
work with, and for a result that is not defined (the correlation with a constant).

The entries are nearly all of England's authorities, not a sample of them. Intervals and p-values
answer another question: could it look like this if chance alone had dealt out the support?
"""

import math
from typing import NamedTuple, SupportsIndex

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from dashboard.argument_checks import Numbers, finite_numbers, require, share_of_one, whole_number
from dashboard.associations import (
    Association,
    DetectableShares,
    cochran_armitage_test,
    permutation_median_difference,
    rank_correlation,
    smallest_detectable_rank_correlation,
    smallest_detectable_shares,
    trend_test,
)

__all__ = [
    "Association",
    "DetectableShares",
    "Interval",
    "benjamini_hochberg",
    "cochran_armitage_test",
    "expected_count",
    "fisher_exact",
    "holm",
    "permutation_median_difference",
    "phi_coefficient",
    "rank_correlation",
    "rogan_gladen",
    "smallest_detectable_rank_correlation",
    "smallest_detectable_shares",
    "trend_test",
    "wilson_interval",
]


class Interval(NamedTuple):
    """Lower and upper limit."""

    low: float
    high: float


def wilson_interval(
    successes: SupportsIndex, n: SupportsIndex, confidence: float = 0.95
) -> Interval:
    """Score interval of a share, good also for few entries and for shares near 0 or 1.

    Wilson (1927), J. Am. Stat. Assoc. 22; compared by Newcombe (1998), Stat. Med. 17; by
    statsmodels.
    """
    entries = whole_number("n", n, least=1)
    found = whole_number("successes", successes)
    require(found <= entries, "successes", found, f"at most n, which is {entries}")
    share_of_one("confidence", confidence, ends_included=False)
    low, high = proportion_confint(found, entries, alpha=1 - confidence, method="wilson")
    # Rounding must not leave 150 of 150 with a limit just under 1, nor 0 of 3 with one under 0.
    return Interval(float(low) if found > 0 else 0.0, float(high) if found < entries else 1.0)


def expected_count(a: SupportsIndex, b: SupportsIndex, c: SupportsIndex, d: SupportsIndex) -> float:
    """Entries expected in cell `a` of [[a, b], [c, d]] if rows and columns were independent.

    Pearson (1900), Philos. Mag. 50.
    """
    both, first, second, neither = _cells(a, b, c, d)
    return (both + first) * (both + second) / (both + first + second + neither)


def phi_coefficient(
    a: SupportsIndex, b: SupportsIndex, c: SupportsIndex, d: SupportsIndex
) -> float:
    """Correlation, from -1 to 1, of the two yes/no variables of the table [[a, b], [c, d]].

    Yule (1912), J. R. Stat. Soc. 75. With unequal margins it cannot reach 1 or -1.
    """
    cells = both, first, second, neither = _cells(a, b, c, d)
    margins = (both + first) * (second + neither) * (both + second) * (first + neither)
    require(margins > 0, "a, b, c, d", cells, "no empty row or column")
    return (both * neither - first * second) / math.sqrt(margins)


def fisher_exact(a: SupportsIndex, b: SupportsIndex, c: SupportsIndex, d: SupportsIndex) -> float:
    """Two-sided exact p-value of the table [[a, b], [c, d]].

    With the margins held fixed: the probability of all tables that are no more likely than this.
    Fisher (1935), J. R. Stat. Soc. 98; by SciPy.
    """
    both, first, second, neither = _cells(a, b, c, d)
    return float(stats.fisher_exact([[both, first], [second, neither]]).pvalue)


def benjamini_hochberg(p_values: ArrayLike) -> list[float]:
    """P-values adjusted for the false discovery rate, in the order given.

    Benjamini and Hochberg (1995), J. R. Stat. Soc. B 57; by SciPy.
    """
    raw = _p_values(p_values)
    # Rounding in the last digit must not put an adjusted value below the raw one.
    adjusted: list[float] = np.maximum(stats.false_discovery_control(raw), raw).tolist()
    return adjusted


def holm(p_values: ArrayLike) -> list[float]:
    """P-values adjusted for the chance of any false finding, in the order given.

    Holm (1979), Scand. J. Stat. 6. Statsmodels has it too, but collects garbage at each call and
    so takes a tenth of a second; the tests compare the two.
    """
    raw = _p_values(p_values)
    ascending = np.argsort(raw, kind="stable")
    times_left = raw[ascending] * np.arange(len(raw), 0, -1)
    adjusted = np.empty_like(raw)
    adjusted[ascending] = np.minimum(1, np.maximum.accumulate(times_left))
    in_order: list[float] = adjusted.tolist()
    return in_order


def rogan_gladen(share: float, missed: float, wrongly_found: float) -> float:
    """The true share behind a recorded one: (share - wrongly_found) / (1 - missed - wrongly_found).

    `missed` is the share of true offers that reviewers did not find (1 - sensitivity),
    `wrongly_found` the share of absent ones that they recorded as listed (1 - specificity).
    Rogan and Gladen (1978), Am. J. Epidemiol. 107.

    Bounds: a recorded share below `wrongly_found`, or above 1 - `missed`, cannot come about with
    these errors except by chance. The formula then leaves 0 to 1, and 0 or 1 is returned. A higher
    `missed` never lowers the true share, and a higher `wrongly_found` never raises it: for errors
    of at most m and w it lies from rogan_gladen(share, 0, w) to rogan_gladen(share, m, 0).
    """
    share_of_one("share", share)
    share_of_one("missed", missed)
    share_of_one("wrongly_found", wrongly_found)
    # 0.9 + 0.1 is 1 however it is rounded; to divide by the remainder would be to divide by noise.
    told_apart = round(1 - missed - wrongly_found, 12)
    expected = "less than 1 (from 1 on, the record says nothing about the offer)"
    require(told_apart > 0, "missed + wrongly_found", missed + wrongly_found, expected)
    return min(1.0, max(0.0, (share - wrongly_found) / told_apart))


def _cells(
    a: SupportsIndex, b: SupportsIndex, c: SupportsIndex, d: SupportsIndex
) -> tuple[int, int, int, int]:
    cells = (
        whole_number("a", a),
        whole_number("b", b),
        whole_number("c", c),
        whole_number("d", d),
    )
    require(sum(cells) > 0, "a + b + c + d", 0, "at least one entry in the table")
    return cells


def _p_values(p_values: ArrayLike) -> Numbers:
    raw = finite_numbers("p_values", p_values)
    for at, p_value in enumerate(raw):
        share_of_one(f"p_values[{at}]", float(p_value))
    return raw
