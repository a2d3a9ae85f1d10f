"""Research evidence: what the five documents found, searchable, and where each finding stands."""

from dashboard.export.evidence import EVIDENCE
from dashboard.parameters.pages import EvidenceParameters
from dashboard.query import evidence as query
from dashboard.query.metadata import vocabulary
from dashboard.text import evidence as text
from dashboard.views import components, controls, evidence
from dashboard.views.export import draw_export

asked = controls.chosen(EvidenceParameters)
counts = query.counts(asked)

evidence.draw_filters(counts)
components.heading("Research evidence", text.found(counts, asked, vocabulary()))
controls.draw_active(asked)
evidence.findings_list(asked, counts)
evidence.barriers_and_facilitators(query.barriers_and_facilitators(asked))
evidence.caseload_chart(query.caseloads())
evidence.category_table(query.category_evidence())
evidence.documents_table(query.documents())
draw_export(EVIDENCE.of(asked))
