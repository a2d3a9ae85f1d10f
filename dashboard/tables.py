"""Tables as HTML that eyes and screen readers read alike. All text is escaped here.

Functions named `..._numbers` or `..._list` give a frame its columns as readers see them.
"""

import re
from collections.abc import Hashable, Mapping
from html import escape
from typing import Any, NamedTuple

import pandas as pd

from dashboard.findings import share

NOT_LISTED = '<td class="n"><span>Not listed</span></td>'
LISTED = '<td class="y">Listed</td>'
FIGURES = re.compile(r"|–|[<+−]?[\d.]+%?( (of|to) [\d.]+%?)?( \(\d+%\))?( \*)?")
LONG = 60  # characters, on average: from here on a column holds sentences


class Link(NamedTuple):
    """A cell that leads somewhere: its words, and an address relative to the page.

    Without an address, words only.
    """

    words: str
    address: str = ""
    remark: str = ""  # stands behind the link
    lead: str = ""  # stands before the link
    name: str = ""  # says where the link leads when its words alone do not

    def __str__(self) -> str:
        return f"{self.lead} {self.words} {self.remark}".strip()


class Head(NamedTuple):
    """What heads a row: its name, and below it, smaller, where to read on."""

    name: str
    below: Link

    def __str__(self) -> str:
        return self.name


class Mark(NamedTuple):
    """A cell that says whether something is listed, told apart by word and by fill."""

    listed: bool

    def __str__(self) -> str:
        return "Listed" if self.listed else "Not listed"


def html_table(frame: pd.DataFrame, caption: str, row_headers: bool = True) -> str:
    """A captioned table. Columns are the frame's, as named; numbers stand on the right.

    The first column heads its row unless `row_headers` is False. Missing values are blank.
    """
    kinds = [_kind(frame[column]) for column in frame.columns]
    if row_headers:
        kinds[0] = kinds[0].replace(' class="r"', "")  # it names the row
    head = "".join(
        f'<th scope="col"{kind}>{escape(str(name))}</th>'
        for name, kind in zip(frame.columns, kinds, strict=True)
    )
    rows = []
    for values in frame.itertuples(index=False, name=None):
        cells = [f"<td{kind}>{cell(value)}</td>" for value, kind in zip(values, kinds, strict=True)]
        if row_headers:
            cells[0] = f'<th scope="row">{cell(values[0])}</th>'
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return scrolling_table(head, "".join(rows), caption)


def matrix_table(
    rows: pd.DataFrame,
    categories: Mapping[str, str],
    caption: str,
    sorted_by: tuple[str, str] | None = None,
    along: str = "",
) -> str:
    """The offer matrix: one row an entry, one narrow column a category, words in every cell.

    With `sorted_by` (column and asc or desc) headers are buttons that sort, and each row has a box
    that chooses it; see `dashboard.browser_pieces`. `along` goes with every link to a profile.
    """
    names = {
        "entry": "Entry",
        **categories,
        "categories_listed": "Listed, of 8",
        "cla_rate_per_10k": "CLA rate per 10,000",
        "ofsted_rating": "Ofsted rating",
        "region": "Region",
    }
    head = "".join(_matrix_header(column, label, sorted_by) for column, label in names.items())
    body = []
    for row in rows.to_dict("records"):
        cells = "".join(LISTED if row[category] else NOT_LISTED for category in categories)
        rate = "Unknown" if pd.isna(row["cla_rate_per_10k"]) else f"{row['cla_rate_per_10k']:.0f}"
        name = escape(row["entry"])
        box = (
            f'<input type="checkbox" data-entry="{escape(row["entry_id"])}" '
            f'aria-label="Compare {name}"> '
        )
        body.append(
            f'<tr><th scope="row">{box if sorted_by else ""}{cell(profile_link(row, along))}</th>'
            f"{cells}"
            f'<td class="r">{row["categories_listed"]}</td><td class="r">{rate}</td>'
            f"<td>{escape(row['ofsted_rating'])}</td><td>{escape(row['region'])}</td></tr>"
        )
    return scrolling_table(head, "".join(body), caption, "matrix")


def _matrix_header(column: str, label: str, sorted_by: tuple[str, str] | None) -> str:
    if not sorted_by:
        return f'<th scope="col">{escape(label)}</th>'
    direction = {"asc": "ascending", "desc": "descending"}[sorted_by[1]]
    sort, mark = "", ""
    if column == sorted_by[0]:
        sort = f' aria-sort="{direction}"'
        mark = f' <span aria-hidden="true">{"▲" if sorted_by[1] == "asc" else "▼"}</span>'
    return (
        f'<th scope="col"{sort}><button type="button" data-sort="{column}">'
        f"{escape(label)}{mark}</button></th>"
    )


def profile_link(row: Mapping[Hashable, Any], along: str = "") -> Link:
    """The name of an entry, leading to its profile. Needs entry, entry_id.

    `along` is the query string of the shared filters, which go along.
    """
    address = f"authority-profile?entry={row['entry_id']}"
    return Link(row["entry"], f"{address}&{along}" if along else address)


def scrolling_table(head: str, body: str, caption: str, kind: str = "plain") -> str:
    """A table that scrolls inside itself; the keyboard can reach what scrolls."""
    return (
        f'<div class="scroll {kind}" role="region" tabindex="0" aria-label="{escape(caption)}">'
        f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def _kind(column: pd.Series) -> str:
    """Numbers stand on the right, also those in words; a column of sentences is wide."""
    if pd.api.types.is_numeric_dtype(column) or all(FIGURES.fullmatch(str(v)) for v in column):
        return ' class="r"'
    return ' class="w"' if column.astype("str").str.len().mean() > LONG else ""


def cell(value: object) -> str:
    """What a cell holds, as HTML."""
    if isinstance(value, Link):
        return _link(value)
    if isinstance(value, Head):
        return f"{escape(value.name)} <small>{_link(value.below)}</small>"
    if isinstance(value, Mark):
        return f'<span class="{"y" if value.listed else "n"}">{value}</span>'
    if isinstance(value, list):
        return ", ".join(cell(each) for each in value)
    return escape(_text(value))


def _link(link: Link) -> str:
    html = escape(link.words)
    if link.address:
        name = f' aria-label="{escape(link.name)}"' if link.name else ""
        html = f'<a href="{escape(link.address)}" target="_self"{name}>{html}</a>'
    return f"{escape(link.lead)} {html} {escape(link.remark)}".strip()


def _text(value: object) -> str:
    if value is None or value is pd.NA or value != value:
        return ""
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


def category_numbers(counts: pd.DataFrame) -> pd.DataFrame:
    """The numbers of the category bars. Columns: Kind of support, Listed."""
    shares = zip(counts["listed_count"], counts["entries"], strict=True)
    return pd.DataFrame(
        {"Kind of support": counts["label"], "Listed": [share(n, of) for n, of in shares]}
    )


def distribution_numbers(distribution: pd.DataFrame) -> pd.DataFrame:
    """The numbers of the distribution. Columns: Categories listed, Entries."""
    entries = int(distribution["entries"].sum())
    return pd.DataFrame(
        {
            "Categories listed": distribution["categories_listed"],
            "Entries": [share(int(n), entries) for n in distribution["entries"]],
        }
    )


def figures_list(figures: pd.DataFrame) -> pd.DataFrame:
    """The report's own figures beside what the table gives, by entry and by authority."""
    by_entry, by_authority = figures["value_by_entry"], figures["value_by_authority"]
    return pd.DataFrame(
        {
            "Figure": figures["figure"],
            "The report says": figures["published_value"],
            "The table gives, by entry": by_entry,
            "Difference by entry": _differences(by_entry - figures["published_value"]),
            "By authority": by_authority,
            "Difference by authority": _differences(by_authority - figures["published_value"]),
            "Remark": figures["remark"],
        }
    )


def figure_queries_list(figures: pd.DataFrame) -> pd.DataFrame:
    """The statement that gives each of the report's own figures again, on the database file."""
    return pd.DataFrame(
        {
            "Figure": figures["figure"],
            "By entry": figures["query"],
            "By authority": figures["query_by_authority"],
        }
    )


def _differences(differences: pd.Series) -> list[str]:
    return [f"{d:+g}".replace("-", "−") if d else "none" for d in differences]


def notes_list(notes: pd.DataFrame) -> pd.DataFrame:
    """Quality notes; one about the whole matrix has no entry."""
    return pd.DataFrame(
        {
            "Entry": [
                "All entries" if pd.isna(entry) else Link(entry, f"authority-profile?entry={id}")
                for id, entry in zip(notes["entry_id"], notes["entry"], strict=True)
            ],
            "Field": notes["field"],
            "Kind": notes["kind"],
            "As published": notes["as_published"],
            "As used": notes["as_used"],
            "Explanation": notes["explanation"],
            "Source": notes["source"],
        }
    )


def sources_list(sources: pd.DataFrame) -> pd.DataFrame:
    """Files and documents that the database rests on."""
    return pd.DataFrame(
        {
            "Title": sources["title"],
            "Publisher": sources["publisher"],
            "What it is": sources["description"],
            "File": sources["path"],
            "Published": sources["published"],
            "Licence or terms": sources["licence"],
            "SHA-256": sources["sha256"].str[:12],
        }
    )


def dictionary_list(dictionary: pd.DataFrame) -> pd.DataFrame:
    """Every table and column with its description."""
    return dictionary.rename(columns=str.capitalize)


def categories_list(categories: pd.DataFrame) -> pd.DataFrame:
    """The eight kinds of support, with the heading as published."""
    return categories.rename(
        columns={
            "label": "Kind of support",
            "description": "What it covers",
            "published_label": "Heading as published",
            "category_id": "Id",
        }
    )[["Kind of support", "What it covers", "Heading as published", "Id"]]
