"""What the database says of its sources and categories, against the files that it is built from."""

import pandas as pd

from dashboard.parameters.pages import RelationshipParameters
from dashboard.query import metadata, tested_units
from dashboard.query.database import query
from tests.published import CATEGORIES, DATA


def test_categories_are_those_of_the_file_in_the_published_order() -> None:
    written = pd.read_csv(DATA / "reference" / "categories.csv")
    assert tuple(metadata.categories()["category_id"]) == CATEGORIES
    assert list(metadata.categories()["label"]) == list(written["label"])


def test_the_source_of_the_published_matrix_is_its_file() -> None:
    source = metadata.matrix_source("2022-05")
    assert source["source_id"] == "wwcsc-2023-offer-matrix"
    assert source["edition"] == "2022-05"
    assert source["path"].endswith("offer_matrix_2022-05.tsv")


def test_of_a_matrix_given_to_the_build_no_source_is_stated() -> None:
    unknown = metadata.matrix_source("1999-01")
    assert list(unknown) == list(metadata.matrix_source("2022-05"))
    assert set(unknown.values()) == {"not stated: a matrix given to the build"}


def test_the_statement_of_the_rows_tested_gives_them_when_it_is_run() -> None:
    asked = RelationshipParameters("authority", "left-out")
    statement = tested_units.tested_rows_sql(asked)
    assert "$" not in statement
    pd.testing.assert_frame_equal(query(statement), tested_units.tested_rows(asked))
