"""The map of England: shapes, classes, drawing, and the map as files."""
