"""The table mentions."""

from schemas.base import (
    DOC_ID,
    END,
    SCORE,
    START,
    Grounded,
    category,
    column,
    key,
    offset,
    probability,
    reference,
    traits,
)


@traits("mention_id", surface="surface")
class Mentions(Grounded):
    """One row a place in a text that names an entity; the longest name counts, and names do not overlap."""

    mention_id: str = key("Identifies the mention.")
    entity_id: str = reference("entities.entity_id", "The entity that is named.")
    doc_id: str = reference("documents.doc_id", DOC_ID)
    sentence_id: str = reference(
        "sentences.sentence_id", "The sentence it stands in; null in headings and captions.", nullable=True
    )
    surface: str = column("The name as the text has it, without article and possessive, white space collapsed.")
    char_start: int = offset(START)
    char_end: int = offset(END)
    method: str = category(["gazetteer", "model", "acronym", "rule", "coreference"], "How it was found.")
    score: float = probability(SCORE)
