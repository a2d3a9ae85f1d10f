"""P-values adjusted for the number of tests, against other sources of truth."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from dashboard import stats

untimed = settings(deadline=None)
p_value_lists = st.lists(st.floats(0, 1), min_size=1, max_size=28)


BENJAMINI_HOCHBERG_1995 = [
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
    *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000),
]


def test_benjamini_hochberg_keeps_the_four_findings_of_the_1995_paper() -> None:
    adjusted = stats.benjamini_hochberg(BENJAMINI_HOCHBERG_1995)
    assert [p_value <= 0.05 for p_value in adjusted] == [True] * 4 + [False] * 11
    assert adjusted[3] == pytest.approx(0.0095 * 15 / 4)


def test_holm_keeps_three_of_the_findings_of_the_1995_paper() -> None:
    adjusted = stats.holm(BENJAMINI_HOCHBERG_1995)
    assert [p_value <= 0.05 for p_value in adjusted] == [True] * 3 + [False] * 12


@given(p_value_lists)
@settings(untimed, max_examples=8)
def test_holm_matches_statsmodels(raw: list[float]) -> None:
    assert stats.holm(raw) == pytest.approx(multipletests(raw, method="holm")[1])


def test_holm_by_hand() -> None:
    assert stats.holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])


@given(p_value_lists)
@untimed
def test_benjamini_hochberg_is_the_smallest_n_p_over_rank_from_there_on(raw: list[float]) -> None:
    by_rank = sorted(raw)
    expected = [
        min(by_rank[k] * len(raw) / (k + 1) for k in range(at, len(raw))) for at in range(len(raw))
    ]
    adjusted = stats.benjamini_hochberg(raw)
    assert sorted(adjusted) == pytest.approx(expected)


@given(p_value_lists)
@untimed
def test_adjusted_p_values_keep_the_order_and_are_never_below_the_raw_ones(
    raw: list[float],
) -> None:
    by_size = np.argsort(raw, kind="stable")
    for adjust in (stats.benjamini_hochberg, stats.holm):
        adjusted = adjust(raw)
        assert all(after >= before for after, before in zip(adjusted, raw, strict=True))
        assert np.all(np.diff([adjusted[at] for at in by_size]) >= -1e-12)


@given(p_value_lists)
@untimed
def test_holm_is_never_below_benjamini_hochberg(raw: list[float]) -> None:
    pairs = zip(stats.holm(raw), stats.benjamini_hochberg(raw), strict=True)
    assert all(strict >= lenient - 1e-12 for strict, lenient in pairs)


def test_holm_makes_a_false_finding_in_at_most_5_percent_of_eight_null_tests() -> None:
    rng = np.random.default_rng(6)
    wrong = [min(stats.holm(rng.random(8))) <= 0.05 for _ in range(2000)]
    assert 0.03 < np.mean(wrong) < 0.065


def test_benjamini_hochberg_keeps_false_findings_under_5_percent_among_28_pairs() -> None:
    rng = np.random.default_rng(28)
    false_shares = []
    for _ in range(1000):
        # Twenty pairs unrelated, eight related with p-values near 0.
        raw = np.concatenate([rng.random(20), rng.beta(0.1, 8, 8)])
        found = np.array(stats.benjamini_hochberg(raw)) <= 0.05
        false_shares.append(found[:20].sum() / max(1, found.sum()))
    assert 0.025 < np.mean(false_shares) < 0.05
