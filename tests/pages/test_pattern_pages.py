"""Provision types and Relationships as readers meet them."""

import re
from itertools import combinations
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.test_pages import charts, finding, opened, screen, words
from tests.published import CATEGORIES, entries_that
from tests.screen import Table

TYPES, RELATIONSHIPS = "provision_types", "relationships"
BOTH = pytest.mark.parametrize("page", [TYPES, RELATIONSHIPS])
# Words of cause and effect, and of ranking: these data can show neither.
FORBIDDEN = re.compile(
    r"\b(leads? to (a |an |more|less|better|worse|higher|lower)|because|impacts?|due to|causes?d?"
    r"|caused by|results? in|thanks to|drives?n?|improves?|worst|best|top \d+|league)\b",
    re.IGNORECASE,
)


def everything_said(app: AppTest) -> str:
    """All words on the screen, with those of links and pictures."""
    labels = [element.attributes.get("aria-label") or "" for element in screen(app).elements]
    return "\n".join([words(app), *labels, *(alt for _, alt in charts(app))])


def table(app: AppTest, part_of_caption: str) -> Table:
    [found] = [t for t in screen(app).tables if part_of_caption in t.caption]
    return found


def links(app: AppTest) -> list[tuple[str, str]]:
    return [
        (" ".join(link.text.split()), link.attributes["href"] or "")
        for link in screen(app).all("a")
        if (link.attributes.get("href") or "").startswith("find-authorities?")
    ]


def entries_at(address: str) -> int:
    """How many entries the published table has for a link to Find authorities."""
    asked = parse_qs(urlsplit(address).query)
    return len(entries_that(**asked))  # type: ignore[arg-type]


# --- Language ---------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["none", "region", "rating", "type", "rate"])
def test_provision_types_claims_no_cause(by: str) -> None:
    assert not FORBIDDEN.findall(everything_said(opened(TYPES, by=by)))


@pytest.mark.parametrize("doubtful", ["kept", "left-out"])
@pytest.mark.parametrize("unit", ["entry", "authority"])
def test_relationships_claims_no_cause(unit: str, doubtful: str) -> None:
    app = opened(RELATIONSHIPS, unit=unit, doubtful=doubtful)
    assert not FORBIDDEN.findall(everything_said(app))
    assert "associat" in everything_said(app)


@BOTH
def test_the_screen_says_that_a_count_of_kinds_is_not_quality(page: str) -> None:
    assert "A count of kinds of support is not quality" in words(opened(page))


@BOTH
def test_every_chart_has_its_finding_in_words(page: str) -> None:
    for _, alt in charts(opened(page)):
        assert re.search(r"\d", alt)


@BOTH
def test_no_authority_is_ranked_by_its_number_of_kinds(page: str) -> None:
    for found in screen(opened(page)).tables:
        if found.header[0] == "Name":
            names = [row[0] for row in found.rows]
            assert names == sorted(names)


# --- Provision types --------------------------------------------------------------------------


def test_the_finding_names_most_and_least_often_listed_with_n() -> None:
    sentence = finding(opened(TYPES))
    assert "131 of 150 entries (87%)" in sentence
    assert "5 of 150 entries (3%)" in sentence


def test_the_breakdown_is_read_from_the_address_and_every_cell_says_x_of_n() -> None:
    heat = table(opened(TYPES, by="region"), "by region: share and x of n")
    assert len(heat.rows) == 10
    for name, *cells in heat.rows:
        region = () if name == "All" else (name,)
        entries = entries_that(region=region)
        for cell, category in zip(cells, CATEGORIES, strict=True):
            assert cell.endswith(f" {entries[category].sum()} of {len(entries)}")


def test_the_shared_filters_apply() -> None:
    app = opened(TYPES, region="London")
    entries = entries_that(region=("London",))
    numbers = table(app, "The same numbers: Share of entries")
    shown = [row[1] for row in numbers.rows]
    assert [cell.split(" (")[0] for cell in shown] == [
        f"{entries[category].sum()} of 31" for category in CATEGORIES
    ]


def test_all_28_pairs_are_shown_and_each_leads_to_its_entries() -> None:
    app = opened(TYPES)
    pairs = table(app, "The same numbers by pair")
    assert len(pairs.rows) == 28
    leading = [(text, address) for text, address in links(app) if " + " in text]
    assert {frozenset(parse_qs(urlsplit(a).query)["has"]) for _, a in leading} == {
        frozenset(pair) for pair in combinations(CATEGORIES, 2)
    }
    shown = {row[0]: row[1] for row in pairs.rows}
    for text, address in leading:
        assert shown[text].startswith(f"{entries_at(address)} of 150")


def test_every_bundle_leads_to_exactly_its_entries() -> None:
    leading = [pair for pair in links(opened(TYPES)) if re.fullmatch(r"\d+ entr(y|ies)", pair[0])]
    assert len(leading) == 43
    for text, address in leading:
        assert int(text.split()[0]) == entries_at(address)


def test_links_keep_the_filters_that_are_set() -> None:
    for _, address in links(opened(TYPES, region="London", rating="Good")):
        asked = parse_qs(urlsplit(address).query)
        assert (asked["region"], asked["rating"]) == (["London"], ["Good"])


def test_filters_on_what_is_listed_are_said_to_shape_the_shares() -> None:
    assert "describe that choice as much as the offers" in words(opened(TYPES, has="mentoring"))
    assert "describe that choice" not in words(opened(TYPES, region="London"))


def test_a_pair_that_cannot_be_tested_says_so() -> None:
    pairs = table(opened(TYPES, has="mentoring"), "The same numbers by pair")
    assert [row for row in pairs.rows if "Not tested" in row[-1]]


def test_no_entry_draws_nothing_and_says_so() -> None:
    app = opened(TYPES, region="London", cla_min="300")
    assert finding(app) == "None of the 150 entries matches these filters."
    assert not charts(app)


def test_one_entry_is_drawn_as_any_number_of_them() -> None:
    app = opened(TYPES, q="leeds", by="region")
    assert "of 1 selected entries" in finding(app)
    assert charts(app)


def test_an_unknown_breakdown_is_said_and_ignored() -> None:
    assert any(
        "by=mood is not known" in warning.value for warning in opened(TYPES, by="mood").warning
    )


# --- Relationships ----------------------------------------------------------------------------


def test_the_finding_gives_effect_interval_and_n_of_both_questions() -> None:
    sentence = finding(opened(RELATIONSHIPS))
    assert sentence.startswith("No clear association")
    assert sentence.count("147 entries") == 2
    assert sentence.count("95% interval") == 2


def test_each_result_says_the_smallest_effect_that_it_could_have_shown() -> None:
    app = opened(RELATIONSHIPS)
    assert words(app).count("would probably have gone unnoticed with 147 entries") == 2
    for caption in ("How the share that lists it", "Median CLA rate where"):
        found = table(app, caption)
        column = found.header.index("Smallest noticeable")
        assert all(re.fullmatch(r"±\d+\.\d", row[column]) for row in found.rows)
        assert len(found.rows) == 8


def test_who_is_left_out_is_said_by_name() -> None:
    said = words(opened(RELATIONSHIPS))
    for name in ("Bradford (two grades)", "Greater Manchester (not rated)", "Sheffield (unknown)"):
        assert name in said


def test_by_authority_and_without_values_in_doubt_give_other_numbers() -> None:
    assert "144 entries" in finding(opened(RELATIONSHIPS, doubtful="left-out"))
    assert "146 authorities" in finding(opened(RELATIONSHIPS, unit="authority"))


def test_the_headline_results_are_shown_under_every_setting() -> None:
    found = table(opened(RELATIONSHIPS), "under every setting")
    assert [row[:2] for row in found.rows] == [
        ["Entry", "Kept, as published"],
        ["Entry", "Left out"],
        ["Authority", "Kept, as published"],
        ["Authority", "Left out"],
    ]


def test_the_scatter_shows_every_entry_with_a_known_rate() -> None:
    app = opened(RELATIONSHIPS)
    scatter = next(figure for figure, alt in charts(app) if alt.startswith("Scatter"))
    assert len(scatter["data"][0]["text"]) == 147
    assert len(table(app, "Children looked after per 10,000").rows) == 147


def test_no_text_of_the_two_pages_code_holds_a_forbidden_word() -> None:
    code = Path(__file__).parents[2] / "dashboard"
    files = [*code.glob("*/*pattern*.py"), *code.glob("*/relationships.py")]
    files += [code / "drawing" / "templates" / name for name in ("reading.html", "method.html")]
    assert len(files) > 8
    for file in files:
        assert not re.search(r"\b(because|impact)\b", file.read_text(encoding="utf-8"), re.I), file


@BOTH
def test_every_kind_of_support_leads_to_its_evidence(page: str) -> None:
    addresses = {str(link.attributes.get("href")) for link in screen(opened(page)).all("a")}
    assert {f"research-evidence?category={category}" for category in CATEGORIES} <= addresses
