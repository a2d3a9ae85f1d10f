"""What is wrong with an input, said so that a person can put it right."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one place of one input file."""

    file: str
    found: str
    expected: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        place = [f"row {self.row}"] if self.row is not None else []
        place += [f'column "{self.column}"'] if self.column is not None else []
        where = ", ".join([self.file, *place])
        return " ".join(f"{where}: found {self.found}; expected {self.expected}".splitlines())


class InputRefused(Exception):
    """The input breaks a rule; nothing was written. `problems` holds every place that does."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def quoted(value: str) -> str:
    """The value in quotes, cut when long and with control characters spelled out."""
    shown = value if len(value) <= 60 else value[:57] + "..."
    return '"' + "".join(c if c.isprintable() else repr(c)[1:-1] for c in shown) + '"'
