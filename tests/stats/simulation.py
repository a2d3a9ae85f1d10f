"""Repeated studies as large as this data: rated entries by grade, and categories as published.

Simulations are seeded: 17 entries rated Inadequate, 53 Requires improvement, 56 Good and 21
Outstanding.
"""

from collections.abc import Callable

import numpy as np

from dashboard.stats import Association

RATING_SIZES = (17, 53, 56, 21)
ENTRIES_BY_NUMBER_OF_CATEGORIES = np.array([11, 28, 60, 35, 9, 3, 1, 3])
CATEGORIES_MIX = ENTRIES_BY_NUMBER_OF_CATEGORIES / 150


def found_and_covered(
    draw: Callable[[], Association], truth: float, repeats: int
) -> tuple[float, float]:
    """Of repeated studies: the share with p of at most 5%, and with the truth in the interval."""
    results = [draw() for _ in range(repeats)]
    found = np.mean([result.p_value <= 0.05 for result in results])
    covered = np.mean([result.low <= truth <= result.high for result in results])
    return float(found), float(covered)
