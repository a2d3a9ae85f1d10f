"""What a map shows of each authority: its class, its colour, its words. Frames in, values out."""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Any

import pandas as pd

from dashboard.maps.shapes import Shapes

Entries = Sequence[Mapping[Hashable, Any]]  # rows of map_queries.authority_values

# From pale to dark, so that each class is told by lightness alone. The ends are the palette's.
SEQUENCE = ("#dcebf9", "#a6cdf0", "#6bace6", "#4a86bb", "#2e6491", "#12436d")
UNKNOWN, TWO_GRADES, NOT_REVIEWED = "hatch-unknown", "hatch-two", "hatch-not-reviewed"
# Pattern id -> ground and line colour. A line on a ground is a pattern, not one more colour.
PATTERNS = {
    UNKNOWN: ("#ffffff", "#6f777b"),
    TWO_GRADES: ("#a6cdf0", "#12436d"),
    NOT_REVIEWED: ("#ffffff", "#f46a25"),
}
INK = "#0b0c0c"
PALE = ("#f5f5f5", "#b1b4b6")  # fill and stroke of what lies outside the filters
ANGLES = {UNKNOWN: 45, TWO_GRADES: 90, NOT_REVIEWED: 135}
GRADES = ("Outstanding", "Good", "Requires improvement", "Inadequate")
RATE_CLASSES = 5
WITHIN, OUTSIDE, UNSEEN = STANDINGS = ("within", "outside", "not reviewed")


@dataclass(frozen=True)
class MapClass:
    """One class of the legend: its words and its fill, a colour or a pattern's id."""

    label: str
    fill: str

    def paint(self) -> str:
        """The fill as an SVG attribute takes it."""
        return f"url(#{self.fill})" if self.fill in PATTERNS else self.fill


@dataclass(frozen=True)
class Classes:
    """The classes of a measure and how they were made; `of` gives the class of an authority."""

    classes: tuple[MapClass, ...]
    method: str
    of: Callable[[Entries], int]


@dataclass(frozen=True)
class Area:
    """One authority as the map shows it, and how it stands to the filters: a word of STANDINGS."""

    ons_code: str
    name: str
    region: str
    value: str
    in_class: int
    standing: str


def classes(colour: str, values: pd.DataFrame) -> Classes:
    """The classes of a measure: categories_listed, cla_rate, ofsted_rating or a category id.

    `values` is a frame of `map_queries.authority_values`, all authorities: classes do not move
    with the filters. Classes of the CLA rate are quantiles by mapclassify.
    """
    if colour == "categories_listed":
        return _count_classes()
    if colour == "cla_rate":
        return _rate_classes(values["cla_rate_per_10k"].dropna())
    if colour == "ofsted_rating":
        return _grade_classes()
    listed = (MapClass("Not listed", SEQUENCE[0]), MapClass("Listed", SEQUENCE[-1]))
    method = "An authority with two entries counts as listed when either lists it."
    return Classes(listed, method, lambda entries: int(any(e[colour] for e in entries)))


def _count_classes() -> Classes:
    labels = ("0", "1", "2", "3", "4", "5 to 8")
    made = tuple(MapClass(label, fill) for label, fill in zip(labels, SEQUENCE, strict=True))
    method = "An authority with two entries has the colour of the one that lists more."
    return Classes(made, method, lambda entries: min(max(_counts(entries)), 5))


def _rate_classes(rates: pd.Series) -> Classes:
    import mapclassify  # here: it brings SciPy, which takes a second, and no other measure needs it

    quantiles = mapclassify.Quantiles(rates.to_numpy(float), k=RATE_CLASSES)
    upper = [int(bound) for bound in quantiles.bins]
    lower = [int(rates.min()), *(bound + 1 for bound in upper[:-1])]
    made = [
        MapClass(f"{low} to {high}", fill)
        for low, high, fill in zip(lower, upper, SEQUENCE[1:], strict=True)
    ]
    unknown = MapClass("Rate unknown", UNKNOWN)

    def of(entries: Entries) -> int:
        known = [e["cla_rate_per_10k"] for e in entries if not pd.isna(e["cla_rate_per_10k"])]
        return bisect_left(upper, max(known)) if known else len(made)

    method = f"Quantiles: {RATE_CLASSES} classes of about as many entries each, over all entries."
    return Classes((*made, unknown), method, of)


def _grade_classes() -> Classes:
    fills = (SEQUENCE[0], SEQUENCE[2], SEQUENCE[3], SEQUENCE[5])
    made = tuple(MapClass(grade, fill) for grade, fill in zip(GRADES, fills, strict=True))
    two = MapClass("Two grades", TWO_GRADES)

    def of(entries: Entries) -> int:
        grades = {e["ofsted_rating"] for e in entries}
        only = next(iter(grades))
        return GRADES.index(only) if len(grades) == 1 and only in GRADES else len(made)

    method = "Darker is a lower grade. Two grades: printed for one entry, or by two entries."
    return Classes((*made, two), method, of)


def areas(values: pd.DataFrame, colour: str, made: Classes) -> list[Area]:
    """Every authority as the map shows it, by name; one that no entry covers has the last class."""
    shown = []
    rows = values.to_dict("records")
    for code, covering in groupby(rows, key=lambda row: row["ons_code"]):
        entries = list(covering)
        first = entries[0]
        reviewed = isinstance(first["entry_id"], str)
        shown.append(
            Area(
                str(code),
                first["name"],
                first["area_region"],
                _in_words(entries, colour) if reviewed else UNSEEN,
                made.of(entries) if reviewed else len(made.classes),
                (WITHIN if any(e["matches"] for e in entries) else OUTSIDE) if reviewed else UNSEEN,
            )
        )
    return shown


def legend(made: Classes) -> tuple[MapClass, ...]:
    """All classes that a map of this measure can show."""
    return (*made.classes, MapClass("Not reviewed", NOT_REVIEWED))


def _counts(entries: Entries) -> list[int]:
    return [int(entry["categories_listed"]) for entry in entries]


def _in_words(entries: Entries, colour: str) -> str:
    """The value of an authority; the values of both entries, named, where there are two."""
    if len(entries) == 1:
        return _value(entries[0], colour)
    return "; ".join(f"{entry['entry']}: {_value(entry, colour)}" for entry in entries)


def _value(entry: Mapping[Hashable, Any], colour: str) -> str:
    if colour == "categories_listed":
        return f"{entry['categories_listed']:.0f} of 8"
    if colour == "cla_rate":
        rate = entry["cla_rate_per_10k"]
        return "unknown" if pd.isna(rate) else f"{rate:.0f} per 10,000"
    if colour == "ofsted_rating":
        return str(entry["ofsted_rating"])
    return "listed" if entry[colour] else "not listed"


def svg_document(
    drawn: Shapes, shown: list[Area], key: tuple[MapClass, ...], title: str, notes: list[str]
) -> str:
    """The map as a file of its own: title, shapes, legend, and notes such as source and date.

    The areas that are shown fill the picture, which is `drawn.width` wide.
    """
    line, top = 26, 60
    left, upper, width, height = drawn.box([area.ons_code for area in shown])
    picture = min(round(drawn.width * height / width), drawn.height)
    below = top + picture + 20
    paths = "".join(_area_path(drawn.paths[area.ons_code], area, key) for area in shown)
    legend_rows = "".join(
        f'<rect x="20" y="{below + i * line}" width="18" height="18" fill="{each.paint()}" '
        f'stroke="{INK}" stroke-width=".5"/>'
        f'<text x="48" y="{below + i * line + 15}">{escape(each.label)}</text>'
        for i, each in enumerate(key)
    )
    last = below + len(key) * line
    said = "".join(
        f'<text x="20" y="{last + i * line + 18}" font-size="14">{escape(note)}</text>'
        for i, note in enumerate(notes)
    )
    whole = last + len(notes) * line + 20
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawn.width} {whole}" '
        f'width="{drawn.width}" height="{whole}" font-family="sans-serif" font-size="17" '
        f'fill="{INK}"><title>{escape(title)}</title><defs>{pattern_definitions()}</defs>'
        f'<rect width="100%" height="100%" fill="#fff"/>'
        f'<text x="20" y="36" font-size="22" font-weight="bold">{escape(title)}</text>'
        f'<svg y="{top}" width="{drawn.width}" height="{picture}" '
        f'viewBox="{left} {upper} {width} {height}">{paths}</svg>{legend_rows}{said}</svg>'
    )


def _area_path(path: str, area: Area, key: tuple[MapClass, ...]) -> str:
    outside = area.standing == OUTSIDE
    fill, stroke = PALE if outside else (key[area.in_class].paint(), "#fff")
    words = escape(f"{area.name}: {area.value}")
    return (
        f'<path d="{path}" fill="{fill}" stroke="{stroke}" stroke-width=".8" '
        f'vector-effect="non-scaling-stroke"><title>{words}</title></path>'
    )


def swatch(each: MapClass) -> str:
    """The fill of a class as a CSS background."""
    if each.fill not in PATTERNS:
        return each.fill
    ground, line = PATTERNS[each.fill]
    return f"repeating-linear-gradient({ANGLES[each.fill]}deg,{line} 0 3px,{ground} 3px 6px)"


def pattern_definitions() -> str:
    """The hatches, for the `defs` of an SVG."""
    return "".join(
        f'<pattern id="{name}" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate({ANGLES[name]})"><rect width="6" height="6" fill="{ground}"/>'
        f'<line x1="0" y1="0" x2="0" y2="6" stroke="{stroke}" stroke-width="3"/></pattern>'
        for name, (ground, stroke) in PATTERNS.items()
    )
