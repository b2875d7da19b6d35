"""Opinions: nouns and adjectives of thought and feeling, what they hold, and whose they are."""

from spacy.tokens import Token

from flows.extraction.sources.speakers import LONGEST, can_speak, is_person_or_body, load_attribution, trim_source
from flows.extraction.spans import Span


def read_opinion(noun: Token) -> Span | None:
    """Read "X's view that Y", "the warning by X that Y", "the conclusion of X is that Y"."""
    if not _has_content(noun):
        return None
    for child in noun.children:
        holder = child if child.dep_ == "poss" else None
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "of", "from", "among"):
            holder = next((below for below in child.children if below.dep_ == "pobj"), None)
        if holder is not None and can_speak(holder):
            return cut_possessive(holder) if child.dep_ == "poss" else trim_source(holder)
    return _read_bearer(noun)


def _has_content(noun: Token) -> bool:
    """Say whether a clause tells what a noun of opinion holds: "the view that Y", "X's view is that Y", "it is the view of X that Y"."""
    if noun.head.lemma_ == "be" and noun.dep_ == "nsubj":
        return any(child.dep_ == "ccomp" for child in noun.head.children)
    if any(_opens_that_clause(child) for child in noun.children):
        return True
    if noun.head.lemma_ != "be" or noun.dep_ != "attr":
        return False
    if not any(child.dep_ in ("nsubj", "expl") and child.lower_ == "it" for child in noun.head.children):
        return False
    behind = noun.doc[noun.i + 1 : min(noun.right_edge.i + 1, noun.i + LONGEST)]
    clause = any(child.dep_ == "ccomp" for child in noun.head.children)
    return clause or any(token.lower_ == "that" and token.dep_ == "mark" for token in behind)


def _read_bearer(noun: Token) -> Span | None:
    """Read X of "X expressed concern that Y", "X holds the view that Y", "X is of the opinion that Y"."""
    verb = noun.head
    borne = noun.dep_ == "dobj" and verb.lemma_.lower() in load_attribution("bearing_verbs")
    if noun.dep_ == "pobj" and verb.lower_ in ("of", "under") and verb.head.lemma_ == "be":
        verb, borne = verb.head, True
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    return trim_source(subject) if borne and subject is not None and is_person_or_body(subject) else None


def read_attitude(word: Token) -> Span | None:
    """Read X of "X is convinced that Y", "X remains concerned that Y"."""
    if not any(
        child.dep_ in ("ccomp", "advcl")
        and any(below.dep_ == "mark" and below.lower_ == "that" for below in child.children)
        for child in word.children
        if child.i > word.i
    ):
        return None
    verb = word.head if word.dep_ == "acomp" else word
    subject = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    return trim_source(subject) if subject is not None and is_person_or_body(subject) else None


def _opens_that_clause(child: Token) -> bool:
    """Say whether a dependent of a noun is a clause that tells its content: "that Y"."""
    return child.dep_ in ("acl", "ccomp", "relcl") and any(
        below.tag_ == "IN" and below.lower_ == "that" for below in child.children
    )


def cut_possessive(holder: Token) -> Span:
    """Return a possessor without its "'s"."""
    span = trim_source(holder)
    end = next((child.idx for child in holder.children if child.dep_ == "case" and child.i > holder.i), span.end)
    return Span(span.start, min(end, span.end)) if end > span.start else span
