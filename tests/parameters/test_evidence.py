"""What pages ask of evidence and quality notes: as an address and back, and in words."""

import pytest
from hypothesis import given

from dashboard.parameters.pages import DataQualityParameters, EvidenceParameters
from dashboard.query.metadata import vocabulary
from tests.asked import SEVERAL, any_evidence

KNOWN = DataQualityParameters(("doubtful",), "poole", 20, 0)


@given(asked=any_evidence())
def test_an_address_gives_what_was_asked_again(asked: EvidenceParameters) -> None:
    again, left_out = EvidenceParameters.parse(asked.address(), vocabulary())
    assert left_out == []
    assert again.address().keys() == asked.address().keys()
    assert all(set(v) == set(again.address()[k]) for k, v in asked.address().items())


@pytest.mark.parametrize("name", SEVERAL)
def test_every_value_of_the_data_is_accepted(name: str) -> None:
    asked, left_out = EvidenceParameters.parse({name: SEVERAL[name]}, vocabulary())
    assert (set(getattr(asked, name)), left_out) == (set(SEVERAL[name]), [])


def test_what_an_address_holds_and_is_not_known_is_left_out_and_said() -> None:
    address = {"kind": ["barrier", "gossip"], "year": ["1999"], "participants": ["shown", "folded"]}
    asked, left_out = EvidenceParameters.parse(address, vocabulary())
    assert asked == EvidenceParameters(kind=("barrier",), participants="shown")
    assert [sentence.split(" is ")[0].split(":")[0] for sentence in left_out] == [
        "kind=gossip",
        "year=1999",
        "participants=folded",
    ]


def test_each_active_filter_says_itself_and_can_be_removed() -> None:
    asked = EvidenceParameters(kind=("barrier",), nation=("Wales",), text="trust")
    assert dict(asked.active(vocabulary())) == {
        "kind: barrier": EvidenceParameters(nation=("Wales",), text="trust"),
        "Wales": EvidenceParameters(kind=("barrier",), text="trust"),
        'contains "trust"': EvidenceParameters(kind=("barrier",), nation=("Wales",)),
    }


def test_filters_are_said_in_words_one_after_the_other() -> None:
    asked = EvidenceParameters(
        source=("appg-2014",),
        level=("system",),
        category=("extended_camhs",),
        year=("undated",),
        participants="shown",
    )
    assert asked.in_words(vocabulary()) == (
        "from the Parliamentary group meeting - system level - bears on extended CAMHS - Undated"
    )
    assert EvidenceParameters(participants="shown").in_words(vocabulary()) == "all findings"


# --- Quality notes and errors supposed --------------------------------------------------------


def test_what_is_asked_of_notes_and_errors_is_read_from_the_address_that_it_gives() -> None:
    assert DataQualityParameters.parse(KNOWN.address(), vocabulary()) == (KNOWN, [])
    assert DataQualityParameters().address() == {}


@pytest.mark.parametrize("value", ["41", "-1", "1.5", "ten", "", "1000000000", "٣"])
def test_an_error_that_is_no_whole_number_up_to_40_is_left_out_and_said(value: str) -> None:
    asked, left_out = DataQualityParameters.parse({"missed": [value]}, vocabulary())
    assert asked == DataQualityParameters()
    assert left_out == [f"missed={value} is not known. Accepted: a whole number from 0 to 40"]


def test_errors_supposed_are_no_condition_on_notes() -> None:
    assert KNOWN.in_words(vocabulary()) == 'doubtful - name contains "poole"'
    assert DataQualityParameters(missed=3).in_words(vocabulary()) == "all notes"
