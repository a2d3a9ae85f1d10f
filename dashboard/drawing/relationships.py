"""Figures and tables of Relationships: differences, the scatter of rates, grades, settings."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go
from markupsafe import Markup

from dashboard.drawing.charts import LEGEND, NUMBERS, figure, ranges, wrapped
from dashboard.drawing.heat import Cell, Row, heat_table
from dashboard.drawing.intervals import points
from dashboard.drawing.patterns import ROW
from dashboard.drawing.tables import (
    Column,
    Head,
    Link,
    numbers,
    profile_address,
    records,
    sentences,
    table,
    words,
)
from dashboard.parameters.pages import RelationshipParameters
from dashboard.query.relationships import Answer, Group, Headline, Question
from dashboard.query.tested_units import Unit, of_each_grade
from dashboard.text import relationships as text
from dashboard.text.counting import median, p_value, share
from dashboard.vocabulary import BLUE, DOUBTFUL, GRADES, INK

TOO_SMALL = "#d6e6f7"
KIND = words("label", "Kind of support")
TEST = (
    words("smallest", "Smallest noticeable"),
    numbers("p_value", "p"),
    numbers("adjusted_p", "p, adjusted (Holm)"),
)
BY_GRADE = (
    KIND,
    numbers("effect", "Change per grade", "points"),
    sentences("verdict", "In words"),
    *TEST,
    *(numbers(grade, grade) for grade in GRADES),
)
BY_RATE = (
    KIND,
    numbers("effect", "Difference of medians"),
    words("verdict", "In words"),
    *TEST,
    words("Listed", "Median rate where listed"),
    words("Not listed", "Where not listed"),
)


# --- Figures ------------------------------------------------------------------------------------


def differences(answers: Sequence[Answer]) -> go.Figure:
    """A row per category: a difference and its interval, upon what could not have been noticed."""
    measure = text.MEASURES[answers[0].question]
    tested = [(answer.label, answer.result) for answer in answers if answer.result]
    labels = [wrapped(label) for label, _ in tested]
    effect, low, high, limit = (
        [getattr(result, name) * measure.factor for _, result in tested]
        for name in ("effect", "low", "high", "smallest_detectable")
    )
    said = [
        f"{value:+.1f} ({start:+.1f} to {end:+.1f})"
        for value, start, end in zip(effect, low, high, strict=True)
    ]
    end = 1.06 * (max(map(abs, [*low, *high, *limit]), default=0) or 1)
    marks = points(effect, low, high, labels, said)
    too_small = ranges(
        [-each for each in limit], limit, labels, TOO_SMALL, 22, "Too small for this n to show"
    )
    return figure(
        too_small,
        marks.update(name="Difference, with 95% interval", showlegend=True),
        height=ROW * len(tested) + 110,
        labels=labels,
        showlegend=True,
        legend=LEGEND,
        xaxis={
            "title": text.AXES[answers[0].question],
            "zeroline": True,
            "zerolinecolor": INK,
            "range": [-end, end],
        },
        yaxis={"autorange": "reversed"},
    )


def rate_scatter(used: Sequence[Unit], kinds: int) -> go.Figure:
    """A point per entry or authority: its rate, and how many of so many kinds it lists."""
    rates = [unit.rate for unit in used if unit.rate is not None]
    points = go.Scatter(
        x=rates,
        y=[len(unit.listed) for unit in used],
        text=[unit.name for unit in used],
        mode="markers",
        marker={
            "color": BLUE,
            "size": 11,
            "opacity": 0.55,
            "line": {"width": 1, "color": "#ffffff"},
        },
        hovertemplate=f"%{{text}}: rate %{{x:.0f}}, lists %{{y}} of {kinds}<extra></extra>",
        cliponaxis=False,
    )
    return figure(
        points,
        height=360,
        labels=NUMBERS,
        xaxis={"title": "CLA rate per 10,000", "range": [-8, max(rates) + 8]},
        yaxis={"title": "Kinds of support listed", "range": [-0.4, kinds + 0.4], "dtick": 1},
    )


# --- Tables -------------------------------------------------------------------------------------


def scatter_columns(kinds: int) -> tuple[Column, ...]:
    """The columns of the points of the scatter."""
    rate = numbers("rate", "CLA rate per 10,000")
    return (words("name", "Name"), rate, numbers("listed", f"Listed, of {kinds}"))


def scatter_rows(used: Sequence[Unit], kinds: int) -> pd.DataFrame:
    """The points of the scatter, by name; the columns of `scatter_columns`."""
    rows = (
        {
            "name": Link(unit.name, profile_address(unit.entry_ids[0])),
            "rate": unit.rate,
            "listed": len(unit.listed),
        }
        for unit in used
    )
    return records(rows, scatter_columns(kinds))


def grade_table(answer: Answer, used: Sequence[Unit], unit: str, kinds: int) -> Markup:
    """Number of categories by grade as a heat map: x of n in every cell, medians beside."""
    of_grade, rows = of_each_grade(used), []
    for group in reversed(answer.groups):
        listed = [len(each.listed) for each in of_grade[group.name]]
        cells = [Cell(listed.count(number), group.n) for number in range(kinds + 1)]
        rows.append(Row(f"{group.name} ({group.n})", [median(group.value), *cells]))
    heads = ["Ofsted rating", "Median", *map(str, range(kinds + 1))]
    return heat_table(heads, rows, text.grade_caption(len(used), unit, kinds), "heat numbers")


def by_category_table(answers: Sequence[Answer], heads: Mapping[str, Head]) -> Markup:
    """Each category: its test, then the groups compared. `heads` are those of rows, by id."""
    question = answers[0].question
    by_grade = question is Question.CATEGORIES_BY_GRADE
    columns, group_words = (BY_GRADE, _share_of) if by_grade else (BY_RATE, _median_of)
    rows = (
        {
            "label": heads[answer.category_id],
            **_test_cells(answer),
            **{group.name: group_words(group) for group in answer.groups},
        }
        for answer in answers
    )
    caption = f"The same numbers: {text.SUBTITLES[question]}"
    return table(records(rows, columns), columns, caption)


def _test_cells(answer: Answer) -> dict[str, object]:
    measure, result = text.MEASURES[answer.question], answer.result
    return {
        "effect": measure.said(result.effect) if result else "–",
        "verdict": text.verdict(answer),
        "smallest": measure.distance(result.smallest_detectable) if result else "–",
        "p_value": p_value(result.p_value if result else None),
        "adjusted_p": p_value(answer.adjusted_p),
    }


def _share_of(group: Group) -> str:
    return share(int(group.value or 0), group.n)


def _median_of(group: Group) -> str:
    return f"{median(group.value)} (n = {group.n})"


def settings_table(settings: Mapping[RelationshipParameters, Headline]) -> Markup:
    """The two headline results however one counts and whether or not values in doubt take part."""
    columns = [words("unit", "Counted by"), words("doubtful", "Values in doubt")]
    for answer in next(iter(settings.values())):
        against, measure = text.AGAINST[answer.question.against], text.MEASURES[answer.question]
        columns += [
            words(f"{answer.question.name} effect", f"{against}: {measure.name} (95% interval)"),
            numbers(f"{answer.question.name} n", f"{against}: n"),
            numbers(f"{answer.question.name} p", f"{against}: p"),
        ]
    rows = (
        {"unit": asked.unit.capitalize(), "doubtful": DOUBTFUL[asked.doubtful]}
        | _setting_cells(headline.by_grade)
        | _setting_cells(headline.by_rate)
        for asked, headline in settings.items()
    )
    return table(records(rows, columns), columns, text.SETTINGS_CAPTION)


def _setting_cells(answer: Answer) -> dict[str, object]:
    measure, result, name = text.MEASURES[answer.question], answer.result, answer.question.name
    if result is None:
        return {f"{name} effect": "not tested", f"{name} n": "–", f"{name} p": "–"}
    limits = measure.between(result.low, result.high)
    return {
        f"{name} effect": f"{measure.said(result.effect)} ({limits})",
        f"{name} n": str(result.n),
        f"{name} p": p_value(result.p_value),
    }
