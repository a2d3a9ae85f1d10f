"""The findings of the five source documents: complete, in our own words, and traceable.

Expected numbers are counted by hand in the documents, never taken from the file under test.
"""

import csv
import os
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.published import CATEGORIES

ROOT = Path(__file__).parents[2]
EVIDENCE = ROOT / "data" / "reference" / "evidence.csv"
SEEDS = Path(os.environ.get("OFFER_SEEDS") or ROOT.parent / "shared" / "seeds")
SEED_OF_SOURCE = {
    "cascade-2026": "000",
    "appg-2014": "001",
    "wwcsc-2023": "002",
    "raps-advocacy": "003",
    "social-finance-2018": "004",
}

COLUMNS = [
    *("evidence_id", "source_id", "year", "nation", "population", "kind", "level", "categories"),
    *("entry_id", "finding", "value", "value_high", "unit", "place"),
    *("context", "mechanism", "outcome"),
]
OWN_WORDS = ("finding", "context", "mechanism", "outcome")
YEARS = {
    "wwcsc-2023": "2023",
    "cascade-2026": "2026",
    "appg-2014": "2014",
    "raps-advocacy": "",  # the page gives no date
    "social-finance-2018": "2018",
}
KINDS = {
    *("figure", "theme", "mechanism", "barrier", "facilitator", "recommendation"),
    *("service", "typology", "limitation"),
}
LEVELS = {"system", "professional", "individual"}
NATIONS = {"England", "Wales", "United Kingdom", "High-income countries"}
LONGEST_RUN_IN_COMMON = 7


@pytest.fixture(scope="module")
def evidence() -> list[dict[str, str]]:
    with EVIDENCE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def seeds() -> dict[str, str]:
    found = {source: sorted(SEEDS.glob(f"{n}_*.txt")) for source, n in SEED_OF_SOURCE.items()}
    if not all(found.values()):
        pytest.skip(
            "the source documents are not part of the repository; "
            "OFFER_SEEDS names the folder that holds them"
        )
    return {source: files[0].read_text(encoding="utf-8") for source, files in found.items()}


def under(evidence, source_id, place, **wanted):
    """Rows of a source whose place has this heading, and whose other columns are as wanted."""
    return [
        row
        for row in evidence
        if row["source_id"] == source_id
        and f" > {place} > " in f" > {row['place']} > "
        and all(row[column] == value for column, value in wanted.items())
    ]


def total(rows):
    return sum(float(row["value"]) for row in rows)


def words(text):
    return re.findall(r"[a-z0-9]+", text.lower())


def runs(text):
    """Every run of words that is too long to have in common with a source."""
    token, length = words(text), LONGEST_RUN_IN_COMMON + 1
    return {tuple(token[i : i + length]) for i in range(len(token) - length + 1)}


def stands_in(place, text):
    """Whether every part of a place is printed in the text, one after the other."""
    position = 0
    for part in place.split(" > "):
        found = text.find(flattened(part), position)
        if found < 0:
            return False
        position = found + len(flattened(part))
    return True


def flattened(text):
    return " ".join(text.split()).lower()


# The table


def test_file_has_the_public_columns_in_order_and_unix_line_ends():
    first_line, _, rest = EVIDENCE.read_bytes().partition(b"\n")
    assert first_line.decode().split(",") == COLUMNS
    assert b"\r" not in rest


def test_every_finding_has_its_own_id_made_of_its_source(evidence):
    ids = Counter(row["evidence_id"] for row in evidence)
    assert [name for name, count in ids.items() if count > 1] == []
    for row in evidence:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["evidence_id"])
        assert row["evidence_id"].startswith(row["source_id"] + "-")


def test_words_come_from_closed_lists(evidence):
    for row in evidence:
        assert YEARS[row["source_id"]] == row["year"], row["evidence_id"]
        assert row["kind"] in KINDS, row["evidence_id"]
        assert row["level"] in LEVELS, row["evidence_id"]
        assert row["nation"] in NATIONS, row["evidence_id"]


def test_categories_are_known_and_in_the_published_order(evidence):
    for row in evidence:
        named = row["categories"].split(";") if row["categories"] else []
        assert named == [c for c in CATEGORIES if c in named], row["evidence_id"]


def test_every_row_says_what_was_found_about_whom_and_where(evidence):
    for row in evidence:
        for column in ("population", "finding", "place"):
            assert row[column] == row[column].strip() != "", (row["evidence_id"], column)
        assert row["finding"].endswith("."), row["evidence_id"]


def test_no_finding_is_recorded_twice(evidence):
    findings = Counter(row["finding"] for row in evidence)
    assert [text for text, count in findings.items() if count > 1] == []


def test_figures_and_only_figures_have_a_value_and_a_unit(evidence):
    for row in evidence:
        if row["kind"] == "figure":
            float(row["value"])
            assert row["unit"], row["evidence_id"]
        else:
            assert row["value"] == row["value_high"] == row["unit"] == "", row["evidence_id"]


def test_ranges_run_upwards(evidence):
    for row in evidence:
        if row["value_high"]:
            assert float(row["value_high"]) > float(row["value"]), row["evidence_id"]


# Completeness


def test_there_are_at_least_120_findings_and_every_document_has_some(evidence):
    assert len(evidence) >= 120
    assert {row["source_id"] for row in evidence} == set(SEED_OF_SOURCE)


def test_every_category_has_evidence(evidence):
    assert set(";".join(row["categories"] for row in evidence).split(";")) >= set(CATEGORIES)


STUDY = "wwcsc-2023"
THEMES_OF_APPENDIX_5 = {  # themes and sub-themes under each over-arching theme
    "Wellbeing needs": 3,
    "Relationships": 3,
    "Transitions": 4,
    "Additional barriers and facilitators to accessing and using services": 8,
    "Equality, diversity and inclusion": 2,
    "Participant views on improvements to LA's support offers": 4,
}


def test_study_has_the_24_themes_and_sub_themes_of_appendix_5(evidence):
    appendix = under(evidence, STUDY, "Appendix 5: Summary of themes", kind="theme")
    assert Counter(row["place"].split(" > ")[1] for row in appendix) == THEMES_OF_APPENDIX_5


def test_study_participants_add_up_to_37_professionals_and_9_care_leavers(evidence):
    appendix = "Appendix 3: Number of participants across each LA"
    local = [r for r in under(evidence, STUDY, appendix) if not r["place"].endswith("Total")]
    of_level = {level: [r for r in local if r["level"] == level] for level in LEVELS}
    assert [float(r["value"]) for r in of_level["professional"]] == [7, 6, 11, 5, 8]
    assert [float(r["value"]) for r in of_level["individual"]] == [2, 3, 2, 0, 2]
    overall = under(evidence, STUDY, f"{appendix} > Total")
    assert sorted(float(r["value"]) for r in overall) == [9, 37, 46]


@pytest.mark.parametrize(
    "characteristic",
    [
        "Gender",
        "Ethnicity",
        "Sexual Orientation",
        "Identified as a separated person/refugee/asylum seeker?",
        "Identified as having a disability or long-term health condition?",
    ],
)
def test_study_demographics_account_for_every_participant(evidence, characteristic):
    rows = under(evidence, STUDY, f"Appendix 4: Participant demographics > {characteristic}")
    assert total(r for r in rows if r["level"] == "professional") == 37
    assert total(r for r in rows if r["level"] == "individual") == 9


@pytest.mark.parametrize(
    ("entry_id", "services"),
    [
        ("barking-and-dagenham", ["practitioner", "council", "New Town Culture", "2022"]),
        ("liverpool", ["Talk Liverpool", "YPAS", "Thrive Careers Hub", "Neurodiversity Academy"]),
        ("stockport", ["Pure Insight", "mental health hub"]),
        ("surrey", ["New Leaf", "Safe Havens", "Big Leaf"]),
        ("worcestershire", ["Rees Foundation", "Ask Jan", "mentoring programme", "policy"]),
    ],
)
def test_each_authority_studied_in_depth_has_its_services(evidence, entry_id, services):
    rows = [row for row in evidence if row["entry_id"] == entry_id]
    assert {row["kind"] for row in rows} == {"service"}
    for service in services:
        assert any(service in row["finding"] for row in rows), service


def test_only_authorities_studied_in_depth_are_named_as_entries(evidence):
    assert len({row["entry_id"] for row in evidence} - {""}) == 5


@pytest.mark.parametrize(
    ("kind", "heading", "expected"),
    [
        ("barrier", "Barriers at the systemic level", 10),
        ("barrier", "Barriers at the professional level", 3),
        ("barrier", "Barriers at the individual level", 6),
        ("facilitator", "Facilitators at the systemic level", 5),
        ("facilitator", "Facilitators at the professional level", 4),
        ("facilitator", "Facilitators at the individual level", 5),
    ],
)
def test_study_has_its_barriers_and_facilitators_at_their_level(evidence, kind, heading, expected):
    rows = under(evidence, STUDY, heading, kind=kind)
    level = heading.split()[3].replace("systemic", "system")
    assert len(rows) == expected
    assert {row["level"] for row in rows} == {level}


IMPROVEMENTS = "Findings from qualitative interviews > Participant views on improvements to LA's"
RECOMMENDATIONS = "Recommendations for policy and practice"


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("Evidence review", 4),
        (f"{IMPROVEMENTS} support offers > Staffing", 4),
        (f"{IMPROVEMENTS} support offers > Connection", 5),
        (f"{IMPROVEMENTS} support offers > Interagency working", 4),
        (f"{IMPROVEMENTS} support offers > Information", 2),
        ("Deliberative workshop > Wellbeing needs", 2),
        ("Deliberative workshop > Relationships", 1),
        ("Deliberative workshop > Transitions", 2),
        ("Deliberative workshop > Additional barriers and facilitators", 3),
        ("Deliberative workshop > Equality, diversity and inclusion (EDI)", 3),
        (f"{RECOMMENDATIONS} > 1. Dual approach to supporting wellbeing", 2),
        (f"{RECOMMENDATIONS} > 2. Improving the quality of support for care leavers", 2),
        (f"{RECOMMENDATIONS} > 3. The importance of PAs", 2),
        (f"{RECOMMENDATIONS} > 4. Data collection and monitoring", 1),
    ],
)
def test_study_has_its_recommendations(evidence, place, expected):
    assert len(under(evidence, STUDY, place, kind="recommendation")) == expected


def test_study_has_the_counts_of_offers_that_its_text_prints(evidence):
    place = "Summary of our review of publicly available info about all LAs"
    rows = under(evidence, STUDY, place, kind="figure")
    assert {(row["categories"], float(row["value"])) for row in rows} == {
        ("", 150),
        ("", 152),
        ("basic_support", 131),
        ("basic_support", 87),
        ("charity_sector_provision", 58),
        ("dedicated_workers", 40),
        ("mentoring", 43),
        ("extended_camhs", 6),
    }


def test_workshop_has_25_participants_in_six_groups_that_overlap(evidence):
    rows = under(evidence, STUDY, "Deliberative workshop > Participants", kind="figure")
    assert sorted(float(row["value"]) for row in rows) == [1, 2, 3, 7, 9, 9, 25]


WELSH_STUDY = "cascade-2026"


@pytest.mark.parametrize(
    ("question", "themes"),
    [
        ("1. Describe the moment", 6),
        ("2. What made it a ‘magic moment’?", 4),
        ("3. What made it possible?", 9),
        ("4. What strengths were in play?", 5),
        ("5. What it tells you about what works for supporting care leavers?", 8),
    ],
)
def test_welsh_study_has_the_magic_moments_themes(evidence, question, themes):
    assert len(under(evidence, WELSH_STUDY, question, kind="theme")) == themes


def test_welsh_study_has_the_typology_of_four_and_system_support(evidence):
    rows = [row for row in evidence if row["kind"] == "typology"]
    first_words = [row["finding"].split()[0].lower() for row in rows]
    assert {row["source_id"] for row in rows} == {WELSH_STUDY}
    assert first_words == ["practical", "emotional", "affirmational", "participation", "system"]


def test_four_realist_mechanisms_and_no_others_have_context_and_outcome(evidence):
    filled = [r for r in evidence if r["context"] or r["mechanism"] or r["outcome"]]
    assert all(r["context"] and r["mechanism"] and r["outcome"] for r in filled)
    assert [r["place"] for r in filled] == [
        "Early Findings from the Review > " + heading
        for heading in (
            "Relational Continuity and Consistent Contact",
            "Trust-Based Relational Practice and 'Safe Uncertainty'",
            "Advocacy and System Navigation",
            "Learning Together and Participation",
        )
    ]
    assert {(r["source_id"], r["kind"]) for r in filled} == {(WELSH_STUDY, "mechanism")}


def test_welsh_study_says_where_workshops_and_review_agree(evidence):
    assert len(under(evidence, WELSH_STUDY, "Integration of Findings", kind="theme")) == 4


@pytest.mark.parametrize(
    ("heading", "kind", "expected"),
    [
        ("Key Findings", "theme", 4),
        ("Key Findings", "facilitator", 4),  # components
        ("Key Findings", "mechanism", 4),
        ("Implications for Policy", "recommendation", 6),
    ],
)
def test_advocacy_framework_is_complete(evidence, heading, kind, expected):
    assert len(under(evidence, "raps-advocacy", heading, kind=kind)) == expected


@pytest.mark.parametrize(
    "theme",
    [
        "i. Status and retention",
        "ii. Relationship building, communication and involving young people in decision making",
        "iii. High caseloads",
        "iv. Training",
    ],
)
def test_parliamentary_meeting_has_its_themes_with_recommendations(evidence, theme):
    assert under(evidence, "appg-2014", theme, kind="theme")
    assert under(evidence, "appg-2014", theme, kind="recommendation")


def test_parliamentary_meeting_has_both_votes(evidence):
    votes = [row for row in evidence if row["unit"] == "votes against"]
    assert [(row["source_id"], float(row["value"])) for row in votes] == [("appg-2014", 2)] * 2


def test_social_finance_study_has_its_figures_of_time_caseload_and_money(evidence):
    rows = [r for r in evidence if r["source_id"] == "social-finance-2018" and r["value"]]
    assert Counter((float(r["value"]), r["unit"]) for r in rows) == {
        (25, "% of time"): 1,
        (30, "% of time"): 1,
        (20, "% of caseload"): 1,
        (50, "% of caseload"): 1,
        (3, "authorities"): 1,
        (12, "GBP million"): 1,
        (4700, "care leavers"): 1,
        (23000, "care leavers"): 1,
        (20, "% of care leavers"): 1,
    }


def test_caseloads_can_be_compared_in_one_chart(evidence):
    rows = [row for row in evidence if row["unit"] == "young people per adviser"]
    assert {(r["year"], r["value"], r["value_high"]) for r in rows} == {
        ("2014", "15", "35"),
        ("2014", "15", ""),
        ("2014", "20", "30"),
        ("2023", "25", ""),
        ("2023", "42", ""),
    }
    assert len({row["population"] for row in rows}) == len(rows) == 5


# Traceability: these need the documents themselves


def test_no_finding_copies_a_run_of_words_from_a_document(evidence, seeds):
    printed = set().union(*(runs(text) for text in seeds.values()))
    copied = {
        (row["evidence_id"], column)
        for row in evidence
        for column in OWN_WORDS
        if runs(row[column]) & printed
    }
    assert copied == set()


def test_a_copied_sentence_would_be_noticed(seeds):
    for text in seeds.values():
        sentence = " ".join(words(text)[100:112])
        assert runs(f"As the report says, {sentence}.") & runs(text)


def test_every_place_is_printed_in_its_document(evidence, seeds):
    text = {source: flattened(seed) for source, seed in seeds.items()}
    assert [
        (row["evidence_id"], row["place"])
        for row in evidence
        if not stands_in(row["place"], text[row["source_id"]])
    ] == []
