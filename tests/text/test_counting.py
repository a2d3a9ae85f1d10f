"""Counts in words, each by hand."""

import pytest

from dashboard.text import counting


def test_a_share_is_said_with_n_and_nothing_has_no_percentage() -> None:
    assert counting.share(58, 150) == "58 of 150 (39%)"
    assert counting.share(0, 0) == "0 of 0"


@pytest.mark.parametrize(
    ("p", "said"),
    [
        (None, "–"),
        (float("nan"), "–"),
        (0.0009, "<0.001"),
        (0.001, "0.001"),
        (0.0454, "0.045"),
        (1.0, "1.000"),
    ],
)
def test_a_p_value_has_three_places(p: float | None, said: str) -> None:
    assert counting.p_value(p) == said


@pytest.mark.parametrize(
    ("n", "said"), [(0, "no"), (1, "one"), (8, "eight"), (10, "ten"), (11, "11"), (150, "150")]
)
def test_numbers_above_ten_stand_in_figures(n: int, said: str) -> None:
    assert counting.number(n) == said


def test_a_median_of_nothing_is_a_dash() -> None:
    assert [counting.median(m) for m in (None, 0, 2.0, 2.5)] == ["–", "0", "2", "2.5"]


def test_entries_are_found_of_all_and_agree_with_their_number() -> None:
    assert counting.entries_found(3, 150) == "3 of 150 entries"
    assert [counting.plural(n, "entry", "entries") for n in (0, 1, 2)] == [
        "0 entries", "1 entry", "2 entries",
    ]  # fmt: skip


def test_words_stand_in_a_list_with_one_and() -> None:
    assert [counting.in_list(list(words)) for words in ("a", "ab", "abc", "")] == [
        "a", "a and b", "a, b and c", "",
    ]  # fmt: skip


def test_limits_are_whole_percents() -> None:
    assert counting.percent_range(0.314, 0.466) == "31% to 47%"
