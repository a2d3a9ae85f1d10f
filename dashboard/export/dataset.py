"""Datasets: what each is called, takes and holds, declared once; and what is selected of one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

import pandas as pd

from dashboard.parameters.declared import Address, Parameters, unknown_names
from dashboard.query import metadata
from dashboard.query.metadata import Build
from dashboard.text.citation import citation
from dashboard.vocabulary import CAUTION, REPORT


@dataclass(frozen=True)
class Format:
    """One kind of file: its name for readers, ending, media type, and how its bytes are made.

    One that is not `offered` has its address all the same; a page links to it in its own words.
    """

    label: str
    ending: str
    media_type: str
    write: "Callable[[Export], bytes]"
    offered: bool = True
    packs: bool = False  # several files in one


@dataclass(frozen=True)
class Selected:
    """What parameters select: `find` gives the rows once they are wanted: drawing links needs none.

    `sql` gives them from the published database file; `subject` stands in the file's name.
    """

    find: Callable[[], pd.DataFrame]
    sql: str
    words: str
    edition: str
    subject: str = ""


@dataclass(frozen=True)
class Dataset:
    """One kind of rows under /data/.

    `page` is the address of the page that shows it, `parameters` the sets that it takes and that
    `select` is given; those `without_effect` on its rows are left out of its addresses.
    `descriptions` gives a sentence for each column, `key` the columns that tell rows apart. Where
    the SQL of what is selected cannot give all columns, `computed` says how the others were
    computed. Without the parameter that it `needs` it has no rows.
    """

    name: str
    title: str
    page: str
    parameters: tuple[type[Parameters], ...]
    select: Callable[..., Selected]
    descriptions: Callable[[], Mapping[str, str]]
    key: Callable[[], tuple[str, ...]]
    formats: tuple[Format, ...]
    units: Callable[[], Mapping[str, str]] = dict
    computed: Callable[[], str] = str
    needs: str = ""
    without_effect: tuple[str, ...] = ()
    package: str = ""  # name of its data package where that is not the dataset's

    @property
    def parameter_names(self) -> tuple[str, ...]:
        """The names that an address of this dataset may use."""
        return tuple(name for each in self.parameters for name in each.names())

    def of(self, *chosen: Parameters, page: str | None = None) -> "Export":
        """What these parameters select, shown on `page` (the dataset's own where none is given)."""
        effective = tuple(
            each.cleared(*(name for name in each.names() if name in self.without_effect))
            for each in chosen
        )
        shown_on = self.page if page is None else page
        return Export(self, effective, self.select(*effective), shown_on)

    def read(self, address: Address) -> "tuple[Export, list[str]]":
        """What an address selects, and a sentence for each part of it that is not known."""
        vocabulary = metadata.vocabulary()
        refused = unknown_names(address, self.parameter_names)
        chosen = []
        for each in self.parameters:
            parsed, left_out = each.parse(address, vocabulary)
            chosen.append(parsed)
            refused += left_out
        return self.of(*chosen), refused

    def file(self, kind: Format) -> str:
        """The name under /data/ of this dataset in one format."""
        name = (self.package or f"{self.name}_package") if kind.packs else self.name
        return f"{name}.{kind.ending}"


@dataclass(frozen=True)
class Export:
    """Rows of a dataset, with all that a file of them has to say about them."""

    dataset: Dataset
    chosen: tuple[Parameters, ...]
    selected: Selected
    page: str
    base: str = ""  # of the server, such as http://localhost:8501

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The rows, in the order and with the columns shown."""
        return self.selected.find()

    @property
    def title(self) -> str:
        """What the dataset is called."""
        return self.dataset.title

    @property
    def words(self) -> str:
        """What was selected, as one line."""
        return self.selected.words

    @property
    def build(self) -> Build:
        """The build of the database that the rows are of."""
        return metadata.build()

    @cached_property
    def descriptions(self) -> Mapping[str, str]:
        """A sentence for each column."""
        return self.dataset.descriptions()

    @property
    def stem(self) -> str:
        """What a file holds and when that was collected: `offer_matrix_2022-05_selected`."""
        parts = (self.dataset.name, self.selected.edition, self.selected.subject)
        return "_".join(part for part in parts if part)

    @property
    def page_address(self) -> str:
        """The page that shows these rows."""
        return f"{self.base}/{self.page}{self._query_string()}"

    def link(self, kind: Format) -> str:
        """The address under data/ that gives these rows in one format, relative to any page."""
        return f"data/{self.dataset.file(kind)}{self._query_string()}"

    def citation(self) -> str:
        """How to cite these rows; whoever cites adds the date of access."""
        what = f"{self.title} ({self.words})"
        digest = self.build.content_hash
        return citation(what, self.page_address, self.selected.edition, digest)

    def notes(self) -> list[tuple[str, str]]:
        """What every file says of its rows, each note under its name: filters, source, terms."""
        edition, computed = self.selected.edition, self.dataset.computed()
        source = metadata.matrix_source(edition)
        return [
            ("What", f"{self.title}: {self.words}"),
            ("Rows", str(len(self.rows))),
            ("Source", REPORT),
            ("Collected", f"{source['collected']}, published {source['published']}"),
            ("Licence or terms", source["licence"]),
            ("Caution", CAUTION),
            ("Address", self.page_address),
            ("Edition", edition),
            ("Content hash", self.build.content_hash),
            ("Cite as", self.citation()),
            *([("Computed", computed)] if computed else []),
            ("SQL", self.selected.sql),
            *((f"Column {name}", text) for name, text in self.descriptions.items()),
        ]

    @property
    def address(self) -> dict[str, list[str]]:
        """The query parameters that give the same rows again."""
        return {name: v for each in self.chosen for name, v in each.address().items()}

    def _query_string(self) -> str:
        return f"?{urlencode(self.address, doseq=True)}" if self.address else ""
