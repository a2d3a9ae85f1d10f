"""The steps of a build: sources -> parse -> harmonise -> contracts -> load, all or nothing."""

import shutil
from pathlib import Path

import duckdb
import pandas as pd
from filelock import FileLock

from etl.freshness import inputs_hash
from etl.harmonise import (
    Tables,
    edition_tables,
    entry_tables,
    harmonisation_problems,
    reference_tables,
)
from etl.load import content_hash, create_tables, create_view, insert
from etl.parse import parse_matrix
from etl.problems import InputRefused, Problem
from etl.reference import Reference, read_reference
from etl.sources import DATA, matrix_of_each_edition, read_sources, verify
from etl.validation import validated

ABOUT_ENTRIES = ("quality_note", "evidence")
PIN = ["edition", "pin", "expected", "query"]


def build(
    database: Path,
    own_matrix: Path | None = None,
    edition: str | None = None,
    data: Path = DATA,
) -> str:
    """Build `database` from the data folder, and from one more matrix when it is given.

    `own_matrix` takes the place of the published matrix of the same edition (the newest when it is
    left out), or adds an edition.
    The new database takes the old one's place in one step, when it is complete; two builds at
    once wait for each other. Returns the content hash. Raises InputRefused, and then leaves the
    old database as it was.
    """
    database.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(database.with_name(f".{database.name}.lock")):
        unfinished = database.with_name(f".{database.name}.building")
        shutil.rmtree(unfinished, ignore_errors=True)  # of a build that was killed
        tables = prepare(own_matrix, edition, data)
        unfinished.mkdir()
        try:
            with duckdb.connect(str(unfinished / database.name)) as connection:
                signature = fill(connection, tables, own_matrix is not None, data)
            (unfinished / database.name).replace(database)
        finally:
            shutil.rmtree(unfinished)
    return signature


def check(own_matrix: Path | None = None, edition: str | None = None, data: Path = DATA) -> str:
    """Do all that `build` does, in memory. Returns the content hash; raises InputRefused."""
    with duckdb.connect() as connection:
        tables = prepare(own_matrix, edition, data)
        return fill(connection, tables, own_matrix is not None, data)


def prepare(own_matrix: Path | None, edition: str | None, data: Path) -> Tables:
    """Read, harmonise and validate every table that is not computed from the others."""
    sources = read_sources(data)
    verify(sources, data)
    reference = read_reference(data)
    files = matrix_of_each_edition(sources, data)
    if own_matrix is not None:
        files[edition or max(files)] = own_matrix
    matrices = read_matrices(files, reference)
    editions = [edition_tables(reference, matrix, e) for e, matrix in matrices.items()]
    of_all_editions = {
        name: pd.concat([tables[name] for tables in editions], ignore_index=True)
        for name in editions[0]
    }
    return validated(
        {
            "source": sources,
            **reference_tables(reference),
            **entry_tables(reference, matrices),
            **of_all_editions,
        }
    )


def read_matrices(files: dict[str, Path], reference: Reference) -> dict[str, pd.DataFrame]:
    """Parse the matrix of every edition; raise InputRefused with the problems of all of them."""
    matrices, problems = {}, []
    for edition, file in files.items():
        matrix, wrong_cells = parse_matrix(file, reference.categories)
        problems += wrong_cells + harmonisation_problems(reference, matrix, str(file))
        matrices[edition] = matrix
    if problems:
        raise InputRefused(sorted(problems, key=lambda p: (p.file, p.row or 0)))
    return matrices


def fill(
    connection: duckdb.DuckDBPyConnection, tables: Tables, own_matrix: bool, data: Path
) -> str:
    """Load the tables, check the pins, recompute what the report counts, and sign the build."""
    create_tables(connection)
    create_view(connection, tables["category"])
    reference = read_reference(data)
    remarks = {name: tables[name] for name in ABOUT_ENTRIES}
    insert(connection, {name: table for name, table in tables.items() if name not in remarks})
    check_pins(connection, reference.pins)  # first: remarks may be about an entry that is gone
    figures = validated({"published_figure": recomputed(connection, reference.published_figures)})
    insert(connection, {**remarks, **figures})
    signature = content_hash({**tables, **figures})
    signed = {
        "content_hash": [signature],
        "inputs_hash": [inputs_hash(data)],
        "edition": [tables["offer"]["edition"].max()],
        "own_matrix": [own_matrix],
    }
    insert(connection, validated({"build": pd.DataFrame(signed)}))
    return signature


def recomputed(connection: duckdb.DuckDBPyConnection, figures: pd.DataFrame) -> pd.DataFrame:
    """The report's figures with what their queries give: value_by_entry, value_by_authority."""
    return figures.assign(
        published_value=figures["published_value"].astype("float64"),
        value_by_entry=[_number(connection, query) for query in figures["query"]],
        value_by_authority=[_number(connection, query) for query in figures["query_by_authority"]],
    )


def check_pins(connection: duckdb.DuckDBPyConnection, pins: pd.DataFrame) -> None:
    """Raise InputRefused for every known count that has moved, by name."""
    problems = []
    for edition, pin, expected, query in pins[PIN].itertuples(index=False):
        found = _number(connection, query)
        if found != float(expected):
            what = f"{found:g} {pin} in edition {edition}"
            problems.append(Problem("data/reference/pins.csv", what, expected))
    if problems:
        raise InputRefused(problems)


def _number(connection: duckdb.DuckDBPyConnection, query: str) -> float:
    [(number,)] = connection.execute(query).fetchall()
    return float(number)
