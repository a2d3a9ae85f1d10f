"""What an address asks of the map."""

import pytest

from dashboard.parameters.pages import MapParameters, colours
from dashboard.query.metadata import vocabulary
from dashboard.vocabulary import Vocabulary
from tests.published import CATEGORIES


def test_the_map_address_is_read_strictly_and_says_what_it_leaves_out() -> None:
    address = {"colour": ["mentoring"], "map": ["equal-area"], "zoom": ["London", "Mars"]}
    chosen, ignored = MapParameters.parse(address, vocabulary())
    assert chosen == MapParameters("mentoring", "equal-area", "London", "")
    assert len(ignored) == 1 and "Mars" in ignored[0]


@pytest.mark.parametrize("name", MapParameters.names())
def test_an_unknown_value_leaves_the_default(name: str) -> None:
    chosen, ignored = MapParameters.parse({name: ["somewhere else"]}, vocabulary())
    assert chosen == MapParameters()
    assert len(ignored) == 1 and f"{name}=somewhere else is not known" in ignored[0]


def test_every_category_can_colour_the_map_between_the_number_listed_and_the_rest() -> None:
    assert tuple(colours(vocabulary())) == (
        *("categories_listed", *CATEGORIES, "cla_rate", "ofsted_rating"),
    )


def test_each_colour_has_its_label() -> None:
    assert colours(Vocabulary(category={"mentoring": "Mentoring"})) == {
        "categories_listed": "Number of categories listed",
        "mentoring": "Mentoring",
        "cla_rate": "CLA rate per 10,000 children",
        "ofsted_rating": "Ofsted rating",
    }
