"""The questions asked of the evidence, one SQL statement each; its filters are built in FOUND."""

from dataclasses import asdict

import pandas as pd

from dashboard.database import query
from dashboard.evidence.evidence import (
    KINDS,
    LEVELS,
    SHORT_TITLES,
    EvidenceSelection,
    EvidenceVocabulary,
)
from dashboard.queries import vocabulary as entry_vocabulary

# The findings that a selection asks for, as the table has them, and the theme under which each
# stands: the part of the study's interviews or workshop, otherwise the document's other parts.
FOUND = """
    WITH found AS (
        SELECT evidence.*,
               CASE WHEN place[:8] IN ('Findings', 'Delibera') AND contains(place, ' > ')
                    THEN regexp_replace(split_part(place, ' > ', 2),
                                        '( \\(EDI\\)| to accessing and using services)$', '')
                    ELSE '' END AS theme,
               $participants = 'folded' AND unit IS NOT DISTINCT FROM 'participants' AS folded
        FROM evidence
        WHERE (len($source::VARCHAR[]) = 0 OR list_contains($source::VARCHAR[], source_id))
          AND (len($kind::VARCHAR[]) = 0 OR list_contains($kind::VARCHAR[], kind))
          AND (len($level::VARCHAR[]) = 0 OR list_contains($level::VARCHAR[], level))
          AND (len($category::VARCHAR[]) = 0
               OR list_has_any($category::VARCHAR[], string_split(coalesce(categories, ''), ';')))
          AND (len($nation::VARCHAR[]) = 0 OR list_contains($nation::VARCHAR[], nation))
          AND (len($year::VARCHAR[]) = 0
               OR list_contains($year::VARCHAR[], coalesce(year::VARCHAR, 'undated')))
          AND len(list_filter(
                  string_split(strip_accents(lower($text)), ' '),
                  lambda word: NOT contains(strip_accents(lower(concat_ws(' ',
                      finding, population, place, context, mechanism, outcome))), word))) = 0
    )
"""

FINDINGS = f"""{FOUND}
    SELECT * EXCLUDE (theme, folded) FROM found WHERE NOT folded
    ORDER BY year DESC NULLS LAST, source_id, place, kind, evidence_id
"""


def findings(selection: EvidenceSelection) -> pd.DataFrame:
    """The findings selected: the columns of table evidence; newest document first.

    Counts of who took part are left out unless the selection shows them.
    """
    return query(FINDINGS, **asdict(selection))


def descriptions(table: str) -> dict[str, str]:
    """What each column of a table holds."""
    rows = query(
        """
        SELECT column_name AS name, comment FROM duckdb_columns()
        WHERE database_name = 'offer' AND table_name = $table ORDER BY column_index
        """,
        table=table,
    )
    return dict(zip(rows["name"], rows["comment"], strict=True))


def counts(selection: EvidenceSelection) -> dict[str, int]:
    """Findings that the selection finds, and those of them that are folded away, out of all.

    Keys: found, folded, found_documents, findings, documents.
    """
    row = _found(
        """
        SELECT count(*) AS found,
               count(*) FILTER (folded) AS folded,
               count(DISTINCT source_id) AS found_documents,
               (SELECT count(*) FROM evidence) AS findings,
               (SELECT count(DISTINCT source_id) FROM evidence) AS documents
        FROM found
        """,
        selection,
    ).iloc[0]
    return {str(name): int(value) for name, value in row.items()}


def barriers_and_facilitators(selection: EvidenceSelection) -> pd.DataFrame:
    """What gets in the way and what helps, among the findings selected.

    Columns: theme (empty where the document is not divided by theme), source_id, level, kind,
    finding; the study's themes first, those with most findings first.
    """
    return _found(
        """
        SELECT theme, source_id, level, kind, finding FROM found
        WHERE kind IN ('barrier', 'facilitator')
        ORDER BY theme = '', count(*) OVER (PARTITION BY theme, source_id) DESC, theme, source_id,
                 evidence_id
        """,
        selection,
    )


def _found(sql: str, selection: EvidenceSelection) -> pd.DataFrame:
    return query(FOUND + sql, **asdict(selection))


def caseloads() -> pd.DataFrame:
    """Every caseload figure, in young people per adviser; oldest first.

    Columns: source_id, year, nation, population, finding, value, value_high (missing where one
    number is given).
    """
    return query(
        """
        SELECT source_id, year, nation, population, finding, value, value_high
        FROM evidence WHERE unit = 'young people per adviser'
        ORDER BY year, value, value_high NULLS FIRST
        """
    )


def category_evidence() -> pd.DataFrame:
    """How many findings bear on each category, by what they are; in the published order.

    Columns: category_id, label, findings, documents, barriers, facilitators, recommendations.
    """
    return query(
        """
        SELECT category_id, label, count(evidence_id) AS findings,
               count(DISTINCT source_id) AS documents,
               count(*) FILTER (kind = 'barrier') AS barriers,
               count(*) FILTER (kind = 'facilitator') AS facilitators,
               count(*) FILTER (kind = 'recommendation') AS recommendations
        FROM category
        LEFT JOIN evidence ON list_contains(string_split(categories, ';'), category_id)
        GROUP BY category_id, label, position ORDER BY position
        """
    )


def documents() -> pd.DataFrame:
    """The documents with findings: the columns of table source, and findings; newest first."""
    return query(
        """
        SELECT source.*, count(*) AS findings, any_value(evidence.year) AS year
        FROM source JOIN evidence USING (source_id)
        GROUP BY ALL ORDER BY year DESC NULLS LAST, source_id
        """
    )


def deep_dive(entry_id: str) -> pd.DataFrame:
    """What the report says of an authority that it studied in depth, category by category.

    Columns: category_id, label, listed (in the report's own table), described (a list of the
    services that bear on the category), shared (how many more are described for all five), and
    difference (the quality note, where report and table differ). A last row without a category
    holds the services that bear on none. No rows for an entry that was not studied in depth.
    """
    return query(
        """
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
            SELECT category_id, label, position, listed, string_agg(explanation, ' ') AS difference
            FROM offer JOIN category USING (category_id)
            LEFT JOIN quality_note AS note
              ON note.entry_id = offer.entry_id AND note.field = category_id
             AND note.edition = offer.edition AND note.kind = 'report and table differ'
            WHERE offer.entry_id = $entry_id AND offer.edition =
                  (SELECT edition FROM source WHERE source_id = 'wwcsc-2023-offer-matrix')
            GROUP BY ALL
        )
        SELECT nullif(category_id, '') AS category_id, label, listed,
               coalesce(described, []) AS described, coalesce(shared, 0) AS shared, difference
        FROM printed FULL JOIN described USING (category_id)
        WHERE EXISTS (FROM service)
        ORDER BY position NULLS LAST
        """,
        entry_id=entry_id,
    )


def entry_name(entry_id: str) -> str:
    """The short name of an entry."""
    return str(query("SELECT entry FROM entry WHERE entry_id = $id", id=entry_id)["entry"].iloc[0])


def shared_services() -> pd.DataFrame:
    """The services that the report describes for all five authorities that it studied in depth.

    Columns: finding, and kinds (the labels of the categories that it bears on).
    """
    return query(
        """
        SELECT finding, string_agg(label, ', ' ORDER BY position) AS kinds
        FROM evidence JOIN category ON list_contains(string_split(categories, ';'), category_id)
        WHERE kind = 'service' AND entry_id IS NULL
        GROUP BY evidence_id, finding ORDER BY evidence_id
        """
    )


def vocabulary() -> EvidenceVocabulary:
    """The values that the filters of the evidence accept."""
    year = "coalesce(year::VARCHAR, 'undated')"
    sources = _distinct("source_id", "max(coalesce(year, 0)) DESC")
    return EvidenceVocabulary(
        source={id: SHORT_TITLES.get(id, id) for id in sources},
        kind={id: KINDS.get(id, id) for id in _distinct("kind", "count(*) DESC")},
        level=LEVELS,
        category=entry_vocabulary().category,
        nation={nation: nation for nation in _distinct("nation", "count(*) DESC")},
        year={year: year.capitalize() for year in _distinct(year, "max(year) DESC NULLS LAST")},
    )


def _distinct(value: str, order: str) -> list[str]:
    rows = query(f"SELECT {value} AS value FROM evidence GROUP BY {value} ORDER BY {order}")
    return list(rows["value"])
