"""What Provision types and Relationships are drawn with: their controls and sections."""

from html import escape

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard import components, page_controls, queries
from dashboard.browser_pieces import listing
from dashboard.database import kept
from dashboard.evidence import category_links
from dashboard.files import take_away
from dashboard.patterns import pattern_charts, pattern_extracts, patterns
from dashboard.patterns import pattern_findings as findings
from dashboard.patterns.pattern_choices import (
    BREAKDOWNS,
    PROVISION_TYPES,
    PatternChoice,
    read_breakdown,
)
from dashboard.selection import Selection
from dashboard.tables import html_table


def chosen_breakdown() -> PatternChoice:
    """The breakdown, from the address or from what the reader did."""
    choice = page_controls.read(PROVISION_TYPES, PatternChoice, read_breakdown)
    return page_controls.as_chosen(PROVISION_TYPES, choice)


def draw_breakdown_control() -> None:
    """By what the shares are broken down."""
    st.radio(
        "Break down by",
        list(BREAKDOWNS),
        format_func=BREAKDOWNS.__getitem__,
        key=page_controls.key(PROVISION_TYPES, "by"),
        horizontal=True,
    )


def shares(rows: pd.DataFrame, selection: Selection, choice: PatternChoice) -> None:
    """Shares with intervals, as a chart with its numbers and, by group, as a heat map."""
    by = choice.by
    everyone, groups = findings.of_everyone(rows), findings.of_groups(rows)
    title, subtitle = findings.shares_title(rows), findings.shares_subtitle(by)
    alt = findings.shares_alt(rows, by)
    numbers = category_links.heads_with_evidence(findings.shares_numbers(rows, by))
    if groups.empty:
        figure = pattern_charts.share_intervals(everyone)
        components.chart_with_table(figure, title, subtitle, alt, numbers, key="shares")
    else:
        figure = pattern_charts.share_panels(groups, everyone)
        table = html_table(numbers, f"The same numbers: {subtitle}")
        components.chart_above_table(figure, title, subtitle, alt, table, key="shares")
        section(
            "The same shares at a glance",
            "The darker the cell, the larger the share; every cell says x of n",
            findings.heat_table(rows, by),
            key="heat",
        )
    st.html(take_away.links(pattern_extracts.category_shares(selection, choice)))


def pairs(selection: Selection) -> None:
    """The 28 pairs: how often listed together, how often by chance, tested."""
    rows, figure, table = _pairs_of(selection)
    components.chart_above_table(
        figure,
        findings.pairs_title(rows),
        "Entries that list both kinds of a pair, beside how many would by chance; adjusted p "
        "below 0.05 counts as clear. A pair leads to its entries",
        findings.pairs_alt(rows),
        table + take_away.links(pattern_extracts.category_pairs(selection)),
        key="pairs",
    )


@kept
def _pairs_of(selection: Selection) -> tuple[pd.DataFrame, go.Figure, str]:
    """Pairs, figure and table of a selection, kept: another breakdown leaves them as they are."""
    rows = patterns.category_pairs(selection)
    table = findings.pairs_numbers(rows, selection, queries.vocabulary().category)
    return rows, pattern_charts.pair_counts(rows), html_table(table, "The same numbers by pair")


def bundles(selection: Selection) -> None:
    """The exact sets of categories, each leading to its entries."""
    title, table = _bundles_of(selection)
    section(
        title,
        "Bundle: exactly the kinds of support that an entry lists, and no other. A row leads to "
        "its entries",
        table + take_away.links(pattern_extracts.category_bundles(selection)),
        key="bundles",
    )


@kept
def _bundles_of(selection: Selection) -> tuple[str, str]:
    """The title of the bundles and their table, kept as the pairs are."""
    found, categories = patterns.bundles(selection), queries.vocabulary().category
    return findings.bundles_title(found), findings.bundles_table(found, selection, categories)


def reading() -> None:
    """How to read intervals and tests."""
    st.html(findings.READING)


def section(title: str, subtitle: str, html: str, key: str) -> None:
    """A table, or another piece of HTML, under a title that says what it shows."""
    heading = f"<h2>{escape(title)}</h2><p class='subtitle'>{escape(subtitle)}</p>"
    listing(heading + html, key=key)
