"""Sentences of Compare, each number in them counted again in the published table."""

from random import Random

import pandas as pd
import pytest

from dashboard.query import comparison
from dashboard.query.comparison import Entry
from dashboard.query.metadata import vocabulary
from dashboard.text import comparison as text
from tests.published import CATEGORIES, published_matrix

EDITION = "2022-05"
MATRIX = published_matrix().set_index("entry_id")
NAMES = {str(entry): str(name) for entry, name in MATRIX["entry"].items()}
KNOWN = MATRIX["cla_rate_per_10k"].dropna().astype(int)
LABELS = [
    "basic support",
    "generic mental health access",
    "charity-sector provision",
    "dedicated workers",
    "commissioned services",
    "extended CAMHS",
    "mentoring",
    "wider wellbeing provision",
]
CHANCE = Random(8)
CHOICES = [
    ("leeds",),
    ("poole",),
    ("leeds", "barnsley"),
    ("leeds", "hertfordshire"),
    ("poole", "isles-of-scilly"),
    ("blackpool", "poole"),
    *(tuple(CHANCE.sample(list(MATRIX.index), CHANCE.randint(2, 6))) for _ in range(15)),
]
each_choice = pytest.mark.parametrize("chosen", CHOICES, ids="+".join)


def chosen_entries(chosen: tuple[str, ...]) -> list[Entry]:
    return comparison.entries(EDITION, chosen)


def listed(words: list[str]) -> str:
    """Words in a row as they are said."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def standing(entry: str) -> str:
    """Where a rate stands, by hand."""
    if entry not in KNOWN:
        return "unknown"
    rate = KNOWN[entry]
    lower, same = KNOWN.lt(rate).sum(), KNOWN.eq(rate).sum() - 1
    alike = {0: "", 1: "; 1 other the same"}.get(same, f"; {same} others the same")
    return f"{rate} per 10,000, higher than {lower} of the 147 known rates{alike}"


# --- What they list ---------------------------------------------------------------------------


def test_nothing_chosen_asks_for_a_choice() -> None:
    assert text.compared([]) == "Choose two to six entries to see them side by side."


@each_choice
def test_the_finding_counts_what_each_lists(chosen: tuple[str, ...]) -> None:
    own = MATRIX.loc[list(chosen)]
    parts = [f"{row.entry} lists {row.categories_listed}" for row in own.itertuples()]
    more = " Choose at least one entry more." if len(chosen) == 1 else ""
    said = text.compared(chosen_entries(chosen))
    assert said == f"Of the 8 kinds of support, {listed(parts)}.{more}"


@each_choice
def test_what_all_list_and_what_one_alone_lists_is_a_sentence_each(chosen: tuple[str, ...]) -> None:
    own = MATRIX.loc[list(chosen)]
    counts = own[list(CATEGORIES)].sum()
    shared = [label for c, label in zip(CATEGORIES, LABELS, strict=True) if own[c].all()]
    alone = [
        f"{label} ({own.loc[own[c], 'entry'].item()})"
        for c, label in zip(CATEGORIES, LABELS, strict=True)
        if counts[c] == 1
    ]
    who = "both" if len(chosen) == 2 else f"all {len(chosen)}"
    assert text.shared_and_unique(chosen_entries(chosen), vocabulary().category) == [
        f"{who.capitalize()} list {listed(shared)}." if shared
        else f"No kind of support is listed by {who}.",
        f"Listed by one alone: {listed(alone)}." if alone else "No kind is listed by one alone.",
    ]  # fmt: skip


def test_the_choices_have_every_kind_of_sentence() -> None:
    said = [
        sentence
        for chosen in CHOICES
        for sentence in text.shared_and_unique(chosen_entries(chosen), vocabulary().category)
    ]
    for start in ("Both list", "All 6 list", "No kind of support is listed by both",
                  "No kind of support is listed by all", "Listed by one alone",
                  "No kind is listed by one alone"):  # fmt: skip
        assert any(sentence.startswith(start) for sentence in said), start


# --- Cells ------------------------------------------------------------------------------------


def test_attributes_of_an_entry_are_told() -> None:
    leeds, lincolnshire = chosen_entries(("leeds", "north-east-lincolnshire"))
    assert text.entry_facts(leeds) == {
        "categories_listed": "4 of 8",
        "rate": standing("leeds"),
        "ofsted_rating": "Outstanding",
        "region": "Yorkshire and The Humber",
        "authority_type": "Metropolitan district",
        "notes": "None",
    }
    assert text.entry_facts(lincolnshire)["notes"] == "1, below"


@each_choice
def test_groups_have_shares_and_medians(chosen: tuple[str, ...]) -> None:
    for group in comparison.groups(EDITION, chosen, ("leeds", "york")):
        members = MATRIX[MATRIX["entry"].isin(group.members)]
        counts, rates = members[list(CATEGORIES)].sum(), members["cla_rate_per_10k"].dropna()
        median = f"{rates.median():g}" if len(rates) else "–"
        assert text.group_facts(group) == {
            **{c: f"{n} of {len(members)} ({n / len(members):.0%})" for c, n in counts.items()},
            "categories_listed": f"median {members['categories_listed'].median():g}",
            "rate": f"median {median} of {len(rates)} known rates",
        }
        assert text.group_heading(group) == f"{group.name}, {len(members)} entries"


# --- Rates ------------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", MATRIX.index)
def test_the_place_of_a_rate_is_told(entry: str) -> None:
    [own] = chosen_entries((entry,))
    assert text.rate_place(own.place) == standing(entry)


@each_choice
def test_the_title_of_the_rates_names_those_that_are_known(chosen: tuple[str, ...]) -> None:
    known = [entry for entry in chosen if entry in KNOWN]
    named = [f"{NAMES[entry]} {KNOWN[entry]}" for entry in known]
    title = f"CLA rates per 10,000 among the 147 known: {', '.join(named)}"
    if len(known) == 1:
        lower = KNOWN.lt(KNOWN[known[0]]).sum()
        title = f"CLA rate: {named[0]} per 10,000, higher than {lower} of the 147 known rates"
    if not known:
        title = f"The CLA rate of {listed([NAMES[entry] for entry in chosen])} is unknown"
    assert text.rate_title(chosen_entries(chosen)) == title


@each_choice
def test_the_rates_are_told_to_those_who_do_not_see_them(chosen: tuple[str, ...]) -> None:
    stand = "; ".join(f"{NAMES[entry]}: {standing(entry)}" for entry in chosen)
    classes = pd.Series(KNOWN // 20 * 20).value_counts()
    first = classes[classes == classes.max()].index.min()
    assert text.rate_alt(chosen_entries(chosen), comparison.rate_classes(EDITION)) == (
        f"Column chart of the known CLA rates in classes of twenty. {stand}. Most entries in one "
        f"class: {classes.max()}, from {first} to {first + 19}."
    )
