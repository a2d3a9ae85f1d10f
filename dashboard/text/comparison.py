"""Compare in words: what entries list, beside each other and beside groups; where rates stand."""

from collections.abc import Sequence

from dashboard.parameters.pages import MOST_COMPARED
from dashboard.query.comparison import Entry, Group, RateClass, RatePlace
from dashboard.text.counting import in_list, median, number, share
from dashboard.vocabulary import Labels, lower_first

RATES = "Children looked after per 10,000 children, 31 March 2021"


def compared(entries: Sequence[Entry]) -> str:
    """The finding of a comparison."""
    if not entries:
        return f"Choose two to {number(MOST_COMPARED)} entries to see them side by side."
    parts = [f"{entry.entry} lists {entry.categories_listed}" for entry in entries]
    more = "" if len(parts) > 1 else " Choose at least one entry more."
    return f"Of the {len(entries[0].listed)} kinds of support, {in_list(parts)}.{more}"


def shared_and_unique(entries: Sequence[Entry], labels: Labels) -> list[str]:
    """Two sentences: the categories that all list, and those that one alone lists."""
    listed = {
        lower_first(label): [entry.entry for entry in entries if entry.listed[category]]
        for category, label in labels.items()
    }
    shared = [label for label, names in listed.items() if len(names) == len(entries)]
    alone = [f"{label} ({names[0]})" for label, names in listed.items() if len(names) == 1]
    all_of_them = "Both" if len(entries) == 2 else f"All {len(entries)}"
    return [
        f"{all_of_them} list {in_list(shared)}."
        if shared
        else f"No kind of support is listed by {lower_first(all_of_them)}.",
        f"Listed by one alone: {in_list(alone)}." if alone else "No kind is listed by one alone.",
    ]


def entry_facts(entry: Entry) -> dict[str, str]:
    """The attributes of an entry as they stand in a comparison, named as its facts."""
    return {
        "categories_listed": number_listed(entry),
        "rate": rate_place(entry.place),
        "ofsted_rating": entry.ofsted_rating,
        "region": entry.region,
        "authority_type": entry.authority_type,
        "notes": f"{entry.notes}, below" if entry.notes else "None",
    }


def group_facts(group: Group) -> dict[str, str]:
    """What a group has to set beside the facts of an entry: counts, and medians."""
    return {
        **{category: listed_by(group, category) for category in group.listed},
        "categories_listed": f"median {median(group.median_listed)}",
        "rate": f"median {median(group.median_rate)} of {group.known_rates} known rates",
    }


def number_listed(entry: Entry) -> str:
    """How many of the categories an entry lists: `4 of 8`."""
    return f"{entry.categories_listed} of {len(entry.listed)}"


def listed_by(group: Group, category: str) -> str:
    """How common a category is in a group: `58 of 150 (39%)`."""
    return share(group.listed[category], group.entries)


def group_heading(group: Group) -> str:
    """A comparison group at the head of a column."""
    return f"{group.name}, {group.entries} entries"


def rate_place(place: RatePlace) -> str:
    """Where a rate stands: `75 per 10,000, higher than 90 of the 147 known rates`."""
    if place.rate is None:
        return "unknown"
    same = f"; {place.same} other{'s' if place.same > 1 else ''} the same" if place.same else ""
    return f"{place.rate} per 10,000, {_standing(place)}{same}"


def _standing(place: RatePlace) -> str:
    return f"higher than {place.lower} of the {place.known} known rates"


def rate_title(entries: Sequence[Entry]) -> str:
    """Title of the distribution of rates, for one entry or several."""
    known = [entry for entry in entries if entry.place.rate is not None]
    if not known:
        return f"The CLA rate of {in_list([entry.entry for entry in entries])} is unknown"
    parts = [f"{entry.entry} {entry.place.rate}" for entry in known]
    if len(known) == 1:
        return f"CLA rate: {parts[0]} per 10,000, {_standing(known[0].place)}"
    return f"CLA rates per 10,000 among the {known[0].place.known} known: {', '.join(parts)}"


def rate_alt(entries: Sequence[Entry], classes: Sequence[RateClass]) -> str:
    """The finding of the distribution of rates, in words."""
    most = max(classes, key=lambda rates: rates.entries)
    stand = "; ".join(f"{entry.entry}: {rate_place(entry.place)}" for entry in entries)
    return (
        f"Column chart of the known CLA rates in classes of twenty. {stand}. Most entries in one "
        f"class: {most.entries}, from {most.rate_from} to {most.rate_to}."
    )


def rate_class(rates: RateClass) -> str:
    """A class of rates: `60 to 79`."""
    return f"{rates.rate_from} to {rates.rate_to}"
