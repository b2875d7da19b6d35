"""Cited works: their authors, where a sentence says what they found."""

from collections.abc import Iterator

from spacy.tokens import Doc

from flows.extraction.sources.speakers import AUTHOR_WORDS, LONGEST_AUTHORS, is_year, load_attribution, may_be_author
from flows.extraction.spans import Span

NO_AUTHORS = frozenset({"GPE", "LOC", "EVENT", "NORP"})  # kinds of name that cite no work: "Growth in China (2019)"


def find_cited(parse: Doc) -> Iterator[Span]:
    """Yield the authors of cited works that find something: "Smith and Jones (2019) show that Y", however parsed."""
    finding = load_attribution("evidence_verbs") | load_attribution("speech_verbs") | load_attribution("citing_verbs")
    for token in parse[1:-3]:
        bracket = token.text == "(" and parse[token.i + 2].text == ")"
        comma = token.text == "," and parse[token.i - 1].pos_ == "PROPN" and parse[token.i - 1].ent_type_ != "DATE"
        if not (bracket or comma) or not is_year(parse[token.i + 1].text):
            continue
        after = token.i + (3 if bracket else 2)
        behind = [word for word in parse[after : after + 3] if word.pos_ not in ("ADV", "AUX", "NUM")]
        if behind and behind[0].lemma_.lower() in finding:
            authors = _read_authors(parse, token.i)
            if authors is not None:
                yield authors


def _read_authors(parse: Doc, end: int) -> Span | None:
    """Read the names that stand before a year: "Smith", "Smith, Jones and Miller", "Smith et al."."""
    first = end
    while first > 0 and end - first < LONGEST_AUTHORS and may_be_author(parse[first - 1]):
        first -= 1
    before = parse[first - 1] if first > 0 else None
    if before is not None and before.pos_ == "ADP" and before.lower_ != "as":  # "In Norland, Smith (2019) finds"
        first = next((word.i for word in parse[first:end] if word.text == ","), end - 1) + 1
    elif before is not None and before.pos_ == "ADJ":
        return None  # the end of a longer name
    while first < end and parse[first].lower_ in AUTHOR_WORDS:
        first += 1
    if any(word.ent_type_ in NO_AUTHORS for word in parse[first:end]):
        return None
    last = parse[end - 1]
    return Span(parse[first].idx, last.idx + len(last.text.rstrip("."))) if first < end else None
