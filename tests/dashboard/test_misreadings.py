"""The panel *what if some cells are wrong*, against counts worked out by hand."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.evidence import misreadings
from dashboard.evidence.doubts import MOST, Doubts, read_address
from dashboard.parameters import address_of

percent = st.integers(0, MOST)


def counts(*listed: int, entries: int = 150) -> pd.DataFrame:
    labels = [f"Kind {n}" for n in range(len(listed))]
    return pd.DataFrame({"label": labels, "listed_count": listed, "entries": entries})


def corrected(listed: int, missed: int, wrongly_found: int, entries: int = 150) -> pd.Series:
    doubts = Doubts(missed=missed, wrongly_found=wrongly_found)
    return misreadings.corrected_shares(counts(listed, entries=entries), doubts).iloc[0]


def test_known_errors_are_undone() -> None:
    # 100 entries offer it: 80 are found, 20 missed; of the 100 that do not, 10 are wrongly found.
    row = corrected(90, missed=20, wrongly_found=10, entries=200)
    assert row["share"] == pytest.approx(0.45)
    assert row["corrected"] == pytest.approx(0.5)


def test_without_errors_everything_is_as_printed() -> None:
    row = corrected(58, missed=0, wrongly_found=0)
    assert row["corrected"] == row["least"] == row["most"] == row["share"] == 58 / 150
    assert (row["corrected_low"], row["corrected_high"]) == (row["low"], row["high"])
    assert not row["cut_off"]
    assert not row["impossible"]


def test_the_interval_is_wilsons_with_both_ends_corrected() -> None:
    # Wilson's interval of 15 of 150, from the formula: centre and half-width by hand
    z2, n, p = 1.959963984540054**2, 150, 0.1
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = (z2 * (p * (1 - p) / n + z2 / (4 * n * n))) ** 0.5 / (1 + z2 / n)
    row = corrected(15, missed=10, wrongly_found=2)
    assert row["corrected_low"] == pytest.approx((centre - half - 0.02) / 0.88)
    assert row["corrected_high"] == pytest.approx((centre + half - 0.02) / 0.88)


def test_a_share_that_the_errors_cannot_lead_to_is_marked() -> None:
    assert corrected(131, missed=20, wrongly_found=0)["impossible"]  # 87% printed, 80% at most
    assert corrected(1, missed=0, wrongly_found=10)["impossible"]  # 0.7% printed, 10% at least
    assert not corrected(58, missed=20, wrongly_found=10)["impossible"]


def test_an_interval_that_is_cut_off_is_marked() -> None:
    assert corrected(5, missed=0, wrongly_found=2)["cut_off"]  # from 1.4%
    assert not corrected(58, missed=20, wrongly_found=10)["cut_off"]


@given(listed=st.integers(0, 150), missed=percent, wrongly_found=percent)
def test_shares_stay_in_order_and_between_0_and_1(
    listed: int, missed: int, wrongly_found: int
) -> None:
    row = corrected(listed, missed, wrongly_found)
    assert 0 <= row["least"] <= row["share"] <= row["most"] <= 1
    assert 0 <= row["corrected_low"] <= row["corrected"] <= row["corrected_high"] <= 1


@given(listed=st.lists(st.integers(0, 150), min_size=1), missed=percent, wrongly_found=percent)
def test_there_is_always_a_title_and_a_table(
    listed: list[int], missed: int, wrongly_found: int
) -> None:
    doubts = Doubts(missed=missed, wrongly_found=wrongly_found)
    shares = misreadings.corrected_shares(counts(*listed), doubts)
    assert f"{missed}%" in misreadings.title(shares, doubts)
    assert len(misreadings.shares_list(shares)) == len(listed)
    impossible = bool(shares["impossible"].any())
    assert bool(misreadings.not_explained(shares, doubts)) == impossible


def test_the_title_names_the_share_that_would_change_most() -> None:
    doubts = Doubts(missed=10, wrongly_found=0)
    shares = misreadings.corrected_shares(counts(5, 58), doubts)
    assert misreadings.title(shares, doubts).endswith(
        "kind 1 would be offered by about 64 of 150 (43%) entries, not 58"
    )


KINDS = ["doubtful", "other area"]


def test_doubts_are_read_from_the_address_and_give_it_again() -> None:
    doubts = Doubts(("doubtful",), "poole", 20, 0)
    assert read_address(address_of(doubts), KINDS) == (doubts, [])
    assert address_of(Doubts()) == {}


@pytest.mark.parametrize("value", ["41", "-1", "1.5", "ten", "", "1000000000", "٣"])
def test_an_error_that_is_no_whole_number_up_to_40_is_left_out_and_said(value: str) -> None:
    doubts, ignored = read_address({"missed": [value]}, KINDS)
    assert doubts == Doubts()
    assert ignored == [f"missed={value} is not known. Accepted: a whole number from 0 to 40"]
