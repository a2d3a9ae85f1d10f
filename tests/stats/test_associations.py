"""Rank correlation and detectable effects, against other sources of truth."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats as scipy_stats
from statsmodels.stats.power import normal_power

from dashboard import stats
from dashboard.stats import Association
from tests.stats.simulation import CATEGORIES_MIX, found_and_covered

untimed = settings(deadline=None)


def test_rank_correlation_matches_bonett_and_wright_as_in_statpsych() -> None:
    y = [21, 4, 9, 12, 35, 18, 10, 22, 24, 1, 6, 8, 13, 16, 19]
    x = [67, 28, 30, 28, 52, 40, 25, 37, 44, 10, 14, 20, 28, 40, 51]
    result = stats.rank_correlation(x, y)
    limits = (result.effect, result.low, result.high)
    assert limits == pytest.approx((0.8699639, 0.5840951, 0.9638297), abs=1e-7)


@given(st.lists(st.integers(0, 8), min_size=5, max_size=30).filter(lambda x: len(set(x)) > 1))
@untimed
def test_rank_correlation_is_symmetric_and_inside_its_interval(x: list[int]) -> None:
    y = [value**2 % 7 + at for at, value in enumerate(x)]
    one, other = stats.rank_correlation(x, y), stats.rank_correlation(y, x)
    assert one.effect == pytest.approx(other.effect)
    assert -1 <= one.low <= one.effect <= one.high <= 1


@pytest.mark.parametrize("n", [4, 5, 9])  # 4 and 9 come to 1 exactly, 5 to just under 1
def test_rank_correlation_of_a_perfect_order_is_one_and_its_interval_a_point(n: int) -> None:
    risen = stats.rank_correlation(range(n), np.exp(range(n)))
    fallen = stats.rank_correlation(range(n), np.exp(range(n))[::-1])
    assert (risen.low, risen.effect, risen.high) == pytest.approx((1, 1, 1))
    assert (fallen.low, fallen.effect, fallen.high) == pytest.approx((-1, -1, -1))


def test_rank_correlation_of_four_pairs_has_an_interval() -> None:
    # Ranks 1 2 3 4 and 2 1 4 3: the sum of squared differences is 4, rho = 1 - 6 * 4 / (4 * 15).
    result = stats.rank_correlation([10, 20, 30, 40], [2, 1, 4, 3])
    assert result.effect == pytest.approx(0.6)
    half = 1.959964 * math.sqrt(1 + 0.6**2 / 2)  # Bonett and Wright (2000), n - 3 = 1
    limits = math.tanh(math.atanh(0.6) - half), math.tanh(math.atanh(0.6) + half)
    assert (result.low, result.high) == pytest.approx(limits, abs=1e-6)


def test_rank_correlation_says_what_was_tested() -> None:
    x, y = [10, 20, 30, 40, 50], [2, 1, 4, 3, 5]
    result = stats.rank_correlation(x, y)
    assert (result.test, result.effect_name) == ("Spearman", "rank correlation")
    assert (result.sizes, result.n) == ((5,), 5)
    assert result.statistic == result.effect
    # Two-sided, from Student's t with n - 2 degrees of freedom.
    t = result.effect * math.sqrt(3 / (1 - result.effect**2))
    assert result.p_value == pytest.approx(2 * scipy_stats.t.sf(t, 3))
    assert result.smallest_detectable == stats.smallest_detectable_rank_correlation(5)


@pytest.mark.parametrize(("correlation", "rank_correlation"), [(0, 0), (0.2, 0.1845)])
def test_rank_correlation_covers_95_percent_with_the_ties_of_this_data(
    correlation: float, rank_correlation: float
) -> None:
    rng = np.random.default_rng(2000)
    thresholds = scipy_stats.norm.ppf(np.cumsum(CATEGORIES_MIX)[:-1])

    def draw() -> Association:
        rate, categories = rng.multivariate_normal(
            [0, 0], [[1, correlation], [correlation, 1]], 147
        ).T
        return stats.rank_correlation(
            np.exp(4.2 + 0.45 * rate).round(), np.searchsorted(thresholds, categories)
        )

    found, covered = found_and_covered(draw, rank_correlation, repeats=400)
    assert 0.93 < covered < 0.97
    assert correlation or 0.035 < found < 0.065


def test_smallest_detectable_rank_correlation_is_found_four_times_in_five() -> None:
    rng = np.random.default_rng(1957)
    rank_correlation = stats.smallest_detectable_rank_correlation(147)
    # Pearson (1907): the correlation of normal variables that have this rank correlation.
    correlation = 2 * np.sin(np.pi * rank_correlation / 6)

    def draw() -> Association:
        pairs = rng.multivariate_normal([0, 0], [[1, correlation], [correlation, 1]], 147)
        return stats.rank_correlation(*pairs.T)

    found, covered = found_and_covered(draw, rank_correlation, repeats=400)
    assert 0.76 < found < 0.85
    assert 0.93 < covered < 0.97


@given(st.integers(4, 500))
@untimed
def test_smallest_detectable_rank_correlation_shrinks_with_more_entries(n: int) -> None:
    more, fewer = map(stats.smallest_detectable_rank_correlation, (n + 1, n))
    assert 0 < more < fewer < 1


@pytest.mark.parametrize(("n", "power", "significance"), [(4, 0.5, 0.1), (31, 0.9, 0.01)])
def test_smallest_detectable_rank_correlation_has_the_power_that_statsmodels_gives_it(
    n: int, power: float, significance: float
) -> None:
    detectable = stats.smallest_detectable_rank_correlation(n, power, significance)
    # The variance of z is 1.06 / (n - 3): Fieller, Hartley and Pearson (1957).
    found = normal_power(math.atanh(detectable), (n - 3) / 1.06, significance)
    assert found == pytest.approx(power, abs=1e-3)


def test_smallest_detectable_rank_correlation_is_for_80_percent_at_5_unless_told() -> None:
    usual = stats.smallest_detectable_rank_correlation(147)
    assert usual == stats.smallest_detectable_rank_correlation(147, 0.8, 0.05)
