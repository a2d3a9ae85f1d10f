"""Quality notes and the report's own figures, against their files read with pandas."""

from typing import Any

import pandas as pd
import pytest

from dashboard.parameters.pages import DataQualityParameters
from dashboard.query import data_quality as query
from dashboard.query.metadata import vocabulary
from tests.published import CATEGORIES, DATA, plain, published_matrix, records
from tests.recorded import quality_notes


def found(**asked: Any) -> pd.DataFrame:
    return query.notes(DataQualityParameters(**asked))


def test_all_quality_notes_are_found_without_filters() -> None:
    notes = found()
    assert sorted(notes["note_id"].astype(str)) == sorted(quality_notes()["note_id"])


def test_notes_on_the_whole_matrix_come_first_then_by_name_of_entry() -> None:
    names = found()["entry"].fillna("").tolist()
    assert names == sorted(names)
    assert names[0] == ""


def test_a_note_carries_the_name_of_its_entry() -> None:
    notes = found()
    assert set(notes.loc[notes["entry_id"] == "bradford", "entry"]) == {"Bradford"}
    assert notes.loc[notes["entry_id"].isna(), "entry"].isna().all()


@pytest.mark.parametrize("kind", sorted(quality_notes()["kind"].unique()))
def test_quality_notes_are_found_by_kind(kind: str) -> None:
    wanted = quality_notes().query(f"kind == '{kind}'")
    assert set(found(note_kind=(kind,))["note_id"].astype(str)) == set(wanted["note_id"])
    assert kind in vocabulary().note_kind


def test_several_kinds_find_the_notes_of_each() -> None:
    kinds = ("doubtful", "matrix as a whole")
    assert len(found(note_kind=kinds)) == quality_notes()["kind"].isin(kinds).sum()


def test_quality_notes_are_found_by_name_of_entry_short_or_published() -> None:
    assert set(found(note_name="poole")["entry_id"]) == {"poole"}
    assert set(found(note_name="NORTHAMPTONSHIRE CHILDRENS TRUST")["entry_id"]) == {
        "northamptonshire"
    }
    assert found(note_name="zzz").empty


@pytest.mark.parametrize("name", ["a", "o", "london", "'", "%", "réd"])
def test_a_name_leaves_out_notes_on_the_whole_matrix(name: str) -> None:
    entries = published_matrix()
    wanted = {
        row["entry_id"]
        for row in records(entries)
        if plain(name) in plain(row["entry"]) or plain(name) in plain(row["published_name"])
    }
    notes = quality_notes()
    assert sorted(found(note_name=name)["note_id"].astype(str)) == sorted(
        notes.loc[notes["entry_id"].isin(wanted), "note_id"]
    )


def test_published_figures_differ_from_the_table_where_the_report_does() -> None:
    figures = {each.figure: each for each in query.published_figures()}
    mentoring = figures["Mentoring"]
    assert (mentoring.published, mentoring.by_entry, mentoring.agrees) == (43, 46, False)
    assert figures["Extended CAMHS"].by_authority == 6
    assert [name for name, each in figures.items() if not each.agrees] == [
        "Mentoring", "Extended CAMHS",
    ]  # fmt: skip


def test_figures_of_categories_are_those_of_the_printed_table() -> None:
    written = pd.read_csv(DATA / "reference" / "published_figures.csv").set_index("figure_id")
    figures = {each.figure: each for each in query.published_figures()}
    assert len(figures) == len(written)
    rows = published_matrix()
    for category in set(CATEGORIES) & set(written.index):
        each, listed = figures[written["figure"][category]], rows[rows[category]]
        codes = {code for codes in listed["ons_codes"] for code in codes.split(";") if code}
        assert each.published == written["published_value"][category]
        assert (each.by_entry, each.by_authority) == (len(listed), len(codes))
        assert each.query == written["query"][category]
        assert each.query_by_authority == written["query_by_authority"][category]
        assert each.remark == written["remark"][category]


def test_the_largest_figure_comes_first() -> None:
    values = [each.published for each in query.published_figures()]
    assert values == sorted(values, reverse=True)
