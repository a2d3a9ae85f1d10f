"""What the page asks of the evidence, against evidence.csv counted with pandas."""

from dataclasses import asdict

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.evidence import evidence_queries, note_queries
from dashboard.evidence.evidence import (
    EvidenceSelection,
    active_filters,
    evidence_address,
    read_address,
)
from dashboard.files.datasets import DATASETS
from dashboard.parameters import address_of
from tests.published import CATEGORIES
from tests.recorded import FIVE, evidence, findings_that, quality_notes


def values(column: str) -> tuple[str, ...]:
    return tuple(sorted(evidence()[column].unique()))


def some_of(options: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.just(()) | st.sets(st.sampled_from(options)).map(lambda s: tuple(sorted(s)))


selections = st.builds(
    EvidenceSelection,
    source=some_of(values("source_id")),
    kind=some_of(values("kind")),
    level=some_of(values("level")),
    category=some_of(CATEGORIES),
    nation=some_of(values("nation")),
    year=some_of(("2014", "2018", "2023", "2026", "undated")),
    text=st.sampled_from(["", "trust", "CAMHS", "Rees counselling", "réés", "%", "'; --", "zzz"]),
    participants=st.sampled_from(["folded", "shown"]),
)


def found(**filters: object) -> set[str]:
    return set(evidence_queries.findings(EvidenceSelection(**filters))["evidence_id"])


@settings(deadline=None, max_examples=60)
@given(selection=selections)
def test_the_findings_are_those_that_the_filters_ask_for(selection: EvidenceSelection) -> None:
    rows = evidence_queries.findings(selection)
    assert set(rows["evidence_id"]) == findings_that(**asdict(selection))
    assert rows["evidence_id"].is_unique


def test_a_finding_keeps_every_column_of_the_file() -> None:
    rows = evidence_queries.findings(EvidenceSelection(participants="shown"))
    expected = evidence().drop(columns="bears_on").set_index("evidence_id")
    assert list(rows.columns) == ["evidence_id", *expected.columns]
    texts = [c for c in expected.columns if c not in ("year", "value", "value_high")]
    shown = rows.set_index("evidence_id")[texts].fillna("").loc[expected.index]
    pd.testing.assert_frame_equal(shown, expected[texts], check_dtype=False)


def test_the_60_counts_of_participants_are_folded_away_until_asked_for() -> None:
    assert len(found()) == 373
    assert len(found(participants="shown")) == 433
    assert evidence_queries.counts(EvidenceSelection())["folded"] == 60
    assert evidence_queries.counts(EvidenceSelection(participants="shown"))["folded"] == 0


def test_every_word_of_a_search_must_occur_and_accents_do_not_matter() -> None:
    assert found(text="ask jan") == found(text="Jan ÁSK") == findings_that(text="ask jan")
    assert found(text="trust relationships") < found(text="trust")


def test_a_document_without_a_date_is_found_as_undated() -> None:
    assert found(year=("undated",)) == found(source=("raps-advocacy",))


def test_counts_say_how_many_are_found_of_all() -> None:
    counts = evidence_queries.counts(EvidenceSelection(category=("mentoring",)))
    expected = evidence()[["mentoring" in c for c in evidence()["bears_on"]]]
    assert counts["found"] == len(expected) == 18
    assert counts["found_documents"] == expected["source_id"].nunique()
    assert (counts["findings"], counts["documents"]) == (433, 5)


def test_every_category_has_its_number_of_findings() -> None:
    counted = evidence_queries.category_evidence().set_index("category_id")
    assert list(counted.index) == list(CATEGORIES)
    for category in CATEGORIES:
        rows = evidence()[[category in c for c in evidence()["bears_on"]]]
        assert counted.loc[category, "findings"] == len(rows)
        assert counted.loc[category, "barriers"] == (rows["kind"] == "barrier").sum()
        assert counted.loc[category, "documents"] == rows["source_id"].nunique()


@pytest.mark.parametrize("category", CATEGORIES)
def test_the_address_of_a_categorys_evidence_finds_it(category: str) -> None:
    page, _, query = evidence_address(category).partition("?")
    name, _, value = query.partition("=")
    selection, ignored = read_address({name: [value]}, evidence_queries.vocabulary())
    assert (page, ignored) == ("research-evidence", [])
    assert found(**asdict(selection)) == findings_that(category=[category])


def test_caseloads_are_the_five_figures_per_adviser_oldest_first() -> None:
    rows = evidence_queries.caseloads()
    assert list(rows["year"]) == [2014, 2014, 2014, 2023, 2023]
    assert list(rows["value"]) == [15, 15, 20, 25, 42]
    assert list(rows["value_high"].fillna(0)) == [0, 35, 30, 0, 0]


def test_the_grid_has_every_barrier_and_facilitator_under_a_theme_or_document() -> None:
    rows = evidence_queries.barriers_and_facilitators(EvidenceSelection())
    wanted = evidence()[evidence()["kind"].isin(["barrier", "facilitator"])]
    assert sorted(rows["finding"]) == sorted(wanted["finding"])
    themes = set(rows[rows["source_id"] == "wwcsc-2023"]["theme"])
    assert themes == {
        "",
        "Wellbeing needs",
        "Relationships",
        "Transitions",
        "Access to services",
        "Lack of knowledge",
        "Additional barriers and facilitators",
        "Equality, diversity and inclusion",
    }
    assert set(rows[rows["source_id"] != "wwcsc-2023"]["theme"]) == {""}


def test_the_five_authorities_studied_in_depth_and_no_others_have_a_deep_dive() -> None:
    entries = evidence_queries.query("SELECT entry_id FROM entry")["entry_id"]
    assert {e for e in entries if len(evidence_queries.deep_dive(e))} == set(FIVE)
    assert evidence_queries.deep_dive("nowhere").empty


@pytest.mark.parametrize("entry_id", FIVE)
def test_a_deep_dive_shows_every_service_and_every_difference(entry_id: str) -> None:
    rows = evidence_queries.deep_dive(entry_id)
    services = evidence()[evidence()["entry_id"] == entry_id]
    notes = quality_notes().query(f"entry_id == '{entry_id}' and kind == 'report and table differ'")
    assert {text for row in rows["described"] for text in row} == set(services["finding"])
    marked = rows[rows["difference"].notna()].set_index("category_id")["difference"].to_dict()
    assert marked == notes.set_index("field")["explanation"].to_dict()
    assert list(rows["category_id"].dropna()) == list(CATEGORIES)


def test_services_of_all_five_are_those_without_an_entry() -> None:
    shared = evidence().query("kind == 'service' and entry_id == ''")
    assert set(evidence_queries.shared_services()["finding"]) == set(shared["finding"])


@given(selection=selections)
def test_an_address_gives_its_selection_again(selection: EvidenceSelection) -> None:
    vocabulary = evidence_queries.vocabulary()
    again, ignored = read_address(address_of(selection), vocabulary)
    assert ignored == []
    assert address_of(again).keys() == address_of(selection).keys()
    assert all(set(v) == set(address_of(again)[k]) for k, v in address_of(selection).items())


def test_what_an_address_holds_and_is_not_known_is_left_out_and_said() -> None:
    address = {"kind": ["barrier", "gossip"], "year": ["1999"], "participants": ["shown", "folded"]}
    selection, ignored = read_address(address, evidence_queries.vocabulary())
    assert selection == EvidenceSelection(kind=("barrier",), participants="shown")
    assert [sentence.split(" is ")[0].split(":")[0] for sentence in ignored] == [
        "kind=gossip",
        "year=1999",
        "participants=folded",
    ]


def test_each_active_filter_says_itself_and_can_be_removed() -> None:
    selection = EvidenceSelection(kind=("barrier",), nation=("Wales",), text="trust")
    removed = dict(active_filters(selection, evidence_queries.vocabulary()))
    assert removed == {
        "kind: barrier": EvidenceSelection(nation=("Wales",), text="trust"),
        "Wales": EvidenceSelection(kind=("barrier",), text="trust"),
        'contains "trust"': EvidenceSelection(kind=("barrier",), nation=("Wales",)),
    }


# Quality notes


def test_all_quality_notes_are_found_without_filters() -> None:
    notes = note_queries.notes_found((), "")
    assert set(notes["note_id"].astype(str)) == set(quality_notes()["note_id"])


@pytest.mark.parametrize("kind", sorted(quality_notes()["kind"].unique()))
def test_quality_notes_are_found_by_kind(kind: str) -> None:
    wanted = quality_notes().query(f"kind == '{kind}'")
    assert set(note_queries.notes_found((kind,), "")["note_id"].astype(str)) == set(
        wanted["note_id"]
    )
    assert kind in note_queries.note_kinds()


def test_quality_notes_are_found_by_name_of_entry_short_or_published() -> None:
    assert set(note_queries.notes_found((), "poole")["entry_id"]) == {"poole"}
    assert set(note_queries.notes_found((), "NORTHAMPTONSHIRE CHILDRENS TRUST")["entry_id"]) == {
        "northamptonshire"
    }
    assert note_queries.notes_found((), "zzz").empty


# Files


@settings(deadline=None, max_examples=20)
@given(selection=selections)
def test_a_file_has_the_findings_shown_and_sql_that_gives_them_again(
    selection: EvidenceSelection,
) -> None:
    extract, refused = DATASETS["evidence"].read(address_of(selection))
    assert refused == []
    assert set(extract.rows["evidence_id"]) == findings_that(**asdict(selection))
    again = evidence_queries.query(extract.sql)
    assert list(again["evidence_id"]) == list(extract.rows["evidence_id"])
    assert list(extract.descriptions) == list(extract.rows.columns)


def test_a_script_that_asks_for_what_is_not_known_is_refused() -> None:
    _, refused = DATASETS["evidence"].read({"kind": ["rumour"], "region": ["London"]})
    assert any("kind=rumour" in sentence for sentence in refused)
    assert any("region is not a parameter" in sentence for sentence in refused)
