"""To come."""

from flows.extraction.document import Document, Tables


def extract_links(document: Document, found: Tables) -> Tables:
    """To come."""
    return {}
