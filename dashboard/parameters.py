"""A page's own query parameters: read strictly, and written so that they give the same again.

A page that has controls of its own describes them as a frozen dataclass whose fields are named as
the parameters: tuples of values, words, or whole numbers. What the address holds and is not known
is left out, and said.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import Field, dataclass, field, fields
from difflib import get_close_matches
from re import fullmatch
from typing import Any, ClassVar, Protocol
from urllib.parse import urlencode

LONGEST_TEXT = 80  # characters of a search


class PageSelection(Protocol):
    """What a reader has asked of one page: a frozen dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


@dataclass
class Reader:
    """Reads parameters out of an address, and keeps a sentence for each part it left out."""

    address: Mapping[str, Sequence[str]]
    ignored: list[str] = field(default_factory=list)

    def several(self, name: str, accepted: Iterable[str]) -> tuple[str, ...]:
        """The known values of a repeatable parameter, in the order in which they are offered."""
        offered = tuple(accepted)
        asked = dict.fromkeys(self.address.get(name, ()))
        self._leave_out(name, [v for v in asked if v not in offered], ", ".join(offered))
        return tuple(value for value in offered if value in asked)

    def in_order(self, name: str, accepted: Iterable[str], most: int) -> tuple[str, ...]:
        """Up to `most` known values of a repeatable parameter, in the order in which they came.

        For long lists such as the entries: an unknown value is told the nearest known one.
        """
        offered = tuple(accepted)
        asked = dict.fromkeys(self.address.get(name, ()))
        for value in (v for v in asked if v not in offered):
            near = get_close_matches(value, offered, 1)
            nearest = f"The nearest is {near[0]}." if near else f"For example {offered[0]}."
            self.ignored.append(f"{name}={value} is not known. {nearest}")
        known = [value for value in asked if value in offered]
        self.ignored += [f"{name}={v}: no more than {most} are used" for v in known[most:]]
        return tuple(known[:most])

    def one(self, name: str, accepted: Iterable[str], default: str) -> str:
        """The first known value of a parameter that takes one."""
        offered = tuple(accepted)
        asked = list(dict.fromkeys(self.address.get(name, ())))
        self._leave_out(name, [v for v in asked if v not in offered], ", ".join(offered))
        return self._first(name, [v for v in asked if v in offered]) or default

    def whole(self, name: str, low: int, high: int, default: int) -> int:
        """A whole number from `low` to `high`."""
        asked = list(dict.fromkeys(self.address.get(name, ())))
        known = [v for v in asked if fullmatch("[0-9]{1,5}", v) and low <= int(v) <= high]
        accepted = f"a whole number from {low} to {high}"
        self._leave_out(name, [v for v in asked if v not in known], accepted)
        first = self._first(name, known)
        return default if first is None else int(first)

    def text(self, name: str) -> str:
        """Words to search for."""
        return tidy(" ".join(self.address.get(name, ())))

    def _leave_out(self, name: str, unknown: list[str], accepted: str) -> None:
        self.ignored += [f"{name}={v} is not known. Accepted: {accepted}" for v in unknown]

    def _first(self, name: str, known: list[str]) -> str | None:
        self.ignored += [f"{name}={v}: only one value is used, {known[0]}" for v in known[1:]]
        return known[0] if known else None


def tidy(text: str) -> str:
    """A search with single spaces, no longer than a search box takes."""
    return " ".join(text[:LONGEST_TEXT].split())


def names(selection: PageSelection | type[PageSelection]) -> tuple[str, ...]:
    """The parameters of a page."""
    return tuple(each.name for each in fields(selection))


def address_of(selection: PageSelection) -> dict[str, list[str]]:
    """The query parameters that give this selection again; defaults are left out."""
    return {
        each.name: [str(v) for v in value] if isinstance(value, tuple) else [str(value)]
        for each in fields(selection)
        if (value := getattr(selection, each.name)) != each.default
    }


def query_string(selection: PageSelection) -> str:
    """The address as it stands behind the question mark."""
    return urlencode(address_of(selection), doseq=True)
