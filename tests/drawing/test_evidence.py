"""The evidence as HTML: the words that eyes and screen readers meet."""

from dataclasses import asdict
from typing import Any

import pytest

from dashboard.drawing import evidence as drawing
from dashboard.drawing.tables import cell, table
from dashboard.drawing.templating import render
from dashboard.parameters.pages import EvidenceParameters
from dashboard.query import evidence as query
from dashboard.query.evidence import CategoryEvidence, Described, Finding, SharedService
from dashboard.query.metadata import vocabulary
from dashboard.vocabulary import EVIDENCE_KINDS, LEVELS
from tests.asked import STATES
from tests.published import CATEGORIES
from tests.recorded import evidence, findings_that
from tests.screen import Screen, Table

HOSTILE = '<script>alert(1)</script> & "quotes"'
LABELS = {category: category.replace("_", " ") for category in CATEGORIES}


def finding(**changed: Any) -> Finding:
    blank = Finding((), "wwcsc-2023", "2023", "barrier", "system", *[""] * 8)
    return blank._replace(**changed)


def table_of(each: Finding) -> Table:
    [found] = Screen(drawing.findings_list([each], LABELS)).tables
    return found


def cells(each: Finding) -> list[str]:
    return table_of(each).rows[0]


# --- The list of findings ---------------------------------------------------------------------


def test_a_row_shows_finding_source_place_year_nation_and_population() -> None:
    row = cells(
        finding(finding="Trust helps.", place="Part > Chapter", nation="Wales", population="39 PAs")
    )
    assert row == [
        "Trust helps.",
        "BarrierSystem level",
        "–",
        "Wales39 PAs",
        "Part › Chapter",
    ]


def test_each_document_has_a_table_that_says_how_many_findings_it_gives() -> None:
    rows = [finding(), finding(), finding(source_id="cascade-2026", year="2026")]
    screen = Screen(drawing.findings_list(rows, LABELS))
    assert [table.caption for table in screen.tables] == [
        "What Works study of local offers, 2023: 2 findings",
        "CASCADE study of personal advisers, 2026: 1 finding",
    ]
    [region] = screen.all("div", role="region")
    assert region.attributes["aria-label"] == "3 findings, newest document first"


@pytest.mark.parametrize("asked", STATES[::7], ids=lambda a: a.query_string() or "all")
def test_the_list_holds_every_finding_with_its_kind_level_and_categories(
    asked: EvidenceParameters,
) -> None:
    categories = vocabulary().category
    html = drawing.findings_list(query.findings_shown(asked), categories)
    shown = [row for table in Screen(html).tables for row in table.rows]
    expected = evidence()[evidence()["evidence_id"].isin(findings_that(**asdict(asked)))]
    assert len(shown) == len(expected)
    written = {row["finding"]: row for row in expected.to_dict("records")}
    for said, kind_and_level, about, *_ in shown:
        [row] = [row for text, row in written.items() if said.startswith(" ".join(text.split()))][
            :1
        ]
        assert kind_and_level == f"{EVIDENCE_KINDS[row['kind']]}{LEVELS[row['level']]} level"
        names = "".join(categories[c] for c in row["categories"].split(";") if c)
        assert about in (names, "–" if not names else "All 8 kinds of support")


def test_a_document_without_a_year_is_undated() -> None:
    undated = table_of(finding(source_id="raps-advocacy", year="undated"))
    assert undated.caption == "Birmingham advocacy study, undated: 1 finding"


def test_the_kinds_of_support_are_named_and_all_eight_in_short() -> None:
    some = finding(categories=("mentoring", "extended_camhs"))
    assert cells(some)[2] == "mentoringextended camhs"
    assert cells(finding(categories=CATEGORIES))[2] == "All 8 kinds of support"
    assert cells(finding(categories=()))[2] == "–"


def test_a_realist_mechanism_shows_context_mechanism_and_outcome() -> None:
    row = cells(finding(context="In calm.", mechanism="Talk.", outcome="Rest."))
    assert "Context: In calm.Mechanism: Talk.Outcome: Rest." in row[0]
    assert "Context" not in cells(finding(mechanism="Talk."))[0]


def test_a_finding_about_one_authority_leads_to_its_profile() -> None:
    html = drawing.findings_list([finding(entry_id="surrey")], LABELS)
    [link] = Screen(html).all("a")
    assert link.attributes["href"] == "authority-profile?entry=surrey"


def test_text_of_the_evidence_never_becomes_markup() -> None:
    texts = ("finding", "population", "place", "nation", "context", "mechanism", "outcome")
    row = finding(**dict.fromkeys(texts, HOSTILE), categories=("mentoring",))
    screen = Screen(drawing.findings_list([row], {**LABELS, "mentoring": HOSTILE}))
    assert screen.all("script") == []
    assert screen.text.count(HOSTILE) == len(texts) + 1


# --- The grid ---------------------------------------------------------------------------------


def test_the_grid_counts_and_unfolds_every_barrier_and_facilitator() -> None:
    rows = query.barriers_and_facilitators(EvidenceParameters())
    screen = Screen(drawing.barriers_grid(rows))
    counted = sum(int(summary.split()[0]) for summary in screen.texts("summary"))
    kinds = evidence()["kind"].value_counts()
    assert counted == len(screen.all("li")) == kinds["barrier"] + kinds["facilitator"]
    assert screen.tables[0].header == [
        "Theme", "System level", "Professional level", "Individual level",
    ]  # fmt: skip


def test_a_cell_of_the_grid_holds_what_stands_under_its_theme_and_level() -> None:
    rows = [
        query.Influence("Trust", "wwcsc-2023", "system", "barrier", "One."),
        query.Influence("Trust", "wwcsc-2023", "system", "barrier", "Two."),
        query.Influence("Trust", "wwcsc-2023", "individual", "facilitator", HOSTILE),
        query.Influence("", "appg-2014", "system", "facilitator", "Four."),
    ]
    screen = Screen(drawing.barriers_grid(rows))
    assert screen.tables[0].rows == [
        ["TrustWhat Works study of local offers", "2 barriersOne.Two.", "–",
         f"1 facilitator{HOSTILE}"],
        ["No common themeParliamentary group meeting", "1 facilitatorFour.", "–", "–"],
    ]  # fmt: skip
    assert [s.attributes["title"] for s in screen.all("summary")] == [
        "What gets in the way", "What helps", "What helps",
    ]  # fmt: skip
    assert screen.all("script") == []


# --- Deep dives -------------------------------------------------------------------------------


def dive(*rows: Described) -> Screen:
    heads = {category: LABELS[category] for category in CATEGORIES}
    services = [SharedService("For all.", ("Mentoring", "Basic support"))]
    return Screen(
        render("deep_dive.html", caption="x", finding="y", rows=rows, heads=heads,
               services=services)
    )  # fmt: skip


def test_a_deep_dive_sets_the_text_beside_the_table() -> None:
    [found] = dive(
        Described("mentoring", True, ("A.", HOSTILE), 2, ""),
        Described("basic_support", False, ("B.",), 0, ""),
        Described("extended_camhs", False, ("C.",), 0, "Why."),
        Described("wider_wellbeing", False, (), 0, ""),
        Described("", False, ("D.",), 0, ""),
    ).tables
    assert found.rows == [
        ["mentoring", "Listed", f"A.{HOSTILE}In all five authorities: 2, below", "–"],
        ["basic support", "Not listed", "B.", "Described in the text, not listed in the table."],
        ["extended camhs", "Not listed", "C.", "Differs. Why."],
        ["wider wellbeing", "Not listed", "–", "–"],
        ["Other support", "Not a category of the table", "D.", "–"],
    ]


def test_a_deep_dive_ends_with_the_services_of_all_and_what_they_bear_on() -> None:
    screen = dive(Described("mentoring", True, (), 1, ""))
    assert screen.texts("li") == ["For all. (Mentoring, Basic support)"]
    assert screen.tables[0].rows[0][2] == "In all five authorities: 1, below"


# --- Links to evidence ------------------------------------------------------------------------


def counted(findings: int) -> CategoryEvidence:
    return CategoryEvidence("mentoring", "Mentoring", findings, 1, 0, 0, 0)


def test_a_category_without_evidence_says_so_instead_of_linking() -> None:
    none = Screen(cell(drawing.evidence_link(counted(0))))
    assert none.all("a") == []
    assert none.text == "No finding recorded"


@pytest.mark.parametrize(("n", "said"), [(1, "1 finding"), (18, "18 findings")])
def test_a_link_to_evidence_says_what_it_is_about_and_how_much_there_is(n: int, said: str) -> None:
    [link] = Screen(cell(drawing.evidence_link(counted(n)))).all("a")
    assert link.text == said
    assert link.attributes == {
        "href": "research-evidence?category=mentoring",
        "target": "_self",
        "aria-label": f"Evidence on mentoring: {said}",
    }


# --- Caseloads and documents ------------------------------------------------------------------


def test_the_caseload_chart_says_year_nation_and_method_of_each_figure() -> None:
    figure = drawing.caseload_ranges(query.caseloads())
    labels = list(dict.fromkeys(figure.data[1].y))
    caseloads = evidence().query("unit == 'young people per adviser'")
    assert len(labels) == len(caseloads) == 5
    for row in caseloads.itertuples():
        assert any(
            f"{row.year}, {row.nation}" in label and row.population in label.replace("<br>", " ")
            for label in labels
        )
    assert [text for text in figure.data[1].text if text] == [
        "42", "25", "20 to 30", "15 to 35", "15",
    ]  # fmt: skip


def test_the_ends_of_the_caseload_ranges_stand_where_the_figures_say() -> None:
    caseloads = query.caseloads()
    figure = drawing.caseload_ranges(caseloads)
    low, high = [c.low for c in caseloads[::-1]], [c.high for c in caseloads[::-1]]
    assert list(figure.data[1].x) == [*low, *high]
    assert list(figure.data[0].x) == [
        x for ends in zip(low, high, strict=True) for x in (*ends, None)
    ]


def test_the_table_of_caseloads_gives_the_same_numbers() -> None:
    rows = Screen(table(drawing.caseload_rows(query.caseloads()), drawing.CASELOADS, "x"))
    assert [row[0] for row in rows.tables[0].rows] == ["15", "15 to 35", "20 to 30", "25", "42"]
    assert rows.tables[0].rows[0][-1] == "Parliamentary group meeting"


def test_the_table_of_documents_calls_each_by_name_and_year() -> None:
    rows = Screen(table(drawing.document_rows(query.documents()), drawing.DOCUMENTS, "x"))
    counts = evidence()["source_id"].value_counts()
    assert [row[0] for row in rows.tables[0].rows][-1] == "Birmingham advocacy study, undated"
    assert sorted(int(row[1]) for row in rows.tables[0].rows) == sorted(counts)
