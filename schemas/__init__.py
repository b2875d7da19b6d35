"""The contract as Pandera models, one a table; imports nothing of ours, no Prefect and no files."""

from schemas.base import TRAITS, Table, Traits
from schemas.causal_links import CausalLinks
from schemas.claims import Claims
from schemas.dates import Dates
from schemas.documents import Documents
from schemas.entities import DocumentEntities, Entities
from schemas.exhibits import Exhibits
from schemas.figures import Figures
from schemas.links import ClaimEntities, ClaimFigures, RecommendationEntities
from schemas.mentions import Mentions
from schemas.quality import Quality, Reliability
from schemas.recommendations import Recommendations
from schemas.runs import Rejects, Runs
from schemas.sections import Sections
from schemas.sentences import Sentences
from schemas.texts import Texts

TABLES: dict[str, type[Table]] = {
    "documents": Documents,
    "texts": Texts,
    "sections": Sections,
    "sentences": Sentences,
    "exhibits": Exhibits,
    "entities": Entities,
    "document_entities": DocumentEntities,
    "mentions": Mentions,
    "figures": Figures,
    "dates": Dates,
    "claims": Claims,
    "causal_links": CausalLinks,
    "recommendations": Recommendations,
    "claim_entities": ClaimEntities,
    "recommendation_entities": RecommendationEntities,
    "claim_figures": ClaimFigures,
    "rejects": Rejects,
    "runs": Runs,
    "quality": Quality,
    "reliability": Reliability,
}
"""Every table of the warehouse by its name, in the order in which the documentation shows them."""

EXTRACTED_TABLES: tuple[str, ...] = tuple(name for name, model in TABLES.items() if TRAITS[model].extracted)
"""The tables whose rows are extracted from documents, and so conserved from extraction to snapshot."""

__all__ = ["EXTRACTED_TABLES", "TABLES", "TRAITS", "Table", "Traits"]
