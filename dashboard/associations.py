"""Association of two variables: effect, interval, p-value, and the smallest effect it could show.

The names that pages use are offered again by `dashboard.statistics`. Tests draw at random with a
seed, so the same numbers always give the same answer.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from dashboard.argument_checks import (
    Numbers,
    finite_numbers,
    require,
    share_of_one,
    whole_number,
)

RESAMPLES = 10_000
SEED = 202205
POWER = 0.8
SIGNIFICANCE = 0.05
CONFIDENCE = 0.95


@dataclass(frozen=True)
class Association:
    """Effect, limits and smallest detectable effect are all on the scale of `effect_name`.

    `statistic` is what the literature calls the test's statistic; `smallest_detectable` is the
    distance from 0 at which the effect would have been noticed with 80% power at 5%, two-sided
    (Bloom 1995, Evaluation Review 19: 2.8 times the standard error when there is no effect).
    """

    test: str
    sizes: tuple[int, ...]
    statistic: float
    effect_name: str
    effect: float
    low: float
    high: float
    p_value: float
    smallest_detectable: float

    @property
    def n(self) -> int:
        """How many entries took part."""
        return sum(self.sizes)


class DetectableShares(NamedTuple):
    """The nearest shares that would have been told apart; None where 0% or 100% comes first."""

    lower: float | None
    higher: float | None


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
    samples = finite_numbers("x", x, least=2), finite_numbers("y", y, least=2)
    drawing: dict[str, Any] = {
        "n_resamples": whole_number("resamples", resamples, least=1),
        "vectorized": True,
        "rng": np.random.default_rng(whole_number("seed", seed)),
    }
    shuffled = stats.permutation_test(samples, _median_difference, **drawing)
    drawn = stats.bootstrap(
        samples,
        _median_difference,
        method="percentile",
        confidence_level=CONFIDENCE,
        **drawing,
    )
    return Association(
        test="permutation of the difference of medians",
        sizes=(len(samples[0]), len(samples[1])),
        statistic=float(shuffled.statistic),
        effect_name="difference of medians",
        effect=float(shuffled.statistic),
        low=float(drawn.confidence_interval.low),
        high=float(drawn.confidence_interval.high),
        p_value=float(shuffled.pvalue),
        smallest_detectable=_detectable(float(np.std(shuffled.null_distribution))),
    )


def rank_correlation(x: ArrayLike, y: ArrayLike) -> Association:
    """Spearman's rank correlation of paired values, with mid-ranks for ties.

    Spearman (1904), Am. J. Psychol. 15; p-value from Student's t, by SciPy. The 95% interval is on
    Fisher's z scale with the standard error of Bonett and Wright (2000), Psychometrika 65.
    """
    left, right = finite_numbers("x", x, least=4), finite_numbers("y", y, least=4)
    require(len(left) == len(right), "y", f"{len(right)} values", f"{len(left)}, as in x")
    for argument, values in (("x", left), ("y", right)):
        constant = len(np.unique(values)) == 1
        require(not constant, argument, f"{values[0]:g} throughout", "values that differ")
    n = len(left)
    rho, p_value = map(float, stats.spearmanr(left, right))
    # A perfect order has no finite z: its interval shrinks to the point.
    z = math.atanh(rho) if abs(rho) < 1 else math.copysign(math.inf, rho)
    margin = _normal_quantile(CONFIDENCE) * math.sqrt((1 + rho**2 / 2) / (n - 3))
    return Association(
        test="Spearman",
        sizes=(n,),
        statistic=rho,
        effect_name="rank correlation",
        effect=rho,
        low=math.tanh(z - margin),
        high=math.tanh(z + margin),
        p_value=p_value,
        smallest_detectable=smallest_detectable_rank_correlation(n),
    )


def trend_test(
    groups: Sequence[ArrayLike], resamples: int = RESAMPLES, seed: int = SEED
) -> Association:
    """Do values rise or fall along ordered groups? Jonckheere-Terpstra, by permutation, two-sided.

    `groups` holds the values of the first group, then of the second, and so on. The statistic J
    counts the pairs of entries from two groups in which the later group has the larger value, ties
    as half (Terpstra 1952, Indag. Math. 14; Jonckheere 1954, Biometrika 41). The effect is Somers'
    d: the share of such pairs minus the share of the opposite (Somers 1962, Am. Sociol. Rev. 27).
    Above 0, later groups have larger values. With 0 and 1 as values this is a Cochran-Armitage test
    whose groups are scored by their mid-ranks, and d weighs the differences of the groups' shares.
    """
    _, table = _table_of_groups(groups)
    d, named = float(_somers_d(table)), {"test": "Jonckheere-Terpstra", "effect_name": "Somers' d"}
    statistic = float(_pairs_between_groups(table)) * (1 + d) / 2
    return _trend(table, _somers_d, resamples, seed, statistic=statistic, **named)


def cochran_armitage_test(
    groups: Sequence[ArrayLike], resamples: int = RESAMPLES, seed: int = SEED
) -> Association:
    """Does the share of 1 rise or fall along ordered groups of 0 and 1? By permutation, two-sided.

    Groups are scored 0, 1, 2 and so on. The effect is the slope of the line through their shares:
    the change of the share from one group to the next. The statistic is the usual Z, normal where
    no cell is small. Cochran (1954), Biometrics 10; Armitage (1955), Biometrics 11.
    """
    values, table = _table_of_groups(groups)
    require(values == [0, 1], "groups", f"the values {values}", "0 and 1, both")
    group_of = np.repeat(np.arange(len(table)), table.sum(1))
    share = float(table[:, 1].sum() / table.sum())
    standard_error = math.sqrt(share * (1 - share) / (np.var(group_of) * len(group_of)))
    return _trend(
        table,
        _slope_of_shares,
        resamples,
        seed,
        statistic=float(_slope_of_shares(table)) / standard_error,
        test="Cochran-Armitage",
        effect_name="change of the share per group",
    )


def smallest_detectable_rank_correlation(
    n: int, power: float = POWER, significance: float = SIGNIFICANCE
) -> float:
    """The rank correlation that n pairs would have shown with this power, two-sided.

    On Fisher's z scale, with the variance 1.06 / (n - 3) of Fieller, Hartley and Pearson (1957),
    Biometrika 44.
    """
    pairs = whole_number("n", n, least=4)
    return math.tanh(_detectable(math.sqrt(1.06 / (pairs - 3)), power, significance))


def smallest_detectable_shares(
    baseline: float, n_1: int, n_2: int, power: float = POWER, significance: float = SIGNIFICANCE
) -> DetectableShares:
    """The shares among n_2 entries that could be told from `baseline` among n_1 with this power.

    The nearest lower and the nearest higher one, two-sided: by h, the difference of
    arcsine-transformed shares. Cohen (1988), Statistical Power Analysis, chapter 6.
    """
    share_of_one("baseline", baseline)
    weight = 1 / whole_number("n_1", n_1, least=1) + 1 / whole_number("n_2", n_2, least=1)
    h = _detectable(math.sqrt(weight), power, significance)
    angle = 2 * math.asin(math.sqrt(baseline))
    lower = math.sin((angle - h) / 2) ** 2 if angle >= h else None
    higher = math.sin((angle + h) / 2) ** 2 if angle + h <= math.pi else None
    return DetectableShares(lower, higher)


def _trend(
    table: NDArray[np.int64],
    effect_of: Callable[[NDArray[Any]], Numbers],
    resamples: int,
    seed: int,
    **named: Any,
) -> Association:
    """Permutation p-value and bootstrap interval of an effect of a table (group by value)."""
    repeats = whole_number("resamples", resamples, least=1)
    rng = np.random.default_rng(whole_number("seed", seed))
    sizes, totals, effect = table.sum(1), table.sum(0), float(effect_of(table))
    # To shuffle values among groups is to draw tables with the same margins (Patefield 1981,
    # Appl. Stat. 30).
    shuffled = effect_of(stats.random_table.rvs(sizes, totals, size=repeats, random_state=rng))
    as_far = int(np.sum(np.abs(shuffled) >= abs(effect) - 1e-12))
    # One entry of the average mix joins each group before it is drawn again. Without it, a group
    # in which nobody lists a category would pass for one that certainly never does.
    mixes = (table + totals / totals.sum()) / (sizes[:, None] + 1)
    drawn = [rng.multinomial(n, mix, repeats) for n, mix in zip(sizes, mixes, strict=True)]
    margin = _normal_quantile(CONFIDENCE) * float(np.std(effect_of(np.stack(drawn, axis=1))))
    return Association(
        sizes=tuple(sizes.tolist()),
        effect=effect,
        low=max(-1.0, effect - margin),
        high=min(1.0, effect + margin),
        p_value=(as_far + 1) / (repeats + 1),
        smallest_detectable=_detectable(float(np.std(shuffled))),
        **named,
    )


def _table_of_groups(
    groups: Sequence[ArrayLike],
) -> tuple[list[float], NDArray[np.int64]]:
    """The distinct values, ascending, and the counts by group (rows) and value (columns)."""
    require(len(groups) >= 2, "groups", f"{len(groups)}", "at least two groups")
    samples = [finite_numbers(f"groups[{at}]", group) for at, group in enumerate(groups)]
    values, column = np.unique(np.concatenate(samples), return_inverse=True)
    require(len(values) >= 2, "groups", f"{values[0]:g} throughout", "values that differ")
    row = np.repeat(np.arange(len(samples)), [len(sample) for sample in samples])
    table = np.zeros((len(samples), len(values)), dtype=np.int64)
    np.add.at(table, (row, column), 1)
    return values.tolist(), table


def _pairs_between_groups(tables: NDArray[Any]) -> Numbers:
    sizes = tables.sum(-1)
    pairs: Numbers = (sizes * (np.cumsum(sizes, axis=-1) - sizes)).sum(-1)
    return pairs


def _somers_d(tables: NDArray[Any]) -> Numbers:
    """Somers' d of value given group, for one table or for each of a stack of tables."""
    earlier = np.cumsum(tables, axis=-2) - tables
    up_to_value = np.cumsum(earlier, axis=-1)
    smaller, larger = up_to_value - earlier, up_to_value[..., -1:] - up_to_value
    d: Numbers = (tables * (smaller - larger)).sum((-2, -1)) / _pairs_between_groups(tables)
    return d


def _slope_of_shares(tables: NDArray[Any]) -> Numbers:
    """Least-squares slope of the share in the second column on the group's number.

    For one table or for each of a stack of tables; each entry weighs the same.
    """
    sizes = tables.sum(-1)
    scores = np.arange(sizes.shape[-1])
    centred = scores - (sizes * scores).sum(-1, keepdims=True) / sizes.sum(-1, keepdims=True)
    slope: Numbers = (centred * tables[..., 1]).sum(-1) / (sizes * centred**2).sum(-1)
    return slope


def _median_difference(x: Numbers, y: Numbers, axis: int) -> Numbers:
    difference: Numbers = np.median(x, axis=axis) - np.median(y, axis=axis)
    return difference


def _normal_quantile(confidence: float) -> float:
    return float(stats.norm.ppf((1 + confidence) / 2))


def _detectable(
    standard_error: float, power: float = POWER, significance: float = SIGNIFICANCE
) -> float:
    share_of_one("power", power, ends_included=False)
    share_of_one("significance", significance, ends_included=False)
    return (_normal_quantile(1 - significance) + float(stats.norm.ppf(power))) * standard_error
