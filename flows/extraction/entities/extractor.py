"""Entities: who and what a text names, typed, and linked to the codes that analysts join on."""

from collections import Counter

from flows.extraction.document import Document, Row, Tables
from flows.extraction.entities.acronyms import (
    Acronyms,
    drop_kinds,
    find_definitions,
    gather_acronyms,
    is_concept,
    name_defined,
)
from flows.extraction.entities.coreference import resolve_references
from flows.extraction.entities.designations import gather_designations
from flows.extraction.entities.gazetteer import Thing
from flows.extraction.entities.goods import gather_goods
from flows.extraction.entities.homeland import OWN_COUNTRY, build_country_row
from flows.extraction.entities.identity import identify_things
from flows.extraction.entities.model_names import gather_tags
from flows.extraction.entities.proper_names import gather_names
from flows.extraction.entities.reading import Candidate, Reading, choose, load_scores, read_passage
from flows.extraction.entities.toponyms import Setting, count_countries, gather_hits


def extract_entities(document: Document, found: Tables) -> Tables:
    """Return the tables document_entities (one row an entity of the document) and mentions (one row a place it is named)."""
    readings = [read_passage(passage) for passage in document.passages]
    vocabulary = frozenset(
        word.text for reading in readings for word in reading.words if len(word.text) > 2 and word.text.islower()
    )
    capitals = Counter(word.text for reading in readings for word in reading.words if word.is_capital)
    for reading in readings:
        reading.vocabulary, reading.capitals = vocabulary, capitals
    setting = count_countries(readings, document.card)
    acronyms = Acronyms()
    for reading in readings:
        reading.candidates = [
            *gather_hits(reading, setting),
            *gather_names(reading),
            *gather_designations(reading),
            *gather_tags(reading),
            *gather_goods(reading),
        ]
        find_definitions(reading, choose(reading.candidates), acronyms)
    drop_kinds(acronyms, capitals)
    chosen = [choose_mentions(reading, acronyms) for reading in readings]
    chosen = identify_things(readings, chosen, setting.countries, setting.home)
    chosen = resolve_references(readings, chosen)
    return build_tables(document, readings, chosen, setting)


def choose_mentions(reading: Reading, acronyms: Acronyms) -> list[Candidate]:
    """Return the mentions of a passage once the document's short forms are known."""
    candidates = [
        name_defined(item, reading, acronyms) for item in reading.candidates if not is_concept(item, reading, acronyms)
    ]
    return choose([*gather_acronyms(reading, acronyms), *candidates])


def build_tables(
    document: Document, readings: list[Reading], chosen: list[list[Candidate]], setting: Setting
) -> Tables:
    """Return the rows of the chosen mentions and of the entities they name, in the order of the text."""
    entities: dict[str, Row] = {}
    mentions: list[Row] = []
    scores = load_scores()
    for reading, candidates in zip(readings, chosen, strict=True):
        for candidate in candidates:
            entity = build_entity_row(document.doc_id, candidate.thing)
            entities.setdefault(entity["entity_id"], entity)
            span = reading.passage.locate(candidate.start, candidate.end)
            surface = document.surface(span)
            sentence_id = reading.passage.sentence_id
            mentions.append(
                {
                    "mention_id": document.ids.make("men", sentence_id, entity["entity_id"], surface),
                    "entity_id": entity["entity_id"],
                    "doc_id": document.doc_id,
                    "sentence_id": sentence_id,
                    "surface": surface,
                    "char_start": span.start,
                    "char_end": span.end,
                    "method": candidate.method,
                    "score": scores[candidate.evidence],
                }
            )
    home = build_country_row(document, setting.home) if setting.home else None
    if home and any(OWN_COUNTRY.search(reading.text) for reading in readings):
        entities.setdefault(home["entity_id"], home)
    return {"document_entities": list(entities.values()), "mentions": mentions}


def build_entity_row(doc_id: str, thing: Thing) -> Row:
    """Return the row of an entity of a document."""
    return {
        "doc_id": doc_id,
        "entity_id": thing.entity_id,
        "name": thing.name,
        "entity_type": thing.entity_type,
        "code": thing.code,
        "code_system": thing.code_system,
    }
