"""Read one format: the published offer matrix, tab-separated, with its page breaks.

The parser renames the published columns, joins names that the page layout wrapped over two
rows, and gives every cell back as printed. What it does not know it refuses, with the place.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from etl.problems import InputRefused, Problem, quoted

NAME = "Local Authority"
RATE = "CLA Population OF 31 March 2021 (per 10,000 children)"
RATING = "Overall Ofsted rating"
LISTED = re.compile(r"Y|N|Y - \S.*")
RATE_CELL = re.compile(r"[0-9]{1,5}|Unknown")
HIGHEST_RATE = 10_000


@dataclass(frozen=True)
class Line:
    """One printed line that holds cells, with its number in the file."""

    number: int
    cells: list[str]


def parse_matrix(path: Path, categories: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    """Read a published offer matrix.

    `categories` gives the published column label of each category id. Returns one row per
    entry with columns row (line in the file), published_name, one per category id,
    cla_rate and ofsted, all cells as printed, and the problems of single cells.
    Raises InputRefused when the file or its header cannot be read as a matrix at all.
    """
    file = str(path)
    columns = {
        NAME: "published_name",
        **dict(zip(categories["published_label"], categories["category_id"], strict=True)),
        RATE: "cla_rate",
        RATING: "ofsted",
    }
    lines = _lines(_text(path))
    if not lines:
        raise InputRefused([Problem(file, "an empty file", "a header and one row per entry")])
    header, body = lines[0], lines[1:]
    _check_header(header, columns, file)
    if not body:
        raise InputRefused([Problem(file, "a header only", "one row per entry below it", row=1)])
    joined, wrapped = _join_wrapped_names(body, len(columns), file)
    whole, wrong_length = _rows_of_right_length(joined, len(columns), file)
    table = pd.DataFrame(
        [[line.number, *line.cells] for line in whole],
        columns=["row", *(columns[label] for label in header.cells)],
    )[["row", *columns.values()]]
    return table, wrapped + wrong_length + _cell_problems(table, columns, file)


def _text(path: Path) -> str:
    file = str(path)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise InputRefused([Problem(file, "no such file", "a readable matrix file")]) from None
    except OSError as error:
        found = str(error.strerror)
        raise InputRefused([Problem(file, found, "a readable matrix file")]) from None
    try:
        text = content.decode("utf-8-sig")
        position = content.find(b"\0")  # valid UTF-8, but no text: UTF-16, or a binary file
    except UnicodeDecodeError as error:
        text, position = "", error.start
    if position >= 0:
        row = content.count(b"\n", 0, position) + 1
        found = f"byte 0x{content[position]:02x}, which is not text in UTF-8"
        raise InputRefused([Problem(file, found, "text in UTF-8, tab-separated", row=row)])
    return text


def _lines(text: str) -> list[Line]:
    """The lines that hold cells: page breaks are blank lines, the end of the table is a rule."""
    # a carriage return at the end of a line is a blank like others
    numbered = enumerate(text.split("\n"), start=1)
    lines = [Line(number, [cell.strip() for cell in line.split("\t")]) for number, line in numbered]
    return [line for line in lines if any(line.cells) and not _is_rule(line)]


def _is_rule(line: Line) -> bool:
    return all(set(cell) <= {"-"} for cell in line.cells)


def _check_header(header: Line, columns: dict[str, str], file: str) -> None:
    problems = [
        Problem(file, "no such column", "it once", header.number, label)
        for label in columns
        if label not in header.cells
    ]
    for label in dict.fromkeys(header.cells):
        times = header.cells.count(label)
        if label not in columns:
            known = "only the published columns"
            problems.append(Problem(file, f"column {quoted(label)}", known, header.number))
        elif times > 1:
            problems.append(Problem(file, f"it {times} times", "it once", header.number, label))
    if problems:
        raise InputRefused(problems)


def _rows_of_right_length(
    lines: list[Line], length: int, file: str
) -> tuple[list[Line], list[Problem]]:
    problems = [
        Problem(
            file, f"{len(line.cells)} cells in {quoted(line.cells[0])}", f"{length}", line.number
        )
        for line in lines
        if len(line.cells) != length
    ]
    return [line for line in lines if len(line.cells) == length], problems


def _join_wrapped_names(
    lines: list[Line], length: int, file: str
) -> tuple[list[Line], list[Problem]]:
    """A row of the right length with a name and nothing else is the rest of the name above it."""
    joined: list[Line] = []
    problems = []
    for line in lines:
        if any(line.cells[1:]) or len(line.cells) != length:
            joined.append(line)
        elif joined:
            above = joined[-1]
            joined[-1] = Line(above.number, [f"{above.cells[0]} {line.cells[0]}", *above.cells[1:]])
        else:
            found = f"a name without values, {quoted(line.cells[0])}"
            problems.append(Problem(file, found, "values for the first entry", line.number, NAME))
    return joined, problems


def _cell_problems(table: pd.DataFrame, columns: dict[str, str], file: str) -> list[Problem]:
    problems = []
    for label, column in columns.items():
        for number, value in zip(table["row"], table[column], strict=True):
            expected = _expected_instead(column, value)
            if expected:
                problems.append(Problem(file, quoted(value), expected, number, label))
    return sorted(problems, key=lambda problem: problem.row or 0)


def _expected_instead(column: str, value: str) -> str | None:
    """What a cell of this column should hold, when `value` is not it."""
    if column == "published_name":
        return None if value else "the name of an entry"
    if column == "ofsted":  # which grades there are is reference data: see harmonise
        return None if value else "an Ofsted grade"
    if column == "cla_rate":
        is_rate = RATE_CELL.fullmatch(value)
        if is_rate and (value == "Unknown" or int(value) <= HIGHEST_RATE):
            return None
        return f"a whole number from 0 to {HIGHEST_RATE:,}, or Unknown"
    return None if LISTED.fullmatch(value) else 'Y, N or "Y - " and a note'
