"""Every page, dataset and route of the dashboard, declared once.

The navigation, the addresses under /data/, the README's tables and the tests are read from here.
"""

from starlette.routing import Route

from dashboard import vocabulary
from dashboard.export.comparison import COMPARISON, PROFILE
from dashboard.export.data_quality import QUALITY_NOTES
from dashboard.export.evidence import EVIDENCE
from dashboard.export.map import map_routes
from dashboard.export.matrix import OFFER_MATRIX
from dashboard.export.patterns import CATEGORY_BUNDLES, CATEGORY_PAIRS, CATEGORY_SHARES
from dashboard.export.relationships import RELATIONSHIP_ROWS, RELATIONSHIPS
from dashboard.export.routes import data_routes
from dashboard.parameters import pages as parameters
from dashboard.views.frame import PageSpec

EXPLORE, FIND, UNDERSTAND = "Explore", "Find and compare", "Understand"

PAGES = (
    PageSpec(vocabulary.OVERVIEW, "Overview", EXPLORE, filters=True),
    PageSpec(
        vocabulary.ENGLAND_MAP, "England map", EXPLORE, parameters.MapParameters, filters=True
    ),
    PageSpec(
        vocabulary.PROVISION_TYPES,
        "Provision types",
        EXPLORE,
        parameters.ProvisionParameters,
        filters=True,
    ),
    PageSpec(
        vocabulary.FIND_AUTHORITIES,
        "Find authorities",
        FIND,
        parameters.FindParameters,
        filters=True,
    ),
    PageSpec(vocabulary.COMPARE, "Compare", FIND, parameters.CompareParameters),
    PageSpec(vocabulary.AUTHORITY_PROFILE, "Authority profile", FIND, parameters.ProfileParameters),
    PageSpec(
        vocabulary.RELATIONSHIPS, "Relationships", UNDERSTAND, parameters.RelationshipParameters
    ),
    PageSpec(
        vocabulary.RESEARCH_EVIDENCE,
        "Research evidence",
        UNDERSTAND,
        parameters.EvidenceParameters,
    ),
    PageSpec(
        vocabulary.DATA_AND_METHODS,
        "Data and methods",
        UNDERSTAND,
        parameters.DataQualityParameters,
    ),
)

DATASETS = (
    OFFER_MATRIX,
    COMPARISON,
    PROFILE,
    CATEGORY_SHARES,
    CATEGORY_PAIRS,
    CATEGORY_BUNDLES,
    RELATIONSHIPS,
    RELATIONSHIP_ROWS,
    EVIDENCE,
    QUALITY_NOTES,
)


def routes() -> list[Route]:
    """Every route beside the pages."""
    return data_routes(DATASETS, map_routes())
