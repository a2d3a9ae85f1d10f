"""The question that the map asks: what is known of each of the 152 authorities."""

import pandas as pd

from dashboard.queries import asked
from dashboard.selection import Selection


def authority_values(selection: Selection) -> pd.DataFrame:
    """Every authority with the entries that cover it; one row per authority and entry.

    Columns: ons_code, name, area_region, matches (whether the selection finds the entry), and the
    columns of offer_matrix, missing where no entry covers the authority (not reviewed).
    """
    return asked(
        """
        SELECT authority.ons_code, authority.name, authority.region AS area_region,
               selected.entry_id IS NOT NULL AS matches, offer_matrix.*
        FROM authority
        LEFT JOIN entry_authority USING (ons_code)
        LEFT JOIN offer_matrix
               ON offer_matrix.entry_id = entry_authority.entry_id
              AND offer_matrix.edition = $edition
        LEFT JOIN selected ON selected.entry_id = offer_matrix.entry_id
        ORDER BY authority.name, offer_matrix.entry
        """,
        selection,
    )


def unplaced_entries(selection: Selection) -> list[str]:
    """Selected entries that cover no authority, so that no map shows them; by name."""
    rows = asked("SELECT entry FROM selected WHERE ons_codes IS NULL ORDER BY entry", selection)
    return list(rows["entry"])
