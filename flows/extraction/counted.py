"""What a bare number counts: the noun behind it, and what ordinals and ranks are ranks of."""

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from flows.extraction.lexicon import load_lexicon

_LEXICON = load_lexicon("counts")
_STRUCTURAL = frozenset(_LEXICON["structural_nouns"])
_SUPERLATIVES = frozenset(_LEXICON["superlative_words"])
_NEVER = frozenset(_LEXICON["never_units"])
_NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_SKIPPED_TAGS = frozenset(_LEXICON["skipped_tags"])
_IRREGULAR = {"people": "person", "children": "child", "men": "man", "women": "woman", "lives": "life", "data": "data", "media": "medium", "countries": "country", "persons": "person", "fishermen": "fisherman", "feet": "foot"}
_REACH = 9  # tokens between a number and its noun


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted noun: its singular with the modifiers that belong to it, its head and the token it ends with."""

    name: str
    head: Token
    first: int
    last: int


def find_token(doc: Doc, start: int, end: int) -> Token | None:
    """Return the last token that an interval touches."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return span[-1] if span is not None and len(span) else None


def find_counted(doc: Doc, start: int, end: int, *, after_of: bool = False) -> Counted | None:
    """Return the noun that the number in an interval counts, or None where none follows it."""
    token = find_token(doc, start, end)
    if token is None:
        return None
    at = token.i + 1
    if after_of:
        while at < len(doc) and doc[at].lower_ in ("of", "the", "these", "those", "its", "their", "our"):
            at += 1
    elif at < len(doc) and doc[at].text in ("-", "–") :
        at += 1
    head = _find_head(doc, at)
    if head is None:
        return None
    return Counted(_name(doc, at, head), head, at, head.i)


def _find_head(doc: Doc, at: int) -> Token | None:
    """Walk right over modifiers to the last noun of the noun phrase that begins at a token."""
    head: Token | None = None
    for token in doc[at : at + _REACH]:
        if token.tag_ in _NOUN_TAGS and token.lower_ not in _NEVER:
            if head is not None and token.i > head.i + 1 and not _links(doc, head.i, token.i):
                break
            if head is not None and head.tag_ in ("NNS", "NNPS") and token.i == head.i + 1 and token.dep_ not in ("compound", head.dep_) and token.head.i != head.i and head.head.i != token.i:
                break
            head = token
            continue
        if head is not None and not (token.tag_ == "HYPH" or token.text in ("-", "/") or (token.tag_ == "POS")):
            if head.dep_ in ("compound", "nmod", "amod") and head.head.i > token.i and head.head.i - at < _REACH and token.tag_ in _SKIPPED_TAGS:
                continue
            break
        if head is None and (token.tag_ not in _SKIPPED_TAGS or token.lower_ in _NEVER):
            break
        if head is None and token.tag_ in (":",):
            break
        if head is None and token.text in (",",) and token.i == at:
            break
        if head is None and token.tag_ == "CC" and token.i == at:
            break
    return head


def _links(doc: Doc, left: int, right: int) -> bool:
    return all(token.tag_ in ("HYPH", "CC", ",", "POS", "JJ", "VBN", "NN", "NNP") or token.text in "-/" for token in doc[left + 1 : right]) and (
        doc[left].head.i == right or doc[left].dep_ in ("compound", "nmod", "amod") or any(t.tag_ in ("HYPH", "POS") for t in doc[left + 1 : right])
    )


def _name(doc: Doc, at: int, head: Token) -> str:
    """Return the counted noun in the singular with its adjectives and nouns: "anti-dumping investigation"."""
    parts: list[str] = []
    for token in doc[at : head.i]:
        if token.tag_ in ("JJ", "NN", "NNS", "NNP", "NNPS", "HYPH", "AFX", "POS") or token.text in "-/":
            hyphened = bool(parts) and (token.text in "-/" or token.tag_ in ("HYPH", "POS") or not doc[token.i - 1].whitespace_)
            if hyphened and parts:
                parts[-1] += token.text
            else:
                parts.append(token.text)
        elif token.i + 1 < head.i and doc[token.i + 1].tag_ == "HYPH" or (token.i > at and doc[token.i - 1].tag_ == "HYPH"):
            if parts and doc[token.i - 1].tag_ == "HYPH":
                parts[-1] += token.text
            else:
                parts.append(token.text)
    hyphened = head.i > at and doc[head.i - 1].text in "-/" and bool(parts)
    singular = make_singular(head)
    if hyphened:
        parts[-1] += singular
    else:
        parts.append(singular)
    return " ".join(parts)


def make_singular(token: Token) -> str:
    """Return a noun in the singular; names and acronyms keep their letters."""
    lower = token.lower_
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    if token.tag_ in ("NN", "NNP") or not lower.endswith("s"):
        return token.text
    if lower.endswith("ies") and len(lower) > 4:
        return token.text[:-3] + "y"
    if re.search(r"(?:ss|sh|ch|x|z)es$", lower):
        return token.text[:-2]
    return token.text if lower.endswith(("ss", "us", "is")) else token.text[:-1]


def is_structural(counted: Counted) -> bool:
    """Say whether the counted noun only structures the text ("three aspects")."""
    return counted.head.lemma_.lower() in _STRUCTURAL or make_singular(counted.head).lower() in _STRUCTURAL


def is_name(counted: Counted) -> bool:
    """Say whether a number and the capitalised singular behind it are one name ("787 Dreamliner")."""
    return counted.head.tag_ == "NNP" and counted.head.text[:1].isupper() and counted.first == counted.head.i and not counted.head.is_upper


def find_superlative(doc: Doc, token: Token) -> Token | None:
    """Return the superlative that an ordinal orders ("second largest", "third most populous")."""
    at = token.i + 1
    if at < len(doc) and doc[at].text == "-":
        at += 1
    if at < len(doc) and (doc[at].tag_ in ("JJS", "RBS") or doc[at].lower_ in _SUPERLATIVES):
        return doc[at]
    return None
