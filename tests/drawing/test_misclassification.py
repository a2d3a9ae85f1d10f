"""The figure of the shares that could truly be: each mark where its number says."""

from dashboard.drawing.misclassification import SHARES, corrected_shares
from dashboard.parameters.pages import DataQualityParameters
from dashboard.parameters.shared import Filters
from dashboard.query import misclassification as query
from dashboard.query.matrix import category_counts
from dashboard.text.misclassification import facts


def test_every_share_stands_where_its_number_says() -> None:
    shares = query.corrected_shares(category_counts(Filters()), DataQualityParameters())
    possible, interval, printed, corrected = corrected_shares(shares).data
    upwards = shares[::-1]
    assert list(printed.x) == [each.printed for each in upwards]
    assert list(corrected.x) == [each.corrected for each in upwards]
    for drawn, of in ((possible, "possible"), (interval, "interval")):
        ends = [end for each in upwards for end in (*getattr(each, of), None)]
        assert list(drawn.x) == ends
    labels = [label.replace("<br>", " ") for label in printed.y]
    assert labels == [each.label for each in upwards]
    assert [trace.name for trace in (possible, interval, printed, corrected)] == [
        "Possible with errors up to these",
        "95% interval of the corrected share",
        "Listed, as printed",
        "Corrected",
    ]


def test_every_number_has_its_column() -> None:
    [share, *_] = query.corrected_shares(category_counts(Filters()), DataQualityParameters())
    assert [column.key for column in SHARES] == ["label", *facts(share)]
