"""Relationships: number and kinds of support beside Ofsted rating and CLA rate."""

from dashboard import components
from dashboard.patterns import relationship_findings, relationship_parts, relationships
from dashboard.patterns.pattern_findings import NOT_QUALITY

choice = relationship_parts.chosen()
rows = relationships.rows(choice.unit, relationships.edition())
with relationship_parts.waiting():
    by_grade, by_rate = relationships.number_by_grade(choice), relationships.number_by_rate(choice)

components.heading("Relationships", relationship_findings.found(by_grade, by_rate, choice.unit))
components.notes(NOT_QUALITY)
relationship_parts.draw_controls()
relationship_parts.taking_part(rows, choice)
relationship_parts.number_by_grade(rows, by_grade, choice)
relationship_parts.number_by_rate(rows, by_rate, choice)
of_grades = relationship_parts.categories_by_grade(choice)
of_rates = relationship_parts.categories_by_rate(choice)
relationship_parts.every_setting()
relationship_parts.method()
relationship_parts.take_away_results(
    rows,
    {
        "number_by_grade": (by_grade,),
        "number_by_rate": (by_rate,),
        "categories_by_grade": of_grades,
        "categories_by_rate": of_rates,
    },
    choice,
)
