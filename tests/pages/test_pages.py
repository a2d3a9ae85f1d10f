"""Pages as readers meet them, opened at their address without a browser."""

import base64
import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from dashboard.registry import PAGES
from tests.published import CATEGORIES, entries_that, published_matrix
from tests.screen import Screen, Table

ROOT = Path(__file__).parents[2]
OVERVIEW, FIND, METHODS = "overview", "find_authorities", "data_and_methods"
EVERY_PAGE = pytest.mark.parametrize("page", [spec.file.stem for spec in PAGES])
FILTERING_PAGE = pytest.mark.parametrize("page", [s.file.stem for s in PAGES if s.filters])
# What a page needs to show more than how to begin.
EXAMPLES: dict[str, dict[str, str | list[str]]] = {
    "compare": {"entry": ["leeds", "york"]},
    "authority_profile": {"entry": "leeds"},
}
HOSTILE = "<script>alert(1)</script>"


def opened(page: str, **address: str | list[str]) -> AppTest:
    """A page at its address, in a fresh session."""
    app = AppTest.from_file(str(ROOT / "dashboard" / "main.py"), default_timeout=60)
    if page != OVERVIEW:
        app.run()
        app.switch_page(f"../pages/{page}.py")
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, [error.value for error in app.exception]
    return app


@cache
def seen(page: str) -> AppTest:
    """A page without filters, opened once for all tests that only look at it."""
    return opened(page, **EXAMPLES.get(page, {}))


def screen(app: AppTest) -> Screen:
    """The HTML of a page, that which its components are given included."""
    parts = [str(part.proto.body) for part in app.get("html")]
    data = [json.loads(part.proto.json) for part in app.get("bidi_component")]
    return Screen("\n".join([*parts, *(str(given.get("html", "")) for given in data)]))


def words(app: AppTest) -> str:
    """All that stands on the screen in words, of whatever kind of element."""
    elements = [*app.warning, *app.info, *app.markdown, *app.title, *app.error]
    widgets = [*app.button, *app.selectbox, *app.multiselect, *app.radio, *app.text_input]
    parts = [str(e.value) for e in elements] + [str(w.label) for w in widgets]
    return "\n".join([screen(app).text, *parts])


def finding(app: AppTest) -> str:
    [sentence] = screen(app).texts("p", class_="finding")
    return sentence


def matrix(app: AppTest) -> Table:
    [table] = [t for t in screen(app).tables if "entries list in their" in t.caption]
    return table


def entries_shown(app: AppTest) -> list[str]:
    return [row[0] for row in matrix(app).rows]


def charts(app: AppTest) -> list[tuple[dict[str, Any], str]]:
    """The figure and the text alternative of each chart."""
    protos = [chart.proto for chart in app.get("plotly_chart")]
    return [(json.loads(proto.spec), proto.alt) for proto in protos]


def lengths(figure: dict[str, Any]) -> list[int]:
    """The lengths of the bars of a bar chart, in the order in which they are given."""
    [bars] = figure["data"]
    values = bars["x" if bars.get("orientation") == "h" else "y"]
    if isinstance(values, dict):  # plotly's packed numbers
        values = np.frombuffer(base64.b64decode(values["bdata"]), values["dtype"]).tolist()
    return list(values)


def numbers_beside_charts(app: AppTest) -> list[Table]:
    return [t for t in screen(app).tables if t.caption.startswith("The same numbers")]


# --- What stands on every page ----------------------------------------------------------------


@EVERY_PAGE
def test_a_page_has_one_h1_and_a_finding_with_numbers(page: str) -> None:
    app = seen(page)
    assert len(screen(app).all("h1")) == 1
    assert any(character.isdigit() for character in finding(app))


@EVERY_PAGE
def test_a_page_says_that_offers_may_have_changed(page: str) -> None:
    [caution] = screen(seen(page)).texts("p", class_="caution")
    assert "May 2022" in caution
    assert "may have changed since" in caution
    assert "not listed does not mean that a service does not exist" in caution


@EVERY_PAGE
def test_a_page_names_its_source_edition_and_terms(page: str) -> None:
    [footer] = screen(seen(page)).texts("footer")
    for part in ("Source: What Works for", "May 2023", "Edition 2022-05", "licence", "Cite as"):
        assert part in footer


@EVERY_PAGE
def test_a_page_offers_its_data(page: str) -> None:
    links = [link.attributes["href"] or "" for link in screen(seen(page)).all("a", download=None)]
    assert any(link.startswith("data/") and ".csv" in link for link in links)
    assert any("package.zip" in link for link in links)


@EVERY_PAGE
def test_no_page_says_of_an_offer_that_it_lacks_something_or_says_no(page: str) -> None:
    app = seen(page)
    assert "lacks" not in words(app).lower()
    cells = {cell.strip() for t in screen(app).tables for row in t.rows for cell in row}
    as_published = {"N"} if page == METHODS else set()
    assert not cells & {"No", "no", "N", "NO", "✗", "✘"} - as_published


@EVERY_PAGE
def test_a_parameter_that_a_page_does_not_know_is_said(page: str) -> None:
    app = opened(page, mood="red")
    [warning] = app.warning
    assert "mood is not a parameter. Accepted: region, rating, type, has" in warning.value


@EVERY_PAGE
def test_without_a_database_a_page_says_what_to_do(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(page)
    monkeypatch.setenv("OFFER_DATABASE", str(tmp_path / "offer.duckdb"))
    app.run()
    assert not app.exception
    assert [title.value for title in app.title] == ["The data are not ready yet"]
    [advice] = [info.value for info in app.info]
    assert "There is no database at offer.duckdb yet." in advice
    assert "python -m etl build" in advice


@EVERY_PAGE
def test_with_a_broken_database_a_page_says_what_to_do(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "offer.duckdb").write_text("not a database")
    app = opened(page)
    monkeypatch.setenv("OFFER_DATABASE", str(tmp_path / "offer.duckdb"))
    app.run()
    assert not app.exception
    assert "cannot be read as a database" in app.info[0].value


# --- Filters ----------------------------------------------------------------------------------


@FILTERING_PAGE
def test_the_filters_of_an_address_are_those_of_the_page(page: str) -> None:
    app = opened(page, region=["London", "North East"], has="mentoring")
    n = len(entries_that(region=["London", "North East"], has=["mentoring"]))
    assert f"{n} of 150 entries" in screen(app).text


@FILTERING_PAGE
def test_the_widgets_show_the_filters_of_the_address(page: str) -> None:
    app = opened(page, region="London", cla_min="50", q="ham", match="any",
                 has=["mentoring", "extended_camhs"])  # fmt: skip
    assert [m.value for m in app.multiselect if m.label == "Region"] == [["London"]]
    assert {"mentoring", "extended_camhs"} in [set(m.value) for m in app.multiselect]
    assert 50 in [n.value for n in app.number_input]
    assert "ham" in [t.value for t in app.text_input]
    assert "any" in [r.value for r in app.radio]


@FILTERING_PAGE
def test_a_filter_set_by_hand_goes_into_the_address(page: str) -> None:
    app = opened(page)
    [region] = [m for m in app.multiselect if m.label == "Region"]
    region.set_value(["London"]).run()
    assert app.query_params["region"] in ("London", ["London"])
    assert "31 of 150 entries" in screen(app).text


@FILTERING_PAGE
def test_each_active_filter_can_be_removed(page: str) -> None:
    app = opened(page, region="London", rating="Good")
    [remove] = [b for b in app.button if b.label.startswith("London")]
    remove.click().run()
    assert "region" not in app.query_params
    n = len(entries_that(rating=["Good"]))
    assert f"{n} of 150 entries" in screen(app).text


@FILTERING_PAGE
def test_clear_all_shows_all_150(page: str) -> None:
    app = opened(page, region="London", cla_min="50", q="ham")
    [clear] = [b for b in app.button if b.label == "Clear all"]
    clear.click().run()
    assert "150 of 150 entries" in screen(app).text
    assert dict(app.query_params) == {}


@FILTERING_PAGE
def test_unknown_values_are_said_and_known_ones_used(page: str) -> None:
    app = opened(page, region=["Londn", "London"], cla_max="many")
    said = "\n".join(warning.value for warning in app.warning)
    assert "region=Londn is not known" in said
    assert "cla_max=many is not known" in said
    assert "31 of 150 entries" in screen(app).text


@FILTERING_PAGE
def test_text_of_an_address_never_becomes_markup(page: str) -> None:
    app = opened(page, q=HOSTILE, region=HOSTILE, mood=HOSTILE)
    assert screen(app).all("script") == []
    assert [t.value for t in app.text_input if t.label == "Name contains"] == [HOSTILE]


@FILTERING_PAGE
def test_text_of_an_address_never_becomes_a_link(page: str) -> None:
    app = opened(page, region="[Sign in](https://example.org)")
    assert not [w.value for w in app.warning if "](https://example.org)" in w.value]


garbage = st.text(max_size=12) | st.sampled_from(["London", "Good", "mentoring", "8", "-1", "any"])
garbage_addresses = st.dictionaries(
    st.sampled_from(["region", "has", "without", "match", "cla_min", "listed_max", "q", "edition"])
    | st.text("abcdefg", min_size=1, max_size=8),
    st.lists(garbage, min_size=1, max_size=3),
    max_size=5,
)


@FILTERING_PAGE
@settings(max_examples=6, deadline=None)
@given(address=garbage_addresses)
def test_whatever_the_address_a_page_opens(page: str, address: dict[str, list[str]]) -> None:
    app = opened(page, **address)
    assert "of 150 entries" in screen(app).text


# --- Overview ---------------------------------------------------------------------------------


def test_the_overview_gives_the_headline_figures() -> None:
    app = seen(OVERVIEW)
    figures = dict(
        zip(screen(app).texts("dt"), screen(app).texts("dd"), strict=True)  # what it counts: figure
    )
    assert figures["list basic support"] == "131 of 150 (87%)"
    assert figures["list nothing"] == "11 of 150 (7%)"
    assert figures["categories listed, median, of 8"] == "2"
    assert finding(app).startswith("131 of the 150 entries list basic support")


def test_the_overview_charts_draw_the_published_counts() -> None:
    categories, distribution = charts(seen(OVERVIEW))
    rows = published_matrix()
    assert lengths(categories[0]) == [rows[c].sum() for c in CATEGORIES]
    by_number = rows["categories_listed"].value_counts()
    assert lengths(distribution[0]) == [by_number.get(n, 0) for n in range(9)]


@pytest.mark.parametrize("address", [{}, {"region": "London"}, {"rating": "Inadequate"}])
def test_every_chart_has_its_numbers_beside_it_and_in_its_text_alternative(
    address: dict[str, str],
) -> None:
    app = opened(OVERVIEW, **address)
    beside = numbers_beside_charts(app)
    assert len(beside) == len(charts(app)) == 2
    for (figure, alt), table in zip(charts(app), beside, strict=True):
        numbers = [int(row[1].split(" of ")[0]) for row in table.rows]
        assert sorted(lengths(figure)) == sorted(numbers)
        assert all(str(number) in alt for number in numbers)


def test_the_overview_of_nothing_says_so_without_charts() -> None:
    app = opened(OVERVIEW, region="London", type="County")
    assert finding(app) == "None of the 150 entries matches these filters."
    assert charts(app) == []


def test_the_overview_leads_to_one_authority_by_name() -> None:
    app = opened(OVERVIEW)
    [by_name] = [s for s in app.selectbox if "authority" in s.label]
    by_name.set_value("Barnsley").run()
    assert not app.exception
    assert "Barnsley" in screen(app).text


# --- Find authorities -------------------------------------------------------------------------


def test_find_authorities_shows_all_150_at_first() -> None:
    app = seen(FIND)
    assert entries_shown(app) == list(published_matrix()["entry"])
    assert finding(app).startswith("150 of 150 entries")


def test_find_authorities_shows_the_matrix_of_the_entries_that_match() -> None:
    filters: dict[str, Any] = {"region": ["London"], "has": ["mentoring"], "rating": ["Good"]}
    app = opened(FIND, **filters)
    expected = entries_that(**filters)
    assert entries_shown(app) == list(expected["entry"])
    for cells, row in zip(matrix(app).rows, expected.to_dict("records"), strict=True):
        assert cells[1:9] == ["Listed" if row[c] else "Not listed" for c in CATEGORIES]


def test_find_authorities_says_what_was_asked_for() -> None:
    app = opened(FIND, region="London", rating="Good", has="mentoring")
    n = len(entries_that(region=["London"], rating=["Good"], has=["mentoring"]))
    assert finding(app) == f"{n} of 150 entries match: London - rated Good - lists mentoring."


def test_a_rate_bound_says_which_unknown_rates_it_leaves_out() -> None:
    app = opened(FIND, cla_min="0")
    text = screen(app).text
    assert "leaves out 3 entries whose rate is unknown" in text
    assert all(name in text for name in ("Northamptonshire", "Poole", "Sheffield"))
    assert len(entries_shown(app)) == 147


def test_unknown_rates_are_not_spoken_of_without_a_rate_bound() -> None:
    assert "leaves out" not in screen(opened(FIND, region="London")).text


def test_a_rate_bound_in_a_region_without_unknown_rates_leaves_out_none() -> None:
    assert "leaves out 0 entries" in screen(opened(FIND, region="London", cla_max="50")).text


def test_an_empty_result_names_what_to_relax_and_what_that_finds() -> None:
    app = opened(FIND, region="London", type="County")
    assert "0 of 150 entries" in finding(app)
    counties = len(entries_that(type=["County"]))
    assert [b.label for b in app.button if b.label.startswith("Without")] == [
        "Without the authority type filter: 31 more",
        f"Without the region filter: {counties} more",
    ]


def test_relaxing_an_empty_result_shows_what_was_promised() -> None:
    app = opened(FIND, region="London", type="County")
    [relax] = [b for b in app.button if b.label.startswith("Without the authority type")]
    relax.click().run()
    assert entries_shown(app) == list(entries_that(region=["London"])["entry"])
    assert dict(app.query_params).keys() == {"region"}


def test_the_address_for_scripts_gives_the_rows_shown() -> None:
    app = opened(FIND, region="London", has="mentoring")
    assert "/data/offer_matrix.csv?region=London&has=mentoring" in screen(app).text


def test_filters_go_along_to_the_next_page() -> None:
    app = opened(OVERVIEW, region="London")
    links = [link.proto for link in app.get("page_link")]
    assert {link.query_string for link in links} == {"region=London"}


# --- Data and methods -------------------------------------------------------------------------


def test_data_and_methods_shows_every_quality_note() -> None:
    notes = (ROOT / "data" / "reference" / "quality_notes.csv").read_text(encoding="utf-8")
    [table] = [t for t in screen(seen(METHODS)).tables if t.caption.startswith("Quality notes")]
    entries = {row[0] for row in table.rows}
    assert len(table.rows) == len(notes.strip().splitlines()) - 1
    assert {"Bradford", "Greater Manchester", "North East Lincolnshire", "All entries"} <= entries


def test_data_and_methods_reconciles_the_reports_own_figures() -> None:
    [table] = [t for t in screen(seen(METHODS)).tables if "own figures" in t.caption]
    mentoring = next(row for row in table.rows if row[0] == "Mentoring")
    assert mentoring[1:3] == ["43", "46"]


def test_data_and_methods_describes_every_public_column() -> None:
    [table] = [t for t in screen(seen(METHODS)).tables if t.caption.startswith("Data dict")]
    described = [row[1] for row in table.rows if row[0] == "offer_matrix" and row[1]]
    assert described[7:15] == list(CATEGORIES)
    assert len(described) == 19
    assert all(row[-1] for row in table.rows)


def test_data_and_methods_names_licences_and_offers_everything() -> None:
    app = seen(METHODS)
    [table] = [t for t in screen(app).tables if t.caption.startswith("Sources")]
    column = table.header.index("Licence or terms")
    assert all(row[column] for row in table.rows)
    addresses = [link.attributes.get("href") for link in screen(app).all("a")]
    assert {"data/offer_matrix.csv", "data/offer_matrix.json", "data/offer.duckdb"} <= set(
        addresses
    )
