"""The evidence as HTML: the words that eyes and screen readers meet."""

import pandas as pd

from dashboard.evidence import category_links, evidence_queries, evidence_tables, range_charts
from dashboard.evidence.evidence import EvidenceSelection
from dashboard.tables import cell
from tests.published import CATEGORIES
from tests.recorded import evidence
from tests.screen import Screen, Table

HOSTILE = '<script>alert(1)</script> & "quotes"'
LABELS = {category: category.replace("_", " ") for category in CATEGORIES}


def finding(**changed: object) -> pd.DataFrame:
    row = dict.fromkeys(evidence().columns.drop("bears_on"), "")
    row |= {"source_id": "wwcsc-2023", "year": 2023, "kind": "barrier", "level": "system"}
    return pd.DataFrame([row | changed])


def cells(rows: pd.DataFrame) -> list[str]:
    return table_of(rows).rows[0]


def table_of(rows: pd.DataFrame) -> Table:
    [table] = Screen(evidence_tables.findings_tables(rows, LABELS, "A caption")).tables
    return table


def test_a_row_shows_finding_source_place_year_nation_and_population() -> None:
    row = cells(
        finding(finding="Trust helps.", place="Part > Chapter", nation="Wales", population="39 PAs")
    )
    assert row[0] == "Trust helps."
    assert "Barrier" in row[1]
    assert "System" in row[1]
    assert "Wales" in row[3]
    assert "39 PAs" in row[3]
    assert row[4] == "Part › Chapter"


def test_each_document_has_a_table_that_says_how_many_findings_it_gives() -> None:
    rows = pd.concat(
        [finding(), finding(), finding(source_id="cascade-2026", year=2026)], ignore_index=True
    )
    tables = Screen(evidence_tables.findings_tables(rows, LABELS, "A caption")).tables
    assert [table.caption for table in tables] == [
        "What Works study of local offers, 2023: 2 findings",
        "CASCADE study of personal advisers, 2026: 1 finding",
    ]


def test_a_document_without_a_year_is_undated() -> None:
    undated = table_of(finding(source_id="raps-advocacy", year=pd.NA))
    assert undated.caption == "Birmingham advocacy study, undated: 1 finding"


def test_the_kinds_of_support_are_named_and_all_eight_in_short() -> None:
    assert cells(finding(categories="mentoring;extended_camhs"))[2] == "mentoringextended camhs"
    assert cells(finding(categories=";".join(CATEGORIES)))[2] == "All 8 kinds of support"
    assert cells(finding(categories=""))[2] == "–"


def test_a_realist_mechanism_shows_context_mechanism_and_outcome() -> None:
    row = cells(finding(context="In calm.", mechanism="Talk.", outcome="Rest."))
    assert "Context: In calm.Mechanism: Talk.Outcome: Rest." in row[0]


def test_a_finding_about_one_authority_leads_to_its_profile() -> None:
    html = evidence_tables.findings_tables(finding(entry_id="surrey"), LABELS, "A caption")
    [link] = Screen(html).all("a")
    assert link.attributes["href"] == "authority-profile?entry=surrey"


def test_text_of_the_evidence_never_becomes_markup() -> None:
    columns = ("finding", "population", "place", "nation", "context", "mechanism", "outcome")
    rows = finding(**dict.fromkeys(columns, HOSTILE))
    screen = Screen(evidence_tables.findings_tables(rows, LABELS, HOSTILE))
    assert screen.all("script") == []
    assert HOSTILE in screen.text


def test_the_grid_counts_and_unfolds_every_barrier_and_facilitator() -> None:
    rows = evidence_queries.barriers_and_facilitators(EvidenceSelection())
    screen = Screen(evidence_tables.barriers_grid(rows, "Grid"))
    counted = sum(int(summary.split()[0]) for summary in screen.texts("summary"))
    kinds = evidence()["kind"].value_counts()
    assert counted == len(screen.all("li")) == kinds["barrier"] + kinds["facilitator"]
    assert screen.tables[0].header == [
        "Theme", "System level", "Professional level", "Individual level",
    ]  # fmt: skip


def test_a_category_without_evidence_says_so_instead_of_linking() -> None:
    none = category_links.evidence_link("mentoring", "Mentoring", 0)
    assert Screen(cell(none)).all("a") == []
    assert Screen(cell(none)).text == "No finding recorded"


def test_a_link_to_evidence_says_what_it_is_about_and_how_much_there_is() -> None:
    [link] = Screen(cell(category_links.evidence_link("mentoring", "Mentoring", 18))).all("a")
    assert link.text == "18 findings"
    assert link.attributes == {
        "href": "research-evidence?category=mentoring",
        "target": "_self",
        "aria-label": "Evidence on mentoring: 18 findings",
    }


def test_a_row_that_names_a_category_again_leads_to_no_evidence_again() -> None:
    table = pd.DataFrame({"Kind of support": ["Mentoring", "Mentoring", "Region"]})
    heads = category_links.heads_with_evidence(table)["Kind of support"]
    on_mentoring = sum("mentoring" in ids for ids in evidence()["bears_on"])
    assert [Screen(cell(head)).text for head in heads] == [
        f"Mentoring Evidence: {on_mentoring} findings", "Mentoring", "Region",
    ]  # fmt: skip
    assert table["Kind of support"][0] == "Mentoring"


def test_the_line_of_evidence_leads_to_every_category() -> None:
    screen = Screen(category_links.evidence_line())
    counts = {c: sum(c in ids for ids in evidence()["bears_on"]) for c in CATEGORIES}
    assert {link.attributes["href"]: link.text for link in screen.all("a")} == {
        f"research-evidence?category={c}": f"{n} findings" for c, n in counts.items()
    }


def test_the_caseload_chart_says_year_nation_and_method_of_each_figure() -> None:
    figure = range_charts.caseload_ranges(evidence_queries.caseloads())
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
