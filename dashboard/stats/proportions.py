"""Shares of entries: their interval, and what errors of reading make of them."""

from typing import NamedTuple, SupportsIndex

from dashboard.stats.checks import require, share_of_one, whole_number


class Interval(NamedTuple):
    """Lower and upper limit."""

    low: float
    high: float


def wilson_interval(
    successes: SupportsIndex, n: SupportsIndex, confidence: float = 0.95
) -> Interval:
    """Score interval of a share, good also for few entries and for shares near 0 or 1.

    Wilson (1927), J. Am. Stat. Assoc. 22; compared by Newcombe (1998), Stat. Med. 17; by
    statsmodels.
    """
    from statsmodels.stats.proportion import proportion_confint

    entries = whole_number("n", n, least=1)
    found = whole_number("successes", successes)
    require(found <= entries, "successes", found, f"at most n, which is {entries}")
    share_of_one("confidence", confidence, ends_included=False)
    low, high = map(
        float, proportion_confint(found, entries, alpha=1 - confidence, method="wilson")
    )
    # Rounding must not leave 150 of 150 with a limit just under 1, nor 0 of 3 with one under 0.
    return Interval(low if found > 0 else 0.0, high if found < entries else 1.0)


def rogan_gladen(share: float, missed: float, wrongly_found: float) -> float:
    """The true share behind a recorded one: (share - wrongly_found) / (1 - missed - wrongly_found).

    `missed` is the share of true offers that reviewers did not find (1 - sensitivity),
    `wrongly_found` the share of absent ones that they recorded as listed (1 - specificity).
    Rogan and Gladen (1978), Am. J. Epidemiol. 107.

    Bounds: a recorded share below `wrongly_found`, or above 1 - `missed`, cannot come about with
    these errors except by chance. The formula then leaves 0 to 1, and 0 or 1 is returned. A higher
    `missed` never lowers the true share, and a higher `wrongly_found` never raises it: for errors
    of at most m and w it lies from rogan_gladen(share, 0, w) to rogan_gladen(share, m, 0).
    """
    share_of_one("share", share)
    share_of_one("missed", missed)
    share_of_one("wrongly_found", wrongly_found)
    # 0.9 + 0.1 is 1 however it is rounded; to divide by the remainder would be to divide by noise.
    told_apart = round(1 - missed - wrongly_found, 12)
    expected = "less than 1 (from 1 on, the record says nothing about the offer)"
    require(told_apart > 0, "missed + wrongly_found", missed + wrongly_found, expected)
    return min(1.0, max(0.0, (share - wrongly_found) / told_apart))
