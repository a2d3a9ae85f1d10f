"""Provision types in words: what is listed most, what comes together, which exact bundles."""

from collections.abc import Sequence

from dashboard.parameters.shared import Filters
from dashboard.query.bundles import Bundle
from dashboard.query.patterns import Pair, Share, Shares, Together
from dashboard.stats.associations import SIGNIFICANCE
from dashboard.text.counting import number, percent_range, plural
from dashboard.vocabulary import BREAKDOWNS, Labels, lower_first, upper_first

PAIRS_SUBTITLE = (
    f"Entries that list both kinds of a pair, beside how many would by chance; adjusted p below "
    f"{SIGNIFICANCE} counts as clear. A pair leads to its entries"
)
BUNDLES_SUBTITLE = (
    "Bundle: exactly the kinds of support that an entry lists, and no other. A row leads to its "
    "entries"
)
HEAT_TITLE = "The same shares at a glance"
HEAT_SUBTITLE = "The darker the cell, the larger the share; every cell says x of n"
TOGETHER = {
    Together.NOT_TESTED: "Not tested: all or none list one of the two",
    Together.AS_BY_CHANCE: "No clear difference from chance",
    Together.MORE_OFTEN: "More often than chance would give",
    Together.LESS_OFTEN: "Less often than chance would give",
}


def found(shares: Sequence[Share], entries: int) -> str:
    """The finding of Provision types: the most and the least often listed of these shares.

    `entries` is how many there are whatever the filters.
    """
    if not shares:
        return f"None of the {entries} entries matches these filters."
    most, least = max(shares, key=_listed), min(shares, key=_listed)
    who = "entries" if most.entries == entries else "selected entries"
    return (
        f"{most.label} is listed by {_of(most.listed_count, most.entries, who)}, the most often of "
        f"the {number(len(shares))} kinds; {lower_first(least.label)} by "
        f"{_of(least.listed_count, least.entries, who)}, the least often."
    )


def _listed(share: Share) -> int:
    return share.listed_count


def _of(part: int, whole: int, who: str = "entries") -> str:
    return f"{part} of {whole} {who} ({part / whole:.0%})"


def by_what_filters(filters: Filters) -> str:
    """Filters on what is listed shape the shares themselves; empty when there are none."""
    if not (filters.has or filters.without or filters.bounds_number()):
        return ""
    return (
        "The filters choose entries by what they list, so the shares and tests below describe that "
        "choice as much as the offers."
    )


# --- Shares -------------------------------------------------------------------------------------


def shares_title(shares: Shares) -> str:
    """What the intervals show."""
    entries = shares.everyone[0].entries
    if not shares.groups:
        below = sum(share.high < 0.5 for share in shares.everyone)
        return (
            f"{below} of {len(shares.everyone)} kinds are listed by fewer than half of {entries} "
            "entries, even at the upper end of the 95% interval"
        )
    return (
        f"In {shares.apart()} of {len(shares.beside_all())} cells the interval leaves out the "
        f"share of all {entries} entries; chance alone would do so in about "
        f"{shares.apart_by_chance():.0f}"
    )


def shares_subtitle(by: str) -> str:
    """What is measured, how, and when."""
    what = "Share of entries that list each kind of support, with its 95% interval, May 2022"
    if by == "none":
        return what
    return (
        f"{what}, by {_breakdown(by)}. Dotted line: share of all. Filled mark: the interval leaves "
        "it out"
    )


def heat_caption(by: str) -> str:
    """What the heat map of the shares counts."""
    return f"Entries that list each kind of support, by {_breakdown(by)}: share and x of n"


def _breakdown(by: str) -> str:
    return BREAKDOWNS[by] if by in ("rating", "rate") else BREAKDOWNS[by].lower()


def shares_alt(shares: Shares) -> str:
    """The intervals in words for those who do not see them."""
    said = "; ".join(
        f"{share.label} {counted(share)}, {interval(share)}" for share in shares.everyone
    )
    if not shares.groups:
        return f"Points with 95% intervals. {said}."
    panels = upper_first(number(len(shares.everyone)))
    return f"{panels} panels of points with 95% intervals. {shares_title(shares)}. Of all: {said}."


def counted(share: Share) -> str:
    """`58 of 150`."""
    return f"{share.listed_count} of {share.entries}"


def interval(share: Share) -> str:
    """`31% to 47%`."""
    return percent_range(share.low, share.high)


# --- Pairs --------------------------------------------------------------------------------------


def pairs_title(pairs: Sequence[Pair]) -> str:
    """How many pairs are listed together more or less often than chance would give."""
    together = [pair.together for pair in pairs if pair.together is not Together.NOT_TESTED]
    if not together:
        return "No pair of kinds can be tested among these entries"
    return (
        f"{together.count(Together.MORE_OFTEN)} of {len(together)} pairs are listed together more "
        f"often than chance would give, {together.count(Together.LESS_OFTEN)} less often"
    )


def pairs_alt(pairs: Sequence[Pair]) -> str:
    """The pairs in words for those who do not see them."""
    said = "; ".join(
        f"{pair.first} with {lower_first(pair.second)}: {pair.both}, {pair.expected:.1f} expected"
        for pair in pairs
        if pair.together in (Together.MORE_OFTEN, Together.LESS_OFTEN)
    )
    return f"Points for each pair. {pairs_title(pairs)}. {said}."


def pair_name(pair: Pair) -> str:
    """`Basic support + mentoring`."""
    return f"{pair.first} + {lower_first(pair.second)}"


# --- Bundles ------------------------------------------------------------------------------------


def bundles_title(bundles: Sequence[Bundle]) -> str:
    """How much the commonest exact sets make up."""
    first = bundles[:5]
    alone = sum(bundle.entries == 1 for bundle in bundles)
    return (
        f"The {len(first)} commonest of {len(bundles)} bundles are those of "
        f"{_of(first[-1].cumulative_entries, first[-1].of)}; {alone} bundles are those of one "
        "entry only"
    )


def bundles_caption(bundles: Sequence[Bundle]) -> str:
    """What the table of bundles counts."""
    return f"{len(bundles)} bundles: the exact sets of kinds of support that entries list"


def bundle_name(bundle: Bundle, labels: Labels) -> str:
    """What a bundle holds, in words: `22 entries that list exactly: basic support`."""
    listed = ", ".join(lower_first(labels[category]) for category in bundle.categories)
    return f"{bundle_entries(bundle)} that list exactly: {listed or 'nothing'}"


def bundle_entries(bundle: Bundle) -> str:
    """`22 entries`."""
    return plural(bundle.entries, "entry", "entries")
