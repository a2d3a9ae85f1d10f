"""Whatever becomes of the published file, it is read, or refused with the places that are wrong."""

import re
from collections.abc import Callable
from functools import reduce
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.build import check, read_matrices
from etl.problems import InputRefused, Problem
from etl.reference import read_reference
from tests.published import CATEGORIES, DATA

Lines = list[list[str]]
Change = Callable[[Lines], Lines]

RATE = len(CATEGORIES) + 1
RATING = RATE + 1
SIZE = (DATA / "raw" / "offer_matrix_2022-05.tsv").stat().st_size
GRADES = {
    *("Outstanding", "Good", "Requires improvement", "Requires improvement to be good"),
    *("Inadequate", "Outstanding/ Good", "None (new LA?)"),
    *("Requires improvement/inadequate", "Requires improvement/i nadequate"),
}
ANY_CELL = st.one_of(
    st.sampled_from(
        ["", "Y", "N", "Y - nurse", "Unknown", "Good", "0", "10001", "-1", "1.5", "nan", "=1+1"]
    ),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\t\n"), max_size=20),
)
reference = read_reference()


def acceptable(column: int, cell: str, names: set[str]) -> bool:
    """The format as the report states it, said once more without the code under test."""
    cell = cell.strip()
    if column == 0:
        return cell in names
    if column == RATE:
        is_whole = re.fullmatch("[0-9]{1,5}", cell) is not None
        return cell == "Unknown" or (is_whole and int(cell) <= 10_000)
    if column == RATING:
        return cell in GRADES
    return cell in ("Y", "N") or (cell.startswith("Y - ") and len(cell) > len("Y - "))


def replaced(row: int, column: int, cell: str) -> Change:
    def change(lines: Lines) -> Lines:
        cells = list(lines[row % len(lines)])
        cells[column : column + 1] = [cell]
        return [cells if n == row % len(lines) else line for n, line in enumerate(lines)]

    return change


def of_row(change: Callable[[list[str]], Lines]) -> Callable[[int], Change]:
    """One row in other words: none, twice, or with other cells."""

    def at(row: int) -> Change:
        return lambda lines: [
            new
            for n, line in enumerate(lines)
            for new in (change(line) if n == row % len(lines) else [line])
        ]

    return at


def of_column(change: Callable[[list[str]], list[str]]) -> Callable[[int], Change]:
    """One column in other words, in every row that has it."""

    def at(column: int) -> Change:
        return lambda lines: [
            line[:column] + change(line[column : column + 1]) + line[column + 1 :] for line in lines
        ]

    return at


def of_cell(change: Callable[[list[str]], list[str]]) -> Callable[[int, int], Change]:
    """One cell in other words, so that its row becomes shorter or longer."""
    return lambda row, column: of_row(
        lambda line: [line[:column] + change(line[column : column + 1]) + line[column + 1 :]]
    )(row)


ROW, COLUMN = st.integers(0, 201), st.integers(0, RATING)
CHANGE = st.one_of(
    st.builds(replaced, ROW, COLUMN, ANY_CELL),
    st.builds(of_row(lambda line: []), ROW),
    st.builds(of_row(lambda line: [line, line]), ROW),
    st.builds(of_column(lambda cell: []), COLUMN),
    st.builds(of_column(lambda cell: cell * 2), COLUMN),
    st.builds(of_cell(lambda cell: []), ROW, COLUMN),
    st.builds(of_cell(lambda cell: cell * 2), ROW, COLUMN),
)


@pytest.fixture(scope="module")
def lines(published) -> Lines:
    return [line.split("\t") for line in published.read_text(encoding="utf-8").split("\n")]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mutated") / "matrix.tsv"


def written(lines: Lines) -> bytes:
    return "\n".join("\t".join(line) for line in lines).encode()


def problems_of(file: Path) -> list[Problem]:
    try:
        read_matrices({"2030-01": file}, reference)
    except InputRefused as refusal:
        return list(refusal.problems)
    return []


def assert_read_or_refused_with_places(file: Path) -> None:
    try:
        read_matrices({"2030-01": file}, reference)
    except InputRefused as refusal:
        assert any(p.row is not None or p.column is not None for p in refusal.problems)
        assert "\n" not in "".join(str(problem) for problem in refusal.problems)


@settings(max_examples=60, deadline=None)
@given(changes=st.lists(CHANGE, min_size=1, max_size=4))
def test_changed_rows_columns_and_cells_are_read_or_refused_with_a_place(lines, file, changes):
    file.write_bytes(written(reduce(lambda so_far, change: change(so_far), changes, lines)))
    assert_read_or_refused_with_places(file)


@settings(max_examples=60, deadline=None)
@given(position=st.integers(0, SIZE), inserted=st.binary(min_size=1, max_size=8))
def test_inserted_bytes_are_read_or_refused_with_a_place(published, file, position, inserted):
    content = published.read_bytes()
    file.write_bytes(content[:position] + inserted + content[position:])
    assert_read_or_refused_with_places(file)


@settings(max_examples=25, deadline=None)
@given(length=st.integers(2, SIZE))
def test_a_file_that_breaks_off_is_read_or_refused_with_a_place(published, file, length):
    file.write_bytes(published.read_bytes()[:length])
    assert_read_or_refused_with_places(file)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_cell_that_is_not_acceptable_is_always_named_with_row_and_column(
    lines, file, printed, data
):
    entry = data.draw(st.sampled_from(list(printed.values())))
    column = data.draw(COLUMN)
    own_name = lines[entry.row - 1][0]
    names = {own_name} | set(printed) - {entry.name}
    cell = data.draw(ANY_CELL.filter(lambda c: "\0" not in c and not acceptable(column, c, names)))
    file.write_bytes(written(replaced(entry.row - 1, column, cell)(lines)))
    places = {(problem.row, problem.column) for problem in problems_of(file)}
    assert (entry.row, lines[0][column]) in places


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_cell_that_is_acceptable_is_never_refused(lines, file, printed, data):
    entry = data.draw(st.sampled_from(list(printed.values())))
    column = data.draw(st.integers(1, RATING))
    cells = {RATE: st.integers(0, 10_000).map(str), RATING: st.sampled_from(sorted(GRADES))}
    note = st.text("abc -", min_size=1).filter(str.strip).map(lambda text: f"Y - {text.strip()}")
    cell = data.draw(cells.get(column, st.sampled_from("YN") | note))
    file.write_bytes(written(replaced(entry.row - 1, column, cell)(lines)))
    assert problems_of(file) == []


@settings(max_examples=5, deadline=None)
@given(
    edition=st.sampled_from(["2022-05", "2030-01"]),
    changes=st.lists(CHANGE, min_size=1, max_size=2),
)
def test_a_whole_check_of_a_changed_file_succeeds_or_refuses_it(lines, file, edition, changes):
    file.write_bytes(written(reduce(lambda so_far, change: change(so_far), changes, lines)))
    try:
        assert re.fullmatch("[0-9a-f]{64}", check(file, edition))
    except InputRefused as refusal:
        assert refusal.problems
