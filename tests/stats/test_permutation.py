"""Medians compared by permutation, against other sources of truth."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import stats
from dashboard.stats import Association
from tests.stats.simulation import found_and_covered

untimed = settings(deadline=None)


def test_median_difference_p_value_goes_through_all_divisions_of_few_values() -> None:
    x, y = [30, 44, 51, 60], [58, 66, 72, 91, 110]
    values = np.array(x + y)
    differences = [
        np.median(values[list(chosen)]) - np.median(np.delete(values, chosen))
        for chosen in combinations(range(9), 4)
    ]
    one_side = np.mean(np.array(differences) <= np.median(x) - np.median(y))
    result = stats.permutation_median_difference(x, y)
    assert result.p_value == pytest.approx(2 * one_side)
    assert result.effect == 47.5 - 72


def test_median_difference_interval_matches_all_ways_of_drawing_again() -> None:
    x, y = [30.0, 44.0, 51.0, 60.0], [58.0, 66.0, 72.0, 91.0]
    medians_x = np.median(list(product(x, repeat=4)), axis=1)
    medians_y = np.median(list(product(y, repeat=4)), axis=1)
    low, high = np.percentile(np.subtract.outer(medians_x, medians_y), [2.5, 97.5])
    result = stats.permutation_median_difference(x, y)
    assert (result.low, result.high) == pytest.approx((low, high), abs=1)


@given(st.lists(st.integers(0, 210), min_size=2, max_size=9), st.integers(1, 50))
@settings(untimed, max_examples=25)
def test_median_difference_of_a_group_and_itself_moved_is_the_move(
    values: list[int], move: int
) -> None:
    moved = [value + move for value in values]
    result = stats.permutation_median_difference(moved, values, resamples=50)
    assert result.effect == move
    assert 0 < result.p_value <= 1


def test_median_difference_is_the_same_each_time_and_seeded() -> None:
    rng = np.random.default_rng(0)
    x, y = rng.integers(24, 210, 40), rng.integers(24, 210, 107)
    first, again = (stats.permutation_median_difference(x, y, 999, 1) for _ in range(2))
    assert first == again
    assert stats.permutation_median_difference(x, y, 999, 2) != first


@pytest.mark.parametrize("sizes", [(5, 142), (15, 132), (55, 92)])
def test_median_difference_finds_5_percent_and_covers_95_where_the_category_does_not_matter(
    sizes: tuple[int, int],
) -> None:
    rng = np.random.default_rng(2013)

    def draw() -> Association:
        x, y = (rng.lognormal(4.2, 0.45, size).round() for size in sizes)
        return stats.permutation_median_difference(x, y, resamples=199)

    found, covered = found_and_covered(draw, truth=0, repeats=150)
    assert 0.01 < found < 0.09
    assert 0.92 < covered < 0.995


def test_median_difference_finds_about_four_of_five_effects_of_the_smallest_detectable_size() -> (
    None
):
    rng = np.random.default_rng(80)
    x, y = rng.normal(100, 20, 55), rng.normal(100, 20, 92)
    move = stats.permutation_median_difference(x, y).smallest_detectable

    def draw() -> Association:
        x, y = rng.normal(100 + move, 20, 55), rng.normal(100, 20, 92)
        return stats.permutation_median_difference(x, y, resamples=199)

    found, covered = found_and_covered(draw, truth=move, repeats=120)
    assert 0.68 < found < 0.88
    assert 0.92 < covered < 0.995


def test_median_difference_counts_the_observed_division_among_those_drawn() -> None:
    # No division drawn at random is as extreme: (0 + 1) / (99 + 1) on either side (Phipson, Smyth).
    result = stats.permutation_median_difference(range(20), range(100, 120), resamples=99)
    assert result.p_value == 0.02


def test_median_difference_says_what_was_tested() -> None:
    result = stats.permutation_median_difference([1, 2, 3], [5, 6, 7, 8])
    assert result.test == "permutation of the difference of medians"
    assert result.effect_name == "difference of medians"
    assert result.statistic == result.effect == 2 - 6.5
    assert (result.sizes, result.n) == ((3, 4), 7)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # no spread of one resample
def test_median_difference_of_two_values_each_can_be_asked_with_one_resample() -> None:
    result = stats.permutation_median_difference([1, 2], [3, 5], resamples=1, seed=0)
    assert result.effect == 1.5 - 4
    assert result.low == result.high  # drawn again once


def test_median_difference_detects_2_8_standard_deviations_of_all_divisions() -> None:
    x, y = [30, 44, 51, 60], [58, 66, 72, 91, 110]
    values = np.array(x + y)
    differences = [
        np.median(values[list(chosen)]) - np.median(np.delete(values, chosen))
        for chosen in combinations(range(9), 4)
    ]
    # Bloom (1995): the quantiles 1.960 for 5% two-sided and 0.842 for 80% power.
    expected = (1.959964 + 0.841621) * np.std(differences)
    result = stats.permutation_median_difference(x, y)
    assert result.smallest_detectable == pytest.approx(expected)
