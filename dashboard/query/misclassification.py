"""What if some cells are wrong: each category's share, put right for errors that a reader supposes.

How often the reviewers missed an offer, or found one that is not there, is not known. The reader
supposes it; Rogan and Gladen's estimator then gives the share that would have led to the printed
one. See `dashboard.stats` for the method.
"""

from collections.abc import Sequence
from typing import NamedTuple

from dashboard.parameters.pages import DataQualityParameters
from dashboard.query.matrix import CategoryCount
from dashboard.stats import Interval, rogan_gladen, wilson_interval


class CorrectedShare(NamedTuple):
    """The share of a category as printed, and as it would be with these errors; shares of 1.

    `impossible` where the errors cannot lead to the printed share; `cut_off` where they cannot
    lead to an end of its interval, so that the corrected one ends at 0 or 1 and is not to be
    relied on.
    """

    label: str
    listed_count: int
    entries: int
    printed: float
    corrected: float
    interval: Interval  # the 95% Wilson interval of the printed share, both ends corrected
    possible: Interval  # what errors of at most this size allow
    impossible: bool
    cut_off: bool


def corrected_shares(
    counts: Sequence[CategoryCount], asked: DataQualityParameters
) -> list[CorrectedShare]:
    """The share of each category, put right for the errors supposed."""
    missed, wrongly_found = asked.missed / 100, asked.wrongly_found / 100
    return [_corrected(count, missed, wrongly_found) for count in counts]


def _corrected(count: CategoryCount, missed: float, wrongly_found: float) -> CorrectedShare:
    printed = count.listed_count / count.entries
    low, high = wilson_interval(count.listed_count, count.entries)
    return CorrectedShare(
        label=count.label,
        listed_count=count.listed_count,
        entries=count.entries,
        printed=printed,
        corrected=rogan_gladen(printed, missed, wrongly_found),
        interval=Interval(
            rogan_gladen(low, missed, wrongly_found), rogan_gladen(high, missed, wrongly_found)
        ),
        possible=Interval(
            rogan_gladen(printed, 0, wrongly_found), rogan_gladen(printed, missed, 0)
        ),
        impossible=not wrongly_found <= printed <= 1 - missed,
        cut_off=low < wrongly_found or high > 1 - missed,
    )
