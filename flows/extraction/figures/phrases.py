"""Stretches of a parse rendered as text: noun phrases and verbs without articles, dates and side remarks."""

from itertools import islice

from spacy.tokens import Doc, Token

from flows.extraction.figures.frames import Frame

LONGEST = 18  # words of one part of a measure
_MOST_PARTS = 60  # parts of one word that are looked at: a phrase of more is cut anyway
_FIGURE_WORDS = frozenset({"%", "percent", "cent", "million", "billion", "trillion"})
_CLITICS = {
    f"{mark}{short}": full
    for mark in "'’"
    for short, full in (("ve", "have"), ("re", "are"), ("ll", "will"), ("m", "am"))
}
_LEANS = frozenset({"nsubj", "nsubjpass", "mark", "aux", "auxpass", "det", "dobj", "advmod", "neg", "poss", "case"})
_CUT = frozenset({"punct", "relcl", "advcl", "parataxis", "preconj", "mark", "appos"})


def render_verb(frame: Frame, skip: frozenset[int], *, around: bool = False) -> str:
    """Render a verb with its auxiliaries, objects and places, without its subject and without the figure.

    A phrase with the figure in it is left out, or with ``around`` kept without the figure.
    """
    verb = frame.verb
    assert verb is not None
    words: list[Token] = [verb]
    for child in verb.children:
        if child.dep_ in ("aux", "auxpass", "neg", "prt"):
            words.append(child)
        elif _states_figure(child):
            continue
        elif child.i > verb.i and child.dep_ in ("prep", "dobj", "attr", "acomp", "agent", "xcomp", "oprd"):
            broken = any(token.i == frame.top.i or frame.first <= token.i <= frame.last for token in child.subtree)
            if (broken and not around) or child.i in skip or _holds_skipped(child, skip):
                continue
            own = range(frame.first - (child.doc[max(frame.first - 1, 0)].dep_ == "prep"), frame.last + 1)
            add_timeless([token for token in child.subtree if token.i not in skip and token.i not in own], words)
    words.sort(key=lambda token: token.i)
    return join_words(trim(words[:LONGEST], verb))


def add_timeless(part: list[Token], words: list[Token]) -> None:
    """Add the tokens of a phrase that are no date and stand before a side remark."""
    for token in part:
        if token.dep_ in ("relcl", "advcl") or (token.text in ("(", ";", "—", "–", ":", "[") and token.i > part[0].i):
            return
        dated = token.ent_type_ == "DATE" or (
            token.dep_ == "prep" and any(child.ent_type_ == "DATE" for child in token.children)
        )
        if not dated:
            words.append(token)


def _leans_on_lost(word: Token, kept: set[int]) -> bool:
    """Say whether a word depends on one further on that is left out."""
    return word.head.i not in kept and word.head.i > word.i


def mend(words: list[Token], head: Token) -> list[Token]:
    """Drop the words that lean on one left out: a preposition without its noun, an "and" without its second part."""
    kept = {word.i for word in words}
    while words and words[-1].i > head.i and words[-1].dep_ in _LEANS and _leans_on_lost(words[-1], kept):
        kept.discard(words.pop().i)  # the start of a clause whose verb is cut off
    result: list[Token] = []
    for nth, word in enumerate(words):
        if word.dep_ == "prep":
            targets = [child.i for child in word.children if child.dep_ in ("pobj", "pcomp")]
            if targets and not any(target in kept for target in targets):
                kept.discard(word.i)
                continue
        joins = word.dep_ == "cc" and (nth + 1 == len(words) or words[nth + 1].i > word.i + 2)
        next_to = nth + 1 < len(words) and words[nth + 1].i == word.i + 1
        if joins or (word.dep_ in ("det", "advmod", "quantmod") and not next_to and _leans_on_lost(word, kept)):
            continue
        result.append(word)
    return result


def trim(words: list[Token], head: Token) -> list[Token]:
    """Drop what a phrase must not end with: a preposition, an article, a comma."""
    words = mend(words, head)
    while (
        words
        and words[-1].i != head.i
        and (
            words[-1].dep_ in ("prep", "punct", "cc", "det", "mark", "aux")
            or (words[-1].dep_ == "acl" and words[-1].tag_ == "VBG")
            or words[-1].pos_ in ("ADP", "DET", "PART", "PUNCT")
        )
    ):
        words.pop()
    return words


def render(doc: Doc, head: Token, skip: frozenset[int], *, keep_clauses: bool) -> str:
    """Render a noun phrase without leading articles, the tokens in ``skip``, and side remarks."""
    words: list[Token] = []
    _collect(head, skip, words, keep_clauses=keep_clauses, depth=0)
    words.sort(key=lambda token: token.i)
    while words and (
        words[0].dep_ in ("det", "punct", "cc") or words[0].lower_ in ("the", "a", "an", "its", "their", "whose")
    ):
        words.pop(0)
    return join_words(trim(words[:LONGEST], head))


def _states_figure(child: Token) -> bool:
    """Say whether a joined noun or a prepositional phrase states another figure: "and 12 ports", "by 50 %"."""
    if child.dep_ == "conj":
        return any(grand.dep_ == "nummod" for grand in child.children)
    if child.dep_ != "prep":
        return False
    return any(
        grand.dep_ == "pobj" and (grand.pos_ == "NUM" or grand.lower_ in _FIGURE_WORDS) and grand.ent_type_ != "DATE"
        for grand in child.children
    )


def _holds_skipped(child: Token, skip: frozenset[int]) -> bool:
    """Say whether a joined noun, or a phrase of a preposition, is about a token that is skipped."""
    if child.dep_ == "conj":
        return any(grand.i in skip for grand in child.children)
    if child.dep_ != "prep":
        return False
    targets = [grand for grand in child.children if grand.dep_ == "pobj"]
    return any(target.i in skip for target in targets)


def _names_edition(year: Token) -> bool:
    """Say whether a year stands right before its noun and tells it from its like: "the 2025 tariffs"."""
    joined = year.i > 0 and year.nbor(-1).text in ("-", "–")
    if year.i + 1 < len(year.doc) and year.nbor().text in ("-", "–") and not year.whitespace_:
        return True
    return year.text.isdecimal() and len(year.text) == 4 and year.i + 1 == year.head.i and not joined


def _collect(token: Token, skip: frozenset[int], words: list[Token], *, keep_clauses: bool, depth: int) -> None:
    if depth > 12:
        return
    words.append(token)
    for child in islice(token.children, _MOST_PARTS):
        if child.text.startswith("[") or (child.i > token.i and child.nbor(-1).text == "["):
            continue
        if child.i in skip or _states_figure(child) or _holds_skipped(child, skip):
            continue
        dropped = child.dep_ in _CUT and not (keep_clauses and child.dep_ == "relcl")
        if child.dep_ == "punct" and child.text in ("-", "–", "/", "'", "’"):
            dropped = False
        if dropped or (child.dep_ == "prep" and any(grand.ent_type_ == "DATE" for grand in child.children)):
            continue
        if child.dep_ == "nummod" and child.i > token.i and token.text.islower() and child.text.isdecimal():
            continue  # a footnote's mark
        if child.dep_ == "nummod" and child.ent_type_ == "DATE" and not _names_edition(child):
            continue
        _collect(child, skip, words, keep_clauses=keep_clauses, depth=depth + 1)


def join_words(words: list[Token]) -> str:
    """Join tokens as the text spaces them."""
    pieces: list[str] = []
    for nth, token in enumerate(words):
        adjacent = nth + 1 < len(words) and words[nth + 1].i == token.i + 1
        text = _CLITICS.get(token.lower_, token.text) if token.tag_ != "POS" else token.text
        if text != token.text and pieces and not pieces[-1].endswith(" "):
            pieces.append(" ")
        pieces.append(text + ("" if adjacent and not token.whitespace_ else " "))
    return "".join(pieces).strip()
