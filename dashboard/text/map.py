"""The map in words: its finding, its values, and what stands on it as a file."""

from collections.abc import Sequence
from typing import NamedTuple

ATTRIBUTION = (
    "Boundaries: derived from postcodes of the Office for National Statistics (OGL v3.0) and "
    "Natural Earth's coastline.",
    "Contains OS data and National Statistics data © Crown copyright and database right 2025, and "
    "Royal Mail data © 2025.",
)


class ClassCount(NamedTuple):
    """How many authorities are in a class of the legend; those outside the filters do not count."""

    label: str
    authorities: int


def finding(measure: str, counts: Sequence[ClassCount], authorities: int) -> str:
    """The finding of the map: how many authorities are in the commonest class of the measure.

    The last of the counts is that of the authorities that were not reviewed. Of classes that are
    equally common, the last in the legend is named.
    """
    *classes, not_reviewed = counts
    within = sum(each.authorities for each in classes)
    if not within:
        return f"None of the {authorities} authorities matches these filters."
    commonest = max(reversed(classes), key=lambda each: each.authorities)
    return (
        f"{measure}: the commonest class is “{commonest.label}”, with {commonest.authorities} of "
        f"the {within} authorities within the filters. "
        f"{not_reviewed.authorities} of England's {authorities} authorities were not reviewed."
    )


def rate_per_10k(rate: int | None) -> str:
    """The CLA rate of an entry as its value on the map."""
    return "unknown" if rate is None else f"{rate} per 10,000"


def rate_of_children(rate: int | None) -> str:
    """The CLA rate of an entry in full."""
    return rate_per_10k(rate) if rate is None else f"{rate_per_10k(rate)} children"


def special_cases(unplaced: Sequence[str]) -> str:
    """What a reader must know of areas and entries that do not fit one to one."""
    away = f"{', '.join(unplaced)} covers no authority and has no area. " if unplaced else ""
    return (
        f"Greenwich and North Lincolnshire were not reviewed (hatched). {away}Bournemouth, "
        "Christchurch and Poole has two entries, Bournemouth and Poole: both values are shown. "
        "Kingston and Richmond share one entry, and so do North and West Northamptonshire: each "
        "is coloured by it."
    )


def table_caption(measure: str, authorities: int) -> str:
    """The caption of the values behind the map."""
    return f"{measure}: {authorities} authorities of May 2022"


def document_title(measure: str) -> str:
    """The title of the map as a file."""
    return f"{measure}, by authority"


def document_notes(
    authorities: int, filters: str, method: str, edition: str, content_hash: str
) -> list[str]:
    """What stands below the map as a file: what it shows, how it was made, where it is from."""
    return [
        f"{authorities} authorities. Filters: {filters} (pale: outside).",
        f"{method} Not listed does not mean that a service does not exist.",
        f"Source: What Works for Early Intervention and Children's Social Care, May 2023; "
        f"offers of {edition}, content hash {content_hash[:12]}.",
        *ATTRIBUTION,
    ]
