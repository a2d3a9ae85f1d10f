"""Query parameters: declared once, read, written, said in words and as conditions in one way."""
