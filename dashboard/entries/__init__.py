"""Entries one by one: finding them, near misses, comparison, profile and brief."""
