"""Every dataset under /data/: its name, the parameters it takes, and who reads its address."""

from collections.abc import Callable

from dashboard.entries import entry_extracts
from dashboard.entries.entry_choices import CompareChoice, FindChoice, ProfileChoice
from dashboard.evidence import evidence_extracts
from dashboard.evidence.doubts import Doubts
from dashboard.evidence.evidence import EvidenceSelection
from dashboard.files.extracts import Address, Dataset, Reading
from dashboard.parameters import names
from dashboard.patterns.pattern_choices import PatternChoice, RelationshipChoice
from dashboard.selection import PARAMETERS


def _tested(name: str) -> Callable[[Address], Reading]:
    """The reader of a dataset with tests, imported when first asked: SciPy is slow to load."""

    def read(address: Address) -> Reading:
        from dashboard.patterns import pattern_extracts, relationship_extracts

        return (pattern_extracts.READERS | relationship_extracts.READERS)[name](address)

    return read


DATASETS = {
    "offer_matrix": Dataset((*PARAMETERS, *names(FindChoice)), entry_extracts.read_offer_matrix),
    "comparison": Dataset((*names(CompareChoice), "edition"), entry_extracts.read_comparison),
    "profile": Dataset((*names(ProfileChoice), "edition"), entry_extracts.read_profile_rows),
    "category_shares": Dataset((*PARAMETERS, *names(PatternChoice)), _tested("category_shares")),
    "category_pairs": Dataset(PARAMETERS, _tested("category_pairs")),
    "category_bundles": Dataset(PARAMETERS, _tested("category_bundles")),
    "relationships": Dataset(names(RelationshipChoice), _tested("relationships")),
    "relationship_rows": Dataset(names(RelationshipChoice), _tested("relationship_rows")),
    "evidence": Dataset(names(EvidenceSelection), evidence_extracts.read_evidence),
    "quality_notes": Dataset(names(Doubts), evidence_extracts.read_quality_notes),
}
