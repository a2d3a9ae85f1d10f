"""Overview and Find authorities in words: what a reader learns of the selected entries."""

from collections.abc import Sequence

from dashboard.parameters.shared import Filters
from dashboard.query.matrix import CategoryCount, Headline, NumberListed
from dashboard.text.counting import entries_found, number, plural
from dashboard.vocabulary import Vocabulary, lower_first


def overview(head: Headline, counts: Sequence[CategoryCount]) -> str:
    """The finding of the overview, for all entries or for the selected ones."""
    if not head.selected:
        return f"None of the {head.entries} entries matches these filters."
    everyone = head.selected == head.entries
    who = f"the {head.entries} entries" if everyone else f"the {head.selected} selected entries"
    others = [count for count in counts if count.category_id != "basic_support"]
    most = max(others, key=_listed)
    return (
        f"{head.list_basic_support} of {who} list basic support for emotional wellbeing; "
        f"of the other kinds, {lower_first(most.label)} is listed most often, by "
        f"{most.listed_count}. {head.list_nothing} list nothing."
    )


def category_alt(counts: Sequence[CategoryCount]) -> str:
    """The finding of the category bars, in words for those who do not see them."""
    parts = "; ".join(f"{count.label} {count.listed_count}" for count in counts)
    return f"Bar chart. Of {counts[0].entries} entries, listed: {parts}."


def most_and_least_listed(counts: Sequence[CategoryCount]) -> str:
    """Title of the category bars."""
    most, least = max(counts, key=_listed), min(counts, key=_listed)
    return (
        f"{most.label} is listed by {most.listed_count} of {most.entries} entries, "
        f"{least.label} by {least.listed_count}"
    )


def _listed(count: CategoryCount) -> int:
    return count.listed_count


def distribution_title(distribution: Sequence[NumberListed]) -> str:
    """Title of the distribution of the number of categories."""
    entries = sum(number.entries for number in distribution)
    few = sum(number.entries for number in distribution if number.categories_listed <= 2)
    return f"{few} of {entries} entries list two categories or fewer"


def distribution_alt(distribution: Sequence[NumberListed]) -> str:
    """The finding of the distribution, in words for those who do not see it."""
    parts = "; ".join(f"{n.categories_listed} categories: {n.entries}" for n in distribution)
    return f"Column chart. Entries by number of categories listed. {parts}."


def rates_left_out(filters: Filters, names: Sequence[str]) -> str:
    """What a CLA bound leaves out for want of a rate; nothing to say without a bound."""
    if not filters.bounds_rate():
        return ""
    left_out = plural(len(names), "entry", "entries")
    named = f": {', '.join(names)}" if names else ""
    return f"The CLA rate bound leaves out {left_out} whose rate is unknown{named}."


def found(head: Headline, filters: Filters, vocabulary: Vocabulary) -> str:
    """The finding of Find authorities: n of 150, and what was asked for."""
    n = entries_found(head.selected, head.entries)
    if filters == Filters():
        return f"{n}. Choose filters to narrow them down."
    verb = "matches" if head.selected == 1 else "match"
    return f"{n} {verb}: {filters.in_words(vocabulary)}."


def matrix_caption(entries: int) -> str:
    """What the offer matrix shows, and when it was read."""
    if entries == 1:
        return "What 1 entry lists in its published offer, May 2022"
    return f"What {entries} entries list in their published offers, May 2022"


def distribution_subtitle(kinds: int) -> str:
    """What the distribution counts; `kinds` is how many kinds of support there are."""
    return f"Entries by number of the {number(kinds)} kinds of support that they list, May 2022"
