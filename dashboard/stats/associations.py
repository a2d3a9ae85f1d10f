"""Association of two variables: effect, interval, p-value, smallest effect that it could show."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from dashboard.stats.checks import finite_numbers, require, share_of_one, whole_number

POWER = 0.8
SIGNIFICANCE = 0.05
CONFIDENCE = 0.95


@dataclass(frozen=True)
class Association:
    """Effect, limits and smallest detectable effect are all on the scale of `effect_name`.

    `statistic` is what the literature calls the test's statistic; `smallest_detectable` is the
    distance from 0 at which the effect would have been noticed with 80% power at 5%, two-sided
    (Bloom 1995, Evaluation Review 19: 2.8 times the standard error when there is no effect).
    """

    test: str
    sizes: tuple[int, ...]
    statistic: float
    effect_name: str
    effect: float
    low: float
    high: float
    p_value: float
    smallest_detectable: float

    @property
    def n(self) -> int:
        """How many entries took part."""
        return sum(self.sizes)


def rank_correlation(x: ArrayLike, y: ArrayLike) -> Association:
    """Spearman's rank correlation of paired values, with mid-ranks for ties.

    Spearman (1904), Am. J. Psychol. 15; p-value from Student's t, by SciPy. The 95% interval is on
    Fisher's z scale with the standard error of Bonett and Wright (2000), Psychometrika 65.
    """
    from scipy import stats

    left, right = finite_numbers("x", x, least=4), finite_numbers("y", y, least=4)
    require(len(left) == len(right), "y", f"{len(right)} values", f"{len(left)}, as in x")
    for argument, values in (("x", left), ("y", right)):
        constant = len(np.unique(values)) == 1
        require(not constant, argument, f"{values[0]:g} throughout", "values that differ")
    n = len(left)
    rho, p_value = map(float, stats.spearmanr(left, right))
    # A perfect order has no finite z: its interval shrinks to the point.
    z = math.atanh(rho) if abs(rho) < 1 else math.copysign(math.inf, rho)
    margin = normal_quantile(CONFIDENCE) * math.sqrt((1 + rho**2 / 2) / (n - 3))
    return Association(
        test="Spearman",
        sizes=(n,),
        statistic=rho,
        effect_name="rank correlation",
        effect=rho,
        low=math.tanh(z - margin),
        high=math.tanh(z + margin),
        p_value=p_value,
        smallest_detectable=smallest_detectable_rank_correlation(n),
    )


def smallest_detectable_rank_correlation(
    n: int, power: float = POWER, significance: float = SIGNIFICANCE
) -> float:
    """The rank correlation that n pairs would have shown with this power, two-sided.

    On Fisher's z scale, with the variance 1.06 / (n - 3) of Fieller, Hartley and Pearson (1957),
    Biometrika 44.
    """
    pairs = whole_number("n", n, least=4)
    return math.tanh(smallest_detectable(math.sqrt(1.06 / (pairs - 3)), power, significance))


def smallest_detectable(
    standard_error: float, power: float = POWER, significance: float = SIGNIFICANCE
) -> float:
    """The effect noticed with this power, two-sided, in the unit of `standard_error`.

    `standard_error` is that of the effect where there is none. Bloom (1995), Evaluation Review 19.
    """
    from scipy import stats

    share_of_one("power", power, ends_included=False)
    share_of_one("significance", significance, ends_included=False)
    return (normal_quantile(1 - significance) + float(stats.norm.ppf(power))) * standard_error


def normal_quantile(confidence: float) -> float:
    """Standard errors on either side that hold this share of a normal distribution: 0.95, 1.96."""
    from scipy import stats

    return float(stats.norm.ppf((1 + confidence) / 2))
