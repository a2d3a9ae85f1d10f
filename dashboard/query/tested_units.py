"""Who takes part in the tests of Relationships: entries or authorities, and what they have."""

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

import pandas as pd

from dashboard.parameters.pages import RelationshipParameters
from dashboard.query.database import Named, cached, query
from dashboard.query.metadata import build, vocabulary
from dashboard.query.where import filled_in, literal
from dashboard.vocabulary import GRADES

RISING_GRADES = tuple(reversed(GRADES))  # from low to high

# An authority takes on what its entries say: a category is listed when either entry lists it, a
# rate or grade is the one printed, and two different ones leave it without. A value is in doubt
# where a quality note says that it is doubtful, or that it is of another area.
UNITS_ASKED = """
    WITH unit AS (
        SELECT entry_id AS unit_id, entry AS name, entry_id FROM entry WHERE $unit = 'entry'
        UNION ALL
        SELECT ons_code, name, entry_id
        FROM entry_authority JOIN authority USING (ons_code) WHERE $unit = 'authority'
    ), doubt AS (
        SELECT edition, entry_id, list(DISTINCT field) AS fields FROM quality_note
        WHERE kind IN ('doubtful', 'other area') GROUP BY ALL
    ), listed AS (
        SELECT edition, entry_id, coalesce(list(category_id) FILTER (listed), []) AS listed_ids
        FROM offer GROUP BY ALL
    ), rated AS (
        SELECT edition, entry_id, list(rating) AS ratings FROM ofsted_rating GROUP BY ALL
    )
    SELECT unit_id, name, list(entry_id ORDER BY entry_id) AS entry_ids,
           list_distinct(flatten(list(listed_ids))) AS listed_ids,
           coalesce(list(DISTINCT rate_per_10k) FILTER (rate_per_10k IS NOT NULL), []) AS rates,
           list_sort(list_distinct(flatten(list(ratings)))) AS grades,
           coalesce(bool_or(list_contains(fields, 'cla_rate_per_10k')), FALSE) AS rate_in_doubt,
           coalesce(bool_or(list_contains(fields, 'ofsted_rating')), FALSE) AS grade_in_doubt
    FROM unit
    JOIN cla_rate USING (entry_id)
    JOIN listed USING (edition, entry_id)
    JOIN rated USING (edition, entry_id)
    LEFT JOIN doubt USING (edition, entry_id)
    WHERE edition = $edition
    GROUP BY unit_id, name ORDER BY name
"""


class Against(Enum):
    """What number and kinds are tested against; the values are columns of offer_matrix."""

    GRADE = "ofsted_rating"
    RATE = "cla_rate_per_10k"


class Unit(NamedTuple):
    """An entry or an authority. `rate` and `grade` are None unless a single one is printed."""

    unit_id: str
    name: str
    entry_ids: tuple[str, ...]
    listed: frozenset[str]
    rate: float | None
    grade: str | None
    grades: tuple[str, ...]
    rate_in_doubt: bool
    grade_in_doubt: bool

    def takes_part(self, against: Against, doubtful: str) -> bool:
        """Whether tests use it: its grade or rate is known and, unless doubts are kept, trusted."""
        known, in_doubt = (
            (self.grade, self.grade_in_doubt)
            if against is Against.GRADE
            else (self.rate, self.rate_in_doubt)
        )
        return known is not None and (doubtful == "kept" or not in_doubt)


@cached(most=2)
def units(unit: str) -> list[Unit]:
    """What is known of each entry or authority of the newest edition, by name."""
    found = query(UNITS_ASKED, unit=unit, edition=build().edition)
    return [
        Unit(
            str(unit_id),
            str(name),
            tuple(map(str, entry_ids)),
            frozenset(map(str, listed)),
            float(rates[0]) if len(rates) == 1 else None,
            str(grades[0]) if len(grades) == 1 and grades[0] in GRADES else None,
            tuple(map(str, grades)),
            bool(rate_in_doubt),
            bool(grade_in_doubt),
        )
        for unit_id, name, entry_ids, listed, rates, grades, rate_in_doubt, grade_in_doubt in (
            found.itertuples(index=False, name=None)
        )
    ]


def taking_part(against: Against, asked: RelationshipParameters) -> list[Unit]:
    """Those that the tests use, by name."""
    return [each for each in units(asked.unit) if each.takes_part(against, asked.doubtful)]


def of_each_grade(used: Sequence[Unit]) -> dict[str, list[Unit]]:
    """Units by their single grade, from low to high."""
    return {grade: [each for each in used if each.grade == grade] for grade in RISING_GRADES}


def tested_rows(asked: RelationshipParameters) -> pd.DataFrame:
    """What is known of each entry or authority, and in which tests it takes part.

    Columns: unit_id, name, entry_ids, one for each category (TRUE when listed), categories_listed,
    cla_rate_per_10k, grade, grades, rate_in_doubt, grade_in_doubt, in_rating_tests, in_rate_tests.
    """
    return query(_tested_rows(), **_named(asked))


def tested_rows_sql(asked: RelationshipParameters) -> str:
    """The statement that gives the rows tested, written out for readers to run."""
    return filled_in(_tested_rows(), _named(asked))


def _named(asked: RelationshipParameters) -> dict[str, Named]:
    return {"unit": asked.unit, "edition": build().edition, "doubtful": asked.doubtful}


def _tested_rows() -> str:
    listed = ",\n           ".join(
        f"list_contains(listed_ids, {literal(c)}) AS {c}" for c in vocabulary().category
    )
    return f"""
    SELECT unit_id, name, array_to_string(entry_ids, ';') AS entry_ids,
           {listed},
           len(listed_ids) AS categories_listed,
           CASE WHEN len(rates) = 1 THEN rates[1] END AS cla_rate_per_10k,
           CASE WHEN len(grades) = 1 AND list_contains({literal(RISING_GRADES)}, grades[1])
                THEN grades[1] END AS grade,
           array_to_string(grades, ';') AS grades, rate_in_doubt, grade_in_doubt,
           grade IS NOT NULL AND ($doubtful = 'kept' OR NOT grade_in_doubt) AS in_rating_tests,
           cla_rate_per_10k IS NOT NULL AND ($doubtful = 'kept' OR NOT rate_in_doubt)
               AS in_rate_tests
    FROM ({UNITS_ASKED}) ORDER BY name
    """
