"""The way from a category to the findings that bear on it, wherever the category is named."""

from collections.abc import Iterable, Mapping
from html import escape

import pandas as pd

from dashboard.database import kept
from dashboard.evidence.evidence import evidence_address
from dashboard.evidence.evidence_queries import category_evidence
from dashboard.findings import plural
from dashboard.selection import lower_first
from dashboard.tables import Head, Link, cell

NONE = "No finding recorded"


@kept
def evidence_links() -> dict[str, Link]:
    """For each category's id, how many findings bear on it, leading to them; in words when none."""
    rows = category_evidence()
    counts = zip(rows["category_id"], rows["label"], rows["findings"], strict=True)
    return {id: evidence_link(id, label, int(n)) for id, label, n in counts}


def evidence_link(category_id: str, label: str, findings: int) -> Link:
    """`18 findings`, named in full to those who meet the link on its own."""
    if not findings:
        return Link(NONE)
    words = plural(findings, "finding", "findings")
    name = f"Evidence on {lower_first(label)}: {words}"
    return Link(words, evidence_address(category_id), name=name)


def with_evidence(table: pd.DataFrame, category_ids: Iterable[str]) -> pd.DataFrame:
    """The table with a last column, Evidence; `category_ids` are those of its rows."""
    links = evidence_links()
    return table.assign(Evidence=[links[id] for id in category_ids])


def heads_with_evidence(table: pd.DataFrame) -> pd.DataFrame:
    """The table with the way to the evidence in the first row that each category heads."""
    heads, names = evidence_heads(), table.iloc[:, 0]
    led = [
        name if repeated else heads.get(name, name)
        for name, repeated in zip(names, names.duplicated(), strict=True)
    ]
    return table.assign(**{str(table.columns[0]): led})


def evidence_heads() -> dict[str, Head]:
    """For each category's label, the head of a row that leads to the evidence on it."""
    rows, links = category_evidence(), evidence_links()
    return {
        label: Head(label, links[id]._replace(lead="Evidence:"))
        for id, label in zip(rows["category_id"], rows["label"], strict=True)
    }


def evidence_line() -> str:
    """One line of HTML with the way to the evidence on each category."""
    rows = category_evidence()
    labels = dict(zip(rows["category_id"], rows["label"], strict=True))
    ways = [
        f"{escape(lower_first(labels[id]))} {cell(link)}" for id, link in evidence_links().items()
    ]
    return f'<p class="subtitle">Evidence on each kind of support: {", ".join(ways)}.</p>'


def names_with_evidence(labels: Mapping[str, str]) -> str:
    """Categories by name as HTML, each name leading to the evidence on it."""
    links = evidence_links()
    return ", ".join(
        cell(links[id]._replace(words=label) if links[id].address else label)
        for id, label in labels.items()
    )
