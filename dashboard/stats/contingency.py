"""Two categories in one table: how many list both, one, the other, neither."""

import math
from typing import SupportsIndex

import numpy as np

from dashboard.stats.checks import require, whole_number


def expected_count(a: SupportsIndex, b: SupportsIndex, c: SupportsIndex, d: SupportsIndex) -> float:
    """Entries expected in cell `a` of [[a, b], [c, d]] if rows and columns were independent.

    Pearson (1900), Philos. Mag. 50.
    """
    both, first, second, neither = _cells(a, b, c, d)
    return (both + first) * (both + second) / (both + first + second + neither)


def phi_coefficient(
    a: SupportsIndex, b: SupportsIndex, c: SupportsIndex, d: SupportsIndex
) -> float:
    """Correlation, from -1 to 1, of the two yes/no variables of the table [[a, b], [c, d]].

    Yule (1912), J. R. Stat. Soc. 75. With unequal margins it cannot reach 1 or -1.
    """
    cells = both, first, second, neither = _cells(a, b, c, d)
    margins = (both + first) * (second + neither) * (both + second) * (first + neither)
    require(margins > 0, "a, b, c, d", cells, "no empty row or column")
    return (both * neither - first * second) / math.sqrt(margins)


def fisher_exact(a: SupportsIndex, b: SupportsIndex, c: SupportsIndex, d: SupportsIndex) -> float:
    """Two-sided exact p-value of the table [[a, b], [c, d]].

    With the margins held fixed: the probability of all tables that are no more likely than this.
    Fisher (1935), J. R. Stat. Soc. 98; by SciPy.
    """
    from scipy import stats

    both, first, second, neither = _cells(a, b, c, d)
    return float(stats.fisher_exact(np.array([[both, first], [second, neither]])).pvalue)


def _cells(
    a: SupportsIndex, b: SupportsIndex, c: SupportsIndex, d: SupportsIndex
) -> tuple[int, int, int, int]:
    cells = (
        whole_number("a", a),
        whole_number("b", b),
        whole_number("c", c),
        whole_number("d", d),
    )
    require(sum(cells) > 0, "a + b + c + d", 0, "at least one entry in the table")
    return cells
