"""Data and methods in words: how far the data are to be trusted."""

from collections.abc import Sequence

from dashboard.query.data_quality import PublishedFigure
from dashboard.text.counting import in_list, number
from dashboard.vocabulary import lower_first


def reconciliation(figures: Sequence[PublishedFigure], notes: int) -> str:
    """The finding of Data and methods."""
    agree = sum(figure.agrees for figure in figures)
    return (
        f"{agree} of the {len(figures)} figures in the report's text are found again in its "
        f"table; {notes} quality notes say what was cleaned and what is in doubt."
    )


def figures_title(figures: Sequence[PublishedFigure]) -> str:
    """Title of the report's own figures beside the table's: which differ."""
    differ = [lower_first(figure.figure) for figure in figures if not figure.agrees]
    title = f"{len(differ)} of the report's {len(figures)} own figures differ from its table"
    return f"{title}: {' and '.join(differ)}" if differ else title


def difference(found: float, published: float) -> str:
    """By how much the table's figure is more or less than the report's: `+3`, `none`."""
    return f"{found - published:+g}".replace("-", "−") if found != published else "none"


def found_of(found: int, notes: int) -> str:
    """`3 of 40 notes`."""
    return f"{found} of {notes} notes"


def no_note(names: Sequence[str]) -> str:
    """That nothing is noted about some entries."""
    return f"No quality note is about {in_list(names)}."


def categories_title(kinds: int) -> str:
    """Title of the table of categories."""
    return f"The {number(kinds)} kinds of support"
