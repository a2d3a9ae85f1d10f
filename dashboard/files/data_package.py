"""The data package: rows as CSV, described as Frictionless Data asks, with README and SQL.

Data Package specification v1, https://specs.frictionlessdata.io/tabular-data-package/.
"""

import hashlib
import io
import json
import zipfile
from typing import Any

import pandas as pd

from dashboard import queries
from dashboard.files import citation, downloads
from dashboard.files.extracts import Extract

NO_CLOCK = (2022, 5, 1, 0, 0, 0)
README = """{title}
{underline}

{notes}

Files
-----
{file}: the rows, {rows} of them; UTF-8 with byte order mark, comma between, blank where missing
datapackage.json: types, descriptions, units, licence and sources (Frictionless Data Package)
query.sql: the statement that gives {what} from the published database file
README.txt: this text

To have {what} from the database file (/data/offer.duckdb on the server):

    duckdb offer.duckdb < query.sql
"""
SAME, BEHIND = "the same rows", "what these rows were computed from (see Computed above)"


def package(extract: Extract) -> bytes:
    """The ZIP: CSV, datapackage.json, README.txt and query.sql."""
    name = f"{extract.stem}.csv"
    content = downloads.csv(extract.rows)
    described = json.dumps(descriptor(extract, name, content), indent=2, ensure_ascii=False)
    files = {
        name: content,
        "datapackage.json": described.encode(),
        "README.txt": readme(extract, name).encode(),
        "query.sql": f"{extract.sql.rstrip()}\n".encode(),
    }
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for file, data in files.items():
            entry = zipfile.ZipInfo(file, NO_CLOCK)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, data)
    return archive.getvalue()


def readme(extract: Extract, file: str) -> str:
    """What the rows are, how to cite them, and how to have them again."""
    notes = "\n\n".join(
        f"{name}: {text}" if "\n" not in text else f"{name}:\n{text}"
        for name, text in downloads.notes_on(extract)
    )
    heading = f"{citation.TITLE}: {extract.title}"
    return README.format(
        title=heading,
        underline="=" * len(heading),
        notes=notes,
        file=file,
        rows=len(extract.rows),
        what=BEHIND if extract.computed else SAME,
    )


def descriptor(extract: Extract, file: str, content: bytes) -> dict[str, Any]:
    """datapackage.json: what is in the CSV, on what terms, and where it is from."""
    source = queries.matrix_source(extract.edition)
    return {
        "profile": "tabular-data-package",
        "name": extract.stem.replace("_", "-"),
        "title": f"{citation.TITLE}: {extract.title}",
        "description": " ".join(
            filter(None, (f"{extract.words}.", extract.computed, citation.CAUTION))
        ),
        "version": extract.edition,
        "homepage": extract.page_address,
        "licenses": [{"name": "other-at", "title": source["licence"]}],
        "sources": [{"title": f"{source['publisher']}: {source['title']}"}],
        "citation": extract.citation(),
        "content_hash": extract.build["content_hash"],
        "sql": extract.sql,
        **({"computed": extract.computed} if extract.computed else {}),
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": extract.name,
                "path": file,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8-sig",
                "bytes": len(content),
                "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
                "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"'},
                "schema": {
                    "fields": [_field(extract, column) for column in extract.rows.columns],
                    "missingValues": [""],
                    "primaryKey": list(extract.key),
                },
            }
        ],
    }


def _field(extract: Extract, column: str) -> dict[str, Any]:
    values = extract.rows[column]
    field: dict[str, Any] = {"name": column, "description": extract.descriptions[column]}
    if pd.api.types.is_bool_dtype(values):
        field |= {"type": "boolean", "trueValues": ["TRUE"], "falseValues": ["FALSE"]}
    elif pd.api.types.is_integer_dtype(values):
        field["type"] = "integer"
    elif pd.api.types.is_numeric_dtype(values):
        field["type"] = "number"
    else:
        field["type"] = "string"
    return field | ({"unit": extract.units[column]} if column in extract.units else {})
