"""Data and methods: sources, dictionary, notes, reconciliation, and everything to take away."""

from dashboard.parameters.pages import DataQualityParameters
from dashboard.query import data_quality as query
from dashboard.registry import DATASETS
from dashboard.text import data_quality as text
from dashboard.views import components, controls, data_quality, misclassification
from dashboard.views.export import draw_all

asked = controls.chosen(DataQualityParameters)
figures = query.published_figures()
notes = len(query.notes(DataQualityParameters()))

components.heading("Data and methods", text.reconciliation(figures, notes))
data_quality.method()
data_quality.published_figures(figures)
misclassification.what_if(asked)
data_quality.quality_notes(asked, notes)
data_quality.sources()
draw_all(DATASETS)
