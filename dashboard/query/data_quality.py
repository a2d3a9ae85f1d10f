"""The questions asked of the quality notes and of the report's own figures."""

from typing import NamedTuple

import pandas as pd

from dashboard.parameters.pages import DataQualityParameters
from dashboard.query.database import fetch, query
from dashboard.query.where import named, where


class PublishedFigure(NamedTuple):
    """A figure of the report's text beside what its table gives, and the statements that do."""

    figure: str
    published: float
    by_entry: float
    by_authority: float
    remark: str
    query: str
    query_by_authority: str

    @property
    def agrees(self) -> bool:
        """Whether the table gives it again."""
        return self.published == self.by_entry


def notes_sql(asked: DataQualityParameters) -> str:
    """The SELECT of `notes`; its named parameters are those of `query.where.named`."""
    return f"""
    SELECT quality_note.*, entry.entry FROM quality_note LEFT JOIN entry USING (entry_id)
    WHERE {where(asked)}
    ORDER BY entry.entry IS NOT NULL, entry.entry, note_id
    """


def notes(asked: DataQualityParameters) -> pd.DataFrame:
    """The quality notes asked for: the columns of quality_note, and entry.

    Notes on the whole matrix come first. With a name asked for they are left out: they are about
    no entry.
    """
    return query(notes_sql(asked), **named(asked))


def published_figures() -> list[PublishedFigure]:
    """The report's own figures, the largest first."""
    return fetch(
        PublishedFigure,
        """
        SELECT figure, published_value, value_by_entry, value_by_authority,
               remark, query, query_by_authority
        FROM published_figure ORDER BY published_value DESC, figure
        """,
    )
