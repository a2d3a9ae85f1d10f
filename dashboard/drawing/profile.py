"""What an entry lists beside its groups, and who lists the like: tables, and bars for print."""

from collections.abc import Callable
from itertools import groupby
from typing import NamedTuple

import pandas as pd
from markupsafe import Markup

from dashboard.drawing.tables import Column, Link, Links, Mark, numbers, records, sentences, words
from dashboard.drawing.templating import render
from dashboard.query.comparison import Group
from dashboard.query.profile import Profile, Twin
from dashboard.text import profile as text
from dashboard.text.comparison import group_heading, listed_by
from dashboard.vocabulary import BLUE, INK, Labels

KIND = words("label", "Kind of support")
GAPS = (KIND, numbers("listed_by", "Listed by"))
TWINS = (
    words("differing", "Differing"),
    words("difference", "What differs"),
    numbers("entries", "Entries"),
    sentences("names", "Names"),
)
WIDTH, ROW, LABEL, BAR = 640, 24, 230, 300  # of the SVG


class ShareBar(NamedTuple):
    """One bar of the SVG."""

    label: str
    length: float
    fill: str
    words: str


def benchmark_columns(profile: Profile) -> tuple[Column, ...]:
    """A column for the entry and one for each group, the chosen one first."""
    own = words("listed", profile.entry.entry)
    return (KIND, own, *(numbers(group.key, group_heading(group)) for group in profile.groups))


def benchmark_rows(profile: Profile, labels: Labels) -> pd.DataFrame:
    """A row for each category: whether the entry lists it, and how common that is by group.

    The columns of `benchmark_columns`, and category_id in the index.
    """
    rows = records(
        (
            {
                "label": label,
                "listed": Mark(profile.entry.listed[category]),
                **{group.key: listed_by(group, category) for group in profile.groups},
            }
            for category, label in labels.items()
        ),
        benchmark_columns(profile),
    )
    return rows.set_index(pd.Index(labels, name="category_id"))


def gap_rows(profile: Profile, group: Group, labels: Labels) -> pd.DataFrame:
    """What the entry does not list and most of the group does; the columns of GAPS."""
    gaps = ({"label": labels[gap], "listed_by": listed_by(group, gap)} for gap in profile.gaps)
    return records(gaps, GAPS)


def twin_rows(profile: Profile, link: Callable[[Twin], Link]) -> pd.DataFrame:
    """The nearest bands, and within each who differs in the same categories; columns of TWINS."""
    in_words = {twin: text.difference(twin) for twin in profile.near}
    alike = groupby(
        sorted(profile.near, key=lambda twin: (twin.differing, in_words[twin], twin.entry)),
        key=lambda twin: (twin.also_lists, twin.does_not_list),
    )
    bands = [list(twins) for _, twins in alike]
    return records(
        (
            {
                "differing": text.differing(twins[0].differing, profile.entry),
                "difference": in_words[twins[0]],
                "entries": len(twins),
                "names": Links([link(twin) for twin in twins]),
            }
            for twins in bands
        ),
        TWINS,
    )


def share_bars(profile: Profile, group: Group, labels: Labels) -> Markup:
    """How many of a group list each category, as an SVG for print.

    Filled where the entry lists the category, an outline where it does not; numbers beside.
    """
    bars = [
        ShareBar(
            label,
            BAR * group.listed[category] / group.entries,
            BLUE if profile.entry.listed[category] else "#fff",
            f"{text.in_group(group, category)}; {text.here(profile.entry, category)}",
        )
        for category, label in labels.items()
    ]
    alt = text.share_bars_alt(profile, group, labels)
    return render(
        "share_bars.html",
        alt=alt,
        bars=bars,
        width=WIDTH,
        row=ROW,
        label=LABEL,
        outline=BLUE,
        ink=INK,
    )
