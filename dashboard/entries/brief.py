"""The one-page brief on an entry: one HTML file that prints on a page and needs nothing else."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from dashboard import queries
from dashboard.entries import entry_findings, entry_tables
from dashboard.entries.entry_choices import read_profile
from dashboard.entries.profiles import profile_of
from dashboard.entries.rate_distribution import rate_svg
from dashboard.entries.share_bars import share_bars
from dashboard.files import citation
from dashboard.files.extracts import Extract
from dashboard.tables import html_table

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True
)


def brief(extract: Extract) -> bytes:
    """The brief on the entry of a profile's extract, beside its chosen comparison group.

    Links are left out: whoever reads it has the file, not the dashboard.
    """
    choice, _ = read_profile(extract.address, queries.entry_ids())
    if not choice.entry:
        return TEMPLATES.get_template("brief.html").render(profile=None).encode()
    profile = profile_of(choice, extract.edition)
    group = profile.group
    words = entry_findings.group_words(group) if group else ""
    near = entry_tables.twins_list(profile.near)
    near["Names"] = [", ".join(name.words for name in names) for names in near["Names"]]
    numbers = entry_tables.benchmarks(profile.rows, profile.name, choice.group)
    return (
        TEMPLATES.get_template("brief.html")
        .render(
            profile=profile,
            group=group,
            caution=citation.CAUTION,
            citation=extract.citation(),
            bars=share_bars(profile.rows, choice.group, words) if group else "",
            benchmarks=html_table(numbers, "Entries that list it, of those in the group"),
            gap_title=entry_findings.gaps(profile.name, group, len(profile.gaps)) if group else "",
            twin_title=entry_findings.twins(profile.name, profile.bands),
            twins=html_table(near, "Entries by the number of categories that differ"),
            rate_title=entry_findings.rate_title(profile.places),
            rate=rate_svg(
                profile.distribution,
                profile.places,
                entry_findings.rate_alt(profile.places, profile.distribution),
            ),
        )
        .encode()
    )
