"""Shares put right for errors that a reader supposes, against counts worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.parameters.pages import MOST_SUPPOSED, DataQualityParameters
from dashboard.query.matrix import CategoryCount
from dashboard.query.misclassification import CorrectedShare, corrected_shares
from dashboard.stats import wilson_interval

percent = st.integers(0, MOST_SUPPOSED)


def corrected(listed: int, missed: int, wrongly_found: int, entries: int = 150) -> CorrectedShare:
    count = CategoryCount("kind", "Kind", listed, entries)
    asked = DataQualityParameters(missed=missed, wrongly_found=wrongly_found)
    [row] = corrected_shares([count], asked)
    return row


def test_known_errors_are_undone() -> None:
    # 100 entries offer it: 80 are found, 20 missed; of the 100 that do not, 10 are wrongly found.
    row = corrected(90, missed=20, wrongly_found=10, entries=200)
    assert row.printed == pytest.approx(0.45)
    assert row.corrected == pytest.approx(0.5)


def test_without_errors_everything_is_as_printed() -> None:
    row = corrected(58, missed=0, wrongly_found=0)
    assert row.corrected == row.possible.low == row.possible.high == row.printed == 58 / 150
    assert row.interval == wilson_interval(58, 150)
    assert not row.cut_off
    assert not row.impossible


def test_the_interval_is_wilsons_with_both_ends_corrected() -> None:
    # Wilson's interval of 15 of 150, from the formula: centre and half-width by hand
    z2, n, p = 1.959963984540054**2, 150, 0.1
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = (z2 * (p * (1 - p) / n + z2 / (4 * n * n))) ** 0.5 / (1 + z2 / n)
    row = corrected(15, missed=10, wrongly_found=2)
    assert row.interval.low == pytest.approx((centre - half - 0.02) / 0.88)
    assert row.interval.high == pytest.approx((centre + half - 0.02) / 0.88)


def test_a_share_that_the_errors_cannot_lead_to_is_marked() -> None:
    assert corrected(131, missed=20, wrongly_found=0).impossible  # 87% printed, 80% at most
    assert corrected(1, missed=0, wrongly_found=10).impossible  # 0.7% printed, 10% at least
    assert not corrected(58, missed=20, wrongly_found=10).impossible


def test_an_interval_that_is_cut_off_is_marked() -> None:
    assert corrected(5, missed=0, wrongly_found=2).cut_off  # from 1.4%
    assert not corrected(58, missed=20, wrongly_found=10).cut_off


@given(listed=st.integers(0, 150), missed=percent, wrongly_found=percent)
def test_shares_stay_in_order_and_between_0_and_1(
    listed: int, missed: int, wrongly_found: int
) -> None:
    row = corrected(listed, missed, wrongly_found)
    assert 0 <= row.possible.low <= row.printed <= row.possible.high <= 1
    assert 0 <= row.interval.low <= row.corrected <= row.interval.high <= 1


def test_every_category_has_its_share_in_the_order_given() -> None:
    counts = [CategoryCount(f"kind_{n}", f"Kind {n}", n, 150) for n in (9, 3, 6)]
    shares = corrected_shares(counts, DataQualityParameters())
    assert [(each.label, each.listed_count, each.entries) for each in shares] == [
        ("Kind 9", 9, 150), ("Kind 3", 3, 150), ("Kind 6", 6, 150),
    ]  # fmt: skip


def test_a_share_at_the_end_of_what_the_errors_allow_is_not_impossible() -> None:
    assert not corrected(3, missed=25, wrongly_found=0, entries=4).impossible  # 75% at most
    assert not corrected(1, missed=0, wrongly_found=25, entries=4).impossible  # 25% at least
