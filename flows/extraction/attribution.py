"""Who says it: the source that a sentence names for what it states."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from flows.extraction.document import Passage
from flows.extraction.lexicon import load_lexicon
from flows.extraction.reporting import find_reporting
from flows.extraction.spans import Span
from flows.extraction.speakers import LONGEST, can_speak, load_attribution, may_talk, trim_source

_LEXICON = load_lexicon("attribution")
# "according to", "in the view of": what leads a source in
_LEAD = re.compile(rf"\b(?:{'|'.join(map(re.escape, _LEXICON['lead_phrases']))})\s+", re.IGNORECASE)
# beginnings of leads that only people and bodies stand behind
_PERSONAL = ("in the ", "to quote")
_LONGEST_LABEL = 8  # tokens of "Minister Ann Lee: “...”"
_LABEL_WORDS = frozenset({"PROPN", "PUNCT", "ADP", "DET"})


def find_attribution(passage: Passage) -> Span | None:
    """Return where the passage names its source, as offsets into ``passage.text``, or None.

    One interval without a leading article: "statistics of the World Bank", "A recent study". The source is
    what follows "according to" and its like, else the subject or agent of a verb of saying, finding or judging
    with what is said beside it, else who is named before a
    quotation. The text's own voice ("we estimate", "this paper shows") is no source, nor is a citation mark,
    in brackets or as author and year.
    """
    return next(_find_sources(passage), None)


def _find_sources(passage: Passage) -> Iterator[Span]:
    for lead in _LEAD.finditer(passage.text):
        found = _read_lead(passage, lead.end(), open_to_all=lead[0].lower().startswith(_PERSONAL))
        if found:
            yield found
    yield from _find_as_reported(passage)
    yield from find_reporting(passage.parse)
    label = _read_label(passage.parse)
    if label:
        yield label


def _find_as_reported(passage: Passage) -> Iterator[Span]:
    """Yield X of "as noted by X", "as shown in X", "as pointed out by X"."""
    told = load_attribution("speech_verbs") | load_attribution("evidence_verbs") | load_attribution("citing_verbs")
    parse = passage.parse
    for token in parse[:-3]:
        if token.lower_ != "as" or parse[token.i + 1].lemma_.lower() not in told or parse[token.i + 1].tag_ != "VBN":
            continue
        at = token.i + 2 + (parse[token.i + 2].lower_ == "out")
        if at + 1 < len(parse) and parse[at].lower_ in ("by", "in"):
            found = _read_lead(passage, parse[at + 1].idx)
            if found:
                yield found


def _read_lead(passage: Passage, at: int, *, open_to_all: bool = False) -> Span | None:
    """Read the noun phrase that begins at a collapsed offset."""
    first = passage.parse.char_span(at, at + 1, alignment_mode="expand")
    if first is None:
        return None
    head: Token = first[0]
    while head.head.i > head.i and head.head.i - head.i < LONGEST and head.head.pos_ in ("NOUN", "PROPN", "NUM", "ADJ"):
        head = head.head
    speaks = can_speak(head) or (open_to_all and may_talk(head))
    return trim_source(head, at, keep_participles=True) if speaks else None


def _read_label(parse: Doc) -> Span | None:
    """Read who is named before a quotation: "Minister Ann Lee: “We shall finish the line.”"."""
    colon = next((token.i for token in parse[:_LONGEST_LABEL] if token.text == ":"), None)
    if colon is None or colon == 0 or colon + 1 >= len(parse) or parse[colon + 1].text not in ("“", '"'):
        return None
    if any(token.pos_ not in _LABEL_WORDS for token in parse[:colon]):
        return None
    first, last = parse[0], parse[colon - 1]
    person = any(token.ent_type_ == "PERSON" for token in parse[:colon])
    return Span(first.idx, last.idx + len(last)) if person and first.pos_ == "PROPN" and last.pos_ == "PROPN" else None
