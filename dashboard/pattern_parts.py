"""What Provision types and Relationships are drawn with: their controls and sections."""

from html import escape

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard import (
    charts,
    components,
    downloads,
    page_controls,
    pattern_charts,
    queries,
)
from dashboard import pattern_findings as findings
from dashboard.pattern_choices import BREAKDOWNS, PROVISION_TYPES, PatternChoice, read_breakdown
from dashboard.selection import Selection, Vocabulary
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


def shares(rows: pd.DataFrame, by: str) -> None:
    """Shares with intervals, as a chart with its numbers and, by group, as a heat map."""
    everyone, groups = findings.of_everyone(rows), findings.of_groups(rows)
    figure = (
        pattern_charts.share_intervals(everyone)
        if groups.empty
        else pattern_charts.share_panels(groups, everyone)
    )
    components.chart_with_table(
        figure,
        findings.shares_title(rows),
        findings.shares_subtitle(by),
        findings.shares_alt(rows, by),
        findings.shares_numbers(rows, by),
        key="shares",
    )
    if not groups.empty:
        section(
            "The same shares at a glance",
            "The darker the cell, the larger the share; every cell says x of n",
            findings.heat_table(rows, by),
        )
    csv_button("Download these shares as CSV", rows, f"category_shares_by_{by}")


def pairs(rows: pd.DataFrame, selection: Selection, vocabulary: Vocabulary) -> None:
    """The 28 pairs: how often listed together, how often by chance, tested."""
    rows = rows.assign(difference=rows["both"] - rows["expected"])
    rows = rows.sort_values("difference", ascending=False, kind="stable")
    chart_above_table(
        pattern_charts.pair_counts(rows),
        findings.pairs_title(rows),
        "Entries that list both kinds of a pair, beside how many would by chance; adjusted p "
        "below 0.05 counts as clear. A pair leads to its entries",
        findings.pairs_alt(rows),
        findings.pairs_numbers(rows, selection, vocabulary.category),
        key="pairs",
    )
    csv_button("Download these pairs as CSV", rows.drop(columns="difference"), "category_pairs")


def bundles(rows: pd.DataFrame, selection: Selection, vocabulary: Vocabulary) -> None:
    """The exact sets of categories, each leading to its entries."""
    section(
        findings.bundles_title(rows),
        "Bundle: exactly the kinds of support that an entry lists, and no other. A row leads to "
        "its entries",
        findings.bundles_table(rows, selection, vocabulary.category),
    )
    as_file = findings.bundle_rows(rows, list(vocabulary.category))
    csv_button("Download these bundles as CSV", as_file, "category_bundles")


def reading() -> None:
    """How to read intervals and tests."""
    st.html(findings.READING)


def section(title: str, subtitle: str, html: str) -> None:
    """A table, or another piece of HTML, under a title that says what it shows."""
    st.html(f"<h2>{escape(title)}</h2><p class='subtitle'>{escape(subtitle)}</p>{html}")


def chart_above_table(
    figure: go.Figure, title: str, subtitle: str, alt: str, table: pd.DataFrame, key: str
) -> None:
    """A chart above its numbers, for tables too wide to stand beside it."""
    st.html(f"<h2>{escape(title)}</h2><p class='subtitle'>{escape(subtitle)}</p>")
    st.plotly_chart(figure, key=key, alt=alt, config=charts.CONFIG, theme=None)
    st.html(html_table(table, f"The same numbers: {subtitle}"))


def csv_button(label: str, rows: pd.DataFrame, name: str) -> None:
    """The rows behind a table as a file."""
    edition = queries.build()["edition"]
    st.download_button(
        label,
        data=lambda: downloads.csv(rows),
        file_name=f"{name}_{edition}.csv",
        mime="text/csv",
        on_click="ignore",
        key=label,
    )
