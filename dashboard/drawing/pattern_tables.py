"""Tables of Provision types: shares, the same as a heat map, pairs, and bundles."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from markupsafe import Markup

from dashboard.drawing.heat import Cell, Row, heat_table
from dashboard.drawing.tables import Column, Head, Link, numbers, records, table, words
from dashboard.drawing.templating import render
from dashboard.parameters.shared import Filters
from dashboard.query.bundles import Bundle, listing_exactly, narrowed
from dashboard.query.patterns import Pair, Share, Shares
from dashboard.text import patterns as text
from dashboard.text.counting import p_value, share
from dashboard.vocabulary import BREAKDOWNS, FIND_AUTHORITIES, Labels

ALL = "All"  # what the group of all selected entries is called
PAIRS = (
    words("pair", "Pair"),
    numbers("both", "List both"),
    numbers("first", "List the first"),
    numbers("second", "List the second"),
    numbers("expected", "Expected"),
    numbers("phi", "Phi"),
    numbers("p_value", "p, Fisher's exact"),
    numbers("adjusted_p", "p, adjusted"),
    words("together", "In words"),
)


class BundleRow(NamedTuple):
    """A bundle as it is drawn; the width of its bar is in percent of the commonest."""

    link: Link
    marks: list[bool]
    share: str
    width: str
    with_all_above: str


def share_columns(by: str) -> tuple[Column, ...]:
    """The columns of the numbers of the shares; one of groups where there is a breakdown."""
    group = () if by == "none" else (words("group", BREAKDOWNS[by]),)
    figures = (numbers("listed", "Listed"), numbers("interval", "95% interval"))
    return (words("label", "Kind of support"), *group, *figures)


def share_rows(shares: Shares, heads: Mapping[str, Head]) -> pd.DataFrame:
    """The numbers of the shares; the columns of `share_columns`.

    Categories in their order, within each all entries first. `heads` gives the head of a category's
    first row by its id.
    """
    rows: list[dict[str, object]] = []
    for of_all, *of_groups in zip(shares.everyone, *shares.groups.values(), strict=True):
        rows.append({"label": heads[of_all.category_id], "group": ALL} | _figures(of_all))
        rows += [{"label": of.label, "group": of.group_name} | _figures(of) for of in of_groups]
    return records(rows, share_columns(shares.by))


def _figures(of: Share) -> dict[str, object]:
    return {"listed": share(of.listed_count, of.entries), "interval": text.interval(of)}


def share_heat(shares: Shares) -> Markup:
    """Category by group: a shade for the share, and x of n in every cell."""
    heads = [BREAKDOWNS[shares.by], *(of.label for of in shares.everyone)]
    groups = {ALL: shares.everyone} | shares.groups
    rows = [
        Row(name, [Cell(of.listed_count, of.entries) for of in group])
        for name, group in groups.items()
    ]
    return heat_table(heads, rows, text.heat_caption(shares.by))


def pairs_table(pairs: Sequence[Pair], filters: Filters) -> Markup:
    """The pairs, each leading to the entries that list both."""
    rows = (
        {
            "pair": entries_with(
                text.pair_name(pair), narrowed(filters, (pair.first_id, pair.second_id))
            ),
            "both": share(pair.both, pair.entries),
            "first": share(pair.both + pair.first_only, pair.entries),
            "second": share(pair.both + pair.second_only, pair.entries),
            "expected": _rounded(pair.expected, 1),
            "phi": _rounded(pair.phi, 2),
            "p_value": p_value(pair.p_value),
            "adjusted_p": p_value(pair.adjusted_p),
            "together": text.TOGETHER[pair.together],
        }
        for pair in pairs
    )
    return table(records(rows, PAIRS), PAIRS, "The same numbers by pair")


def _rounded(value: float | None, places: int) -> float | None:
    return None if value is None else float(np.round(value, places))


def bundles_table(bundles: Sequence[Bundle], filters: Filters, labels: Labels) -> Markup:
    """One row a bundle: how many entries, which categories, and how many up to here."""
    rows = [
        BundleRow(
            link=entries_with(
                text.bundle_entries(bundle), listing_exactly(filters, bundle.categories)
            )._replace(name=text.bundle_name(bundle, labels)),
            marks=[category in bundle.categories for category in labels],
            share=share(bundle.entries, bundle.of),
            width=f"{100 * bundle.entries / bundles[0].entries:.0f}",
            with_all_above=share(bundle.cumulative_entries, bundle.of),
        )
        for bundle in bundles
    ]
    heads = ("Entries", *labels.values(), "Share", "With all above")
    return render("bundles.html", heads=heads, rows=rows, caption=text.bundles_caption(bundles))


def entries_with(words: str, filters: Filters | None) -> Link:
    """Words that lead to the entries which filters find; words only where no filters find them."""
    if filters is None:
        return Link(words)
    return Link(words, f"{FIND_AUTHORITIES}?{filters.query_string()}")
