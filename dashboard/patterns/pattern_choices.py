"""What a reader asks of Provision types and Relationships, as values that an address can hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.parameters import Reader

PROVISION_TYPES, RELATIONSHIPS = "provision-types", "relationships"
BREAKDOWNS = {
    "none": "All together",
    "region": "Region",
    "rating": "Ofsted rating",
    "type": "Authority type",
    "rate": "CLA-rate quarter",
}
UNITS = {"entry": "entries", "authority": "authorities"}
DOUBTFUL = {"kept": "Kept, as published", "left-out": "Left out"}
Address = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class PatternChoice:
    """Provision types: `by` what the shares are broken down, one of BREAKDOWNS."""

    by: str = "none"


@dataclass(frozen=True)
class RelationshipChoice:
    """Relationships: what is counted (`unit`), and whether values in doubt take part."""

    unit: str = "entry"
    doubtful: str = "kept"


def read_breakdown(address: Address) -> tuple[PatternChoice, list[str]]:
    """The breakdown of an address, and a sentence for each part left out."""
    reader = Reader(address)
    return PatternChoice(by=reader.one("by", BREAKDOWNS, "none")), reader.ignored


def read_relationship(address: Address) -> tuple[RelationshipChoice, list[str]]:
    """What an address counts and leaves out, and a sentence for each part that it ignored."""
    reader = Reader(address)
    choice = RelationshipChoice(
        unit=reader.one("unit", UNITS, "entry"), doubtful=reader.one("doubtful", DOUBTFUL, "kept")
    )
    return choice, reader.ignored
