"""Every extractor, in the order in which they build on each other, and the one place that calls them."""

from flows.extraction.claims.extractor import extract_claims
from flows.extraction.dates.extractor import extract_dates
from flows.extraction.document import Document, Extractor, Tables
from flows.extraction.entities.extractor import extract_entities
from flows.extraction.figures.extractor import extract_figures
from flows.extraction.links import extract_links
from flows.extraction.passages import extract_passages
from flows.extraction.recommendations.extractor import extract_recommendations
from flows.extraction.silence import extract_silence

EXTRACTORS: tuple[Extractor, ...] = (
    extract_passages,  # texts, sections, sentences, exhibits
    extract_dates,  # dates
    extract_entities,  # document_entities, mentions
    extract_figures,  # figures; reads dates and mentions
    extract_recommendations,  # recommendations; reads mentions
    extract_claims,  # claims, causal_links; reads recommendations and mentions
    extract_links,  # claim_entities, recommendation_entities, claim_figures
    extract_silence,  # sentences, with the reason of those that gave no row
)


def extract_document(document: Document) -> Tables:
    """Run every extractor on one parsed document; the rows of each table in the order of the text."""
    tables: Tables = {}
    for extractor in EXTRACTORS:
        tables |= extractor(document, tables)
    return tables
