"""The data package: rows as CSV, described as Frictionless Data asks, with README and SQL.

Data Package specification v1, https://specs.frictionlessdata.io/tabular-data-package/.
"""

import hashlib
import io
import json
import zipfile

import pandas as pd

from dashboard.export.dataset import Export
from dashboard.export.formats import csv
from dashboard.query import metadata
from dashboard.vocabulary import CAUTION, TITLE

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


def package(export: Export) -> bytes:
    """The ZIP: CSV, datapackage.json, README.txt and query.sql."""
    name = f"{export.stem}.csv"
    content = csv(export.rows)
    described = json.dumps(descriptor(export, name, content), indent=2, ensure_ascii=False)
    files = {
        name: content,
        "datapackage.json": described.encode(),
        "README.txt": readme(export, name).encode(),
        "query.sql": f"{export.selected.sql.rstrip()}\n".encode(),
    }
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for file, data in files.items():
            entry = zipfile.ZipInfo(file, NO_CLOCK)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, data)
    return archive.getvalue()


def readme(export: Export, file: str) -> str:
    """What the rows are, how to cite them, and how to have them again."""
    notes = "\n\n".join(
        f"{name}: {text}" if "\n" not in text else f"{name}:\n{text}"
        for name, text in export.notes()
    )
    heading = f"{TITLE}: {export.title}"
    return README.format(
        title=heading,
        underline="=" * len(heading),
        notes=notes,
        file=file,
        rows=len(export.rows),
        what=BEHIND if export.dataset.computed() else SAME,
    )


def descriptor(export: Export, file: str, content: bytes) -> dict[str, object]:
    """datapackage.json: what is in the CSV, on what terms, and where it is from."""
    edition, computed = export.selected.edition, export.dataset.computed()
    source = metadata.matrix_source(edition)
    return {
        "profile": "tabular-data-package",
        "name": export.stem.replace("_", "-"),
        "title": f"{TITLE}: {export.title}",
        "description": " ".join(filter(None, (f"{export.words}.", computed, CAUTION))),
        "version": edition,
        "homepage": export.page_address,
        "licenses": [{"name": "other-at", "title": source["licence"]}],
        "sources": [{"title": f"{source['publisher']}: {source['title']}"}],
        "citation": export.citation(),
        "content_hash": export.build.content_hash,
        "sql": export.selected.sql,
        **({"computed": computed} if computed else {}),
        "resources": [_resource(export, file, content)],
    }


def _resource(export: Export, file: str, content: bytes) -> dict[str, object]:
    return {
        "profile": "tabular-data-resource",
        "name": export.dataset.name,
        "path": file,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"'},
        "schema": {
            "fields": [_field(export, str(column)) for column in export.rows.columns],
            "missingValues": [""],
            "primaryKey": list(export.dataset.key()),
        },
    }


def _field(export: Export, column: str) -> dict[str, object]:
    values, units = export.rows[column], export.dataset.units()
    described: dict[str, object] = {"name": column, "description": export.descriptions[column]}
    if pd.api.types.is_bool_dtype(values):
        described |= {"type": "boolean", "trueValues": ["TRUE"], "falseValues": ["FALSE"]}
    elif pd.api.types.is_integer_dtype(values):
        described["type"] = "integer"
    elif pd.api.types.is_numeric_dtype(values):
        described["type"] = "number"
    else:
        described["type"] = "string"
    return described | ({"unit": units[column]} if column in units else {})
