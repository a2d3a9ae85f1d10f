"""The evidence as links, lists of findings, tables and a figure."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go
from markupsafe import Markup

from dashboard.drawing.charts import figure, ranges, wrapped
from dashboard.drawing.tables import (
    Link,
    numbers,
    profile_address,
    records,
    sentences,
    words,
)
from dashboard.drawing.templating import render
from dashboard.query.evidence import Caseload, CategoryEvidence, Finding, Influence
from dashboard.text import evidence as text
from dashboard.vocabulary import BLUE, EVIDENCE_KINDS, LEVELS, RESEARCH_EVIDENCE, lower_first

INFLUENCES = {"barrier": "gets in the way", "facilitator": "helps"}
ROW_HEIGHT = 6  # rem, roughly: browsers lay a document out only when it comes into view
LINE = 27  # characters of a label's line

CATEGORIES = (
    words("label", "Kind of support"),
    words("evidence", "Evidence"),
    numbers("barriers", "Barriers"),
    numbers("facilitators", "Facilitators"),
    numbers("recommendations", "Recommendations"),
    numbers("documents", "Documents"),
)
CASELOADS = (
    words("caseload", "Caseload"),
    numbers("year", "Year"),
    words("nation", "Nation"),
    sentences("population", "How it is known"),
    words("source", "Source"),
)
DOCUMENTS = (
    words("called", "Called here"),
    numbers("findings", "Findings"),
    sentences("title", "Title"),
    sentences("publisher", "Publisher"),
    sentences("description", "What it is"),
)


class DocumentFindings(NamedTuple):
    """The findings of one document, under its name and their number in words."""

    name: str
    n: str
    findings: Sequence[Finding]


class Theme(NamedTuple):
    """One row of the grid: what stands under a theme of a document, by level and kind."""

    name: str
    document: str
    findings: dict[tuple[str, str], list[str]]


def evidence_link(evidence: CategoryEvidence) -> Link:
    """`18 findings`, named in full to those who meet the link on its own."""
    if not evidence.findings:
        return Link("No finding recorded")
    said = text.findings(evidence.findings)
    address = f"{RESEARCH_EVIDENCE}?category={evidence.category_id}"
    return Link(said, address, name=f"Evidence on {lower_first(evidence.label)}: {said}")


def findings_list(findings: Sequence[Finding], categories: Mapping[str, str]) -> Markup:
    """A table for each document: what was found, what about, who was studied, where it stands.

    The documents in the order of the findings.
    """
    documents: dict[tuple[str, str], list[Finding]] = {}
    for each in findings:
        documents.setdefault((each.source_id, each.year), []).append(each)
    return render(
        "findings.html",
        caption=text.shown(len(findings)),
        documents=[
            DocumentFindings(text.document(*document), text.findings(len(found)), found)
            for document, found in documents.items()
        ],
        categories=categories,
        kinds=EVIDENCE_KINDS,
        levels=LEVELS,
        row_height=ROW_HEIGHT,
        profile_address=profile_address,
    )


def barriers_grid(influences: Sequence[Influence]) -> Markup:
    """A grid of themes by levels; each cell counts and unfolds what gets in the way and helps.

    What stands under no theme stands under its document alone.
    """
    themes: dict[tuple[str, str], Theme] = {}
    for each in influences:
        theme = Theme(each.theme, text.short_title(each.source_id), {})
        theme = themes.setdefault((each.theme, each.source_id), theme)
        theme.findings.setdefault((each.level, each.kind), []).append(each.finding)
    return render(
        "barriers.html",
        caption="Barriers and facilitators by theme and level",
        themes=list(themes.values()),
        levels=LEVELS,
        kinds=INFLUENCES,
    )


def category_rows(evidence: Sequence[CategoryEvidence], links: Mapping[str, Link]) -> pd.DataFrame:
    """How many findings bear on each kind of support, as rows of CATEGORIES."""
    return records(
        (each._asdict() | {"evidence": links[each.category_id]} for each in evidence), CATEGORIES
    )


def caseload_rows(caseloads: Sequence[Caseload]) -> pd.DataFrame:
    """The caseload figures with what differs between them, as rows of CASELOADS."""
    return records(
        (
            each._asdict()
            | {
                "caseload": text.caseload_range(each),
                "source": text.short_title(each.source_id),
            }
            for each in caseloads
        ),
        CASELOADS,
    )


def document_rows(documents: pd.DataFrame) -> pd.DataFrame:
    """The documents as rows of DOCUMENTS. Needs source_id, year and the columns that it shows."""
    named = zip(documents["source_id"], documents["year"], strict=True)
    return documents.assign(called=[text.document(str(id), year) for id, year in named])


def caseload_ranges(caseloads: Sequence[Caseload]) -> go.Figure:
    """A row per figure, labelled with year, nation and how it is known; a range is a bar."""
    rows = caseloads[::-1]  # plotly draws the first at the bottom
    labels = [
        f"<b>{each.year}, {each.nation}</b><br>{wrapped(each.population, LINE)}" for each in rows
    ]
    low, high = [each.low for each in rows], [each.high for each in rows]
    ends = go.Scatter(
        x=[*low, *high],
        y=[*labels, *labels],
        text=[*[""] * len(rows), *map(text.caseload_range, rows)],
        textposition="middle right",
        mode="markers+text",
        marker={"color": BLUE, "size": 13},
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )
    return figure(
        ranges(low, high, labels, BLUE, 6, "Range"),
        ends,
        height=90 * len(rows) + 70,
        labels=labels,
        xaxis={"title": "Young people per adviser", "range": [0, max(high) * 1.2]},
    )
