"""HTML read as a reader meets it: its words, and its tables cell by cell."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Table:
    """One table: its caption, the words of its header, and of every row."""

    caption: str = ""
    header: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


@dataclass
class Element:
    """A tag with its attributes and the words inside it."""

    tag: str
    attributes: dict[str, str | None]
    text: str = ""


class Screen(HTMLParser):
    """What a piece of HTML shows: `elements` in order, `text` without style and script."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.text = ""
        self._open: list[Element] = []
        self.feed(str(html))  # Markup would be escaped again where the parser adds to it

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(Element(tag, dict(attrs)))
        self.elements.append(self._open[-1])

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(element.tag in ("style", "script") for element in self._open):
            self.text += data
        for element in self._open:
            element.text += data

    def all(self, tag: str, **attributes: str | None) -> list[Element]:
        """The elements with this tag and these attributes; `class_` stands for class."""
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}
        return [
            element
            for element in self.elements
            if element.tag == tag and wanted.items() <= element.attributes.items()
        ]

    def texts(self, tag: str, **attributes: str | None) -> list[str]:
        """The words inside each of these elements."""
        return [" ".join(element.text.split()) for element in self.all(tag, **attributes)]

    @property
    def tables(self) -> list[Table]:
        """Every table, in order."""
        tables: list[Table] = []
        for element in self.elements:
            if element.tag == "table":
                tables.append(Table())
            elif element.tag == "caption":
                tables[-1].caption = element.text
            elif element.tag == "tr" and tables[-1].header:
                tables[-1].rows.append([])
            elif element.tag in ("th", "td"):
                row = tables[-1].rows[-1] if tables[-1].rows else tables[-1].header
                row.append(" ".join(element.text.split()))
        return tables
