"""Intervals of shares and error-corrected shares, against other sources of truth."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.stats import binom, binomtest

from dashboard import stats

untimed = settings(deadline=None)
shares = st.floats(0, 1)


@st.composite
def found_of_entries(draw: st.DrawFn) -> tuple[int, int]:
    n = draw(st.integers(1, 150))
    return draw(st.integers(0, n)), n


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_interval_matches_newcombe_1998(
    successes: int, n: int, low: float, high: float
) -> None:
    assert stats.wilson_interval(successes, n) == pytest.approx((low, high), abs=5e-5)


def test_wilson_limits_are_the_shares_that_a_score_test_just_does_not_reject() -> None:
    def score(true_share: float) -> float:
        return (58 / 150 - true_share) / math.sqrt(true_share * (1 - true_share) / 150)

    low = brentq(lambda share: score(share) - 1.959964, 0.01, 58 / 150)
    high = brentq(lambda share: score(share) + 1.959964, 58 / 150, 0.99)
    assert stats.wilson_interval(58, 150) == pytest.approx((low, high), abs=1e-6)


@given(found_of_entries(), st.floats(0.5, 0.999))
@untimed
def test_wilson_interval_contains_the_share_and_stays_between_0_and_1(
    found: tuple[int, int], confidence: float
) -> None:
    low, high = stats.wilson_interval(*found, confidence)
    assert 0 <= low <= found[0] / found[1] <= high <= 1


def test_wilson_interval_ends_at_exactly_0_and_1_when_none_or_all_are_listed() -> None:
    assert stats.wilson_interval(0, 150, 0.8).low == 0
    assert stats.wilson_interval(150, 150, 0.8).high == 1


@given(found_of_entries())
@untimed
def test_wilson_interval_of_not_listed_mirrors_that_of_listed(found: tuple[int, int]) -> None:
    successes, n = found
    low, high = stats.wilson_interval(successes, n)
    assert stats.wilson_interval(n - successes, n) == pytest.approx((1 - high, 1 - low))


@given(found_of_entries())
@untimed
def test_wilson_interval_widens_with_confidence(found: tuple[int, int]) -> None:
    narrow, wide = (stats.wilson_interval(*found, confidence) for confidence in (0.8, 0.99))
    assert wide.low <= narrow.low <= narrow.high <= wide.high
    assert wide.high - wide.low > narrow.high - narrow.low


@pytest.mark.parametrize("confidence", [0.8, 0.9, 0.95, 0.99])
def test_wilson_interval_matches_scipy_at_every_confidence(confidence: float) -> None:
    expected = binomtest(58, 150).proportion_ci(confidence, method="wilson")
    assert stats.wilson_interval(58, 150, confidence) == pytest.approx(expected)


@pytest.mark.parametrize("n", [12, 17, 31, 56, 150])
def test_wilson_interval_covers_95_percent_on_average_at_the_sizes_of_this_data(n: int) -> None:
    found = np.arange(n + 1)
    limits = np.array([stats.wilson_interval(int(successes), n) for successes in found])
    # Coverage is exact here: the probabilities of all counts whose interval holds the truth.
    truths = np.linspace(0.03, 0.97, 189)
    holds = (limits[:, 0] <= truths[:, None]) & (truths[:, None] <= limits[:, 1])
    coverage = (binom.pmf(found, n, truths[:, None]) * holds).sum(axis=1)
    assert 0.945 < coverage.mean() < 0.962
    assert coverage.min() > 0.83


def test_rogan_gladen_by_hand() -> None:
    # 20 of 120 recorded, sensitivity 0.9, specificity 0.99.
    assert stats.rogan_gladen(20 / 120, 0.1, 0.01) == pytest.approx((20 / 120 - 0.01) / 0.89)


def test_rogan_gladen_without_errors_is_the_recorded_share() -> None:
    assert stats.rogan_gladen(58 / 150, 0, 0) == 58 / 150


@given(shares, st.floats(0, 0.45), st.floats(0, 0.45))
@untimed
def test_rogan_gladen_undoes_the_errors(truth: float, missed: float, wrongly: float) -> None:
    recorded = truth * (1 - missed) + (1 - truth) * wrongly
    assert stats.rogan_gladen(recorded, missed, wrongly) == pytest.approx(truth, abs=1e-9)


@given(shares, st.floats(0, 0.45), st.floats(0, 0.45), st.floats(0, 1), st.floats(0, 1))
@untimed
def test_rogan_gladen_lies_between_the_two_one_sided_errors(
    share: float, missed: float, wrongly: float, part_missed: float, part_wrongly: float
) -> None:
    low = stats.rogan_gladen(share, 0, wrongly)
    high = stats.rogan_gladen(share, missed, 0)
    corrected = stats.rogan_gladen(share, part_missed * missed, part_wrongly * wrongly)
    assert low - 1e-9 <= corrected <= high + 1e-9


def test_rogan_gladen_is_0_where_errors_alone_would_have_recorded_more() -> None:
    assert stats.rogan_gladen(0.03, 0.2, 0.05) == 0


def test_rogan_gladen_is_1_where_errors_would_have_left_fewer() -> None:
    assert stats.rogan_gladen(0.95, 0.1, 0) == 1


def test_rogan_gladen_corrects_as_long_as_the_record_says_anything() -> None:
    # Sensitivity 0.5, specificity 0.5 + 1e-9: the record is next to noise, but not noise.
    assert stats.rogan_gladen(0.5, 0.5, 0.5 - 1e-9) == pytest.approx(1, abs=1e-6)


def test_rogan_gladen_finds_the_truth_behind_simulated_reading_errors() -> None:
    rng = np.random.default_rng(1978)
    offered = rng.random((400, 150)) < 0.4
    recorded = np.where(offered, rng.random((400, 150)) >= 0.2, rng.random((400, 150)) < 0.05)
    estimates = [stats.rogan_gladen(share, 0.2, 0.05) for share in recorded.mean(axis=1)]
    assert np.mean(estimates) == pytest.approx(0.4, abs=0.01)
