"""Tables and figures of Provision types: every cell and mark counted again."""

from collections import Counter

import pytest

from dashboard.drawing import pattern_tables as tables
from dashboard.drawing import patterns as drawing
from dashboard.drawing.heat import Cell, Row, heat_table
from dashboard.drawing.tables import Head, Link, table
from dashboard.parameters.shared import Filters
from dashboard.query.bundles import bundles
from dashboard.query.metadata import vocabulary
from dashboard.query.patterns import Pair, pairs, shares
from dashboard.vocabulary import lower_first
from tests.published import CATEGORIES, entries_that, published_matrix
from tests.screen import Screen, Table

LONDON = Filters(region=("London",))


def only_table(html: str) -> Table:
    [found] = Screen(html).tables
    return found


def label(category: str) -> str:
    return vocabulary().category[category]


def share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({part / whole:.0%})"


# --- Heat -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "shade"),
    [(0, 0), (9, 0), (10, 1), (24, 1), (25, 2), (39, 2), (40, 3), (59, 3), (60, 4), (79, 4),
     (80, 5), (100, 5)],
)  # fmt: skip
def test_a_larger_share_is_darker(part: int, shade: int) -> None:
    html = heat_table(["Group", "Kind"], [Row("All", [Cell(part, 100)])], "Shares")
    [cell] = Screen(html).all("td")
    assert cell.attributes == {"class": f"s{shade}"}
    assert cell.text == f"{part}% {part} of 100"


def test_a_cell_of_nobody_has_no_shade_and_words_stand_as_they_are() -> None:
    html = heat_table(
        ["A", "B", "C"], [Row("<b>", [Cell(0, 0), "2 & 3"])], "Shares", "heat numbers"
    )
    assert [(c.attributes, c.text) for c in Screen(html).all("td")] == [
        ({}, "0 of 0"),
        ({}, "2 & 3"),
    ]
    assert only_table(html).rows == [["<b>", "0 of 0", "2 & 3"]]
    assert Screen(html).all("div", class_="scroll heat numbers")


@pytest.mark.parametrize("filters", [Filters(), LONDON])
def test_the_heat_map_says_share_and_x_of_n_of_every_cell(filters: Filters) -> None:
    heat = only_table(tables.share_heat(shares(filters, "type")))
    rows = entries_that(region=filters.region)
    assert heat.header == ["Authority type", *map(label, CATEGORIES)]
    assert [name for name, *_ in heat.rows] == ["All", *sorted(rows["authority_type"].unique())]
    for name, *cells in heat.rows:
        of = rows if name == "All" else rows[rows["authority_type"] == name]
        listed = [int(of[category].sum()) for category in CATEGORIES]
        assert cells == [f"{n / len(of):.0%} {n} of {len(of)}" for n in listed]


# --- Shares -----------------------------------------------------------------------------------

HEADS = {category: Head(f"Head of {category}", Link("")) for category in CATEGORIES}


def test_the_numbers_of_a_breakdown_stand_by_kind_with_all_entries_first() -> None:
    of = shares(Filters(), "rating")
    numbers = only_table(table(tables.share_rows(of, HEADS), tables.share_columns("rating"), ""))
    assert numbers.header == ["Kind of support", "Ofsted rating", "Listed", "95% interval"]
    groups = ["All", *of.groups]
    assert [row[1] for row in numbers.rows] == groups * len(CATEGORIES)
    for at, (kind, _, listed, _) in enumerate(numbers.rows):
        category, group = CATEGORIES[at // len(groups)], groups[at % len(groups)]
        assert kind == (f"Head of {category}" if group == "All" else label(category))
        cell = (of.everyone if group == "All" else of.groups[group])[at // len(groups)]
        assert listed == share(cell.listed_count, cell.entries)


def test_without_a_breakdown_there_is_no_column_of_groups() -> None:
    of = shares(LONDON, "none")
    numbers = only_table(table(tables.share_rows(of, HEADS), tables.share_columns("none"), ""))
    assert numbers.header == ["Kind of support", "Listed", "95% interval"]
    rows = entries_that(region=("London",))
    assert [row[1] for row in numbers.rows] == [share(int(rows[c].sum()), 31) for c in CATEGORIES]


def test_a_mark_of_a_panel_is_filled_where_its_interval_leaves_out_the_share_of_all() -> None:
    of = shares(Filters(), "region")
    figure = drawing.share_panels(of)
    marks = [trace for trace in figure.data if trace.mode == "markers"]
    drawn = {
        (words.split(": ")[0], x): symbol == "circle"
        for trace in marks
        for words, x, symbol in zip(trace.customdata, trace.x, trace.marker.symbol, strict=True)
    }
    expected = {
        (name, cell.share): cell.low > of_all.share or cell.high < of_all.share
        for name, group in of.groups.items()
        for cell, of_all in zip(group, of.everyone, strict=True)
    }
    assert drawn == expected
    assert sum(len(trace.x) for trace in marks) == 9 * 8


def test_the_points_of_the_shares_are_the_shares_with_their_limits() -> None:
    everyone = shares(Filters(), "none").everyone
    marks, counts = drawing.share_intervals(everyone).data
    assert list(marks.x) == [each.share for each in everyone]
    for at, each in enumerate(everyone):
        assert marks.x[at] + marks.error_x.array[at] == pytest.approx(each.high)
        assert marks.x[at] - marks.error_x.arrayminus[at] == pytest.approx(each.low)
    assert [text.strip() for text in counts.text] == [
        f"{published_matrix()[c].sum()} of 150" for c in CATEGORIES
    ]


# --- Pairs ------------------------------------------------------------------------------------


@pytest.mark.parametrize("filters", [Filters(), LONDON, Filters(has=("mentoring",))])
def test_every_number_of_a_pair_is_counted_again(filters: Filters) -> None:
    rows = entries_that(region=filters.region, has=filters.has)
    shown = only_table(tables.pairs_table(pairs(filters), filters)).rows
    for pair, row in zip(pairs(filters), shown, strict=True):
        one, two = rows[pair.first_id].astype(bool), rows[pair.second_id].astype(bool)
        n = len(rows)
        assert row[0] == f"{label(pair.first_id)} + {lower_first(label(pair.second_id))}"
        assert row[1:4] == [share(int(s.sum()), n) for s in (one & two, one, two)]
        assert float(row[4]) == pytest.approx(one.sum() * two.sum() / n, abs=0.0501)
        if one.nunique() == two.nunique() == 2:
            assert float(row[5]) == pytest.approx(one.corr(two), abs=0.00501)
        else:
            assert row[5:8] == ["", "–", "–"]


def test_a_pair_that_filters_cannot_ask_for_leads_nowhere() -> None:
    any_of_two = Filters(has=CATEGORIES[:2], match="any")
    leading = Screen(tables.pairs_table(pairs(any_of_two), any_of_two)).all("a")
    assert len(leading) == 28 - 15  # the pairs of the six others cannot be asked for


def test_the_figure_of_pairs_shows_both_and_expected() -> None:
    every = pairs(Filters())
    _, expected, both = drawing.pair_counts(every).data
    assert list(expected.x) == [pair.expected for pair in every]
    assert list(both.x) == [pair.both for pair in every]


def test_labels_of_pairs_are_shortened_on_the_crowded_axis() -> None:
    pair = Pair("a", "Generic mental health access", "b", "Wider wellbeing provision",
                1, 1, 1, 1, 4, 1.0, None, None, None)  # fmt: skip
    assert list(drawing.pair_counts([pair]).data[1].y) == [
        "Generic mental health +<br>Wider wellbeing"
    ]


# --- Bundles ----------------------------------------------------------------------------------


@pytest.mark.parametrize("filters", [Filters(), LONDON])
def test_every_row_of_the_bundles_is_counted_again(filters: Filters) -> None:
    rows = entries_that(region=filters.region)
    sets = Counter(tuple(row) for row in rows[list(CATEGORIES)].itertuples(index=False, name=None))
    html = tables.bundles_table(bundles(filters), filters, vocabulary().category)
    shown, above = only_table(html), 0
    assert shown.header == ["Entries", *map(label, CATEGORIES), "Share", "With all above"]
    assert len(shown.rows) == len(sets)
    for row in shown.rows:
        marks = tuple(word == "Listed" for word in row[1:9])
        n = sets.pop(marks)
        above += n
        assert row[0] == (f"{n} entries" if n > 1 else "1 entry")
        assert row[9:] == [share(n, len(rows)), share(above, len(rows))]
    assert not sets


def test_the_bar_of_a_bundle_is_as_long_as_its_number() -> None:
    html = tables.bundles_table(bundles(Filters()), Filters(), vocabulary().category)
    widths = [bar.attributes["style"] for bar in Screen(html).all("span", class_="bar")]
    assert widths[:5] == [f"width:{100 * n / 22:.0f}%" for n in (22, 22, 15, 12, 11)]


def test_a_bundle_is_named_in_full_to_those_who_meet_its_link_alone() -> None:
    html = tables.bundles_table(bundles(Filters()), Filters(), vocabulary().category)
    names = [link.attributes["aria-label"] for link in Screen(html).all("a")]
    assert names[0] == "22 entries that list exactly: basic support"
    assert names[4] == "11 entries that list exactly: nothing"
