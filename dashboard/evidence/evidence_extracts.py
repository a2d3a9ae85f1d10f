"""Evidence to take away: the findings of the source documents, and the quality notes."""

from dataclasses import asdict

from dashboard import queries
from dashboard.evidence import doubts, evidence, evidence_queries, note_queries
from dashboard.evidence.doubts import Doubts
from dashboard.evidence.evidence import EvidenceSelection
from dashboard.files.extracts import Address, Extract, Reading
from dashboard.parameters import address_of
from dashboard.selection_sql import filled_in

OF_THE_ENTRY = "Short name of the entry; empty where the note is about the whole matrix"


def findings(selection: EvidenceSelection) -> Extract:
    """The findings of the source documents that a selection shows."""
    build = queries.build()
    return Extract(
        name="evidence",
        title="Research evidence",
        page=evidence.PAGE,
        address=address_of(selection),
        find=lambda: evidence_queries.findings(selection),
        descriptions=evidence_queries.descriptions("evidence"),
        key=("evidence_id",),
        words=evidence.in_words(selection, evidence_queries.vocabulary()) or "all findings",
        sql=filled_in(evidence_queries.FINDINGS, asdict(selection)),
        subject="selected" if selection != EvidenceSelection() else "",
        build=build,
        edition=build["edition"],
    )


def quality_notes(asked: Doubts) -> Extract:
    """The quality notes that the filters of Data and methods show."""
    build = queries.build()
    notes = Doubts(asked.note_kind, asked.note_name)  # errors supposed change no note
    parameters = {"kinds": notes.note_kind, "name": notes.note_name}
    return Extract(
        name="quality_notes",
        title="Quality notes",
        page=doubts.PAGE,
        address=address_of(notes),
        find=lambda: note_queries.notes_found(notes.note_kind, notes.note_name),
        descriptions=evidence_queries.descriptions("quality_note") | {"entry": OF_THE_ENTRY},
        key=("note_id",),
        words=doubts.in_words(notes),
        sql=filled_in(note_queries.NOTES, parameters),
        subject="selected" if notes != Doubts() else "",
        build=build,
        edition=build["edition"],
    )


def read_evidence(address: Address) -> Reading:
    """The findings that an address asks for."""
    selection, refused = evidence.read_address(address, evidence_queries.vocabulary())
    return findings(selection), refused


def read_quality_notes(address: Address) -> Reading:
    """The quality notes that an address asks for."""
    asked, refused = doubts.read_address(address, note_queries.note_kinds())
    return quality_notes(asked), refused
