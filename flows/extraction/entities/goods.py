"""Traded goods, named as headings of the Harmonized System name them, with the words that tell their kind."""

from functools import cache

from spacy.tokens import Token

from flows.extraction.entities.atlas import NO_GOOD
from flows.extraction.entities.gazetteer import Hit, Thing
from flows.extraction.entities.reading import Candidate, Reading
from flows.extraction.lexicon import load_lexicon

LIST_GAP = 24  # characters between two goods of one list: ", ", " and ", " or other "


@cache
def load_goods() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Read which goods are common words, the cues of trade, and the words that tell kinds of goods."""
    lexicon = load_lexicon("entities_products")
    return frozenset(lexicon["common"]), frozenset(lexicon["cues"]), frozenset(lexicon["kinds"])


def gather_goods(reading: Reading) -> list[Candidate]:
    """Return the goods of a passage: those that are nothing else, and common words in the company of trade."""
    hits = [hit for hit in reading.hits if hit.entries[-1].origin == "goods"]
    barred = [hit for hit in hits if hit.entries[-1].thing.name == NO_GOOD]
    hits = [hit for hit in hits if not any(bar.start <= hit.start and hit.end <= bar.end for bar in barred)]
    if not hits:
        return []
    common, cues, _ = load_goods()
    in_trade = any(token.lemma_.lower() in cues for token in reading.passage.parse)
    found: list[Candidate] = []
    covered = -1
    for index, hit in enumerate(hits):
        if hit.end <= covered:
            continue
        covered = hit.end
        entry = hit.entries[-1]
        if reading.text[hit.end : hit.end + 1] == "-":
            continue
        if (
            reading.text[hit.start].isupper()
            and entry.policy == "any"
            and hit.start
            and not (reading.is_title or reading.is_upper)
        ):
            continue
        tokens = reading.passage.parse.char_span(hit.start, hit.end)
        if tokens is None or (entry.thing.name in common and tokens.root.pos_ not in ("NOUN", "PROPN")):
            continue
        if entry.thing.name in common and not (in_trade or is_listed(reading, hits, index)):
            continue
        start = extend_left(reading, tokens[0])
        name = reading.text[start : hit.end]
        thing = entry.thing
        if start < hit.start:
            prefix = reading.text[start : hit.start]
            thing = Thing("product", (prefix + thing.name).lower(), thing.code, thing.code_system)
        evidence = "goods_in_trade" if in_trade else "goods"
        found.append(Candidate(start, start + len(name), thing, "gazetteer", evidence))
    return found


def is_listed(reading: Reading, hits: list[Hit], index: int) -> bool:
    """Say whether another good stands next to this one in a list."""
    hit = hits[index]
    for other in hits[max(0, index - 2) : index + 3]:
        gap = reading.text[other.end : hit.start] if other.end <= hit.start else reading.text[hit.end : other.start]
        if other is not hit and gap and len(gap) <= LIST_GAP and ("," in gap or " and " in gap or " or " in gap):
            return True
    return False


def extend_left(reading: Reading, first: Token) -> int:
    """Return where the name of a good begins: with the nouns and the adjectives of kind that stand before it."""
    kinds = load_goods()[2]
    start = first.idx
    token = first
    while token.i > 0:
        before = token.nbor(-1)
        if before.idx + len(before.text) + 1 != token.idx or not before.text.isalpha() or not before.text.islower():
            break
        if before.idx and reading.text[before.idx - 1] == "-":
            break
        is_kind = before.text in kinds
        is_noun = before.pos_ == "NOUN" and before.dep_ == "compound" and before.head.i > before.i
        if not (is_kind or is_noun):
            break
        start = before.idx
        token = before
    return start
