"""Rows as files: exactly the rows, order and columns shown."""

import json

import pandas as pd

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv(rows: pd.DataFrame) -> bytes:
    """UTF-8 with BOM, as DfE's own files; truth values TRUE and FALSE, missing values blank."""
    text: str = _harmless(_spelled(rows)).to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def json_records(rows: pd.DataFrame) -> bytes:
    """A list of objects, one per row; missing values null."""
    records = rows.astype(object).where(rows.notna(), None).to_dict("records")
    return json.dumps(records, ensure_ascii=False, default=_plain).encode()


def file_name(edition: str, ending: str, query_string: str = "") -> str:
    """What the file holds and when it was collected: `offer_matrix_2022-05_selected.csv`."""
    return f"offer_matrix_{edition}{'_selected' if query_string else ''}.{ending}"


def _spelled(rows: pd.DataFrame) -> pd.DataFrame:
    truths = rows.select_dtypes("bool").columns
    return rows.assign(**{c: rows[c].map({True: "TRUE", False: "FALSE"}) for c in truths})


def _harmless(rows: pd.DataFrame) -> pd.DataFrame:
    """A cell that a spreadsheet would take for a formula gets an apostrophe in front."""

    def harmless(value: object) -> object:
        return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value

    texts = rows.select_dtypes(["object", "str"]).columns
    return rows.assign(**{column: rows[column].map(harmless) for column in texts})


def _plain(value: object) -> object:
    return value.item() if hasattr(value, "item") else str(value)
