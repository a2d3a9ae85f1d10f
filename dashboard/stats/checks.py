"""What a statistic can be asked: checks that name the argument, its value and what was expected."""

import math
import operator
from numbers import Real
from typing import SupportsIndex

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = np.ndarray[tuple[int], np.dtype[np.float64]]
"""A flat array."""


def require(holds: bool, argument: str, value: object, expected: str) -> None:
    """The one way in which these checks fail."""
    if not holds:
        raise ValueError(f"{argument}: got {value}, expected {expected}")


def whole_number(argument: str, value: SupportsIndex, least: int = 0) -> int:
    """A count, from Python, NumPy or a database alike; 5.0 is not taken for one."""
    expected = f"a whole number, at least {least}"
    try:
        number = operator.index(value)
    except TypeError:
        raise ValueError(f"{argument}: got {value!r}, expected {expected}") from None
    require(number >= least, argument, number, expected)
    return number


def share_of_one(argument: str, value: float, ends_included: bool = True) -> float:
    """A share or a probability; 87 for 87% is refused."""
    ends = "0 and 1 included" if ends_included else "0 and 1 excluded"
    number = value if isinstance(value, Real) else math.nan
    within = 0 <= number <= 1 if ends_included else 0 < number < 1
    require(within, argument, repr(value), f"a number from 0 to 1, {ends}")
    return float(value)


def finite_numbers(argument: str, values: ArrayLike, least: int = 1) -> Numbers:
    """A flat array of numbers, none of them unknown."""
    try:
        numbers: NDArray[np.float64] = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise ValueError(f"{argument}: got {values!r}, expected a list of numbers") from None
    require(numbers.ndim == 1, argument, f"{numbers.ndim} dimensions", "a flat list of numbers")
    expected = f"at least {least} values" if least > 1 else "at least one value"
    require(len(numbers) >= least, argument, f"{len(numbers)}", expected)
    unknown = np.flatnonzero(~np.isfinite(numbers))
    if len(unknown) > 0:
        # Leaving unknown values out is the caller's decision, to be told to the reader.
        found = f"{numbers[unknown[0]]} at position {unknown[0]}"
        require(False, argument, found, "numbers that are known and finite")
    return numbers
