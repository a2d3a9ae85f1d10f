"""Sentences about the evidence, counted again from evidence.csv."""

import re
from collections import Counter
from dataclasses import asdict, replace
from random import Random

import pandas as pd
import pytest

from dashboard.parameters.pages import EvidenceParameters
from dashboard.query import evidence as query
from dashboard.query.evidence import CategoryEvidence, Counts, Described, Influence
from dashboard.query.metadata import vocabulary
from dashboard.text import evidence as text
from dashboard.vocabulary import SHORT_TITLES, lower_first
from tests.asked import STATES
from tests.published import CATEGORIES, records
from tests.recorded import FIVE, evidence, findings_that, quality_notes

each_state = pytest.mark.parametrize("asked", STATES, ids=lambda a: a.query_string() or "all")
NOTHING_ASKED = (EvidenceParameters(), EvidenceParameters(participants="shown"))


def rows_of(asked: EvidenceParameters) -> pd.DataFrame:
    """The findings asked for, the counts of who took part among them."""
    ids = findings_that(**asdict(replace(asked, participants="shown")))
    return evidence()[evidence()["evidence_id"].isin(ids)]


# --- What is found ----------------------------------------------------------------------------


@each_state
def test_the_finding_counts_findings_and_documents(asked: EvidenceParameters) -> None:
    rows, said = rows_of(asked), text.found(query.counts(asked), asked, vocabulary())
    if asked in NOTHING_ASKED:
        assert said.startswith("433 findings of 5 documents say what gets in the way, what helps")
    else:
        assert said == (
            f"{len(rows)} of 433 findings, from {rows['source_id'].nunique()} of 5 documents, "
            f"match: {asked.in_words(vocabulary())}."
        )
    assert text.found_of(query.counts(asked)) == f"{len(rows)} of 433 findings"


@each_state
def test_what_is_folded_is_what_the_list_leaves_out(asked: EvidenceParameters) -> None:
    counts = query.counts(asked)
    left_out = len(rows_of(asked)) - len(query.findings_shown(asked))
    assert counts.folded == left_out
    if left_out:
        assert text.folded(counts).startswith(f"{left_out} more finding")


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (1, "1 more finding counts who took part in interviews, and is folded."),
        (2, "2 more findings count who took part in interviews, and are folded."),
        (60, "60 more findings count who took part in interviews, and are folded."),
    ],
)
def test_what_is_folded_agrees_with_its_number(n: int, said: str) -> None:
    assert text.folded(Counts(433, n, 5, 433, 5)) == said


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (EvidenceParameters(text="zzz"), "No finding matches all of these filters."),
        (
            EvidenceParameters(category=("extended_camhs",), text="zzz"),
            "No finding on record that bears on extended CAMHS matches these filters.",
        ),
        (
            EvidenceParameters(category=("basic_support", "mentoring"), text="zzz"),
            "No finding on record that bears on basic support or mentoring matches these filters.",
        ),
    ],
)
def test_nothing_found_names_the_categories_asked_for(asked: EvidenceParameters, said: str) -> None:
    assert text.nothing_found(asked, vocabulary()) == said


@pytest.mark.parametrize(("n", "said"), [(0, "0 findings"), (1, "1 finding"), (2, "2 findings")])
def test_the_caption_of_the_list_agrees_with_its_number(n: int, said: str) -> None:
    assert text.shown(n) == f"{said}, newest document first"


# --- Barriers and facilitators ----------------------------------------------------------------


def check_grid_title(title: str, barriers: list[str], facilitators: int) -> None:
    """What a title must say of the levels of some barriers, and a number of facilitators."""
    if not barriers and not facilitators:
        assert title == "No barrier or facilitator among the findings selected"
        return
    said = re.fullmatch(
        r"(\d+) (barriers?) and (\d+) (facilitators?)"
        r"(?:; (\d+) of the barriers lie at the (\w+) level)?",
        title,
    )
    assert said
    n, noun, m, other, highest, level = said.groups()
    assert (int(n), int(m)) == (len(barriers), facilitators)
    assert noun == ("barrier" if len(barriers) == 1 else "barriers")
    assert other == ("facilitator" if facilitators == 1 else "facilitators")
    if len(barriers) < 10:
        assert level is None
    else:
        counts = Counter(barriers)
        assert int(highest) == max(counts.values()) == counts[level]


@each_state
def test_the_grid_counts_barriers_and_facilitators(asked: EvidenceParameters) -> None:
    rows = rows_of(asked)
    title = text.grid_title(query.barriers_and_facilitators(asked))
    barriers = rows.loc[rows["kind"] == "barrier", "level"].tolist()
    check_grid_title(title, barriers, int((rows["kind"] == "facilitator").sum()))


@pytest.mark.parametrize("seed", range(15))
def test_the_grid_names_a_level_with_most_barriers_also_when_levels_tie(seed: int) -> None:
    random = Random(seed)
    levels = random.choices(["system", "professional", "individual"], k=random.randint(0, 14))
    kinds = [random.choice(["barrier", "barrier", "facilitator"]) for _ in levels]
    some = [Influence("", "x", level, kind, "") for level, kind in zip(levels, kinds, strict=True)]
    barriers = [each.level for each in some if each.kind == "barrier"]
    check_grid_title(text.grid_title(some), barriers, len(some) - len(barriers))


def test_of_levels_that_tie_the_first_is_named() -> None:
    some = [Influence("", "x", level, "barrier", "") for level in ("system", "individual") * 5]
    assert text.grid_title(some).endswith("; 5 of the barriers lie at the system level")


# --- Caseloads --------------------------------------------------------------------------------


def recorded_caseloads() -> pd.DataFrame:
    rows = evidence().query("unit == 'young people per adviser'")
    low, high = pd.to_numeric(rows["value"]), pd.to_numeric(rows["value_high"])
    return rows.assign(low=low, high=high.fillna(low))


def test_the_title_gives_the_lowest_and_the_highest_caseload() -> None:
    rows = recorded_caseloads()
    assert text.caseload_title(query.caseloads()) == (
        f"Caseloads on record run from {rows['low'].min():g} to {rows['high'].max():g} young "
        f"people per adviser, in {len(rows)} figures that differ in who was asked"
    )


def test_nations_and_years_of_the_caseloads_are_named_once_each() -> None:
    rows, caseloads = recorded_caseloads(), query.caseloads()
    nations, years = sorted(set(rows["nation"])), sorted(set(rows["year"]))
    assert text.caseload_subtitle(caseloads) == (
        f"Young people per personal adviser; {' and '.join(nations)}, "
        f"documents of {' and '.join(years)}"
    )
    wales = caseloads[0]._replace(nation="Wales", year=2026)
    assert text.caseload_subtitle([*caseloads, wales]).endswith(
        "England and Wales, documents of 2014 and 2023 and 2026"
    )
    assert text.caseload_caution(caseloads) == (
        f"Filters do not change this chart. The {len(rows)} figures come from {len(years)} "
        "different years; some tell of one authority, some of several; none is a count made in "
        "the same way as another. So they show how far reports lie apart, not a trend."
    )


def test_every_caseload_is_told_in_words() -> None:
    alt = text.caseload_alt(query.caseloads())
    for row in records(recorded_caseloads()):
        low, high = row["low"], row["high"]
        said = f"{low:g}" if low == high else f"{low:g} to {high:g}"
        title = SHORT_TITLES[row["source_id"]]
        assert f"{row['year']}, {title}, {row['population']}: {said}" in alt
    assert alt.count("; ") >= len(query.caseloads()) - 1


# --- Categories -------------------------------------------------------------------------------


def counted(numbers: list[int]) -> list[CategoryEvidence]:
    return [CategoryEvidence(f"c{i}", f"Kind {i}", n, 1, 0, 0, 0) for i, n in enumerate(numbers)]


def test_the_title_names_the_categories_with_most_and_least_evidence() -> None:
    counts = Counter(category for ids in evidence()["bears_on"] for category in ids)
    said = re.fullmatch(
        r"(\d+) of 8 kinds of support have evidence: (\d+) findings bear on (.+), (\d+) on (.+)",
        text.category_title(query.category_evidence()),
    )
    assert said
    n, high, most, low, least = said.groups()
    labels = {c: lower_first(vocabulary().category[c]) for c in CATEGORIES}
    assert (int(n), int(high), int(low)) == (8, max(counts.values()), min(counts.values()))
    assert most in {labels[c] for c in CATEGORIES if counts[c] == int(high)}
    assert least in {labels[c] for c in CATEGORIES if counts[c] == int(low)}


@pytest.mark.parametrize("seed", range(15))
def test_the_title_counts_the_categories_that_have_any_evidence(seed: int) -> None:
    random = Random(seed)
    numbers = [random.choice([0, 0, 1, 2, 7]) for _ in range(random.randint(1, 9))]
    most, least = numbers.index(max(numbers)), numbers.index(min(numbers))  # the first of ties
    assert text.category_title(counted(numbers)) == (
        f"{len(numbers) - numbers.count(0)} of {len(numbers)} kinds of support have evidence: "
        f"{max(numbers)} findings bear on kind {most}, {min(numbers)} on kind {least}"
    )


# --- The authorities studied in depth ---------------------------------------------------------


@pytest.mark.parametrize("entry_id", FIVE)
def test_a_deep_dive_counts_the_categories_on_which_report_and_table_differ(entry_id: str) -> None:
    notes = quality_notes().query(f"entry_id == '{entry_id}' and kind == 'report and table differ'")
    said = text.deep_dive("Here", query.deep_dive(entry_id))
    assert f"text and table differ on {notes['field'].nunique()} of 8 kinds of support." in said


@pytest.mark.parametrize(
    ("differing", "said"),
    [
        (0, "do not differ on any of 3 kinds"),
        (1, "differ on 1 of 3 kinds"),
        (3, "differ on 3 of 3 kinds"),
    ],
)
def test_services_of_no_category_do_not_count_as_one(differing: int, said: str) -> None:
    rows = [Described(f"c{n}", True, (), 0, "Why." if n < differing else "") for n in range(3)]
    sentence = text.deep_dive("Surrey", [*rows, Described("", False, ("x",), 0, "")])
    assert sentence.startswith("Surrey is one of five authorities that the report studied in depth")
    assert f"text and table {said} of support" in sentence


@pytest.mark.parametrize(
    ("source_id", "year", "said"),
    [
        ("wwcsc-2023", "2023", "What Works study of local offers, 2023"),
        ("raps-advocacy", "undated", "Birmingham advocacy study, undated"),
        ("new-2030", 2030, "new-2030, 2030"),
    ],
)
def test_a_document_is_called_by_its_short_title(source_id: str, year: object, said: str) -> None:
    assert text.document(source_id, year) == said
