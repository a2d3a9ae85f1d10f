"""Authority profile: what one entry lists, beside entries like it; a brief to print."""

from dashboard.export.comparison import PROFILE
from dashboard.parameters.pages import ProfileParameters
from dashboard.parameters.shared import Edition
from dashboard.query.metadata import edition_of
from dashboard.query.profile import profile_of
from dashboard.text import profile as text
from dashboard.views import comparison, components, controls, data_quality, evidence, profile
from dashboard.views.export import draw_export

asked = controls.chosen(ProfileParameters)
edition = Edition(controls.current_filters().edition)
if asked.entry:
    shown = profile_of(asked, edition_of(edition))
    components.heading(shown.entry.entry, text.finding(shown))
    profile.draw_controls(asked)
    components.headline_figures(text.figures(shown.entry))
    profile.benchmarks(shown, asked)
    profile.twins(shown)
    comparison.rate_chart(shown.classes, [shown.entry])
    data_quality.entry_notes(shown.notes, [shown.entry.entry])
    evidence.deep_dive(asked.entry)
    draw_export(PROFILE.of(asked, edition))
else:
    components.heading("Authority profile", "Choose an authority to see what its offer lists.")
    profile.draw_controls(asked)
