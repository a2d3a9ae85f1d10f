"""What a reader asks of the evidence: as a value, as an address, and in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dashboard.parameters import Reader
from dashboard.selection import lower_first

PAGE = "research-evidence"
UNDATED = "undated"
# The documents have titles of twenty words; these are what the page calls them.
SHORT_TITLES = {
    "wwcsc-2023": "What Works study of local offers",
    "cascade-2026": "CASCADE study of personal advisers",
    "appg-2014": "Parliamentary group meeting",
    "raps-advocacy": "Birmingham advocacy study",
    "social-finance-2018": "Social Finance study, as reported in the news",
}
KINDS = {
    "figure": "Figure",
    "theme": "Theme",
    "mechanism": "Mechanism",
    "barrier": "Barrier",
    "facilitator": "Facilitator",
    "recommendation": "Recommendation",
    "service": "Service described",
    "typology": "Type of support",
    "limitation": "Limitation",
}
LEVELS = {"system": "System", "professional": "Professional", "individual": "Individual"}


@dataclass(frozen=True)
class EvidenceSelection:
    """Filters of the evidence. Empty means no filter; the names are the address's parameters."""

    source: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    nation: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    text: str = ""
    participants: str = "folded"


@dataclass(frozen=True)
class EvidenceVocabulary:
    """The values that the filters accept with their labels, in the order of offering."""

    source: Mapping[str, str]
    kind: Mapping[str, str]
    level: Mapping[str, str]
    category: Mapping[str, str]
    nation: Mapping[str, str]
    year: Mapping[str, str]


SEVERAL = ("source", "kind", "level", "category", "nation", "year")


def read_address(
    address: Mapping[str, Sequence[str]], vocabulary: EvidenceVocabulary
) -> tuple[EvidenceSelection, list[str]]:
    """The selection that an address asks for, and a sentence for each part left out."""
    reader = Reader(address)
    chosen: dict[str, Any] = {
        name: reader.several(name, getattr(vocabulary, name)) for name in SEVERAL
    }
    selection = EvidenceSelection(
        **chosen,
        text=reader.text("text"),
        participants=reader.one("participants", ("folded", "shown"), "folded"),
    )
    return selection, reader.ignored


def active_filters(
    selection: EvidenceSelection, vocabulary: EvidenceVocabulary
) -> list[tuple[str, EvidenceSelection]]:
    """Every condition in words, and the selection without it."""
    words = {
        "source": "from the {}",
        "kind": "kind: {}",
        "level": "{} level",
        "category": "bears on {}",
        "nation": "{}",
        "year": "{}",
    }
    filters = []
    for name, sentence in words.items():
        values = getattr(selection, name)
        for value in values:
            label = getattr(vocabulary, name)[value]
            if name in ("kind", "level", "category"):
                label = lower_first(label)
            others = tuple(v for v in values if v != value)
            rest: dict[str, Any] = {name: others}
            filters.append((sentence.format(label), replace(selection, **rest)))
    if selection.text:
        filters.append((f'contains "{selection.text}"', replace(selection, text="")))
    return filters


def in_words(selection: EvidenceSelection, vocabulary: EvidenceVocabulary) -> str:
    """The whole selection as one line."""
    return " - ".join(words for words, _ in active_filters(selection, vocabulary))


def range_in_words(low: float, high: float) -> str:
    """`15 to 35`, or `25` where there is no upper end."""
    return f"{low:g}" if high != high or high == low else f"{low:g} to {high:g}"


def evidence_address(category_id: str) -> str:
    """Where the evidence that bears on a category is: an address relative to any page."""
    return f"{PAGE}?category={category_id}"
