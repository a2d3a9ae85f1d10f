"""Trends, medians, rank correlation and detectable effects, against other sources of truth.

Simulations are seeded, and as large as this data: 17 entries rated Inadequate, 53 Requires
improvement, 56 Good and 21 Outstanding; numbers of categories as they are published.
"""

from collections.abc import Callable
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.contingency_tables import Table
from statsmodels.stats.power import NormalIndPower

from dashboard import statistics
from dashboard.statistics import Association

RATING_SIZES = (17, 53, 56, 21)
ENTRIES_BY_NUMBER_OF_CATEGORIES = np.array([11, 28, 60, 35, 9, 3, 1, 3])
CATEGORIES_MIX = ENTRIES_BY_NUMBER_OF_CATEGORIES / 150

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


def found_and_covered(
    draw: Callable[[], Association], truth: float, repeats: int
) -> tuple[float, float]:
    """Of repeated studies: the share with p of at most 5%, and with the truth in the interval."""
    results = [draw() for _ in range(repeats)]
    found = np.mean([result.p_value <= 0.05 for result in results])
    covered = np.mean([result.low <= truth <= result.high for result in results])
    return float(found), float(covered)


# --- Trend over ordered groups ----------------------------------------------------------------


def test_trend_statistic_matches_hollander_and_wolfe() -> None:
    assert statistics.trend_test(KNOWLEDGE_OF_PERFORMANCE).statistic == 79


def test_trend_p_value_is_near_the_tie_corrected_normal_one() -> None:
    values = np.concatenate(KNOWLEDGE_OF_PERFORMANCE)
    normal = stats.kendalltau(np.repeat([0, 1, 2], 6), values, method="asymptotic").pvalue
    assert statistics.trend_test(KNOWLEDGE_OF_PERFORMANCE).p_value == pytest.approx(
        normal, abs=0.01
    )


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
    assert statistics.trend_test(groups).p_value == pytest.approx(exact, abs=0.01)


@given(ordered_groups)
@settings(untimed, max_examples=60)
def test_trend_effect_is_somers_d_of_scipy(groups: list[list[int]]) -> None:
    group_of = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    d = stats.somersd(group_of, np.concatenate(groups)).statistic
    assert statistics.trend_test(groups, resamples=20).effect == pytest.approx(d, abs=1e-12)


@given(ordered_groups)
@settings(untimed, max_examples=60)
def test_trend_effect_turns_its_sign_when_the_order_of_groups_is_reversed(
    groups: list[list[int]],
) -> None:
    forwards = statistics.trend_test(groups, resamples=20)
    backwards = statistics.trend_test(groups[::-1], resamples=20)
    assert backwards.effect == pytest.approx(-forwards.effect)
    assert forwards.low <= forwards.effect <= forwards.high


def test_trend_of_three_groups_that_do_not_overlap_is_complete() -> None:
    trend = statistics.trend_test([[1, 2, 2], [3, 3, 4], [5, 6, 7]])
    assert (trend.effect, trend.high) == (1, 1)
    assert trend.p_value < 0.01


def test_trend_interval_does_not_take_groups_without_variation_for_certain() -> None:
    trend = statistics.cochran_armitage_test([[0] * 17, [0] * 53, [0] * 56, [1] * 21])
    assert trend.low < trend.effect - 0.01 < trend.effect + 0.01 < trend.high


def test_trend_is_the_same_each_time_and_seeded() -> None:
    first, again = (statistics.trend_test(KNOWLEDGE_OF_PERFORMANCE) for _ in range(2))
    assert first == again
    assert statistics.trend_test(KNOWLEDGE_OF_PERFORMANCE, seed=1).p_value != first.p_value


def test_trend_finds_5_percent_and_covers_95_where_ratings_do_not_matter() -> None:
    rng = np.random.default_rng(1954)

    def draw() -> Association:
        groups = [rng.choice(8, size, p=CATEGORIES_MIX) for size in RATING_SIZES]
        return statistics.trend_test(groups, resamples=199)

    found, covered = found_and_covered(draw, truth=0, repeats=400)
    assert 0.03 < found < 0.07
    assert 0.93 < covered < 0.97


def test_trend_finds_four_of_five_effects_of_the_smallest_detectable_size() -> None:
    rng = np.random.default_rng(1995)
    # Thresholds on a normal scale give the published mix; each better rating moves it by 0.289,
    # which comes to d = 0.205, what trend_test calls detectable at these sizes.
    thresholds = stats.norm.ppf(np.cumsum(CATEGORIES_MIX)[:-1])

    def draw() -> Association:
        groups = [
            np.searchsorted(thresholds, rng.normal(0.289 * at, 1, size))
            for at, size in enumerate(RATING_SIZES)
        ]
        return statistics.trend_test(groups, resamples=199)

    mixed = [rng.choice(8, size, p=CATEGORIES_MIX) for size in RATING_SIZES]
    assert statistics.trend_test(mixed).smallest_detectable == pytest.approx(0.205, abs=0.01)
    found, covered = found_and_covered(draw, truth=0.205, repeats=300)
    assert 0.75 < found < 0.86
    assert 0.92 < covered < 0.97


# --- Trend of a share -------------------------------------------------------------------------


def test_cochran_armitage_matches_the_sas_manual() -> None:
    trend = statistics.cochran_armitage_test(zeros_and_ones(PAIN))
    assert trend.statistic == pytest.approx(4.7918, abs=5e-5)
    assert trend.p_value < 0.001


def test_somers_d_of_a_share_matches_the_sas_manual() -> None:
    trend = statistics.trend_test(zeros_and_ones(PAIN))
    assert trend.effect == pytest.approx(0.2569, abs=5e-5)


def test_cochran_armitage_matches_the_exact_p_value_of_statxact() -> None:
    trend = statistics.cochran_armitage_test(zeros_and_ones(MALFORMATIONS))
    assert 2 * stats.norm.sf(trend.statistic) == pytest.approx(0.1765, abs=2e-4)
    assert trend.p_value == pytest.approx(0.1792, abs=0.01)


def test_cochran_armitage_statistic_matches_statsmodels() -> None:
    ordinal = Table(np.array(PAIN), shift_zeros=False).test_ordinal_association()
    n = np.sum(PAIN)
    # Statsmodels has the variance of a shuffle (n - 1), the classical test that of a sample (n).
    expected = abs(ordinal.zscore) * np.sqrt(n / (n - 1))
    assert statistics.cochran_armitage_test(zeros_and_ones(PAIN)).statistic == pytest.approx(
        expected
    )


def test_cochran_armitage_effect_is_the_slope_of_a_least_squares_line() -> None:
    groups = zeros_and_ones(PAIN)
    group_of = np.repeat(np.arange(5), [len(group) for group in groups])
    slope = np.polyfit(group_of, np.concatenate(groups), 1)[0]
    assert statistics.cochran_armitage_test(groups).effect == pytest.approx(slope)


def test_trend_of_a_share_is_cochran_armitage_with_mid_ranks_as_scores() -> None:
    groups = zeros_and_ones(PAIN)
    sizes = np.array([len(group) for group in groups])
    mid_ranks = np.repeat(np.cumsum(sizes) - sizes / 2, sizes)
    correlation = np.corrcoef(mid_ranks, np.concatenate(groups))[0, 1]
    z = stats.kendalltau(
        np.repeat(np.arange(5), sizes), np.concatenate(groups), method="asymptotic"
    ).pvalue
    assert 2 * stats.norm.sf(correlation * np.sqrt(sizes.sum() - 1)) == pytest.approx(z)


@pytest.mark.parametrize("share", [58 / 150, 15 / 150, 5 / 150])
def test_cochran_armitage_finds_5_percent_and_covers_95_where_ratings_do_not_matter(
    share: float,
) -> None:
    rng = np.random.default_rng(1955)

    def draw() -> Association:
        listed = rng.permutation(np.arange(147) < round(share * 147))
        groups = np.split(listed, np.cumsum(RATING_SIZES)[:-1])
        return statistics.cochran_armitage_test(groups, resamples=199)

    found, covered = found_and_covered(draw, truth=0, repeats=400)
    # In 4,000 repeats: found 3.3% to 4.6%, covered 93.4% to 93.8%.
    assert 0.02 < found < 0.07
    assert 0.905 < covered < 0.965


# --- Medians ----------------------------------------------------------------------------------


def test_median_difference_p_value_goes_through_all_divisions_of_few_values() -> None:
    x, y = [30, 44, 51, 60], [58, 66, 72, 91, 110]
    values = np.array(x + y)
    differences = [
        np.median(values[list(chosen)]) - np.median(np.delete(values, chosen))
        for chosen in combinations(range(9), 4)
    ]
    one_side = np.mean(np.array(differences) <= np.median(x) - np.median(y))
    result = statistics.permutation_median_difference(x, y)
    assert result.p_value == pytest.approx(2 * one_side)
    assert result.effect == 47.5 - 72


def test_median_difference_interval_matches_all_ways_of_drawing_again() -> None:
    x, y = [30.0, 44.0, 51.0, 60.0], [58.0, 66.0, 72.0, 91.0]
    medians_x = np.median(list(product(x, repeat=4)), axis=1)
    medians_y = np.median(list(product(y, repeat=4)), axis=1)
    low, high = np.percentile(np.subtract.outer(medians_x, medians_y), [2.5, 97.5])
    result = statistics.permutation_median_difference(x, y)
    assert (result.low, result.high) == pytest.approx((low, high), abs=1)


@given(st.lists(st.integers(0, 210), min_size=2, max_size=9), st.integers(1, 50))
@settings(untimed, max_examples=25)
def test_median_difference_of_a_group_and_itself_moved_is_the_move(
    values: list[int], move: int
) -> None:
    moved = [value + move for value in values]
    result = statistics.permutation_median_difference(moved, values, resamples=50)
    assert result.effect == move
    assert 0 < result.p_value <= 1


def test_median_difference_is_the_same_each_time_and_seeded() -> None:
    rng = np.random.default_rng(0)
    x, y = rng.integers(24, 210, 40), rng.integers(24, 210, 107)
    first, again = (statistics.permutation_median_difference(x, y, 999, 1) for _ in range(2))
    assert first == again
    assert statistics.permutation_median_difference(x, y, 999, 2) != first


@pytest.mark.parametrize("sizes", [(5, 142), (15, 132), (55, 92)])
def test_median_difference_finds_5_percent_and_covers_95_where_the_category_does_not_matter(
    sizes: tuple[int, int],
) -> None:
    rng = np.random.default_rng(2013)

    def draw() -> Association:
        x, y = (rng.lognormal(4.2, 0.45, size).round() for size in sizes)
        return statistics.permutation_median_difference(x, y, resamples=199)

    found, covered = found_and_covered(draw, truth=0, repeats=150)
    assert 0.01 < found < 0.09
    assert 0.92 < covered < 0.995


def test_median_difference_finds_about_four_of_five_effects_of_the_smallest_detectable_size() -> (
    None
):
    rng = np.random.default_rng(80)
    x, y = rng.normal(100, 20, 55), rng.normal(100, 20, 92)
    move = statistics.permutation_median_difference(x, y).smallest_detectable

    def draw() -> Association:
        x, y = rng.normal(100 + move, 20, 55), rng.normal(100, 20, 92)
        return statistics.permutation_median_difference(x, y, resamples=199)

    found, covered = found_and_covered(draw, truth=move, repeats=120)
    assert 0.68 < found < 0.88
    assert 0.92 < covered < 0.995


# --- Rank correlation -------------------------------------------------------------------------


def test_rank_correlation_matches_bonett_and_wright_as_in_statpsych() -> None:
    y = [21, 4, 9, 12, 35, 18, 10, 22, 24, 1, 6, 8, 13, 16, 19]
    x = [67, 28, 30, 28, 52, 40, 25, 37, 44, 10, 14, 20, 28, 40, 51]
    result = statistics.rank_correlation(x, y)
    limits = (result.effect, result.low, result.high)
    assert limits == pytest.approx((0.8699639, 0.5840951, 0.9638297), abs=1e-7)


@given(st.lists(st.integers(0, 8), min_size=5, max_size=30).filter(lambda x: len(set(x)) > 1))
@untimed
def test_rank_correlation_is_symmetric_and_inside_its_interval(x: list[int]) -> None:
    y = [value**2 % 7 + at for at, value in enumerate(x)]
    one, other = statistics.rank_correlation(x, y), statistics.rank_correlation(y, x)
    assert one.effect == pytest.approx(other.effect)
    assert -1 <= one.low <= one.effect <= one.high <= 1


def test_rank_correlation_of_a_perfect_order_is_one() -> None:
    result = statistics.rank_correlation([1, 2, 3, 4, 5], [2, 4, 6, 8, 10])
    assert (result.low, result.effect, result.high) == pytest.approx((1, 1, 1))


@pytest.mark.parametrize(("correlation", "rank_correlation"), [(0, 0), (0.2, 0.1845)])
def test_rank_correlation_covers_95_percent_with_the_ties_of_this_data(
    correlation: float, rank_correlation: float
) -> None:
    rng = np.random.default_rng(2000)
    thresholds = stats.norm.ppf(np.cumsum(CATEGORIES_MIX)[:-1])

    def draw() -> Association:
        rate, categories = rng.multivariate_normal(
            [0, 0], [[1, correlation], [correlation, 1]], 147
        ).T
        return statistics.rank_correlation(
            np.exp(4.2 + 0.45 * rate).round(), np.searchsorted(thresholds, categories)
        )

    found, covered = found_and_covered(draw, rank_correlation, repeats=400)
    assert 0.93 < covered < 0.97
    assert correlation or 0.035 < found < 0.065


# --- The smallest effect that could have been shown -------------------------------------------


def test_smallest_detectable_shares_match_statsmodels() -> None:
    h = NormalIndPower().solve_power(nobs1=31, ratio=119 / 31, alpha=0.05, power=0.8)
    lower, higher = statistics.smallest_detectable_shares(58 / 150, 31, 119)
    assert lower is not None
    assert higher is not None
    for share in (lower, higher):
        distance = 2 * abs(np.arcsin(np.sqrt(share)) - np.arcsin(np.sqrt(58 / 150)))
        assert distance == pytest.approx(h, abs=1e-5)
    assert lower < 58 / 150 < higher


def test_smallest_detectable_shares_say_when_no_share_is_far_enough() -> None:
    detectable = statistics.smallest_detectable_shares(0.03, 17, 130)
    assert detectable.lower is None
    assert detectable.higher == pytest.approx(0.27, abs=0.02)


def test_smallest_detectable_rank_correlation_is_found_four_times_in_five() -> None:
    rng = np.random.default_rng(1957)
    rank_correlation = statistics.smallest_detectable_rank_correlation(147)
    # Pearson (1907): the correlation of normal variables that have this rank correlation.
    correlation = 2 * np.sin(np.pi * rank_correlation / 6)

    def draw() -> Association:
        pairs = rng.multivariate_normal([0, 0], [[1, correlation], [correlation, 1]], 147)
        return statistics.rank_correlation(*pairs.T)

    found, covered = found_and_covered(draw, rank_correlation, repeats=400)
    assert 0.76 < found < 0.85
    assert 0.93 < covered < 0.97


@given(st.integers(4, 500))
@untimed
def test_smallest_detectable_rank_correlation_shrinks_with_more_entries(n: int) -> None:
    more, fewer = map(statistics.smallest_detectable_rank_correlation, (n + 1, n))
    assert 0 < more < fewer < 1


# --- What is refused --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("function", "arguments", "message"),
    [
        (statistics.trend_test, ([[1, 2]],), "groups: got 1, expected at least two"),
        (statistics.trend_test, ([[1], []],), r"groups\[1\]: got 0, expected at least"),
        (statistics.trend_test, ([[2, 2], [2]],), "groups: got 2 throughout, expected values"),
        (statistics.trend_test, ([[1], [None]],), r"groups\[1\]: got nan at position 0"),
        (statistics.trend_test, ([[1], ["Y"]],), r"groups\[1\]: got \['Y'\], expected a list"),
        (statistics.trend_test, ([[1], [2]], 0), "resamples: got 0, expected"),
        (statistics.trend_test, ([[1], [2]], 10, -1), "seed: got -1, expected"),
        (statistics.cochran_armitage_test, ([[0, 2], [1]],), r"got the values \[0.0, 1.0, 2.0\]"),
        (statistics.permutation_median_difference, ([1], [2, 3]), "x: got 1, expected"),
        (
            statistics.rank_correlation,
            ([1, 2, 3, 4], [1, 2, 3, 4, 5]),
            "y: got 5 values, expected 4, as in x",
        ),
        (statistics.rank_correlation, ([1, 2, 3, 4], [7] * 4), "y: got 7 throughout"),
        (statistics.smallest_detectable_shares, (1.5, 9, 9), "baseline: got 1.5, expected"),
        (statistics.smallest_detectable_shares, (0.5, 0, 9), "n_1: got 0, expected"),
        (statistics.smallest_detectable_rank_correlation, (3,), "n: got 3, expected"),
        (statistics.smallest_detectable_rank_correlation, (9, 1), "power: got 1, expect"),
    ],
)
def test_refusals_name_argument_value_and_expectation(
    function: Callable[..., object], arguments: tuple[object, ...], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        function(*arguments)
