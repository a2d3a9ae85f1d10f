"""Evidence and quality notes to take away: exactly the rows shown, and SQL that gives them."""

from dataclasses import asdict

import pytest
from hypothesis import given, settings

from dashboard.export.data_quality import QUALITY_NOTES
from dashboard.export.evidence import EVIDENCE
from dashboard.parameters.pages import DataQualityParameters, EvidenceParameters
from dashboard.query.database import query
from tests.asked import any_evidence
from tests.published import CATEGORIES
from tests.recorded import findings_that


@settings(deadline=None, max_examples=20)
@given(asked=any_evidence())
def test_a_file_has_the_findings_shown_and_sql_that_gives_them_again(
    asked: EvidenceParameters,
) -> None:
    export, refused = EVIDENCE.read(asked.address())
    assert refused == []
    assert set(export.rows["evidence_id"]) == findings_that(**asdict(asked))
    again = query(export.selected.sql)
    assert list(again["evidence_id"]) == list(export.rows["evidence_id"])
    assert list(export.descriptions) == list(export.rows.columns)


@pytest.mark.parametrize("category", CATEGORIES)
def test_the_address_of_a_categorys_evidence_finds_it(category: str) -> None:
    export, refused = EVIDENCE.read({"category": [category]})
    assert refused == []
    assert set(export.rows["evidence_id"]) == findings_that(category=[category])
    assert export.page_address == f"/research-evidence?category={category}"


def test_a_script_that_asks_for_what_is_not_known_is_refused() -> None:
    _, refused = EVIDENCE.read({"kind": ["rumour"], "region": ["London"]})
    assert any("kind=rumour" in sentence for sentence in refused)
    assert any("region is not a parameter" in sentence for sentence in refused)


@pytest.mark.parametrize(
    "asked",
    [
        DataQualityParameters(),
        DataQualityParameters(note_kind=("doubtful", "report and table differ")),
        DataQualityParameters(note_name="o'"),
        DataQualityParameters(("doubtful",), "a"),
        DataQualityParameters(note_name="zzz"),
    ],
)
def test_the_sql_of_quality_notes_gives_them_again(asked: DataQualityParameters) -> None:
    export = QUALITY_NOTES.of(asked)
    assert query(export.selected.sql)["note_id"].tolist() == export.rows["note_id"].tolist()
    assert list(export.descriptions) == list(export.rows.columns)


def test_errors_supposed_change_neither_notes_nor_their_address() -> None:
    export = QUALITY_NOTES.of(DataQualityParameters(("doubtful",), missed=25))
    assert export.page_address == "/data-and-methods?note_kind=doubtful"
    assert QUALITY_NOTES.of(DataQualityParameters(missed=25)).stem == "quality_notes_2022-05"
    assert export.stem == "quality_notes_2022-05_selected"
