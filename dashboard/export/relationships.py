"""What Relationships shows, to take away: the results of its tests, and the rows tested."""

from collections.abc import Callable

import pandas as pd

from dashboard.export.dataset import Dataset, Selected
from dashboard.export.files import FORMATS
from dashboard.export.matrix import matrix_units
from dashboard.parameters.pages import RelationshipParameters
from dashboard.query import tested_units
from dashboard.query.metadata import build, vocabulary
from dashboard.query.relationships import Answer, Question, answers
from dashboard.text import relationships as text
from dashboard.text.counting import number
from dashboard.vocabulary import RELATIONSHIPS as PAGE

FROM_RESULT = (
    "test", "effect_name", "effect", "low", "high", "statistic", "p_value", "smallest_detectable",
)  # fmt: skip
NUMBERS = ("effect", "low", "high", "statistic", "p_value", "adjusted_p", "smallest_detectable")
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


def _computed() -> str:
    return (
        "The SQL gives the rows that were tested (dataset relationship_rows), not these results. "
        "They come from dashboard.stats with a fixed seed: number by rating trend_test "
        "(Jonckheere-Terpstra), category by rating cochran_armitage_test, number by rate "
        "rank_correlation (Spearman, SciPy), category by rate permutation_median_difference "
        f"(SciPy), adjusted_p holm over the {_tests()} categories; 10,000 permutations."
    )


def _tests() -> str:
    return number(len(vocabulary().category))


def _result_columns() -> dict[str, str]:
    return {
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
        "adjusted_p": f"p-value adjusted by Holm's method over the {_tests()} categories asked the "
        "same",
        "smallest_detectable": "Distance from 0 at which the effect would have been noticed with "
        "80% power at 5%",
        "in_words": "The result as a sentence",
    }


def _row_columns() -> dict[str, str]:
    labels = vocabulary().category
    listed = {c: f"TRUE when it lists: {words}" for c, words in labels.items()}
    return ROW_COLUMNS | listed | VALUE_COLUMNS


def _results(asked: RelationshipParameters) -> pd.DataFrame:
    """Every test of the page, one row each; the columns of `_result_columns`."""
    rows = [_result(answer, asked) for each in Question for answer in answers(each, asked)]
    types = dict.fromkeys(NUMBERS, "float64") | {"n": "Int64"}
    return pd.DataFrame(rows, columns=list(_result_columns())).astype(types)


def _result(answer: Answer, asked: RelationshipParameters) -> dict[str, object]:
    result = answer.result
    return {
        **{name: getattr(result, name, None) for name in FROM_RESULT},
        "against": answer.question.against.value,
        "outcome": answer.category_id or "categories_listed",
        "label": answer.label,
        "unit": asked.unit,
        "doubtful": asked.doubtful,
        "n": result.n if result else None,
        "groups": "; ".join(text.size_and_value(group) for group in answer.groups),
        "adjusted_p": answer.adjusted_p,
        "in_words": text.verdict(answer),
    }


def _selected(asked: RelationshipParameters, find: Callable[[], pd.DataFrame]) -> Selected:
    left_out = ("left_out",) if asked.doubtful != "kept" else ()
    return Selected(
        find=find,
        sql=tested_units.tested_rows_sql(asked),
        words=text.in_words(asked),
        edition=build().edition,
        subject="_".join(("by", asked.unit, *left_out)),
    )


RELATIONSHIPS = Dataset(
    name="relationships",
    title="Relationships",
    page=PAGE,
    parameters=(RelationshipParameters,),
    select=lambda asked: _selected(asked, lambda: _results(asked)),
    descriptions=_result_columns,
    key=lambda: ("against", "outcome"),
    formats=FORMATS,
    computed=_computed,
)
RELATIONSHIP_ROWS = Dataset(
    name="relationship_rows",
    title="Rows tested",
    page=PAGE,
    parameters=(RelationshipParameters,),
    select=lambda asked: _selected(asked, lambda: tested_units.tested_rows(asked)),
    descriptions=_row_columns,
    key=lambda: ("unit_id",),
    formats=FORMATS,
    units=matrix_units,
)
