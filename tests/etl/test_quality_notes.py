"""Every cleaning decision and every doubt is a note, and quotes what is printed."""

import pytest

from tests.published import COLUMNS

NOTES = {  # entry and kind, from the list of what is known about the data
    ("northamptonshire", "text repaired"),
    ("stockton-on-tees", "text repaired"),
    ("bradford", "text repaired"),
    ("southend-on-sea", "value interpreted"),
    ("leicestershire", "value interpreted"),
    ("greater-manchester", "value interpreted"),
    ("kingston-and-richmond", "value interpreted"),
    ("bradford", "doubtful"),
    ("northamptonshire", "unknown value"),
    ("poole", "unknown value"),
    ("sheffield", "unknown value"),
    ("isles-of-scilly", "small number"),
    ("greater-manchester", "entry without authority"),
    ("greater-manchester", "doubtful"),
    ("bournemouth", "two entries, one authority"),
    ("poole", "two entries, one authority"),
    ("bournemouth", "other area"),
    ("poole", "doubtful"),
    ("kingston-and-richmond", "one entry, two authorities"),
    ("kingston-and-richmond", "other area"),
    ("northamptonshire", "one entry, two authorities"),
    ("north-east-lincolnshire", "doubtful"),
    ("dorset", "doubtful"),
    ("dorset", "name of ended council"),
    ("buckinghamshire", "name of ended council"),
    ("cumbria", "reorganised later"),
    ("somerset", "reorganised later"),
    ("north-yorkshire", "reorganised later"),
    ("barking-and-dagenham", "report and table differ"),
    ("liverpool", "report and table differ"),
    ("stockport", "report and table differ"),
    ("surrey", "report and table differ"),
    ("worcestershire", "report and table differ"),
    (None, "matrix as a whole"),
}
ABOUT_THE_WHOLE = {  # field, and words that the explanation must hold
    "edition": "context",  # for context, not for reference
    "entry": "administrative error",  # Greenwich and North Lincolnshire
    "ofsted_rating": "June 2022",
    "cla_rate_per_10k": "first released",
    "categories_listed": "no support listed",
    "listed": "never that",
}


def test_every_decision_and_doubt_about_an_entry_has_a_note(connection):
    notes = connection.execute("SELECT DISTINCT entry_id, kind FROM quality_note").fetchall()
    assert set(notes) == NOTES


@pytest.mark.parametrize(("field", "words"), ABOUT_THE_WHOLE.items())
def test_every_doubt_about_the_matrix_as_a_whole_has_a_note(connection, field, words):
    [(explanation,)] = connection.execute(
        "SELECT explanation FROM quality_note WHERE entry_id IS NULL AND field = ?", [field]
    ).fetchall()
    assert words in explanation


def test_every_note_is_about_a_column_of_offer_matrix_or_the_edition_or_all_cells(connection):
    fields = connection.execute("SELECT DISTINCT field FROM quality_note").fetchall()
    assert {field for (field,) in fields} <= {*COLUMNS, "listed"}


def test_a_note_quotes_the_cell_as_it_is_printed(connection, printed):
    notes = connection.execute("""
        SELECT published_name, field, quality_note.as_published
        FROM quality_note JOIN entry USING (entry_id)
    """).fetchall()
    for name, field, quoted in notes:
        entry = printed[name]
        cells = {**entry.offers, "cla_rate_per_10k": entry.rate, "ofsted_rating": entry.ofsted}
        # names are wrapped over two rows in print; | marks where
        assert quoted.replace(" | ", " ") == cells.get(field, name)
