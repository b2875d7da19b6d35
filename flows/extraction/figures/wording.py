"""Whether a measure can be read, and plain wordings read off the words before a figure where the parse misleads."""

import re
from itertools import pairwise

from spacy.tokens import Doc, Token

from flows.extraction.figures.frames import Frame, list_empty_nouns
from flows.extraction.figures.phrases import join_words
from flows.extraction.lexicon import load_lexicon

_LEXICON = load_lexicon("measures")
_NOMINAL: dict[str, str] = _LEXICON["nominal"]
_UNITS = frozenset(_LEXICON["units_nouns"])
_NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_INSIDE = frozenset({*_NOUN_TAGS, "JJ", "JJR", "JJS", "HYPH", "POS", "CD", "DT", "PRP$", "VBN", "AFX"})
_LINKS = frozenset({"of", "in", "for", "per", "on"})
_SHORTEST = 3  # tokens before a figure that name what it moves: "sales in 2003 up"
_LONGEST = 14  # words of a noun phrase read off the words before a figure
_DANGLING = frozenset(
    {"of", "in", "for", "to", "by", "at", "and", "or", "the", "a", "an", "that", "which", "with", "from"}
)
# the base of a comparison
_COMPARED = re.compile(r"\b[Cc]ompared\s+(?:with|to)\s+(?P<base>[^,;:.()]{3,70})")
_BASE_WORDS = 8
# the words of a measure, without its brackets
_WORD = re.compile(r"[^\s(),]+")


def is_garbled(phrase: str) -> bool:
    """Say whether a measure cannot be read: words repeated, a unit or a preposition where a noun must stand."""
    if phrase.count("(") != phrase.count(")") or "|" in phrase:
        return True
    words = _WORD.findall(phrase.lower())
    if not any(letter.isalpha() for word in words for letter in word):
        return True
    if not any(letter.isalnum() for letter in words[-1]):
        return True
    if words[0] in _UNITS or words[0] in _DANGLING or words[-1] in _DANGLING:
        return True
    if any(one == two for one, two in pairwise(words)):
        return True
    threes = [tuple(words[at : at + 3]) for at in range(len(words) - 2)]
    return len(set(threes)) < len(threes) or ("that", "we", "to") in threes


def read_phrase_before(doc: Doc, end: int) -> str:
    """Return the noun phrase that ends right before a token, read off the tags alone; "" where none does."""
    first = end
    while first > max(0, end - _LONGEST) and (doc[first - 1].tag_ in _INSIDE or doc[first - 1].lower_ in _LINKS):
        first -= 1
    while first < end and (doc[first].lower_ in _LINKS or doc[first].tag_ in ("DT", "PRP$", "POS", "HYPH")):
        first += 1
    if first >= end or doc[end - 1].tag_ not in _NOUN_TAGS or doc[end - 1].lemma_.lower() in list_empty_nouns():
        return ""
    return join_words(list(doc[first:end]))


def name_change_before(frame: Frame) -> str:
    """Name the change before "by" and a figure: "increased taxpayer spending by 11 %" is "increase of taxpayer spending".

    Only the words right before count, since parsers hang the phrases of a long list to the wrong verb.
    """
    doc = frame.top.doc
    if not frame.first or doc[frame.first - 1].lower_ != "by":
        return ""
    end = frame.first - 1
    for at in range(end - 1, max(-1, end - _LONGEST), -1):
        if doc[at].text in (",", ";", ":", "(") or at in frame.others:
            return _read_gapped(doc, at + 1, end) if frame.others and doc[at].text in (",", ":") else ""
        nominal = _NOMINAL.get(_find_stem(doc[at])) if doc[at].pos_ in ("VERB", "ADJ", "AUX") else None
        if nominal:
            thing = _read_gapped(doc, at + 1, end)
            return f"{nominal} of {thing}" if thing else ""
    return ""


def name_moved(frame: Frame) -> str:
    """Name what goes up or down by a figure, where it stands right before: "with wine sales in 2003 up 25 %"."""
    doc = frame.top.doc
    end = frame.first - 1
    if end >= _SHORTEST and doc[end].lower_ == "to":
        end -= 1  # "pushed the rate up to 2.25 %"
    if end < _SHORTEST - 1 or doc[end].lower_ not in ("up", "down"):
        return ""
    if doc[end - 1].ent_type_ == "DATE":
        end = end - 2 if doc[end - 2].dep_ == "prep" else 0
    phrase = read_phrase_before(doc, end)
    return phrase if phrase and not is_garbled(phrase) else ""


def _read_gapped(doc: Doc, first: int, end: int) -> str:
    """Read the subject of a clause without its verb: "agriculture by 1 %" in ", agriculture by 1 %, and mining by 2 %"."""
    while first < end and (doc[first].dep_ in ("cc", "det") or doc[first].tag_ == "DT"):
        first += 1
    words = list(doc[first:end])
    plain = all(word.tag_ in _INSIDE or word.lower_ in _LINKS or word.tag_ == "CC" for word in words)
    return join_words(words) if words and plain and words[-1].tag_ in _NOUN_TAGS else ""


def read_comparison(text: str, frame: Frame) -> str:
    """Return what a change is held against, where the sentence says so once and without a figure: "compared with 2019"."""
    matches = list(_COMPARED.finditer(text))
    if len(matches) != 1:
        return ""
    span = frame.top.doc.char_span(*matches[0].span("base"), alignment_mode="expand")
    if span is None or len(span) > _BASE_WORDS or any(token.i in frame.others for token in span):
        return ""
    if span.start <= frame.last and frame.first <= span.end:
        return ""
    return f"compared with {matches[0]['base'].strip()}"


def _find_stem(token: Token) -> str:
    """Return the verb of a word in -ed or -ing, also where the tagger took it for an adjective."""
    lemma = token.lemma_.lower()
    if lemma in _NOMINAL:
        return str(lemma)
    for ending in ("ed", "d", "ing"):
        stem = lemma.removesuffix(ending)
        if stem != lemma:
            for form in (stem, stem + "e"):
                if form in _NOMINAL:
                    return str(form)
    return str(lemma)


def opens_with_verb(frame: Frame) -> bool:
    """Say whether a figure's own words begin with a verb whose subject stands right before: "exports exceeded $9 billion"."""
    return frame.top.doc[frame.first].lemma_.lower() in _LEXICON["bound_verbs"]
