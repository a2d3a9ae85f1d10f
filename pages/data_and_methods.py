"""Data and methods: sources, dictionary, notes, reconciliation, and everything to take away."""

from dashboard import components, findings, queries, tables
from dashboard.evidence import category_links, doubt_parts
from dashboard.files import take_away

build = queries.build()
figures = queries.published_figures()
notes = queries.quality_notes()
categories = queries.categories()
doubts = doubt_parts.read_doubts()

components.heading("Data and methods", findings.reconciliation(figures, notes))
components.method()
components.table(findings.figures_title(figures), tables.figures_list(figures))
components.folded_table(
    "The queries that give these figures again", tables.figure_queries_list(figures)
)
doubts = doubt_parts.what_if(doubts)
doubt_parts.quality_notes(doubts)
components.table(
    "The eight kinds of support",
    category_links.with_evidence(tables.categories_list(categories), categories["category_id"]),
)
components.table("Sources and licences", tables.sources_list(queries.sources()))
components.table("Data dictionary", tables.dictionary_list(queries.data_dictionary()))
take_away.draw_all(build)
