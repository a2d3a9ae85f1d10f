"""Relationships: number and kinds of support beside Ofsted rating and CLA rate."""

from dashboard import components
from dashboard.files import take_away
from dashboard.patterns import (
    relationship_extracts,
    relationship_findings,
    relationship_parts,
    relationships,
)
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
relationship_parts.categories_by_grade(choice)
relationship_parts.categories_by_rate(choice)
relationship_parts.every_setting()
relationship_parts.method()
take_away.draw(relationship_extracts.results(choice), relationship_extracts.tested_rows(choice))
