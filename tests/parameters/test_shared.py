"""The shared filters: as an address and back, whatever an address holds, and in words."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.parameters.declared import LONGEST_TEXT, tidy, unknown_names
from dashboard.parameters.shared import Filters, column
from dashboard.query.where import conditions
from dashboard.vocabulary import RATINGS, Vocabulary, same

KNOWN = Vocabulary(
    region=same("London", "North West", "Yorkshire and The Humber"),
    authority_type=same("County", "London borough"),
    category={"basic_support": "Basic support", "extended_camhs": "Extended CAMHS"},
    edition=same("2023-05", "2022-05"),
)
PARAMETERS = [
    "region",
    "rating",
    "type",
    "has",
    "without",
    "match",
    "cla_min",
    "cla_max",
    "listed_min",
    "listed_max",
    "q",
    "edition",
]
REPEATABLE = {
    "region": tuple(KNOWN.region),
    "rating": RATINGS,
    "type": tuple(KNOWN.authority_type),
    "has": tuple(KNOWN.category),
    "without": tuple(KNOWN.category),
}


def some_of(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(st.sampled_from(values)).map(lambda s: tuple(v for v in values if v in s))


def at_most(highest: int) -> st.SearchStrategy[int | None]:
    return st.none() | st.integers(0, highest)


selections = st.builds(
    Filters,
    **{name: some_of(values) for name, values in REPEATABLE.items()},
    match=st.sampled_from(["all", "any"]),
    cla_min=at_most(10_000),
    cla_max=at_most(10_000),
    listed_min=at_most(2),
    listed_max=at_most(2),
    q=st.text().map(tidy),
    edition=st.sampled_from(["", *KNOWN.edition]),
)
garbage = st.text() | st.from_regex(r"[-+]?0*[0-9]{1,9}(\.0)?", fullmatch=True)
known_values = st.sampled_from(["London", "Good", "any", "2022-05", "extended_camhs", "7", "150"])
addresses = st.dictionaries(
    st.sampled_from(PARAMETERS) | st.text(), st.lists(garbage | known_values, max_size=4)
)


def read(**address: str | list[str]) -> tuple[Filters, list[str]]:
    lists = {name: [v] if isinstance(v, str) else v for name, v in address.items()}
    return Filters.parse(lists, KNOWN)


# --- The address ------------------------------------------------------------------------------


def test_the_parameters_are_the_public_ones() -> None:
    assert list(Filters.names()) == PARAMETERS


@given(selections)
def test_an_address_gives_its_selection_again(selection: Filters) -> None:
    assert Filters.parse(selection.address(), KNOWN) == (selection.normalised(KNOWN), [])


@given(selections)
def test_a_query_string_gives_its_selection_again(selection: Filters) -> None:
    address = parse_qs(selection.query_string(), keep_blank_values=True)
    assert Filters.parse(address, KNOWN) == (selection.normalised(KNOWN), [])


@given(selections)
def test_the_canonical_form_is_its_own(selection: Filters) -> None:
    canonical = selection.normalised(KNOWN)
    assert canonical.normalised(KNOWN) == canonical


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("region", "Region"),
        ("rating", "Ofsted rating"),
        ("type", "Authority type"),
        ("has", "Lists"),
        ("without", "Does not list"),
        ("match", "How the listed categories combine"),
        ("cla_min", "CLA rate per 10,000, at least"),
        ("cla_max", "CLA rate per 10,000, at most"),
        ("listed_min", "Number of categories listed, at least"),
        ("listed_max", "Number of categories listed, at most"),
        ("q", "Name contains"),
        ("edition", "Edition"),
    ],
)
def test_each_parameter_has_its_label(name: str, label: str) -> None:
    assert Filters.declared()[name].label == label


def test_nothing_asked_for_has_an_empty_address() -> None:
    assert Filters().address() == {}
    assert Filters().query_string() == ""


def test_a_repeatable_filter_stands_in_the_address_once_for_each_value() -> None:
    selection = Filters(region=("London", "North West"), cla_min=0)
    assert selection.query_string() == "region=London&region=North+West&cla_min=0"


@given(st.permutations(tuple(KNOWN.region)))
def test_the_order_of_values_in_an_address_does_not_matter(order: list[str]) -> None:
    assert read(region=order) == (Filters(region=tuple(KNOWN.region)), [])


@pytest.mark.parametrize(
    "address",
    [
        {"match": "any"},
        {"match": "all"},
        {"listed_min": "0"},
        {"listed_max": "2"},
        {"edition": "2023-05"},
        {"q": "   "},
    ],
)
def test_what_filters_nothing_is_no_filter(address: dict[str, str]) -> None:
    assert read(**address) == (Filters(), [])


def test_any_is_the_same_as_all_for_a_single_category() -> None:
    assert read(has="extended_camhs", match="any") == (Filters(has=("extended_camhs",)), [])


def test_a_rate_of_at_least_0_is_a_filter_since_it_leaves_out_unknown_rates() -> None:
    selection, _ = read(cla_min="0")
    assert selection.cla_min == 0
    assert selection.bounds_rate()
    assert not selection.without_rate_bounds().bounds_rate()


def test_an_older_edition_is_kept() -> None:
    assert read(edition="2022-05") == (Filters(edition="2022-05"), [])


def test_a_name_is_searched_for_with_single_spaces() -> None:
    assert read(q="  St   Helens ")[0].q == "St Helens"


# --- What an address may hold -----------------------------------------------------------------


@given(addresses)
@example({"cla_min": ["0" * 5_000]})
@example({"cla_min": ["0" * 9 + "9" * 5_000]})
@example({"cla_max": ["000000000123456789"]})
def test_any_address_gives_a_selection_that_filters_by_known_values_only(
    address: dict[str, list[str]],
) -> None:
    selection, ignored = Filters.parse(address, KNOWN)
    assert Filters.parse(selection.address(), KNOWN) == (selection, [])
    assert all(isinstance(sentence, str) and sentence for sentence in ignored)


@given(addresses)
def test_every_unknown_value_is_named(address: dict[str, list[str]]) -> None:
    _, ignored = Filters.parse(address, KNOWN)
    for name, accepted in REPEATABLE.items():
        for value in set(address.get(name, [])) - set(accepted):
            assert any(s.startswith(f"{name}={value} is not known") for s in ignored)


def test_an_unknown_value_is_said_with_those_accepted_and_the_others_are_used() -> None:
    selection, ignored = read(region=["Londn", "North West"])
    assert selection == Filters(region=("North West",))
    assert ignored == [
        "region=Londn is not known. Accepted: London, North West, Yorkshire and The Humber"
    ]


def test_values_are_told_apart_by_case() -> None:
    assert read(rating="good")[0] == Filters()


@pytest.mark.parametrize(
    "text", ["", "-1", "+7", " 7", "7.0", "1e3", "10001", "x", "٣", "²", "0" * 5_000, "9" * 5_000]
)
def test_a_bound_that_is_no_whole_number_up_to_10000_is_said(text: str) -> None:
    selection, ignored = read(cla_min=text)
    assert selection == Filters()
    assert ignored == [
        f"cla_min={text} is not known. Accepted: a whole number from 0 to 10000",
    ]


def test_a_long_number_with_leading_noughts_stays_within_the_bound() -> None:
    assert read(cla_max="000000001234567")[0].cla_max is None


def test_more_categories_than_there_are_is_said() -> None:
    selection, [sentence] = read(listed_min="3")
    assert selection == Filters()
    assert sentence.endswith("Accepted: a whole number from 0 to 2")


def test_of_two_bounds_of_the_same_name_the_first_is_used_and_the_other_said() -> None:
    selection, ignored = read(cla_min=["50", "60"])
    assert selection == Filters(cla_min=50)
    assert ignored == ["cla_min=60: only one value is used, 50"]


def test_the_same_value_twice_is_not_worth_a_word() -> None:
    assert read(region=["London", "London"]) == (Filters(region=("London",)), [])


# --- In words ---------------------------------------------------------------------------------


def words(**filters: Any) -> list[str]:
    return [active.words for active in Filters(**filters).active(KNOWN)]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, []),
        ({"region": ("London",)}, ["London"]),
        ({"rating": ("Good", "Not rated")}, ["rated Good", "Not rated"]),
        ({"type": ("County",)}, ["County"]),
        ({"has": ("extended_camhs",)}, ["lists extended CAMHS"]),
        ({"without": ("basic_support",)}, ["does not list basic support"]),
        ({"cla_min": 50}, ["CLA rate 50 per 10,000 or more"]),
        ({"cla_max": 0}, ["CLA rate 0 per 10,000 or less"]),
        ({"listed_min": 1, "listed_max": 5}, ["1 categories or more", "5 categories or fewer"]),
        ({"q": "hull"}, ['name contains "hull"']),
        ({"edition": "2022-05"}, ["edition 2022-05"]),
    ],
)
def test_active_filters_are_said_in_words(filters: dict[str, object], expected: list[str]) -> None:
    assert words(**filters) == expected


@given(selections)
def test_removing_a_filter_removes_that_condition_alone(selection: Filters) -> None:
    selection = selection.normalised(KNOWN)
    filters = selection.active(KNOWN)
    for removed in filters:
        others = [f.words for f in filters if f is not removed]
        left = [f.words for f in removed.without_it.active(KNOWN)]
        assert [w for w in others if w != "any one of these listed"] == [
            w for w in left if w != "any one of these listed"
        ]


@given(selections)
def test_removing_filter_after_filter_ends_with_no_filter(selection: Filters) -> None:
    selection = selection.normalised(KNOWN)
    while filters := selection.active(KNOWN):
        selection = filters[-1].without_it
    assert selection == Filters()


def test_any_of_two_categories_can_be_turned_into_all_of_them() -> None:
    both = Filters(has=("basic_support", "extended_camhs"), match="any")
    [combined] = [f for f in both.active(KNOWN) if "any one" in f.words]
    assert combined.without_it == replace(both, match="all")


def test_the_whole_selection_is_one_line() -> None:
    selection = Filters(region=("London",), rating=("Good",), has=("extended_camhs",))
    assert selection.in_words(KNOWN) == "London - rated Good - lists extended CAMHS"
    assert Filters().in_words(KNOWN) == "all entries"


# --- Long values ------------------------------------------------------------------------------


def test_a_search_as_long_as_the_box_takes_is_used_whole() -> None:
    assert read(q="a" * LONGEST_TEXT) == (Filters(q="a" * 80), [])


def test_a_longer_search_is_cut_and_said() -> None:
    filters, [sentence] = read(q="a" * 81)
    assert filters == Filters(q="a" * 80)
    assert sentence == f"q={'a' * 80}…: no more than 80 characters are used"


# --- As conditions ----------------------------------------------------------------------------


def test_the_number_of_categories_is_bounded_from_below_or_from_above() -> None:
    assert Filters(listed_min=1).bounds_number()
    assert Filters(listed_max=0).bounds_number()
    assert not Filters(cla_min=1, has=("basic_support",)).bounds_number()


@pytest.mark.parametrize(
    ("filters", "sql"),
    [
        ({"has": ("basic_support",)}, ["(basic_support)"]),
        (
            {"has": ("basic_support", "extended_camhs")},
            ["(basic_support AND extended_camhs)"],
        ),
        (
            {"has": ("basic_support", "extended_camhs"), "match": "any"},
            ["(basic_support OR extended_camhs)"],
        ),
        (
            {"without": ("basic_support", "extended_camhs")},
            ["NOT basic_support", "NOT extended_camhs"],
        ),
    ],
)
def test_what_is_listed_is_a_condition_on_its_columns(
    filters: dict[str, Any], sql: list[str]
) -> None:
    assert conditions(Filters(**filters)) == sql


@pytest.mark.parametrize("name", ["mentoring; --", "Mentoring", "1st", "_x", "", "a b", "é"])
def test_what_cannot_be_a_column_is_refused_by_name(name: str) -> None:
    with pytest.raises(ValueError) as refused:
        column(name)
    assert str(refused.value) == f"{name!r} is not a column of offer_matrix"


@pytest.mark.parametrize("name", ["mentoring", "cla_rate_per_10k", "a", "x1"])
def test_a_name_in_small_letters_can_be_a_column(name: str) -> None:
    assert column(name) == name


def test_names_that_are_no_parameters_are_said_with_those_that_are() -> None:
    assert unknown_names(["q", "colour", "zoom"], ("region", "q")) == [
        "colour is not a parameter. Accepted: region, q",
        "zoom is not a parameter. Accepted: region, q",
    ]
