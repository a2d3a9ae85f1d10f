"""Research evidence: what the five documents found, searchable, and where each finding stands."""

from dashboard import components
from dashboard.evidence import (
    evidence_extracts,
    evidence_findings,
    evidence_parts,
    evidence_queries,
    range_charts,
)
from dashboard.evidence import evidence_tables as tables
from dashboard.files import take_away

vocabulary = evidence_queries.vocabulary()
selection = evidence_parts.chosen_evidence(vocabulary)
counts = evidence_queries.counts(selection)
rows = evidence_queries.findings(selection)
caseloads = evidence_queries.caseloads()
by_category = evidence_queries.category_evidence()

components.heading("Research evidence", evidence_findings.found(counts, selection, vocabulary))
evidence_parts.draw_active_evidence(selection, vocabulary)
evidence_parts.findings_list(rows, selection, vocabulary)
evidence_parts.barriers_and_facilitators(evidence_queries.barriers_and_facilitators(selection))
components.chart_with_table(
    range_charts.caseload_ranges(caseloads),
    evidence_findings.caseload_title(caseloads),
    evidence_findings.caseload_subtitle(caseloads),
    evidence_findings.caseload_alt(caseloads),
    tables.caseloads_list(caseloads),
    key="caseloads",
)
components.notes(evidence_findings.caseload_caution(caseloads))
components.table(
    evidence_findings.category_title(by_category), tables.category_evidence_list(by_category)
)
components.table("The documents", tables.documents_list(evidence_queries.documents()))
take_away.draw(evidence_extracts.findings(selection))
