"""Authority profile: what one entry lists, beside entries like it; a brief to print."""

from dashboard import components, filters
from dashboard.entries import entry_extracts, entry_parts
from dashboard.entries.profiles import profile_of
from dashboard.evidence import evidence_parts
from dashboard.files import take_away

choice = entry_parts.chosen_profile()
extract = entry_extracts.profile(choice, filters.current_selection())
if choice.entry:
    profile = profile_of(choice, extract.edition)
    components.heading(profile.name, profile.finding)
    entry_parts.draw_profile_controls(choice)
    entry_parts.profile_figures(profile)
    entry_parts.profile_benchmarks(profile)
    entry_parts.profile_twins(profile)
    entry_parts.rate_chart(profile.distribution, profile.places)
    entry_parts.quality_notes(profile.notes, [profile.name])
    evidence_parts.deep_dive(choice.entry)
    take_away.draw(extract)
else:
    components.heading("Authority profile", "Choose an authority to see what its offer lists.")
    entry_parts.draw_profile_controls(choice)
