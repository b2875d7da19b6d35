"""Causal links that verbs tell from the effect's side: "Y is driven by X", "Y stems from X", "Y fell, reflecting X"."""

from collections.abc import Iterator

from spacy.tokens import Token

from flows.extraction.claims.arguments import (
    RELATIVES,
    SUBJECTS,
    Stretch,
    find_argument,
    find_clause,
    find_effect_phrase,
    find_object,
    find_phrase,
    find_preposition,
    find_subject,
    trim_stretch,
)
from flows.extraction.claims.causes import Link, load_frames, load_words, name_verb, overlap
from flows.extraction.claims.denials import find_denial
from flows.extraction.lexicon import load_lexicon


def read_passive(verb: Token) -> Iterator[Link]:
    """Read "Y is driven by X", "Y grew, driven by X"."""
    agent = find_preposition(verb, "by")
    patient = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    if patient is None:
        patient = verb.head if verb.dep_ in {"acl", "relcl"} else find_subject(verb)
    if agent is None or patient is None:
        return
    if patient.lower_ in RELATIVES and verb.dep_ == "relcl":
        patient = verb.head
    name = name_verb(verb)
    frames = load_frames()[name]
    added = _find_added_clause(verb)
    if added is None and not any(frame == "object" for frame, _ in frames):
        return
    cause = find_argument(agent)
    effect = added or find_phrase(patient)
    end = verb.left_edge.i if verb.dep_ == "acl" else verb.i
    if effect and not added and effect[1] > end:
        effect = trim_stretch(verb.doc, effect[0], end) if effect[0] < end else None
    polarity = "unspecified" if added else frames[-1][1]
    if cause and effect and not overlap(cause, effect):
        yield Link(cause, effect, polarity, name, "passive", verb.i)


def _find_added_clause(participle: Token) -> Stretch | None:
    """Return the clause that a participle before or behind it explains: "output grew, driven by X"."""
    first = participle.left_edge.i
    if participle.dep_ == "advcl" and participle.i < participle.head.i and first <= 1:
        clause = find_clause(participle.head)
        return trim_stretch(participle.doc, max(clause[0], participle.right_edge.i + 1), clause[1]) if clause else None
    if participle.dep_ not in {"advcl", "acl"} or first == 0 or participle.doc[first - 1].text != ",":
        return None
    main = next((up for up in participle.ancestors if up.pos_ in {"VERB", "AUX"}), None)
    if main is None or main.i > participle.i or not any(child.dep_ in SUBJECTS for child in main.children):
        return None
    nominal = participle.head.i != main.i and participle.head.i < main.i
    return None if nominal else find_clause(main, first)


def read_reflection(verb: Token) -> Iterator[Link]:
    """Read "Y fell, reflecting X"."""
    named = verb.lemma_.lower() in load_words("reverse_verbs", "object")
    held = find_object(verb) if named and verb.tag_ == "VBG" and verb.dep_ == "advcl" else None
    effect = _find_added_clause(verb) if held is not None else None
    cause = find_effect_phrase(verb, held) if held is not None else None
    if cause and effect and not overlap(cause, effect):
        yield Link(cause, effect, "unspecified", verb.lemma_.lower(), "reverse", verb.i)


def read_reverse(verb: Token) -> Iterator[Link]:
    """Read "Y stems from X", "Y depends on X", "Y is attributed to X"."""
    lexicon = load_lexicon("causes")["reverse_verbs"]
    if find_denial(verb) is not None:
        return
    for preposition in ("from", "on", "by", "to"):
        if verb.lemma_.lower() not in lexicon[preposition]:
            continue
        held = find_object(verb) if verb.lemma_ == "owe" and verb.tag_ != "VBG" else None  # "owes much to X"
        owing = held is not None and held.lower_ in load_words("reverse_verbs", "owed")
        if preposition == "to" and not owing and not any(child.dep_ == "auxpass" for child in verb.children):
            yield from _read_reduced_reverse(verb)
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


def read_blame(verb: Token) -> Iterator[Link]:
    """Read "X is to blame for Y", "growers blame X for Y", "the study attributes Y to X"."""
    lexicon = load_lexicon("causes")["reverse_verbs"]
    if find_denial(verb) is not None or (verb.dep_ == "xcomp" and find_denial(verb.head) is not None):
        return
    held, lemma = find_object(verb), verb.lemma_.lower()
    head = find_preposition(verb, "for") if lemma == "blame" else None
    cause_head = find_subject(verb.head) if verb.dep_ == "xcomp" and verb.head.lemma_ == "be" else held
    if lemma in lexicon["to"] and lemma != "owe" and held is not None and find_subject(verb) is not None:
        head, cause_head = held, find_preposition(verb, "to")
    if head is None or cause_head is None:
        return
    cause, effect = find_argument(cause_head), find_argument(head)
    if cause and effect and not overlap(cause, effect):
        yield Link(cause, effect, "unspecified", lemma, "reverse", verb.i)


def read_suffering(verb: Token) -> Iterator[Link]:
    """Read "X suffered Y from Z"."""
    held = find_object(verb) if verb.lemma_.lower() in load_words("reverse_verbs", "suffered") else None
    source = find_preposition(verb, "from") if held is not None else None
    if held is None or find_denial(verb) is not None:
        return
    source = source if source is not None else find_preposition(held, "from")
    for child in held.children if source is None else ():
        source = source or (find_preposition(child, "from") if child.dep_ == "prep" else None)
        below = next((under for under in child.children if under.dep_ == "pobj"), None)
        source = source or (find_preposition(below, "from") if below is not None else None)
    cause = find_argument(source) if source is not None else None
    effect = find_phrase(held)
    if source is not None and cause and effect:
        effect = trim_stretch(verb.doc, effect[0], min(effect[1], source.head.i))
    if cause and effect and not overlap(cause, effect):
        yield Link(cause, effect, "unspecified", verb.lemma_.lower(), "reverse", verb.i)


def _read_reduced_reverse(verb: Token) -> Iterator[Link]:
    """Read "exports fell, mainly attributed to X", "a fall attributed to X"."""
    source = find_preposition(verb, "to")
    if source is None or verb.tag_ != "VBN" or any(child.dep_ in SUBJECTS for child in verb.children):
        return
    effect = _find_added_clause(verb)
    if effect is None and verb.dep_ == "acl" and verb.head.i < verb.i:
        effect = trim_stretch(verb.doc, verb.head.left_edge.i, verb.left_edge.i)
    cause = find_argument(source)
    if cause and effect and not overlap(cause, effect):
        yield Link(cause, effect, "unspecified", verb.lemma_.lower(), "reverse", verb.i)
