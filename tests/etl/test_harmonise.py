"""From names to entries, authorities and regions; names, doubles and grades that are refused."""

import re
from collections import Counter
from pathlib import Path

import pytest

from etl.build import read_matrices
from etl.problems import InputRefused
from etl.reference import read_reference

NAME = "Local Authority"
RATING = "Overall Ofsted rating"
# Upper-tier authorities of England in May 2022 by region, less Greenwich and North Lincolnshire
# (in no entry), with Kingston and Richmond, the two of Northamptonshire as one, with Bournemouth
# and Poole as two, and with Greater Manchester
ENTRIES_OF_REGION = {
    "North East": 12,
    "North West": 24,
    "Yorkshire and The Humber": 14,
    "East Midlands": 9,
    "West Midlands": 14,
    "East of England": 11,
    "London": 31,
    "South East": 19,
    "South West": 16,
}
TYPE_OF_CODE = {  # the first three characters of a code of the Office for National Statistics
    "E06": "Unitary authority",
    "E08": "Metropolitan district",
    "E09": "London borough",
    "E10": "County",
}


@pytest.fixture(scope="module")
def reference():
    return read_reference()


@pytest.fixture
def refused(reference):
    """The problems of a matrix file, as they are printed."""

    def problems(file: Path) -> list[str]:
        with pytest.raises(InputRefused) as refusal:
            read_matrices({"2022-05": file}, reference)
        return [str(problem).removeprefix(f"{file}, ") for problem in refusal.value.problems]

    return problems


@pytest.fixture(scope="module")
def codes(connection):
    """The codes of the authorities that each entry covers, as offer_matrix gives them."""
    rows = connection.execute("SELECT entry_id, ons_codes FROM offer_matrix").fetchall()
    return {entry_id: given.split(";") if given else [] for entry_id, given in rows}


# What is refused


def test_an_unknown_entry_is_refused_with_the_nearest_known_names(edited, refused, printed):
    row = printed["Surrey County Council"].row
    [line] = refused(edited("Surrey County Council", "Surry County Council"))
    assert line.startswith(
        f'row {row}, column "{NAME}": found "Surry County Council"; expected a name in '
        'data/reference/entry_names.csv, such as "Surrey County Council" or "'
    )


def test_an_unknown_entry_like_no_other_is_refused_without_a_suggestion(edited, refused, printed):
    row = printed["Surrey County Council"].row
    assert refused(edited("Surrey County Council", "12345")) == [
        f'row {row}, column "{NAME}": found "12345"; expected a name in '
        "data/reference/entry_names.csv"
    ]


def test_a_name_differs_from_the_known_one_by_a_second_blank_and_is_shown_so(edited, refused):
    [line] = refused(edited("Surrey County Council", "Surrey  County Council"))
    assert 'found "Surrey  County Council"' in line


def test_a_doubled_entry_is_refused_with_the_row_of_the_first(edited, refused, printed):
    first = printed["Surrey County Council"].row
    second = printed["Torbay Council (Unitary Authority)"].row
    matrix = edited("Torbay Council (Unitary Authority)", "Surrey County Council")
    assert refused(matrix) == [
        f'row {second}, column "{NAME}": found "Surrey County Council" again; '
        f"expected each entry once (first: row {first})"
    ]


def test_an_unknown_grade_is_refused_with_the_known_ones(edited, refused, printed):
    row = printed["Kingston and Richmond"].row
    [line] = refused(edited("Outstanding/ Good", "Excellent"))
    assert line.startswith(f'row {row}, column "{RATING}": found "Excellent"; expected one of ')
    for grade in ("Outstanding", "Good", "Requires improvement", "Inadequate"):
        assert f"'{grade}'" in line


def test_problems_of_cells_names_and_grades_are_said_together_in_order_of_rows(edited, refused):
    text = edited("Outstanding/ Good", "Excellent").read_text(encoding="utf-8")
    matrix = edited()
    text = text.replace("\t210\tInadequate", "\t-210\tInadequate")  # Blackpool
    matrix.write_text(text.replace("Torbay Council", "Torquay Council"), encoding="utf-8")
    found = [line.partition(": found ")[2].partition(";")[0] for line in refused(matrix)]
    assert found == ['"-210"', '"Excellent"', '"Torquay Council (Unitary Authority)"']


def test_a_matrix_in_which_no_name_is_known_is_refused_name_by_name(edited, refused):
    matrix = edited()
    header, first, second, *_ = matrix.read_text(encoding="utf-8").split("\n")
    matrix.write_text(f"{header}\nx{first}\nx{second}\n", encoding="utf-8")
    assert [line.partition(", column")[0] for line in refused(matrix)] == ["row 2", "row 3"]


# Entries and the authorities that they cover


def test_every_entry_is_of_the_region_and_type_of_its_authority(connection, reference_rows):
    authorities = {row["ons_code"]: row for row in reference_rows("authorities_2022")}
    entries = connection.execute(
        "SELECT entry_id, region, authority_type, ons_codes FROM offer_matrix"
    ).fetchall()
    for entry_id, region, authority_type, codes in entries:
        if entry_id == "greater-manchester":
            assert (region, authority_type, codes) == ("North West", "Combined authority", None)
            continue
        covered = [authorities[code] for code in codes.split(";")]
        assert {authority["region"] for authority in covered} == {region}, entry_id
        assert {authority["authority_type"] for authority in covered} == {authority_type}, entry_id


def test_every_region_has_its_number_of_entries(connection):
    regions = connection.execute("SELECT region FROM offer_matrix").fetchall()
    assert Counter(region for (region,) in regions) == ENTRIES_OF_REGION


def test_authority_types_agree_with_the_kind_of_code(connection):
    rows = connection.execute("SELECT ons_code, authority_type FROM authority").fetchall()
    types = dict(rows)
    assert len(rows) == len(types) == 152
    assert types.pop("E09000001") == "City of London"
    assert types == {code: TYPE_OF_CODE[code[:3]] for code in types}


def test_entries_cover_one_authority_each_but_for_four(codes):
    unusual = {entry_id: len(covered) for entry_id, covered in codes.items() if len(covered) != 1}
    assert unusual == {"greater-manchester": 0, "kingston-and-richmond": 2, "northamptonshire": 2}
    assert codes["bournemouth"] == codes["poole"] == ["E06000058"]


def test_entries_cover_150_authorities_and_two_are_in_no_entry(connection, codes):
    assert len({code for covered in codes.values() for code in covered}) == 150
    missing = connection.execute("""
        SELECT name FROM authority ANTI JOIN entry_authority USING (ons_code) ORDER BY name
    """).fetchall()
    assert missing == [("Greenwich",), ("North Lincolnshire",)]


@pytest.mark.parametrize(
    ("published_name", "entry_id", "ons_codes"),
    [
        (
            "Barnsley Metropolitan Borough Council (Metropolitan District)",
            "barnsley",
            "E08000016",
        ),
        ("City of London Corporation", "city-of-london", "E09000001"),
        ("Greater Manchester Combined Authority", "greater-manchester", None),
        ("Kingston and Richmond", "kingston-and-richmond", "E09000021;E09000027"),
        ("Council of the Isles of Scilly", "isles-of-scilly", "E06000053"),
        ("Hull City Council", "kingston-upon-hull", "E06000010"),
        ("Thurrock Children's Social Care (Unitary Authority)", "thurrock", "E06000034"),
    ],
)
def test_a_published_name_leads_to_its_entry(connection, published_name, entry_id, ons_codes):
    found = connection.execute(
        "SELECT entry_id, ons_codes FROM offer_matrix WHERE published_name = ?", [published_name]
    ).fetchall()
    assert found == [(entry_id, ons_codes)]


def test_entry_ids_are_slugs_of_the_short_names(connection):
    for id, name in connection.execute("SELECT entry_id, entry FROM entry").fetchall():
        words = re.findall(r"[a-z]+", name.lower().replace("&", "and").replace("'", ""))
        assert id == "-".join(words)
