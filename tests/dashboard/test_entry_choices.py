"""What pages about single entries ask, to an address and back."""

from hypothesis import given
from hypothesis import strategies as st

from dashboard.entries.entry_choices import (
    GROUPS,
    CompareChoice,
    FindChoice,
    ProfileChoice,
    read_compare,
    read_find,
    read_profile,
    sorted_by,
)
from dashboard.parameters import address_of, names
from tests.published import COLUMNS, published_matrix

IDS = tuple(published_matrix()["entry_id"])
entry_lists = st.lists(st.sampled_from(IDS), max_size=6, unique=True).map(tuple)
garbage = st.dictionaries(
    st.sampled_from([*names(FindChoice), *names(CompareChoice), *names(ProfileChoice)]),
    st.lists(st.text() | st.sampled_from([*IDS, *GROUPS, *COLUMNS, "desc", "all"]), max_size=9),
)


@given(st.builds(FindChoice, st.sampled_from(COLUMNS), st.sampled_from(["asc", "desc"]),
                 entry_lists))  # fmt: skip
def test_a_sort_and_a_choice_of_rows_come_back_from_their_address(choice: FindChoice) -> None:
    assert read_find(address_of(choice), COLUMNS, IDS) == (choice, [])


@given(st.builds(CompareChoice, entry_lists, st.sampled_from(["all", "differences"])))
def test_a_comparison_comes_back_from_its_address(choice: CompareChoice) -> None:
    assert read_compare(address_of(choice), IDS) == (choice, [])


@given(st.builds(ProfileChoice, st.sampled_from(IDS), st.sampled_from([*GROUPS]), entry_lists))
def test_a_profile_comes_back_from_its_address(choice: ProfileChoice) -> None:
    assert read_profile(address_of(choice), IDS) == (choice, [])


@given(garbage)
def test_any_address_gives_a_choice_that_comes_back(address: dict[str, list[str]]) -> None:
    for choice, _ in (
        read_find(address, COLUMNS, IDS),
        read_compare(address, IDS),
        read_profile(address, IDS),
    ):
        again = {FindChoice: lambda a: read_find(a, COLUMNS, IDS),
                 CompareChoice: lambda a: read_compare(a, IDS),
                 ProfileChoice: lambda a: read_profile(a, IDS)}[type(choice)]  # fmt: skip
        assert again(address_of(choice)) == (choice, [])


@given(garbage)
def test_what_is_left_out_of_an_address_is_said(address: dict[str, list[str]]) -> None:
    _, ignored = read_compare(address, IDS)
    for value in set(address.get("entry", [])) - set(IDS):
        assert any(sentence.startswith(f"entry={value} is not known") for sentence in ignored)


def test_an_unknown_entry_is_told_the_nearest_known_one() -> None:
    _, ignored = read_compare({"entry": ["barnsly"]}, IDS)
    assert ignored == ["entry=barnsly is not known. The nearest is barnsley."]


def test_a_seventh_entry_is_left_out_and_said() -> None:
    choice, ignored = read_compare({"entry": list(IDS[:7])}, IDS)
    assert choice.entry == IDS[:6]
    assert ignored == [f"entry={IDS[6]}: no more than 6 are used"]


def test_a_header_sorts_and_a_second_click_turns_the_order() -> None:
    texts = ["region"]
    assert sorted_by(FindChoice(), "region", texts) == ("region", "asc")
    assert sorted_by(FindChoice("region", "asc"), "region", texts) == ("region", "desc")
    assert sorted_by(FindChoice("region", "desc"), "region", texts) == ("region", "asc")
    assert sorted_by(FindChoice(), "mentoring", texts) == ("mentoring", "desc")
