"""Rank correlation and detectable effects, against other sources of truth."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats as scipy_stats

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


def test_rank_correlation_of_a_perfect_order_is_one() -> None:
    result = stats.rank_correlation([1, 2, 3, 4, 5], [2, 4, 6, 8, 10])
    assert (result.low, result.effect, result.high) == pytest.approx((1, 1, 1))


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


@pytest.mark.parametrize(
    ("function", "arguments", "message"),
    [
        (
            stats.rank_correlation,
            ([1, 2, 3, 4], [1, 2, 3, 4, 5]),
            "y: got 5 values, expected 4, as in x",
        ),
        (stats.rank_correlation, ([1, 2, 3, 4], [7] * 4), "y: got 7 throughout"),
        (stats.smallest_detectable_rank_correlation, (3,), "n: got 3, expected"),
        (stats.smallest_detectable_rank_correlation, (9, 1), "power: got 1, expect"),
    ],
)
def test_refusals_name_argument_value_and_expectation(
    function: Callable[..., object], arguments: tuple[object, ...], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        function(*arguments)
