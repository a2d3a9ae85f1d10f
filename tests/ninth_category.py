"""The data with a ninth category: reference rows and a column in the matrix, and no code.

`ninth_category_data` gives a data folder, `ninth_category_database` the database built from it.
Entries list the ninth category when they list basic support and their printed name begins with W,
so that no count of the other eight moves.
"""

import csv
import hashlib
import shutil
import tomllib
from pathlib import Path

from tests.published import DATA

NINTH = "peer_support"
LABEL = "Peer support"
HEADING = "Peer support (e.g. groups that care leavers run)"
MATRIX = "raw/offer_matrix_2022-05.tsv"
CATEGORIES = "reference/categories.csv"
PINS = "reference/pins.csv"


def ninth_category_data(folder: Path) -> Path:
    """A copy of the data folder, in this one, to which the category was added."""
    data = folder / "data"
    shutil.copytree(DATA, data, ignore=shutil.ignore_patterns("*.duckdb*", ".*"))
    position = _add_category(data / CATEGORIES)
    listed = _add_column(data / MATRIX, position)
    _move_pins(data / PINS, position, listed)
    for path in (CATEGORIES, MATRIX, PINS):
        _declare(data, path)
    return data


def ninth_category_database(folder: Path) -> Path:
    """The database that is built from such a folder. A server would take it for stale."""
    from etl.build import build

    database = folder / "ninth.duckdb"
    build(database, data=ninth_category_data(folder))
    return database


def _add_category(file: Path) -> int:
    """Append the category; return its place among the columns."""
    rows = _rows(file)
    position = len(rows) + 1
    description = "Groups and mentors among care leavers themselves"
    values = (NINTH, str(position), LABEL, description, HEADING)
    _write(file, [*rows, dict(zip(rows[0], values, strict=True))])
    return position


def _add_column(file: Path, position: int) -> int:
    """Put the column where the others end; return how many entries list the category."""
    header, *lines = [row.split("\t") for row in file.read_text(encoding="utf-8").split("\n")]
    header.insert(position, HEADING)
    listed = 0
    for cells in lines:
        name, basic_support = cells[0], "".join(cells[1:2])
        if basic_support in ("Y", "N"):
            lists = basic_support == "Y" and name.startswith("W")
            cells.insert(position, "Y" if lists else "N")
            listed += lists
        elif len(cells) > 1:  # the rest of a wrapped name, or the rule at the end of the table
            cells.insert(position, basic_support)
    file.write_text("\n".join("\t".join(cells) for cells in [header, *lines]), encoding="utf-8")
    return listed


def _move_pins(file: Path, categories: int, listed: int) -> None:
    """Let the pins expect the cells of one more column, and pin how many list the category."""
    rows = {row["pin"]: row for row in _rows(file)}
    rows["cells"]["expected"] = str(int(rows["entries"]["expected"]) * categories)
    like = rows["entries that list mentoring"]
    added = {name: cell.replace("mentoring", NINTH) for name, cell in like.items()}
    _write(file, [*rows.values(), {**added, "expected": str(listed)}])


def _declare(data: Path, path: str) -> None:
    """Write the hash of a changed file into sources.toml, as a maintainer does."""
    sources = data / "sources.toml"
    text = sources.read_text(encoding="utf-8")
    [declared] = [s for s in tomllib.loads(text)["source"] if s.get("path") == path]
    changed = hashlib.sha256((data / path).read_bytes()).hexdigest()
    sources.write_text(text.replace(declared["sha256"], changed), encoding="utf-8")


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def _write(file: Path, rows: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
