"""The report's own figures, the quality notes, the kinds of support and the sources as tables."""

from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard.drawing.tables import (
    Link,
    numbers,
    profile_address,
    records,
    sentences,
    words,
)
from dashboard.query.data_quality import PublishedFigure
from dashboard.text import data_quality as text

FIGURES = (
    words("figure", "Figure"),
    numbers("published", "The report says"),
    numbers("by_entry", "The table gives, by entry"),
    words("difference_by_entry", "Difference by entry"),
    numbers("by_authority", "By authority"),
    words("difference_by_authority", "Difference by authority"),
    sentences("remark", "Remark"),
)
FIGURE_QUERIES = (
    words("figure", "Figure"),
    sentences("query", "By entry"),
    sentences("query_by_authority", "By authority"),
)
NOTES = (
    words("about", "Entry"),
    words("field", "Field"),
    words("kind", "Kind"),
    words("as_published", "As published"),
    words("as_used", "As used"),
    sentences("explanation", "Explanation"),
    words("source", "Source"),
)
CATEGORIES = (
    words("label", "Kind of support"),
    sentences("description", "What it covers"),
    sentences("published_label", "Heading as published"),
    words("category_id", "Id"),
    words("evidence", "Evidence"),
)
SOURCES = (
    sentences("title", "Title"),
    words("publisher", "Publisher"),
    sentences("description", "What it is"),
    words("path", "File"),
    words("published", "Published"),
    sentences("licence", "Licence or terms"),
    words("digest", "SHA-256"),
)
DICTIONARY = (
    words("table", "Table"),
    words("column", "Column"),
    words("type", "Type"),
    words("description", "Description"),
)
DIGITS = 12  # of a SHA-256, enough to compare it by eye


def figure_rows(figures: Sequence[PublishedFigure]) -> pd.DataFrame:
    """The report's own figures beside the table's, as rows of FIGURES."""
    return records(
        (
            each._asdict()
            | {
                "difference_by_entry": text.difference(each.by_entry, each.published),
                "difference_by_authority": text.difference(each.by_authority, each.published),
            }
            for each in figures
        ),
        FIGURES,
    )


def query_rows(figures: Sequence[PublishedFigure]) -> pd.DataFrame:
    """The statement that gives each of these figures again, as rows of FIGURE_QUERIES."""
    return records((each._asdict() for each in figures), FIGURE_QUERIES)


def note_rows(notes: pd.DataFrame) -> pd.DataFrame:
    """Quality notes as rows of NOTES; one about the whole matrix has no entry.

    Needs the columns of quality_note, and entry.
    """
    about = [
        "All entries" if pd.isna(entry) else Link(str(entry), profile_address(str(entry_id)))
        for entry, entry_id in zip(notes["entry"], notes["entry_id"], strict=True)
    ]
    return notes.assign(about=pd.Series(about, index=notes.index, dtype="object"))


def category_rows(categories: pd.DataFrame, links: Mapping[str, Link]) -> pd.DataFrame:
    """The kinds of support as rows of CATEGORIES. Needs the columns of table category."""
    ways = [links[str(category)] for category in categories["category_id"]]
    return categories.assign(evidence=pd.Series(ways, index=categories.index, dtype="object"))


def source_rows(sources: pd.DataFrame) -> pd.DataFrame:
    """Files and documents as rows of SOURCES. Needs the columns of table source."""
    return sources.assign(digest=sources["sha256"].str[:DIGITS])
