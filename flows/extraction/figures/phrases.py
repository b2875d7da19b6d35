"""Stretches of a parse rendered as text: noun phrases and verbs without articles, dates and side remarks."""

from spacy.tokens import Doc, Token

from flows.extraction.figures.frames import Frame

LONGEST = 16  # words of one part of a measure
_FIGURE_WORDS = frozenset({"%", "percent", "cent", "million", "billion", "trillion"})
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
            broken = any(token.i in skip or frame.first <= token.i <= frame.last for token in child.subtree)
            if broken and not around:
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


def trim(words: list[Token], head: Token) -> list[Token]:
    """Drop what a phrase must not end with: a preposition, an article, a comma."""
    while (
        words
        and words[-1].i != head.i
        and (
            words[-1].dep_ in ("prep", "punct", "cc", "det", "mark", "aux")
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
    while words and (words[0].dep_ in ("det", "punct", "cc") or words[0].lower_ in ("the", "a", "an", "its", "their")):
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


def _collect(token: Token, skip: frozenset[int], words: list[Token], *, keep_clauses: bool, depth: int) -> None:
    if depth > 12:
        return
    words.append(token)
    for child in token.children:
        if child.text.startswith("[") or (child.i > token.i and child.nbor(-1).text == "["):
            continue
        if child.i in skip or _states_figure(child):
            continue
        dropped = child.dep_ in _CUT and not (keep_clauses and child.dep_ == "relcl")
        if child.dep_ == "punct" and child.text in ("-", "–", "/", "'", "’"):
            dropped = False
        if dropped or (child.dep_ == "prep" and any(grand.ent_type_ == "DATE" for grand in child.children)):
            continue
        if child.dep_ == "nummod" and child.ent_type_ == "DATE":
            continue
        _collect(child, skip, words, keep_clauses=keep_clauses, depth=depth + 1)


def join_words(words: list[Token]) -> str:
    """Join tokens as the text spaces them."""
    pieces: list[str] = []
    for nth, token in enumerate(words):
        adjacent = nth + 1 < len(words) and words[nth + 1].i == token.i + 1
        pieces.append(token.text + ("" if adjacent and not token.whitespace_ else " "))
    return "".join(pieces).strip()
