"""What pages about single entries ask, to an address and back."""

from hypothesis import given
from hypothesis import strategies as st

from dashboard.parameters.pages import CompareParameters, FindParameters, ProfileParameters
from dashboard.parameters.shared import Edition
from dashboard.vocabulary import COMPARISON_GROUPS, Vocabulary, same
from tests.published import COLUMNS, published_matrix

IDS = tuple(published_matrix()["entry_id"])
KNOWN = Vocabulary(
    entry=same(*IDS), matrix_column=same(*COLUMNS), edition=same("2023-05", "2022-05")
)
KINDS = (FindParameters, CompareParameters, ProfileParameters)
entry_lists = st.lists(st.sampled_from(IDS), max_size=6, unique=True).map(tuple)
garbage = st.dictionaries(
    st.sampled_from([name for kind in KINDS for name in kind.names()]),
    st.lists(
        st.text() | st.sampled_from([*IDS, *COMPARISON_GROUPS, *COLUMNS, "desc", "all"]),
        max_size=9,
    ),
)


@given(
    st.builds(FindParameters, st.sampled_from(COLUMNS), st.sampled_from(["asc", "desc"]),
              entry_lists)
    | st.builds(CompareParameters, entry_lists, st.sampled_from(["all", "differences"]))
    | st.builds(ProfileParameters, st.sampled_from(["", *IDS]),
                st.sampled_from([*COMPARISON_GROUPS]), entry_lists)
)  # fmt: skip
def test_what_is_asked_comes_back_from_its_address(
    asked: FindParameters | CompareParameters | ProfileParameters,
) -> None:
    assert type(asked).parse(asked.address(), KNOWN) == (asked, [])


@given(garbage)
def test_any_address_asks_for_something_that_comes_back(address: dict[str, list[str]]) -> None:
    for kind in KINDS:
        asked, _ = kind.parse(address, KNOWN)
        assert kind.parse(asked.address(), KNOWN) == (asked, [])


@given(garbage)
def test_what_is_left_out_of_an_address_is_said(address: dict[str, list[str]]) -> None:
    _, left_out = CompareParameters.parse(address, KNOWN)
    for value in set(address.get("entry", [])) - set(IDS):
        assert any(sentence.startswith(f"entry={value} is not known") for sentence in left_out)


def test_an_unknown_entry_is_told_the_nearest_known_one() -> None:
    _, left_out = CompareParameters.parse({"entry": ["barnsly"]}, KNOWN)
    assert left_out == ["entry=barnsly is not known. The nearest is barnsley."]


def test_a_seventh_entry_is_left_out_and_said() -> None:
    asked, left_out = CompareParameters.parse({"entry": list(IDS[:7])}, KNOWN)
    assert asked.entry == IDS[:6]
    assert left_out == [f"entry={IDS[6]}: no more than 6 are used"]


def test_a_profile_is_of_the_first_entry_and_has_any_number_of_peers() -> None:
    asked, left_out = ProfileParameters.parse({"entry": ["leeds", "york"], "peer": IDS}, KNOWN)
    assert (asked.entry, asked.peer) == ("leeds", IDS)
    assert left_out == ["entry=york: no more than 1 are used"]


def test_a_header_sorts_and_a_second_click_turns_the_order() -> None:
    assert FindParameters().sorted_by("region", True) == ("region", "asc")
    assert FindParameters("region", "asc").sorted_by("region", True) == ("region", "desc")
    assert FindParameters("region", "desc").sorted_by("region", True) == ("region", "asc")
    assert FindParameters().sorted_by("mentoring", False) == ("mentoring", "desc")
    assert FindParameters("mentoring", "desc").sorted_by("mentoring", False) == ("mentoring", "asc")
    assert FindParameters("mentoring", "asc").sorted_by("mentoring", False) == ("mentoring", "desc")


def test_the_newest_edition_is_the_one_that_is_meant_anyway() -> None:
    assert Edition.parse({"edition": ["2023-05"]}, KNOWN) == (Edition(), [])
    assert Edition.parse({"edition": ["2022-05"]}, KNOWN) == (Edition("2022-05"), [])
