"""Tables of two categories, against other sources of truth."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import contingency, hypergeom

from dashboard import stats

untimed = settings(deadline=None)
cells = st.integers(0, 150)


def test_fisher_exact_matches_the_lady_tasting_tea() -> None:
    # Eight cups, three of four named rightly: (16 + 1) / 70 on one side, and the same on the other.
    assert stats.fisher_exact(3, 1, 1, 3) == pytest.approx(34 / 70)


def test_fisher_exact_adds_up_all_tables_no_more_likely_than_the_one_seen() -> None:
    a, b, c, d = 24, 34, 16, 76
    likelihoods = hypergeom(150, a + b, a + c).pmf(np.arange(0, 41))
    by_hand = likelihoods[likelihoods <= likelihoods[a] * (1 + 1e-9)].sum()
    assert stats.fisher_exact(a, b, c, d) == pytest.approx(by_hand)


@given(cells, cells, cells, cells.filter(bool))
@settings(untimed, max_examples=50)
def test_fisher_exact_is_the_same_when_rows_and_columns_change_places(
    a: int, b: int, c: int, d: int
) -> None:
    p_value = stats.fisher_exact(a, b, c, d)
    assert 0 <= p_value <= 1
    assert stats.fisher_exact(a, c, b, d) == pytest.approx(p_value)
    assert stats.fisher_exact(d, c, b, a) == pytest.approx(p_value)


@pytest.mark.parametrize(("first", "second"), [(58, 40), (131, 46), (18, 29), (15, 5)])
def test_fisher_exact_finds_at_most_5_percent_of_unrelated_pairs(first: int, second: int) -> None:
    both = np.arange(max(0, first + second - 150), min(first, second) + 1)
    found = [
        stats.fisher_exact(int(a), first - int(a), second - int(a), 150 - first - second + a)
        <= 0.05
        for a in both
    ]
    assert hypergeom(150, first, second).pmf(both)[found].sum() <= 0.05


def test_expected_count_matches_scipy() -> None:
    expected = contingency.expected_freq([[24, 34], [16, 76]])[0, 0]
    assert stats.expected_count(24, 34, 16, 76) == pytest.approx(expected)


def test_phi_coefficient_is_the_correlation_of_the_two_columns() -> None:
    first = np.repeat([1, 1, 0, 0], [24, 34, 16, 76])
    second = np.repeat([1, 0, 1, 0], [24, 34, 16, 76])
    correlation = np.corrcoef(first, second)[0, 1]
    assert stats.phi_coefficient(24, 34, 16, 76) == pytest.approx(correlation)


@given(st.tuples(*[st.integers(1, 150)] * 4))
@untimed
def test_phi_has_the_sign_of_observed_minus_expected(table: tuple[int, int, int, int]) -> None:
    phi = stats.phi_coefficient(*table)
    assert -1 <= phi <= 1
    excess = table[0] - stats.expected_count(*table)
    assert phi * excess > 0 or (phi == 0 and abs(excess) < 1e-9)


def test_a_table_of_one_entry_or_of_two_is_enough() -> None:
    assert stats.expected_count(1, 0, 0, 0) == 1
    assert stats.phi_coefficient(1, 0, 0, 1) == 1
    assert stats.phi_coefficient(0, 1, 1, 0) == -1
