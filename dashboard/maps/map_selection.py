"""What a reader has asked of the map: its colour, its kind, its region, one authority."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.parameters import Reader
from dashboard.selection import Vocabulary

KINDS = {"true": "True shapes", "equal-area": "Equal-area: one hexagon each"}


@dataclass(frozen=True)
class MapSelection:
    """The map's own controls; the field names are the address's parameters."""

    colour: str = "categories_listed"
    map: str = "true"
    zoom: str = ""
    authority: str = ""


def colours(vocabulary: Vocabulary) -> dict[str, str]:
    """What can colour the map, by id, with its label."""
    return {
        "categories_listed": "Number of categories listed",
        **vocabulary.category,
        "cla_rate": "CLA rate per 10,000 children",
        "ofsted_rating": "Ofsted rating",
    }


def read_map_address(
    address: Mapping[str, Sequence[str]], vocabulary: Vocabulary, ons_codes: Sequence[str]
) -> tuple[MapSelection, list[str]]:
    """The map that an address asks for, and a sentence for each part left out."""
    reader = Reader(address)
    selection = MapSelection(
        colour=reader.one("colour", colours(vocabulary), "categories_listed"),
        map=reader.one("map", KINDS, "true"),
        zoom=reader.one("zoom", vocabulary.region, ""),
        authority="".join(reader.in_order("authority", ons_codes, 1)),
    )
    return selection, reader.ignored
