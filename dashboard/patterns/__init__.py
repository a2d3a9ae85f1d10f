"""Entries together: shares by group, pairs, bundles, and relationships with tests."""
