"""What if some cells are wrong: each category's share, put right for errors that a reader supposes.

How often the reviewers missed an offer, or found one that is not there, is not known. The reader
supposes it; Rogan and Gladen's estimator then gives the share that would have led to the printed
one. See `dashboard.stats` for the method.
"""

import pandas as pd

from dashboard.evidence.doubts import Doubts
from dashboard.findings import share
from dashboard.selection import lower_first
from dashboard.stats import rogan_gladen, wilson_interval


def corrected_shares(counts: pd.DataFrame, doubts: Doubts) -> pd.DataFrame:
    """The share of each category as printed, and as it would be if reviewers erred like this.

    Needs label, listed_count, entries. Columns added, all shares of 1: share (as printed); low and
    high (its 95% Wilson interval); corrected, corrected_low, corrected_high (the same three, put
    right); least and most (what errors of at most this size allow); impossible, TRUE where these
    errors cannot lead to the printed share; and cut_off, TRUE where they cannot lead to an end of
    its interval, so that the corrected one ends at 0 or 1 and is not to be relied on.
    """
    missed, wrongly_found = doubts.missed / 100, doubts.wrongly_found / 100
    rows = []
    for listed, entries in zip(counts["listed_count"], counts["entries"], strict=True):
        printed = listed / entries
        low, high = wilson_interval(int(listed), int(entries))
        rows.append(
            {
                "share": printed,
                "low": low,
                "high": high,
                "corrected": rogan_gladen(printed, missed, wrongly_found),
                "corrected_low": rogan_gladen(low, missed, wrongly_found),
                "corrected_high": rogan_gladen(high, missed, wrongly_found),
                "least": rogan_gladen(printed, 0, wrongly_found),
                "most": rogan_gladen(printed, missed, 0),
                "impossible": not wrongly_found <= printed <= 1 - missed,
                "cut_off": low < wrongly_found or high > 1 - missed,
            }
        )
    return counts.reset_index(drop=True).join(pd.DataFrame(rows))


def title(shares: pd.DataFrame, doubts: Doubts) -> str:
    """The category that the errors would change most, among those that they can explain."""
    errors = f"With {doubts.missed}% of offers missed and {doubts.wrongly_found}% wrongly found"
    explained = shares[~shares["impossible"]]
    moved = (explained["corrected"] - explained["share"]).abs()
    if explained.empty:
        return f"{errors} no share in the table can be explained"
    if moved.max() == 0:
        return f"{errors}, every share is what the table gives"
    row = explained.loc[moved.idxmax()]
    return (
        f"{errors}, {lower_first(row.label)} would be offered by about "
        f"{share(round(row.corrected * row.entries), row.entries)} entries, not {row.listed_count}"
    )


def not_explained(shares: pd.DataFrame, doubts: Doubts) -> str:
    """The categories whose printed share these errors cannot lead to; empty when there are none."""
    names = [lower_first(label) for label in shares[shares["impossible"]]["label"]]
    if not names:
        return ""
    return (
        f"These errors cannot be right for {', '.join(names)}: with them, between "
        f"{doubts.wrongly_found}% and {100 - doubts.missed}% of entries would have been printed as "
        "listed, whatever they offer. The corrected share stops at 0 or 100% there."
    )


def subtitle(shares: pd.DataFrame) -> str:
    """What is measured."""
    return f"Share of {int(shares['entries'].max())} entries, as printed and corrected, May 2022"


def alt(shares: pd.DataFrame) -> str:
    """The chart in words for those who do not see it."""
    parts = [
        f"{row.label}: {row.share:.0%} printed, {row.corrected:.0%} corrected, "
        f"{row.least:.0%} to {row.most:.0%} possible"
        for row in shares.itertuples()
    ]
    return f"Chart of shares with ranges. {'; '.join(parts)}."


def shares_list(shares: pd.DataFrame) -> pd.DataFrame:
    """The numbers of the chart, as readers see them."""
    rows = list(shares.itertuples())
    return pd.DataFrame(
        {
            "Kind of support": shares["label"],
            "Listed": [share(r.listed_count, r.entries) for r in rows],
            "Corrected": ["not possible" if r.impossible else f"{r.corrected:.0%}" for r in rows],
            "95% interval": [
                _span(r.corrected_low, r.corrected_high) + (" *" if r.cut_off else "") for r in rows
            ],
            "Errors up to these": [_span(r.least, r.most) for r in rows],
        }
    )


def _span(low: float, high: float) -> str:
    return f"{low:.0%} to {high:.0%}"


METHOD = """
<h3>How this is worked out</h3>
<p>Nobody has read the offers a second time, so how often the reviewers erred is not known; the two
percentages are yours. <strong>Missed</strong> is the share of true offers that were not found;
<strong>wrongly found</strong> is the share of entries without an offer that were printed as
listed. The corrected share is that of Rogan and Gladen (1978):
<code>(printed &#8722; wrongly found) / (1 &#8722; missed &#8722; wrongly found)</code>, kept
between 0 and 100%.</p>
<p><strong>Errors up to these</strong> is the range for any errors from none to yours, each on its
own: from only wrongly found to only missed. It assumes the same errors in every entry; a kind of
support that is harder to recognise may have been missed more often than others.</p>
<p><strong>The 95% interval</strong> is Wilson's for the printed share, with both ends corrected in
the same way. The entries are nearly all of England's authorities and not a sample of them, so it
says how much chance could have moved the share, not how many authorities were left out. An
asterisk marks an interval with an end that these errors cannot explain: it is cut off at 0 or
100% and not to be relied on.</p>
"""
