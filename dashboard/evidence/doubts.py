"""What a reader asks of the doubts about the data: which notes to see, which errors to suppose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.parameters import Reader

PAGE = "data-and-methods"
MOST = 40  # percent; two errors of 50 would leave nothing to tell apart


@dataclass(frozen=True)
class Doubts:
    """Controls of Data and methods: which notes, and the errors supposed, in percent."""

    note_kind: tuple[str, ...] = ()
    note_name: str = ""
    missed: int = 10
    wrongly_found: int = 2


def in_words(doubts: Doubts) -> str:
    """Which notes, as one line."""
    words = [*doubts.note_kind]
    if doubts.note_name:
        words.append(f'name contains "{doubts.note_name}"')
    return " - ".join(words) or "all notes"


def read_address(
    address: Mapping[str, Sequence[str]], note_kinds: Sequence[str]
) -> tuple[Doubts, list[str]]:
    """The doubts that an address asks for, and a sentence for each part left out."""
    reader = Reader(address)
    doubts = Doubts(
        note_kind=reader.several("note_kind", note_kinds),
        note_name=reader.text("note_name"),
        missed=reader.whole("missed", 0, MOST, Doubts.missed),
        wrongly_found=reader.whole("wrongly_found", 0, MOST, Doubts.wrongly_found),
    )
    return doubts, reader.ignored
