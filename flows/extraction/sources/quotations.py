"""Quotations: who a sentence names as the speaker of words that it quotes, whatever the verb."""

from spacy.tokens import Doc, Token

from flows.extraction.sources.judgements import OBJECTS
from flows.extraction.sources.speakers import is_person_or_body, trim_source
from flows.extraction.spans import Span

OPENING = frozenset({"“", '"', "``"})
CLOSING = frozenset({"”", '"', "''"})
ENDS = frozenset({",", ".", "!", "?"})
LONGEST_LABEL = 8  # tokens of "Minister Ann Lee: “...”"
LONGEST_TAG = 12  # tokens between a quotation and the verb that says who spoke
LABEL_WORDS = frozenset({"PROPN", "PUNCT", "ADP", "DET"})
CONTENTS = OBJECTS | {"xcomp", "ccomp", "prt"}
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def find_quoted(parse: Doc) -> Span | None:
    """Return who speaks a quotation: behind a label or a clause with a colon, or before a clause that tags it."""
    return _read_label(parse) or _read_introduction(parse) or _read_tag(parse)


def _read_label(parse: Doc) -> Span | None:
    """Read who is named before a quotation: "Minister Ann Lee: “We shall finish the line.”"."""
    colon = next((token.i for token in parse[:LONGEST_LABEL] if token.text == ":"), None)
    if colon is None or colon == 0 or colon + 1 >= len(parse) or parse[colon + 1].text not in OPENING:
        return None
    if any(token.pos_ not in LABEL_WORDS for token in parse[:colon]):
        return None
    first, last = parse[0], parse[colon - 1]
    person = any(token.ent_type_ == "PERSON" for token in parse[:colon])
    return Span(first.idx, last.idx + len(last)) if person and first.pos_ == "PROPN" and last.pos_ == "PROPN" else None


def _read_introduction(parse: Doc) -> Span | None:
    """Read the subject of a clause that ends in a colon with a quotation behind it: "X put it in these words: “...”"."""
    colon = next((token.i for token in parse[:-1] if token.text == ":" and parse[token.i + 1].text in OPENING), 0)
    subjects = [token for token in parse[:colon] if token.dep_ == "nsubj" and token.head.i < colon]
    subject = next((token for token in reversed(subjects) if token.head.pos_ in ("VERB", "AUX")), None)
    if subject is None or not is_person_or_body(subject) or not _has_finite_verb(parse, colon + 1, len(parse)):
        return None
    return trim_source(subject)


def _read_tag(parse: Doc) -> Span | None:
    """Read the subject of a short clause behind a quotation: "“...,” joked the mayor"."""
    for token in parse[1:-1]:
        closes = token.text in CLOSING and (parse[token.i - 1].text in ENDS or parse[token.i + 1].text == ",")
        if not closes:
            continue
        start = token.i + 1 + (parse[token.i + 1].text == ",")
        verb = next((word for word in parse[start : start + LONGEST_TAG] if word.pos_ in ("VERB", "AUX")), None)
        if verb is None or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
            continue
        inverted = verb.i == start
        if not inverted and (_goes_on(verb) or not _has_finite_verb(parse, _find_opening(parse, token.i), token.i)):
            continue  # a title: "Under “Fit for 55,” the Commission proposed"
        for child in verb.children:
            subject = child.dep_ == "nsubj" and child.i >= start
            if (subject or (inverted and child.dep_ in OBJECTS and child.i > verb.i)) and is_person_or_body(child):
                return trim_source(child)
    return None


def _find_opening(parse: Doc, end: int) -> int:
    """Return where the quotation that ends at a token begins; the beginning of the sentence where no mark opens it."""
    return next((at for at in range(end - 1, -1, -1) if parse[at].text in OPENING), 0)


def _has_finite_verb(parse: Doc, start: int, end: int) -> bool:
    return any(token.tag_ in FINITE for token in parse[start:end])


def _goes_on(verb: Token) -> bool:
    """Say whether a verb has an object or a clause of its own behind it: it tells what was done, not who spoke."""
    return any(child.dep_ in CONTENTS and child.i > verb.i for child in verb.children)
