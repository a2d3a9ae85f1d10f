"""Authority profile in words: what one entry lists, beside its groups and its twins."""

from dashboard.query.comparison import Entry, Group
from dashboard.query.profile import Profile, Twin
from dashboard.text.comparison import number_listed
from dashboard.text.counting import in_list, median, plural
from dashboard.vocabulary import Labels, lower_first


def finding(profile: Profile) -> str:
    """What the entry lists, beside the median of the chosen group."""
    entry, group = profile.entry, profile.group
    listed = f"{entry.entry} lists {entry.categories_listed} of the {len(entry.listed)}"
    beside = (
        f"; the median of {group_words(group)} is {median(group.median_listed)}" if group else ""
    )
    return f"{listed} kinds of support{beside}."


def group_words(group: Group) -> str:
    """A comparison group within a sentence: `the 14 entries in Yorkshire and The Humber`."""
    words = {
        "england": "in England",
        "region": f"in {group.name}",
        "type": f"of type {group.name}",
        "rate": f"with a {group.name}",
        "own": "on your own list",
    }[group.key]
    return f"the {plural(group.entries, 'entry', 'entries')} {words}"


def missing_group(key: str, entry: Entry) -> str:
    """Why there is nothing to compare with in a group; `key` is one of COMPARISON_GROUPS."""
    if key == "rate":
        return f"The CLA rate of {entry.entry} is unknown, so no entries have a similar one."
    return "Your own list is empty: choose the entries to compare with."


def figures(entry: Entry) -> list[tuple[str, str]]:
    """The entry's facts, each with what it is."""
    rate = "unknown" if entry.place.rate is None else str(entry.place.rate)
    return [
        (number_listed(entry), "kinds of support listed, May 2022"),
        (rate, "CLA rate per 10,000, 31 March 2021"),
        (entry.ofsted_rating, f"Ofsted rating; printed “{entry.ofsted_as_published}”"),
        (entry.region, f"region; {entry.authority_type}"),
    ]


def benchmarks_caption(entry: Entry) -> str:
    """What the entry lists, and what is counted beside it."""
    return (
        f"What {entry.entry} lists, and how many entries of each group do (itself among them, "
        "except on an own list), May 2022"
    )


def share_bars_alt(profile: Profile, group: Group, labels: Labels) -> str:
    """The bars of one group in words, for those who do not see them."""
    told = "; ".join(
        f"{label}: {in_group(group, category)}, {here(profile.entry, category)}"
        for category, label in labels.items()
    )
    return f"Bar chart. How many of {group_words(group)} list each kind of support. {told}."


def in_group(group: Group, category: str) -> str:
    """How many of a group list a category."""
    return f"{group.listed[category]} of {group.entries}"


def here(entry: Entry, category: str) -> str:
    """Whether the entry itself lists a category."""
    return "listed here" if entry.listed[category] else "not listed here"


def gaps(profile: Profile, group: Group) -> str:
    """The title of the gap list."""
    count, entry = len(profile.gaps), profile.entry.entry
    if not count:
        return f"Nothing that {entry} does not list is listed by most of {group_words(group)}"
    kinds, verb = ("One kind", "is") if count == 1 else (f"{count} kinds", "are")
    return (
        f"{kinds} of support that {entry} does not list {verb} listed by most of "
        f"{group_words(group)}"
    )


def twins(profile: Profile) -> str:
    """The title of the offer twins."""
    entry, same = profile.entry, profile.bands.get(0)
    if same:
        who = "One other entry lists" if same == 1 else f"{same} other entries list"
        return f"{who} exactly what {entry.entry} lists"
    return (
        f"No other entry lists exactly what {entry.entry} lists; the nearest differ in "
        f"{differing(min(profile.bands), entry)}"
    )


def differing(categories: int, entry: Entry) -> str:
    """In how many of the categories another entry differs from this one."""
    return f"{categories} of {len(entry.listed)}"


def difference(twin: Twin) -> str:
    """What another entry lists that this one does not, and the other way round."""
    also, not_listed = (
        in_list([lower_first(label) for label in labels])
        for labels in (twin.also_lists, twin.does_not_list)
    )
    parts = [f"also lists {also}"] if also else []
    parts += [f"does not list {not_listed}"] if not_listed else []
    return "; ".join(parts) or "nothing"


def further(profile: Profile) -> str:
    """How many entries stand in the bands that are not named."""
    parts = [f"{entries} differ in {categories}" for categories, entries in profile.further.items()]
    return f"Further away: {', '.join(parts)}." if parts else ""
