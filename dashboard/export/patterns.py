"""What Provision types shows, to take away: shares by group, pairs, and exact bundles."""

from collections.abc import Callable

import pandas as pd

from dashboard.export.dataset import Dataset, Selected
from dashboard.export.files import FORMATS
from dashboard.export.matrix import of_categories
from dashboard.parameters.pages import ProvisionParameters
from dashboard.parameters.shared import Filters
from dashboard.query import bundles, patterns
from dashboard.query.metadata import edition_of, vocabulary
from dashboard.query.where import over_selected
from dashboard.vocabulary import BREAKDOWNS, PROVISION_TYPES

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
BUNDLE_COLUMNS = {
    "categories_listed": "Number of categories in the bundle",
    "entries": "Number of entries that list exactly these categories",
    "cumulative_entries": "Number of entries in this bundle and all before it",
    "selected_entries": "Number of entries selected, in all bundles",
}
SHARE_UNITS = dict.fromkeys(("listed_count", "entries"), "entries") | dict.fromkeys(
    ("share", "low", "high"), "share of 1"
)
PAIR_UNITS = dict.fromkeys(
    ("both", "first_only", "second_only", "neither", "entries", "expected"), "entries"
)
BUNDLE_UNITS = dict.fromkeys(("entries", "cumulative_entries", "selected_entries"), "entries")
INTERVALS = (
    "low and high are Wilson's score interval, 95%, of listed_count of entries: "
    "dashboard.stats.wilson_interval (statsmodels proportion_confint, method wilson). The SQL "
    "gives the other columns, the counts among them."
)
TESTS = (
    "From the counts that the SQL gives: expected by expected_count, phi by phi_coefficient, "
    "p_value by fisher_exact (SciPy, two-sided), adjusted_p by benjamini_hochberg (SciPy "
    "false_discovery_control) over the pairs tested, all in dashboard.stats."
)


def _shares(filters: Filters, asked: ProvisionParameters) -> Selected:
    together = asked == ProvisionParameters()
    return _selected(
        filters,
        lambda: patterns.category_shares(filters, asked.by),
        over_selected(patterns.SHARES, filters, by=asked.by),
        also_in_words="" if together else f"; by {BREAKDOWNS[asked.by]}",
        subjects=() if together else (f"by_{asked.by}",),
    )


def _pairs(filters: Filters) -> Selected:
    sql = over_selected(patterns.PAIRS, filters)
    return _selected(filters, lambda: patterns.category_pairs(filters), sql)


def _bundles(filters: Filters) -> Selected:
    sql = over_selected(bundles.bundles_sql(), filters)
    return _selected(filters, lambda: bundles.category_bundles(filters), sql)


def _selected(
    filters: Filters,
    find: Callable[[], pd.DataFrame],
    sql: str,
    also_in_words: str = "",
    subjects: tuple[str, ...] = (),
) -> Selected:
    """What the three have in common: they are about the entries that the shared filters select."""
    of_some = ("selected",) if filters != Filters() else ()
    return Selected(
        find=find,
        sql=sql,
        words=filters.in_words(vocabulary()) + also_in_words,
        edition=edition_of(filters),
        subject="_".join((*subjects, *of_some)),
    )


def _bundle_columns() -> dict[str, str]:
    labels = vocabulary().category
    return {c: f"TRUE when the bundle holds: {words}" for c, words in labels.items()} | (
        BUNDLE_COLUMNS
    )


CATEGORY_SHARES = Dataset(
    name="category_shares",
    title="Category shares",
    page=PROVISION_TYPES,
    parameters=(Filters, ProvisionParameters),
    select=_shares,
    descriptions=lambda: SHARE_COLUMNS,
    key=lambda: ("group_name", "category_id"),
    formats=FORMATS,
    units=lambda: SHARE_UNITS,
    computed=lambda: INTERVALS,
)
CATEGORY_PAIRS = Dataset(
    name="category_pairs",
    title="Category pairs",
    page=PROVISION_TYPES,
    parameters=(Filters,),
    select=_pairs,
    descriptions=lambda: PAIR_COLUMNS,
    key=lambda: ("first_id", "second_id"),
    formats=FORMATS,
    units=lambda: PAIR_UNITS,
    computed=lambda: TESTS,
)
CATEGORY_BUNDLES = Dataset(
    name="category_bundles",
    title="Category bundles",
    page=PROVISION_TYPES,
    parameters=(Filters,),
    select=_bundles,
    descriptions=_bundle_columns,
    key=lambda: tuple(vocabulary().category),
    formats=FORMATS,
    units=lambda: {"categories_listed": of_categories()} | BUNDLE_UNITS,
)
