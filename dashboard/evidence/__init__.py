"""Findings of the source documents, quality notes, and how far to trust the counts."""
