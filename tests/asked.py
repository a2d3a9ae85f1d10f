"""What tests ask of the evidence: every filter alone, some at random, and any by hypothesis."""

from random import Random
from typing import Any

from hypothesis import strategies as st

from dashboard.parameters.pages import EvidenceParameters
from tests.published import CATEGORIES
from tests.recorded import evidence

YEARS = ("2014", "2018", "2023", "2026", "undated")
WORDS = ("", "trust", "CAMHS", "Rees counselling", "réés", "%", "'; --", "zzz")


def values(column: str) -> tuple[str, ...]:
    """The values of a column of evidence.csv."""
    return tuple(sorted(evidence()[column].unique()))


SEVERAL = {
    "source": values("source_id"),
    "kind": values("kind"),
    "level": values("level"),
    "category": CATEGORIES,
    "nation": values("nation"),
    "year": YEARS,
}


def some_of(options: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    """Any of the options, mostly none."""
    return st.just(()) | st.sets(st.sampled_from(options)).map(lambda s: tuple(sorted(s)))


def any_evidence() -> st.SearchStrategy[EvidenceParameters]:
    """Anything that can be asked of the evidence."""
    return st.builds(
        EvidenceParameters,
        **{name: some_of(options) for name, options in SEVERAL.items()},
        text=st.sampled_from(WORDS),
        participants=st.sampled_from(["folded", "shown"]),
    )


def _at_random(number: int) -> list[EvidenceParameters]:
    random = Random(2023)

    def some(options: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(v for v in options if random.random() < 1 / len(options))

    return [
        EvidenceParameters(
            **{name: some(v) if random.random() < 0.4 else () for name, v in SEVERAL.items()},
            text=random.choice(["", "", "trust", "CAMHS"]),
            participants=random.choice(["folded", "shown"]),
        )
        for _ in range(number)
    ]


def _with(name: str, value: str) -> EvidenceParameters:
    asked: dict[str, Any] = {name: (value,)}
    return EvidenceParameters(**asked)


STATES = [
    EvidenceParameters(),
    EvidenceParameters(participants="shown"),
    *(_with(name, v) for name, options in SEVERAL.items() for v in options),
    *(EvidenceParameters(text=words) for words in WORDS[1:]),
    *_at_random(15),
]
