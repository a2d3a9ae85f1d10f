"""The parameters that belong to one page each, beside the shared filters."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from dashboard.parameters.declared import Parameters, chosen, one, several, text, whole
from dashboard.vocabulary import (
    BREAKDOWNS,
    COMPARISON_GROUPS,
    DOUBTFUL,
    LEVELS,
    MAPS,
    ORDERS,
    PARTICIPANTS,
    ROWS_TO_SHOW,
    UNITS,
    Labels,
    Vocabulary,
    lower_first,
)

MOST_COMPARED = 6
MOST_SUPPOSED = 40  # percent; two errors of 50 would leave nothing to tell apart

_found_by_words = (
    "len(list_filter(\n"
    "              string_split(strip_accents(lower($text)), ' '),\n"
    "              lambda word: NOT contains(strip_accents(lower(concat_ws(' ',\n"
    "                  finding, population, place, context, mechanism, outcome))), word))) = 0"
)


def _entries(vocabulary: Vocabulary) -> Labels:
    return vocabulary.entry


def colours(vocabulary: Vocabulary) -> Labels:
    """What can colour the map, by id, with its label."""
    return {
        "categories_listed": "Number of categories listed",
        **vocabulary.category,
        "cla_rate": "CLA rate per 10,000 children",
        "ofsted_rating": "Ofsted rating",
    }


def _as(words: str) -> Callable[[str], str]:
    return lambda label: words.format(label)


def _as_lower(words: str) -> Callable[[str], str]:
    return lambda label: words.format(lower_first(label))


@dataclass(frozen=True)
class FindParameters(Parameters):
    """Find authorities: `sort` by a column of offer_matrix; `chosen`, the entries to compare.

    Which entries are chosen does not change which rows are found.
    """

    scope: ClassVar[str] = "find"

    sort: str = one("Sort by", lambda v: v.matrix_column, "entry")
    order: str = one("Order", lambda v: ORDERS, "asc")
    chosen: tuple[str, ...] = chosen(
        f"Compare (tick rows, or choose 2 to {MOST_COMPARED} names)", _entries, MOST_COMPARED
    )

    def sorted_by(self, column: str, is_text: bool) -> tuple[str, str]:
        """Sort and order after a click on a column's header: a second click turns the order.

        Text starts with A, what is listed or counted with the most.
        """
        first, second = ("asc", "desc") if is_text else ("desc", "asc")
        return column, second if (self.sort, self.order) == (column, first) else first


@dataclass(frozen=True)
class CompareParameters(Parameters):
    """Compare: two to six entries, and what to show of them."""

    scope: ClassVar[str] = "compare"

    entry: tuple[str, ...] = chosen(
        f"Entries to compare (2 to {MOST_COMPARED})", _entries, MOST_COMPARED
    )
    show: str = one("Rows to show", lambda v: ROWS_TO_SHOW, "all")


@dataclass(frozen=True)
class ProfileParameters(Parameters):
    """Authority profile: the entry, the group to compare it with, and the reader's own list."""

    scope: ClassVar[str] = "profile"

    entry: str = one("Authority", _entries, from_long_list=True)
    group: str = one("Compare with", lambda v: COMPARISON_GROUPS, "region")
    peer: tuple[str, ...] = chosen("Entries on my own list", _entries)


@dataclass(frozen=True)
class MapParameters(Parameters):
    """England map: its colour, its kind, a region to fill it with, one authority."""

    scope: ClassVar[str] = "map"

    colour: str = one("Colour by", colours, "categories_listed")
    map: str = one("Kind of map", lambda v: MAPS, "true")
    zoom: str = one("Fill the map with", lambda v: v.region)
    authority: str = one("Choose an authority", lambda v: v.authority, from_long_list=True)


@dataclass(frozen=True)
class ProvisionParameters(Parameters):
    """Provision types: by what the shares are broken down."""

    scope: ClassVar[str] = "provision-types"

    by: str = one("Break down by", lambda v: BREAKDOWNS, "none")


@dataclass(frozen=True)
class RelationshipParameters(Parameters):
    """Relationships: what is counted, and whether values in doubt take part."""

    scope: ClassVar[str] = "relationships"

    unit: str = one("Count by", lambda v: UNITS, "entry")
    doubtful: str = one("Values in doubt", lambda v: DOUBTFUL, "kept")


@dataclass(frozen=True)
class EvidenceParameters(Parameters):
    """Research evidence: which findings."""

    scope: ClassVar[str] = "research-evidence"
    everything: ClassVar[str] = "all findings"

    source: tuple[str, ...] = several(
        "Document", lambda v: v.source, _as("from the {}"), "source_id IN $source"
    )
    kind: tuple[str, ...] = several(
        "Kind of finding", lambda v: v.evidence_kind, _as_lower("kind: {}"), "kind IN $kind"
    )
    level: tuple[str, ...] = several(
        "Level", lambda v: LEVELS, _as_lower("{} level"), "level IN $level"
    )
    category: tuple[str, ...] = several(
        "Bears on",
        lambda v: v.category,
        _as_lower("bears on {}"),
        "list_has_any(string_split(coalesce(categories, ''), ';'), $category)",
    )
    nation: tuple[str, ...] = several(
        "Nation studied", lambda v: v.nation, _as("{}"), "nation IN $nation"
    )
    year: tuple[str, ...] = several(
        "Year of the document",
        lambda v: v.year,
        _as("{}"),
        "coalesce(year::VARCHAR, 'undated') IN $year",
    )
    text: str = text("Text contains", _as('contains "{}"'), _found_by_words)
    participants: str = one("Counts of who took part", lambda v: PARTICIPANTS, "folded")


@dataclass(frozen=True)
class DataQualityParameters(Parameters):
    """Data and methods: which quality notes, and the errors supposed, in percent."""

    scope: ClassVar[str] = "data-and-methods"
    everything: ClassVar[str] = "all notes"

    note_kind: tuple[str, ...] = several(
        "Kind of note", lambda v: v.note_kind, _as("{}"), "kind IN $note_kind"
    )
    note_name: str = text(
        "Name of the entry contains",
        _as('name contains "{}"'),
        "contains(strip_accents(lower(entry || chr(10) || published_name)),\n"
        "               strip_accents(lower($note_name)))",
    )
    missed: int = whole("Offers missed, %", 0, MOST_SUPPOSED, 10)
    wrongly_found: int = whole("Offers wrongly found, %", 0, MOST_SUPPOSED, 2)
