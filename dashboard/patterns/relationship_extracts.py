"""What Relationships shows, to take away: the results of its tests, and the rows tested."""

from typing import Any

import pandas as pd

from dashboard import queries
from dashboard.database import query
from dashboard.files.extracts import Address, Extract, Reading
from dashboard.parameters import address_of
from dashboard.patterns import relationships
from dashboard.patterns.pattern_choices import RELATIONSHIPS, RelationshipChoice, read_relationship
from dashboard.patterns.relationship_findings import in_words, verdict
from dashboard.patterns.relationships import GRADES
from dashboard.selection_sql import filled_in, literal

RESULT_COLUMNS = {
    "against": "Column that is tested against: ofsted_rating or cla_rate_per_10k",
    "outcome": "What is tested: categories_listed, or a category",
    "label": "Short label of the category, or Number of categories",
    "unit": "What is counted: entry or authority",
    "doubtful": "Values that a quality note casts doubt on: kept, or left-out",
    "n": "Number of entries or authorities that take part; empty where there is no test",
    "groups": "Size of each group, and its median or how many of it list the category",
    "test": "Test; empty where all values are alike or a group is too small",
    "effect_name": "Measure of the effect",
    "effect": "Effect, on the scale of effect_name",
    "low": "Lower end of the effect's 95% interval",
    "high": "Upper end of the effect's 95% interval",
    "statistic": "The test's statistic",
    "p_value": "p-value, two-sided",
    "adjusted_p": "p-value adjusted by Holm's method over the eight categories asked the same",
    "smallest_detectable": "Distance from 0 at which the effect would have been noticed with 80% "
    "power at 5%",
    "in_words": "The result as a sentence",
}
FROM_RESULT = (
    "test", "effect_name", "effect", "low", "high", "statistic", "p_value", "smallest_detectable",
)  # fmt: skip
NUMBERS = ("effect", "low", "high", "statistic", "p_value", "adjusted_p", "smallest_detectable")
TESTS = (
    "The SQL gives the rows that were tested (dataset relationship_rows), not these results. They "
    "come from dashboard.stats with a fixed seed: number by rating trend_test "
    "(Jonckheere-Terpstra), category by rating cochran_armitage_test, number by rate "
    "rank_correlation (Spearman, SciPy), category by rate permutation_median_difference (SciPy), "
    "adjusted_p holm over the eight categories; 10,000 permutations."
)
ROW_COLUMNS = {
    "unit_id": "Entry, or ONS code of the authority",
    "name": "Name of the entry or authority",
    "entry_ids": "Entries that it stands for; several separated by ;",
}
VALUE_COLUMNS = {
    "categories_listed": "Number of categories listed",
    "cla_rate_per_10k": "CLA rate; empty unless a single one is printed",
    "grade": "Ofsted grade; empty unless a single one is printed",
    "grades": "All Ofsted grades printed; several separated by ;",
    "rate_in_doubt": "TRUE when a quality note casts doubt on the CLA rate",
    "grade_in_doubt": "TRUE when a quality note casts doubt on the rating",
    "in_rating_tests": "TRUE when the row takes part in the tests of Ofsted rating",
    "in_rate_tests": "TRUE when the row takes part in the tests of CLA rate",
}
ROW_UNITS = {
    "cla_rate_per_10k": "children looked after per 10,000 children aged under 18",
    "categories_listed": "categories, of 8",
}


def results(choice: RelationshipChoice) -> Extract:
    """Every test of the page, one row each."""
    return _extract(
        choice,
        name="relationships",
        title="Relationships",
        find=lambda: _results(choice),
        descriptions=RESULT_COLUMNS,
        key=("against", "outcome"),
        computed=TESTS,
    )


def tested_rows(choice: RelationshipChoice) -> Extract:
    """What is known of each entry or authority, and in which tests it takes part."""
    sql, parameters = _rows_asked(choice)
    label = queries.vocabulary().category
    listed = {c: f"TRUE when it lists: {words}" for c, words in label.items()}
    return _extract(
        choice,
        name="relationship_rows",
        title="Rows tested",
        find=lambda: query(sql, **parameters),
        descriptions=ROW_COLUMNS | listed | VALUE_COLUMNS,
        units=ROW_UNITS,
        key=("unit_id",),
    )


def _extract(choice: RelationshipChoice, **particulars: Any) -> Extract:
    sql, parameters = _rows_asked(choice)
    address = address_of(choice)
    return Extract(
        page=RELATIONSHIPS,
        address=address,
        words=in_words(choice),
        sql=filled_in(sql, parameters),
        subject="_".join(["by", choice.unit, *(["left_out"] if choice.doubtful != "kept" else [])]),
        build=queries.build(),
        edition=relationships.edition(),
        **particulars,
    )


def _rows_asked(choice: RelationshipChoice) -> tuple[str, dict[str, str]]:
    """The statement that gives the rows tested, and its parameters."""
    listed = ",\n           ".join(
        f"list_contains(listed_ids, {literal(c)}) AS {c}" for c in queries.vocabulary().category
    )
    sql = f"""
    SELECT unit_id, name, array_to_string(entry_ids, ';') AS entry_ids,
           {listed},
           len(listed_ids) AS categories_listed,
           CASE WHEN len(rates) = 1 THEN rates[1] END AS cla_rate_per_10k,
           CASE WHEN len(grades) = 1 AND list_contains({literal(GRADES)}, grades[1])
                THEN grades[1] END AS grade,
           array_to_string(grades, ';') AS grades, rate_in_doubt, grade_in_doubt,
           grade IS NOT NULL AND ($doubtful = 'kept' OR NOT grade_in_doubt) AS in_rating_tests,
           cla_rate_per_10k IS NOT NULL AND ($doubtful = 'kept' OR NOT rate_in_doubt)
               AS in_rate_tests
    FROM ({relationships.ROWS}) ORDER BY name
    """
    edition = relationships.edition()
    return sql, {"unit": choice.unit, "edition": edition, "doubtful": choice.doubtful}


def _results(choice: RelationshipChoice) -> pd.DataFrame:
    """Every test of the page; the columns of RESULT_COLUMNS."""
    every = {
        "number_by_grade": (relationships.number_by_grade(choice),),
        "number_by_rate": (relationships.number_by_rate(choice),),
        "categories_by_grade": relationships.categories_by_grade(choice),
        "categories_by_rate": relationships.categories_by_rate(choice),
    }
    rows = []
    for question, answers in every.items():
        for answer in answers:
            result = answer.result
            rows.append(
                {
                    **{name: getattr(result, name, None) for name in FROM_RESULT},
                    "against": "ofsted_rating" if "grade" in question else "cla_rate_per_10k",
                    "outcome": answer.category_id or "categories_listed",
                    "label": answer.label,
                    "unit": choice.unit,
                    "doubtful": choice.doubtful,
                    "n": result.n if result else None,
                    "groups": "; ".join(
                        f"{g.name}: n {g.n}" + (f", value {g.value:g}" if g.n else "")
                        for g in answer.groups
                    ),
                    "adjusted_p": answer.adjusted_p,
                    "in_words": verdict(answer, question),
                }
            )
    types = dict.fromkeys(NUMBERS, "float64") | {"n": "Int64"}
    return pd.DataFrame(rows, columns=list(RESULT_COLUMNS)).astype(types)


def _read_results(address: Address) -> Reading:
    choice, refused = read_relationship(address)
    return results(choice), refused


def _read_rows(address: Address) -> Reading:
    choice, refused = read_relationship(address)
    return tested_rows(choice), refused


READERS = {"relationships": _read_results, "relationship_rows": _read_rows}
