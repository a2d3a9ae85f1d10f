"""What a map shows of each authority: its class, its fill, its words; and the map as SVG."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from dashboard.drawing.outlines import Outlines
from dashboard.drawing.templating import render
from dashboard.parameters.pages import colours
from dashboard.query.map import Authority, Entry, Standing
from dashboard.text.map import ClassCount, rate_per_10k
from dashboard.vocabulary import (
    DARK_GREY,
    FAINT,
    GRADES,
    GREY,
    INK,
    NOT_RATED,
    ORANGE,
    SEQUENCE,
    WHITE,
    Vocabulary,
)

RATE_CLASSES = 5
LINE, TOP = 26, 60  # of the map as a document: height of a line of its legend, where the map starts


class Hatch(NamedTuple):
    """Lines on a ground: a pattern, not one more colour."""

    name: str
    angle: int
    ground: str
    line: str


UNKNOWN = Hatch("hatch-unknown", 45, WHITE, DARK_GREY)
TWO_GRADES = Hatch("hatch-two", 90, SEQUENCE[1], SEQUENCE[-1])
NOT_REVIEWED = Hatch("hatch-not-reviewed", 135, WHITE, ORANGE.lower())
HATCHES = (UNKNOWN, TWO_GRADES, NOT_REVIEWED)


@dataclass(frozen=True)
class MapClass:
    """One class of the legend: its words, and its colour or hatch."""

    label: str
    fill: str | Hatch

    @property
    def paint(self) -> str:
        """The fill as an SVG attribute takes it."""
        return self.fill if isinstance(self.fill, str) else f"url(#{self.fill.name})"


@dataclass(frozen=True)
class Measure:
    """One thing that can colour the map, declared whole: its classes, and how they were made.

    `said` gives the value of an entry in words, `of` the class of the entries of one authority, as
    its place in `classes`. What colours an area holds for all authorities: classes do not move
    with the filters.
    """

    label: str
    classes: tuple[MapClass, ...]
    method: str
    said: Callable[[Entry], str]
    of: Callable[[Sequence[Entry]], int]

    @property
    def legend(self) -> tuple[MapClass, ...]:
        """All classes that a map of this measure can show; the last of those not reviewed."""
        return (*self.classes, MapClass("Not reviewed", NOT_REVIEWED))


class Area(NamedTuple):
    """One authority as the map shows it: its value in words, and its place in the legend."""

    authority: Authority
    value: str
    in_class: int

    @property
    def outside(self) -> bool:
        """Whether it is drawn pale: the filters find none of its entries."""
        return self.authority.standing is Standing.OUTSIDE


# --- Measures -----------------------------------------------------------------------------------


def measure(colour: str, authorities: Sequence[Authority], vocabulary: Vocabulary) -> Measure:
    """What a map is coloured by: one of `parameters.pages.colours`, mostly a category."""
    label = colours(vocabulary)[colour]
    if colour in vocabulary.category:
        return _category(label, colour)
    entries = [entry for authority in authorities for entry in authority.entries]
    return OTHERS[colour](label, entries, len(vocabulary.category))


def _category(label: str, category: str) -> Measure:
    return Measure(
        label,
        (MapClass("Not listed", SEQUENCE[0]), MapClass("Listed", SEQUENCE[-1])),
        "An authority with two entries counts as listed when either lists it.",
        said=lambda entry: "listed" if category in entry.listed else "not listed",
        of=lambda entries: int(any(category in entry.listed for entry in entries)),
    )


def _categories_listed(label: str, entries: Sequence[Entry], categories: int) -> Measure:
    last = len(SEQUENCE) - 1
    labels = (*map(str, range(last)), f"{last} to {categories}")
    return Measure(
        label,
        tuple(MapClass(words, fill) for words, fill in zip(labels, SEQUENCE, strict=True)),
        "An authority with two entries has the colour of the one that lists more.",
        said=lambda entry: f"{len(entry.listed)} of {categories}",
        of=lambda entries: min(max(len(entry.listed) for entry in entries), last),
    )


def _cla_rate(label: str, entries: Sequence[Entry], categories: int) -> Measure:
    import mapclassify  # here: it brings SciPy, which takes a second, and no other measure needs it

    rates = [entry.rate for entry in entries if entry.rate is not None]
    upper = [int(bound) for bound in mapclassify.Quantiles(rates, k=RATE_CLASSES).bins]
    lower = [min(rates), *(bound + 1 for bound in upper[:-1])]
    made = [
        MapClass(f"{low} to {high}", fill)
        for low, high, fill in zip(lower, upper, SEQUENCE[1:], strict=True)
    ]

    def of(entries: Sequence[Entry]) -> int:
        known = [entry.rate for entry in entries if entry.rate is not None]
        return bisect_left(upper, max(known)) if known else len(made)

    return Measure(
        label,
        (*made, MapClass("Rate unknown", UNKNOWN)),
        f"Quantiles: {RATE_CLASSES} classes of about as many entries each, over all entries.",
        said=lambda entry: rate_per_10k(entry.rate),
        of=of,
    )


def _ofsted_rating(label: str, entries: Sequence[Entry], categories: int) -> Measure:
    fills = (SEQUENCE[0], SEQUENCE[2], SEQUENCE[3], SEQUENCE[5])
    made = [MapClass(grade, fill) for grade, fill in zip(GRADES, fills, strict=True)]
    made.append(MapClass("Two grades", TWO_GRADES))
    if any(entry.rating == NOT_RATED for entry in entries):
        made.append(MapClass(NOT_RATED, UNKNOWN))
    places = {each.label: place for place, each in enumerate(made)}

    def of(entries: Sequence[Entry]) -> int:
        ratings = {entry.rating for entry in entries}
        only = ratings.pop() if len(ratings) == 1 else ""
        return places.get(only, places["Two grades"])

    return Measure(
        label,
        tuple(made),
        "Darker is a lower grade. Two grades: printed for one entry, or by two entries.",
        said=lambda entry: entry.rating,
        of=of,
    )


OTHERS: Mapping[str, Callable[[str, Sequence[Entry], int], Measure]] = {
    "categories_listed": _categories_listed,
    "cla_rate": _cla_rate,
    "ofsted_rating": _ofsted_rating,
}


# --- Areas --------------------------------------------------------------------------------------


def areas(authorities: Sequence[Authority], by: Measure) -> list[Area]:
    """Every authority as a map of this measure shows it."""
    return [
        Area(authority, _in_words(authority.entries, by), by.of(authority.entries))
        if authority.entries
        else Area(authority, Standing.NOT_REVIEWED.value, len(by.classes))
        for authority in authorities
    ]


def _in_words(entries: Sequence[Entry], by: Measure) -> str:
    """The value of an authority; the values of both entries, named, where there are two."""
    if len(entries) == 1:
        return by.said(entries[0])
    return "; ".join(f"{entry.entry}: {by.said(entry)}" for entry in entries)


def class_counts(shown: Sequence[Area], legend: Sequence[MapClass]) -> list[ClassCount]:
    """How many authorities are in each class of the legend; those outside the filters in none."""
    counted = Counter(area.in_class for area in shown if not area.outside)
    return [ClassCount(each.label, counted[place]) for place, each in enumerate(legend)]


# --- The map as a document ----------------------------------------------------------------------


def hatches() -> Markup:
    """The hatches, for the `defs` of an SVG."""
    return render("hatches.html", hatches=HATCHES)


def svg_document(
    drawn: Outlines,
    shown: Sequence[Area],
    legend: Sequence[MapClass],
    title: str,
    notes: Sequence[str],
) -> Markup:
    """The map as a file of its own: title, shapes, legend, and notes such as source and date.

    The areas that are shown fill the picture, which is `drawn.width` wide.
    """
    left, upper, width, height = drawn.box(area.authority.ons_code for area in shown)
    picture = min(round(drawn.width * height / width), drawn.height)
    below = TOP + picture + 20
    last = below + len(legend) * LINE
    return render(
        "map_document.html",
        drawn=drawn,
        areas=shown,
        legend=legend,
        title=title,
        notes=notes,
        hatches=hatches(),
        box=(left, upper, width, height),
        picture=picture,
        top=TOP,
        line=LINE,
        below=below,
        last=last,
        whole=last + len(notes) * LINE + 20,
        ink=INK,
        pale={"fill": FAINT, "stroke": GREY},
    )
