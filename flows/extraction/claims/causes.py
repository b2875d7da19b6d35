"""Causal links: which stretch of a sentence is said to bring about which other one."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.tokens import Doc, Token

from flows.extraction.claims.arguments import (
    HIGHEST,
    RELATIVES,
    SUBJECTS,
    Stretch,
    find_argument,
    find_clause,
    find_effect_phrase,
    find_object,
    find_phrase,
    find_predicate,
    find_preposition,
    find_subject,
)
from flows.extraction.lexicon import load_lexicon

POLARITIES = ("raises", "lowers", "unspecified")
COPULAS = frozenset({"be", "become", "remain", "constitute", "represent"})


@dataclass(frozen=True, slots=True)
class Link:
    """One cause and one effect as token stretches.

    ``pattern`` names the construction that told, ``cue`` its word as a lemma, ``anchor`` the token it stands at.
    """

    cause: Stretch
    effect: Stretch
    polarity: str
    cue: str
    pattern: str
    anchor: int


@cache
def load_frames() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the (frame, polarity) pairs of each causal verb's lemma; clauses and prepositions come first."""
    frames: dict[str, tuple[tuple[str, str], ...]] = {}
    for wanted in (False, True):
        for polarity in POLARITIES:
            for frame, verbs in load_lexicon("causes")["verbs"][polarity].items():
                for verb in verbs if (frame == "object") is wanted else ():
                    frames[verb] = (*frames.get(verb, ()), (frame, polarity))
    return frames


@cache
def load_words(section: str, key: str) -> frozenset[str]:
    """Return one list of the lexicon as a set."""
    entry: dict[str, Any] = load_lexicon("causes")[section]
    return frozenset(entry[key])


def find_verb_links(parse: Doc) -> Iterator[Link]:
    """Yield the links that verbs tell: "X promotes Y", "X leads to Y", "Y is driven by X", "Y stems from X"."""
    for verb in parse:
        if verb.tag_ in {"VBN", "VBD"} and verb.dep_ == "amod" and verb.lemma_.lower() in load_frames():
            yield from _read_misread_participle(verb)
            continue
        if verb.pos_ != "VERB":
            continue
        light = list(_read_light_verb(verb))
        yield from light
        if verb.lemma_.lower() in load_frames() and not light:
            if verb.tag_ == "VBN" and find_preposition(verb, "by") is not None and find_object(verb) is None:
                yield from _read_passive(verb)
            else:
                yield from _read_active(verb)
        yield from _read_reverse(verb)


def _read_active(verb: Token) -> Iterator[Link]:
    if _is_purpose(verb) or _is_governed(verb) or any(child.dep_ == "nsubjpass" for child in verb.children):
        return
    cause = find_cause(verb)
    if cause is None:
        return
    for frame, polarity in load_frames()[verb.lemma_.lower()]:
        effects = list(_find_effects(verb, frame))
        for effect in effects:
            if not overlap(cause, effect):
                yield Link(cause, effect, polarity, verb.lemma_.lower(), f"verb_{frame}", verb.i)
        if effects:
            return


def _is_governed(verb: Token) -> bool:
    """Say whether another construction tells of the verb: "by doing X", or the Y of "helps X to do Y"."""
    at = verb
    while at.dep_ == "conj" and at.head.i != at.i and not any(child.dep_ in SUBJECTS for child in at.children):
        at = at.head
    if at.dep_ == "pcomp":
        return True
    if (
        at.dep_ not in {"ccomp", "xcomp"}
        or any(frame == "clause" for frame, _ in load_frames().get(at.head.lemma_.lower(), ())) is False
    ):
        return False
    return at.head.lemma_.lower() not in load_words("light_verbs", "infinitive") or any(
        child.dep_ in SUBJECTS for child in at.children
    )


def _read_misread_participle(token: Token) -> Iterator[Link]:
    """Yield "X raised Y, cut Z" where the parse made "cut" a modifier of Z."""
    noun = token.head
    if (
        token.dep_ != "amod"
        or token.tag_ not in {"VBN", "VBD"}
        or noun.i <= token.i
        or (noun.left_edge.i < token.i and noun.dep_ != "ROOT")
    ):
        return
    previous = token.doc[token.i - 1] if token.i else token
    subject: Stretch | None = None
    if any(child.dep_ in SUBJECTS for child in noun.children) and any(child.dep_ == "aux" for child in noun.children):
        own = find_subject(noun)
        subject = find_phrase(own) if own is not None else None
    elif noun.dep_ in {"conj", "appos"} and (previous.text == "," or previous.dep_ == "cc"):
        governor = next((up for up in noun.ancestors if up.pos_ == "VERB"), None)
        finite = governor is not None and governor.tag_ in {"VBD", "VBN"} and governor.lemma_.lower() in load_frames()
        subject = find_cause(governor) if governor is not None and finite else None
    effect = find_phrase(noun)
    if subject and effect and effect[1] > token.i + 1 and not overlap(subject, (token.i + 1, effect[1])):
        polarity = load_frames()[token.lemma_.lower()][-1][1]
        yield Link(subject, (token.i + 1, effect[1]), polarity, token.lemma_.lower(), "misread", token.i)


def _find_effects(verb: Token, frame: str) -> Iterator[Stretch]:
    if frame == "object":
        head = find_object(verb)
        phrase = find_effect_phrase(verb, head) if head is not None and head.pos_ != "PRON" else None
        if phrase:
            yield phrase
    elif frame == "clause":
        yield from _find_clause_effects(verb)
    else:
        head = find_preposition(verb, frame)
        given = find_object(verb) if frame == "with" and head is None else None
        if given is not None:
            head = find_preposition(given, frame)
        phrase = find_argument(head) if head is not None and head.i > verb.i else None
        if phrase and frame == "from":
            phrase = _widen_to_object(verb, phrase)
        if phrase:
            yield phrase


def _widen_to_object(verb: Token, phrase: Stretch) -> Stretch | None:
    """Return "X from doing Y" for the Y of "prevents X from doing Y"; None when there is no X."""
    kept = find_object(verb)
    return (kept.left_edge.i, phrase[1]) if kept is not None and kept.left_edge.i < phrase[0] else None


def _find_clause_effects(verb: Token) -> Iterator[Stretch]:
    """Yield what a verb enables or makes happen, one stretch a coordinated verb."""
    inner = next(
        (child for child in verb.children if child.dep_ in {"ccomp", "xcomp", "oprd"} and child.i > verb.i), None
    )
    if inner is None:
        return
    owned = any(child.dep_ in SUBJECTS for child in inner.children)
    if inner.lemma_.lower() in load_frames() and not owned and verb.lemma_ == "help":
        return  # "helps promote Y": the inner verb tells
    head = find_object(verb)
    first = find_clause(inner) if owned else find_predicate(inner)
    if first and head is not None and not owned:
        first = (min(head.left_edge.i, first[0]), first[1])
    if first:
        yield first
    for other in inner.conjuncts:
        phrase = find_predicate(other) if other.pos_ == "VERB" and other.i > inner.i else None
        if phrase:
            yield phrase


def find_cause(verb: Token) -> Stretch | None:
    """Return what makes happen what a verb says.

    Its subject; for a participle behind a clause (", raising Y") the clause; for "is a factor hindering Y"
    the subject of "is"; for "which" what it stands for.
    """
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.head.i < verb.i and verb.head.pos_ in {"VERB", "AUX"}:
        owned = any(child.dep_ in SUBJECTS for child in verb.head.children)
        return find_clause(verb.head, verb.left_edge.i) if owned else find_cause(verb.head)
    at: Token | None = verb
    while at is not None and at.dep_ == "conj" and not any(child.dep_ in SUBJECTS for child in at.children):
        at = at.head if at.head.i != at.i else None
    verb = verb if at is None else at
    subject = find_subject(verb)
    if subject is None:
        return None
    if verb.dep_ in {"acl", "relcl"} and subject.i == verb.head.i:
        return _find_antecedent(verb, subject)
    if subject.lower_ == "which" and subject.i > 1:
        return _find_clause_before(subject)
    return find_phrase(subject)


def _find_antecedent(verb: Token, noun: Token) -> Stretch | None:
    """Return what a relative clause or a participle says something of.

    For "is a factor hindering Y" the subject of "is". A "which" behind a comma stands for the whole clause
    when its verb is singular and the noun before it is plural or only part of a prepositional phrase
    (Quirk et al. 1985, 15.57: sentential relative clauses).
    """
    if noun.dep_ in {"attr", "oprd"} and noun.head.lemma_ in COPULAS:
        subject = find_subject(noun.head)
        return find_phrase(subject) if subject is not None else None
    pronoun = next((child for child in verb.children if child.dep_ in SUBJECTS and child.lower_ == "which"), None)
    if pronoun is None or verb.doc[pronoun.i - 1].text != "," or _is_plural(verb):
        return find_phrase(noun)
    if noun.tag_ in {"NNS", "NNPS"} and _is_singular(verb):
        return _find_clause_before(pronoun)
    return _find_clause_before(pronoun) if noun.dep_ == "pobj" else find_phrase(noun)


def _is_singular(verb: Token) -> bool:
    return verb.tag_ == "VBZ" or any(child.tag_ == "VBZ" for child in verb.children if child.dep_ == "aux")


def _is_plural(verb: Token) -> bool:
    return verb.tag_ == "VBP" or any(child.tag_ == "VBP" for child in verb.children if child.dep_ == "aux")


def _find_clause_before(pronoun: Token) -> Stretch | None:
    """Return the clause, or the noun phrase of a fronted "with", that ends before a "which"."""
    at = pronoun.doc[pronoun.i - 2]
    inner = at
    for _ in range(HIGHEST):
        if at.pos_ in {"VERB", "AUX"} and at.dep_ not in {"acl", "amod", "compound"} and at.i < pronoun.i:
            return find_clause(at, pronoun.i)
        if at.head.i == at.i or at.head.i > pronoun.i:
            break
        at = at.head
        inner = at if at.pos_ in {"NOUN", "PROPN"} else inner
    phrase = find_phrase(inner)
    return (phrase[0], min(phrase[1], pronoun.i - 1)) if phrase and phrase[0] < pronoun.i - 1 else None


def _is_purpose(verb: Token) -> bool:
    """Say whether an infinitive names an aim rather than what happens: "measures to promote Y"."""
    at = verb
    while (
        at.dep_ == "conj"
        and at.head.pos_ == "VERB"
        and not any(child.dep_ in {"aux", *SUBJECTS} for child in at.children)
    ):
        at = at.head
    if not any(child.dep_ == "aux" and child.lower_ == "to" for child in at.children):
        return False
    while at.dep_ == "conj" and at.head.i != at.i:
        at = at.head
    if at.dep_ in {"xcomp", "ccomp", "advcl"} and at.head.lemma_.lower() in load_words("raising", "words"):
        return not (at.head.pos_ == "ADJ" or any(child.dep_ == "auxpass" for child in at.head.children))
    return not (at.dep_ == "xcomp" and at.head.lemma_.lower() in load_words("light_verbs", "infinitive"))


def _read_passive(verb: Token) -> Iterator[Link]:
    agent = find_preposition(verb, "by")
    patient = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    if patient is None:
        patient = verb.head if verb.dep_ in {"acl", "relcl"} else find_subject(verb)
    if agent is None or patient is None:
        return
    if patient.lower_ in RELATIVES and verb.dep_ == "relcl":
        patient = verb.head
    cause = find_argument(agent)
    effect = find_phrase(patient)
    if effect and effect[1] > verb.i:
        effect = (effect[0], verb.i) if effect[0] < verb.i else None
    polarity = load_frames()[verb.lemma_.lower()][-1][1]
    if cause and effect and not overlap(cause, effect):
        yield Link(cause, effect, polarity, verb.lemma_.lower(), "passive", verb.i)


def _read_reverse(verb: Token) -> Iterator[Link]:
    lexicon = load_lexicon("causes")["reverse_verbs"]
    for preposition in ("from", "on", "by"):
        if verb.lemma_.lower() not in lexicon[preposition]:
            continue
        source, subject = find_preposition(verb, preposition), find_subject(verb)
        if source is None or subject is None:
            continue
        cause = find_argument(source)
        effect = find_phrase(subject)
        if effect and effect[1] > verb.i > effect[0]:
            effect = (effect[0], verb.i)
        if cause and effect and not overlap(cause, effect):
            yield Link(cause, effect, "unspecified", verb.lemma_.lower(), "reverse", verb.i)


def _read_light_verb(verb: Token) -> Iterator[Link]:
    """Read "has an impact on Y", "plays a role in Y"."""
    noun = find_object(verb)
    if noun is None or verb.lemma_.lower() not in load_words("light_verbs", "noun"):
        return
    lemma = noun.lemma_.lower()
    if lemma not in load_words("nouns", "influence") or _is_purpose(verb):
        return
    cause, effect = find_cause(verb), find_noun_effect(noun, verb)
    if cause and effect and not overlap(cause, effect):
        yield Link(cause, effect, find_noun_polarity(lemma), lemma, "light_verb", noun.i)


def find_noun_effect(noun: Token, verb: Token) -> Stretch | None:
    """Return what a causal noun bears on: "an obstacle to Y", "the reason for Y"; the preposition may hang on the verb."""
    for preposition in load_lexicon("causes")["nouns"]["prepositions"]:
        for holder in (noun, verb):
            head = find_preposition(holder, preposition)
            if head is not None and head.i > noun.i:
                return find_argument(head)
    return None


def find_noun_polarity(lemma: str) -> str:
    """Return the polarity of a causal noun."""
    return next((name for name in ("lowers", "raises") if lemma in load_words("nouns", name)), "unspecified")


def overlap(one: Stretch, other: Stretch) -> bool:
    """Say whether two stretches share a token."""
    return one[0] < other[1] and other[0] < one[1]
