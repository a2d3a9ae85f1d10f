"""Shares, tables, adjusted p-values and error-corrected shares, against other sources of truth."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.stats import binom, contingency, hypergeom
from statsmodels.stats.multitest import multipletests

from dashboard import statistics

untimed = settings(deadline=None)
shares = st.floats(0, 1)
p_value_lists = st.lists(shares, min_size=1, max_size=28)
cells = st.integers(0, 150)


@st.composite
def found_of_entries(draw: st.DrawFn) -> tuple[int, int]:
    n = draw(st.integers(1, 150))
    return draw(st.integers(0, n)), n


# --- Wilson -----------------------------------------------------------------------------------


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
    assert statistics.wilson_interval(successes, n) == pytest.approx((low, high), abs=5e-5)


def test_wilson_limits_are_the_shares_that_a_score_test_just_does_not_reject() -> None:
    def score(true_share: float) -> float:
        return (58 / 150 - true_share) / math.sqrt(true_share * (1 - true_share) / 150)

    low = brentq(lambda share: score(share) - 1.959964, 0.01, 58 / 150)
    high = brentq(lambda share: score(share) + 1.959964, 58 / 150, 0.99)
    assert statistics.wilson_interval(58, 150) == pytest.approx((low, high), abs=1e-6)


@given(found_of_entries(), st.floats(0.5, 0.999))
@untimed
def test_wilson_interval_contains_the_share_and_stays_between_0_and_1(
    found: tuple[int, int], confidence: float
) -> None:
    low, high = statistics.wilson_interval(*found, confidence)
    assert 0 <= low <= found[0] / found[1] <= high <= 1


def test_wilson_interval_ends_at_exactly_0_and_1_when_none_or_all_are_listed() -> None:
    assert statistics.wilson_interval(0, 150, 0.8).low == 0
    assert statistics.wilson_interval(150, 150, 0.8).high == 1


@given(found_of_entries())
@untimed
def test_wilson_interval_of_not_listed_mirrors_that_of_listed(found: tuple[int, int]) -> None:
    successes, n = found
    low, high = statistics.wilson_interval(successes, n)
    assert statistics.wilson_interval(n - successes, n) == pytest.approx((1 - high, 1 - low))


@given(found_of_entries())
@untimed
def test_wilson_interval_widens_with_confidence(found: tuple[int, int]) -> None:
    narrow, wide = (statistics.wilson_interval(*found, confidence) for confidence in (0.8, 0.99))
    assert wide.low <= narrow.low <= narrow.high <= wide.high


@pytest.mark.parametrize("n", [12, 17, 31, 56, 150])
def test_wilson_interval_covers_95_percent_on_average_at_the_sizes_of_this_data(n: int) -> None:
    found = np.arange(n + 1)
    limits = np.array([statistics.wilson_interval(int(successes), n) for successes in found])
    # Coverage is exact here: the probabilities of all counts whose interval holds the truth.
    truths = np.linspace(0.03, 0.97, 189)
    holds = (limits[:, 0] <= truths[:, None]) & (truths[:, None] <= limits[:, 1])
    coverage = (binom.pmf(found, n, truths[:, None]) * holds).sum(axis=1)
    assert 0.945 < coverage.mean() < 0.962
    assert coverage.min() > 0.83


# --- Two by two -------------------------------------------------------------------------------


def test_fisher_exact_matches_the_lady_tasting_tea() -> None:
    # Eight cups, three of four named rightly: (16 + 1) / 70 on one side, and the same on the other.
    assert statistics.fisher_exact(3, 1, 1, 3) == pytest.approx(34 / 70)


def test_fisher_exact_adds_up_all_tables_no_more_likely_than_the_one_seen() -> None:
    a, b, c, d = 24, 34, 16, 76
    likelihoods = hypergeom(150, a + b, a + c).pmf(np.arange(0, 41))
    by_hand = likelihoods[likelihoods <= likelihoods[a] * (1 + 1e-9)].sum()
    assert statistics.fisher_exact(a, b, c, d) == pytest.approx(by_hand)


@given(cells, cells, cells, cells.filter(bool))
@settings(untimed, max_examples=50)
def test_fisher_exact_is_the_same_when_rows_and_columns_change_places(
    a: int, b: int, c: int, d: int
) -> None:
    p_value = statistics.fisher_exact(a, b, c, d)
    assert 0 <= p_value <= 1
    assert statistics.fisher_exact(a, c, b, d) == pytest.approx(p_value)
    assert statistics.fisher_exact(d, c, b, a) == pytest.approx(p_value)


@pytest.mark.parametrize(("first", "second"), [(58, 40), (131, 46), (18, 29), (15, 5)])
def test_fisher_exact_finds_at_most_5_percent_of_unrelated_pairs(first: int, second: int) -> None:
    both = np.arange(max(0, first + second - 150), min(first, second) + 1)
    found = [
        statistics.fisher_exact(int(a), first - int(a), second - int(a), 150 - first - second + a)
        <= 0.05
        for a in both
    ]
    assert hypergeom(150, first, second).pmf(both)[found].sum() <= 0.05


def test_expected_count_matches_scipy() -> None:
    expected = contingency.expected_freq([[24, 34], [16, 76]])[0, 0]
    assert statistics.expected_count(24, 34, 16, 76) == pytest.approx(expected)


def test_phi_coefficient_is_the_correlation_of_the_two_columns() -> None:
    first = np.repeat([1, 1, 0, 0], [24, 34, 16, 76])
    second = np.repeat([1, 0, 1, 0], [24, 34, 16, 76])
    correlation = np.corrcoef(first, second)[0, 1]
    assert statistics.phi_coefficient(24, 34, 16, 76) == pytest.approx(correlation)


@given(st.tuples(*[st.integers(1, 150)] * 4))
@untimed
def test_phi_has_the_sign_of_observed_minus_expected(table: tuple[int, int, int, int]) -> None:
    phi = statistics.phi_coefficient(*table)
    assert -1 <= phi <= 1
    excess = table[0] - statistics.expected_count(*table)
    assert phi * excess > 0 or (phi == 0 and abs(excess) < 1e-9)


def test_phi_is_refused_when_a_category_is_listed_by_nobody() -> None:
    with pytest.raises(ValueError, match=r"\(0, 0, 40, 110\), expected no empty row or column"):
        statistics.phi_coefficient(0, 0, 40, 110)


# --- Many tests at once -----------------------------------------------------------------------

BENJAMINI_HOCHBERG_1995 = [
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
    *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000),
]


def test_benjamini_hochberg_keeps_the_four_findings_of_the_1995_paper() -> None:
    adjusted = statistics.benjamini_hochberg(BENJAMINI_HOCHBERG_1995)
    assert [p_value <= 0.05 for p_value in adjusted] == [True] * 4 + [False] * 11
    assert adjusted[3] == pytest.approx(0.0095 * 15 / 4)


def test_holm_keeps_three_of_the_findings_of_the_1995_paper() -> None:
    adjusted = statistics.holm(BENJAMINI_HOCHBERG_1995)
    assert [p_value <= 0.05 for p_value in adjusted] == [True] * 3 + [False] * 12


@given(p_value_lists)
@settings(untimed, max_examples=8)
def test_holm_matches_statsmodels(raw: list[float]) -> None:
    assert statistics.holm(raw) == pytest.approx(multipletests(raw, method="holm")[1])


def test_holm_by_hand() -> None:
    assert statistics.holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])


@given(p_value_lists)
@untimed
def test_benjamini_hochberg_is_the_smallest_n_p_over_rank_from_there_on(raw: list[float]) -> None:
    by_rank = sorted(raw)
    expected = [
        min(by_rank[k] * len(raw) / (k + 1) for k in range(at, len(raw))) for at in range(len(raw))
    ]
    adjusted = statistics.benjamini_hochberg(raw)
    assert sorted(adjusted) == pytest.approx(expected)


@given(p_value_lists)
@untimed
def test_adjusted_p_values_keep_the_order_and_are_never_below_the_raw_ones(
    raw: list[float],
) -> None:
    by_size = np.argsort(raw, kind="stable")
    for adjust in (statistics.benjamini_hochberg, statistics.holm):
        adjusted = adjust(raw)
        assert all(after >= before for after, before in zip(adjusted, raw, strict=True))
        assert np.all(np.diff([adjusted[at] for at in by_size]) >= -1e-12)


@given(p_value_lists)
@untimed
def test_holm_is_never_below_benjamini_hochberg(raw: list[float]) -> None:
    pairs = zip(statistics.holm(raw), statistics.benjamini_hochberg(raw), strict=True)
    assert all(strict >= lenient - 1e-12 for strict, lenient in pairs)


def test_holm_makes_a_false_finding_in_at_most_5_percent_of_eight_null_tests() -> None:
    rng = np.random.default_rng(6)
    wrong = [min(statistics.holm(rng.random(8))) <= 0.05 for _ in range(2000)]
    assert 0.03 < np.mean(wrong) < 0.065


def test_benjamini_hochberg_keeps_false_findings_under_5_percent_among_28_pairs() -> None:
    rng = np.random.default_rng(28)
    false_shares = []
    for _ in range(1000):
        # Twenty pairs unrelated, eight related with p-values near 0.
        raw = np.concatenate([rng.random(20), rng.beta(0.1, 8, 8)])
        found = np.array(statistics.benjamini_hochberg(raw)) <= 0.05
        false_shares.append(found[:20].sum() / max(1, found.sum()))
    assert 0.025 < np.mean(false_shares) < 0.05


# --- Rogan and Gladen -------------------------------------------------------------------------


def test_rogan_gladen_by_hand() -> None:
    # 20 of 120 recorded, sensitivity 0.9, specificity 0.99.
    assert statistics.rogan_gladen(20 / 120, 0.1, 0.01) == pytest.approx((20 / 120 - 0.01) / 0.89)


def test_rogan_gladen_without_errors_is_the_recorded_share() -> None:
    assert statistics.rogan_gladen(58 / 150, 0, 0) == 58 / 150


@given(shares, st.floats(0, 0.45), st.floats(0, 0.45))
@untimed
def test_rogan_gladen_undoes_the_errors(truth: float, missed: float, wrongly: float) -> None:
    recorded = truth * (1 - missed) + (1 - truth) * wrongly
    assert statistics.rogan_gladen(recorded, missed, wrongly) == pytest.approx(truth, abs=1e-9)


@given(shares, st.floats(0, 0.45), st.floats(0, 0.45), st.floats(0, 1), st.floats(0, 1))
@untimed
def test_rogan_gladen_lies_between_the_two_one_sided_errors(
    share: float, missed: float, wrongly: float, part_missed: float, part_wrongly: float
) -> None:
    low = statistics.rogan_gladen(share, 0, wrongly)
    high = statistics.rogan_gladen(share, missed, 0)
    corrected = statistics.rogan_gladen(share, part_missed * missed, part_wrongly * wrongly)
    assert low - 1e-9 <= corrected <= high + 1e-9


def test_rogan_gladen_is_0_where_errors_alone_would_have_recorded_more() -> None:
    assert statistics.rogan_gladen(0.03, 0.2, 0.05) == 0


def test_rogan_gladen_is_1_where_errors_would_have_left_fewer() -> None:
    assert statistics.rogan_gladen(0.95, 0.1, 0) == 1


def test_rogan_gladen_finds_the_truth_behind_simulated_reading_errors() -> None:
    rng = np.random.default_rng(1978)
    offered = rng.random((400, 150)) < 0.4
    recorded = np.where(offered, rng.random((400, 150)) >= 0.2, rng.random((400, 150)) < 0.05)
    estimates = [statistics.rogan_gladen(share, 0.2, 0.05) for share in recorded.mean(axis=1)]
    assert np.mean(estimates) == pytest.approx(0.4, abs=0.01)


# --- What is refused --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("function", "arguments", "message"),
    [
        (statistics.wilson_interval, (5, 0), "n: got 0, expected a whole number, at least 1"),
        (statistics.wilson_interval, (-1, 5), "successes: got -1, expected a whole number"),
        (statistics.wilson_interval, (6, 5), "successes: got 6, expected at most n, which is"),
        (statistics.wilson_interval, (2.5, 5), "successes: got 2.5, expected a whole number"),
        (statistics.wilson_interval, (2, 5, 95), "confidence: got 95, expected a number from"),
        (statistics.fisher_exact, (1, 2, 3, -4), "d: got -4, expected a whole number"),
        (statistics.fisher_exact, (0, 0, 0, 0), "at least one entry in the table"),
        (statistics.holm, ([0.2, 1.2],), r"p_values\[1\]: got 1.2, expected a number from 0"),
        (statistics.holm, ([],), "p_values: got 0, expected at least one value"),
        (statistics.benjamini_hochberg, ([0.1, math.nan],), "p_values: got nan at position 1"),
        (statistics.rogan_gladen, (87, 0, 0), "share: got 87, expected a number from 0 to 1"),
        (statistics.rogan_gladen, (0.5, "a", 0), "missed: got 'a', expected a number from 0"),
        (statistics.rogan_gladen, (0.5, 0.7, 0.3), "missed .*: got 1.0, expected less than 1"),
        (statistics.rogan_gladen, (0.5, 0.9, 0.9), "missed .*: got 1.8, expected less than 1"),
    ],
)
def test_refusals_name_argument_value_and_expectation(
    function: Callable[..., object], arguments: tuple[object, ...], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        function(*arguments)
