"""What a reader has asked for: the shared filters, as a value, as an address, and in words.

The address holds the whole selection. `read_address` never fails: what it does not know it
leaves out and says. The names of the parameters are public (see README.md).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from re import fullmatch
from typing import Any
from urllib.parse import urlencode

HIGHEST_RATE = 10_000
CATEGORIES = 8


@dataclass(frozen=True)
class Vocabulary:
    """The values that the filters accept, in the order in which they are offered."""

    region: tuple[str, ...]
    rating: tuple[str, ...]
    type: tuple[str, ...]
    category: Mapping[str, str]  # id -> label
    edition: tuple[str, ...]  # newest first


@dataclass(frozen=True)
class Selection:
    """The shared filters. Empty means no filter; the field names are the address's parameters."""

    region: tuple[str, ...] = ()
    rating: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    match: str = "all"
    cla_min: int | None = None
    cla_max: int | None = None
    listed_min: int | None = None
    listed_max: int | None = None
    q: str = ""
    edition: str = ""

    def address(self) -> dict[str, list[str]]:
        """The query parameters that give this selection again; defaults are left out."""
        return {
            field.name: [str(v) for v in value] if isinstance(value, tuple) else [str(value)]
            for field in fields(self)
            if (value := getattr(self, field.name)) != field.default
        }

    def query_string(self) -> str:
        """The address as it stands behind the question mark."""
        return urlencode(self.address(), doseq=True)

    def without_rate_bounds(self) -> "Selection":
        """The same selection, whatever the CLA rate."""
        return replace(self, cla_min=None, cla_max=None)

    def bounds_rate(self) -> bool:
        """Whether a CLA bound is set, which leaves out entries with an unknown rate."""
        return self.cla_min is not None or self.cla_max is not None


PARAMETERS = tuple(field.name for field in fields(Selection))


def read_address(
    address: Mapping[str, Sequence[str]], vocabulary: Vocabulary
) -> tuple[Selection, list[str]]:
    """The selection that an address asks for, and a sentence for each part left out."""
    ignored: list[str] = []
    ids = tuple(vocabulary.category)

    def several(name: str, accepted: Sequence[str]) -> tuple[str, ...]:
        asked = dict.fromkeys(address.get(name, ()))
        ignored.extend(_not_known(name, v, accepted) for v in asked if v not in accepted)
        return tuple(value for value in accepted if value in asked)

    def one(name: str, accepted: Sequence[str], default: str) -> str:
        asked = list(dict.fromkeys(address.get(name, ())))
        ignored.extend(_not_known(name, v, accepted) for v in asked if v not in accepted)
        known = [value for value in asked if value in accepted]
        ignored.extend(f"{name}={v}: only one value is used, {known[0]}" for v in known[1:])
        return known[0] if known else default

    def number(name: str, highest: int) -> int | None:
        asked = list(dict.fromkeys(address.get(name, ())))
        known = [v for v in asked if fullmatch("[0-9]{1,5}", v) and int(v) <= highest]
        accepted = [f"a whole number from 0 to {highest}"]
        ignored.extend(_not_known(name, v, accepted) for v in asked if v not in known)
        ignored.extend(f"{name}={v}: only one value is used, {known[0]}" for v in known[1:])
        return int(known[0]) if known else None

    selection = Selection(
        region=several("region", vocabulary.region),
        rating=several("rating", vocabulary.rating),
        type=several("type", vocabulary.type),
        has=several("has", ids),
        without=several("without", ids),
        match=one("match", ("all", "any"), "all"),
        cla_min=number("cla_min", HIGHEST_RATE),
        cla_max=number("cla_max", HIGHEST_RATE),
        listed_min=number("listed_min", CATEGORIES),
        listed_max=number("listed_max", CATEGORIES),
        q=" ".join(" ".join(address.get("q", ())).split()),
        edition=one("edition", vocabulary.edition, ""),
    )
    return normalised(selection, vocabulary), ignored


def normalised(selection: Selection, vocabulary: Vocabulary) -> Selection:
    """The same selection in its one canonical form: what filters nothing is left out."""
    newest = vocabulary.edition[0] if vocabulary.edition else ""
    return replace(
        selection,
        match=selection.match if len(selection.has) > 1 else "all",
        listed_min=selection.listed_min or None,
        listed_max=None if selection.listed_max == CATEGORIES else selection.listed_max,
        edition="" if selection.edition == newest else selection.edition,
    )


def _not_known(name: str, value: str, accepted: Iterable[str]) -> str:
    return f"{name}={value} is not known. Accepted: {', '.join(accepted)}"


@dataclass(frozen=True)
class ActiveFilter:
    """One filter in words, and the selection without it."""

    words: str
    without_it: Selection


def active_filters(selection: Selection, vocabulary: Vocabulary) -> list[ActiveFilter]:
    """Every condition of the selection, each in words and removable on its own."""
    label = vocabulary.category
    filters = [
        *_each(selection, "region", lambda v: v),
        *_each(selection, "rating", lambda v: v if v == "Not rated" else f"rated {v}"),
        *_each(selection, "type", lambda v: v),
        *_each(selection, "has", lambda v: f"lists {lower_first(label[v])}"),
        *_each(selection, "without", lambda v: f"does not list {lower_first(label[v])}"),
    ]
    if selection.match == "any":
        any_of = ActiveFilter("any one of these listed", replace(selection, match="all"))
        filters.append(any_of)
    words = {
        "cla_min": "CLA rate {} per 10,000 or more",
        "cla_max": "CLA rate {} per 10,000 or less",
        "listed_min": "{} categories or more",
        "listed_max": "{} categories or fewer",
    }
    for name, text in words.items():
        if (value := getattr(selection, name)) is not None:
            filters.append(ActiveFilter(text.format(value), _with(selection, name, None)))
    if selection.q:
        filters.append(ActiveFilter(f'name contains "{selection.q}"', replace(selection, q="")))
    if selection.edition:
        edition = f"edition {selection.edition}"
        filters.append(ActiveFilter(edition, replace(selection, edition="")))
    return [replace(f, without_it=normalised(f.without_it, vocabulary)) for f in filters]


def _each(selection: Selection, name: str, words: Any) -> list[ActiveFilter]:
    values = getattr(selection, name)
    return [
        ActiveFilter(words(value), _with(selection, name, tuple(v for v in values if v != value)))
        for value in values
    ]


def lower_first(label: str) -> str:
    """A label as it stands within a sentence: `extended CAMHS`."""
    return label[:1].lower() + label[1:]


def _with(selection: Selection, parameter: str, value: Any) -> Selection:
    return replace(selection, **{parameter: value})


def in_words(selection: Selection, vocabulary: Vocabulary) -> str:
    """The whole selection as one line, for downloads and titles."""
    filters = [f.words for f in active_filters(selection, vocabulary)]
    return " - ".join(filters) or "all entries"
