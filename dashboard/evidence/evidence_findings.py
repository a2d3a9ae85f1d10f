"""Sentences about the evidence: what a reader learns, always with n."""

import pandas as pd

from dashboard.evidence.evidence import (
    SHORT_TITLES,
    EvidenceSelection,
    EvidenceVocabulary,
    in_words,
    range_in_words,
)
from dashboard.selection import lower_first

MANY = 10  # from here on it is worth saying at which level most stands


def found(
    counts: dict[str, int], selection: EvidenceSelection, vocabulary: EvidenceVocabulary
) -> str:
    """The finding of the page: how many findings the filters find, and in how many documents."""
    n = f"{counts['found']} of {counts['findings']} findings"
    documents = f"{counts['found_documents']} of {counts['documents']} documents"
    if words := in_words(selection, vocabulary):
        return f"{n}, from {documents}, match: {words}."
    return (
        f"{counts['findings']} findings of {counts['documents']} documents say what gets in the "
        "way, what helps, and what advisers and young people say works."
    )


def nothing_found(selection: EvidenceSelection, vocabulary: EvidenceVocabulary) -> str:
    """An empty result; of a category, that there is no evidence on record."""
    if selection.category:
        labels = " or ".join(lower_first(vocabulary.category[id]) for id in selection.category)
        return f"No finding on record that bears on {labels} matches these filters."
    return "No finding matches all of these filters."


def folded(counts: dict[str, int]) -> str:
    """What is folded away, so that the list says what it leaves out."""
    n = counts["folded"]
    noun = "finding counts" if n == 1 else "findings count"
    return f"{n} more {noun} who took part in interviews, and {'is' if n == 1 else 'are'} folded."


def shown(rows: pd.DataFrame) -> str:
    """The caption of the list."""
    return f"{_of(len(rows), 'finding')}, newest document first"


def caseload_title(caseloads: pd.DataFrame) -> str:
    """How far the caseload figures lie apart."""
    low, high = caseloads["value"].min(), caseloads[["value", "value_high"]].max().max()
    return (
        f"Caseloads on record run from {low:g} to {high:g} young people per adviser, in "
        f"{len(caseloads)} figures that differ in who was asked"
    )


def caseload_subtitle(caseloads: pd.DataFrame) -> str:
    """Unit, nations and years."""
    nations = " and ".join(sorted(caseloads["nation"].unique()))
    years = " and ".join(str(year) for year in sorted(caseloads["year"].unique()))
    return f"Young people per personal adviser; {nations}, documents of {years}"


def caseload_caution(caseloads: pd.DataFrame) -> str:
    """What differs between the figures, and what therefore cannot be read from them."""
    years = caseloads["year"].nunique()
    return (
        f"Filters do not change this chart. The {len(caseloads)} figures come from {years} "
        "different years; some tell of one authority, some of several; none is a count made in "
        "the same way as another. So they show how far reports lie apart, not a trend."
    )


def caseload_alt(caseloads: pd.DataFrame) -> str:
    """The figures in words for those who do not see the chart."""
    parts = [
        f"{row.year}, {SHORT_TITLES.get(row.source_id, row.source_id)}, {row.population}: "
        + range_in_words(row.value, row.value_high)
        for row in caseloads.itertuples()
    ]
    return f"Chart of points and ranges, young people per adviser. {'; '.join(parts)}."


def grid_title(rows: pd.DataFrame) -> str:
    """What gets in the way and what helps, and at which level most is found."""
    if rows.empty:
        return "No barrier or facilitator among the findings selected"
    barriers = rows[rows["kind"] == "barrier"]
    title = f"{_of(len(barriers), 'barrier')} and {_of(len(rows) - len(barriers), 'facilitator')}"
    if len(barriers) < MANY:
        return title
    levels = barriers["level"].value_counts()
    return f"{title}; {levels.iloc[0]} of the barriers lie at the {levels.index[0]} level"


def _of(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def category_title(evidence: pd.DataFrame) -> str:
    """On which kind of support most is found, and on which least."""
    most, least = (evidence.loc[evidence["findings"].agg(end)] for end in ("idxmax", "idxmin"))
    return (
        f"{int((evidence['findings'] > 0).sum())} of {len(evidence)} kinds of support have "
        f"evidence: {most.findings} findings bear on {lower_first(most.label)}, "
        f"{least.findings} on {lower_first(least.label)}"
    )


def deep_dive(name: str, rows: pd.DataFrame) -> str:
    """How often the report's text and its table differ on an authority studied in depth."""
    marked = int(rows["difference"].notna().sum())
    times = {0: "do not differ", 1: "differ on 1"}.get(marked, f"differ on {marked}")
    return (
        f"{name} is one of five authorities that the report studied in depth, half a year after "
        f"its table was made. By the quality notes, text and table {times} of "
        f"{int(rows['category_id'].notna().sum())} kinds of support"
    )
