"""The one-page brief on an entry: one HTML file that prints on a page and needs nothing else."""

from dashboard.drawing.comparison import rate_svg
from dashboard.drawing.profile import (
    TWINS,
    benchmark_columns,
    benchmark_rows,
    gap_rows,
    share_bars,
    twin_rows,
)
from dashboard.drawing.tables import Link, table
from dashboard.drawing.templating import render
from dashboard.export.dataset import Export
from dashboard.parameters.pages import ProfileParameters
from dashboard.query.metadata import vocabulary
from dashboard.query.profile import profile_of
from dashboard.text import comparison
from dashboard.text import profile as text
from dashboard.vocabulary import CAUTION


def brief(export: Export) -> bytes:
    """The brief on the entry of a profile, beside its chosen comparison group.

    Links are left out: whoever reads it has the file, not the dashboard.
    """
    [asked] = [each for each in export.chosen if isinstance(each, ProfileParameters)]
    if not asked.entry:
        return render("brief.html", entry=None).encode()
    labels = vocabulary().category
    profile = profile_of(asked, export.selected.edition)
    entry, group = profile.entry, profile.group
    return render(
        "brief.html",
        entry=entry,
        caution=CAUTION,
        finding=text.finding(profile),
        rate_place=comparison.rate_place(entry.place),
        bars=share_bars(profile, group, labels) if group else "",
        benchmarks=table(
            benchmark_rows(profile, labels),
            benchmark_columns(profile),
            "Entries that list it, of those in the group",
        ),
        gaps_title=text.gaps(profile, group) if group else "",
        gaps=gap_rows(profile, group, labels).to_dict("records") if group else [],
        twins_title=text.twins(profile),
        twins=table(
            twin_rows(profile, lambda twin: Link(twin.entry)),
            TWINS,
            "Entries by the number of categories that differ",
        ),
        further=text.further(profile),
        rate_title=comparison.rate_title([entry]),
        rates=rate_svg(profile.classes, [entry]),
        notes=profile.notes.to_dict("records"),
        citation=export.citation(),
    ).encode()
