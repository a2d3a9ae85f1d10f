"""The line that cites what a page shows, word by word."""

from datetime import date

from dashboard.text.citation import citation
from dashboard.vocabulary import REPORT, TITLE

HASH = "0123456789abcdef0123"


def test_a_citation_names_what_where_and_from_which_content() -> None:
    assert citation("Leeds", "https://example.org/x", "2022-05", HASH) == (
        f"{TITLE}: Leeds. Edition 2022-05, content hash 0123456789ab. https://example.org/x. "
        f"Data: {REPORT}."
    )


def test_a_citation_says_when_it_was_read() -> None:
    assert citation("Leeds", "/x", "2022-05", HASH, date(2024, 3, 5)) == (
        f"{TITLE}: Leeds. Edition 2022-05, content hash 0123456789ab. /x. Accessed 5 March 2024. "
        f"Data: {REPORT}."
    )
