"""The findings of the source documents to take away."""

from dashboard.export.dataset import Dataset, Selected
from dashboard.export.files import FORMATS
from dashboard.parameters.pages import EvidenceParameters
from dashboard.query import evidence
from dashboard.query.metadata import build, descriptions, vocabulary
from dashboard.query.where import filled_in
from dashboard.vocabulary import RESEARCH_EVIDENCE


def _select(asked: EvidenceParameters) -> Selected:
    statement = evidence.over_found(evidence.FINDINGS, asked)
    return Selected(
        find=lambda: evidence.findings(asked),
        sql=filled_in(statement, evidence.found_named(asked)),
        words=asked.in_words(vocabulary()),
        edition=build().edition,
        subject="selected" if asked != EvidenceParameters() else "",
    )


EVIDENCE = Dataset(
    name="evidence",
    title="Research evidence",
    page=RESEARCH_EVIDENCE,
    parameters=(EvidenceParameters,),
    select=_select,
    descriptions=lambda: descriptions("evidence"),
    key=lambda: ("evidence_id",),
    formats=FORMATS,
)
