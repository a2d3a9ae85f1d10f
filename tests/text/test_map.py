"""The map's sentences, counted again from the printed table by authority."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from dashboard.drawing import map as drawing
from dashboard.parameters.pages import colours
from dashboard.parameters.shared import Filters
from dashboard.query.map import authority_values
from dashboard.query.metadata import vocabulary
from dashboard.text import map as text
from dashboard.text.map import ClassCount
from tests.authorities import covered
from tests.published import CATEGORIES
from tests.text.test_matrix import STATES, each_state, rows_of

GRADES = ["Outstanding", "Good", "Requires improvement", "Inadequate"]
ROWS = [row for rows in covered().values() for row in rows]
RATES = [row["cla_rate_per_10k"] for row in ROWS if row["cla_rate_per_10k"] >= 0]  # unknown: NaN
BOUNDS = [int(bound) for bound in np.quantile(RATES, [0.2, 0.4, 0.6, 0.8, 1])]
ORDER: dict[str, list[object]] = {
    "categories_listed": ["0", "1", "2", "3", "4", "5 to 8"],
    "cla_rate": [*BOUNDS, "Rate unknown"],
    "ofsted_rating": [*GRADES, "Two grades"],
    **{category: ["Not listed", "Listed"] for category in CATEGORIES},
}


def class_of(colour: str, rows: Sequence[dict[str, Any]]) -> object:
    """The class of an authority, from its printed rows: its label, or the top of a rate's class."""
    if colour == "categories_listed":
        most = max(row["categories_listed"] for row in rows)
        return "5 to 8" if most >= 5 else str(most)
    if colour == "ofsted_rating":
        grades = {grade for row in rows for grade in row["grades"]}
        return grades.pop() if len(grades) == 1 else "Two grades"
    if colour == "cla_rate":
        known = [row["cla_rate_per_10k"] for row in rows if row["cla_rate_per_10k"] >= 0]
        return next(b for b in BOUNDS if max(known) <= b) if known else "Rate unknown"
    return "Listed" if any(row[colour] for row in rows) else "Not listed"


def said(filters: Filters, colour: str) -> str:
    authorities = authority_values(filters)
    measure = drawing.measure(colour, authorities, vocabulary())
    areas = drawing.areas(authorities, measure)
    counts = drawing.class_counts(areas, measure.legend)
    return text.finding(measure.label, counts, len(areas))


@each_state
def test_the_finding_names_the_commonest_class_of_the_printed_table(filters: Filters) -> None:
    found = set(rows_of(filters)["entry_id"])
    within = [rows for rows in covered().values() if {row["entry_id"] for row in rows} & found]
    for colour, order in ORDER.items():
        if not within:
            assert said(filters, colour) == "None of the 152 authorities matches these filters."
            continue
        counts = Counter(class_of(colour, rows) for rows in within)
        most = max(counts.values())
        commonest = [each for each in order if counts[each] == most][-1]
        sentence = said(filters, colour)
        label = sentence.split("“")[1].split("”")[0]
        assert label == commonest or label.endswith(f" to {commonest}")
        assert sentence == (
            f"{colours(vocabulary())[colour]}: the commonest class is “{label}”, with "
            f"{counts[commonest]} of the {len(within)} authorities within the filters. "
            "2 of England's 152 authorities were not reviewed."
        )


def test_the_states_have_none_one_some_and_all_of_the_authorities() -> None:
    numbers = {
        sum(bool({row["entry_id"] for row in rows} & set(rows_of(each)["entry_id"]))
            for rows in covered().values())
        for each in STATES
    }  # fmt: skip
    assert {0, 1, 150} <= numbers and len(numbers) > 20


def counts(*authorities: int) -> list[ClassCount]:
    return [ClassCount(f"class {place}", n) for place, n in enumerate(authorities)]


@pytest.mark.parametrize(
    ("classes", "named", "n", "within"),
    [
        ([1, 0], 0, 1, 1),
        ([3, 5, 2], 1, 5, 10),
        ([4, 1, 4], 2, 4, 9),  # of two that are equally common the last
        ([2, 2, 2], 2, 2, 6),
    ],
)
def test_of_classes_that_are_equally_common_the_last_is_named(
    classes: list[int], named: int, n: int, within: int
) -> None:
    assert text.finding("Something", counts(*classes, 7), 40) == (
        f"Something: the commonest class is “class {named}”, with {n} of the {within} authorities "
        "within the filters. 7 of England's 40 authorities were not reviewed."
    )


def test_those_not_reviewed_are_never_the_commonest() -> None:
    assert "“class 0”, with 1 of the 1 " in text.finding("Something", counts(1, 0, 9), 10)
    assert text.finding("Something", counts(0, 0, 9), 10) == (
        "None of the 10 authorities matches these filters."
    )


def test_a_rate_is_said_short_on_the_map_and_in_full_on_the_card() -> None:
    assert (text.rate_per_10k(58), text.rate_per_10k(None)) == ("58 per 10,000", "unknown")
    assert text.rate_of_children(58) == "58 per 10,000 children"
    assert text.rate_of_children(None) == "unknown"


def test_an_entry_without_an_area_is_named_among_the_special_cases() -> None:
    away = "Greater Manchester covers no authority and has no area. "
    assert away in text.special_cases(["Greater Manchester"])
    assert text.special_cases(["Greater Manchester"]).replace(away, "") == text.special_cases([])


def test_the_special_cases_are_said_word_by_word() -> None:
    assert text.special_cases([]) == (
        "Greenwich and North Lincolnshire were not reviewed (hatched). Bournemouth, Christchurch "
        "and Poole has two entries, Bournemouth and Poole: both values are shown. Kingston and "
        "Richmond share one entry, and so do North and West Northamptonshire: each is coloured by "
        "it."
    )


def test_the_special_cases_are_those_of_the_published_table() -> None:
    said = text.special_cases([])
    shared = Counter(row["entry"] for rows in covered().values() for row in rows)
    several = {entry for entry, n in shared.items() if n > 1}
    assert several == {"Northamptonshire", "Kingston and Richmond"}
    assert "Kingston and Richmond share one entry" in said
    [two] = [rows for rows in covered().values() if len(rows) > 1]
    assert " and ".join(row["entry"] for row in two) in said
    assert "Greenwich and North Lincolnshire were not reviewed" in said


def test_the_document_says_what_it_shows_how_it_was_made_and_where_it_is_from() -> None:
    notes = text.document_notes(33, "London", "A method.", "2022-05", "0123456789abcdef")
    assert notes[:3] == [
        "33 authorities. Filters: London (pale: outside).",
        "A method. Not listed does not mean that a service does not exist.",
        "Source: What Works for Early Intervention and Children's Social Care, May 2023; offers "
        "of 2022-05, content hash 0123456789ab.",
    ]
    assert "Office for National Statistics (OGL v3.0)" in notes[3] and "Natural Earth" in notes[3]
    assert "Contains OS data" in notes[4] and "Royal Mail data" in notes[4]
    assert text.document_title("Mentoring") == "Mentoring, by authority"
    assert text.table_caption("Mentoring", 152) == "Mentoring: 152 authorities of May 2022"
