"""The quality notes to take away."""

from collections.abc import Mapping

from dashboard.export.dataset import Dataset, Selected
from dashboard.export.files import FORMATS
from dashboard.parameters.pages import DataQualityParameters
from dashboard.query import data_quality
from dashboard.query.metadata import build, descriptions, vocabulary
from dashboard.query.where import filled_in, named
from dashboard.vocabulary import DATA_AND_METHODS

OF_THE_ENTRY = "Short name of the entry; empty where the note is about the whole matrix"


def _select(asked: DataQualityParameters) -> Selected:
    return Selected(
        find=lambda: data_quality.notes(asked),
        sql=filled_in(data_quality.notes_sql(asked), named(asked)),
        words=asked.in_words(vocabulary()),
        edition=build().edition,
        subject="selected" if asked != DataQualityParameters() else "",
    )


def _columns() -> Mapping[str, str]:
    return descriptions("quality_note") | {"entry": OF_THE_ENTRY}


QUALITY_NOTES = Dataset(
    name="quality_notes",
    title="Quality notes",
    page=DATA_AND_METHODS,
    parameters=(DataQualityParameters,),
    select=_select,
    descriptions=_columns,
    key=lambda: ("note_id",),
    formats=FORMATS,
    without_effect=("missed", "wrongly_found"),
)
