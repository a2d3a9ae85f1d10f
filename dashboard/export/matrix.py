"""The offer matrix to take away: the rows that the shared filters find, sorted as chosen."""

from dashboard.export.dataset import Dataset, Selected
from dashboard.export.files import FORMATS
from dashboard.export.geojson import GEOJSON
from dashboard.parameters.pages import FindParameters
from dashboard.parameters.shared import Filters
from dashboard.query import matrix
from dashboard.query.metadata import descriptions, edition_of, vocabulary
from dashboard.query.where import over_selected, rows_in_order
from dashboard.vocabulary import FIND_AUTHORITIES, ORDERS

RATE_UNIT = "children looked after per 10,000 children aged under 18"


def matrix_columns() -> dict[str, str]:
    """A sentence for each column of offer_matrix."""
    return descriptions("offer_matrix")


def matrix_units() -> dict[str, str]:
    """The units of its columns."""
    return {"cla_rate_per_10k": RATE_UNIT, "categories_listed": of_categories()}


def of_categories() -> str:
    """The unit of a number of categories."""
    return f"categories, of {len(vocabulary().category)}"


def _select(filters: Filters, asked: FindParameters) -> Selected:
    words = filters.in_words(vocabulary())
    if asked != FindParameters():
        words += f"; sorted by {asked.sort}, {ORDERS[asked.order]}"
    return Selected(
        find=lambda: matrix.rows(filters, asked.sort, asked.order),
        sql=over_selected(rows_in_order(asked.sort, asked.order), filters),
        words=words,
        edition=edition_of(filters),
        subject="selected" if filters != Filters() else "",
    )


OFFER_MATRIX = Dataset(
    name="offer_matrix",
    title="Offer matrix",
    page=FIND_AUTHORITIES,
    parameters=(Filters, FindParameters),
    select=_select,
    descriptions=matrix_columns,
    key=lambda: ("edition", "entry_id"),
    formats=(*FORMATS, GEOJSON),
    units=matrix_units,
    without_effect=("chosen",),
    package="package",
)
