"""What the map shows of an authority: the rules by hand, and the same over the published table."""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import mapclassify
import pytest

from dashboard.drawing import map as drawing
from dashboard.drawing.map import Area, Hatch, MapClass, Measure
from dashboard.drawing.outlines import Outlines
from dashboard.parameters.shared import Filters
from dashboard.query.map import Authority, Entry, authority_values
from dashboard.query.metadata import vocabulary
from dashboard.vocabulary import Vocabulary, same
from tests.authorities import (
    BOURNEMOUTH_CHRISTCHURCH_AND_POOLE,
    GREENWICH,
    KINGSTON,
    NORTH_LINCOLNSHIRE,
    NORTH_NORTHAMPTONSHIRE,
    RICHMOND,
    WEST_NORTHAMPTONSHIRE,
)
from tests.published import CATEGORIES

SVG = "{http://www.w3.org/2000/svg}"
KINDS = ("one", "two", "three", "four", "five", "six", "seven", "eight")
WORDS = Vocabulary(category=same(*KINDS))
ENTRY = Entry("a", "A", "London", frozenset(), 50, "Good", matches=True)
each_colour = pytest.mark.parametrize(
    "colour", ["categories_listed", "mentoring", "cla_rate", "ofsted_rating"]
)


def listing(number: int, entry: str = "A") -> Entry:
    return replace(ENTRY, entry=entry, listed=frozenset(KINDS[:number]))


def rated(rating: str, entry: str = "A") -> Entry:
    return replace(ENTRY, entry=entry, rating=rating)


def with_rate(rate: int | None, entry: str = "A") -> Entry:
    return replace(ENTRY, entry=entry, rate=rate)


def authority(*entries: Entry, code: str = "E1", name: str = "Somewhere") -> Authority:
    return Authority(code, name, "London", entries)


RATES = [authority(with_rate(rate)) for rate in range(1, 101)]  # classes of twenty each


def shown(colour: str, *entries: Entry, of: Sequence[Authority] = ()) -> tuple[str, str]:
    """The class and the value of an authority with these entries, in classes made of others."""
    own = authority(*entries)
    measure = drawing.measure(colour, of or [own], WORDS)
    [area] = drawing.areas([own], measure)
    return measure.legend[area.in_class].label, area.value


# --- The rules, by hand -------------------------------------------------------------------------


def test_a_category_is_listed_or_not() -> None:
    assert shown("one", listing(1)) == ("Listed", "listed")
    assert shown("two", listing(1)) == ("Not listed", "not listed")


def test_an_authority_with_two_entries_counts_as_listed_when_either_lists_it() -> None:
    some, none = listing(1, "Some"), listing(0, "None")
    assert shown("one", some, none) == ("Listed", "Some: listed; None: not listed")
    assert shown("one", none, some) == ("Listed", "None: not listed; Some: listed")
    assert shown("one", none, none)[0] == "Not listed"
    assert shown("one", some, some)[0] == "Listed"


@pytest.mark.parametrize(
    ("number", "label"),
    [(0, "0"), (1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5 to 8"), (6, "5 to 8"), (8, "5 to 8")],
)
def test_each_number_of_categories_has_its_class_up_to_five(number: int, label: str) -> None:
    assert shown("categories_listed", listing(number)) == (label, f"{number} of 8")


def test_an_authority_with_two_entries_has_the_colour_of_the_one_that_lists_more() -> None:
    few, many = listing(1, "Few"), listing(4, "Many")
    assert shown("categories_listed", few, many) == ("4", "Few: 1 of 8; Many: 4 of 8")
    assert shown("categories_listed", many, few) == ("4", "Many: 4 of 8; Few: 1 of 8")


def test_a_ninth_category_is_counted_too() -> None:
    nine = Vocabulary(category=same(*KINDS, "nine"))
    every = authority(replace(ENTRY, listed=frozenset(nine.category)))
    measure = drawing.measure("categories_listed", [every], nine)
    [area] = drawing.areas([every], measure)
    assert (measure.classes[-1].label, area.value) == ("5 to 9", "9 of 9")
    assert area.in_class == 5


@pytest.mark.parametrize(
    ("rate", "label"),
    [(1, "1 to 20"), (20, "1 to 20"), (21, "21 to 40"), (60, "41 to 60"), (100, "81 to 100")],
)
def test_a_rate_is_in_the_class_whose_bounds_hold_it(rate: int, label: str) -> None:
    assert shown("cla_rate", with_rate(rate), of=RATES) == (label, f"{rate} per 10,000")


def test_an_unknown_rate_has_a_class_of_its_own_and_makes_no_class() -> None:
    assert shown("cla_rate", with_rate(None), of=RATES) == ("Rate unknown", "unknown")
    unknown = [authority(with_rate(None))] * 50
    with_them = drawing.measure("cla_rate", [*RATES, *unknown], WORDS)
    without = drawing.measure("cla_rate", RATES, WORDS)
    assert with_them.classes == without.classes


def test_of_two_rates_the_higher_and_of_one_known_rate_the_known_one_colours() -> None:
    low, high, unknown = with_rate(5, "Low"), with_rate(95, "High"), with_rate(None, "Unknown")
    said = "Low: 5 per 10,000; High: 95 per 10,000"
    assert shown("cla_rate", low, high, of=RATES) == ("81 to 100", said)
    assert shown("cla_rate", high, low, of=RATES)[0] == "81 to 100"
    said = "Low: 5 per 10,000; Unknown: unknown"
    assert shown("cla_rate", low, unknown, of=RATES) == ("1 to 20", said)
    assert shown("cla_rate", unknown, low, of=RATES)[0] == "1 to 20"
    assert shown("cla_rate", unknown, unknown, of=RATES)[0] == "Rate unknown"


@pytest.mark.parametrize("grade", ["Outstanding", "Good", "Requires improvement", "Inadequate"])
def test_each_grade_is_a_class(grade: str) -> None:
    assert shown("ofsted_rating", rated(grade)) == (grade, grade)


def test_two_grades_are_a_class_of_one_entry_or_of_two() -> None:
    good, inadequate = rated("Good", "A"), rated("Inadequate", "B")
    assert shown("ofsted_rating", rated("Outstanding / Good")) == (
        "Two grades", "Outstanding / Good"
    )  # fmt: skip
    assert shown("ofsted_rating", good, inadequate) == ("Two grades", "A: Good; B: Inadequate")
    assert shown("ofsted_rating", inadequate, good) == ("Two grades", "B: Inadequate; A: Good")


def test_two_entries_of_one_grade_have_that_grade() -> None:
    same_grade = rated("Inadequate", "A"), rated("Inadequate", "B")
    assert shown("ofsted_rating", *same_grade) == ("Inadequate", "A: Inadequate; B: Inadequate")


def test_an_entry_that_is_not_rated_is_not_said_to_have_two_grades() -> None:
    assert shown("ofsted_rating", rated("Not rated")) == ("Not rated", "Not rated")
    assert shown("ofsted_rating", rated("Not rated"), rated("Good"))[0] == "Two grades"
    legend = drawing.measure("ofsted_rating", [authority(rated("Good"))], WORDS).legend
    assert "Not rated" not in [each.label for each in legend]


@pytest.mark.parametrize("colour", ["one", "categories_listed", "cla_rate", "ofsted_rating"])
def test_an_authority_without_an_entry_has_the_last_class(colour: str) -> None:
    assert shown(colour, of=RATES) == ("Not reviewed", "not reviewed")


def test_areas_outside_the_filters_are_pale_and_in_no_count() -> None:
    found, other = listing(1), replace(listing(1), matches=False)
    authorities = [authority(found), authority(other), authority(found, other), authority()]
    measure = drawing.measure("one", authorities, WORDS)
    areas = drawing.areas(authorities, measure)
    assert [area.outside for area in areas] == [False, True, False, False]
    assert drawing.class_counts(areas, measure.legend) == [
        ("Not listed", 0),
        ("Listed", 2),
        ("Not reviewed", 1),
    ]


# --- Legends ------------------------------------------------------------------------------------


def lightness(colour: str) -> float:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def measure_of(colour: str, filters: Filters | None = None) -> Measure:
    return drawing.measure(colour, authority_values(filters or Filters()), vocabulary())


@each_colour
def test_each_class_is_told_apart_by_lightness_or_by_a_hatch(colour: str) -> None:
    fills = [each.fill for each in measure_of(colour).legend]
    light = [lightness(fill) for fill in fills if isinstance(fill, str)]
    hatched = [fill for fill in fills if isinstance(fill, Hatch)]
    assert light == sorted(light, reverse=True)
    assert all(a - b >= 20 for a, b in pairwise(light))
    assert len(set(hatched)) == len({hatch.angle for hatch in hatched}) == len(hatched)


@each_colour
def test_every_hatch_of_a_legend_is_defined(colour: str) -> None:
    defined = ET.fromstring(f"<defs>{drawing.hatches()}</defs>")
    named = {f"url(#{each.attrib['id']})" for each in defined}
    hatched = [each for each in measure_of(colour).legend if isinstance(each.fill, Hatch)]
    assert {each.paint for each in hatched} <= named


def test_classes_of_the_rate_are_mapclassify_quantiles_and_do_not_move_with_the_filters() -> None:
    entries = [entry for each in authority_values(Filters()) for entry in each.entries]
    rates = [float(entry.rate) for entry in entries if entry.rate is not None]
    bounds = [int(bound) for bound in mapclassify.Quantiles(rates, k=5).bins]
    labels = [each.label for each in measure_of("cla_rate").classes]
    assert [int(label.split(" to ")[1]) for label in labels[:5]] == bounds
    assert [int(label.split(" to ")[0]) for label in labels[:5]] == [
        int(min(rates)),
        *(bound + 1 for bound in bounds[:4]),
    ]
    london = measure_of("cla_rate", Filters(region=("London",)))
    assert [each.label for each in london.classes] == labels


# --- The published table ------------------------------------------------------------------------


def areas_of(colour: str) -> dict[str, tuple[str, str]]:
    """The class and the value of each authority by ONS code."""
    authorities, measure = authority_values(Filters()), measure_of(colour)
    return {
        area.authority.ons_code: (measure.legend[area.in_class].label, area.value)
        for area in drawing.areas(authorities, measure)
    }


@each_colour
def test_greenwich_and_north_lincolnshire_are_not_reviewed_whatever_the_colour(colour: str) -> None:
    areas = areas_of(colour)
    assert len(areas) == 152
    unseen = {code for code, area in areas.items() if area == ("Not reviewed", "not reviewed")}
    assert unseen == {GREENWICH, NORTH_LINCOLNSHIRE}
    assert [value for _, value in areas.values()].count("not reviewed") == 2


def test_counted_by_authority_listed_gives_the_counts_of_the_reconciliation() -> None:
    by_authority = (132, 16, 59, 40, 18, 6, 46, 29)
    for category, expected in zip(CATEGORIES, by_authority, strict=True):
        assert [label for label, _ in areas_of(category).values()].count("Listed") == expected


def test_bournemouth_christchurch_and_poole_shows_both_of_its_entries() -> None:
    code = BOURNEMOUTH_CHRISTCHURCH_AND_POOLE
    assert areas_of("ofsted_rating")[code] == (
        "Two grades", "Bournemouth: Inadequate; Poole: Requires improvement"
    )  # fmt: skip
    assert areas_of("charity_sector_provision")[code] == (
        "Listed", "Bournemouth: not listed; Poole: listed"
    )  # fmt: skip


def test_an_entry_for_two_authorities_colours_both() -> None:
    ratings, rates = areas_of("ofsted_rating"), areas_of("cla_rate")
    assert ratings[KINGSTON] == ratings[RICHMOND] == ("Two grades", "Outstanding / Good")
    unknown = ("Rate unknown", "unknown")
    assert rates[NORTH_NORTHAMPTONSHIRE] == rates[WEST_NORTHAMPTONSHIRE] == unknown


# --- The map as a document ----------------------------------------------------------------------

SQUARES = Outlines(
    width=100,
    height=200,
    paths={
        "E1": "M0.0 0.0L10.0 0.0L10.0 30.0L0.0 30.0Z",
        "E2": "M30.0 40.0L40.0 40.0L40.0 50.0Z",
    },
)
LEGEND = (
    MapClass("Few <5", "#dcebf9"),
    MapClass("Many", "#12436d"),
    MapClass("Not", drawing.UNKNOWN),
)


def document(*areas: Area) -> ET.Element:
    notes = ["First & foremost.", "Second."]
    svg = drawing.svg_document(SQUARES, areas, LEGEND, "Title & more", notes)
    return ET.fromstring(svg)


def area(code: str, in_class: int, change: Callable[[Entry], Entry] = lambda entry: entry) -> Area:
    return Area(authority(change(ENTRY), code=code, name=f"<{code}>"), "5 of 8", in_class)


def outside(entry: Entry) -> Entry:
    return replace(entry, matches=False)


def test_a_document_has_an_area_for_each_that_is_shown_with_its_fill_and_its_words() -> None:
    paths = document(area("E1", 1), area("E2", 0, outside)).findall(f".//{SVG}path")
    assert [path.attrib["d"] for path in paths] == list(SQUARES.paths.values())
    assert [path.attrib["fill"] for path in paths] == ["#12436d", "#f5f5f5"]
    assert [path.attrib["stroke"] for path in paths] == ["#fff", "#b1b4b6"]
    assert ["".join(path.itertext()) for path in paths] == ["<E1>: 5 of 8", "<E2>: 5 of 8"]


def test_a_document_has_its_legend_and_its_notes_in_words_one_below_the_other() -> None:
    root = document(area("E1", 1))
    texts = root.findall(f"{SVG}text")
    assert [each.text for each in texts] == [
        *("Title & more", "Few <5", "Many", "Not", "First & foremost.", "Second."),
    ]
    places = [int(each.attrib["y"]) for each in texts]
    assert places == sorted(set(places))
    assert places[-1] < int(root.attrib["height"])
    swatches = root.findall(f"{SVG}rect")[1:]
    assert [each.attrib["fill"] for each in swatches] == [
        "#dcebf9",
        "#12436d",
        "url(#hatch-unknown)",
    ]
    assert root.findtext(f"{SVG}title") == "Title & more"


def test_the_areas_that_are_shown_fill_the_picture() -> None:
    two = document(area("E1", 1), area("E2", 1)).find(f"{SVG}svg")
    one = document(area("E1", 1)).find(f"{SVG}svg")
    assert two is not None and one is not None
    assert two.attrib["viewBox"] == "0.0 0.0 40.0 50.0"
    assert two.attrib["height"] == "125"  # 100 wide, in the shape of 40 to 50
    assert one.attrib["viewBox"] == "0.0 0.0 10.0 30.0"
    assert one.attrib["height"] == "200"  # no higher than England
