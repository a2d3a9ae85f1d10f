"""Whether a built database still fits the files it was built from. Light: no pandas."""

import hashlib
from pathlib import Path

import duckdb

from etl.sources import DATA

READING_CODE = Path(__file__).parent


def inputs_hash(data: Path) -> str:
    """SHA-256 of the data files and of the code that reads them, names included."""
    digest = hashlib.sha256()
    files = [data / "sources.toml", *data.glob("raw/*"), *data.glob("reference/*")]
    files += READING_CODE.glob("*.py")
    for name, file in sorted((f"{file.parent.name}/{file.name}", file) for file in files):
        digest.update(f"{name}\n".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def needs_build(database: Path, data: Path = DATA) -> bool:
    """Whether `database` is missing, unreadable, or older than the data files or the code.

    One that was built from somebody's own matrix (--matrix) is theirs: it is never stale.
    """
    if not database.is_file():
        return True
    try:
        with duckdb.connect(str(database), read_only=True) as connection:
            build = connection.execute("SELECT inputs_hash, own_matrix FROM build").fetchall()
    except duckdb.Error:
        return True
    return not any(built_from == inputs_hash(data) or own for built_from, own in build)
