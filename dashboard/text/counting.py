"""Counts in words, the same wherever they stand: always with n."""

from collections.abc import Sequence

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def share(part: int, whole: int) -> str:
    """`58 of 150 (39%)`; no percentage of nothing."""
    return f"{part} of {whole} ({part / whole:.0%})" if whole else f"{part} of {whole}"


def entries_found(selected: int, entries: int) -> str:
    """How many entries a selection finds, as `n of 150`."""
    return f"{selected} of {entries} entries"


def plural(n: int, one: str, several: str) -> str:
    """`1 entry`, `2 entries`."""
    return f"{n} {one if n == 1 else several}"


def number(n: int) -> str:
    """`eight`; numbers above ten in figures."""
    return NUMBERS[n] if n < len(NUMBERS) else str(n)


def in_list(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def median(value: float | None) -> str:
    """A median as text; a dash where there is nothing to take it of."""
    return "–" if value is None else f"{value:g}"


def p_value(p: float | None) -> str:
    """A p-value to three places; a dash where there is no test."""
    if p is None or p != p:
        return "–"
    return "<0.001" if p < 0.001 else f"{p:.3f}"


def percent_range(low: float, high: float) -> str:
    """`31% to 47%`."""
    return f"{low:.0%} to {high:.0%}"
