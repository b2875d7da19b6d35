"""Which entities and figures a claim or an advised action is about, and in what role."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from flows.extraction.document import Document, Passage, Row, Tables
from flows.extraction.entities.homeland import OWN_COUNTRY, resolve_home_country
from flows.extraction.spans import Span

# dependencies that lead from a modifier to the noun whose phrase it belongs to
PHRASE = frozenset(("compound", "poss", "amod", "nmod", "appos", "conj", "nummod", "flat", "det", "quantmod"))
SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "csubjpass", "expl"))
# what stands for the country that it is the government of
GOVERNMENTS = frozenset(("government", "governments", "administration", "authorities", "leadership"))
OBJECTS = frozenset(("dobj", "attr", "dative", "oprd", "obj", "iobj"))


def extract_links(document: Document, found: Tables) -> Tables:
    """Return the tables claim_entities, recommendation_entities and claim_figures.

    One row is one pair of ids in one role. An entity of a claim is its subject, its object, its actor (the agent of a
    passive) or merely mentioned; one of an advised action its actor, its target (named in the action) or mentioned.
    """
    home = resolve_home_country(document, found)
    mentions = group_rows(found.get("mentions", []))
    linked = {
        "claim_entities": link_claims(document, found.get("claims", []), mentions, home),
        "recommendation_entities": link_recommendations(document, found.get("recommendations", []), mentions, home),
        "claim_figures": link_figures(found),
    }
    return {table: [{"doc_id": document.doc_id, **row} for row in deduplicate(rows)] for table, rows in linked.items()}


def group_rows(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Return the rows of sentences by sentence id."""
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        if row["sentence_id"]:
            grouped.setdefault(row["sentence_id"], []).append(row)
    return grouped


def deduplicate(rows: Iterable[Row]) -> list[Row]:
    """Return each row once, and a mere mention only where the pair has no other role."""
    unique = list({tuple(row.values()): row for row in rows}.values())
    named = {tuple(row.values())[:2] for row in unique if row["role"] != "mentioned"}
    return [row for row in unique if row["role"] != "mentioned" or tuple(row.values())[:2] not in named]


def link_claims(
    document: Document, claims: list[Row], mentions: dict[str, list[Row]], home: str | None
) -> Iterator[Row]:
    """Yield the entities of every claim with their grammatical role in it."""
    for claim in claims:
        passage = document.by_sentence_id.get(claim["sentence_id"])
        if passage is None:
            continue
        span = document.locate_row(claim)
        for start, end, entity_id in find_entities_in(passage, span, mentions, home):
            yield {"claim_id": claim["claim_id"], "entity_id": entity_id, "role": find_role(passage, start, end)}


def find_entities_in(
    passage: Passage, span: Span, mentions: dict[str, list[Row]], home: str | None
) -> Iterator[tuple[int, int, str]]:
    """Yield the entities that are named inside a span of a passage, "our country" among them.

    Each comes with its offsets into the passage's collapsed text.
    """
    for mention in mentions.get(passage.sentence_id or "", []):
        if span.start <= mention["char_start"] and mention["char_end"] <= span.end:
            start = passage.content.index_of(mention["char_start"])
            yield start, passage.content.index_of(mention["char_end"] - 1) + 1, mention["entity_id"]
    if home:
        for match in OWN_COUNTRY.finditer(passage.text):
            if span.contains(passage.locate(*match.span())):
                yield match.start(), match.end(), home


def find_role(passage: Passage, start: int, end: int) -> str:
    """Return the role of a stretch of a sentence by the dependency that its noun phrase has to a verb."""
    tokens = passage.parse.char_span(start, end, alignment_mode="expand")
    if tokens is None:
        return "mentioned"
    return climb_to_role(tokens.root)


def climb_to_role(token: Token) -> str:
    """Climb from a noun to the head of its phrase, through "of" and possessives, and read that head's dependency."""
    for _ in range(len(token.doc)):
        if token.dep_ in SUBJECTS:
            return "subject"
        if token.dep_ in OBJECTS:
            return "object"
        if token.dep_ == "pobj":
            preposition = token.head
            if preposition.dep_ == "agent":
                return "actor"
            if preposition.lower_ not in ("of", "between", "among") or preposition.head is preposition:
                return "mentioned"
            token = preposition.head
        elif token.dep_ in PHRASE and token.head is not token:
            token = token.head
        else:
            return "mentioned"
    return "mentioned"


def link_recommendations(
    document: Document, recommendations: list[Row], mentions: dict[str, list[Row]], home: str | None
) -> Iterator[Row]:
    """Yield the entities of every advised action: who is to act, what the action names, what its sentence mentions."""
    for row in recommendations:
        passage = document.by_sentence_id.get(row["sentence_id"])
        if passage is None:
            continue
        key = row["recommendation_id"]
        if row.get("actor_entity_id"):
            yield {"recommendation_id": key, "entity_id": row["actor_entity_id"], "role": "actor"}
        action = document.locate_row(row)
        actor = row.get("actor") or ""
        for start, end, entity_id in find_entities_in(passage, passage.span, mentions, home):
            span = passage.locate(start, end)
            if action.contains(span):
                role = "target"
            elif actor and is_actor(passage, start, end, actor):
                role = "actor"
            else:
                role = "mentioned"
            yield {"recommendation_id": key, "entity_id": entity_id, "role": role}


def is_actor(passage: Passage, start: int, end: int, actor: str) -> bool:
    """Say whether a stretch of a sentence names who is to act, or one of those, or the country whose government is to.

    In "the Turkish government and the EU" both do; in "Turkish firms" no one is named.
    """
    if strip_article(passage.text[start:end]) == strip_article(actor):
        return True
    first = passage.text.find(actor)
    tokens = passage.parse.char_span(start, end, alignment_mode="expand")
    if tokens is None or not first <= start < end <= first + len(actor):
        return False
    token = tokens.root
    if token.dep_ in PHRASE and token.head.lower_ in GOVERNMENTS:
        token = token.head
    elif token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lower_ in GOVERNMENTS:
        token = token.head.head
    inside = range(first, first + len(actor))
    while token.dep_ in ("conj", "appos") and token.head is not token and token.head.idx in inside:
        token = token.head
    return token.head is token or token.head.idx not in inside


def strip_article(phrase: str) -> str:
    """Return a phrase in lower case without its leading article."""
    words = phrase.lower().split()
    return " ".join(words[1:] if words[:1] in (["the"], ["a"], ["an"]) else words)


def link_figures(found: Tables) -> Iterator[Row]:
    """Yield the statistics inside every claim, which are its evidence; numbers that only structure the text are none."""
    figures = group_rows(found.get("figures", []))
    for claim in found.get("claims", []):
        for figure in figures.get(claim["sentence_id"], []):
            inside = claim["char_start"] <= figure["char_start"] and figure["char_end"] <= claim["char_end"]
            if inside and figure["is_statistic"]:
                yield {"claim_id": claim["claim_id"], "figure_id": figure["figure_id"], "role": "evidence"}
