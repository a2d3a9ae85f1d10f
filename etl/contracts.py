"""What every table holds: one pandera schema per table, checked on every build.

The schemas are the only description of the tables. `etl.load` makes the DDL from them (types,
NOT NULL, CHECK, keys, COMMENT), and the data dictionary shows those comments. Keys stand in the
schema's metadata: `primary_key`, and `foreign_keys` as column -> table.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pandera.pandas as pa

from etl.problems import InputRefused, Problem, quoted

REGIONS = (
    "North East",
    "North West",
    "Yorkshire and The Humber",
    "East Midlands",
    "West Midlands",
    "East of England",
    "London",
    "South East",
    "South West",
)
AUTHORITY_TYPES = (
    "Unitary authority",
    "Metropolitan district",
    "London borough",
    "County",
    "City of London",
    "Combined authority",
)
RATINGS = ("Outstanding", "Good", "Requires improvement", "Inadequate", "Not rated")
STATUSES = ("reported", "unknown")
NOTE_KINDS = (
    "text repaired",
    "value interpreted",
    "unknown value",
    "small number",
    "doubtful",
    "other area",
    "entry without authority",
    "two entries, one authority",
    "one entry, two authorities",
    "name of ended council",
    "reorganised later",
    "report and table differ",
    "matrix as a whole",
)
EVIDENCE_KINDS = (
    "figure",
    "theme",
    "mechanism",
    "barrier",
    "facilitator",
    "recommendation",
    "service",
    "typology",
    "limitation",
)
LEVELS = ("system", "professional", "individual")
ONS_CODE = r"E(06|08|09|10)\d{6}"
SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
EDITION = r"\d{4}-(0[1-9]|1[0-2])"


def _text(description: str, *checks: pa.Check, nullable: bool = False) -> pa.Column:
    sql = {"sql_type": "VARCHAR"}
    return pa.Column("str", [*checks], nullable=nullable, description=description, metadata=sql)


def _whole(description: str, low: int, high: int, nullable: bool = False) -> pa.Column:
    return pa.Column(
        "Int64" if nullable else "int64",
        pa.Check.in_range(low, high),
        nullable=nullable,
        description=description,
        metadata={"sql_type": "INTEGER"},
    )


def _number(description: str, nullable: bool = False) -> pa.Column:
    sql = {"sql_type": "DOUBLE"}
    return pa.Column("float64", nullable=nullable, description=description, metadata=sql)


def _truth(description: str) -> pa.Column:
    return pa.Column("bool", description=description, metadata={"sql_type": "BOOLEAN"})


def _matches(pattern: str) -> pa.Check:
    return pa.Check.str_matches(f"^({pattern})$")


def _one_of(values: tuple[str, ...]) -> pa.Check:
    return pa.Check.isin(values)


def _table(
    name: str,
    description: str,
    columns: dict[str, pa.Column],
    primary_key: list[str],
    foreign_keys: dict[str, str] | None = None,
) -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        columns,
        strict=True,
        ordered=True,
        unique=primary_key,
        name=name,
        description=description,
        metadata={"primary_key": primary_key, "foreign_keys": foreign_keys or {}},
    )


def _edition() -> pa.Column:
    return _text("Month in which the matrix was collected, YYYY-MM", _matches(EDITION))


def _entry_id(nullable: bool = False) -> pa.Column:
    description = "Entry of the published matrix"
    return _text(description, _matches(SLUG), nullable=nullable)


TABLES: tuple[pa.DataFrameSchema, ...] = (
    _table(
        "source",
        "Files that the database is built from, and documents that it cites",
        {
            "source_id": _text("Name of the source in this database", _matches(SLUG)),
            "title": _text("Title"),
            "publisher": _text("Who published it"),
            "description": _text("What it is"),
            "path": _text("File in the data folder; empty for a cited document", nullable=True),
            "edition": _text(
                "Edition whose offer matrix this file is", _matches(EDITION), nullable=True
            ),
            "published": _text("Date published, as exactly as known", nullable=True),
            "collected": _text("Date or period that it describes", nullable=True),
            "licence": _text("Licence or terms of use"),
            "landing_page": _text("Web page of the source, where known", nullable=True),
            "sha256": _text("SHA-256 of the file", _matches(r"[0-9a-f]{64}"), nullable=True),
        },
        ["source_id"],
    ),
    _table(
        "authority",
        "The 152 upper-tier authorities responsible for children's services in England, May 2022",
        {
            "ons_code": _text("ONS code of May 2022", _matches(ONS_CODE)),
            "name": _text("ONS name"),
            "region": _text("English region", _one_of(REGIONS)),
            "authority_type": _text("Type of authority", _one_of(AUTHORITY_TYPES)),
        },
        ["ons_code"],
    ),
    _table(
        "category",
        "The eight kinds of emotional-wellbeing support that the study looked for",
        {
            "category_id": _text("Category", _matches(r"[a-z]+(_[a-z]+)*")),
            "position": _whole("Place among the published columns, from 1", 1, 8),
            "label": _text("Short label used on screen"),
            "description": _text("What the category covers, in the project's words"),
            "published_label": _text("Column heading as published"),
        },
        ["category_id"],
    ),
    _table(
        "entry",
        "Rows of the published matrix; the unit that every count counts",
        {
            "entry_id": _text("Slug of the short name, stable between editions", _matches(SLUG)),
            "entry": _text("Short name"),
            "published_name": _text("Name as published, in the newest edition"),
            "region": _text("English region", _one_of(REGIONS)),
            "authority_type": _text("Type of authority", _one_of(AUTHORITY_TYPES)),
        },
        ["entry_id"],
    ),
    _table(
        "entry_authority",
        "Which authorities an entry covers: none, one or two",
        {
            "entry_id": _entry_id(),
            "ons_code": _text("Authority that the entry covers", _matches(ONS_CODE)),
        },
        ["entry_id", "ons_code"],
        {"entry_id": "entry", "ons_code": "authority"},
    ),
    _table(
        "offer",
        "One cell of the matrix: whether an entry lists a category in its published offer",
        {
            "edition": _edition(),
            "entry_id": _entry_id(),
            "category_id": _text("Category"),
            "listed": _truth("TRUE listed; FALSE not found in the published offer"),
            "as_published": _text("Cell as printed: Y, N or Y with a note"),
        },
        ["edition", "entry_id", "category_id"],
        {"entry_id": "entry", "category_id": "category"},
    ),
    _table(
        "cla_rate",
        "Children looked after on 31 March 2021 per 10,000 children aged under 18, as printed",
        {
            "edition": _edition(),
            "entry_id": _entry_id(),
            "rate_per_10k": _whole(
                "Rate per 10,000 children; empty where unknown", 0, 10_000, True
            ),
            "as_published": _text("Cell as printed"),
            "status": _text("Whether a rate is printed", _one_of(STATUSES)),
        },
        ["edition", "entry_id"],
        {"entry_id": "entry"},
    ),
    _table(
        "ofsted_rating",
        "Overall Ofsted judgement of children's services; one row per grade printed",
        {
            "edition": _edition(),
            "entry_id": _entry_id(),
            "rating": _text("Grade", _one_of(RATINGS)),
            "as_published": _text("Cell as printed"),
        },
        ["edition", "entry_id", "rating"],
        {"entry_id": "entry"},
    ),
    _table(
        "quality_note",
        "Every cleaning decision and every known doubt, with what was printed and what is used",
        {
            "note_id": _whole("Number of the note", 1, 100_000),
            "edition": _edition(),
            "entry_id": _entry_id(nullable=True),
            "field": _text("Column of offer_matrix, or entry or edition, that the note is about"),
            "kind": _text("Kind of note", _one_of(NOTE_KINDS)),
            "as_published": _text("As printed; | marks a line break"),
            "as_used": _text("As used in this database"),
            "explanation": _text("Why, and how far to trust it"),
            "source": _text("Where this is known from"),
        },
        ["note_id"],
        {"entry_id": "entry"},
    ),
    _table(
        "published_figure",
        "The report's own counts, beside the query that recomputes each from the table",
        {
            "figure_id": _text("Figure"),
            "edition": _edition(),
            "figure": _text("What is counted"),
            "published_value": _number("Value in the report's text"),
            "query": _text("SQL that recomputes it by entry"),
            "query_by_authority": _text("SQL that recomputes it by authority"),
            "place": _text("Section of the report"),
            "remark": _text("What a difference means"),
            "value_by_entry": _number("Value that the table gives, counted by entry"),
            "value_by_authority": _number("Value that the table gives, counted by authority"),
        },
        ["edition", "figure_id"],
    ),
    _table(
        "evidence",
        "Findings of the source documents, in the project's own words, with their place",
        {
            "evidence_id": _text("Finding", _matches(SLUG)),
            "source_id": _text("Document that it is from"),
            "year": _whole("Year of the document; empty where it gives none", 2000, 2100, True),
            "nation": _text("Nation studied"),
            "population": _text("Who was studied, and how"),
            "kind": _text("Kind of finding", _one_of(EVIDENCE_KINDS)),
            "level": _text("Level that it is about", _one_of(LEVELS)),
            "categories": _text("Categories that it bears on, ';' between", nullable=True),
            "entry_id": _entry_id(nullable=True),
            "finding": _text("The finding, in the project's own words"),
            "value": _number("Value, or lower end of a range, where it is a figure", True),
            "value_high": _number("Upper end of a range", True),
            "unit": _text("Unit of the value", nullable=True),
            "place": _text("Heading in the document under which it stands"),
            "context": _text("Realist mechanism: in what context", nullable=True),
            "mechanism": _text("Realist mechanism: what is at work", nullable=True),
            "outcome": _text("Realist mechanism: with what outcome", nullable=True),
        },
        ["evidence_id"],
        {"source_id": "source", "entry_id": "entry"},
    ),
    _table(
        "build",
        "The build that made this database: one row",
        {
            "content_hash": _text("SHA-256 of the content of all other tables"),
            "inputs_hash": _text("SHA-256 of the data files and of the code that reads them"),
            "edition": _text("Newest edition", _matches(EDITION)),
            "own_matrix": _truth("TRUE when a matrix was given with --matrix"),
        },
        ["content_hash"],
    ),
)


def metadata(table: pa.DataFrameSchema) -> dict[str, Any]:
    """Primary key and foreign keys of a table."""
    return dict(table.metadata or {})


def validated(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Put every table into its contract's column order and check it, all tables in one go.

    Rows come out sorted by primary key. Raises InputRefused naming table, row, column and value.
    """
    valid, problems = {}, []
    for contract in TABLES:
        name = str(contract.name)
        if name not in tables:
            continue
        key = metadata(contract)["primary_key"]
        table = tables[name][list(contract.columns)].sort_values(key, ignore_index=True)
        try:
            valid[name] = contract.validate(table, lazy=True)
        except pa.errors.SchemaErrors as errors:
            problems += _problems(name, errors.failure_cases)
    if problems:
        raise InputRefused(problems)
    return valid


def _problems(name: str, failures: pd.DataFrame) -> list[Problem]:
    return [
        Problem(
            f"table {name}",
            quoted(str(case.failure_case)),
            str(case.check),
            None if pd.isna(case.index) else int(case.index) + 1,
            str(case.column),
        )
        for case in failures.itertuples()
    ]
