"""What readers take away: rows as shown, with all that a file of them has to say about them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from dashboard import queries
from dashboard.entries import comparison
from dashboard.entries.entry_choices import (
    GROUPS,
    CompareChoice,
    FindChoice,
    ProfileChoice,
    read_compare,
    read_find,
    read_profile,
)
from dashboard.evidence import evidence_queries
from dashboard.evidence.evidence import PAGE as EVIDENCE_PAGE
from dashboard.evidence.evidence import EvidenceSelection
from dashboard.evidence.evidence import in_words as evidence_in_words
from dashboard.evidence.evidence import read_address as read_evidence
from dashboard.files import citation, plain_sql
from dashboard.parameters import address_of, names
from dashboard.selection import PARAMETERS, Selection, in_words, read_address

Address = Mapping[str, Sequence[str]]
UNITS = {
    "cla_rate_per_10k": "children looked after per 10,000 children aged under 18",
    "categories_listed": "categories, of 8",
    "listed_count": "entries",
    "entries": "entries",
}
BENCHMARK_COLUMNS = {
    "entry_id": "Entry of the published matrix that the row is about",
    "category_id": "Category",
    "label": "Short label of the category",
    "listed": "TRUE when the entry lists the category",
    "comparison_group": "Group: england, region, type (of authority), rate (similar CLA), own list",
    "group_name": "Name of the group",
    "listed_count": "Number of entries in the group that list the category",
    "entries": "Number of entries in the group",
}


@dataclass(frozen=True)
class Extract:
    """Rows, and where they come from. `address` gives the same rows on `page` and under /data/."""

    name: str
    title: str
    page: str
    address: dict[str, list[str]]
    rows: pd.DataFrame
    descriptions: dict[str, str]
    key: tuple[str, ...]
    words: str
    sql: str
    subject: str
    build: dict[str, Any]
    edition: str
    base: str = ""  # of the server, such as http://localhost:8501

    @property
    def stem(self) -> str:
        """The file's name without its ending: what it holds, and when that was collected."""
        return "_".join(part for part in (self.name, self.edition, self.subject) if part)

    @property
    def page_address(self) -> str:
        """The page that shows these rows."""
        return f"{self.base}/{self.page}{self._query_string()}"

    def data_address(self, file: str) -> str:
        """The address under /data/ that gives these rows to a script."""
        return f"{self.base}/data/{file}{self._query_string()}"

    def citation(self) -> str:
        """How to cite these rows; whoever cites adds the date of access."""
        what = f"{self.title} ({self.words})"
        digest = self.build["content_hash"]
        return citation.citation(what, self.page_address, self.edition, digest)

    def _query_string(self) -> str:
        return f"?{urlencode(self.address, doseq=True)}" if self.address else ""


def offer_matrix(
    selection: Selection, choice: FindChoice | None = None, page: str = "find-authorities"
) -> Extract:
    """The rows of the offer matrix that a selection finds, sorted as chosen."""
    choice = replace(choice or FindChoice(), chosen=())
    build = queries.build()
    edition = selection.edition or build["edition"]
    address = selection.address() | address_of(choice)
    sorting = (choice.sort, choice.order)
    words = in_words(selection, queries.vocabulary())
    if choice != FindChoice():
        direction = "descending" if choice.order == "desc" else "ascending"
        words += f"; sorted by {choice.sort}, {direction}"
    return Extract(
        name="offer_matrix",
        title="Offer matrix",
        page=page,
        address=address,
        rows=queries.matrix(selection, *sorting),
        descriptions=_matrix_descriptions(),
        key=("edition", "entry_id"),
        words=words,
        sql=plain_sql.selected_rows(selection, edition, *sorting),
        subject="selected" if selection != Selection() else "",
        build=build,
        edition=edition,
    )


def compared_entries(choice: CompareChoice, selection: Selection) -> Extract:
    """The rows of the offer matrix of the entries compared, in their order."""
    build = queries.build()
    edition = selection.edition or build["edition"]
    rows = comparison.entries(edition, choice.entry)
    asked = {"edition": edition, "entry": choice.entry}
    return Extract(
        name="comparison",
        title="Comparison",
        page="compare",
        address=address_of(choice) | _edition_only(selection),
        rows=rows,
        descriptions=_matrix_descriptions(),
        key=("edition", "entry_id"),
        words=", ".join(rows["entry"]) or "no entry chosen",
        sql=plain_sql.filled_in(comparison.ENTRIES, asked),
        subject="_".join(choice.entry),
        build=build,
        edition=edition,
    )


def profile(choice: ProfileChoice, selection: Selection) -> Extract:
    """What one entry lists, beside how many of each comparison group do: one row a pair."""
    build = queries.build()
    edition = selection.edition or build["edition"]
    asked = {"edition": edition, "entry": (choice.entry,), "peer": choice.peer}
    name = comparison.entries(edition, (choice.entry,))["entry"]
    return Extract(
        name="profile",
        title="Authority profile",
        page="authority-profile",
        address=address_of(choice) | _edition_only(selection),
        rows=comparison.profile_rows(edition, choice.entry, choice.peer),
        descriptions=BENCHMARK_COLUMNS,
        key=("entry_id", "category_id", "comparison_group"),
        words=f"{', '.join(name) or 'no entry chosen'}, compared with: {GROUPS[choice.group]}",
        sql=plain_sql.filled_in(comparison.PROFILE_ROWS, asked),
        subject=choice.entry,
        build=build,
        edition=edition,
    )


def evidence(selection: EvidenceSelection) -> Extract:
    """The findings of the source documents that a selection shows."""
    build = queries.build()
    return Extract(
        name="evidence",
        title="Research evidence",
        page=EVIDENCE_PAGE,
        address=address_of(selection),
        rows=evidence_queries.findings(selection),
        descriptions=evidence_queries.descriptions(),
        key=("evidence_id",),
        words=evidence_in_words(selection, evidence_queries.vocabulary()) or "all findings",
        sql=plain_sql.filled_in(evidence_queries.FINDINGS, asdict(selection)),
        subject="selected" if selection != EvidenceSelection() else "",
        build=build,
        edition=build["edition"],
    )


@dataclass(frozen=True)
class Dataset:
    """One kind of rows under /data/: the parameters that it takes, and what an address gives."""

    parameters: tuple[str, ...]
    asked_for: Callable[[Address], tuple[Extract, list[str]]]

    def read(self, address: Address) -> tuple[Extract, list[str]]:
        """The extract of an address, and a sentence for each part of it that is not known."""
        accepted = ", ".join(self.parameters)
        extract, refused = self.asked_for(address)
        unknown = [name for name in address if name not in self.parameters]
        return extract, [
            *(f"{name} is not a parameter. Accepted: {accepted}" for name in unknown),
            *refused,
        ]


def _read_offer_matrix(address: Address) -> tuple[Extract, list[str]]:
    selection, refused = read_address(address, queries.vocabulary())
    columns, entries = tuple(queries.matrix_columns()["column"]), queries.entry_ids()
    choice, refused_too = read_find(address, columns, entries)
    return offer_matrix(selection, choice), refused + refused_too


def _read_comparison(address: Address) -> tuple[Extract, list[str]]:
    selection, refused = read_address(_edition_part(address), queries.vocabulary())
    choice, refused_too = read_compare(address, queries.entry_ids())
    return compared_entries(choice, selection), refused + refused_too


def _read_profile(address: Address) -> tuple[Extract, list[str]]:
    selection, refused = read_address(_edition_part(address), queries.vocabulary())
    choice, refused_too = read_profile(address, queries.entry_ids())
    return profile(choice, selection), refused + refused_too


def _read_evidence(address: Address) -> tuple[Extract, list[str]]:
    selection, refused = read_evidence(address, evidence_queries.vocabulary())
    return evidence(selection), refused


DATASETS = {
    "offer_matrix": Dataset((*PARAMETERS, *names(FindChoice)), _read_offer_matrix),
    "comparison": Dataset((*names(CompareChoice), "edition"), _read_comparison),
    "profile": Dataset((*names(ProfileChoice), "edition"), _read_profile),
    "evidence": Dataset(names(EvidenceSelection), _read_evidence),
}


def _matrix_descriptions() -> dict[str, str]:
    columns = queries.matrix_columns()
    return dict(zip(columns["column"], columns["description"], strict=True))


def _edition_part(address: Address) -> Address:
    return {name: values for name, values in address.items() if name == "edition"}


def _edition_only(selection: Selection) -> dict[str, list[str]]:
    return Selection(edition=selection.edition).address()
