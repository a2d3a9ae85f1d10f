"""From a category to its evidence, wherever the category is named."""

from dashboard.drawing.tables import Links, cell
from dashboard.query.metadata import vocabulary
from dashboard.views import evidence as views
from tests.published import CATEGORIES
from tests.recorded import evidence
from tests.screen import Screen

COUNTS = {c: sum(c in ids for ids in evidence()["bears_on"]) for c in CATEGORIES}


def test_every_category_has_a_link_by_its_id() -> None:
    assert {category: link.words for category, link in views.evidence_links().items()} == {
        category: f"{n} findings" for category, n in COUNTS.items()
    }


def test_the_head_of_a_category_leads_to_its_evidence() -> None:
    heads = views.evidence_heads()
    assert list(heads) == list(CATEGORIES)
    for category, head in heads.items():
        screen = Screen(cell(head))
        label = vocabulary().category[category]
        assert screen.text == f"{label} Evidence: {COUNTS[category]} findings"
        [link] = screen.all("a")
        assert link.attributes["href"] == f"research-evidence?category={category}"


def test_the_line_of_evidence_leads_to_every_category() -> None:
    screen = Screen(views.evidence_line())
    assert {link.attributes["href"]: link.text for link in screen.all("a")} == {
        f"research-evidence?category={c}": f"{n} findings" for c, n in COUNTS.items()
    }
    assert screen.text.startswith("Evidence on each kind of support: basic support 208 findings, ")
    assert screen.text.endswith("findings.")


def test_names_lead_to_evidence_in_their_own_words() -> None:
    links = views.names_with_evidence({"mentoring": "Mentors", "basic_support": "Basics"})
    screen = Screen(cell(Links(links)))
    assert screen.text == "Mentors, Basics"
    assert [str(link.attributes["aria-label"]).partition(":")[0] for link in screen.all("a")] == [
        "Evidence on mentoring",
        "Evidence on basic support",
    ]
