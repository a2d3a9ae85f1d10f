"""The panel *what if some cells are wrong*. Apart, since statistics take a second to load."""

from dashboard.drawing import misclassification as drawing
from dashboard.drawing.tables import records
from dashboard.parameters.pages import DataQualityParameters
from dashboard.parameters.shared import Filters
from dashboard.query.matrix import category_counts
from dashboard.query.misclassification import corrected_shares
from dashboard.text import misclassification as text
from dashboard.views import components, controls
from dashboard.views.data_quality import anchored


def what_if(asked: DataQualityParameters) -> None:
    """The errors supposed, each share as they would have it, and how this is worked out."""
    with anchored("what-if", "What if some cells are wrong?"):
        controls.number(DataQualityParameters, "missed")
        controls.number(DataQualityParameters, "wrongly_found")
    shares = corrected_shares(category_counts(Filters()), asked)
    rows = records(({"label": each.label, **text.facts(each)} for each in shares), drawing.SHARES)
    subtitle = text.subtitle(shares)
    components.chart_above_table(
        drawing.corrected_shares(shares),
        text.title(shares, asked),
        subtitle,
        text.alt(shares),
        components.same_numbers(rows, drawing.SHARES, subtitle),
        key="corrected_shares",
    )
    components.notes(text.not_explained(shares, asked))
    components.draw("misclassification_method.html")
