"""Sentences of Data and methods, counted again from the files and from made-up figures."""

from random import Random

import pandas as pd
import pytest

from dashboard.parameters.pages import DataQualityParameters
from dashboard.query import data_quality as query
from dashboard.query.data_quality import PublishedFigure
from dashboard.text import data_quality as text
from dashboard.vocabulary import lower_first
from tests.published import CATEGORIES, DATA, published_matrix
from tests.recorded import quality_notes


def figure(name: str, published: float, by_entry: float) -> PublishedFigure:
    return PublishedFigure(name, published, by_entry, by_entry, "", "", "")


def test_the_finding_counts_the_figures_found_again_and_the_notes() -> None:
    written = pd.read_csv(DATA / "reference" / "published_figures.csv").set_index("figure_id")
    listed = published_matrix()[list(CATEGORIES)].sum()
    differ = sum(
        written["published_value"][category] != listed[category]
        for category in set(CATEGORIES) & set(written.index)
    )
    notes = len(query.notes(DataQualityParameters()))
    assert text.reconciliation(query.published_figures(), notes) == (
        f"{len(written) - differ} of the {len(written)} figures in the report's text are found "
        f"again in its table; {len(quality_notes())} quality notes say what was cleaned and what "
        "is in doubt."
    )


@pytest.mark.parametrize("seed", range(20))
def test_the_title_names_just_the_figures_that_differ(seed: int) -> None:
    random = Random(seed)
    some = [figure(f"Kind {n}", n, n + random.choice([0, 0, 1, -2])) for n in range(6)]
    differ = [lower_first(f.figure) for f in some if f.published != f.by_entry]
    start = f"{len(differ)} of the report's 6 own figures differ from its table"
    named = f": {' and '.join(differ)}" if differ else ""
    assert text.figures_title(some) == start + named
    assert text.reconciliation(some, 7).startswith(f"{6 - len(differ)} of the 6 figures")
    assert "; 7 quality notes" in text.reconciliation(some, 7)


@pytest.mark.parametrize(
    ("found", "published", "said"),
    [(46, 43, "+3"), (5, 6, "−1"), (131, 131, "none"), (86.5, 87, "−0.5")],
)
def test_a_difference_has_its_sign_and_none_is_said(
    found: float, published: float, said: str
) -> None:
    assert text.difference(found, published) == said


@pytest.mark.parametrize(
    ("names", "said"),
    [(["Leeds"], "Leeds"), (["Leeds", "York"], "Leeds and York"), (list("ABC"), "A, B and C")],
)
def test_entries_without_a_note_are_named(names: list[str], said: str) -> None:
    assert text.no_note(names) == f"No quality note is about {said}."


def test_the_number_of_kinds_is_said_in_words() -> None:
    assert text.categories_title(8) == "The eight kinds of support"
    assert text.categories_title(9) == "The nine kinds of support"


def test_the_notes_found_are_said_of_all() -> None:
    assert text.found_of(3, 40) == "3 of 40 notes"
