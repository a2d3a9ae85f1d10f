"""Overview: what the 150 offers list, in four figures and two charts."""

from dashboard import charts, components, filters, findings, queries, tables
from dashboard.entries import entry_extracts, find_parts
from dashboard.entries.near_misses import near_misses
from dashboard.evidence import category_links
from dashboard.files import take_away

selection = filters.current_selection()
head = queries.headline(selection)
counts = queries.category_counts(selection)
distribution = queries.listed_distribution(selection)

components.heading(
    "Emotional-wellbeing support in England's offers to care leavers",
    findings.overview(head, counts),
)
filters.draw_active_filters(selection, queries.vocabulary())

components.headline_figures(
    [
        (findings.entries_found(head["selected"], head["entries"]), "in this view"),
        (findings.share(head["list_basic_support"], head["selected"]), "list basic support"),
        (findings.share(head["list_nothing"], head["selected"]), "list nothing"),
        (findings.median(head["median_listed"]), "categories listed, median, of 8"),
    ]
)
components.go_to_authority(queries.entry_names())
if head["selected"]:
    components.chart_with_table(
        charts.category_bars(counts),
        findings.most_and_least_listed(counts),
        "Entries that list each kind of support, May 2022",
        findings.category_alt(counts),
        category_links.with_evidence(tables.category_numbers(counts), counts["category_id"]),
        key="categories",
    )
    components.chart_with_table(
        charts.listed_columns(distribution),
        findings.distribution_title(distribution),
        "Entries by number of the eight kinds of support that they list, May 2022",
        findings.distribution_alt(distribution),
        tables.distribution_numbers(distribution),
        key="distribution",
    )
else:
    find_parts.near_misses(near_misses(selection, queries.vocabulary()))
take_away.draw(entry_extracts.offer_matrix(selection, page=""))
