"""What every table holds: one pandera schema per table, checked on every build.

The schemas are the only description of the tables. `etl.load` makes the DDL from them (types,
NOT NULL, CHECK, keys, COMMENT), and the data dictionary shows those comments. Keys stand in the
schema's metadata: `primary_key`, and `foreign_keys` as column -> table.
"""

import pandera.pandas as pa

from etl.columns import (
    MONTH,
    ONS_CODE,
    SLUG,
    edition,
    entry_id,
    matches,
    number,
    one_of,
    place,
    table,
    text,
    truth,
    whole,
)

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

TABLES: tuple[pa.DataFrameSchema, ...] = (
    table(
        "source",
        "Files that the database is built from, and documents that it cites",
        {
            "source_id": text("Name of the source in this database", matches(SLUG)),
            "title": text("Title"),
            "publisher": text("Who published it"),
            "description": text("What it is"),
            "path": text("File in the data folder; empty for a cited document", nullable=True),
            "edition": text(
                "Edition whose offer matrix this file is", matches(MONTH), nullable=True
            ),
            "published": text("Date published, as exactly as known", nullable=True),
            "collected": text("Date or period that it describes", nullable=True),
            "licence": text("Licence or terms of use"),
            "landing_page": text("Web page of the source, where known", nullable=True),
            "sha256": text("SHA-256 of the file", matches(r"[0-9a-f]{64}"), nullable=True),
        },
        ["source_id"],
    ),
    table(
        "authority",
        "Upper-tier authorities responsible for children's services in England, May 2022",
        {
            "ons_code": text("ONS code of May 2022", matches(ONS_CODE)),
            "name": text("ONS name"),
            "region": text("English region", one_of(REGIONS)),
            "authority_type": text("Type of authority", one_of(AUTHORITY_TYPES)),
        },
        ["ons_code"],
    ),
    table(
        "category",
        "The kinds of emotional-wellbeing support that the study looked for",
        {
            "category_id": text("Category", matches(r"[a-z]+(_[a-z]+)*")),
            "position": place("Place among the published columns, from 1"),
            "label": text("Short label used on screen"),
            "description": text("What the category covers, in the project's words"),
            "published_label": text("Column heading as published"),
        },
        ["category_id"],
    ),
    table(
        "entry",
        "Rows of the published matrix; the unit that every count counts",
        {
            "entry_id": text("Slug of the short name, stable between editions", matches(SLUG)),
            "entry": text("Short name"),
            "published_name": text("Name as published, in the newest edition"),
            "region": text("English region", one_of(REGIONS)),
            "authority_type": text("Type of authority", one_of(AUTHORITY_TYPES)),
        },
        ["entry_id"],
    ),
    table(
        "entry_authority",
        "Which authorities an entry covers: none, one or two",
        {
            "entry_id": entry_id(),
            "ons_code": text("Authority that the entry covers", matches(ONS_CODE)),
        },
        ["entry_id", "ons_code"],
        {"entry_id": "entry", "ons_code": "authority"},
    ),
    table(
        "offer",
        "One cell of the matrix: whether an entry lists a category in its published offer",
        {
            "edition": edition(),
            "entry_id": entry_id(),
            "category_id": text("Category"),
            "listed": truth("TRUE listed; FALSE not found in the published offer"),
            "as_published": text("Cell as printed: Y, N or Y with a note"),
        },
        ["edition", "entry_id", "category_id"],
        {"entry_id": "entry", "category_id": "category"},
    ),
    table(
        "cla_rate",
        "Children looked after on 31 March 2021 per 10,000 children aged under 18, as printed",
        {
            "edition": edition(),
            "entry_id": entry_id(),
            "rate_per_10k": whole("Rate per 10,000 children; empty where unknown", 0, 10_000, True),
            "as_published": text("Cell as printed"),
            "status": text("Whether a rate is printed", one_of(STATUSES)),
        },
        ["edition", "entry_id"],
        {"entry_id": "entry"},
    ),
    table(
        "ofsted_rating",
        "Overall Ofsted judgement of children's services; one row per grade printed",
        {
            "edition": edition(),
            "entry_id": entry_id(),
            "rating": text("Grade", one_of(RATINGS)),
            "as_published": text("Cell as printed"),
        },
        ["edition", "entry_id", "rating"],
        {"entry_id": "entry"},
    ),
    table(
        "quality_note",
        "Every cleaning decision and every known doubt, with what was printed and what is used",
        {
            "note_id": whole("Number of the note", 1, 100_000),
            "edition": edition(),
            "entry_id": entry_id(nullable=True),
            "field": text("Column of offer_matrix, or entry or edition, that the note is about"),
            "kind": text("Kind of note", one_of(NOTE_KINDS)),
            "as_published": text("As printed; | marks a line break"),
            "as_used": text("As used in this database"),
            "explanation": text("Why, and how far to trust it"),
            "source": text("Where this is known from"),
        },
        ["note_id"],
        {"entry_id": "entry"},
    ),
    table(
        "published_figure",
        "The report's own counts, beside the query that recomputes each from the table",
        {
            "figure_id": text("Figure"),
            "edition": edition(),
            "figure": text("What is counted"),
            "published_value": number("Value in the report's text"),
            "query": text("SQL that recomputes it by entry"),
            "query_by_authority": text("SQL that recomputes it by authority"),
            "place": text("Section of the report"),
            "remark": text("What a difference means"),
            "value_by_entry": number("Value that the table gives, counted by entry"),
            "value_by_authority": number("Value that the table gives, counted by authority"),
        },
        ["edition", "figure_id"],
    ),
    table(
        "evidence",
        "Findings of the source documents, in the project's own words, with their place",
        {
            "evidence_id": text("Finding", matches(SLUG)),
            "source_id": text("Document that it is from"),
            "year": whole("Year of the document; empty where it gives none", 2000, 2100, True),
            "nation": text("Nation studied"),
            "population": text("Who was studied, and how"),
            "kind": text("Kind of finding", one_of(EVIDENCE_KINDS)),
            "level": text("Level that it is about", one_of(LEVELS)),
            "categories": text("Categories that it bears on, ';' between", nullable=True),
            "entry_id": entry_id(nullable=True),
            "finding": text("The finding, in the project's own words"),
            "value": number("Value, or lower end of a range, where it is a figure", True),
            "value_high": number("Upper end of a range", True),
            "unit": text("Unit of the value", nullable=True),
            "place": text("Heading in the document under which it stands"),
            "context": text("Realist mechanism: in what context", nullable=True),
            "mechanism": text("Realist mechanism: what is at work", nullable=True),
            "outcome": text("Realist mechanism: with what outcome", nullable=True),
        },
        ["evidence_id"],
        {"source_id": "source", "entry_id": "entry"},
    ),
    table(
        "build",
        "The build that made this database: one row",
        {
            "content_hash": text("SHA-256 of the content of all other tables"),
            "inputs_hash": text("SHA-256 of the data files and of the code that reads them"),
            "edition": text("Newest edition", matches(MONTH)),
            "own_matrix": truth("TRUE when a matrix was given with --matrix"),
        },
        ["content_hash"],
    ),
)
