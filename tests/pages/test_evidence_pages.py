"""Research evidence, and how far to trust the data, opened at their address without a browser."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.published import CATEGORIES, published_matrix
from tests.recorded import FIVE, evidence, findings_that, quality_notes
from tests.screen import Element, Screen, Table

ROOT = Path(__file__).parents[2]
EVIDENCE, METHODS, PROFILE = "research_evidence", "data_and_methods", "authority_profile"
LABELS = {
    "basic_support": "basic support",
    "generic_mental_health_access": "generic mental health access",
    "charity_sector_provision": "charity-sector provision",
    "dedicated_workers": "dedicated workers",
    "commissioned_services": "commissioned services",
    "extended_camhs": "extended CAMHS",
    "mentoring": "mentoring",
    "wider_wellbeing": "wider wellbeing provision",
}
HOSTILE = "<script>alert(1)</script> [link](https://example.org)"


def opened(page: str, **address: str | list[str]) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard" / "main.py"), default_timeout=60)
    app.run()
    app.switch_page(f"../pages/{page}.py")
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, [error.value for error in app.exception]
    return app


def screen(app: AppTest) -> Screen:
    parts = [str(part.proto.body) for part in app.get("html")]
    data = [json.loads(part.proto.json) for part in app.get("bidi_component")]
    return Screen("\n".join([*parts, *(str(given.get("html", "")) for given in data)]))


def finding(app: AppTest) -> str:
    [sentence] = screen(app).texts("p", class_="finding")
    return sentence


def table(app: AppTest, caption: str) -> Table:
    [found] = [t for t in screen(app).tables if caption in t.caption]
    return found


def findings_shown(app: AppTest) -> list[str]:
    tables = [t for t in screen(app).tables if t.header[-1] == "Place in the document"]
    return [row[0] for t in tables for row in t.rows]


def findings_on(category: str) -> set[str]:
    return findings_that(category=[category], participants="shown")


def is_evidence(link: Element) -> bool:
    return str(link.attributes["href"]).startswith("research-evidence?category=")


def texts(ids: set[str]) -> set[str]:
    return set(evidence().set_index("evidence_id").loc[sorted(ids), "finding"])


def test_all_findings_are_shown_but_the_counts_of_who_took_part() -> None:
    app = opened(EVIDENCE)
    assert finding(app).startswith("433 findings of 5 documents")
    assert len(findings_shown(app)) == 373
    assert "60 more findings count who took part" in screen(app).text


def test_the_filters_of_an_address_are_those_of_the_page() -> None:
    app = opened(EVIDENCE, category="mentoring", kind=["barrier", "recommendation"], year="2023")
    expected = findings_that(
        category=["mentoring"], kind=["barrier", "recommendation"], year=["2023"]
    )
    assert set(findings_shown(app)) == texts(expected)
    assert finding(app).startswith(f"{len(expected)} of 433 findings, from 1 of 5 documents, match")
    assert ["mentoring"] in [m.value for m in app.multiselect]


def test_a_filter_set_by_hand_goes_into_the_address_and_can_be_removed_again() -> None:
    app = opened(EVIDENCE)
    [nation] = [m for m in app.multiselect if m.label == "Nation studied"]
    nation.set_value(["Wales"]).run()
    assert app.query_params["nation"] in ("Wales", ["Wales"])
    assert len(findings_shown(app)) == len(findings_that(nation=["Wales"]))
    [remove] = [b for b in app.button if b.label.startswith("Wales")]
    remove.click().run()
    assert dict(app.query_params) == {}
    assert len(findings_shown(app)) == 373


def test_a_search_is_in_the_address() -> None:
    app = opened(EVIDENCE)
    [search] = [t for t in app.text_input if t.label == "Text contains"]
    search.set_value("  Ask   Jan ").run()
    assert app.query_params["text"] in ("Ask Jan", ["Ask Jan"])
    assert any("Ask Jan" in text for text in findings_shown(app))


def test_the_counts_of_who_took_part_can_be_unfolded() -> None:
    app = opened(EVIDENCE)
    [show] = [b for b in app.button if b.label == "Show them"]
    show.click().run()
    assert app.query_params["participants"] in ("shown", ["shown"])
    assert len(findings_shown(app)) == 433


def test_clear_all_shows_everything_again() -> None:
    app = opened(EVIDENCE, source="appg-2014", text="pay", participants="shown")
    [clear] = [b for b in app.button if b.label == "Clear all"]
    clear.click().run()
    assert dict(app.query_params) == {}
    assert len(findings_shown(app)) == 373


def test_unknown_values_are_said_and_known_ones_used() -> None:
    app = opened(EVIDENCE, kind=["barrier", "rumour"], colour="red")
    said = "\n".join(warning.value for warning in app.warning)
    assert "kind=rumour is not known" in said
    assert "colour is not a parameter" in said
    assert set(findings_shown(app)) == texts(findings_that(kind=["barrier"]))


def test_nothing_found_says_so_and_names_the_category() -> None:
    app = opened(EVIDENCE, category="mentoring", text="zzz")
    assert "No finding on record that bears on mentoring" in screen(app).text
    assert finding(app).startswith("0 of 433 findings")


def test_text_of_an_address_never_becomes_markup_or_a_link() -> None:
    app = opened(EVIDENCE, text=HOSTILE, kind=HOSTILE)
    assert screen(app).all("script") == []
    assert not [w.value for w in app.warning if "[link](https" in w.value]
    assert not [b.label for b in app.button if "[link](https" in b.label]


def test_the_caseload_chart_has_its_numbers_beside_it_and_in_words() -> None:
    app = opened(EVIDENCE)
    [chart] = [c.proto for c in app.get("plotly_chart")]
    beside = table(app, "The same numbers")
    assert [row[0] for row in beside.rows] == ["15", "15 to 35", "20 to 30", "25", "42"]
    for _, year, nation, method, _ in beside.rows:
        assert nation == "England"
        assert f"{year}, " in chart.alt
        assert method in chart.alt
    assert json.loads(chart.spec)["data"]


def test_every_kind_of_support_leads_to_its_evidence() -> None:
    counted = table(opened(EVIDENCE), "kinds of support have evidence")
    assert {row[0]: row[1] for row in counted.rows}["Mentoring"] == "18 findings"
    app = opened(METHODS)
    addresses = {link.attributes["href"] for link in screen(app).all("a")}
    assert "research-evidence?category=mentoring" in addresses


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("overview", {}),
        ("overview", {"region": "London"}),
        ("find_authorities", {}),
        ("provision_types", {}),
        ("provision_types", {"by": "rating"}),
        ("compare", {"entry": ["leeds", "barnsley"]}),
        (PROFILE, {"entry": "leeds"}),
        (PROFILE, {"entry": "surrey"}),
        (METHODS, {}),
        (EVIDENCE, {}),
    ],
)
def test_where_the_eight_categories_are_named_each_leads_to_its_evidence(
    page: str, address: dict[str, str | list[str]]
) -> None:
    links = screen(opened(page, **address)).all("a")
    found = {a.attributes["aria-label"]: a.attributes["href"] for a in links if is_evidence(a)}
    assert found == {
        f"Evidence on {LABELS[category]}: {len(findings_on(category))} findings": (
            f"research-evidence?category={category}"
        )
        for category in CATEGORIES
    }


def test_a_map_coloured_by_a_category_leads_to_its_evidence_and_no_other_map_does() -> None:
    ways = [
        [a.attributes["aria-label"] for a in links if is_evidence(a)]
        for links in (
            screen(opened("england_map", colour=colour)).all("a")
            for colour in ("mentoring", "cla_rate")
        )
    ]
    assert ways == [[f"Evidence on mentoring: {len(findings_on('mentoring'))} findings"], []]


def test_the_differences_alone_lead_to_the_evidence_on_what_differs() -> None:
    app = opened("compare", entry=["barnsley", "leeds"], show="differences")
    named = [str(a.attributes["aria-label"]) for a in screen(app).all("a") if is_evidence(a)]
    assert [name.partition(":")[0] for name in named] == [
        "Evidence on dedicated workers",
        "Evidence on mentoring",
        "Evidence on wider wellbeing provision",
    ]


# The five authorities studied in depth


@pytest.mark.parametrize("entry_id", FIVE)
def test_a_profile_of_an_authority_studied_in_depth_shows_the_report_beside_its_table(
    entry_id: str,
) -> None:
    app = opened(PROFILE, entry=entry_id)
    rows = {row[0]: row for row in table(app, "the report's text beside its table").rows}
    notes = quality_notes().query(f"entry_id == '{entry_id}' and kind == 'report and table differ'")
    printed = published_matrix().set_index("entry_id").loc[entry_id]
    listed = [row[1] for row in rows.values()][:8]
    assert listed == ["Listed" if printed[c] else "Not listed" for c in CATEGORIES]
    assert sum(row[3].startswith("Differs.") for row in rows.values()) == len(notes) > 0
    own = evidence().query("entry_id == @entry_id")["finding"]
    shared = evidence().query("kind == 'service' and entry_id == ''")["finding"]
    assert len(shared) == 5
    for service in [*own, *shared]:
        assert service in screen(app).text


def test_other_profiles_have_no_such_table() -> None:
    assert "beside its table" not in screen(opened(PROFILE, entry="leeds")).text


# How far to trust it


def test_the_title_of_the_reports_figures_says_which_differ_from_its_table() -> None:
    title = "2 of the report's 8 own figures differ from its table: mentoring and extended CAMHS"
    assert title in screen(opened(METHODS)).texts("h2")


def test_quality_notes_are_filtered_by_the_address_and_lead_to_their_entries() -> None:
    app = opened(METHODS, note_kind="report and table differ", note_name="worc")
    notes = table(app, "Quality notes")
    assert [row[0] for row in notes.rows] == ["Worcestershire", "Worcestershire"]
    addresses = [link.attributes["href"] for link in screen(app).all("a")]
    assert addresses.count("authority-profile?entry=worcestershire") == 2


def test_quality_notes_filtered_by_hand_go_into_the_address() -> None:
    app = opened(METHODS)
    [kind] = [m for m in app.multiselect if m.label == "Kind of note"]
    kind.set_value(["doubtful"]).run()
    assert app.query_params["note_kind"] in ("doubtful", ["doubtful"])
    wanted = quality_notes().query("kind == 'doubtful'")
    assert len(table(app, "Quality notes").rows) == len(wanted)
    assert f"{len(wanted)} of 40 notes" in screen(app).text


def test_no_quality_note_found_says_so() -> None:
    app = opened(METHODS, note_name="zzz")
    assert "No quality note matches" in screen(app).text


@pytest.mark.parametrize(("missed", "corrected"), [("0", "39%"), ("10", "43%"), ("40", "64%")])
def test_the_what_if_panel_follows_the_address(missed: str, corrected: str) -> None:
    app = opened(METHODS, missed=missed, wrongly_found="0")
    rows = {row[0]: row for row in table(app, "as printed and corrected").rows}
    assert rows["Charity-sector provision"][1:3] == ["58 of 150 (39%)", corrected]


def test_the_what_if_panel_says_which_shares_the_errors_cannot_explain() -> None:
    app = opened(METHODS, missed="20", wrongly_found="0")
    assert "cannot be right for basic support" in screen(app).text


def test_errors_set_by_hand_go_into_the_address() -> None:
    app = opened(METHODS)
    [missed] = [n for n in app.number_input if n.label.startswith("Offers missed")]
    missed.set_value(25).run()
    assert app.query_params["missed"] in ("25", ["25"])


def test_the_reconciliation_counts_differences_by_entry_and_by_authority() -> None:
    rows = {row[0]: row for row in table(opened(METHODS), "own figures").rows}
    assert rows["Mentoring"][1:6] == ["43", "46", "+3", "46", "+3"]
    assert rows["Extended CAMHS"][1:6] == ["6", "5", "−1", "6", "none"]
