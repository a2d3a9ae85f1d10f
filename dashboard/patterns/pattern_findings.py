"""What Provision types says and shows in words: its sentences, and its tables."""

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd

from dashboard.findings import share
from dashboard.patterns.pattern_choices import BREAKDOWNS
from dashboard.patterns.patterns import EVERYONE, narrowed
from dashboard.selection import Selection, lower_first
from dashboard.tables import LISTED, NOT_LISTED, Link, scrolling_table

SIGNIFICANCE = 0.05
SHADES = (0.1, 0.25, 0.4, 0.6, 0.8)  # of 1: from here on the next darker shade
NOT_QUALITY = (
    "A count of kinds of support is not quality: it says what reviewers found listed in published "
    "offers, not how good, how large or how easy to reach the support is."
)
READING = """
<details><summary>How to read intervals and tests</summary>
<p>The entries are nearly all of England's authorities, not a sample of them. A 95% interval
(Wilson) says how far a share could lie from the one counted if chance had a hand in which of many
like authorities list the support. The fewer the entries, the wider it is.</p>
<p>Expected is how many entries would list both of a pair if listing the one told nothing about
listing the other. Phi runs from &minus;1 (never together) over 0 (as chance would have it) to 1
(always together); with unequal counts it cannot reach its ends. The p-value is Fisher's exact
test, two-sided. It is adjusted for the number of pairs tested by Benjamini and Hochberg's method,
which is proven for tests that are independent or positively dependent; pairs share their
categories, so take the adjusted values as a guide. Listed together is not delivered together: some
offers are written out more fully than others.</p></details>
"""


def found(shares: pd.DataFrame, entries: int) -> str:
    """The finding of Provision types: the most and the least often listed."""
    if shares.empty:
        return f"None of the {entries} entries matches these filters."
    counts = of_everyone(shares)
    most = counts.loc[counts["listed_count"].idxmax()]
    least = counts.loc[counts["listed_count"].idxmin()]
    n = int(most.entries)
    who = "entries" if n == entries else "selected entries"
    return (
        f"{most.label} is listed by {_entries(most.listed_count, n, who)}, the most often of the "
        f"eight kinds; {lower_first(least.label)} by {_entries(least.listed_count, n, who)}, the "
        "least often."
    )


def _entries(part: int, whole: int, who: str = "entries") -> str:
    return f"{part} of {whole} {who} ({part / whole:.0%})"


def by_what_filters(selection: Selection) -> str:
    """Filters on what is listed shape the shares themselves; empty when there are none."""
    if not (selection.has or selection.without or selection.listed_min or selection.listed_max):
        return ""
    return (
        "The filters choose entries by what they list, so the shares and tests below describe that "
        "choice as much as the offers."
    )


def of_everyone(shares: pd.DataFrame) -> pd.DataFrame:
    """The rows about all selected entries."""
    return shares[shares["group_name"] == EVERYONE]


def of_groups(shares: pd.DataFrame) -> pd.DataFrame:
    """The rows about the groups of the breakdown."""
    return shares[shares["group_name"] != EVERYONE]


def shares_title(shares: pd.DataFrame) -> str:
    """What the intervals show."""
    groups, everyone = of_groups(shares), of_everyone(shares)
    entries = int(everyone["entries"].iloc[0])
    if groups.empty:
        below = int((everyone["high"] < 0.5).sum())
        return (
            f"{below} of {len(everyone)} kinds are listed by fewer than half of {entries} entries, "
            "even at the upper end of the 95% interval"
        )
    apart = int(apart_from_all(shares).sum())
    return (
        f"In {apart} of {len(groups)} cells the interval leaves out the share of all {entries} "
        f"entries; chance alone would do so in about {len(groups) * SIGNIFICANCE:.0f}"
    )


def apart_from_all(shares: pd.DataFrame) -> "pd.Series[bool]":
    """For each row about a group: whether its interval leaves out the share of all."""
    groups = of_groups(shares)
    of_all = groups["category_id"].map(of_everyone(shares).set_index("category_id")["share"])
    return (groups["low"] > of_all) | (groups["high"] < of_all)


def shares_subtitle(by: str) -> str:
    """What is measured, how, and when."""
    what = "Share of entries that list each kind of support, with its 95% interval, May 2022"
    if by == "none":
        return what
    return (
        f"{what}, by {_breakdown(by)}. Dotted line: share of all. Filled mark: the interval leaves "
        "it out"
    )


def _breakdown(by: str) -> str:
    return BREAKDOWNS[by] if by in ("rating", "rate") else BREAKDOWNS[by].lower()


def shares_alt(shares: pd.DataFrame, by: str) -> str:
    """The intervals in words for those who do not see them."""
    everyone = of_everyone(shares)
    said = "; ".join(f"{row.label} {_of(row)}, {interval(row)}" for row in everyone.itertuples())
    if by == "none":
        return f"Points with 95% intervals. {said}."
    return f"Eight panels of points with 95% intervals. {shares_title(shares)}. Of all: {said}."


def shares_numbers(shares: pd.DataFrame, by: str) -> pd.DataFrame:
    """The numbers of the intervals. Columns: Kind of support, the breakdown, Listed, 95% interval.

    Categories in their order, within each all entries first.
    """
    position = {each: at for at, each in enumerate(dict.fromkeys(shares["category_id"]))}
    rows = shares.sort_values("category_id", key=lambda ids: ids.map(position), kind="stable")
    table = pd.DataFrame(
        {
            "Kind of support": rows["label"],
            BREAKDOWNS[by]: rows["group_name"].replace(EVERYONE, "All"),
            "Listed": [_of(row, percent=True) for row in rows.itertuples()],
            "95% interval": [interval(row) for row in rows.itertuples()],
        }
    )
    return table.drop(columns=BREAKDOWNS[by]) if by == "none" else table


def heat_table(shares: pd.DataFrame, by: str) -> str:
    """Category by group: a shade for the share, and x of n in every cell."""
    categories = dict(zip(shares["category_id"], shares["label"], strict=True))
    head = "".join(
        f'<th scope="col">{escape(name)}</th>' for name in (BREAKDOWNS[by], *categories.values())
    )
    body = []
    for group, rows in shares.groupby("group_name", sort=False):
        name = "All" if group == EVERYONE else str(group)
        cells = "".join(shaded(int(r.listed_count), int(r.entries)) for r in rows.itertuples())
        body.append(f'<tr><th scope="row">{escape(name)}</th>{cells}</tr>')
    caption = f"Entries that list each kind of support, by {_breakdown(by)}: share and x of n"
    return scrolling_table(head, "".join(body), caption, "heat")


def shaded(part: int, whole: int) -> str:
    """A cell of a heat map: darker for a larger share, with the share and x of n in it."""
    if not whole:
        return "<td>0 of 0</td>"
    shade = sum(part / whole >= limit for limit in SHADES)
    return f'<td class="s{shade}"><strong>{part / whole:.0%}</strong> {part} of {whole}</td>'


def pairs_title(pairs: pd.DataFrame) -> str:
    """How many pairs are listed together more or less often than chance would give."""
    tested = pairs.dropna(subset="adjusted_p")
    if tested.empty:
        return "No pair of kinds can be tested among these entries"
    clear = tested[tested["adjusted_p"] < SIGNIFICANCE]
    more = int((clear["both"] > clear["expected"]).sum())
    return (
        f"{more} of {len(tested)} pairs are listed together more often than chance would give, "
        f"{len(clear) - more} less often"
    )


def pairs_alt(pairs: pd.DataFrame) -> str:
    """The pairs in words for those who do not see them."""
    clear = pairs[pairs["adjusted_p"] < SIGNIFICANCE]
    said = [
        f"{row.first} with {lower_first(row.second)}: {row.both}, {row.expected:.1f} expected"
        for row in clear.itertuples()
    ]
    return f"Points for each pair. {pairs_title(pairs)}. {'; '.join(said)}."


def pairs_numbers(
    pairs: pd.DataFrame, selection: Selection, categories: Mapping[str, str]
) -> pd.DataFrame:
    """The 28 pairs, each leading to the entries that list both."""
    return pd.DataFrame(
        {
            "Pair": [
                _entries_with(
                    f"{row.first} + {lower_first(row.second)}",
                    narrowed(selection, categories, (row.first_id, row.second_id), ()),
                )
                for row in pairs.itertuples()
            ],
            "List both": [share(row.both, row.entries) for row in pairs.itertuples()],
            "List the first": [share(r.both + r.first_only, r.entries) for r in pairs.itertuples()],
            "List the second": [
                share(r.both + r.second_only, r.entries) for r in pairs.itertuples()
            ],
            "Expected": pairs["expected"].round(1),
            "Phi": pairs["phi"].round(2),
            "p, Fisher's exact": [p_value(p) for p in pairs["p_value"]],
            "p, adjusted": [p_value(p) for p in pairs["adjusted_p"]],
            "In words": [_pair_in_words(row) for row in pairs.itertuples()],
        }
    )


def _pair_in_words(row: Any) -> str:
    if pd.isna(row.adjusted_p):
        return "Not tested: all or none list one of the two"
    if row.adjusted_p >= SIGNIFICANCE:
        return "No clear difference from chance"
    return f"{'More' if row.both > row.expected else 'Less'} often than chance would give"


def bundles_title(bundles: pd.DataFrame) -> str:
    """How much the commonest exact sets make up."""
    of, first = int(bundles["of"].iloc[0]), min(5, len(bundles))
    in_first = int(bundles["cumulative_entries"].iloc[first - 1])
    alone = int((bundles["entries"] == 1).sum())
    return (
        f"The {first} commonest of {len(bundles)} bundles are those of "
        f"{_entries(in_first, of)}; {alone} bundles are those of one entry only"
    )


def bundles_table(
    bundles: pd.DataFrame, selection: Selection, categories: Mapping[str, str]
) -> str:
    """One row a bundle: how many entries, which categories, and how many up to here."""
    names = ("Entries", *categories.values(), "Share", "With all above")
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    most = int(bundles["entries"].max())
    body = []
    for row in bundles.itertuples():
        ids, count, of = list(row.bundle), int(row.entries), int(row.of)
        rest = [each for each in categories if each not in ids]
        link = _entries_with(
            f"{count} {'entry' if count == 1 else 'entries'}",
            narrowed(selection, categories, ids, rest),
        )
        listed = [lower_first(categories[each]) for each in ids]
        title = f"{link} that list exactly: {', '.join(listed) or 'nothing'}"
        marks = "".join(LISTED if each in ids else NOT_LISTED for each in categories)
        body.append(
            f'<tr><th scope="row"><a href="{escape(link.address)}" target="_self" '
            f'aria-label="{escape(title)}">{escape(link.words)}</a></th>{marks}'
            f'<td class="r">{share(count, of)}<span class="bar" '
            f'style="width:{100 * count / most:.0f}%"></span></td>'
            f'<td class="r">{share(int(row.cumulative_entries), of)}</td></tr>'
        )
    caption = f"{len(bundles)} bundles: the exact sets of kinds of support that entries list"
    return scrolling_table(head, "".join(body), caption, "matrix bundles")


def _entries_with(words: str, selection: Selection | None) -> Any:
    if selection is None:
        return words
    return Link(words, f"find-authorities?{selection.query_string()}")


def interval(row: Any) -> str:
    """`31% to 47%`."""
    return f"{row.low:.0%} to {row.high:.0%}"


def p_value(p: float | None) -> str:
    """A p-value to three places; a dash where there is no test."""
    if p is None or pd.isna(p):
        return "–"
    return "<0.001" if p < 0.001 else f"{p:.3f}"


def _of(row: Any, percent: bool = False) -> str:
    part, whole = int(row.listed_count), int(row.entries)
    return share(part, whole) if percent else f"{part} of {whole}"
