"""What Data and methods is composed of; the quality notes on some entries, on other pages too."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.drawing import data_quality as drawing
from dashboard.drawing.tables import table
from dashboard.export.data_quality import QUALITY_NOTES
from dashboard.parameters.pages import DataQualityParameters
from dashboard.query import data_quality as query
from dashboard.query import metadata
from dashboard.query.data_quality import PublishedFigure
from dashboard.text import data_quality as text
from dashboard.text.counting import number
from dashboard.views import components, controls
from dashboard.views.components import draw
from dashboard.views.evidence import evidence_links
from dashboard.views.export import files


def method() -> None:
    """How the data were made, in five sentences."""
    draw("how_made.html", kinds=number(len(metadata.vocabulary().category)))


def published_figures(figures: Sequence[PublishedFigure]) -> None:
    """The report's own figures beside the table's, and how to have them again."""
    rows = drawing.figure_rows(figures)
    components.titled_table(text.figures_title(figures), rows, drawing.FIGURES)
    components.folded_table(
        "The queries that give these figures again",
        drawing.query_rows(figures),
        drawing.FIGURE_QUERIES,
    )


def quality_notes(asked: DataQualityParameters, notes: int) -> None:
    """The quality notes asked for, of all `notes`, and files of them."""
    with anchored("quality-notes", "Quality notes"):
        controls.several(DataQualityParameters, "note_kind")
        controls.search(DataQualityParameters, "note_name")
    found = query.notes(asked)
    caption = f"Quality notes: {len(found)} rows"
    draw(
        "quality_notes.html",
        found=text.found_of(len(found), notes),
        table="" if found.empty else table(drawing.note_rows(found), drawing.NOTES, caption),
        files=files(QUALITY_NOTES.of(asked)),
    )


def anchored(anchor: str, title: str) -> DeltaGenerator:
    """A title that links can lead to, and below it a row for widgets."""
    draw("anchored.html", id=anchor, title=title)
    return st.container(horizontal=True, gap="medium")


def entry_notes(notes: pd.DataFrame, names: Sequence[str]) -> None:
    """What is doubtful or was cleaned in the rows of these entries.

    Needs the columns of quality_note, and entry.
    """
    if notes.empty:
        components.notes(text.no_note(names))
    else:
        components.titled_table("Quality notes", drawing.note_rows(notes), drawing.NOTES)


def sources() -> None:
    """What the database holds and where it is from: kinds of support, sources, dictionary."""
    categories = metadata.categories()
    components.titled_table(
        text.categories_title(len(categories)),
        drawing.category_rows(categories, evidence_links()),
        drawing.CATEGORIES,
    )
    rows = drawing.source_rows(metadata.sources())
    components.titled_table("Sources and licences", rows, drawing.SOURCES)
    dictionary = metadata.data_dictionary()
    components.titled_table("Data dictionary", dictionary, drawing.DICTIONARY)
