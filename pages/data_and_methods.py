"""Data and methods: sources, dictionary, notes, reconciliation, and everything to take away."""

from dashboard import components, findings, queries, tables

build = queries.build()
figures = queries.published_figures()
notes = queries.quality_notes()

components.heading("Data and methods", findings.reconciliation(figures, notes))
components.method()
components.table("The report's own figures beside the table's", tables.figures_list(figures))
components.table("The eight kinds of support", tables.categories_list(queries.categories()))
components.table("Quality notes", tables.notes_list(notes))
components.table("Sources and licences", tables.sources_list(queries.sources()))
components.table("Data dictionary", tables.dictionary_list(queries.data_dictionary()))
components.take_all_away(build)
