"""How to cite what a page shows, and the words of caution that go with it. Names no clock."""

from datetime import date

TITLE = "Care leavers' offer dashboard"
REPORT = (
    "What Works for Early Intervention and Children's Social Care, An exploratory study of the "
    "emotional wellbeing needs and experiences of care leavers in England, May 2023, Appendix 2"
)
CAUTION = (
    "Offers as published in May 2022. They may have changed since, so this is context, not a "
    "reference for what is on offer today; not listed does not mean that a service does not exist."
)


def citation(
    what: str, address: str, edition: str, content_hash: str, accessed: date | None = None
) -> str:
    """One line: what was shown, edition, content hash, address, and when it was read if given."""
    seen = f" Accessed {accessed.day} {accessed:%B %Y}." if accessed else ""
    return (
        f"{TITLE}: {what}. Edition {edition}, content hash {content_hash[:12]}. {address}.{seen} "
        f"Data: {REPORT}."
    )
