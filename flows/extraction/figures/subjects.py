"""Whose a figure is: the subject of its verb, of a clause above, or the name beside it, as a phrase."""

from spacy.tokens import Doc, Token

from flows.extraction.document import Passage
from flows.extraction.figures.frames import Frame, find_subject
from flows.extraction.figures.phrases import render
from flows.extraction.lexicon import load_lexicon

_PRONOUNS = frozenset(load_lexicon("measures")["pronouns"])
_SPEECH = frozenset(load_lexicon("attribution")["speech_verbs"])
_OPENERS = frozenset({"(", "["})
_NAME_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "HYPH"})
_LABEL_WORDS = 5


def find_label(doc: Doc, frame: Frame) -> str:
    """Return the name before a figure in brackets: "Brazil (2.6 GW)"."""
    if frame.first < 2 or doc[frame.first - 1].text not in _OPENERS:
        return ""
    first = last = frame.first - 2
    while (
        first > 0
        and doc[first].tag_ in _NAME_TAGS
        and doc[first - 1].tag_ in _NAME_TAGS
        and last - first < _LABEL_WORDS
    ):
        first -= 1
    return str(doc[first : last + 1].text) if doc[last].pos_ in ("NOUN", "PROPN") else ""


def name_subject(passage: Passage) -> str | None:
    """Return the subject of a passage's main statement, for the pronouns of the next one; None for a pronoun.

    What somebody says is the statement, not that he says it.
    """
    verb = next((token for token in passage.parse if token.head.i == token.i and token.pos_ in ("VERB", "AUX")), None)
    if verb is not None and verb.lemma_.lower() in _SPEECH:
        verb = next((child for child in verb.children if child.dep_ == "ccomp"), verb)
    subject = find_subject(verb) if verb is not None else None
    if subject is None or subject.pos_ == "PRON" or subject.lower_ in _PRONOUNS:
        return None
    return render(passage.parse, subject, frozenset(), keep_clauses=False)


def name_holder(frame: Frame, before: str | None, place: tuple[int, int]) -> str:
    """Render the subject of the verb over a figure, unless the figure is that subject."""
    subject = find_subject(frame.verb) if frame.verb is not None else None
    if (
        subject is None
        or frame.first <= subject.i <= frame.last
        or (frame.noun is not None and subject.i == frame.noun.i)
    ):
        return ""
    if subject.lower_ in _PRONOUNS or subject.pos_ == "PRON":
        return {"we": "we", "i": "I"}.get(subject.lower_, before or "")
    if subject.i in frame.others:
        return render_counted_part(frame, subject)
    joined = sorted([subject, *subject.conjuncts], key=lambda token: token.i)
    if place[1] > 1 and len(joined) == place[1]:
        chosen = joined[place[0]]
        if place[0] and not any(child.dep_ in ("det", "amod", "compound", "poss") for child in chosen.children):
            shared = render(
                subject.doc, joined[0], frozenset({frame.top.i, *(t.i for t in joined[1:])}), keep_clauses=False
            )
            return shared.replace(joined[0].text, chosen.text, 1)
        apart = frozenset(token.i for token in joined if token.i != joined[place[0]].i)
        return render(subject.doc, joined[place[0]], apart | frame.others | {frame.top.i}, keep_clauses=False)
    return render(subject.doc, subject, frame.others | {frame.top.i}, keep_clauses=False)


def render_counted_part(frame: Frame, share: Token) -> str:
    """Render what a subject that is a figure itself is a part of: "half of the ports"."""
    for child in share.children:
        if child.lower_ == "of":
            target = next((grand for grand in child.children if grand.dep_ == "pobj"), None)
            return render(share.doc, target, frame.others, keep_clauses=False) if target is not None else ""
    return ""


def name_higher_subject(frame: Frame) -> str:
    """Render the subject of a clause above the figure's own."""
    verb = frame.verb
    for _ in range(4):
        if verb is None or verb.head.i == verb.i:
            return ""
        verb = verb.head
        subject = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
        inside = subject is not None and subject.left_edge.i <= frame.top.i <= subject.right_edge.i
        if subject is not None and subject.pos_ != "PRON" and not inside:
            return render(verb.doc, subject, (frame.others | {frame.top.i}), keep_clauses=False)
    return ""


def name_aged(doc: Doc, frame: Frame, subject: str) -> str:
    """Name whose age a figure is: the noun that it modifies or stands beside, else the subject."""
    holder = frame.noun if frame.noun is not None else frame.top.head if frame.top.dep_ == "appos" else None
    if holder is None or holder.lemma_.lower() in ("age", "aged"):
        return subject
    return render(doc, holder, frame.others | set(range(frame.first, frame.last + 1)), keep_clauses=False)
