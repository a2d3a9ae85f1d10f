"""The sentences of *what if some cells are wrong*, worked out again from the printed table."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.parameters.pages import MOST_SUPPOSED, DataQualityParameters
from dashboard.parameters.shared import Filters
from dashboard.query.matrix import CategoryCount, category_counts
from dashboard.query.metadata import vocabulary
from dashboard.query.misclassification import CorrectedShare, corrected_shares
from dashboard.text import misclassification as text
from dashboard.vocabulary import lower_first
from tests.published import CATEGORIES, published_matrix

percent = st.integers(0, MOST_SUPPOSED)
ERRORS = [(0, 0), (10, 2), (0, 10), (20, 0), (40, 40), (13, 0), (0, 1), (12, 0), (40, 0), (0, 40)]
each_pair_of_errors = pytest.mark.parametrize(("missed", "wrongly_found"), ERRORS)


def asked(missed: int, wrongly_found: int) -> DataQualityParameters:
    return DataQualityParameters(missed=missed, wrongly_found=wrongly_found)


def shares_of(listed: list[int], missed: int, wrongly_found: int) -> list[CorrectedShare]:
    counts = [CategoryCount(f"k{i}", f"Kind {i}", n, 150) for i, n in enumerate(listed)]
    return corrected_shares(counts, asked(missed, wrongly_found))


def expected_title(listed: dict[str, int], missed: int, wrongly_found: int) -> str:
    """The title, from the formula of Rogan and Gladen by hand."""
    start = f"With {missed}% of offers missed and {wrongly_found}% wrongly found"
    possible = {
        label: n for label, n in listed.items() if wrongly_found <= 100 * n / 150 <= 100 - missed
    }
    if not possible:
        return f"{start} no share in the table can be explained"
    true = {
        label: (n / 150 - wrongly_found / 100) / (1 - (missed + wrongly_found) / 100)
        for label, n in possible.items()
    }
    moved = {label: abs(true[label] - n / 150) for label, n in possible.items()}
    most = max(moved, key=lambda label: round(moved[label], 12))
    if round(moved[most], 12) == 0:
        return f"{start}, every share is what the table gives"
    entries = round(true[most] * 150)
    return (
        f"{start}, {most} would be offered by about {entries} of 150 ({entries / 150:.0%}) "
        f"entries, not {possible[most]}"
    )


@each_pair_of_errors
def test_the_title_names_the_category_that_the_errors_change_most(
    missed: int, wrongly_found: int
) -> None:
    labels = vocabulary().category
    listed = {lower_first(labels[c]): int(published_matrix()[c].sum()) for c in CATEGORIES}
    shares = corrected_shares(category_counts(Filters()), asked(missed, wrongly_found))
    title = text.title(shares, asked(missed, wrongly_found))
    assert title == expected_title(listed, missed, wrongly_found)


@pytest.mark.parametrize("seed", range(20))
def test_the_title_holds_for_any_counts_and_errors(seed: int) -> None:
    random = Random(seed)
    listed = [random.choice([0, 1, 5, 58, 58, 131, 150]) for _ in range(random.randint(1, 9))]
    missed, wrongly_found = random.choice([0, 10, 40]), random.choice([0, 2, 33])
    title = text.title(shares_of(listed, missed, wrongly_found), asked(missed, wrongly_found))
    named = {f"kind {i}": n for i, n in enumerate(listed)}
    assert title == expected_title(named, missed, wrongly_found)


def test_the_title_names_the_share_that_would_change_most() -> None:
    assert text.title(shares_of([5, 58], 10, 0), asked(10, 0)).endswith(
        "kind 1 would be offered by about 64 of 150 (43%) entries, not 58"
    )


@each_pair_of_errors
def test_the_shares_that_the_errors_cannot_lead_to_are_named(
    missed: int, wrongly_found: int
) -> None:
    labels, rows = vocabulary().category, published_matrix()
    cannot = [
        lower_first(labels[c])
        for c in CATEGORIES
        if not wrongly_found <= 100 * rows[c].sum() / 150 <= 100 - missed
    ]
    shares = corrected_shares(category_counts(Filters()), asked(missed, wrongly_found))
    said = text.not_explained(shares, asked(missed, wrongly_found))
    if not cannot:
        assert said == ""
        return
    assert said.startswith(f"These errors cannot be right for {', '.join(cannot)}: with them, ")
    assert f"between {wrongly_found}% and {100 - missed}% of entries" in said


@given(listed=st.lists(st.integers(0, 150), min_size=1), missed=percent, wrongly_found=percent)
def test_there_is_always_a_title_and_numbers(
    listed: list[int], missed: int, wrongly_found: int
) -> None:
    shares = shares_of(listed, missed, wrongly_found)
    assert f"{missed}%" in text.title(shares, asked(missed, wrongly_found))
    assert all(all(text.facts(each).values()) for each in shares)
    impossible = any(each.impossible for each in shares)
    assert bool(text.not_explained(shares, asked(missed, wrongly_found))) == impossible


def test_the_numbers_of_a_category_mark_what_is_impossible_and_what_is_cut_off() -> None:
    plain, impossible, cut_off = shares_of([58, 131, 5], 20, 2)
    assert text.facts(plain) == {
        "listed": "58 of 150 (39%)",
        "corrected": "47%",
        "interval": "37% to 57%",
        "possible": "37% to 48%",
    }
    assert text.facts(impossible)["corrected"] == "not possible"
    assert text.facts(cut_off)["interval"].endswith(" *")
    assert not text.facts(plain)["interval"].endswith(" *")


def test_the_chart_in_words_gives_every_category() -> None:
    shares = corrected_shares(category_counts(Filters()), asked(10, 2))
    said = "; ".join(
        f"{each.label}: {each.printed:.0%} printed, {each.corrected:.0%} corrected, "
        f"{each.possible[0]:.0%} to {each.possible[1]:.0%} possible"
        for each in shares
    )
    assert text.alt(shares) == f"Chart of shares with ranges. {said}."
    for some in (shares, shares[:1]):
        assert text.subtitle(some) == "Share of 150 entries, as printed and corrected, May 2022"
