"""Who says it: the source that a sentence names for what it states."""

import re

from spacy.tokens import Token

from flows.extraction.document import Passage
from flows.extraction.lexicon import load_lexicon
from flows.extraction.spans import Span

_LEXICON = load_lexicon("attribution")
_SPEECH = frozenset(_LEXICON["speech_verbs"])
_EVIDENCE = frozenset(_LEXICON["evidence_verbs"])
_EVIDENCE_NOUNS = frozenset(_LEXICON["evidence_nouns"])
_SPEAKER_NOUNS = frozenset(_LEXICON["speaker_nouns"])
_OWN = frozenset(_LEXICON["own_words"])
# "according to", "in the view of", "as reported by": what leads a source in
_LEAD = re.compile(rf"\b(?:{'|'.join(map(re.escape, _LEXICON['lead_phrases']))})\s+", re.IGNORECASE)
_NAMED = frozenset({"ORG", "PERSON", "GPE", "NORP", "LAW", "WORK_OF_ART"})
_ARTICLES = frozenset({"the", "a", "an"})
_OPENERS = frozenset({",", ";", ":", "(", "—", "–", "--", '"', "“", "”", "[", "-"})
_LONGEST = 24  # tokens: a longer subject is a parse gone astray


def find_attribution(passage: Passage) -> Span | None:
    """Return where the passage names its source, as offsets into ``passage.text``, or None.

    One interval without a leading article: "statistics of the World Bank", "A recent study". The source is
    what follows "according to" and its like, else the subject of a verb of saying or finding that governs
    a clause. The text's own voice ("we estimate", "this paper shows") is no source.
    """
    lead = _LEAD.search(passage.text)
    if lead:
        found = _read_lead(passage, lead.end())
        if found:
            return found
    for token in passage.parse:
        if token.lemma_.lower() in _SPEECH or token.lemma_.lower() in _EVIDENCE:
            found = _read_subject(token)
            if found:
                return found
    return None


def _read_lead(passage: Passage, at: int) -> Span | None:
    """Read the noun phrase that begins at a collapsed offset."""
    first = passage.parse.char_span(at, at + 1, alignment_mode="expand")
    if first is None:
        return None
    head = first[0]
    while (
        head.head.i > head.i and head.head.i - head.i < _LONGEST and head.head.pos_ in ("NOUN", "PROPN", "NUM", "ADJ")
    ):
        head = head.head
    if not _can_speak(head):
        return None
    return _trim(head, at, keep_participles=True)


def _read_subject(verb: Token) -> Span | None:
    """Read the subject of a verb of saying or finding that governs a clause or a quotation."""
    lemma = verb.lemma_.lower()
    if verb.pos_ in ("NOUN", "PROPN"):
        return _read_misread_verb(verb)
    if verb.pos_ != "VERB" or not _governs_clause(verb):
        return None
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if subject is None or not _is_source(subject, speaks=lemma in _SPEECH):
        return None
    return _trim(subject, None, keep_participles=False)


def _read_misread_verb(token: Token) -> Span | None:
    """Read "X projects global trade will fall", whose verb the tagger took for a plural noun."""
    doc = token.doc
    if (
        token.tag_ not in ("NNS", "NNPS")
        or token.i == 0
        or not doc[token.i - 1].is_upper
        or token.lower_ == token.lemma_
    ):
        return None
    follows = any(
        later.dep_ in ("nsubj", "nsubjpass") or later.tag_ == "MD" for later in doc[token.i + 1 : token.i + 8]
    )
    if token.i > 3 or not follows or token.lemma_.lower() not in _SPEECH:
        return None
    return Span(
        doc[0].idx if doc[0].lower_ not in _ARTICLES else doc[1].idx, doc[token.i - 1].idx + len(doc[token.i - 1])
    )


def _governs_clause(verb: Token) -> bool:
    """Say whether a verb has a clause or a quotation as its object, or is a parenthesis ("as X noted")."""
    for child in verb.children:
        if child.dep_ in ("ccomp", "parataxis"):
            return True
        if child.dep_ == "mark" and child.lower_ == "as" and verb.dep_ == "advcl":
            return True
        if child.dep_ == "punct" and child.i > verb.i and child.text in (":", "“", '"'):
            return True
    if verb.dep_ == "parataxis" or (verb.dep_ == "ccomp" and verb.head.i < verb.i):
        return False
    return any(
        token.lower_ == "that" and token.dep_ in ("mark", "det", "nsubj") for token in verb.doc[verb.i + 1 : verb.i + 4]
    )


def _is_source(subject: Token, *, speaks: bool) -> bool:
    """Say whether a subject can be a source other than the text itself."""
    if subject.pos_ == "PRON" or subject.lower_ in _OWN:
        return False
    for child in subject.children:
        if child.dep_ in ("det", "poss") and child.lower_ in _OWN and child.lower_ != "one":
            return False
    return _can_speak(subject) or (speaks and subject.pos_ == "PROPN")


def _can_speak(head: Token) -> bool:
    """Say whether a noun phrase names a person, a body or a document."""
    if head.lemma_.lower() in _EVIDENCE_NOUNS or head.lemma_.lower() in _SPEAKER_NOUNS:
        return True
    if head.ent_type_ in _NAMED:
        return True
    return head.pos_ == "PROPN" and (head.i == 0 or head.is_upper or head.is_title)


def _trim(head: Token, start: int | None, *, keep_participles: bool) -> Span:
    """Return the phrase of a head without article, relative clause and what follows a comma."""
    doc = head.doc
    left = start if start is not None else doc[max(head.left_edge.i, head.i - _LONGEST)].idx
    first = doc.char_span(left, left + 1, alignment_mode="expand")
    at = first[0].i if first is not None else head.i
    while at < head.i and ((doc[at].lower_ in _ARTICLES and doc[at].lower_ == "the") or doc[at].is_punct):
        at += 1
    end = head.i
    limit = min(head.right_edge.i, head.i + _LONGEST)
    stops = {"relcl"} if keep_participles else {"relcl", "acl"}
    for token in doc[head.i + 1 : limit + 1]:
        if token.dep_ in stops or token.text in _OPENERS or token.tag_ in ("WDT", "WP"):
            break
        end = token.i
    return Span(doc[at].idx, doc[end].idx + len(doc[end]))
