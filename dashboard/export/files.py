"""The kinds of file in which every dataset can be had."""

from dashboard.export.dataset import Format
from dashboard.export.formats import csv, json_records, parquet, xlsx
from dashboard.export.package import package

CSV = Format("CSV", "csv", "text/csv; charset=utf-8", lambda export: csv(export.rows))
EXCEL = Format(
    "Excel",
    "xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    xlsx,
)
PARQUET = Format("Parquet", "parquet", "application/vnd.apache.parquet", parquet)
JSON = Format("JSON", "json", "application/json", lambda export: json_records(export.rows))
PACKAGE = Format("Data package (ZIP)", "zip", "application/zip", package, packs=True)

FORMATS = (CSV, EXCEL, PARQUET, JSON, PACKAGE)
