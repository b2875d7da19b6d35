"""Head nouns: what the last word of a name, or the one before its complement, makes of it."""

import re
from dataclasses import dataclass
from functools import cache

from flows.extraction.lexicon import load_lexicon

# an ordinal in figures or in a word, and a year
ORDINAL = re.compile(
    r"\d+(?:st|nd|rd|th)$|(?:[Ff]ir|[Ss]eco|[Tt]hi|[Ff]our|[Ff]if|[Ss]ix|[Ss]even|[Ee]igh|[Nn]in|[Tt]en)[a-z]*$"
)
YEAR = re.compile(r"(?:19|20)\d\d$")
# prepositions that open the complement of a head
COMPLEMENTS = frozenset(("of", "for", "on", "to", "against"))
# the lists of the lexicon that are read as they are
SETS = (
    "measures",
    "totals",
    "plain",
    "person_titles",
    "kinds",
    "calendar",
    "troubles",
    "state_heads",
    "ambiguous_acronyms",
    "separate",
    "soft",
    "actions",
    "weak",
    "titled",
    "listed",
    "numbered",
    "act_kinds",
    "first_schemes",
    "publications",
    "launches",
    "concept_names",
    "plain_plurals",
    "intents",
)


@dataclass(frozen=True, slots=True)
class Heads:
    """What the lexicon knows about the words of names."""

    types: dict[str, str]
    first: dict[str, str]
    pairs: dict[str, str]
    generic: frozenset[str]
    concepts: frozenset[str]
    titles: frozenset[str]
    possessors: frozenset[str]
    stops: frozenset[str]
    lower: dict[str, str]
    middles: frozenset[str]
    event_nouns: frozenset[str]
    given: frozenset[str]
    plain_complements: frozenset[str]
    national: frozenset[str]
    complement_heads: frozenset[str]
    first_bodies: frozenset[str]
    many: frozenset[str]
    measures: frozenset[str]
    totals: frozenset[str]
    plain: frozenset[str]
    person_titles: frozenset[str]
    kinds: frozenset[str]
    calendar: frozenset[str]
    troubles: frozenset[str]
    state_heads: frozenset[str]
    ambiguous_acronyms: frozenset[str]
    separate: frozenset[str]
    soft: frozenset[str]
    actions: frozenset[str]
    weak: frozenset[str]
    titled: frozenset[str]
    listed: frozenset[str]
    numbered: frozenset[str]
    act_kinds: frozenset[str]
    first_schemes: frozenset[str]
    publications: frozenset[str]
    launches: frozenset[str]
    concept_names: frozenset[str]
    plain_plurals: frozenset[str]
    intents: frozenset[str]
    single_pairs: frozenset[str]


@cache
def load_heads() -> Heads:
    """Read the head nouns of names, once a process."""
    lexicon = load_lexicon("entities_heads")
    regions = load_lexicon("entities_regions")
    types = {head: kind for kind, heads in lexicon["heads"].items() for head in heads}
    bodies = frozenset(head for kind in ("organization", "programme", "event") for head in lexicon["heads"][kind])
    types |= dict.fromkeys(regions["heads"], "region") | dict.fromkeys(regions["place_heads"], "place")
    types |= dict.fromkeys(load_lexicon("entities_countries")["former_heads"], "country")
    return Heads(
        types=types,
        first=dict.fromkeys(regions["first_heads"], "region") | dict.fromkeys(regions["place_first_heads"], "place"),
        pairs={pair: kind for kind, pairs in lexicon["pairs"].items() for pair in pairs},
        single_pairs=frozenset(lexicon["pairs"]["organization"]) - frozenset(lexicon["common_pairs"]),
        generic=frozenset(lexicon["generic"]) | frozenset(types),
        concepts=frozenset(lexicon["concepts"]),
        titles=frozenset(lexicon["titles"]),
        possessors=frozenset(lexicon["possessors"]),
        stops=frozenset(lexicon["stops"]),
        lower={head: kind for kind, heads in lexicon["lower_heads"].items() for head in heads},
        middles=frozenset(lexicon["lower_middles"]),
        event_nouns=frozenset(lexicon["event_nouns"]),
        plain_complements=frozenset(lexicon["plain_complements"]),
        national=frozenset(lexicon["national_heads"]),
        many=frozenset(lexicon["many"]),
        **{name: frozenset(lexicon[name]) for name in SETS},
        first_bodies=frozenset(lexicon["first_bodies"]),
        complement_heads=(bodies - frozenset(lexicon["adherents"])) | frozenset(lexicon["place_complement_heads"]),
        given=frozenset(load_lexicon("entities_given_names")["given"].split()),
    )


@cache
def load_ordinary_words() -> frozenset[str]:
    """Read the words that are no names although a heading or an emphasis may give them a capital: verbs, and their forms."""
    lexicon = load_lexicon("verbs")
    verbs = {verb for name in ("plain", "ambiguous", "rare") for verb in lexicon[name].split()}
    stems = {verb.removesuffix("e") for verb in verbs}
    return frozenset(
        verbs | {stem + ending for stem in stems for ending in ("ing", "ed")} | {verb + "s" for verb in verbs}
    )


def type_run(texts: list[str], heads: Heads) -> tuple[str | None, str | None]:
    """Return the type that the head of a run gives it, and the head: the word before "of" or "for", else the last one."""
    stop = next((i for i, text in enumerate(texts) if text in COMPLEMENTS), len(texts))
    for segment in (texts[:stop], texts) if stop < len(texts) else (texts,):
        named = list(segment)
        while named and named[-1][0].isdigit():
            named.pop()
        if not named:
            continue
        kind = type_segment(named, texts, heads)
        if kind in ("region", "place", "infrastructure") and len(segment) < len(texts):
            outer = heads.types.get(texts[-1])
            kind = outer if outer in ("organization", "event") and texts[-1] != texts[len(segment) + 1] else kind
        if kind and (segment is not texts or stop == len(texts) or kind in ("organization", "programme", "event")):
            return kind, named[-1]
    if texts[0] in heads.first and len(texts) > 1:
        return heads.first[texts[0]], texts[0]
    if texts[0] in heads.first_bodies and len(texts) > 1:
        return "organization", texts[0]
    if texts[0] in heads.first_schemes and len(texts) > 1 and texts[1] not in COMPLEMENTS:
        return "programme", texts[0]
    return None, None


def type_segment(segment: list[str], texts: list[str], heads: Heads) -> str | None:
    """Return the type that the last word of a segment gives it, or its last two as a pair."""
    head = segment[-1]
    kind = heads.pairs.get(" ".join(segment[-2:])) or heads.types.get(head)
    if kind is None and head.isupper() and len(head) > 4:
        kind = heads.types.get(head.capitalize())
    return settle_head(kind, head, texts) if kind else None


def settle_head(kind: str, head: str, texts: list[str]) -> str:
    """Decide between the two readings of a head that names bodies and gatherings alike, by an ordinal or a year."""
    dated = any(ORDINAL.match(text) or YEAR.match(text) for text in texts)
    if head in ("Congress", "Assembly", "Council", "Session", "Convention", "Parliament"):
        if head == "Convention" and ("on" in texts or "for" in texts or not dated):
            return "programme"
        return "event" if dated and head not in ("Council", "Parliament") else "organization"
    return kind


def is_generic(word: str, heads: Heads) -> bool:
    """Say whether a word of a name tells nothing by itself."""
    return word in heads.generic or not word[0].isupper() or ("-" in word and set(word.split("-")) <= heads.generic)


def form_singular(noun: str) -> str:
    """Return the singular that a regular plural has, or the noun itself."""
    return f"{noun[:-3]}y" if noun.endswith("ies") else noun.removesuffix("s")
