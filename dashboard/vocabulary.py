"""The words and orders of the field, each once: grades, groups, kinds, palette, names of pages.

What only the database knows (categories, regions, entries ...) comes as a `Vocabulary`, which
`dashboard.query.metadata` reads.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Labels = Mapping[str, str]  # value -> label, in the order in which they are offered

TITLE = "Care leavers' offer dashboard"
REPORT = (
    "What Works for Early Intervention and Children's Social Care, An exploratory study of the "
    "emotional wellbeing needs and experiences of care leavers in England, May 2023, Appendix 2"
)
CAUTION = (
    "Offers as published in May 2022. They may have changed since, so this is context, not a "
    "reference for what is on offer today; not listed does not mean that a service does not exist."
)
NOT_QUALITY = (
    "A count of kinds of support is not quality: it says what reviewers found listed in published "
    "offers, not how good, how large or how easy to reach the support is."
)

# --- Addresses of the pages ---------------------------------------------------------------------

OVERVIEW = ""
ENGLAND_MAP = "england-map"
PROVISION_TYPES = "provision-types"
FIND_AUTHORITIES = "find-authorities"
COMPARE = "compare"
AUTHORITY_PROFILE = "authority-profile"
RELATIONSHIPS = "relationships"
RESEARCH_EVIDENCE = "research-evidence"
DATA_AND_METHODS = "data-and-methods"

# --- Ofsted -------------------------------------------------------------------------------------

GRADES = ("Outstanding", "Good", "Requires improvement", "Inadequate")  # from high to low
NOT_RATED = "Not rated"
RATINGS = (*GRADES, NOT_RATED)

# --- Groups, units and ways of looking ----------------------------------------------------------

COMPARISON_GROUPS = {
    "england": "England",
    "region": "Same region",
    "type": "Same authority type",
    "rate": "Similar CLA rate",
    "own": "My own list",
}
BREAKDOWNS = {
    "none": "All together",
    "region": "Region",
    "rating": "Ofsted rating",
    "type": "Authority type",
    "rate": "CLA-rate quarter",
}
UNITS = {"entry": "entries", "authority": "authorities"}
DOUBTFUL = {"kept": "Kept, as published", "left-out": "Left out"}
MATCHES = {"all": "all of them", "any": "any of them"}
ORDERS = {"asc": "ascending", "desc": "descending"}
ROWS_TO_SHOW = {"all": "Everything", "differences": "Differences only"}
MAPS = {"true": "True shapes", "equal-area": "Equal-area: one hexagon each"}

# --- Evidence -----------------------------------------------------------------------------------

UNDATED = "undated"
# The documents have titles of twenty words; these are what pages call them.
SHORT_TITLES = {
    "wwcsc-2023": "What Works study of local offers",
    "cascade-2026": "CASCADE study of personal advisers",
    "appg-2014": "Parliamentary group meeting",
    "raps-advocacy": "Birmingham advocacy study",
    "social-finance-2018": "Social Finance study, as reported in the news",
}
EVIDENCE_KINDS = {
    "figure": "Figure",
    "theme": "Theme",
    "mechanism": "Mechanism",
    "barrier": "Barrier",
    "facilitator": "Facilitator",
    "recommendation": "Recommendation",
    "service": "Service described",
    "typology": "Type of support",
    "limitation": "Limitation",
}
LEVELS = {"system": "System", "professional": "Professional", "individual": "Individual"}
PARTICIPANTS = {"folded": "Folded away", "shown": "Shown"}

# --- Palette of the Government Analysis Function -------------------------------------------------

INK, BLUE, PALE, ORANGE = "#0b0c0c", "#12436D", "#6BACE6", "#F46A25"
GRID, GREY, DARK_GREY = "#d9dcde", "#b1b4b6", "#6f777b"
WHITE, FAINT = "#ffffff", "#f5f5f5"
# From pale to dark, so that each class is told by lightness alone. The ends are the palette's.
SEQUENCE = ("#dcebf9", "#a6cdf0", "#6bace6", "#4a86bb", "#2e6491", "#12436d")


@dataclass(frozen=True)
class Vocabulary:
    """The values of the database that parameters accept: value -> label, in order of offering."""

    region: Labels = field(default_factory=dict)
    authority_type: Labels = field(default_factory=dict)
    category: Labels = field(default_factory=dict)
    edition: Labels = field(default_factory=dict)  # newest first
    entry: Labels = field(default_factory=dict)  # by name
    authority: Labels = field(default_factory=dict)  # ONS code -> name, by name
    matrix_column: Labels = field(default_factory=dict)
    note_kind: Labels = field(default_factory=dict)
    source: Labels = field(default_factory=dict)
    evidence_kind: Labels = field(default_factory=dict)
    nation: Labels = field(default_factory=dict)
    year: Labels = field(default_factory=dict)


def same(*values: str) -> Labels:
    """Values that are their own labels."""
    return dict(zip(values, values, strict=True))


def lower_first(label: str) -> str:
    """A label as it stands within a sentence: `extended CAMHS`."""
    return label[:1].lower() + label[1:]


def upper_first(words: str) -> str:
    """Words as they stand at the start of a sentence."""
    return words[:1].upper() + words[1:]
