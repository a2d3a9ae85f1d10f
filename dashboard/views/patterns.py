"""What Provision types is composed of."""

import plotly.graph_objects as go
from markupsafe import Markup

from dashboard.drawing import pattern_tables as tables
from dashboard.drawing import patterns as drawing
from dashboard.export.patterns import CATEGORY_BUNDLES, CATEGORY_PAIRS, CATEGORY_SHARES
from dashboard.parameters.pages import ProvisionParameters
from dashboard.parameters.shared import Filters
from dashboard.query import bundles as bundle_query
from dashboard.query import patterns as query
from dashboard.query.database import cached
from dashboard.query.metadata import vocabulary
from dashboard.query.patterns import Shares
from dashboard.text import patterns as text
from dashboard.views import components, controls
from dashboard.views.evidence import evidence_heads
from dashboard.views.export import files


def draw_controls() -> None:
    """By what the shares are broken down."""
    controls.radio(ProvisionParameters, "by")


def shares(shares: Shares, filters: Filters, asked: ProvisionParameters) -> None:
    """Shares with intervals, as a chart with its numbers and, by group, as a heat map."""
    title, subtitle = text.shares_title(shares), text.shares_subtitle(shares.by)
    rows = tables.share_rows(shares, evidence_heads())
    columns = tables.share_columns(shares.by)
    numbers = components.same_numbers(rows, columns, subtitle)
    alt = text.shares_alt(shares)
    if shares.groups:
        figure = drawing.share_panels(shares)
        components.chart_above_table(figure, title, subtitle, alt, numbers, key="shares")
        heat = tables.share_heat(shares)
        components.section(text.HEAT_TITLE, text.HEAT_SUBTITLE, heat, key="heat")
    else:
        figure = drawing.share_intervals(shares.everyone)
        components.chart_with_table(figure, title, subtitle, alt, numbers, key="shares")
    components.draw("files.html", export=CATEGORY_SHARES.of(filters, asked))


def pairs(filters: Filters) -> None:
    """The pairs: how often listed together, how often by chance, tested."""
    title, alt, figure, table = _pairs_of(filters)
    components.chart_above_table(
        figure,
        title,
        text.PAIRS_SUBTITLE,
        alt,
        table + files(CATEGORY_PAIRS.of(filters)),
        key="pairs",
    )


@cached(most=32)
def _pairs_of(filters: Filters) -> tuple[str, str, go.Figure, Markup]:
    """Pairs in words, as figure and table, kept: another breakdown leaves them as they are."""
    pairs = query.pairs(filters)
    table = tables.pairs_table(pairs, filters)
    return text.pairs_title(pairs), text.pairs_alt(pairs), drawing.pair_counts(pairs), table


def bundles(filters: Filters) -> None:
    """The exact sets of categories, each leading to its entries."""
    title, table = _bundles_of(filters)
    with_files = table + files(CATEGORY_BUNDLES.of(filters))
    components.section(title, text.BUNDLES_SUBTITLE, with_files, key="bundles")


@cached(most=32)
def _bundles_of(filters: Filters) -> tuple[str, Markup]:
    """The title of the bundles and their table, kept as the pairs are."""
    bundles = bundle_query.bundles(filters)
    table = tables.bundles_table(bundles, filters, vocabulary().category)
    return text.bundles_title(bundles), table


def reading() -> None:
    """How to read intervals and tests."""
    components.draw("reading.html")
