"""Causal links that connectives tell: "Y because of X", "because S, Y", "X and, as a result, Y", "X, thereby raising Y"."""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from flows.extraction.claims.arguments import (
    HIGHEST,
    SUBJECTS,
    Stretch,
    find_argument,
    find_clause,
    find_gerund,
    find_object,
    find_phrase,
    find_phrase_at,
    find_predicate,
    find_preposition,
    find_subject,
    trim_stretch,
)
from flows.extraction.claims.causes import Link, load_frames, load_words, name_verb, overlap
from flows.extraction.lexicon import load_lexicon

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
VERBAL = frozenset({"VERB", "AUX"})


@cache
def _load_connectives() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Return the connectives by their first word, the longest first, each with its class."""
    entries: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
    lexicon = load_lexicon("causes")["connectives"]
    for kind in ("cause_follows", "clause_follows", "present_follows", "noun_follows", "effect_adverbs"):
        for phrase in lexicon[kind]:
            words = tuple(phrase.split())
            entries[words[0]] = tuple(
                sorted((*entries.get(words[0], ()), (words, kind)), key=lambda entry: -len(entry[0]))
            )
    return entries


def find_connective_links(parse: Doc) -> Iterator[Link]:
    """Yield "Y because of X", "due to X, Y", "Y because S"."""
    lowered = [token.lower_ for token in parse]
    connectives = _load_connectives()
    for start, word in enumerate(lowered):
        for words, kind in connectives.get(word, ()):
            end = start + len(words)
            if tuple(lowered[start:end]) != words:
                continue
            if kind == "effect_adverbs":
                yield from _read_consequence(parse, start, end)
            else:
                yield from _read_connective(parse, start, end, kind)
            break


def _read_connective(parse: Doc, start: int, end: int, kind: str) -> Iterator[Link]:
    first = parse[start]
    if kind == "present_follows" and not _is_present_reason(first):
        return
    if kind == "noun_follows" and first.dep_ != "prep":  # "an award given to schools"
        return
    if kind != "cause_follows" and first.dep_ == "mark":
        inner = first.head
        cause = find_clause(inner)
        governor = inner.head if inner.head.i != inner.i else None
    else:
        head = next(
            (child for child in parse[end - 1].children if child.dep_ in {"pobj", "pcomp"}), None
        ) or find_phrase_at(parse, end)
        cause = find_argument(head) if head is not None else None
        governor = next(
            (up for up in first.ancestors if up.pos_ in VERBAL and not (head is not None and head.is_ancestor(up))),
            None,
        )
    if cause is None or governor is None:
        return
    effect = _find_governed(governor, start, cause)
    named = effect is not None and any(token.pos_ in NOMINAL for token in parse[slice(*effect)])
    if effect and named and not overlap(cause, effect):
        pattern = "condition" if kind == "noun_follows" else "connective"
        cue = " ".join(token.lower_ for token in parse[start:end])
        yield Link(cause, effect, "unspecified", cue, pattern, start)


def _is_present_reason(mark: Token) -> bool:
    """Say whether "since" gives a reason: its clause and the one it belongs to speak of the present.

    Of a time it asks for a perfect in the main clause or a past in its own (Quirk et al. 1985, 14.24).
    """
    inner = mark.head
    if mark.dep_ != "mark" or inner.head.i == inner.i:
        return False
    for verb in (inner, inner.head):
        verbal = [verb, *(child for child in verb.children if child.dep_ in {"aux", "auxpass"})]
        if not any(token.tag_ in {"VBZ", "VBP", "MD"} and token.lemma_ != "have" for token in verbal):
            return False
    return True


def _read_consequence(parse: Doc, start: int, end: int) -> Iterator[Link]:
    """Read "X, thereby raising Y", "X and thus Y", "X; as a result, Y", "X, so Y": a clause and what comes of it."""
    first = parse[start]
    verb = first.head if first.lower_ != "so" else _climb_to_verb(first)
    if first.lower_ == "so" and not _joins_clauses(parse, start, verb):
        return
    if start == 0 or verb.pos_ not in VERBAL or end > verb.right_edge.i:
        return
    if first.lower_ != "so" and name_verb(verb) in load_frames() and find_object(verb) is not None:
        return  # "thereby raising Y": the verb tells
    governor = _find_clause_before(verb, start)
    if governor is None:
        return
    effect = _find_consequence(verb, start)
    if effect and first.i == effect[0]:  # a "so" that the parse hung on the first word
        effect = trim_stretch(parse, end, effect[1])
    cause = find_clause(governor, start if governor.i < verb.i else None)
    if cause and effect and cause[1] > effect[0]:
        cause = trim_stretch(parse, cause[0], min(effect[0], start))
    if cause and effect and cause[1] - cause[0] > 1 and not overlap(cause, effect):
        cue = " ".join(token.lower_ for token in parse[start:end])
        yield Link(cause, effect, "unspecified", cue, "connective", start)


def _joins_clauses(parse: Doc, start: int, verb: Token) -> bool:
    """Say whether "so" stands between two clauses: behind a comma, before a subject of its own.

    Without the comma only before a modal: "was promised so nurses can be hired".
    """
    own = next((child for child in verb.children if child.dep_ in SUBJECTS and child.i > start), None)
    if own is None or start == 0 or not start <= own.left_edge.i <= start + 1 or parse[start + 1].tag_ in {"RB", "IN"}:
        return False
    if parse[start - 1].text in {",", ";", "—", "–"}:
        return True
    told = own.tag_ == "PRP" and own.i == start + 1 and verb.tag_ in {"VBP", "VBZ", "VBD"}
    return told or any(child.tag_ == "MD" and child.i > own.i for child in verb.children)


def _climb_to_verb(adverb: Token) -> Token:
    """Return the verb of the clause that an adverb opens, though the parse hung it on a number or an adjective."""
    at = adverb.head
    for _ in range(HIGHEST):
        if at.pos_ in VERBAL or at.head.i == at.i or at.left_edge.i < adverb.i:
            break
        at = at.head
    return at


def _find_clause_before(verb: Token, start: int) -> Token | None:
    """Return the verb of the clause that ends before a connective, whose consequence ``verb`` tells."""
    joined = {"advcl", "conj", "parataxis", "dep", *(["ccomp"] if verb.doc[start].lower_ == "so" else [])}
    if verb.dep_ in joined and verb.head.i < start and verb.head.pos_ in VERBAL:
        return verb.head
    # "X did; thus Y did": the parse makes the first clause a complement of the second
    return next((child for child in verb.children if child.dep_ in {"ccomp", "advcl"} and child.i < start), None)


def _find_consequence(verb: Token, start: int) -> Stretch | None:
    if verb.tag_ == "VBG" and not any(child.dep_ == "aux" for child in verb.children):
        return find_gerund(verb) if verb.i > start else None
    if any(child.dep_ in SUBJECTS and child.i > start for child in verb.children):
        clause = find_clause(verb)
        return trim_stretch(verb.doc, max(clause[0], start), clause[1]) if clause else None
    return find_predicate(verb) if verb.i > start else None


def _find_governed(governor: Token, start: int, cause: Stretch) -> Stretch | None:
    """Return the clause that a connective's phrase explains; for "Y is due to X" the subject alone."""
    while start > 0 and governor.doc[start - 1].lower_ in load_words("focus_adverbs", "words"):
        start -= 1
    if governor.dep_ in {"acl", "relcl"} and governor.tag_ in {"VBN", "VBG"} and governor.head.i < governor.i < start:
        return trim_stretch(governor.doc, governor.head.left_edge.i, start)
    if governor.lemma_ == "be" and governor.i + 2 >= start > governor.i:
        subject = find_subject(governor)
        phrase = find_phrase(subject) if subject is not None else None
        return unwrap_reason(subject) or phrase
    clause = find_clause(governor, start if start > governor.i else None)
    if clause and clause[0] < cause[1] and cause[0] < clause[1]:
        return trim_stretch(governor.doc, cause[1], clause[1])
    return clause


def unwrap_reason(subject: Token | None) -> Stretch | None:
    """Return Y of "the reason for Y", "the reason why Y"."""
    if subject is None or subject.lemma_.lower() not in load_words("nouns", "reason"):
        return None
    for child in subject.children:
        if child.dep_ in {"relcl", "acl"} and any(below.lower_ == "why" for below in child.children):
            return find_clause(child)
    head = find_preposition(subject, "for") or find_preposition(subject, "of") or find_preposition(subject, "behind")
    return find_phrase(head) if head is not None else None
