"""Figures, tables, maps and SVG from frames and typed results, for pages and files alike."""
