"""Figures, bars and tables on single entries, against the published table."""

import re
from html import unescape

import numpy as np
import pytest

from dashboard.drawing import comparison as rates
from dashboard.drawing import profile as drawing
from dashboard.drawing.tables import Link, Mark, table
from dashboard.parameters.pages import ProfileParameters
from dashboard.query import comparison
from dashboard.query.metadata import vocabulary
from dashboard.query.profile import Profile, profile_of
from dashboard.vocabulary import BLUE, GREY
from tests.published import CATEGORIES, published_matrix
from tests.screen import Screen

EDITION = "2022-05"
MATRIX = published_matrix().set_index("entry_id")
NAMES = {str(entry): str(name) for entry, name in MATRIX["entry"].items()}
KNOWN = MATRIX["cla_rate_per_10k"].dropna()
CHOICES = [("leeds",), ("poole",), ("leeds", "york"), ("leeds", "poole", "blackpool")]


def profile(entry: str, group: str = "region") -> Profile:
    return profile_of(ProfileParameters(entry, group, ("york",)), EDITION)


def names_by_hand(chosen: tuple[str, ...]) -> list[list[str]]:
    """The names of the chosen entries in each class of twenty."""
    known = [entry for entry in chosen if entry in KNOWN]
    return [
        [NAMES[entry] for entry in known if KNOWN[entry] // 20 * 20 == low]
        for low in range(0, int(KNOWN.max()) + 1, 20)
    ]


# --- Rates ------------------------------------------------------------------------------------


@pytest.mark.parametrize("chosen", CHOICES)
def test_columns_are_as_high_as_their_classes_and_name_the_chosen(chosen: tuple[str, ...]) -> None:
    classes, names = comparison.rate_classes(EDITION), names_by_hand(chosen)
    [columns] = rates.rate_columns(classes, comparison.entries(EDITION, chosen)).data
    counts = np.histogram(KNOWN, range(0, 20 * len(names) + 1, 20))[0]
    assert list(columns.y) == list(counts)
    assert list(columns.x) == [20 * place + 10 for place in range(len(names))]
    assert list(columns.text) == ["<br>".join(named) for named in names]
    assert list(columns.marker.color) == [BLUE if named else GREY for named in names]
    assert columns.customdata[0] == "0 to 19"


@pytest.mark.parametrize("chosen", CHOICES)
def test_the_picture_for_print_has_the_same_columns(chosen: tuple[str, ...]) -> None:
    classes, names = comparison.rate_classes(EDITION), names_by_hand(chosen)
    picture = Screen(rates.rate_svg(classes, comparison.entries(EDITION, chosen)))
    columns = [element.attributes for element in picture.all("rect")]
    heights = np.array([float(str(column["height"])) for column in columns])
    counts = np.histogram(KNOWN, range(0, 20 * len(names) + 1, 20))[0]
    assert heights / heights.max() == pytest.approx(counts / counts.max(), abs=0.001)
    assert {float(str(c["y"])) + float(str(c["height"])) for c in columns} == {160.0}
    assert [column["fill"] for column in columns] == [BLUE if n else GREY for n in names]
    named = [element.text for element in picture.elements if "font-weight" in element.attributes]
    assert named == [", ".join(each) for each in names if each]


def test_a_name_at_either_end_stays_in_the_picture() -> None:
    lowest, highest = (str(KNOWN.sort_values().index[place]) for place in (0, -1))
    chosen = comparison.entries(EDITION, (lowest, highest))
    picture = Screen(rates.rate_svg(comparison.rate_classes(EDITION), chosen))
    named = [e.attributes for e in picture.elements if "font-weight" in e.attributes]
    assert [attributes["text-anchor"] for attributes in named] == ["start", "end"]


# --- Bars -------------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", ["leeds", "poole", "isles-of-scilly"])
def test_bars_are_as_long_as_their_shares_and_filled_where_listed(entry: str) -> None:
    shown, labels = profile(entry), vocabulary().category
    assert shown.group is not None
    picture = Screen(drawing.share_bars(shown, shown.group, labels))
    members = MATRIX[MATRIX["region"] == MATRIX.loc[entry, "region"]]
    bars = [element.attributes for element in picture.all("rect")]
    lengths = [float(str(bar["width"])) / 300 for bar in bars]
    assert lengths == pytest.approx([members[c].mean() for c in CATEGORIES], abs=0.001)
    filled = [bar["fill"] == BLUE for bar in bars]
    assert filled == [MATRIX.loc[entry, c] for c in CATEGORIES]
    numbers = [element.attributes for element in picture.all("text")][1::2]
    assert [float(str(number["x"])) for number in numbers] == pytest.approx(
        [float(str(bar["x"])) + float(str(bar["width"])) + 6 for bar in bars], abs=0.2
    )
    words = [element.text for element in picture.all("text")]
    assert words == [
        text
        for c in CATEGORIES
        for text in (
            labels[c],
            f"{members[c].sum()} of {len(members)}; "
            f"{'' if MATRIX.loc[entry, c] else 'not '}listed here",
        )
    ]


# --- Tables -----------------------------------------------------------------------------------


def test_what_an_entry_lists_stands_beside_each_group() -> None:
    shown = profile("leeds", "type")
    columns = drawing.benchmark_columns(shown)
    rows = drawing.benchmark_rows(shown, vocabulary().category)
    assert [column.title for column in columns] == [
        "Kind of support", "Leeds", "Metropolitan district, 36 entries", "England, 150 entries",
        "Yorkshire and The Humber, 14 entries", "CLA rate 71 to 79, 15 entries",
        "My own list, 1 entries",
    ]  # fmt: skip
    assert list(rows.index) == list(CATEGORIES)
    assert list(rows["listed"]) == [Mark(bool(MATRIX.loc["leeds", c])) for c in CATEGORIES]
    for group in shown.groups:
        members = MATRIX[MATRIX["entry"].isin(group.members)]
        assert list(rows[group.key]) == [
            f"{members[c].sum()} of {len(members)} ({members[c].mean():.0%})" for c in CATEGORIES
        ]


def test_gaps_stand_with_how_many_list_them() -> None:
    shown = profile("isles-of-scilly", "england")
    assert shown.group is not None
    rows = drawing.gap_rows(shown, shown.group, vocabulary().category)
    assert rows.to_numpy().tolist() == [["Basic support", "131 of 150 (87%)"]]


@pytest.mark.parametrize("entry", MATRIX.index[::10])
def test_twins_stand_in_bands_by_what_differs(entry: str) -> None:
    shown = profile(entry)
    rows = drawing.twin_rows(shown, lambda twin: Link(twin.entry))
    html = str(table(rows, drawing.TWINS, "twins"))
    [found] = Screen(html).tables
    names = [name for row in found.rows for name in row[3].split(", ")]
    assert sorted(names) == sorted(unescape(twin.entry) for twin in shown.near)
    assert [int(row[2]) for row in found.rows] == [len(row[3].split(", ")) for row in found.rows]
    order = [(row[0], row[1]) for row in found.rows]
    assert order == sorted(set(order))
    differing = {twin.entry: twin.differing for twin in shown.near}
    for band, _, _, named in found.rows:
        assert {f"{differing[name]} of 8" for name in named.split(", ")} == {band}
    assert not re.search("<a ", html)
