"""The questions asked of the evidence, one SQL statement each."""

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from dashboard.parameters.pages import EvidenceParameters
from dashboard.query.database import Named, Result, fetch, query
from dashboard.query.where import named, where
from dashboard.vocabulary import UNDATED

# The findings that are asked for, as the table has them, and the theme under which each stands:
# the part of the study's interviews or workshop, otherwise the document's other parts.
FOUND = """
    WITH found AS (
        SELECT evidence.*,
               CASE WHEN place[:8] IN ('Findings', 'Delibera') AND contains(place, ' > ')
                    THEN regexp_replace(split_part(place, ' > ', 2),
                                        '( \\(EDI\\)| to accessing and using services)$', '')
                    ELSE '' END AS theme,
               $participants = 'folded' AND unit IS NOT DISTINCT FROM 'participants' AS folded
        FROM evidence
        WHERE {where}
    )
"""
IN_ORDER = """
    FROM found WHERE NOT folded
    ORDER BY year DESC NULLS LAST, source_id, place, kind, evidence_id
"""
FINDINGS = f"    SELECT * EXCLUDE (theme, folded){IN_ORDER}"

# What the report says of one authority, category by category, beside what its table says.
DEEP_DIVE = """
    WITH service AS (
        SELECT finding, entry_id IS NULL AS is_shared,
               unnest(string_split(coalesce(categories, ''), ';')) AS category_id, evidence_id
        FROM evidence
        WHERE kind = 'service' AND (entry_id = $entry_id OR entry_id IS NULL)
          AND EXISTS (FROM evidence WHERE kind = 'service' AND entry_id = $entry_id)
    ), described AS (
        SELECT category_id, count(*) FILTER (is_shared) AS shared,
               list(finding ORDER BY evidence_id) FILTER (NOT is_shared) AS described
        FROM service GROUP BY category_id
    ), printed AS (
        SELECT category_id, position, listed, string_agg(explanation, ' ') AS difference
        FROM offer JOIN category USING (category_id)
        LEFT JOIN quality_note AS note
          ON note.entry_id = offer.entry_id AND note.field = category_id
         AND note.edition = offer.edition AND note.kind = 'report and table differ'
        WHERE offer.entry_id = $entry_id AND offer.edition =
              (SELECT edition FROM source WHERE source_id = 'wwcsc-2023-offer-matrix')
        GROUP BY ALL
    )
    SELECT category_id, coalesce(listed, FALSE) AS listed,
           coalesce(described, []) AS described, coalesce(shared, 0) AS shared,
           coalesce(difference, '') AS difference
    FROM printed FULL JOIN described USING (category_id)
    WHERE EXISTS (FROM service)
    ORDER BY position NULLS LAST
"""


class Counts(NamedTuple):
    """Findings that are found, and those of them that are folded away, out of all."""

    found: int
    folded: int
    found_documents: int
    findings: int
    documents: int


class Finding(NamedTuple):
    """One finding of a document; texts that are not given are empty.

    `year` is that of the document, or `undated`.
    """

    categories: tuple[str, ...]
    source_id: str
    year: str
    kind: str
    level: str
    finding: str
    nation: str
    population: str
    place: str
    context: str
    mechanism: str
    outcome: str
    entry_id: str


class Influence(NamedTuple):
    """What gets in the way or helps. Without a theme where the document is not divided so."""

    theme: str
    source_id: str
    level: str
    kind: str
    finding: str


class Caseload(NamedTuple):
    """Young people per adviser, from `low` to `high`; the same where one number is given."""

    source_id: str
    year: int
    nation: str
    population: str
    low: float
    high: float


class CategoryEvidence(NamedTuple):
    """How many findings bear on a category, by what they are."""

    category_id: str
    label: str
    findings: int
    documents: int
    barriers: int
    facilitators: int
    recommendations: int


class Described(NamedTuple):
    """What the report says of one category in one authority, beside what its table says.

    `described` are the services that bear on the category, `shared` is how many more are described
    for all authorities studied in depth, `difference` the quality note where report and table
    differ. Services that bear on no category have no `category_id`.
    """

    category_id: str
    listed: bool
    described: tuple[str, ...]
    shared: int
    difference: str


class SharedService(NamedTuple):
    """A service described for all authorities studied in depth, and the labels it bears on."""

    finding: str
    labels: tuple[str, ...]


def over_found(sql: str, asked: EvidenceParameters) -> str:
    """A statement over `found`, the findings asked for; its parameters are `found_named`."""
    return FOUND.replace("{where}", where(asked).replace("\n", "\n    ")) + sql


def found_named(asked: EvidenceParameters) -> dict[str, Named]:
    """The values of the named parameters in a statement over `found`."""
    return {"participants": asked.participants} | named(asked)


def findings(asked: EvidenceParameters) -> pd.DataFrame:
    """The findings asked for: the columns of table evidence; newest document first.

    Counts of who took part are left out unless they are asked for.
    """
    return query(over_found(FINDINGS, asked), **found_named(asked))


def findings_shown(asked: EvidenceParameters) -> list[Finding]:
    """The same findings in the same order, as pages show them."""
    return _found(
        Finding,
        f"""
        SELECT CASE WHEN categories <> '' THEN string_split(categories, ';') ELSE [] END,
               source_id, coalesce(year::VARCHAR, '{UNDATED}'),
               kind, level, finding, nation, population, place, coalesce(context, ''),
               coalesce(mechanism, ''), coalesce(outcome, ''), coalesce(entry_id, '')
        {IN_ORDER}
        """,
        asked,
    )


def counts(asked: EvidenceParameters) -> Counts:
    """How many findings are found and how many are folded away, of how many."""
    [counted] = _found(
        Counts,
        """
        SELECT count(*) AS found,
               count(*) FILTER (folded) AS folded,
               count(DISTINCT source_id) AS found_documents,
               (SELECT count(*) FROM evidence) AS findings,
               (SELECT count(DISTINCT source_id) FROM evidence) AS documents
        FROM found
        """,
        asked,
    )
    return counted


def barriers_and_facilitators(asked: EvidenceParameters) -> list[Influence]:
    """What gets in the way and what helps, among the findings asked for.

    The study's themes first, those with most findings first.
    """
    return _found(
        Influence,
        """
        SELECT theme, source_id, level, kind, finding FROM found
        WHERE kind IN ('barrier', 'facilitator')
        ORDER BY theme = '', count(*) OVER (PARTITION BY theme, source_id) DESC, theme, source_id,
                 evidence_id
        """,
        asked,
    )


def _found(kind: Callable[..., Result], sql: str, asked: EvidenceParameters) -> list[Result]:
    return fetch(kind, over_found(sql, asked), **found_named(asked))


def caseloads() -> list[Caseload]:
    """Every caseload figure; oldest first."""
    return fetch(
        Caseload,
        """
        SELECT source_id, year, nation, population, value, coalesce(value_high, value)
        FROM evidence WHERE unit = 'young people per adviser'
        ORDER BY year, value, value_high NULLS FIRST
        """,
    )


def category_evidence() -> list[CategoryEvidence]:
    """How many findings bear on each category, in the published order."""
    return fetch(
        CategoryEvidence,
        """
        SELECT category_id, label, count(evidence_id) AS findings,
               count(DISTINCT source_id) AS documents,
               count(*) FILTER (kind = 'barrier') AS barriers,
               count(*) FILTER (kind = 'facilitator') AS facilitators,
               count(*) FILTER (kind = 'recommendation') AS recommendations
        FROM category
        LEFT JOIN evidence ON list_contains(string_split(categories, ';'), category_id)
        GROUP BY category_id, label, position ORDER BY position
        """,
    )


def documents() -> pd.DataFrame:
    """The documents with findings, newest first.

    The columns of table source, findings, and year (that of the document, or `undated`).
    """
    return query(
        f"""
        SELECT source.*, count(*) AS findings,
               coalesce(any_value(evidence.year)::VARCHAR, '{UNDATED}') AS year
        FROM source JOIN evidence USING (source_id)
        GROUP BY ALL ORDER BY any_value(evidence.year) DESC NULLS LAST, source_id
        """
    )


def deep_dive(entry_id: str) -> list[Described]:
    """What the report says of an authority that it studied in depth, category by category.

    Last come the services that bear on no category. Nothing for an entry that was not studied so.
    """
    return fetch(Described, DEEP_DIVE, entry_id=entry_id)


def shared_services() -> list[SharedService]:
    """The services that the report describes for all authorities that it studied in depth."""
    return fetch(
        SharedService,
        """
        SELECT finding, list(label ORDER BY position) AS labels
        FROM evidence JOIN category ON list_contains(string_split(categories, ';'), category_id)
        WHERE kind = 'service' AND entry_id IS NULL
        GROUP BY evidence_id, finding ORDER BY evidence_id
        """,
    )
