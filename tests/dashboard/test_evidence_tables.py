"""The evidence as HTML: the words that eyes and screen readers meet."""

import pandas as pd

from dashboard.evidence import evidence_queries, evidence_tables, range_charts
from dashboard.evidence.evidence import EvidenceSelection
from tests.published import CATEGORIES
from tests.recorded import evidence
from tests.screen import Screen

HOSTILE = '<script>alert(1)</script> & "quotes"'
LABELS = {category: category.replace("_", " ") for category in CATEGORIES}


def finding(**changed: object) -> pd.DataFrame:
    row = dict.fromkeys(evidence().columns.drop("bears_on"), "")
    row |= {"source_id": "wwcsc-2023", "year": 2023, "kind": "barrier", "level": "system"}
    return pd.DataFrame([row | changed])


def cells(rows: pd.DataFrame) -> list[str]:
    [table] = Screen(evidence_tables.findings_table(rows, LABELS, "A caption")).tables
    return table.rows[0]


def test_a_row_shows_finding_source_place_year_nation_and_population() -> None:
    row = cells(
        finding(finding="Trust helps.", place="Part > Chapter", nation="Wales", population="39 PAs")
    )
    assert row[0] == "Trust helps."
    assert "Barrier" in row[1]
    assert "System" in row[1]
    assert "Wales" in row[3]
    assert "39 PAs" in row[3]
    assert "What Works study of local offers, 2023" in row[4]
    assert "Part › Chapter" in row[4]


def test_a_document_without_a_year_is_undated() -> None:
    assert (
        "Birmingham advocacy study, undated"
        in cells(finding(source_id="raps-advocacy", year=pd.NA))[4]
    )


def test_the_kinds_of_support_are_named_and_all_eight_in_short() -> None:
    assert cells(finding(categories="mentoring;extended_camhs"))[2] == "mentoringextended camhs"
    assert cells(finding(categories=";".join(CATEGORIES)))[2] == "All 8 kinds of support"
    assert cells(finding(categories=""))[2] == "–"


def test_a_realist_mechanism_shows_context_mechanism_and_outcome() -> None:
    row = cells(finding(context="In calm.", mechanism="Talk.", outcome="Rest."))
    assert "Context: In calm.Mechanism: Talk.Outcome: Rest." in row[0]


def test_a_finding_about_one_authority_leads_to_its_profile() -> None:
    html = evidence_tables.findings_table(finding(entry_id="surrey"), LABELS, "A caption")
    [link] = Screen(html).all("a")
    assert link.attributes["href"] == "authority-profile?entry=surrey"


def test_text_of_the_evidence_never_becomes_markup() -> None:
    columns = ("finding", "population", "place", "nation", "context", "mechanism", "outcome")
    rows = finding(**dict.fromkeys(columns, HOSTILE))
    screen = Screen(evidence_tables.findings_table(rows, LABELS, HOSTILE))
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
    assert evidence_tables.evidence_link("mentoring", 0) == "No finding recorded"
    link = evidence_tables.evidence_link("mentoring", 18)
    assert (link.words, link.address) == ("18 findings", "research-evidence?category=mentoring")


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
