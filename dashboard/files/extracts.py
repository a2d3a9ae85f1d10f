"""What readers take away: rows as shown, with all that a file of them has to say about them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from dashboard.files import citation

Address = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Extract:
    """Rows, and where they come from. `address` gives the same rows on `page` and under /data/.

    `find` gives the rows once they are wanted: drawing links needs none. `sql` gives them from the
    published database file; where it cannot give all of them, `computed` says how they were
    computed from what it gives.
    """

    name: str
    title: str
    page: str
    address: dict[str, list[str]]
    find: Callable[[], pd.DataFrame]
    descriptions: Mapping[str, str]
    key: tuple[str, ...]
    words: str
    sql: str
    build: dict[str, Any]
    edition: str
    subject: str = ""
    units: Mapping[str, str] = field(default_factory=dict)
    computed: str = ""
    base: str = ""  # of the server, such as http://localhost:8501

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The rows, in the order and with the columns shown."""
        return self.find()

    @property
    def stem(self) -> str:
        """The file's name without its ending: what it holds, and when that was collected."""
        return "_".join(part for part in (self.name, self.edition, self.subject) if part)

    @property
    def page_address(self) -> str:
        """The page that shows these rows."""
        return f"{self.base}/{self.page}{self._query_string()}"

    def link(self, file: str) -> str:
        """The address under data/ that gives these rows, relative to any page."""
        return f"data/{file}{self._query_string()}"

    def data_address(self, file: str) -> str:
        """The address that gives these rows to a script."""
        return f"{self.base}/{self.link(file)}"

    def citation(self) -> str:
        """How to cite these rows; whoever cites adds the date of access."""
        what = f"{self.title} ({self.words})"
        digest = self.build["content_hash"]
        return citation.citation(what, self.page_address, self.edition, digest)

    def _query_string(self) -> str:
        return f"?{urlencode(self.address, doseq=True)}" if self.address else ""


Reading = tuple[Extract, list[str]]  # an extract, and a sentence for each part refused


@dataclass(frozen=True)
class Dataset:
    """One kind of rows under /data/: the parameters that it takes, and what an address gives."""

    parameters: tuple[str, ...]
    asked_for: Callable[[Address], Reading]

    def read(self, address: Address) -> Reading:
        """The extract of an address, and a sentence for each part of it that is not known."""
        accepted = ", ".join(self.parameters)
        extract, refused = self.asked_for(address)
        unknown = [name for name in address if name not in self.parameters]
        return extract, [
            *(f"{name} is not a parameter. Accepted: {accepted}" for name in unknown),
            *refused,
        ]
