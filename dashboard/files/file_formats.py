"""The kinds of file that readers can take away: one registry, for links and for /data/."""

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.entries.brief import brief
from dashboard.files import downloads
from dashboard.files.data_package import package
from dashboard.files.extracts import Extract


@dataclass(frozen=True)
class Format:
    """One kind of file: its name for readers, ending, media type, and how its bytes are made."""

    label: str
    ending: str
    media_type: str
    write: Callable[[Extract], bytes]

    def file_name(self, extract: Extract) -> str:
        """What a file holds and when that was collected: `offer_matrix_2022-05_selected.csv`."""
        return f"{extract.stem}.{self.ending}"

    def route(self, dataset: str) -> str:
        """The file's name under /data/; the data package of the matrix is just package.zip."""
        if self.ending == "zip":
            return "package.zip" if dataset == "offer_matrix" else f"{dataset}_package.zip"
        return f"{dataset}.{self.ending}"


EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = (
    Format("CSV", "csv", "text/csv; charset=utf-8", lambda extract: downloads.csv(extract.rows)),
    Format("Excel", "xlsx", EXCEL, downloads.xlsx),
    Format("Parquet", "parquet", "application/vnd.apache.parquet", downloads.parquet),
    Format(
        "JSON", "json", "application/json", lambda extract: downloads.json_records(extract.rows)
    ),
    Format("Data package (ZIP)", "zip", "application/zip", package),
)
BRIEF = Format("One-page brief (HTML)", "html", "text/html; charset=utf-8", brief)


def formats_of(dataset: str) -> tuple[Format, ...]:
    """The formats in which a dataset can be had; a profile has a brief to print besides."""
    return (BRIEF, *FORMATS) if dataset == "profile" else FORMATS
