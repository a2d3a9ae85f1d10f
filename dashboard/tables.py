"""Tables as HTML that eyes and screen readers read alike. All text is escaped here.

Functions named `..._numbers` or `..._list` give a frame its columns as readers see them.
"""

from collections.abc import Mapping
from html import escape

import pandas as pd

from dashboard.findings import share

NOT_LISTED = '<td class="n"><span>Not listed</span></td>'
LISTED = '<td class="y">Listed</td>'
LONG = 90  # characters: from here on a cell holds sentences


def html_table(frame: pd.DataFrame, caption: str, row_headers: bool = True) -> str:
    """A captioned table. Columns are the frame's, as named; numbers stand on the right.

    The first column heads its row unless `row_headers` is False. Missing values are blank.
    """
    kinds = [_kind(frame[column]) for column in frame.columns]
    head = "".join(
        f'<th scope="col"{kind}>{escape(str(name))}</th>'
        for name, kind in zip(frame.columns, kinds, strict=True)
    )
    rows = []
    for values in frame.itertuples(index=False, name=None):
        cells = [
            f"<td{kind}>{escape(_text(value))}</td>"
            for value, kind in zip(values, kinds, strict=True)
        ]
        if row_headers:
            cells[0] = f'<th scope="row">{escape(_text(values[0]))}</th>'
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return _scrolling(head, "".join(rows), caption)


def matrix_table(rows: pd.DataFrame, categories: Mapping[str, str], caption: str) -> str:
    """The offer matrix: one row an entry, one narrow column a category, words in every cell."""
    names = {
        **categories,
        "categories_listed": "Listed, of 8",
        "cla_rate_per_10k": "CLA rate per 10,000",
        "ofsted_rating": "Ofsted rating",
        "region": "Region",
    }
    head = '<th scope="col">Entry</th>' + "".join(
        f'<th scope="col">{escape(label)}</th>' for label in names.values()
    )
    body = []
    for row in rows.to_dict("records"):
        cells = "".join(LISTED if row[category] else NOT_LISTED for category in categories)
        rate = "Unknown" if pd.isna(row["cla_rate_per_10k"]) else f"{row['cla_rate_per_10k']:.0f}"
        body.append(
            f'<tr><th scope="row">{escape(row["entry"])}</th>{cells}'
            f'<td class="r">{row["categories_listed"]}</td><td class="r">{rate}</td>'
            f"<td>{escape(row['ofsted_rating'])}</td><td>{escape(row['region'])}</td></tr>"
        )
    return _scrolling(head, "".join(body), caption, "matrix")


def _scrolling(head: str, body: str, caption: str, kind: str = "plain") -> str:
    """A table that scrolls inside itself; the keyboard can reach what scrolls."""
    return (
        f'<div class="scroll {kind}" role="region" tabindex="0" aria-label="{escape(caption)}">'
        f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def _kind(column: pd.Series) -> str:
    """Numbers stand on the right; a column of sentences is wide."""
    if pd.api.types.is_numeric_dtype(column):
        return ' class="r"'
    return ' class="w"' if column.astype("str").str.len().max() > LONG else ""


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
    return figures.rename(
        columns={
            "figure": "Figure",
            "published_value": "The report says",
            "value_by_entry": "The table gives, by entry",
            "value_by_authority": "By authority",
            "remark": "Remark",
            "query": "Query, by entry",
        }
    )[
        [
            "Figure",
            "The report says",
            "The table gives, by entry",
            "By authority",
            "Remark",
            "Query, by entry",
        ]
    ]


def notes_list(notes: pd.DataFrame) -> pd.DataFrame:
    """Quality notes; one about the whole matrix has no entry."""
    return pd.DataFrame(
        {
            "Entry": notes["entry"].fillna("All entries"),
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
