"""Trends: whether values or shares rise or fall along ordered groups."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from dashboard.stats.associations import Association
from dashboard.stats.checks import finite_numbers, require
from dashboard.stats.permutation import RESAMPLES, SEED, Counts, Effects, resampled_effect


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
    sizes: Counts = table.sum(axis=1)
    found = resampled_effect(table, _somers_d, resamples, seed)
    return Association(
        test="Jonckheere-Terpstra",
        sizes=tuple(sizes.tolist()),
        statistic=float(_pairs_between_groups(table)) * (1 + found.effect) / 2,
        effect_name="Somers' d",
        **found._asdict(),
    )


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
    sizes: Counts = table.sum(axis=1)
    group_of = np.repeat(np.arange(len(sizes)), sizes)
    share = float(table[:, 1].sum()) / len(group_of)
    spread = float(np.var(group_of)) * len(group_of)
    standard_error = math.sqrt(share * (1 - share) / spread)
    found = resampled_effect(table, _slope_of_shares, resamples, seed)
    return Association(
        test="Cochran-Armitage",
        sizes=tuple(sizes.tolist()),
        statistic=found.effect / standard_error,
        effect_name="change of the share per group",
        **found._asdict(),
    )


def _table_of_groups(groups: Sequence[ArrayLike]) -> tuple[list[float], Counts]:
    """The distinct values, ascending, and the counts by group (rows) and value (columns)."""
    require(len(groups) >= 2, "groups", f"{len(groups)}", "at least two groups")
    samples = [finite_numbers(f"groups[{at}]", group) for at, group in enumerate(groups)]
    values, column = np.unique(np.concatenate(samples), return_inverse=True)
    require(len(values) >= 2, "groups", f"{values[0]:g} throughout", "values that differ")
    row = np.repeat(np.arange(len(samples)), [len(sample) for sample in samples])
    table = np.zeros((len(samples), len(values)), dtype=np.int64)
    np.add.at(table, (row, column), 1)
    return values.tolist(), table


def _pairs_between_groups(tables: Counts) -> Counts:
    """Pairs of entries from two different groups, for one table or for each of a stack."""
    sizes: Counts = tables.sum(axis=-1)
    earlier: Counts = np.cumsum(sizes, axis=-1) - sizes
    pairs: Counts = np.sum(sizes * earlier, axis=-1)
    return pairs


def _somers_d(tables: Counts) -> Effects:
    """Somers' d of value given group, for one table or for each of a stack of tables."""
    earlier: Counts = np.cumsum(tables, axis=-2) - tables
    up_to_value: Counts = np.cumsum(earlier, axis=-1)
    smaller, larger = up_to_value - earlier, up_to_value[..., -1:] - up_to_value
    in_order_minus_opposite: Counts = np.sum(tables * (smaller - larger), axis=(-2, -1))
    return in_order_minus_opposite / _pairs_between_groups(tables)


def _slope_of_shares(tables: Counts) -> Effects:
    """Least-squares slope of the share in the second column on the group's number.

    For one table or for each of a stack of tables; each entry weighs the same.
    """
    sizes: Counts = tables.sum(axis=-1)
    scores = np.arange(sizes.shape[-1])
    mean_score: Effects = np.average(np.broadcast_to(scores, sizes.shape), -1, sizes, keepdims=True)
    centred = scores - mean_score
    shared: Effects = np.sum(centred * tables[..., 1], axis=-1)
    spread: Effects = np.sum(sizes * centred**2, axis=-1)
    return shared / spread
