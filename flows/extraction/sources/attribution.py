"""Who says it: the source that a sentence names for what it states."""

import re
from collections.abc import Iterator
from itertools import islice

from spacy.tokens import Token

from flows.extraction.document import Passage
from flows.extraction.lexicon import load_lexicon
from flows.extraction.sources.citations import find_cited
from flows.extraction.sources.opinions import cut_possessive
from flows.extraction.sources.quotations import find_quoted
from flows.extraction.sources.reporting import find_reporting
from flows.extraction.sources.speakers import (
    LONGEST,
    NAMED,
    can_speak,
    is_acronym,
    is_own,
    load_attribution,
    may_talk,
    trim_source,
)
from flows.extraction.spans import Span

_LEXICON = load_lexicon("attribution")
# "according to", "in the view of": what leads a source in
_LEAD = re.compile(rf"(?<!such )\b(?:{'|'.join(map(re.escape, _LEXICON['lead_phrases']))})\s+", re.IGNORECASE)
# beginnings of leads that anybody may stand behind where a comma sets them off
_OPEN = ("according", "as per")
# "per" that a comma sets off: ", per a study of the ministry"
_PER = re.compile(r"(?:^Per|, per) ")
# beginnings of leads that only people and bodies stand behind
_PERSONAL = ("in the ", "to quote")
_MOST_LEADS = 20  # of one kind that are tried in a sentence
_LONGEST_SET_OFF = 120  # characters between a lead at the beginning and the comma behind it
# what is followed or measured by, rather than who says so: "according to plan", "according to size"
_MEASURES = load_attribution("programme_nouns") | load_attribution("amount_nouns")
# kinds of verb that "as X-ed by" may hold
_TOLD = ("speech_verbs", "attitude_verbs", "evidence_verbs", "citing_verbs", "estimating_verbs")


def find_attribution(passage: Passage) -> Span | None:
    """Return where the passage names its source, as offsets into ``passage.text``, or None.

    One interval without a leading article: "statistics of the World Bank", "A recent study". The source is
    what follows "according to" and its like, else the authors of a cited work, else the subject or agent of a verb of
    saying, finding or judging with what is said beside it, in a main clause before a subordinate one, else who is named
    with a quotation. A quotation that runs on over several sentences has its source only where its speaker is named.
    The text's own voice ("we estimate", "this paper shows", "the analysis shows") is no source, nor is a citation mark,
    in brackets or as author and year.
    """
    return next(_find_sources(passage), None)


def _find_sources(passage: Passage) -> Iterator[Span]:
    for lead in islice(_LEAD.finditer(passage.text), _MOST_LEADS):
        told = lead[0].lower()
        set_off = told.startswith(_OPEN) and _is_set_off(passage.text, lead.start(), lead.end())
        free = told.startswith(_PERSONAL) or set_off
        found = _read_lead(passage, lead.end(), open_to_all=free)
        if found and not set_off and _is_manner(passage, found):
            continue
        if found:
            yield found
    for lead in islice(_PER.finditer(passage.text), _MOST_LEADS):
        found = _read_lead(passage, lead.end())
        if found:
            yield found
    yield from _find_as_reported(passage)
    yield from _find_measured(passage)
    yield from find_cited(passage.parse)
    yield from find_reporting(passage.parse)
    quoted = find_quoted(passage.parse)
    if quoted:
        yield quoted


def _is_set_off(text: str, start: int, end: int) -> bool:
    """Say whether a comma sets a lead off from what is said: ", according to creditors", "According to creditors, ..."."""
    before = text[max(0, start - 2) : start].rstrip()
    if before.endswith((",", "”", '"')):
        return True
    return start == 0 and "," in text[end : end + _LONGEST_SET_OFF]


def _is_manner(passage: Passage, found: Span) -> bool:
    """Say whether what follows a lead is one bare noun: "managed according to law" tells how."""
    phrase = passage.parse.char_span(found.start, found.end)
    if phrase is None or (len(phrase) > 1 and phrase[1].dep_ != "cc"):
        return False
    bare = phrase[0].tag_ == "NN" and not is_acronym(phrase[0])
    return bare and phrase[0].i > 0 and phrase[0].nbor(-1).pos_ != "DET"


def _find_as_reported(passage: Passage) -> Iterator[Span]:
    """Yield X of "as noted by X", "as shown in X", "as pointed out by X"."""
    told = frozenset[str]().union(*(load_attribution(key) for key in _TOLD))
    parse = passage.parse
    for token in parse[:-3]:
        if token.lower_ != "as" or parse[token.i + 1].lemma_.lower() not in told or parse[token.i + 1].tag_ != "VBN":
            continue
        at = token.i + 2 + (parse[token.i + 2].lower_ == "out")
        if at + 1 < len(parse) and parse[at].lower_ in ("by", "in"):
            found = _read_lead(passage, parse[at + 1].idx, texts=parse[at].lower_ == "in")
            if found:
                yield found


def _read_lead(passage: Passage, at: int, *, open_to_all: bool = False, texts: bool = False) -> Span | None:
    """Read the noun phrase that begins at a collapsed offset: who can speak, or anybody, or also a text that says."""
    first = passage.parse.char_span(at, at + 1, alignment_mode="expand")
    if first is None:
        return None
    head: Token = first[0]
    while head.head.i > head.i and head.head.i - head.i < LONGEST and head.head.pos_ in ("NOUN", "PROPN", "NUM", "ADJ"):
        head = head.head
    if is_acronym(head) and head.i + 1 < len(head.doc) and head.doc[head.i + 1].dep_ == "pobj":
        head = head.doc[head.i + 1]  # "WHO projections", read as a pronoun and a noun
    speaks = can_speak(head) or (open_to_all and may_talk(head) and head.lemma_.lower() not in _MEASURES)
    speaks = speaks or (texts and not is_own(head) and head.lemma_.lower() in load_attribution("text_nouns"))
    return trim_source(head, at, keep_participles=True) if speaks else None


def _find_measured(passage: Passage) -> Iterator[Span]:
    """Yield X of "in X's view", "by X's own estimate", "based on estimates of X"."""
    for token in passage.parse[:-2]:
        if token.lower_ not in ("in", "by", "on"):
            continue
        head = next((child for child in token.children if child.dep_ == "pobj"), None)
        if head is None or is_own(head) or head.i - token.i > LONGEST:
            continue
        lemma = head.lemma_.lower()
        holder = next((child for child in head.children if child.dep_ == "poss"), None)
        if token.lower_ == "in" and lemma in load_attribution("view_nouns"):
            if holder is not None and can_speak(holder):
                yield cut_possessive(holder)
        elif token.lower_ == "by" and lemma in load_attribution("reckoning_nouns"):
            if token.i == 0 and holder is not None:
                yield trim_source(head)
        elif lemma in load_attribution("evidence_nouns") and _bases(token) and _names_somebody(head):
            yield trim_source(head)


def _names_somebody(head: Token) -> bool:
    """Say whether a noun phrase holds a name."""
    phrase = head.doc[head.left_edge.i : min(head.right_edge.i, head.i + LONGEST) + 1]
    return any(word.ent_type_ in NAMED or is_acronym(word) for word in phrase)


def _bases(preposition: Token) -> bool:
    """Say whether "on" is that of "based on" at the beginning of a sentence."""
    return preposition.i == 1 and preposition.lower_ == "on" and preposition.doc[0].lower_ in ("based", "drawing")
