"""The files the project reads: where each comes from, and proof that none has changed."""

import hashlib
import tomllib
from pathlib import Path

import pandas as pd

from etl.problems import InputRefused, Problem

DATA = Path(__file__).parents[1] / "data"
COLUMNS = (
    "source_id",
    "title",
    "publisher",
    "description",
    "path",
    "edition",
    "published",
    "collected",
    "licence",
    "landing_page",
    "sha256",
)


def read_sources(data: Path = DATA) -> pd.DataFrame:
    """Read `sources.toml`: one row per data file and per document cited, columns COLUMNS."""
    with (data / "sources.toml").open("rb") as file:
        rows = tomllib.load(file)["source"]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")


def verify(sources: pd.DataFrame, data: Path) -> None:
    """Raise InputRefused when a file is missing, not declared, or not the one declared."""
    files = sources.dropna(subset="path")
    declared = dict(zip(files["path"], files["sha256"], strict=True))
    problems = [
        problem
        for path, sha256 in declared.items()
        if (problem := _changed(data / path, f"data/{path}", sha256))
    ]
    for file in sorted(data.glob("[!.]*/[!.]*")):  # the hidden ones are builds under way
        path = file.relative_to(data).as_posix()
        if file.is_file() and path not in declared:
            problems.append(Problem(f"data/{path}", "a file", "an entry in data/sources.toml"))
    if problems:
        raise InputRefused(problems)


def _changed(file: Path, name: str, sha256: str) -> Problem | None:
    if not file.is_file():
        return Problem(name, "no such file", "the file that data/sources.toml declares")
    found = hashlib.sha256(file.read_bytes()).hexdigest()
    if found != sha256:
        return Problem(name, f"sha256 {found}", f"{sha256}, as declared in data/sources.toml")
    return None


def matrix_of_each_edition(sources: pd.DataFrame, data: Path = DATA) -> dict[str, Path]:
    """The published offer matrix of every edition that the project holds."""
    held = sources.dropna(subset="edition")
    return {
        edition: data / path for edition, path in zip(held["edition"], held["path"], strict=True)
    }
