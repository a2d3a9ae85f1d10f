"""What Provision types shows, to take away: shares by group, pairs, and exact bundles."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from dashboard import queries
from dashboard.files.extracts import Address, Extract, Reading
from dashboard.parameters import address_of
from dashboard.patterns import patterns
from dashboard.patterns.pattern_choices import (
    BREAKDOWNS,
    PROVISION_TYPES,
    PatternChoice,
    read_breakdown,
)
from dashboard.selection import Selection, in_words, read_address
from dashboard.selection_sql import literal, over_selected

SHARE_COLUMNS = {
    "group_name": "Group of the breakdown; `all` is every selected entry",
    "category_id": "Category",
    "label": "Short label of the category",
    "listed_count": "Number of entries in the group that list the category",
    "entries": "Number of entries in the group",
    "share": "listed_count of entries",
    "low": "Lower end of the 95% Wilson interval of the share",
    "high": "Upper end of the 95% Wilson interval of the share",
}
SHARE_UNITS = {
    "listed_count": "entries", "entries": "entries", "share": "share of 1", "low": "share of 1",
    "high": "share of 1",
}  # fmt: skip
INTERVALS = (
    "low and high are Wilson's score interval, 95%, of listed_count of entries: "
    "dashboard.stats.wilson_interval (statsmodels proportion_confint, method wilson). The SQL "
    "gives the other columns, the counts among them."
)
PAIR_COLUMNS = {
    "first_id": "First category of the pair",
    "first": "Short label of the first category",
    "second_id": "Second category of the pair",
    "second": "Short label of the second category",
    "both": "Number of entries that list both",
    "first_only": "Number of entries that list the first and not the second",
    "second_only": "Number of entries that list the second and not the first",
    "neither": "Number of entries that list neither",
    "entries": "Number of entries selected",
    "expected": "Number that would list both if listing one told nothing about the other",
    "phi": "Phi coefficient, -1 to 1; empty where all or none list one of the two",
    "p_value": "Fisher's exact test, two-sided; empty where phi is",
    "adjusted_p": "p_value adjusted for the pairs tested by Benjamini and Hochberg's method",
}
PAIR_UNITS = dict.fromkeys(
    ("both", "first_only", "second_only", "neither", "entries", "expected"), "entries"
)
TESTS = (
    "From the counts that the SQL gives: expected by expected_count, phi by phi_coefficient, "
    "p_value by fisher_exact (SciPy, two-sided), adjusted_p by benjamini_hochberg (SciPy "
    "false_discovery_control) over the pairs tested, all in dashboard.stats."
)
BUNDLE_COLUMNS = {
    "categories_listed": "Number of categories in the bundle",
    "entries": "Number of entries that list exactly these categories",
    "cumulative_entries": "Number of entries in this bundle and all before it",
    "selected_entries": "Number of entries selected, in all bundles",
}
BUNDLE_UNITS = {
    "categories_listed": "categories, of 8", "entries": "entries", "cumulative_entries": "entries",
    "selected_entries": "entries",
}  # fmt: skip


def category_shares(selection: Selection, choice: PatternChoice) -> Extract:
    """How many entries of each group list each category, with 95% intervals."""
    by = "" if choice.by == "none" else f"; by {BREAKDOWNS[choice.by]}"
    return _extract(
        selection,
        patterns.SHARES,
        lambda: patterns.category_shares(selection, choice.by),
        choice,
        name="category_shares",
        title="Category shares",
        descriptions=SHARE_COLUMNS,
        units=SHARE_UNITS,
        key=("group_name", "category_id"),
        words=in_words(selection, queries.vocabulary()) + by,
        computed=INTERVALS,
    )


def category_pairs(selection: Selection) -> Extract:
    """The 28 pairs of categories: how often listed together, expected, and tested."""
    return _extract(
        selection,
        patterns.PAIRS,
        lambda: patterns.category_pairs(selection),
        name="category_pairs",
        title="Category pairs",
        descriptions=PAIR_COLUMNS,
        units=PAIR_UNITS,
        key=("first_id", "second_id"),
        computed=TESTS,
    )


def category_bundles(selection: Selection) -> Extract:
    """The exact sets of categories, a column each, and how many entries list just these."""
    categories = queries.vocabulary().category
    columns = ", ".join(f"list_contains(bundle, {literal(c)}) AS {c}" for c in categories)
    sql = f"""{patterns.BUNDLED}
    SELECT {columns},
           categories_listed, entries, cumulative_entries, "of" AS selected_entries
    FROM bundles ORDER BY cumulative_entries
    """
    listed = {c: f"TRUE when the bundle holds: {label}" for c, label in categories.items()}
    return _extract(
        selection,
        sql,
        lambda: queries.asked(sql, selection),
        name="category_bundles",
        title="Category bundles",
        descriptions=listed | BUNDLE_COLUMNS,
        units=BUNDLE_UNITS,
        key=tuple(categories),
    )


def _extract(
    selection: Selection,
    sql: str,
    find: Callable[[], pd.DataFrame],
    choice: PatternChoice | None = None,
    **particulars: Any,
) -> Extract:
    """What the three have in common: they are about the entries that the shared filters select."""
    build = queries.build()
    edition = selection.edition or build["edition"]
    choice = choice or PatternChoice()
    subjects = ["" if choice.by == "none" else f"by_{choice.by}"]
    subjects += ["selected"] if selection != Selection() else []
    given: Mapping[str, Any] = {"words": in_words(selection, queries.vocabulary())} | particulars
    return Extract(
        page=PROVISION_TYPES,
        address=selection.address() | address_of(choice),
        find=find,
        sql=over_selected(sql, selection, edition, by=choice.by),
        subject="_".join(filter(None, subjects)),
        build=build,
        edition=edition,
        **given,
    )


def _read_shares(address: Address) -> Reading:
    selection, refused = read_address(address, queries.vocabulary())
    choice, refused_too = read_breakdown(address)
    return category_shares(selection, choice), refused + refused_too


def _read_pairs(address: Address) -> Reading:
    selection, refused = read_address(address, queries.vocabulary())
    return category_pairs(selection), refused


def _read_bundles(address: Address) -> Reading:
    selection, refused = read_address(address, queries.vocabulary())
    return category_bundles(selection), refused


READERS = {
    "category_shares": _read_shares,
    "category_pairs": _read_pairs,
    "category_bundles": _read_bundles,
}
