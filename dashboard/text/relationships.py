"""Relationships in words: a sentence from each answer, and who takes part in the tests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.parameters.pages import RelationshipParameters
from dashboard.query.relationships import Answer, Group, Headline, Question, Verdict
from dashboard.query.tested_units import Against, Unit
from dashboard.text.counting import number, p_value
from dashboard.vocabulary import DOUBTFUL, GRADES, UNITS, upper_first

AGAINST = {Against.GRADE: "Ofsted rating", Against.RATE: "CLA rate"}


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
    Question.NUMBER_BY_GRADE: Measure(
        "Somers' d", 1, 2, "",
        "a higher grade is associated with more kinds listed",
        "a higher grade is associated with fewer kinds listed",
        "Jonckheere-Terpstra",
    ),
    Question.NUMBER_BY_RATE: Measure(
        "rank correlation", 1, 2, "",
        "a higher CLA rate is associated with more kinds listed",
        "a higher CLA rate is associated with fewer kinds listed",
        "Spearman",
    ),
    Question.CATEGORIES_BY_GRADE: Measure(
        "Change per grade", 100, 1, " points",
        "a higher grade is associated with listing it more often",
        "a higher grade is associated with listing it less often",
        "Cochran-Armitage",
    ),
    Question.CATEGORIES_BY_RATE: Measure(
        "Difference of medians", 1, 1, "",
        "listing it is associated with a higher CLA rate",
        "listing it is associated with a lower CLA rate",
        "permutation of the difference of medians",
    ),
}  # fmt: skip
AXES = {
    Question.CATEGORIES_BY_GRADE: "Change of the share per grade, percentage points",
    Question.CATEGORIES_BY_RATE: "Difference of median CLA rates, per 10,000",
}
SUBTITLES = {
    Question.NUMBER_BY_RATE: "Children looked after per 10,000 children on 31 March 2021; kinds "
    "listed in May 2022",
    Question.CATEGORIES_BY_GRADE: "How the share that lists it changes from one grade to the next, "
    "Inadequate to Outstanding",
    Question.CATEGORIES_BY_RATE: "Median CLA rate where the kind is listed, less the median where "
    "it is not",
}
SETTINGS_SUBTITLE = (
    "Number of kinds against Ofsted rating and CLA rate, by entry and by authority, with and "
    "without the values in doubt"
)
SETTINGS_CAPTION = "The headline results under every setting"
WAITING = "Shuffling the entries 10,000 times, once per build of the data …"


def found(headline: Headline, unit: str) -> str:
    """The finding of Relationships: the number of categories against rating, and against rate."""
    first, second = (f"{_against(a)} ({in_figures(a, unit)})" for a in headline)
    clear, kinds = [answer.is_clear for answer in headline], "number of kinds of support listed"
    if not any(clear):
        return f"No clear association of the {kinds} with {first}, or with {second}."
    if all(clear):
        return f"The {kinds} is associated with {first}, and with {second}."
    yes, no = (first, second) if clear[0] else (second, first)
    return f"The {kinds} is associated with {yes}; no clear association with {no}."


def _against(answer: Answer) -> str:
    return AGAINST[answer.question.against]


def in_figures(answer: Answer, unit: str) -> str:
    """Effect size, interval and n."""
    measure, result = MEASURES[answer.question], answer.result
    if result is None:
        return f"not tested: {_why_not(answer)}"
    return (
        f"{measure.name} {measure.said(result.effect)}, 95% interval "
        f"{measure.between(result.low, result.high)}, {result.n} {UNITS[unit]}"
    )


def verdict(answer: Answer) -> str:
    """The answer as a sentence of plain English."""
    measure, result = MEASURES[answer.question], answer.result
    if result is None:
        return f"Not tested: {_why_not(answer)}."
    limits = measure.between(result.low, result.high) + measure.unit
    if answer.verdict is Verdict.NO_CLEAR_DIFFERENCE:
        return f"No clear difference: the interval runs from {limits}."
    if answer.verdict is Verdict.INTERVAL_LEAVES_OUT_ZERO_BUT_NOT_P:
        return f"No clear difference: the interval, {limits}, leaves out 0, but p{_p_is(answer)}."
    words = measure.rising if answer.verdict is Verdict.RISING else measure.falling
    return f"{upper_first(words)}: the interval runs from {limits}."


def _p_is(answer: Answer) -> str:
    """The p-value that decides."""
    if answer.adjusted_p is None:
        return f" is {p_value(answer.result.p_value if answer.result else None)}"
    return f" adjusted for {number(answer.tests)} tests is {p_value(answer.adjusted_p)}"


def _why_not(answer: Answer) -> str:
    sizes = "; ".join(f"{group.name.lower()} {group.n}" for group in answer.groups)
    return f"{sizes}: too few, or all alike"


def noticeable(answer: Answer, unit: str) -> str:
    """Interval, test, and what this many could not have shown."""
    measure, result = MEASURES[answer.question], answer.result
    if result is None:
        return verdict(answer)
    return (
        f"{verdict(answer)} p = {p_value(result.p_value)} ({measure.test}). "
        f"A true {measure.name} nearer to 0 than {measure.distance(result.smallest_detectable)} "
        f"would probably have gone unnoticed with {result.n} {UNITS[unit]}."
    )


def number_title(answer: Answer) -> str:
    """Effect size first, then whether it is clear."""
    measure, result = MEASURES[answer.question], answer.result
    if result is None:
        return f"Number of kinds and {_against(answer)}: not tested"
    clear = "an" if answer.is_clear else "no clear"
    return (
        f"{upper_first(measure.name)} {measure.said(result.effect)}: {clear} association of the "
        f"number of kinds with {_against(answer)}"
    )


def family_title(answers: Sequence[Answer]) -> str:
    """How many of the categories asked the same show a clear difference."""
    tested = sum(answer.result is not None for answer in answers)
    clear = [answer.label for answer in answers if answer.is_clear]
    which = f": {', '.join(clear)}" if clear else ""
    return (
        f"{len(clear)} of {tested} kinds of support are clearly associated with "
        f"{_against(answers[0])}{which}"
    )


def family_alt(answers: Sequence[Answer]) -> str:
    """The differences in words for those who do not see them."""
    said = " ".join(f"{answer.label}: {verdict(answer)}" for answer in answers)
    return f"Points with 95% intervals. {family_title(answers)}. {said}"


def scatter_alt(answer: Answer, unit: str) -> str:
    """The scatter in words for those who do not see it."""
    figures = upper_first(in_figures(answer, unit))
    return f"Scatter of CLA rate and number of kinds. {figures}."


def grade_caption(n: int, unit: str, kinds: int) -> str:
    """What the table of grades counts; `kinds` is how many kinds of support there are."""
    return f"{n} {UNITS[unit]} by Ofsted rating and number of kinds listed, 0 to {kinds}"


def settings_title(settings: Mapping[RelationshipParameters, Headline]) -> str:
    """Whether it matters how one counts."""
    clear = [answer.is_clear for headline in settings.values() for answer in headline]
    return (
        f"{clear.count(False)} of {len(clear)} results show no clear difference, however one counts"
    )


def in_words(asked: RelationshipParameters) -> str:
    """What is counted, and whether values in doubt take part, as one line."""
    return f"counted by {asked.unit}, values in doubt {DOUBTFUL[asked.doubtful].lower()}"


def size_and_value(group: Group) -> str:
    """A group for a file: `Good: n 56, value 2`."""
    return f"{group.name}: n {group.n}" + (f", value {group.value:g}" if group.n else "")


# --- Who takes part -----------------------------------------------------------------------------


def taking_part(units: Sequence[Unit], asked: RelationshipParameters) -> str:
    """How many take part in the tests of each."""
    graded, rated = (
        sum(unit.takes_part(against, asked.doubtful) for unit in units) for against in Against
    )
    return (
        f"{graded} of {len(units)} {UNITS[asked.unit]} take part in the tests of Ofsted rating, "
        f"{rated} in those of CLA rate: who does not, and why"
    )


def left_out(units: Sequence[Unit], asked: RelationshipParameters) -> list[str]:
    """Who takes no part in the tests of each, by name, with the reason."""
    sentences = []
    for against, why in ((Against.GRADE, _no_grade), (Against.RATE, _no_rate)):
        named = [
            f"{unit.name} ({why(unit)})"
            for unit in units
            if not unit.takes_part(against, asked.doubtful)
        ]
        sentences.append(
            f"Left out of the tests of {AGAINST[against]}, {len(named)} of {len(units)} "
            f"{UNITS[asked.unit]}: {'; '.join(named) or 'none'}."
        )
    return sentences


def _no_grade(unit: Unit) -> str:
    if len(unit.grades) > 1:
        return "two grades"
    return "in doubt" if unit.grades[0] in GRADES else "not rated"


def _no_rate(unit: Unit) -> str:
    return "unknown" if unit.rate is None else "in doubt"


def doubts(units: Sequence[Unit], unit: str) -> str:
    """Whose values are in doubt according to the quality notes."""
    grade = ", ".join(each.name for each in units if each.grade_in_doubt)
    rate = ", ".join(each.name for each in units if each.rate_in_doubt)
    return (
        f"Quality notes cast doubt on the rating of {grade}, and on the CLA rate of {rate} "
        f"({UNITS[unit]})."
    )
