"""The writing side: published files in, one DuckDB database out. See README.md for the picture."""
