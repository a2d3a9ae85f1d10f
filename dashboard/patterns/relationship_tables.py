"""The tables of Relationships, for the screen."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from dashboard.findings import share
from dashboard.patterns.pattern_choices import DOUBTFUL, UNITS, RelationshipChoice
from dashboard.patterns.pattern_findings import p_value, shaded
from dashboard.patterns.relationship_findings import MEASURES, verdict
from dashboard.patterns.relationships import GRADES, Answer, Group
from dashboard.selection import CATEGORIES
from dashboard.stats import Association
from dashboard.tables import Link, scrolling_table


def grade_table(rows: pd.DataFrame, unit: str) -> str:
    """Number of categories by grade as a heat map: x of n in every cell, medians beside."""
    numbers = range(CATEGORIES + 1)
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Ofsted rating", "Median", *numbers))
    body = []
    for grade in reversed(GRADES):
        listed = rows.loc[rows["grade"] == grade, "categories_listed"]
        cells = "".join(shaded(int((listed == number).sum()), len(listed)) for number in numbers)
        median = f"{listed.median():g}" if len(listed) else "–"
        body.append(
            f'<tr><th scope="row">{grade} ({len(listed)})</th><td>{median}</td>{cells}</tr>'
        )
    caption = f"{len(rows)} {UNITS[unit]} by Ofsted rating and number of kinds listed, 0 to 8"
    return scrolling_table(head, "".join(body), caption, "heat numbers")


def by_grade_table(answers: Sequence[Answer]) -> pd.DataFrame:
    """Each category by grade: x of n for every grade, then the test."""
    shares = {
        group: [share(int(a.groups[at].value), a.groups[at].n) for a in answers]
        for at, group in reversed(list(enumerate(GRADES)))
    }
    return pd.DataFrame(
        {
            "Kind of support": [answer.label for answer in answers],
            **_test_columns(answers, "categories_by_grade", "Change per grade, points"),
            **shares,
        }
    )


def by_rate_table(answers: Sequence[Answer]) -> pd.DataFrame:
    """Each category by CLA rate: group sizes and medians, then the test."""

    def group(at: int) -> list[str]:
        return [_median_of(answer.groups[at]) for answer in answers]

    return pd.DataFrame(
        {
            "Kind of support": [answer.label for answer in answers],
            **_test_columns(answers, "categories_by_rate", "Difference of medians"),
            "Median rate where listed": group(0),
            "Where not listed": group(1),
        }
    )


def _median_of(group: Group) -> str:
    return f"{group.value:g} (n = {group.n})" if group.n else "– (n = 0)"


def _test_columns(answers: Sequence[Answer], question: str, effect: str) -> dict[str, list[str]]:
    measure = MEASURES[question]

    def of(words: Callable[[Association], str]) -> list[str]:
        return [words(answer.result) if answer.result else "–" for answer in answers]

    return {
        effect: of(lambda result: measure.said(result.effect)),
        "In words": [verdict(answer, question) for answer in answers],
        "Smallest noticeable": of(lambda result: measure.distance(result.smallest_detectable)),
        "p": of(lambda result: p_value(result.p_value)),
        "p, adjusted (Holm)": [p_value(answer.adjusted_p) for answer in answers],
    }


def effects(answers: Sequence[Answer]) -> pd.DataFrame:
    """The tested categories for their figure: label, effect, low, high, smallest_detectable."""
    columns = ["label", "effect", "low", "high", "smallest_detectable"]
    tested = [
        (a.label, a.result.effect, a.result.low, a.result.high, a.result.smallest_detectable)
        for a in answers
        if a.result
    ]
    return pd.DataFrame(tested, columns=columns)


def scatter_table(rows: pd.DataFrame) -> pd.DataFrame:
    """The points of the scatter, by name."""
    names = [
        Link(name, f"authority-profile?entry={ids[0]}")
        for name, ids in zip(rows["name"], rows["entry_ids"], strict=True)
    ]
    return pd.DataFrame(
        {
            "Name": names,
            "CLA rate per 10,000": rows["rate"],
            "Listed, of 8": rows["categories_listed"],
        }
    )


def settings_table(
    answers: Mapping[RelationshipChoice, tuple[Answer, Answer]],
) -> pd.DataFrame:
    """The two headline results however one counts and whether or not values in doubt take part."""
    by_grade, by_rate = MEASURES["number_by_grade"], MEASURES["number_by_rate"]
    columns: dict[str, list[str]] = {
        "Counted by": [choice.unit.capitalize() for choice in answers],
        "Values in doubt": [DOUBTFUL[choice.doubtful] for choice in answers],
    }
    for at, name, measure in ((0, "Ofsted rating", by_grade), (1, "CLA rate", by_rate)):
        results = [pair[at].result for pair in answers.values()]
        columns[f"{name}: {measure.name} (95% interval)"] = [
            f"{measure.said(r.effect)} ({measure.between(r.low, r.high)})" if r else "not tested"
            for r in results
        ]
        columns[f"{name}: n"] = [f"{r.n}" if r else "–" for r in results]
        columns[f"{name}: p"] = [p_value(r.p_value) if r else "–" for r in results]
    return pd.DataFrame(columns)
