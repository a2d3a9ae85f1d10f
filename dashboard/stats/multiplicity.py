"""Many tests at once: p-values adjusted for how many there were."""

import numpy as np
from numpy.typing import ArrayLike

from dashboard.stats.checks import Numbers, finite_numbers, share_of_one


def benjamini_hochberg(p_values: ArrayLike) -> list[float]:
    """P-values adjusted for the false discovery rate, in the order given.

    Benjamini and Hochberg (1995), J. R. Stat. Soc. B 57; by SciPy.
    """
    from scipy import stats

    raw = _p_values(p_values)
    # Rounding in the last digit must not put an adjusted value below the raw one.
    adjusted: Numbers = np.maximum(stats.false_discovery_control(raw), raw)
    return adjusted.tolist()


def holm(p_values: ArrayLike) -> list[float]:
    """P-values adjusted for the chance of any false finding, in the order given.

    Holm (1979), Scand. J. Stat. 6. Statsmodels has it too, but collects garbage at each call and
    so takes a tenth of a second; the tests compare the two.
    """
    raw = _p_values(p_values)
    ascending = np.argsort(raw)
    times_left = raw[ascending] * np.arange(len(raw), 0, -1)
    adjusted = np.empty_like(raw)
    adjusted[ascending] = np.minimum(1, np.maximum.accumulate(times_left))
    return adjusted.tolist()


def _p_values(p_values: ArrayLike) -> Numbers:
    raw = finite_numbers("p_values", p_values)
    for at, p_value in enumerate(raw.tolist()):
        share_of_one(f"p_values[{at}]", p_value)
    return raw
