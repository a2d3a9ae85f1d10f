"""What statistics refuse, and in which words: argument, value, expectation."""

import math
from collections.abc import Callable

import pytest

from dashboard import stats

SHARE = "expected a number from 0 to 1, 0 and 1 included"
BETWEEN = "expected a number from 0 to 1, 0 and 1 excluded"
COUNT = "expected a whole number, at least 0"
TOLD_APART = "expected less than 1 (from 1 on, the record says nothing about the offer)"


@pytest.mark.parametrize(
    ("function", "arguments", "message"),
    [
        # counts
        (stats.wilson_interval, (5, 0), "n: got 0, expected a whole number, at least 1"),
        (stats.wilson_interval, (-1, 5), f"successes: got -1, {COUNT}"),
        (stats.wilson_interval, (2.5, 5), f"successes: got 2.5, {COUNT}"),
        (stats.wilson_interval, ("2", 5), f"successes: got '2', {COUNT}"),
        (stats.wilson_interval, (6, 5), "successes: got 6, expected at most n, which is 5"),
        (stats.fisher_exact, (-1, 2, 3, 4), f"a: got -1, {COUNT}"),
        (stats.fisher_exact, (1, -2, 3, 4), f"b: got -2, {COUNT}"),
        (stats.fisher_exact, (1, 2, -3, 4), f"c: got -3, {COUNT}"),
        (stats.fisher_exact, (1, 2, 3, -4), f"d: got -4, {COUNT}"),
        (
            stats.fisher_exact,
            (0, 0, 0, 0),
            "a + b + c + d: got 0, expected at least one entry in the table",
        ),
        (
            stats.phi_coefficient,
            (0, 0, 40, 110),
            "a, b, c, d: got (0, 0, 40, 110), expected no empty row or column",
        ),
        # shares and probabilities
        (stats.wilson_interval, (2, 5, 95), f"confidence: got 95, {BETWEEN}"),
        (stats.wilson_interval, (2, 5, 0), f"confidence: got 0, {BETWEEN}"),
        (stats.wilson_interval, (2, 5, 1.0), f"confidence: got 1.0, {BETWEEN}"),
        (stats.rogan_gladen, (87, 0, 0), f"share: got 87, {SHARE}"),
        (stats.rogan_gladen, (-0.1, 0, 0), f"share: got -0.1, {SHARE}"),
        (stats.rogan_gladen, (0.5, "a", 0), f"missed: got 'a', {SHARE}"),
        (stats.rogan_gladen, (0.5, 0, math.nan), f"wrongly_found: got nan, {SHARE}"),
        (stats.rogan_gladen, (0.5, 0.75, 0.25), f"missed + wrongly_found: got 1.0, {TOLD_APART}"),
        # 1 - 0.9 - 0.1 is not 0 in binary; what is left is rounding and must not be divided by.
        (stats.rogan_gladen, (0.5, 0.9, 0.1), f"missed + wrongly_found: got 1.0, {TOLD_APART}"),
        (stats.rogan_gladen, (0.5, 0.9, 0.9), f"missed + wrongly_found: got 1.8, {TOLD_APART}"),
        (
            stats.rogan_gladen,
            (0.5, 0.75, 0.25 - 4e-13),
            f"missed + wrongly_found: got {1 - 4e-13}, {TOLD_APART}",
        ),
        # lists of numbers
        (stats.holm, ([0.2, 1.2],), f"p_values[1]: got 1.2, {SHARE}"),
        (stats.benjamini_hochberg, ([-0.2, 1],), f"p_values[0]: got -0.2, {SHARE}"),
        (stats.holm, ([],), "p_values: got 0, expected at least one value"),
        (
            stats.benjamini_hochberg,
            ([0.1, math.nan],),
            "p_values: got nan at position 1, expected numbers that are known and finite",
        ),
        (
            stats.holm,
            ([math.inf, math.nan],),
            "p_values: got inf at position 0, expected numbers that are known and finite",
        ),
        (
            stats.holm,
            ([[0.1, 0.2]],),
            "p_values: got 2 dimensions, expected a flat list of numbers",
        ),
        (stats.holm, (["high"],), "p_values: got ['high'], expected a list of numbers"),
        (stats.holm, ({},), "p_values: got {}, expected a list of numbers"),
        # two variables
        (
            stats.rank_correlation,
            ([1, 2, 3], [1, 2, 3, 4]),
            "x: got 3, expected at least 4 values",
        ),
        (
            stats.rank_correlation,
            ([1, 2, 3, 4], [1, 2, 3]),
            "y: got 3, expected at least 4 values",
        ),
        (
            stats.rank_correlation,
            ([1, 2, 3, 4], [1, 2, 3, 4, 5]),
            "y: got 5 values, expected 4, as in x",
        ),
        (
            stats.rank_correlation,
            ([0.5] * 4, [1, 2, 3, 4]),
            "x: got 0.5 throughout, expected values that differ",
        ),
        (
            stats.rank_correlation,
            ([1, 2, 3, 4], [7] * 4),
            "y: got 7 throughout, expected values that differ",
        ),
        (
            stats.smallest_detectable_rank_correlation,
            (3,),
            "n: got 3, expected a whole number, at least 4",
        ),
        (stats.smallest_detectable_rank_correlation, (9, 1), f"power: got 1, {BETWEEN}"),
        (
            stats.smallest_detectable_rank_correlation,
            (9, 0.8, 0),
            f"significance: got 0, {BETWEEN}",
        ),
        (
            stats.smallest_detectable_rank_correlation,
            (9, 0.8, 1),
            f"significance: got 1, {BETWEEN}",
        ),
        # groups
        (
            stats.permutation_median_difference,
            ([1], [2, 3]),
            "x: got 1, expected at least 2 values",
        ),
        (
            stats.permutation_median_difference,
            ([1, 2], [3]),
            "y: got 1, expected at least 2 values",
        ),
        (
            stats.permutation_median_difference,
            ([1, 2], [3, 4], 0),
            "resamples: got 0, expected a whole number, at least 1",
        ),
        (stats.permutation_median_difference, ([1, 2], [3, 4], 9, -1), f"seed: got -1, {COUNT}"),
        (stats.trend_test, ([[1, 2]],), "groups: got 1, expected at least two groups"),
        (stats.trend_test, ([[1], []],), "groups[1]: got 0, expected at least one value"),
        (
            stats.trend_test,
            ([[2.5, 2.5], [2.5]],),
            "groups: got 2.5 throughout, expected values that differ",
        ),
        (
            stats.trend_test,
            ([[1], [None]],),
            "groups[1]: got nan at position 0, expected numbers that are known and finite",
        ),
        (stats.trend_test, ([[1], ["Y"]],), "groups[1]: got ['Y'], expected a list of numbers"),
        (
            stats.trend_test,
            ([[1], [2]], 0),
            "resamples: got 0, expected a whole number, at least 1",
        ),
        (stats.trend_test, ([[1], [2]], 10, -1), f"seed: got -1, {COUNT}"),
        (
            stats.cochran_armitage_test,
            ([[0, 2], [1]],),
            "groups: got the values [0.0, 1.0, 2.0], expected 0 and 1, both",
        ),
    ],
)
def test_a_refusal_names_argument_value_and_expectation(
    function: Callable[..., object], arguments: tuple[object, ...], message: str
) -> None:
    with pytest.raises(ValueError) as refused:
        function(*arguments)
    assert str(refused.value) == message
