"""What the pages ask of the database, against the published table counted with pandas."""

from dataclasses import asdict, replace
from itertools import product
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.parameters.shared import Filters
from dashboard.query import matrix, metadata
from dashboard.query.database import query
from dashboard.query.matrix import Headline
from dashboard.query.where import selected
from tests.published import CATEGORIES, COLUMNS, DATA, entries_that, published_matrix

REGIONS = tuple(sorted(published_matrix()["region"].unique()))
TYPES = tuple(sorted(published_matrix()["authority_type"].unique()))
RATINGS = ("Outstanding", "Good", "Requires improvement", "Inadequate", "Not rated")
NAMES = [*published_matrix()["entry"], *published_matrix()["published_name"]]


def some_of(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.just(()) | st.sets(st.sampled_from(values)).map(lambda s: tuple(sorted(s)))


@st.composite
def parts_of_names(draw: st.DrawFn) -> str:
    name: str = draw(st.sampled_from(NAMES))
    start = draw(st.integers(0, len(name) - 1))
    part = name[start : start + draw(st.integers(1, 6))]
    return draw(st.sampled_from([part, part.upper(), part.lower(), part.replace("e", "é")]))


rate_bounds = st.none() | st.integers(0, 250)
listed_bounds = st.none() | st.integers(0, 8)
selections = st.builds(
    Filters,
    region=some_of(REGIONS),
    rating=some_of(RATINGS),
    type=some_of(TYPES),
    has=some_of(CATEGORIES[:4]),
    without=some_of(CATEGORIES[2:]),
    match=st.sampled_from(["all", "any"]),
    cla_min=rate_bounds,
    cla_max=rate_bounds,
    listed_min=listed_bounds,
    listed_max=listed_bounds,
    q=st.just("") | parts_of_names() | st.text("%_'\\\";- eé", max_size=3),
    edition=st.sampled_from(["", "2022-05"]),
)


def found(**filters: Any) -> list[str]:
    return list(matrix.rows(Filters(**filters))["entry"])


def expected(selection: Filters) -> pd.DataFrame:
    return entries_that(**asdict(selection))


# --- Filters ----------------------------------------------------------------------------------


def test_no_filter_gives_every_cell_as_published() -> None:
    rows = matrix.rows(Filters())
    assert tuple(rows.columns) == COLUMNS
    pd.testing.assert_frame_equal(
        rows.fillna({"ons_codes": ""}), published_matrix()[list(COLUMNS)], check_dtype=False
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("region", value) for value in REGIONS),
        *(("rating", value) for value in RATINGS),
        *(("type", value) for value in TYPES),
        *(("has", value) for value in CATEGORIES),
        *(("without", value) for value in CATEGORIES),
    ],
)
def test_each_value_of_each_filter_by_itself(name: str, value: str) -> None:
    asked: dict[str, Any] = {name: [value]}
    rows = entries_that(**asked)
    assert 0 < len(rows) < 150
    assert found(**{name: (value,)}) == list(rows["entry"])


@pytest.mark.parametrize("bound", ["cla_min", "cla_max", "listed_min", "listed_max"])
@pytest.mark.parametrize("value", [0, 1, 5, 8, 33, 111, 10_000])
def test_each_bound_by_itself(bound: str, value: int) -> None:
    asked: dict[str, Any] = {bound: value}
    assert found(**asked) == list(entries_that(**asked)["entry"])


@settings(max_examples=60, deadline=None)
@given(selections)
def test_filters_in_any_combination(selection: Filters) -> None:
    assert list(matrix.rows(selection)["entry"]) == list(expected(selection)["entry"])


def test_rating_filter_good_also_finds_outstanding_or_good() -> None:
    assert "Kingston and Richmond" in found(rating=("Good",))
    assert "Kingston and Richmond" in found(rating=("Outstanding",))
    assert "Kingston and Richmond" not in found(rating=("Requires improvement", "Inadequate"))


def test_two_ratings_find_an_entry_with_both_grades_once() -> None:
    assert found(rating=("Requires improvement", "Inadequate")).count("Bradford") == 1


def test_requires_improvement_finds_the_grade_printed_by_its_full_name() -> None:
    assert "Leicestershire" in found(rating=("Requires improvement",))


def test_not_rated_finds_greater_manchester_alone() -> None:
    assert found(rating=("Not rated",)) == ["Greater Manchester"]


def test_any_bound_on_the_rate_leaves_out_unknown_rates() -> None:
    within = found(cla_min=0, cla_max=10_000)
    assert len(within) == 147
    assert not {"Northamptonshire", "Poole", "Sheffield"} & set(within)


def test_a_rate_of_0_is_a_rate() -> None:
    assert found(cla_max=0) == ["Isles of Scilly"]


def test_bounds_that_cross_find_nothing() -> None:
    assert found(cla_min=60, cla_max=50) == []
    assert found(listed_min=5, listed_max=4) == []


def test_a_category_both_asked_for_and_ruled_out_finds_nothing() -> None:
    assert found(has=("mentoring",), without=("mentoring",)) == []


def test_y_with_a_remark_counts_as_listed() -> None:
    assert "Southend-on-Sea" in found(has=("dedicated_workers",))


def counting(question: tuple[bool | None, ...]) -> str:
    has, without = (
        tuple(c for c, asked in zip(CATEGORIES, question, strict=True) if asked is wanted)
        for wanted in (True, False)
    )
    return f"{selected(Filters(has=has, without=without))} SELECT count(*) FROM selected"


def test_every_combination_of_listed_and_not_listed_categories() -> None:
    """Every eighth of 6,561, 81 to a statement: planning each on its own takes twice as long."""
    questions = list(product((None, True, False), repeat=8))[::8]
    statements = [f"SELECT ({counting(question)}) AS n" for question in questions]
    parts = [" UNION ALL ".join(statements[at : at + 81]) for at in range(0, len(questions), 81)]
    counts = [n for part in parts for n in query(part, edition="2022-05")["n"]]
    listed = published_matrix()[list(CATEGORIES)].to_numpy()
    by_hand = []
    for question in questions:
        places = [place for place, wanted in enumerate(question) if wanted is not None]
        answers = [wanted for wanted in question if wanted is not None]
        by_hand.append((listed[:, places] == answers).all(axis=1).sum())
    assert len(by_hand) == 821
    assert counts == by_hand


# --- Names ------------------------------------------------------------------------------------


@pytest.mark.parametrize("q", ["barnsley", "BARNSLEY", "Bàrnslëy", "arnsl"])
def test_a_name_is_found_whatever_its_case_and_accents(q: str) -> None:
    assert found(q=q) == ["Barnsley"]


def test_a_name_is_found_as_published_too() -> None:
    assert found(q="on behalf of north northamptonshire") == ["Northamptonshire"]


def test_a_name_does_not_run_over_from_the_short_name_to_the_published_one() -> None:
    assert found(q="Barnsley Barnsley") == []


@pytest.mark.parametrize("q", ["%", "_", "%%", "B%y", "B_rnsley", "*", ".", "[a-z]", "\\", "\0"])
def test_a_name_is_searched_for_literally(q: str) -> None:
    assert found(q=q) == list(entries_that(q=q)["entry"])
    assert len(found(q=q)) < 150


def test_an_apostrophe_is_a_letter_like_others() -> None:
    assert "Thurrock" in found(q="children's")


INJECTIONS = [
    "' OR 1=1 --",
    "'; DROP TABLE offer; --",
    "') UNION SELECT * FROM build --",
    "$region",
    "read_csv('/etc/passwd')",
]


@pytest.mark.parametrize("text", INJECTIONS)
@pytest.mark.parametrize("name", ["region", "rating", "type", "q", "edition"])
def test_sql_in_a_filter_is_a_value_that_matches_nothing(name: str, text: str) -> None:
    asked: dict[str, Any] = {name: text if name in ("q", "edition") else (text,)}
    assert len(matrix.rows(Filters(**asked))) == 0
    assert len(matrix.rows(Filters())) == 150


@pytest.mark.parametrize("text", INJECTIONS)
@pytest.mark.parametrize("name", ["has", "without"])
def test_sql_in_place_of_a_category_is_refused_before_it_reaches_the_database(
    name: str, text: str
) -> None:
    asked: dict[str, Any] = {name: (text,)}
    with pytest.raises(ValueError, match="is not a column of offer_matrix"):
        matrix.rows(Filters(**asked))


# --- Counts -----------------------------------------------------------------------------------


def test_headline_of_all_entries() -> None:
    assert matrix.headline(Filters()) == Headline(
        selected=150,
        entries=150,
        list_basic_support=131,
        list_nothing=11,
        median_listed=2.0,
    )


@settings(max_examples=25, deadline=None)
@given(selections)
def test_headline_of_any_selection(selection: Filters) -> None:
    rows = expected(selection)
    assert matrix.headline(selection) == Headline(
        selected=len(rows),
        entries=150,
        list_basic_support=int(rows["basic_support"].sum()),
        list_nothing=(rows["categories_listed"] == 0).sum(),
        median_listed=rows["categories_listed"].median() if len(rows) else None,
    )


def test_category_counts_are_those_of_the_report_in_its_order() -> None:
    counts = matrix.category_counts(Filters())
    assert [count.category_id for count in counts] == list(CATEGORIES)
    assert [count.listed_count for count in counts] == [131, 15, 58, 40, 18, 5, 46, 29]
    assert {count.entries for count in counts} == {150}


@settings(max_examples=25, deadline=None)
@given(selections)
def test_category_counts_of_any_selection(selection: Filters) -> None:
    rows = expected(selection)
    counts = matrix.category_counts(selection)
    assert [count.listed_count for count in counts] == [rows[c].sum() for c in CATEGORIES]
    assert [count.entries for count in counts] == [len(rows)] * 8


@settings(max_examples=25, deadline=None)
@given(selections)
def test_distribution_of_any_selection(selection: Filters) -> None:
    listed = expected(selection)["categories_listed"]
    distribution = matrix.listed_distribution(selection)
    assert distribution == [(n, (listed == n).sum()) for n in range(9)]


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({}, ["Northamptonshire", "Poole", "Sheffield"]),
        ({"region": ("South West",)}, ["Poole"]),
        ({"region": ("London",)}, []),
        ({"cla_min": 0}, []),
    ],
)
def test_unknown_rates_are_named(filters: dict[str, Any], names: list[str]) -> None:
    assert matrix.unknown_rates(Filters(**filters)) == names


# --- What else pages read ---------------------------------------------------------------------


def test_the_vocabulary_is_what_the_published_table_holds() -> None:
    known = metadata.vocabulary()
    assert tuple(known.region) == REGIONS
    assert tuple(known.authority_type) == TYPES
    assert tuple(known.category) == CATEGORIES
    assert tuple(known.edition) == ("2022-05",)
    assert list(known.entry.values()) == list(published_matrix()["entry"])
    assert len(known.authority) == 152
    assert tuple(known.matrix_column) == COLUMNS


def test_every_value_of_the_vocabulary_finds_an_entry() -> None:
    for name in ("region", "rating", "type"):
        for value in Filters.declared()[name].accepted(metadata.vocabulary()):
            asked: dict[str, Any] = {name: (value,)}
            assert len(matrix.rows(replace(Filters(), **asked)))


def test_every_column_of_the_data_dictionary_is_described() -> None:
    dictionary = metadata.data_dictionary()
    assert dictionary["description"].notna().all()
    assert (dictionary["description"].str.len() > 0).all()
    matrix = dictionary[(dictionary["table"] == "offer_matrix") & (dictionary["column"] != "")]
    assert tuple(matrix["column"]) == COLUMNS


def test_the_build_says_its_edition_and_its_hash() -> None:
    build = metadata.build()
    assert build.edition == "2022-05"
    assert len(build.content_hash) == 64


def test_sources_name_every_file_that_is_read() -> None:
    paths = set(metadata.sources()["path"].dropna())
    read = {f"{f.parent.name}/{f.name}" for f in DATA.glob("*/*.csv")}
    assert read <= paths
