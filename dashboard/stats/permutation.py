"""What chance alone would give: values shuffled among groups, and groups drawn again.

For medians by SciPy, which takes the values one by one; for trends by tables of counts, which is
the same and hundreds of times faster where many values are alike.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dashboard.stats.associations import (
    CONFIDENCE,
    Association,
    normal_quantile,
    smallest_detectable,
)
from dashboard.stats.checks import finite_numbers, whole_number

RESAMPLES = 10_000
SEED = 202205

Counts = NDArray[np.int64]
"""A table of counts (group by value), or a stack of them (table by group by value)."""

Effects = NDArray[np.float64]
"""The effect of one table (no dimension), or of each of a stack (one dimension)."""


def permutation_median_difference(
    x: ArrayLike, y: ArrayLike, resamples: int = RESAMPLES, seed: int = SEED
) -> Association:
    """median(x) - median(y), with a two-sided permutation p-value and a 95% bootstrap interval.

    Both by SciPy. The permutation test (Fisher 1935, Design of Experiments, chapter 3) goes through
    all divisions of the values where there are at most `resamples`, and else counts the observed
    one in (Phipson and Smyth 2010, Stat. Appl. Genet. Mol. Biol. 9). It tests that the groups are
    alike altogether: equal medians with very unequal spread can be told apart too (Chung and
    Romano 2013, Ann. Stat. 41). The interval has the percentiles of medians of each group drawn
    again (Efron 1979, Ann. Stat. 7); with fewer than five values in a group it is too narrow. On
    the skewed CLA rates the smallest detectable difference is met with 70% to 85% power.
    """
    from scipy import stats

    samples = finite_numbers("x", x, least=2), finite_numbers("y", y, least=2)
    repeats = whole_number("resamples", resamples, least=1)
    rng = np.random.default_rng(whole_number("seed", seed))
    shuffled = stats.permutation_test(samples, _median_difference, n_resamples=repeats, rng=rng)
    drawn = stats.bootstrap(
        samples,
        _median_difference,
        n_resamples=repeats,
        method="percentile",
        confidence_level=CONFIDENCE,
        rng=rng,
    )
    effect = float(shuffled.statistic)
    low, high = map(float, drawn.confidence_interval)
    return Association(
        test="permutation of the difference of medians",
        sizes=(len(samples[0]), len(samples[1])),
        statistic=effect,
        effect_name="difference of medians",
        effect=effect,
        low=low,
        high=high,
        p_value=float(shuffled.pvalue),
        smallest_detectable=smallest_detectable(float(np.std(shuffled.null_distribution))),
    )


class Resampled(NamedTuple):
    """An effect of a table, with what shuffling and drawing again say about it."""

    effect: float
    low: float
    high: float
    p_value: float
    smallest_detectable: float


def resampled_effect(
    table: Counts, effect_of: Callable[[Counts], Effects], resamples: int, seed: int
) -> Resampled:
    """Permutation p-value and 95% bootstrap interval of an effect of a table (group by value).

    `effect_of` takes one table or a stack of them and gives effects from -1 to 1. A two-sided
    p-value that counts the observed table in: (b + 1) / (m + 1) where b of m shuffled tables were
    as far from 0 (Phipson and Smyth 2010, Stat. Appl. Genet. Mol. Biol. 9). The interval is
    normal, with the standard error of groups drawn again.
    """
    repeats = whole_number("resamples", resamples, least=1)
    rng = np.random.default_rng(whole_number("seed", seed))
    effect = float(effect_of(table))
    shuffled = effect_of(_shuffled(table, repeats, rng))
    as_far = int(np.sum(np.abs(shuffled) >= abs(effect) - 1e-12))
    margin = normal_quantile(CONFIDENCE) * float(np.std(effect_of(_drawn(table, repeats, rng))))
    return Resampled(
        effect=effect,
        low=max(-1.0, effect - margin),
        high=min(1.0, effect + margin),
        p_value=(as_far + 1) / (repeats + 1),
        smallest_detectable=smallest_detectable(float(np.std(shuffled))),
    )


def _shuffled(table: Counts, repeats: int, rng: np.random.Generator) -> Counts:
    """A stack of tables as they come about when values are dealt out to the groups anew.

    To shuffle values among groups is to draw tables with the same margins (Patefield 1981,
    Appl. Stat. 30).
    """
    from scipy import stats

    sizes: Counts = table.sum(axis=1)
    totals: Counts = table.sum(axis=0)
    tables: Counts = stats.random_table.rvs(sizes, totals, size=repeats, random_state=rng)
    return tables


def _drawn(table: Counts, repeats: int, rng: np.random.Generator) -> Counts:
    """A stack of tables with each group drawn again from its own values.

    One entry of the average mix joins each group before it is drawn again. Without it, a group in
    which nobody lists a category would pass for one that certainly never does.
    """
    sizes: Counts = table.sum(axis=1, keepdims=True)
    totals: Counts = table.sum(axis=0)
    mixes = (table + totals / int(totals.sum())) / (sizes + 1)
    drawn = rng.multinomial(sizes, mixes[:, np.newaxis], (len(table), repeats))
    return np.swapaxes(drawn, 0, 1)


def _median_difference(x: Effects, y: Effects, axis: int) -> Effects:
    difference: Effects = np.median(x, axis=axis) - np.median(y, axis=axis)
    return difference
