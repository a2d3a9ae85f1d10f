"""Trends over ordered groups, against other sources of truth."""

import math
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats as scipy_stats
from statsmodels.stats.contingency_tables import Table

from dashboard import stats
from dashboard.stats import Association
from tests.stats.simulation import CATEGORIES_MIX, RATING_SIZES, found_and_covered

# Hollander and Wolfe (1973), example 6.2: output of workers told nothing, roughly, precisely.
KNOWLEDGE_OF_PERFORMANCE = [
    [40, 35, 38, 43, 44, 41],
    [38, 40, 47, 44, 40, 42],
    [48, 40, 45, 43, 46, 44],
]
# SAS/STAT, PROC FREQ, example "Cochran-Armitage Trend Test": adverse events by dose.
PAIN = [(26, 6), (26, 7), (23, 9), (18, 14), (9, 23)]
# Graubard and Korn (1987), Biometrics 43: malformations by maternal alcohol consumption.
MALFORMATIONS = [(17066, 48), (14464, 38), (788, 5), (126, 1), (37, 1)]

untimed = settings(deadline=None)
ordered_groups = st.lists(
    st.lists(st.integers(0, 8), min_size=2, max_size=12), min_size=2, max_size=4
).filter(lambda groups: len({value for group in groups for value in group}) > 1)


def zeros_and_ones(counts: list[tuple[int, int]]) -> list[list[int]]:
    return [[0] * zeros + [1] * ones for zeros, ones in counts]


def test_trend_statistic_matches_hollander_and_wolfe() -> None:
    assert stats.trend_test(KNOWLEDGE_OF_PERFORMANCE).statistic == 79


def test_trend_p_value_is_near_the_tie_corrected_normal_one() -> None:
    values = np.concatenate(KNOWLEDGE_OF_PERFORMANCE)
    normal = scipy_stats.kendalltau(np.repeat([0, 1, 2], 6), values, method="asymptotic").pvalue
    assert stats.trend_test(KNOWLEDGE_OF_PERFORMANCE).p_value == pytest.approx(normal, abs=0.01)


def test_trend_p_value_is_near_that_of_all_divisions_into_groups() -> None:
    groups = [[4, 1, 3], [5, 2, 9], [6, 9, 8]]
    values = np.concatenate(groups)

    def in_order_minus_opposite(first: tuple[int, ...], second: tuple[int, ...]) -> float:
        third = tuple(set(range(9)) - set(first) - set(second))
        pairs = [*product(first, second), *product(first, third), *product(second, third)]
        return float(sum(np.sign(values[later] - values[earlier]) for earlier, later in pairs))

    seen = in_order_minus_opposite((0, 1, 2), (3, 4, 5))
    every = [
        in_order_minus_opposite(first, second)
        for first in combinations(range(9), 3)
        for second in combinations(sorted(set(range(9)) - set(first)), 3)
    ]
    exact = np.mean(np.abs(every) >= abs(seen))
    assert stats.trend_test(groups).p_value == pytest.approx(exact, abs=0.01)


def test_trend_p_value_counts_the_observed_order_among_those_drawn() -> None:
    # No order drawn at random comes near this one: (0 + 1) / (99 + 1), never 0 (Phipson and Smyth
    # 2010); and every order is as far from 0 as no trend at all: (99 + 1) / (99 + 1).
    for test in (stats.trend_test, stats.cochran_armitage_test):
        assert test([[0] * 30, [1] * 30], resamples=99).p_value == 0.01
        assert test([[0, 1] * 15, [0, 1] * 15], resamples=99).p_value == 1


def test_trend_p_value_counts_orders_that_are_as_far_on_either_side() -> None:
    # Of the two orders of 0 and 1, one is as far up as the other is down.
    assert stats.trend_test([[0], [1]]).p_value == 1
    assert stats.trend_test([[1], [0]]).p_value == 1


def test_trend_says_what_was_tested() -> None:
    groups = [[0, 0, 1], [0, 1], [1, 1, 1, 1]]
    trend, of_share = stats.trend_test(groups), stats.cochran_armitage_test(groups)
    assert (trend.test, trend.effect_name) == ("Jonckheere-Terpstra", "Somers' d")
    assert of_share.test == "Cochran-Armitage"
    assert of_share.effect_name == "change of the share per group"
    assert trend.sizes == of_share.sizes == (3, 2, 4)
    assert trend.n == 9


def test_trend_of_a_share_detects_2_8_standard_deviations_of_all_orders() -> None:
    groups = [[0, 0, 1, 0], [0, 1, 1, 1]]
    # Four of eight are 1: the number in the first group is hypergeometric, with variance 4 / 7,
    # and the difference of the two shares of four is (4 - 2 * number) / 4.
    expected = (1.959964 + 0.841621) * math.sqrt(4 / 7) / 2
    trend = stats.cochran_armitage_test(groups)
    assert trend.smallest_detectable == pytest.approx(expected, rel=0.02)
    # Somers' d of two groups of 0 and 1 is the difference of shares too.
    assert stats.trend_test(groups).smallest_detectable == pytest.approx(expected, rel=0.02)


def test_trend_interval_is_normal_with_an_entry_of_the_average_mix_in_each_group() -> None:
    listed, sizes = (4, 9), (20, 30)
    groups = [[1] * k + [0] * (n - k) for k, n in zip(listed, sizes, strict=True)]
    average = 13 / 50
    shares = [(k + average) / (n + 1) for k, n in zip(listed, sizes, strict=True)]
    # The variance of a difference of two independent shares.
    variance = sum(share * (1 - share) / n for share, n in zip(shares, sizes, strict=True))
    margin = 1.959964 * math.sqrt(variance)
    for trend in (stats.cochran_armitage_test(groups), stats.trend_test(groups)):
        assert trend.effect == pytest.approx(9 / 30 - 4 / 20)
        limits = (trend.effect - margin, trend.effect + margin)
        assert (trend.low, trend.high) == pytest.approx(limits, abs=0.02 * margin)


def test_trend_interval_stays_between_minus_1_and_1() -> None:
    for test in (stats.trend_test, stats.cochran_armitage_test):
        assert test([[0, 0, 0], [1, 1, 1]]).high == 1
        assert test([[1, 1, 1], [0, 0, 0]]).low == -1


def test_trend_can_be_asked_with_one_resample() -> None:
    assert stats.trend_test([[1], [2]], resamples=1, seed=0).effect == 1


@given(ordered_groups)
@settings(untimed, max_examples=60)
def test_trend_effect_is_somers_d_of_scipy(groups: list[list[int]]) -> None:
    group_of = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    d = scipy_stats.somersd(group_of, np.concatenate(groups)).statistic
    assert stats.trend_test(groups, resamples=20).effect == pytest.approx(d, abs=1e-12)


@given(ordered_groups)
@settings(untimed, max_examples=60)
def test_trend_effect_turns_its_sign_when_the_order_of_groups_is_reversed(
    groups: list[list[int]],
) -> None:
    forwards = stats.trend_test(groups, resamples=20)
    backwards = stats.trend_test(groups[::-1], resamples=20)
    assert backwards.effect == pytest.approx(-forwards.effect)
    assert forwards.low <= forwards.effect <= forwards.high


def test_trend_of_three_groups_that_do_not_overlap_is_complete() -> None:
    trend = stats.trend_test([[1, 2, 2], [3, 3, 4], [5, 6, 7]])
    assert (trend.effect, trend.high) == (1, 1)
    assert trend.p_value < 0.01


def test_trend_interval_does_not_take_groups_without_variation_for_certain() -> None:
    trend = stats.cochran_armitage_test([[0] * 17, [0] * 53, [0] * 56, [1] * 21])
    assert trend.low < trend.effect - 0.01 < trend.effect + 0.01 < trend.high


def test_trend_is_the_same_each_time_and_seeded() -> None:
    first, again = (stats.trend_test(KNOWLEDGE_OF_PERFORMANCE) for _ in range(2))
    assert first == again
    assert stats.trend_test(KNOWLEDGE_OF_PERFORMANCE, seed=1).p_value != first.p_value


def test_trend_finds_5_percent_and_covers_95_where_ratings_do_not_matter() -> None:
    rng = np.random.default_rng(1954)

    def draw() -> Association:
        groups = [rng.choice(8, size, p=CATEGORIES_MIX) for size in RATING_SIZES]
        return stats.trend_test(groups, resamples=199)

    found, covered = found_and_covered(draw, truth=0, repeats=400)
    assert 0.03 < found < 0.07
    assert 0.93 < covered < 0.97


def test_trend_finds_four_of_five_effects_of_the_smallest_detectable_size() -> None:
    rng = np.random.default_rng(1995)
    # Thresholds on a normal scale give the published mix; each better rating moves it by 0.289,
    # which comes to d = 0.205, what trend_test calls detectable at these sizes.
    thresholds = scipy_stats.norm.ppf(np.cumsum(CATEGORIES_MIX)[:-1])

    def draw() -> Association:
        groups = [
            np.searchsorted(thresholds, rng.normal(0.289 * at, 1, size))
            for at, size in enumerate(RATING_SIZES)
        ]
        return stats.trend_test(groups, resamples=199)

    mixed = [rng.choice(8, size, p=CATEGORIES_MIX) for size in RATING_SIZES]
    assert stats.trend_test(mixed).smallest_detectable == pytest.approx(0.205, abs=0.01)
    found, covered = found_and_covered(draw, truth=0.205, repeats=300)
    assert 0.75 < found < 0.86
    assert 0.92 < covered < 0.97


def test_cochran_armitage_matches_the_sas_manual() -> None:
    trend = stats.cochran_armitage_test(zeros_and_ones(PAIN))
    assert trend.statistic == pytest.approx(4.7918, abs=5e-5)
    assert trend.p_value < 0.001


def test_somers_d_of_a_share_matches_the_sas_manual() -> None:
    trend = stats.trend_test(zeros_and_ones(PAIN))
    assert trend.effect == pytest.approx(0.2569, abs=5e-5)


def test_cochran_armitage_matches_the_exact_p_value_of_statxact() -> None:
    trend = stats.cochran_armitage_test(zeros_and_ones(MALFORMATIONS))
    assert 2 * scipy_stats.norm.sf(trend.statistic) == pytest.approx(0.1765, abs=2e-4)
    assert trend.p_value == pytest.approx(0.1792, abs=0.01)


def test_cochran_armitage_statistic_matches_statsmodels() -> None:
    ordinal = Table(np.array(PAIN), shift_zeros=False).test_ordinal_association()
    n = np.sum(PAIN)
    # Statsmodels has the variance of a shuffle (n - 1), the classical test that of a sample (n).
    expected = abs(ordinal.zscore) * np.sqrt(n / (n - 1))
    assert stats.cochran_armitage_test(zeros_and_ones(PAIN)).statistic == pytest.approx(expected)


def test_cochran_armitage_effect_is_the_slope_of_a_least_squares_line() -> None:
    groups = zeros_and_ones(PAIN)
    group_of = np.repeat(np.arange(5), [len(group) for group in groups])
    slope = np.polyfit(group_of, np.concatenate(groups), 1)[0]
    assert stats.cochran_armitage_test(groups).effect == pytest.approx(slope)


def test_trend_of_a_share_is_cochran_armitage_with_mid_ranks_as_scores() -> None:
    groups = zeros_and_ones(PAIN)
    sizes = np.array([len(group) for group in groups])
    mid_ranks = np.repeat(np.cumsum(sizes) - sizes / 2, sizes)
    correlation = np.corrcoef(mid_ranks, np.concatenate(groups))[0, 1]
    z = scipy_stats.kendalltau(
        np.repeat(np.arange(5), sizes), np.concatenate(groups), method="asymptotic"
    ).pvalue
    assert 2 * scipy_stats.norm.sf(correlation * np.sqrt(sizes.sum() - 1)) == pytest.approx(z)


@pytest.mark.parametrize("share", [58 / 150, 15 / 150, 5 / 150])
def test_cochran_armitage_finds_5_percent_and_covers_95_where_ratings_do_not_matter(
    share: float,
) -> None:
    rng = np.random.default_rng(1955)

    def draw() -> Association:
        listed = rng.permutation(np.arange(147) < round(share * 147))
        groups = np.split(listed, np.cumsum(RATING_SIZES)[:-1])
        return stats.cochran_armitage_test(groups, resamples=199)

    found, covered = found_and_covered(draw, truth=0, repeats=400)
    # In 4,000 repeats: found 3.3% to 4.6%, covered 93.4% to 93.8%.
    assert 0.02 < found < 0.07
    assert 0.905 < covered < 0.965
