"""The reading side: what the pages share. Nothing here writes data."""

# Streamlit puts the folder of dashboard/main.py first on the path of a page, where the module
# here would be taken for Python's own `statistics`: load Python's own before that happens.
import statistics as _of_python  # noqa: F401
