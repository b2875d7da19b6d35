"""The tables that tie claims and recommendations to entities and figures."""

from schemas.base import DOC_ID, Table, category, reference, traits

ROLES = ["subject", "object", "actor", "target", "mentioned"]


@traits("claim_id", "entity_id", "role")
class ClaimEntities(Table):
    """One row an entity that a claim is about, with its role in the claim."""

    doc_id: str = reference("documents.doc_id", DOC_ID)
    claim_id: str = reference("claims.claim_id", "The claim.")
    entity_id: str = reference("entities.entity_id", "The entity.")
    role: str = category(ROLES, "What the entity is in the claim.")


@traits("recommendation_id", "entity_id", "role")
class RecommendationEntities(Table):
    """One row an entity that an advised action names, with its role in the action."""

    doc_id: str = reference("documents.doc_id", DOC_ID)
    recommendation_id: str = reference("recommendations.recommendation_id", "The advised action.")
    entity_id: str = reference("entities.entity_id", "The entity.")
    role: str = category(ROLES, "What the entity is in the action.")


@traits("claim_id", "figure_id")
class ClaimFigures(Table):
    """One row a figure that backs a claim: it stands in the claim's words."""

    doc_id: str = reference("documents.doc_id", DOC_ID)
    claim_id: str = reference("claims.claim_id", "The claim.")
    figure_id: str = reference("figures.figure_id", "The figure.")
    role: str = category(["evidence"], "What the figure is to the claim: it backs it.")
