"""What Relationships says and shows in words: a sentence from each result, and its tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd

from dashboard.patterns.pattern_choices import DOUBTFUL, UNITS, RelationshipChoice
from dashboard.patterns.pattern_findings import p_value
from dashboard.patterns.relationships import GRADES, Answer, with_grade, with_rate

SIGNIFICANCE = 0.05
AGAINST = {
    "number_by_grade": "Ofsted rating",
    "categories_by_grade": "Ofsted rating",
    "number_by_rate": "CLA rate",
    "categories_by_rate": "CLA rate",
}


@dataclass(frozen=True)
class Measure:
    """How a difference is called and written, and what it would mean if it were clear."""

    name: str
    factor: float
    places: int
    unit: str
    rising: str
    falling: str
    test: str

    def said(self, value: float) -> str:
        """The value with its sign and a true minus."""
        return f"{value * self.factor:+.{self.places}f}".replace("-", "−")

    def between(self, low: float, high: float) -> str:
        """Two limits: `+0.02 to +0.22`."""
        return f"{self.said(low)} to {self.said(high)}"

    def distance(self, value: float) -> str:
        """A distance from 0 in either direction: `±0.20`."""
        return f"±{value * self.factor:.{self.places}f}"


MEASURES = {
    "number_by_grade": Measure(
        "Somers' d", 1, 2, "",
        "a higher grade is associated with more kinds listed",
        "a higher grade is associated with fewer kinds listed",
        "Jonckheere-Terpstra",
    ),
    "number_by_rate": Measure(
        "rank correlation", 1, 2, "",
        "a higher CLA rate is associated with more kinds listed",
        "a higher CLA rate is associated with fewer kinds listed",
        "Spearman",
    ),
    "categories_by_grade": Measure(
        "Change per grade", 100, 1, " points",
        "a higher grade is associated with listing it more often",
        "a higher grade is associated with listing it less often",
        "Cochran-Armitage",
    ),
    "categories_by_rate": Measure(
        "Difference of medians", 1, 1, "",
        "listing it is associated with a higher CLA rate",
        "listing it is associated with a lower CLA rate",
        "permutation of the difference of medians",
    ),
}  # fmt: skip
METHOD = """
<details><summary>How this was tested, and what it cannot tell</summary>
<p>Grades are ordered from Inadequate to Outstanding. Number of categories by grade:
Jonckheere-Terpstra, with Somers' d: among pairs of entries with different grades, the share in
which the one with the higher grade lists more kinds, less the share in which it lists fewer. Each
category by grade: Cochran-Armitage, with the change of the share from one grade to the next in
percentage points. Number of categories by CLA rate: Spearman's rank correlation. Each category by
CLA rate: the median rate of those that list it less the median rate of those that do not, with a
bootstrap interval. P-values come from 10,000 random permutations with a fixed seed (Spearman's from
Student's t); the eight of a family are adjusted by Holm's method.</p>
<p>Smallest noticeable: how far from 0 the true value would have to be for groups of
this size to show it with 80% power at the 5% level. Anything nearer to 0 would probably have gone
unnoticed, so no clear difference is not the same as no difference. Where very few entries list a
category, interval and p-value can disagree; the sentences go by the interval.</p>
<p>The entries are nearly all of England's authorities, not a sample: intervals and p-values say
whether chance alone could have dealt out the support so. They cannot say why. Rating, rate and
offer were read at different times, large and small authorities differ in much else, and what an
offer lists is not what is delivered.</p></details>
"""


def found(by_grade: Answer, by_rate: Answer, unit: str) -> str:
    """The finding of Relationships: the number of categories against rating, and against rate."""
    first, second = (
        f"{AGAINST[question]} ({in_figures(tested, question, unit)})"
        for tested, question in ((by_grade, "number_by_grade"), (by_rate, "number_by_rate"))
    )
    clear = is_clear(by_grade, "number_by_grade"), is_clear(by_rate, "number_by_rate")
    number = "the number of kinds of support listed"
    if not any(clear):
        return f"No clear association of {number} with {first}, or with {second}."
    if all(clear):
        return f"{number.capitalize()} is associated with {first}, and with {second}."
    yes, no = (first, second) if clear[0] else (second, first)
    return f"{number.capitalize()} is associated with {yes}; no clear association with {no}."


def in_figures(tested: Answer, question: str, unit: str) -> str:
    """Effect size, interval and n."""
    measure, result = MEASURES[question], tested.result
    if result is None:
        return f"not tested: {_why_not(tested)}"
    return (
        f"{measure.name} {measure.said(result.effect)}, 95% interval "
        f"{measure.between(result.low, result.high)}, {result.n} {UNITS[unit]}"
    )


def is_clear(tested: Answer, question: str) -> bool:
    """Whether both the interval and the test speak of a difference."""
    return verdict(tested, question).startswith(
        (_sentence(MEASURES[question].rising), _sentence(MEASURES[question].falling))
    )


def verdict(tested: Answer, question: str) -> str:
    """The result as a sentence of plain English, made from the interval."""
    measure, result = MEASURES[question], tested.result
    if result is None:
        return f"Not tested: {_why_not(tested)}."
    limits = measure.between(result.low, result.high) + measure.unit
    if result.low <= 0 <= result.high:
        return f"No clear difference: the interval runs from {limits}."
    p = result.p_value if tested.adjusted_p is None else tested.adjusted_p
    if p >= SIGNIFICANCE:
        return (
            f"No clear difference: the interval, {limits}, leaves out 0, but p"
            f"{' adjusted for eight tests' if tested.adjusted_p is not None else ''} is "
            f"{p_value(p)}."
        )
    words = measure.rising if result.effect > 0 else measure.falling
    return f"{_sentence(words)}: the interval runs from {limits}."


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _why_not(tested: Answer) -> str:
    return "; ".join(f"{group.name.lower()} {group.n}" for group in tested.groups) + (
        ": too few, or all alike"
    )


def noticeable(tested: Answer, question: str, unit: str) -> str:
    """Interval, test, and what this many could not have shown."""
    measure, result = MEASURES[question], tested.result
    if result is None:
        return verdict(tested, question)
    return (
        f"{verdict(tested, question)} p = {p_value(result.p_value)} ({measure.test}). "
        f"A true {measure.name} nearer to 0 than {measure.distance(result.smallest_detectable)} "
        f"would probably have gone unnoticed with {result.n} {UNITS[unit]}."
    )


def number_title(tested: Answer, question: str) -> str:
    """Effect size first, then whether it is clear."""
    measure, result, against = MEASURES[question], tested.result, AGAINST[question]
    if result is None:
        return f"Number of kinds and {against}: not tested"
    name = _sentence(measure.name)
    clear = "an" if is_clear(tested, question) else "no clear"
    return (
        f"{name} {measure.said(result.effect)}: {clear} association of the number of kinds with "
        f"{against}"
    )


def family_title(answers: Sequence[Answer], question: str) -> str:
    """How many of the eight categories show a clear difference."""
    tested = [answer for answer in answers if answer.result]
    clear = [answer.label for answer in tested if is_clear(answer, question)]
    which = f": {', '.join(clear)}" if clear else ""
    return (
        f"{len(clear)} of {len(tested)} kinds of support are clearly associated with "
        f"{AGAINST[question]}{which}"
    )


def family_alt(answers: Sequence[Answer], question: str) -> str:
    """The eight differences in words for those who do not see them."""
    said = " ".join(f"{answer.label}: {verdict(answer, question)}" for answer in answers)
    return f"Points with 95% intervals. {family_title(answers, question)}. {said}"


def scatter_alt(tested: Answer, unit: str) -> str:
    """The scatter in words for those who do not see it."""
    figures = in_figures(tested, "number_by_rate", unit)
    return f"Scatter of CLA rate and number of kinds. {_sentence(figures)}."


def taking_part(rows: pd.DataFrame, choice: RelationshipChoice) -> str:
    """How many take part in the tests of each."""
    graded, rated = with_grade(rows, choice.doubtful), with_rate(rows, choice.doubtful)
    return (
        f"{len(graded)} of {len(rows)} {UNITS[choice.unit]} take part in the tests of Ofsted "
        f"rating, {len(rated)} in those of CLA rate: who does not, and why"
    )


def left_out(rows: pd.DataFrame, choice: RelationshipChoice) -> list[str]:
    """Who takes no part in the tests, by name, with the reason."""
    graded = set(with_grade(rows, choice.doubtful)["unit_id"])
    rated = set(with_rate(rows, choice.doubtful)["unit_id"])
    grade_reasons = [
        (row.name, _no_grade(row.grades) or "in doubt")
        for row in rows.itertuples(index=False)
        if row.unit_id not in graded
    ]
    rate_reasons = [
        (row.name, "unknown" if row.rate != row.rate else "in doubt")
        for row in rows.itertuples(index=False)
        if row.unit_id not in rated
    ]
    return [
        f"Left out of the tests of {what}, {len(reasons)} of {len(rows)} {UNITS[choice.unit]}: "
        f"{'; '.join(f'{name} ({why})' for name, why in reasons) or 'none'}."
        for what, reasons in (("Ofsted rating", grade_reasons), ("CLA rate", rate_reasons))
    ]


def _no_grade(grades: Sequence[str]) -> str:
    if len(grades) > 1:
        return "two grades"
    return "" if grades[0] in GRADES else "not rated"


def doubts(rows: pd.DataFrame, unit: str) -> str:
    """Whose values are in doubt according to the quality notes."""
    grade = rows.loc[rows["grade_in_doubt"], "name"]
    rate = rows.loc[rows["rate_in_doubt"], "name"]
    return (
        f"Quality notes cast doubt on the rating of {', '.join(grade)}, and on the CLA rate of "
        f"{', '.join(rate)} ({UNITS[unit]})."
    )


def settings_title(answers: Mapping[RelationshipChoice, tuple[Answer, Answer]]) -> str:
    """Whether it matters how one counts."""
    questions = ("number_by_grade", "number_by_rate")
    unclear = [
        not is_clear(tested, question)
        for pair in answers.values()
        for tested, question in zip(pair, questions, strict=True)
    ]
    return f"{sum(unclear)} of {len(unclear)} results show no clear difference, however one counts"


def in_words(choice: RelationshipChoice) -> str:
    """The choice as one line."""
    doubtful = DOUBTFUL[choice.doubtful].lower()
    return f"counted by {choice.unit}, values in doubt {doubtful}"


def paragraphs(sentences: Sequence[str]) -> str:
    """Sentences as paragraphs."""
    return "".join(f'<p class="note">{escape(sentence)}</p>' for sentence in sentences)
