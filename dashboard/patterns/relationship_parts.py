"""What Relationships is composed of: its controls, and a section for each question."""

from contextlib import AbstractContextManager

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard import components, page_controls
from dashboard.evidence.category_links import heads_with_evidence
from dashboard.patterns import pattern_charts, pattern_parts, relationships
from dashboard.patterns import relationship_findings as findings
from dashboard.patterns import relationship_tables as tables
from dashboard.patterns.pattern_choices import (
    DOUBTFUL,
    RELATIONSHIPS,
    UNITS,
    RelationshipChoice,
    read_relationship,
)
from dashboard.patterns.relationships import Answer
from dashboard.tables import html_table

CAPTIONS = {
    "by_grade": "How the share that lists it changes from one grade to the next, Inadequate to "
    "Outstanding",
    "by_rate": "Median CLA rate where the kind is listed, less the median where it is not",
}
WAITING = "Shuffling the entries 10,000 times, once per build of the data …"


def chosen() -> RelationshipChoice:
    """What is counted and whether values in doubt take part, from the address or the widgets."""
    choice = page_controls.read(RELATIONSHIPS, RelationshipChoice, read_relationship)
    return page_controls.as_chosen(RELATIONSHIPS, choice)


def draw_controls() -> None:
    """The two switches."""
    with st.container(horizontal=True, gap="medium", key="relationship_controls"):
        st.radio(
            "Count by",
            list(UNITS),
            format_func=str.capitalize,
            key=page_controls.key(RELATIONSHIPS, "unit"),
            horizontal=True,
        )
        st.radio(
            "Values in doubt",
            list(DOUBTFUL),
            format_func=DOUBTFUL.__getitem__,
            key=page_controls.key(RELATIONSHIPS, "doubtful"),
            horizontal=True,
        )


def waiting() -> AbstractContextManager[None]:
    """Says what is going on while the tests are made, which happens once per build of the data."""
    return st.spinner(WAITING)


def taking_part(rows: pd.DataFrame, choice: RelationshipChoice) -> None:
    """How many take part in the tests; opened, who does not, and whose values are in doubt."""
    sentences = [*findings.left_out(rows, choice), findings.doubts(rows, choice.unit)]
    summary = findings.taking_part(rows, choice)
    st.html(f"<details><summary>{summary}</summary>{findings.paragraphs(sentences)}</details>")


def number_by_grade(rows: pd.DataFrame, tested: Answer, choice: RelationshipChoice) -> None:
    """Number of categories by grade."""
    pattern_parts.section(
        findings.number_title(tested, "number_by_grade"),
        findings.noticeable(tested, "number_by_grade", choice.unit),
        tables.grade_table(relationships.with_grade(rows, choice.doubtful), choice.unit),
        key="number_by_grade",
    )


def number_by_rate(rows: pd.DataFrame, tested: Answer, choice: RelationshipChoice) -> None:
    """The scatter of CLA rate and number of categories."""
    used = relationships.with_rate(rows, choice.doubtful)
    components.chart_with_table(
        pattern_charts.rate_scatter(used),
        findings.number_title(tested, "number_by_rate"),
        "Children looked after per 10,000 children on 31 March 2021; kinds listed in May 2022",
        findings.scatter_alt(tested, choice.unit),
        tables.scatter_table(used),
        key="scatter",
    )
    components.notes(findings.noticeable(tested, "number_by_rate", choice.unit))


def categories_by_grade(choice: RelationshipChoice) -> tuple[Answer, ...]:
    """Each category by grade; the answers."""
    with waiting():
        answers = relationships.categories_by_grade(choice)
    axis = "Change of the share per grade, percentage points"
    figure = pattern_charts.differences(tables.effects(answers), axis, 100)
    _each_category("by_grade", answers, figure, tables.by_grade_table(answers))
    return answers


def categories_by_rate(choice: RelationshipChoice) -> tuple[Answer, ...]:
    """Each category by CLA rate; the answers."""
    with waiting():
        answers = relationships.categories_by_rate(choice)
    axis = "Difference of median CLA rates, per 10,000"
    figure = pattern_charts.differences(tables.effects(answers), axis, 1)
    _each_category("by_rate", answers, figure, tables.by_rate_table(answers))
    return answers


def _each_category(
    by: str, answers: tuple[Answer, ...], figure: go.Figure, table: pd.DataFrame
) -> None:
    components.chart_above_table(
        figure,
        findings.family_title(answers, f"categories_{by}"),
        CAPTIONS[by],
        findings.family_alt(answers, f"categories_{by}"),
        html_table(heads_with_evidence(table), f"The same numbers: {CAPTIONS[by]}"),
        key=by,
    )


def every_setting() -> None:
    """The two headline results under every setting."""
    with waiting():
        answers = {
            choice: (relationships.number_by_grade(choice), relationships.number_by_rate(choice))
            for choice in relationships.every_choice()
        }
    table = tables.settings_table(answers)
    pattern_parts.section(
        findings.settings_title(answers),
        "Number of kinds against Ofsted rating and CLA rate, by entry and by authority, with and "
        "without the values in doubt",
        html_table(table, "The headline results under every setting"),
        key="settings",
    )


def method() -> None:
    """How it was tested, and what it cannot tell."""
    st.html(findings.METHOD)
