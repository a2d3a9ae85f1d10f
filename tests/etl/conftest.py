"""The published matrix, read a second time by other means than the code under test."""

import csv
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.published import CATEGORIES

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "data" / "raw" / "offer_matrix_2022-05.tsv"


@dataclass
class Printed:
    """One entry as the report prints it; `row` counts the lines of the file from 1."""

    row: int
    name: str
    offers: dict[str, str]
    rate: str
    ofsted: str


@pytest.fixture(scope="session")
def published() -> Path:
    return PUBLISHED


@pytest.fixture(scope="session")
def printed() -> dict[str, Printed]:
    """Every entry of the published matrix, by its name."""
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    entries: list[Printed] = []
    for number, cells in enumerate(rows[1:], start=2):
        if not cells or cells[0].startswith("---"):
            continue
        name, *offers, rate, ofsted = cells
        if rate:
            offered = dict(zip(CATEGORIES, offers, strict=True))
            entries.append(Printed(number, name, offered, rate, ofsted))
        else:
            entries[-1].name += f" {name}"
    return {entry.name: entry for entry in entries}


@pytest.fixture(scope="session")
def reference_rows() -> Callable[[str], list[dict[str, str]]]:
    """The rows of a file in data/reference."""

    def rows(name: str) -> list[dict[str, str]]:
        with (ROOT / "data" / "reference" / f"{name}.csv").open(encoding="utf-8") as file:
            return list(csv.DictReader(file))

    return rows


@pytest.fixture(scope="module")
def connection(database: Path) -> Iterator[Any]:
    """The built database, read-only."""
    import duckdb  # here, since pytest keeps this module: DuckDB would complain of leaks at exit

    with duckdb.connect(str(database), read_only=True) as opened:
        yield opened


@pytest.fixture
def own_data(tmp_path: Path) -> Path:
    """A copy of the data folder that a test may change."""
    copy = tmp_path / "own copy" / "data"
    shutil.copytree(ROOT / "data", copy, ignore=shutil.ignore_patterns("*.duckdb*"))
    return copy


@pytest.fixture(scope="session")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Copies of the published matrix with one text in place of another that stands there once."""
    folder = tmp_path_factory.mktemp("edited")

    def edit(old: str = "", new: str = "") -> Path:
        text = PUBLISHED.read_text(encoding="utf-8")
        assert not old or text.count(old) == 1, f"{old!r} must stand once in the matrix"
        copy = folder / f"matrix_{len(list(folder.iterdir()))}.tsv"
        copy.write_text(text.replace(old, new) if old else text, encoding="utf-8")
        return copy

    return edit
