"""What if some cells are wrong, in words."""

from collections.abc import Sequence

from dashboard.parameters.pages import DataQualityParameters
from dashboard.query.misclassification import CorrectedShare
from dashboard.text.counting import percent_range, share
from dashboard.vocabulary import lower_first


def title(shares: Sequence[CorrectedShare], asked: DataQualityParameters) -> str:
    """The category that the errors would change most, among those that they can explain."""
    errors = f"With {asked.missed}% of offers missed and {asked.wrongly_found}% wrongly found"
    explained = [each for each in shares if not each.impossible]
    if not explained:
        return f"{errors} no share in the table can be explained"
    most = max(explained, key=_moved)
    if not _moved(most):
        return f"{errors}, every share is what the table gives"
    return (
        f"{errors}, {lower_first(most.label)} would be offered by about "
        f"{share(round(most.corrected * most.entries), most.entries)} entries, "
        f"not {most.listed_count}"
    )


def _moved(share: CorrectedShare) -> float:
    """How far the errors move a share, without the noise of floating-point arithmetic."""
    return round(abs(share.corrected - share.printed), 12)


def not_explained(shares: Sequence[CorrectedShare], asked: DataQualityParameters) -> str:
    """The categories whose printed share these errors cannot lead to; empty when there are none."""
    names = [lower_first(each.label) for each in shares if each.impossible]
    if not names:
        return ""
    return (
        f"These errors cannot be right for {', '.join(names)}: with them, between "
        f"{asked.wrongly_found}% and {100 - asked.missed}% of entries would have been printed as "
        "listed, whatever they offer. The corrected share stops at 0 or 100% there."
    )


def subtitle(shares: Sequence[CorrectedShare]) -> str:
    """What is measured."""
    return f"Share of {shares[0].entries} entries, as printed and corrected, May 2022"


def alt(shares: Sequence[CorrectedShare]) -> str:
    """The chart in words for those who do not see it."""
    parts = "; ".join(
        f"{each.label}: {each.printed:.0%} printed, {each.corrected:.0%} corrected, "
        f"{percent_range(*each.possible)} possible"
        for each in shares
    )
    return f"Chart of shares with ranges. {parts}."


def facts(of: CorrectedShare) -> dict[str, str]:
    """The numbers of one category as they stand beside the chart."""
    return {
        "listed": share(of.listed_count, of.entries),
        "corrected": "not possible" if of.impossible else f"{of.corrected:.0%}",
        "interval": percent_range(*of.interval) + (" *" if of.cut_off else ""),
        "possible": percent_range(*of.possible),
    }
