"""Quality notes, figures and sources as tables."""

import pandas as pd

from dashboard.drawing import data_quality as drawing
from dashboard.drawing.tables import Column, Link, table
from dashboard.parameters.pages import DataQualityParameters
from dashboard.query import data_quality as query
from dashboard.query import metadata
from dashboard.query.data_quality import PublishedFigure
from tests.recorded import quality_notes
from tests.screen import Screen, Table


def shown(rows: pd.DataFrame, columns: tuple[Column, ...]) -> Table:
    [found] = Screen(table(rows, columns, "x")).tables
    return found


def test_a_note_is_of_its_entry_or_of_all_entries() -> None:
    rows = shown(drawing.note_rows(query.notes(DataQualityParameters())), drawing.NOTES).rows
    on_all = (quality_notes()["entry_id"] == "").sum()
    assert [row[0] for row in rows].count("All entries") == on_all > 0
    assert all(row[0] for row in rows)
    assert sorted(row[5] for row in rows) == sorted(
        " ".join(text.split()) for text in quality_notes()["explanation"]
    )


def test_a_note_leads_to_its_entry() -> None:
    notes = query.notes(DataQualityParameters(note_name="poole"))
    screen = Screen(table(drawing.note_rows(notes), drawing.NOTES, "x"))
    assert {link.attributes["href"] for link in screen.all("a")} == {
        "authority-profile?entry=poole"
    }


def test_figures_of_the_report_stand_beside_those_of_the_table() -> None:
    rows = shown(drawing.figure_rows(query.published_figures()), drawing.FIGURES).rows
    named = {row[0]: row[1:6] for row in rows}
    assert named["Mentoring"] == ["43", "46", "+3", "46", "+3"]
    assert named["Extended CAMHS"] == ["6", "5", "−1", "6", "none"]


def test_each_figure_has_the_statements_that_give_it_again() -> None:
    figure = PublishedFigure("Mentoring", 1, 1, 1, "", "SELECT 1", "SELECT 2")
    rows = shown(drawing.query_rows([figure]), drawing.FIGURE_QUERIES).rows
    assert rows == [["Mentoring", "SELECT 1", "SELECT 2"]]


def test_every_kind_of_support_leads_to_its_evidence() -> None:
    categories = metadata.categories()
    links = {category: Link(f"to {category}") for category in categories["category_id"]}
    rows = shown(drawing.category_rows(categories, links), drawing.CATEGORIES).rows
    assert [(row[3], row[4]) for row in rows] == [(each, f"to {each}") for each in links]


def test_sources_show_the_start_of_their_digest_and_the_dictionary_every_column() -> None:
    sources = metadata.sources()
    rows = shown(drawing.source_rows(sources), drawing.SOURCES).rows
    digests = [digest[:12] for digest in sources["sha256"].fillna("")]
    assert [row[-1] for row in rows] == digests
    dictionary = shown(metadata.data_dictionary(), drawing.DICTIONARY)
    assert dictionary.header == ["Table", "Column", "Type", "Description"]
    assert len(dictionary.rows) == len(metadata.data_dictionary())
