"""Statistics of the pages: numbers in, numbers out; method and source with each function.

A ValueError that names argument, value and expectation is raised for input that a method cannot
work with, and for a result that is not defined (the correlation with a constant). Tests that draw
at random do so with a seed: the same numbers always give the same answer.

The entries are nearly all of England's authorities, not a sample of them. Intervals and p-values
answer another question: could it look like this if chance alone had dealt out the support?

SciPy and statsmodels are imported inside the functions that call them: they take seconds to load,
and the server's first page does not wait for them.

The bottom layer: imports nothing of the dashboard, so that it can be used and tested alone.
"""

from dashboard.stats.associations import (
    Association,
    rank_correlation,
    smallest_detectable_rank_correlation,
)
from dashboard.stats.contingency import expected_count, fisher_exact, phi_coefficient
from dashboard.stats.multiplicity import benjamini_hochberg, holm
from dashboard.stats.permutation import permutation_median_difference
from dashboard.stats.proportions import Interval, rogan_gladen, wilson_interval
from dashboard.stats.trends import cochran_armitage_test, trend_test

__all__ = [
    "Association",
    "Interval",
    "benjamini_hochberg",
    "cochran_armitage_test",
    "expected_count",
    "fisher_exact",
    "holm",
    "permutation_median_difference",
    "phi_coefficient",
    "rank_correlation",
    "rogan_gladen",
    "smallest_detectable_rank_correlation",
    "trend_test",
    "wilson_interval",
]
