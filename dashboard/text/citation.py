"""How to cite what a page shows. Names no clock of its own."""

from datetime import date

from dashboard.vocabulary import REPORT, TITLE


def citation(
    what: str, address: str, edition: str, content_hash: str, accessed: date | None = None
) -> str:
    """One line: what was shown, edition, content hash, address, and when it was read if given."""
    seen = f" Accessed {accessed.day} {accessed:%B %Y}." if accessed else ""
    return (
        f"{TITLE}: {what}. Edition {edition}, content hash {content_hash[:12]}. {address}.{seen} "
        f"Data: {REPORT}."
    )
