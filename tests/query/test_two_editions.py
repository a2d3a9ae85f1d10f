"""Every question about the published edition, beside a made-up one that is its opposite."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from dashboard.parameters.pages import RelationshipParameters
from dashboard.parameters.shared import Filters
from dashboard.query import (
    bundles,
    comparison,
    evidence,
    map,
    matrix,
    near_misses,
    patterns,
    profile,
)
from dashboard.query import tested_units as units
from dashboard.query.metadata import edition_of, vocabulary

EDITION, OTHER = "2022-05", "1999-01"
# What is listed is not, every rate is 100 more, every grade is Inadequate, every note is doubled.
# A doubt about a cell of the published edition is no difference between its report and its table.
OPPOSITE = f"""
    INSERT INTO offer SELECT '{OTHER}', * EXCLUDE (edition) REPLACE (NOT listed AS listed)
        FROM offer;
    INSERT INTO cla_rate SELECT '{OTHER}', * EXCLUDE (edition)
        REPLACE (coalesce(rate_per_10k, 0) + 100 AS rate_per_10k) FROM cla_rate;
    INSERT INTO ofsted_rating SELECT DISTINCT '{OTHER}', entry_id, 'Inadequate', 'x'
        FROM ofsted_rating;
    INSERT INTO quality_note SELECT note_id + 1000, '{OTHER}', * EXCLUDE (note_id, edition)
        REPLACE ('doubtful' AS kind) FROM quality_note;
    INSERT INTO quality_note SELECT 2000, '{EDITION}', 'surrey', 'mentoring', 'doubtful', 'Y', 'Y',
        'no difference between report and table', 'made up';
"""
SOME = Filters(region=("London", "South West"), has=("basic_support",), cla_min=40, q="o")
QUESTIONS: dict[str, Callable[[], Any]] = {
    "rows": lambda: matrix.rows(SOME),
    "headline": lambda: matrix.headline(SOME),
    "counts": lambda: matrix.category_counts(SOME),
    "numbers listed": lambda: matrix.listed_distribution(SOME),
    "unknown rates": lambda: matrix.unknown_rates(Filters()),
    "near misses": lambda: [
        (missed.condition, list(missed.rows["entry"]))
        for missed in near_misses.near_misses(SOME, vocabulary())
    ],
    "map": lambda: map.authority_values(SOME),
    "off the map": lambda: map.unplaced_entries(Filters()),
    "shares": lambda: [patterns.shares(SOME, "rate")],
    "pairs": lambda: patterns.pairs(SOME),
    "bundles": lambda: bundles.bundles(SOME),
    "entries": lambda: comparison.entries(EDITION, ("leeds", "poole", "dorset")),
    "groups": lambda: comparison.groups(EDITION, ("leeds",), ("york", "poole")),
    "groups of two": lambda: comparison.groups(EDITION, ("leeds", "york")),
    "rates": lambda: comparison.rate_classes(EDITION),
    "notes": lambda: comparison.notes_on(EDITION, ("poole", "dorset")),
    "profile": lambda: profile.rows(EDITION, "leeds", ("york",)),
    "twins": lambda: profile.twins(EDITION, "leeds"),
    "report and table": lambda: evidence.deep_dive("surrey"),
    "entries tested": lambda: units.units("entry"),
    "authorities tested": lambda: units.units("authority"),
    "rows tested": lambda: units.tested_rows(RelationshipParameters("authority", "left-out")),
}


@pytest.fixture(scope="module")
def two_editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published edition, which is the newest, beside its opposite."""
    path = tmp_path_factory.mktemp("two_editions") / "offer.duckdb"
    shutil.copy(os.environ["OFFER_DATABASE"], path)
    with duckdb.connect(str(path)) as connection:
        connection.execute(OPPOSITE)
    return path


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_is_the_same_beside_another_edition(
    question: str, two_editions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = QUESTIONS[question]()
    monkeypatch.setenv("OFFER_DATABASE", str(two_editions))
    beside_another = QUESTIONS[question]()
    assert len(beside_another)
    if isinstance(alone, pd.DataFrame):
        pd.testing.assert_frame_equal(beside_another, alone)
    else:
        assert beside_another == alone


def test_the_other_edition_is_given_when_it_is_asked_for(
    two_editions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = matrix.category_counts(Filters())
    monkeypatch.setenv("OFFER_DATABASE", str(two_editions))
    assert edition_of(Filters()) == EDITION
    assert list(vocabulary().edition) == [EDITION, OTHER]
    opposite = matrix.category_counts(Filters(edition=OTHER))
    assert [each.listed_count for each in opposite] == [150 - each.listed_count for each in listed]
    assert {each.ofsted_rating for each in comparison.entries(OTHER, ("leeds", "york"))} == {
        "Inadequate"
    }
