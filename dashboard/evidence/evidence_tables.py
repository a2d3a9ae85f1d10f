"""The evidence as HTML: the list of findings, the grid of barriers and facilitators, deep dives.

All text is escaped here. `..._list` functions give a frame its columns as readers see them.
"""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

import pandas as pd

from dashboard.evidence.category_links import evidence_heads, evidence_links
from dashboard.evidence.evidence import (
    KINDS,
    LEVELS,
    SHORT_TITLES,
    UNDATED,
    range_in_words,
)
from dashboard.findings import plural
from dashboard.tables import cell, scrolling_table

NOTHING = '<span class="quiet">–</span>'
GRID_KINDS = {"barrier": "gets in the way", "facilitator": "helps"}
COLUMNS = ("Finding", "Kind and level", "Bears on", "Who was studied", "Place in the document")
ROW_HEIGHT = 6  # rem, roughly: browsers lay a document out only when it comes into view


def findings_tables(rows: pd.DataFrame, categories: Mapping[str, str], caption: str) -> str:
    """The findings, a table for each document: what was found, what about, who was studied, where.

    The documents in the order of the rows; `caption` names them all.
    """
    head = _head(*COLUMNS)
    tables = []
    for (source_id, year), found in rows.groupby(["source_id", "year"], sort=False, dropna=False):
        n = plural(len(found), "finding", "findings")
        body = "".join(_finding(row, categories) for row in found.to_dict("records"))
        tables.append(
            f'<div style="contain-intrinsic-height:auto {len(found) * ROW_HEIGHT}rem"><table>'
            f"<caption><strong>{source_in_words(str(source_id), year)}</strong>: {n}</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        )
    return (
        '<div class="scroll evidence cards" role="region" tabindex="0" '
        f'aria-label="{escape(caption)}"><p>{escape(caption)}</p>{"".join(tables)}</div>'
    )


def _finding(row: Mapping[Any, Any], categories: Mapping[str, str]) -> str:
    ids = row["categories"].split(";") if _given(row["categories"]) else []
    about = "<br>".join(escape(categories[id]) for id in ids) or NOTHING
    if len(ids) == len(categories):
        about = f"All {len(ids)} kinds of support"
    cells = (
        f"{escape(KINDS[row['kind']])}<br>{escape(LEVELS[row['level']])} level",
        about,
        f"{escape(row['nation'])}<br>{escape(row['population'])}",
        escape(row["place"].replace(" > ", " › ")),
    )
    rest = "".join(f"<td>{html}</td>" for html in cells)
    return f'<tr><th scope="row">{escape(row["finding"])}{_more(row)}</th>{rest}</tr>'


def _more(row: Mapping[Any, Any]) -> str:
    """What only some findings have: a realist mechanism's parts, and an authority."""
    parts = "".join(
        f"<br><strong>{name.capitalize()}:</strong> {escape(row[name])}"
        for name in ("context", "mechanism", "outcome")
        if _given(row[name])
    )
    if _given(row["entry_id"]):
        address = f"authority-profile?entry={row['entry_id']}"
        parts += f'<br><a href="{escape(address)}" target="_self">Profile of this authority</a>'
    return f'<span class="more">{parts}</span>' if parts else ""


def source_in_words(source_id: str, year: object) -> str:
    """`What Works study of local offers, 2023`, escaped."""
    return escape(f"{SHORT_TITLES.get(source_id, source_id)}, {year if _given(year) else UNDATED}")


def barriers_grid(rows: pd.DataFrame, caption: str) -> str:
    """A grid of themes by levels; each cell counts and unfolds what gets in the way and helps."""
    grid: dict[tuple[str, str], dict[tuple[str, str], list[str]]] = {}
    for row in rows.itertuples():
        cells = grid.setdefault((row.theme, row.source_id), {})
        cells.setdefault((row.level, row.kind), []).append(row.finding)
    head = _head("Theme", *(f"{label} level" for label in LEVELS.values()))
    body = "".join(_theme(*name, cells) for name, cells in grid.items())
    return scrolling_table(head, body, caption, "grid cards")


def _theme(theme: str, source_id: str, findings: Mapping[tuple[str, str], list[str]]) -> str:
    """One row of the grid; findings that stand under no theme are under their document's name."""
    where = escape(theme or "No common theme")
    document = escape(SHORT_TITLES.get(source_id, source_id))
    cells = "".join(
        f'<td data-name="{label} level">{_unfolding(findings, level)}</td>'
        for level, label in LEVELS.items()
    )
    return f'<tr><th scope="row">{where}<br><span class="quiet">{document}</span></th>{cells}</tr>'


def _unfolding(findings: Mapping[tuple[str, str], list[str]], level: str) -> str:
    """The barriers and the facilitators of one level, each folded under its count."""
    folded = []
    for kind, meaning in GRID_KINDS.items():
        if texts := findings.get((level, kind)):
            noun = kind if len(texts) == 1 else f"{kind}s"
            folded.append(
                f'<details class="{kind}"><summary title="What {meaning}">'
                f"<b>{len(texts)}</b> {noun}</summary>{_items(texts)}</details>"
            )
    return "".join(folded) or NOTHING


def deep_dive_table(rows: pd.DataFrame, caption: str) -> str:
    """What the report's text says of one authority beside what its table says, by category."""
    head = _head(
        "Kind of support", "Table of May 2022", "Report's text, November 2022 to March 2023",
        "Where they differ",
    )  # fmt: skip
    heads, body = evidence_heads(), []
    for row in rows.to_dict("records"):
        if _given(row["category_id"]):
            name = cell(heads[row["label"]])
            listed = "Listed" if row["listed"] else "Not listed"
        else:
            name, listed = "Other support", "Not a category of the table"
        text = _items(row["described"])
        if row["shared"]:
            text += f'<span class="quiet">In all five authorities: {row["shared"]}, below</span>'
        body.append(
            f'<tr><th scope="row">{name}</th>'
            f'<td data-name="Table of May 2022">{listed}</td>'
            f'<td data-name="Report\'s text">{text or NOTHING}</td>'
            f'<td data-name="Where they differ">{_difference(row)}</td></tr>'
        )
    return scrolling_table(head, "".join(body), caption, "deep-dive cards")


def _difference(row: Mapping[Any, Any]) -> str:
    if _given(row["difference"]):
        return f"<strong>Differs.</strong> {escape(row['difference'])}"
    if _given(row["category_id"]) and len(row["described"]) and not row["listed"]:
        return "Described in the text, not listed in the table."
    return NOTHING


def shared_services_list(services: pd.DataFrame) -> str:
    """The services described for all five authorities, with the kinds of support they bear on."""
    return _items(f"{row.finding} ({row.kinds})" for row in services.itertuples())


def _items(findings: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(text)}</li>" for text in findings)
    return f"<ul>{items}</ul>" if items else ""


def _head(*names: str) -> str:
    return "".join(f'<th scope="col">{escape(name)}</th>' for name in names)


def _given(value: object) -> bool:
    return value is not None and not pd.isna(value) and value != ""


def category_evidence_list(counts: pd.DataFrame) -> pd.DataFrame:
    """How many findings bear on each kind of support. Needs the columns of category_evidence."""
    links = evidence_links()
    return pd.DataFrame(
        {
            "Kind of support": counts["label"],
            "Evidence": [links[id] for id in counts["category_id"]],
            "Barriers": counts["barriers"],
            "Facilitators": counts["facilitators"],
            "Recommendations": counts["recommendations"],
            "Documents": counts["documents"],
        }
    )


def caseloads_list(caseloads: pd.DataFrame) -> pd.DataFrame:
    """The caseload figures with what differs between them: year, nation and how it is known."""
    return pd.DataFrame(
        {
            "Caseload": [
                range_in_words(low, high)
                for low, high in zip(caseloads["value"], caseloads["value_high"], strict=True)
            ],
            "Year": caseloads["year"].astype("str"),
            "Nation": caseloads["nation"],
            "How it is known": caseloads["population"],
            "Source": [SHORT_TITLES.get(id, id) for id in caseloads["source_id"]],
        }
    )


def documents_list(documents: pd.DataFrame) -> pd.DataFrame:
    """The documents, with what each is and how many findings it gives."""
    return pd.DataFrame(
        {
            "Called here": [
                f"{SHORT_TITLES.get(id, id)}, {UNDATED if pd.isna(year) else int(year)}"
                for id, year in zip(documents["source_id"], documents["year"], strict=True)
            ],
            "Findings": documents["findings"],
            "Title": documents["title"],
            "Publisher": documents["publisher"],
            "What it is": documents["description"],
        }
    )
