"""The reading side: what the pages share. Nothing here writes data."""
