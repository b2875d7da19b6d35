"""The country that a text speaks of as its own: "our country", "my country"."""

import re

from flows.extraction.document import Document, Row, Tables
from flows.extraction.entities.atlas import load_territories

# "our country", "my nation", "our own country": the text's country named by whose it is
OWN_COUNTRY = re.compile(
    r"\b(?:our|my)(?: own)? (?:great |beloved |dear )?(?:country|nation|motherland|homeland)\b", re.IGNORECASE
)
DOMINANT_MENTIONS = 3  # a country named less often is not plain, whatever its share
DOMINANT_SHARE = 0.6  # of all mentions of countries


def choose_home(card_country: str | None, counts: dict[str, int]) -> str | None:
    """Return the card's country, else the one with three mentions or more and six in ten of all mentions of countries.

    Both are ISO 3166-1 alpha-2 codes.
    """
    if card_country:
        return card_country
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if not ordered or ordered[0][1] < DOMINANT_MENTIONS or ordered[0][1] < DOMINANT_SHARE * sum(counts.values()):
        return None
    return ordered[0][0]


def build_country_row(document: Document, code: str) -> Row | None:
    """Return the entity row of a country by its alpha-2 code; None where ISO 3166-1 does not know it."""
    thing = load_territories().get(code.upper())
    if thing is None:
        return None
    return {
        "doc_id": document.doc_id,
        "entity_id": thing.entity_id,
        "name": thing.name,
        "entity_type": thing.entity_type,
        "code": thing.code,
        "code_system": thing.code_system,
    }


def resolve_home_country(document: Document, found: Tables) -> str | None:
    """Return the entity id of the country that "our country" means in a document, or None where that is not plain.

    The card's country is taken, else the one that dominates the mentions. Where it has no row in
    ``found["document_entities"]`` yet, one is added to that list, so that the id can be looked up.
    """
    entities = found.get("document_entities", [])
    codes = {row["entity_id"]: row["code"] for row in entities if row["entity_type"] == "country" and row["code"]}
    counts: dict[str, int] = {}
    for mention in found.get("mentions", []):
        code = codes.get(mention["entity_id"])
        if code:
            counts[code] = counts.get(code, 0) + 1
    home = choose_home(document.card.country, counts)
    row = build_country_row(document, home) if home else None
    if row is None:
        return None
    if all(other["entity_id"] != row["entity_id"] for other in entities):
        entities.append(row)
    return str(row["entity_id"])
