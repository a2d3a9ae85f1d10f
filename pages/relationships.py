"""Relationships: number and kinds of support beside Ofsted rating and CLA rate."""

from dashboard.export.relationships import RELATIONSHIP_ROWS, RELATIONSHIPS
from dashboard.parameters.pages import RelationshipParameters
from dashboard.query.relationships import Question, headline
from dashboard.text import relationships as text
from dashboard.views import components, controls, relationships
from dashboard.views.export import draw_export
from dashboard.vocabulary import NOT_QUALITY

asked = controls.chosen(RelationshipParameters)
with relationships.waiting():
    of_number = headline(asked)

components.heading("Relationships", text.found(of_number, asked.unit))
components.notes(NOT_QUALITY)
relationships.draw_controls()
relationships.who_takes_part(asked)
relationships.number_by_grade(of_number.by_grade, asked)
relationships.number_by_rate(of_number.by_rate, asked)
relationships.each_category(Question.CATEGORIES_BY_GRADE, asked, key="by_grade")
relationships.each_category(Question.CATEGORIES_BY_RATE, asked, key="by_rate")
relationships.every_setting()
relationships.method()
draw_export(RELATIONSHIPS.of(asked), RELATIONSHIP_ROWS.of(asked))
