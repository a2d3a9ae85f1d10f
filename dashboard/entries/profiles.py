"""All that is known of one entry beside its comparison groups: what its page and its brief show."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.entries import comparison, entry_findings, entry_tables
from dashboard.entries.entry_choices import ProfileChoice


@dataclass(frozen=True)
class Profile:
    """One entry. `group` is the row of `groups` for the chosen group, None when it is empty."""

    choice: ProfileChoice
    entry: Any  # its row of offer_matrix
    rows: pd.DataFrame  # comparison.profile_rows
    groups: pd.DataFrame  # comparison.group_summaries
    twins: pd.DataFrame  # comparison.offer_twins
    distribution: pd.DataFrame  # comparison.rate_distribution
    places: pd.DataFrame  # comparison.rate_places
    notes: pd.DataFrame  # comparison.notes_on

    @property
    def name(self) -> str:
        """Short name of the entry."""
        return str(self.entry["entry"])

    @property
    def group(self) -> Any:
        """The chosen comparison group: comparison_group, group_name, entries, medians."""
        chosen = self.groups["comparison_group"] == self.choice.group
        return next(self.groups[chosen].itertuples(), None)

    @property
    def finding(self) -> str:
        """What the entry lists, beside the median of the chosen group."""
        return entry_findings.profile(self.name, self.entry["categories_listed"], self.group)

    @property
    def rate(self) -> str:
        """The rate in words, with its place among the known rates."""
        return entry_findings.rate_place(next(self.places.itertuples()))

    @property
    def gaps(self) -> pd.DataFrame:
        """What the entry does not list and most of the chosen group does."""
        return entry_tables.gaps(self.rows, self.choice.group)

    @property
    def bands(self) -> pd.DataFrame:
        """How many other entries differ in how many categories."""
        return entry_tables.bands(self.twins)

    @property
    def near(self) -> pd.DataFrame:
        """The twins in the nearest bands."""
        return entry_tables.nearest_bands(self.twins)

    @property
    def further(self) -> str:
        """How many entries stand in the bands that are not shown by name."""
        named = self.bands["differing"] <= self.near["differing"].max()
        return entry_findings.further_bands(self.bands[~named])


def profile_of(choice: ProfileChoice, edition: str) -> Profile:
    """Everything about the chosen entry. Raises IndexError for an entry that is not there."""
    own = (choice.entry,)
    return Profile(
        choice=choice,
        entry=comparison.entries(edition, own).iloc[0],
        rows=comparison.profile_rows(edition, choice.entry, choice.peer),
        groups=comparison.group_summaries(edition, own, choice.peer),
        twins=comparison.offer_twins(edition, choice.entry),
        distribution=comparison.rate_distribution(edition),
        places=comparison.rate_places(edition, own),
        notes=comparison.notes_on(edition, own),
    )
