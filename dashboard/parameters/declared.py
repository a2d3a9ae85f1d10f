"""One way to declare, read, write and say the query parameters of pages and datasets.

A set of parameters is a frozen dataclass whose fields are the parameters. A field is declared with
`several`, `chosen`, `one`, `whole` or `text`, and so says its kind, what it accepts, how it stands
in words, and its condition in SQL. `Parameters.parse` never fails: what it does not know it leaves
out, with a sentence for each part. A page says these sentences, /data/ refuses with them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from enum import Enum
from re import fullmatch
from typing import Any, ClassVar, Generic, NamedTuple, Self, TypeVar
from urllib.parse import urlencode

from dashboard.vocabulary import Labels, Vocabulary

LONGEST_TEXT = 80  # characters of a search, on pages and over HTTP alike

Address = Mapping[str, Sequence[str]]
Accepted = Callable[[Vocabulary], Labels]
Words = Callable[[str], str]
Condition = str | Callable[[Any], list[str]]  # SQL, or what makes it of a set of parameters
Value = tuple[str, ...] | str | int | None


class Kind(Enum):
    """How many values a parameter takes, and of which sort."""

    SEVERAL = "several values, in the order in which they are offered"
    CHOSEN = "values of a long list, in the order in which they were chosen"
    ONE = "one value"
    WHOLE = "a whole number"
    TEXT = "words to search for"


@dataclass(frozen=True)
class Parameter:
    """What one parameter accepts, how it is said, and which rows it asks for."""

    kind: Kind
    label: str
    default: Value
    accepted: Accepted = lambda vocabulary: {}
    words: Words | None = None
    condition: Condition = ""
    most: int = 1  # values of a long list; 0 for any number
    low: int = 0
    high: Callable[[Vocabulary], int] = lambda vocabulary: 0


def several(
    label: str, accepted: Accepted, words: Words | None = None, condition: Condition = ""
) -> tuple[str, ...]:
    """A repeatable parameter."""
    declared = Parameter(Kind.SEVERAL, label, (), accepted, words, condition)
    of: tuple[str, ...] = field(default=(), metadata={"parameter": declared})
    return of


def chosen(label: str, accepted: Accepted, most: int = 0) -> tuple[str, ...]:
    """Up to `most` values of a long list, such as the entries (0: any number)."""
    declared = Parameter(Kind.CHOSEN, label, (), accepted, most=most)
    of: tuple[str, ...] = field(default=(), metadata={"parameter": declared})
    return of


def one(
    label: str,
    accepted: Accepted,
    default: str = "",
    words: Words | None = None,
    from_long_list: bool = False,
) -> str:
    """One value. From a long list, an unknown one is told the nearest instead of all accepted."""
    kind = Kind.CHOSEN if from_long_list else Kind.ONE
    declared = Parameter(kind, label, default, accepted, words)
    of: str = field(default=default, metadata={"parameter": declared})
    return of


def whole(label: str, low: int, high: int, default: int) -> int:
    """A whole number from `low` to `high`."""
    declared = Parameter(Kind.WHOLE, label, default, low=low, high=lambda vocabulary: high)
    of: int = field(default=default, metadata={"parameter": declared})
    return of


def bound(
    label: str, high: Callable[[Vocabulary], int], words: Words, condition: str
) -> int | None:
    """A whole number from 0 to what `high` says, or none."""
    declared = Parameter(Kind.WHOLE, label, None, words=words, condition=condition, high=high)
    of: int | None = field(default=None, metadata={"parameter": declared})
    return of


def text(label: str, words: Words, condition: str) -> str:
    """Words to search for."""
    declared = Parameter(Kind.TEXT, label, "", words=words, condition=condition)
    of: str = field(default="", metadata={"parameter": declared})
    return of


@dataclass(frozen=True)
class Parameters:
    """A set of parameters. `scope` tells the widgets of one set from those of another."""

    scope: ClassVar[str] = ""
    everything: ClassVar[str] = ""  # what it asks for when nothing is set, in words

    @classmethod
    def declared(cls) -> dict[str, Parameter]:
        """The parameters by name, in their order."""
        return {each.name: each.metadata["parameter"] for each in fields(cls)}

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The names that an address uses."""
        return tuple(cls.declared())

    @classmethod
    def parse(cls, address: Address, vocabulary: Vocabulary) -> tuple[Self, list[str]]:
        """What an address asks for, and a sentence for each part left out."""
        left_out: list[str] = []
        values = {
            name: _read(name, each, address.get(name, ()), vocabulary, left_out)
            for name, each in cls.declared().items()
        }
        return cls(**values).normalised(vocabulary), left_out

    def normalised(self, vocabulary: Vocabulary) -> Self:
        """The same in its one canonical form: what asks for nothing is left out."""
        return self

    def values(self) -> dict[str, Value]:
        """The values by name, those that are not set included."""
        return {name: getattr(self, name) for name in self.names()}

    def set_values(self) -> dict[str, Value]:
        """The values that differ from their default, by name."""
        declared = self.declared()
        return {n: value for n, value in self.values().items() if value != declared[n].default}

    def address(self) -> dict[str, list[str]]:
        """The query parameters that give the same again; defaults are left out."""
        return {
            name: list(value) if isinstance(value, tuple) else [str(value)]
            for name, value in self.set_values().items()
        }

    def query_string(self) -> str:
        """The address as it stands behind the question mark."""
        return urlencode(self.address(), doseq=True)

    def cleared(self, *names: str) -> Self:
        """The same with some of its parameters at their default."""
        declared = self.declared()
        defaults: dict[str, Any] = {name: declared[name].default for name in names}
        return replace(self, **defaults)

    def active(self, vocabulary: Vocabulary) -> "list[ActiveFilter[Self]]":
        """Every condition in words, each with what remains when it is taken away."""
        return [
            ActiveFilter(words, replace(self, **rest).normalised(vocabulary))
            for name, value in self.set_values().items()
            for words, rest in _said(name, value, self.declared()[name], vocabulary)
        ]

    def in_words(self, vocabulary: Vocabulary) -> str:
        """All conditions as one line, for downloads and titles."""
        return " - ".join(each.words for each in self.active(vocabulary)) or self.everything


Some = TypeVar("Some", bound=Parameters)


class ActiveFilter(NamedTuple, Generic[Some]):
    """One condition in words, and what remains without it."""

    words: str
    without_it: Some


def unknown_names(address: Iterable[str], accepted: Sequence[str]) -> list[str]:
    """A sentence for each name in an address that is no parameter there."""
    every = ", ".join(accepted)
    return [f"{n} is not a parameter. Accepted: {every}" for n in address if n not in accepted]


def tidy(words: str) -> str:
    """A search with single spaces, no longer than a search box takes."""
    return " ".join(words.split())[:LONGEST_TEXT].rstrip()


def _said(
    name: str, value: Value, declared: Parameter, vocabulary: Vocabulary
) -> list[tuple[str, dict[str, Any]]]:
    """Each condition of one parameter in words, and the parameter's value without it."""
    if declared.words is None:
        return []
    labels = declared.accepted(vocabulary)
    if isinstance(value, tuple):
        return [
            (declared.words(labels[v]), {name: tuple(other for other in value if other != v)})
            for v in value
        ]
    label = labels.get(str(value), str(value))
    return [(declared.words(label), {name: declared.default})]


def _read(
    name: str,
    declared: Parameter,
    given: Sequence[str],
    vocabulary: Vocabulary,
    left_out: list[str],
) -> Value:
    """The value of one parameter; adds a sentence for each part that it leaves out."""
    if declared.kind is Kind.TEXT:
        return _text(name, given, left_out)
    asked = list(dict.fromkeys(given))
    if declared.kind is Kind.WHOLE:
        return _whole(name, declared, asked, vocabulary, left_out)
    offered = tuple(declared.accepted(vocabulary))
    if declared.kind is Kind.CHOSEN:
        return _chosen(name, declared, asked, offered, left_out)
    left_out += _not_known(name, [v for v in asked if v not in offered], ", ".join(offered))
    if declared.kind is Kind.SEVERAL:
        return tuple(value for value in offered if value in asked)
    known = [value for value in asked if value in offered]
    left_out += _more_than_one(name, known)
    return known[0] if known else declared.default


def _text(name: str, given: Sequence[str], left_out: list[str]) -> str:
    words = " ".join(" ".join(given).split())
    if len(words) > LONGEST_TEXT:
        left_out.append(f"{name}={tidy(words)}…: no more than {LONGEST_TEXT} characters are used")
    return tidy(words)


def _whole(
    name: str,
    declared: Parameter,
    asked: list[str],
    vocabulary: Vocabulary,
    left_out: list[str],
) -> Value:
    low, high = declared.low, declared.high(vocabulary)
    known = [v for v in asked if fullmatch("[0-9]{1,5}", v) and low <= int(v) <= high]
    accepted = f"a whole number from {low} to {high}"
    left_out += _not_known(name, [v for v in asked if v not in known], accepted)
    left_out += _more_than_one(name, known)
    return int(known[0]) if known else declared.default


def _chosen(
    name: str, declared: Parameter, asked: list[str], offered: Sequence[str], left_out: list[str]
) -> Value:
    """Values of a long list in the order in which they came; an unknown one is told the nearest."""
    known = [value for value in asked if value in offered]
    for value in (v for v in asked if v not in offered):
        near = get_close_matches(value, offered, 1)
        nearest = f"The nearest is {near[0]}." if near else f"For example {offered[0]}."
        left_out.append(f"{name}={value} is not known. {nearest}")
    most = declared.most or len(offered)
    left_out += [f"{name}={v}: no more than {most} are used" for v in known[most:]]
    if isinstance(declared.default, tuple):
        return tuple(known[:most])
    return known[0] if known else declared.default


def _not_known(name: str, unknown: Iterable[str], accepted: str) -> list[str]:
    return [f"{name}={value} is not known. Accepted: {accepted}" for value in unknown]


def _more_than_one(name: str, known: Sequence[str]) -> list[str]:
    return [f"{name}={value}: only one value is used, {known[0]}" for value in known[1:]]
