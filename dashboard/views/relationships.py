"""What Relationships is composed of: its controls, and a section for each question."""

from contextlib import AbstractContextManager

import streamlit as st

from dashboard.drawing import relationships as drawing
from dashboard.parameters.pages import RelationshipParameters
from dashboard.query import relationships as query
from dashboard.query.metadata import vocabulary
from dashboard.query.relationships import Answer, Question
from dashboard.query.tested_units import Against, taking_part, units
from dashboard.text import relationships as text
from dashboard.text.counting import number
from dashboard.views import components, controls
from dashboard.views.evidence import evidence_heads


def draw_controls() -> None:
    """What is counted, and whether values in doubt take part."""
    with st.container(horizontal=True, gap="medium", key="relationship_controls"):
        controls.radio(RelationshipParameters, "unit", words=str.capitalize)
        controls.radio(RelationshipParameters, "doubtful")


def waiting() -> AbstractContextManager[None]:
    """Says what is going on while the tests are made, which happens once per build of the data."""
    return st.spinner(text.WAITING)


def who_takes_part(asked: RelationshipParameters) -> None:
    """How many take part in the tests; opened, who does not, and whose values are in doubt."""
    every = units(asked.unit)
    components.draw(
        "taking_part.html",
        summary=text.taking_part(every, asked),
        sentences=[*text.left_out(every, asked), text.doubts(every, asked.unit)],
    )


def number_by_grade(answer: Answer, asked: RelationshipParameters) -> None:
    """Number of categories by grade."""
    used = taking_part(Against.GRADE, asked)
    components.section(
        text.number_title(answer),
        text.noticeable(answer, asked.unit),
        drawing.grade_table(answer, used, asked.unit, len(vocabulary().category)),
        key="number_by_grade",
    )


def number_by_rate(answer: Answer, asked: RelationshipParameters) -> None:
    """The scatter of CLA rate and number of categories."""
    used, kinds = taking_part(Against.RATE, asked), len(vocabulary().category)
    subtitle, columns = text.SUBTITLES[answer.question], drawing.scatter_columns(kinds)
    components.chart_with_table(
        drawing.rate_scatter(used, kinds),
        text.number_title(answer),
        subtitle,
        text.scatter_alt(answer, asked.unit),
        components.same_numbers(drawing.scatter_rows(used, kinds), columns, subtitle),
        key="scatter",
    )
    components.notes(text.noticeable(answer, asked.unit))


def each_category(question: Question, asked: RelationshipParameters, key: str) -> None:
    """Each category by grade or by CLA rate."""
    with waiting():
        answers = query.answers(question, asked)
    components.chart_above_table(
        drawing.differences(answers),
        text.family_title(answers),
        text.SUBTITLES[question],
        text.family_alt(answers),
        drawing.by_category_table(answers, evidence_heads()),
        key=key,
    )


def every_setting() -> None:
    """The two headline results under every setting."""
    with waiting():
        settings = query.every_setting()
    components.section(
        text.settings_title(settings),
        text.SETTINGS_SUBTITLE,
        drawing.settings_table(settings),
        key="settings",
    )


def method() -> None:
    """How it was tested, and what it cannot tell."""
    components.draw("method.html", tests=number(len(vocabulary().category)))
