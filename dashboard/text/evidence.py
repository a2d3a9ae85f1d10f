"""Sentences about the evidence: what a reader learns, always with n."""

from collections import Counter
from collections.abc import Sequence

from dashboard.parameters.pages import EvidenceParameters
from dashboard.query.evidence import Caseload, CategoryEvidence, Counts, Described, Influence
from dashboard.text.counting import plural
from dashboard.vocabulary import SHORT_TITLES, Vocabulary, lower_first

MANY = 10  # from here on it is worth saying at which level most stands
GRID = (
    "Findings that the filters above select, by theme of the document and by level. Open a count "
    "to read the findings. How many there are says how much was written, not how much it matters."
)


def findings(n: int) -> str:
    """`18 findings`."""
    return plural(n, "finding", "findings")


def short_title(source_id: str) -> str:
    """What pages call a document."""
    return SHORT_TITLES.get(source_id, source_id)


def document(source_id: str, year: object) -> str:
    """`What Works study of local offers, 2023`."""
    return f"{short_title(source_id)}, {year}"


def found(counts: Counts, asked: EvidenceParameters, vocabulary: Vocabulary) -> str:
    """The finding of the page: how many findings the filters find, and in how many documents."""
    if asked.active(vocabulary):
        return (
            f"{found_of(counts)}, from {counts.found_documents} of {counts.documents} documents, "
            f"match: {asked.in_words(vocabulary)}."
        )
    return (
        f"{counts.findings} findings of {counts.documents} documents say what gets in the "
        "way, what helps, and what advisers and young people say works."
    )


def found_of(counts: Counts) -> str:
    """`18 of 433 findings`."""
    return f"{counts.found} of {counts.findings} findings"


def nothing_found(asked: EvidenceParameters, vocabulary: Vocabulary) -> str:
    """An empty result; of a category, that there is no evidence on record."""
    if asked.category:
        labels = " or ".join(lower_first(vocabulary.category[id]) for id in asked.category)
        return f"No finding on record that bears on {labels} matches these filters."
    return "No finding matches all of these filters."


def folded(counts: Counts) -> str:
    """What is folded away, so that the list says what it leaves out."""
    n = counts.folded
    noun = "finding counts" if n == 1 else "findings count"
    return f"{n} more {noun} who took part in interviews, and {'is' if n == 1 else 'are'} folded."


def shown(n: int) -> str:
    """The caption of the list."""
    return f"{findings(n)}, newest document first"


def caseload_range(caseload: Caseload) -> str:
    """`15 to 35`, or `25` where there is no upper end."""
    low, high = f"{caseload.low:g}", f"{caseload.high:g}"
    return low if caseload.low == caseload.high else f"{low} to {high}"


def caseload_title(caseloads: Sequence[Caseload]) -> str:
    """How far the caseload figures lie apart."""
    low, high = min(each.low for each in caseloads), max(each.high for each in caseloads)
    return (
        f"Caseloads on record run from {low:g} to {high:g} young people per adviser, in "
        f"{len(caseloads)} figures that differ in who was asked"
    )


def caseload_subtitle(caseloads: Sequence[Caseload]) -> str:
    """Unit, nations and years."""
    nations = " and ".join(sorted({each.nation for each in caseloads}))
    years = " and ".join(map(str, sorted({each.year for each in caseloads})))
    return f"Young people per personal adviser; {nations}, documents of {years}"


def caseload_caution(caseloads: Sequence[Caseload]) -> str:
    """What differs between the figures, and what therefore cannot be read from them."""
    years = len({each.year for each in caseloads})
    return (
        f"Filters do not change this chart. The {len(caseloads)} figures come from {years} "
        "different years; some tell of one authority, some of several; none is a count made in "
        "the same way as another. So they show how far reports lie apart, not a trend."
    )


def caseload_alt(caseloads: Sequence[Caseload]) -> str:
    """The figures in words for those who do not see the chart."""
    parts = "; ".join(
        f"{each.year}, {short_title(each.source_id)}, {each.population}: {caseload_range(each)}"
        for each in caseloads
    )
    return f"Chart of points and ranges, young people per adviser. {parts}."


def grid_title(influences: Sequence[Influence]) -> str:
    """What gets in the way and what helps, and at which level most is found."""
    if not influences:
        return "No barrier or facilitator among the findings selected"
    levels = [each.level for each in influences if each.kind == "barrier"]
    barriers = plural(len(levels), "barrier", "barriers")
    facilitators = plural(len(influences) - len(levels), "facilitator", "facilitators")
    if len(levels) < MANY:
        return f"{barriers} and {facilitators}"
    [(level, n)] = Counter(levels).most_common(1)
    return f"{barriers} and {facilitators}; {n} of the barriers lie at the {level} level"


def category_title(evidence: Sequence[CategoryEvidence]) -> str:
    """On which kind of support most is found, and on which least."""
    most, least = max(evidence, key=_findings), min(evidence, key=_findings)
    return (
        f"{sum(each.findings > 0 for each in evidence)} of {len(evidence)} kinds of support have "
        f"evidence: {most.findings} findings bear on {lower_first(most.label)}, "
        f"{least.findings} on {lower_first(least.label)}"
    )


def _findings(evidence: CategoryEvidence) -> int:
    return evidence.findings


def deep_dive_caption(name: str) -> str:
    """What the table on an authority studied in depth shows."""
    return f"{name}: the report's text beside its table"


def deep_dive(name: str, rows: Sequence[Described]) -> str:
    """How often the report's text and its table differ on an authority studied in depth."""
    marked = sum(bool(row.difference) for row in rows)
    times = f"differ on {marked}" if marked else "do not differ on any"
    return (
        f"{name} is one of five authorities that the report studied in depth, half a year after "
        f"its table was made. By the quality notes, text and table {times} of "
        f"{sum(bool(row.category_id) for row in rows)} kinds of support. The table is a reading "
        "of the published offer; the text rests on interviews."
    )
