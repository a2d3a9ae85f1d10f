"""What the page asks of the evidence, against evidence.csv counted with pandas."""

from collections import Counter
from dataclasses import asdict, replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings

from dashboard.parameters.pages import EvidenceParameters
from dashboard.query import evidence as query
from dashboard.query.metadata import vocabulary
from tests.asked import any_evidence
from tests.published import CATEGORIES, published_matrix, records
from tests.recorded import FIVE, evidence, findings_that, quality_notes


def found(**filters: Any) -> set[str]:
    return set(query.findings(EvidenceParameters(**filters))["evidence_id"])


@settings(deadline=None, max_examples=25)
@given(asked=any_evidence())
def test_the_findings_are_those_that_the_filters_ask_for(asked: EvidenceParameters) -> None:
    rows = query.findings(asked)
    assert set(rows["evidence_id"]) == findings_that(**asdict(asked))
    assert rows["evidence_id"].is_unique


def test_the_newest_document_comes_first_and_an_undated_one_last() -> None:
    years = query.findings(EvidenceParameters(participants="shown"))["year"].fillna(0).tolist()
    assert years == sorted(years, reverse=True)
    assert years[-1] == 0


@settings(deadline=None, max_examples=12)
@given(asked=any_evidence())
def test_what_pages_show_are_the_same_findings_in_the_same_order(asked: EvidenceParameters) -> None:
    rows = query.findings(asked)
    texts = ["finding", "population", "place", "kind", "level", "nation", "source_id", "entry_id"]
    texts += ["context", "mechanism", "outcome"]
    shown = query.findings_shown(asked)
    for name in texts:
        assert [getattr(each, name) for each in shown] == rows[name].fillna("").tolist()
    assert [";".join(each.categories) for each in shown] == rows["categories"].fillna("").tolist()
    years = [str(year) for year in rows["year"].astype(object).fillna("undated")]
    assert [each.year for each in shown] == years


def test_a_finding_keeps_every_column_of_the_file() -> None:
    rows = query.findings(EvidenceParameters(participants="shown"))
    expected = evidence().drop(columns="bears_on").set_index("evidence_id")
    assert list(rows.columns) == ["evidence_id", *expected.columns]
    texts = [c for c in expected.columns if c not in ("year", "value", "value_high")]
    shown = rows.set_index("evidence_id")[texts].fillna("").loc[expected.index]
    pd.testing.assert_frame_equal(shown, expected[texts], check_dtype=False)


def test_the_60_counts_of_participants_are_folded_away_until_asked_for() -> None:
    assert len(found()) == 373
    assert len(found(participants="shown")) == 433
    assert query.counts(EvidenceParameters()).folded == 60
    assert query.counts(EvidenceParameters(participants="shown")).folded == 0


def test_every_word_of_a_search_must_occur_and_accents_do_not_matter() -> None:
    assert found(text="ask jan") == found(text="Jan ÁSK") == findings_that(text="ask jan")
    assert found(text="trust relationships") < found(text="trust")


def test_a_document_without_a_date_is_found_as_undated() -> None:
    assert found(year=("undated",)) == found(source=("raps-advocacy",))


def test_counts_say_how_many_are_found_of_all() -> None:
    counts = query.counts(EvidenceParameters(category=("mentoring",)))
    expected = evidence()[["mentoring" in c for c in evidence()["bears_on"]]]
    assert counts.found == len(expected) == 18
    assert counts.found_documents == expected["source_id"].nunique()
    assert (counts.findings, counts.documents) == (433, 5)


def test_every_category_has_its_number_of_findings() -> None:
    counted = {each.category_id: each for each in query.category_evidence()}
    assert list(counted) == list(CATEGORIES)
    for category in CATEGORIES:
        rows = evidence()[[category in c for c in evidence()["bears_on"]]]
        each, kinds = counted[category], rows["kind"].value_counts()
        assert each.label == vocabulary().category[category]
        assert each.findings == len(rows)
        assert each.documents == rows["source_id"].nunique()
        assert (each.barriers, each.facilitators, each.recommendations) == tuple(
            kinds.get(kind, 0) for kind in ("barrier", "facilitator", "recommendation")
        )


def test_caseloads_are_the_five_figures_per_adviser_oldest_first() -> None:
    rows = query.caseloads()
    assert [each.year for each in rows] == [2014, 2014, 2014, 2023, 2023]
    assert [each.low for each in rows] == [15, 15, 20, 25, 42]
    assert [each.high for each in rows] == [15, 35, 30, 25, 42]


def test_the_grid_has_every_barrier_and_facilitator_under_a_theme_or_document() -> None:
    rows = query.barriers_and_facilitators(EvidenceParameters())
    wanted = evidence()[evidence()["kind"].isin(["barrier", "facilitator"])]
    assert sorted(each.finding for each in rows) == sorted(wanted["finding"])
    assert {each.theme for each in rows if each.source_id == "wwcsc-2023"} == {
        "",
        "Wellbeing needs",
        "Relationships",
        "Transitions",
        "Access to services",
        "Lack of knowledge",
        "Additional barriers and facilitators",
        "Equality, diversity and inclusion",
    }
    assert {each.theme for each in rows if each.source_id != "wwcsc-2023"} == {""}


@settings(deadline=None, max_examples=12)
@given(asked=any_evidence())
def test_the_grid_holds_what_the_filters_ask_for_and_the_fullest_theme_first(
    asked: EvidenceParameters,
) -> None:
    rows = query.barriers_and_facilitators(asked)
    ids = findings_that(**asdict(replace(asked, participants="shown")))
    wanted = evidence()[
        evidence()["evidence_id"].isin(ids) & evidence()["kind"].isin(["barrier", "facilitator"])
    ]
    assert sorted(each.finding for each in rows) == sorted(wanted["finding"])
    groups = Counter((each.theme, each.source_id) for each in rows)
    for themed in (True, False):
        sizes = [n for (theme, _), n in groups.items() if bool(theme) is themed]
        assert sizes == sorted(sizes, reverse=True)
    assert [bool(theme) for theme, _ in groups] == sorted(
        (bool(theme) for theme, _ in groups), reverse=True
    )


def test_documents_are_those_with_findings_newest_first() -> None:
    documents = query.documents()
    counts = evidence()["source_id"].value_counts()
    assert dict(zip(documents["source_id"], documents["findings"], strict=True)) == dict(counts)
    assert documents["year"].tolist() == ["2026", "2023", "2018", "2014", "undated"]


def test_the_five_authorities_studied_in_depth_and_no_others_have_a_deep_dive() -> None:
    assert {entry for entry in vocabulary().entry if query.deep_dive(entry)} == set(FIVE)
    assert query.deep_dive("nowhere") == []


@pytest.mark.parametrize("entry_id", FIVE)
def test_a_deep_dive_shows_every_service_and_every_difference(entry_id: str) -> None:
    rows = query.deep_dive(entry_id)
    services = evidence()[evidence()["entry_id"] == entry_id]
    notes = quality_notes().query(f"entry_id == '{entry_id}' and kind == 'report and table differ'")
    printed = published_matrix().set_index("entry_id").loc[entry_id]
    assert {text for row in rows for text in row.described} == set(services["finding"])
    marked = {row.category_id: row.difference for row in rows if row.difference}
    assert marked == notes.set_index("field")["explanation"].to_dict()
    named = {row.category_id: row.listed for row in rows if row.category_id}
    assert named == {category: printed[category] for category in CATEGORIES}
    assert list(named) == list(CATEGORIES)
    shared = evidence().query("kind == 'service' and entry_id == ''")["bears_on"]
    assert {row.category_id: row.shared for row in rows if row.category_id} == {
        category: sum(category in ids for ids in shared) for category in CATEGORIES
    }


def test_services_of_all_five_are_those_without_an_entry() -> None:
    shared = evidence().query("kind == 'service' and entry_id == ''")
    labels = vocabulary().category
    assert {each.finding: set(each.labels) for each in query.shared_services()} == {
        row["finding"]: {labels[category] for category in row["bears_on"]}
        for row in records(shared)
    }
