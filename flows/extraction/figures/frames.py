"""Where a figure stands in its sentence: the verb, noun or preposition that governs it."""

import re
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from flows.extraction.document import Passage
from flows.extraction.figures.conversions import find_conversions
from flows.extraction.figures.quantity import Quantity
from flows.extraction.lexicon import load_lexicon

_LEXICON = load_lexicon("measures")
_EMPTY = frozenset(_LEXICON["empty_nouns"])
_MODIFIES = frozenset({"nummod", "amod", "compound", "nmod", "quantmod", "poss", "npadvmod", "advmod"})
# between two values that are joined: ", ", " and ", " and by "
_JOINT = re.compile(r",?\s*(?:and|or)?\s*(?:by|to|at)?\s*")
_MANY = 20  # values that are joined at most
_CLAUSES = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class Frame:
    """The syntax around a quantity.

    ``top`` is the highest token of the quantity itself; ``noun`` the noun it modifies or specifies; ``verb`` the verb
    it depends on; ``relation`` how ("dobj", "nsubj", "attr", "pobj", "mod"); ``preposition`` the one between.
    """

    first: int
    last: int
    top: Token
    noun: Token | None
    verb: Token | None
    relation: str
    preposition: str | None
    others: frozenset[int] = frozenset()  # tokens of the other figures of the sentence


def read_frames(passage: Passage, quantities: list[Quantity]) -> list[Frame | None]:
    """Return the frames of a sentence's quantities, each with the tokens of the others that have units.

    A figure before its noun is a part of that noun's name ("the 3 litre bottle") and stays in it.
    """
    frames = [read_frame(passage, quantity) for quantity in quantities]
    converted = find_conversions(passage.text, quantities)
    spans: list[frozenset[int]] = []
    for nth, (quantity, frame) in enumerate(zip(quantities, frames, strict=True)):
        span = passage.parse.char_span(quantity.start, quantity.amount.end, alignment_mode="expand")
        modifies = (
            frame is not None and frame.relation == "mod" and frame.noun is not None and frame.noun.i > frame.last
        )
        held = span is not None and quantity.amount.unit is not None and (not modifies or converted[nth])
        spans.append(frozenset(range(span.start, span.end)) if span is not None and held else frozenset())
    numbers = frozenset().union(*spans)
    return [
        replace(frame, others=numbers - spans[nth]) if frame is not None else None for nth, frame in enumerate(frames)
    ]


def share_frames(passage: Passage, quantities: list[Quantity], frames: list[Frame | None]) -> list[Frame | None]:
    """Let a value that is only listed behind another one lean on what governs that one: "5 % in 2025 and 4 % in 2026"."""
    result: list[Frame | None] = []
    for nth, frame in enumerate(frames):
        before = result[-1] if result else None
        listed = (
            before is not None
            and frame is not None
            and _is_listed(passage, quantities[nth - 1 : nth + 1], before, frame)
        )
        if listed and before is not None and frame is not None:
            result.append(replace(before, first=frame.first, last=frame.last, others=frame.others))
        else:
            result.append(frame)
    return result


def _is_listed(passage: Passage, pair: list[Quantity], before: Frame, frame: Frame) -> bool:
    """Say whether the second of two values has no noun and no verb of its own."""
    doc = passage.parse
    one, two = pair
    if one.unit != two.unit or two.counted is not None or two.amount.unit is None or frame.relation == "mod":
        return False
    opens = doc[frame.first - 1].lower_ if frame.first else ""
    behind = doc[frame.last + 1] if frame.last + 1 < len(doc) else None
    if opens not in (",", "and", "or") or (behind is not None and behind.lower_ == "of"):
        return False
    if behind is not None and (behind.pos_ in ("VERB", "AUX", "NOUN", "PROPN", "ADJ") or behind.text == "("):
        return False
    between = doc[before.last + 1 : frame.first - 1]
    return len(between) <= _MANY and not any(
        token.pos_ in ("VERB", "AUX", "SCONJ") or token.text in (";", ":", "(", "—") for token in between
    )


def read_frame(passage: Passage, quantity: Quantity) -> Frame | None:
    """Return the frame of a quantity; None where no token of the parse covers it."""
    doc = passage.parse
    end = quantity.amount.end if quantity.counted is None else max(quantity.amount.end, quantity.end)
    span = doc.char_span(quantity.start, end, alignment_mode="expand")
    if span is None or not len(span):
        return None
    first, last = span[0].i, span[-1].i
    top = _find_top(doc, first, last)
    if quantity.amount.form in ("multiple", "fraction") and top.pos_ in _CLAUSES and first <= top.i <= last:
        return Frame(first, last, top, None, top, "dobj", None)
    return _climb(top, first, last)


def _find_top(doc: Doc, first: int, last: int) -> Token:
    """Return the token of a stretch whose governor lies outside it; the last such one."""
    tops = [token for token in doc[first : last + 1] if not first <= token.head.i <= last or token.head.i == token.i]
    nouns = [token for token in tops if token.pos_ in ("NOUN", "SYM", "NUM", "PROPN")]
    return (nouns or tops or [doc[last]])[-1]


def _climb(top: Token, first: int, last: int) -> Frame:
    noun: Token | None = None
    preposition: str | None = None
    relation = top.dep_
    token = top
    for _ in range(8):
        head = token.head
        if head.i == token.i:
            return Frame(
                first,
                last,
                top,
                noun,
                token if token.pos_ in _CLAUSES else None,
                relation,
                preposition,
            )
        if token.dep_ in ("conj", "appos") and head.pos_ not in _CLAUSES:
            token = head
            relation = head.dep_ if noun is None else relation
            continue
        if token.dep_ in ("prep", "agent", "dative") or token.dep_ == "pobj":
            if token.dep_ != "pobj":
                preposition = preposition or token.lower_
            relation = "pobj" if noun is None else relation
            if head.pos_ in _CLAUSES:
                return Frame(first, last, top, noun, head, relation, preposition)
            if head.pos_ in ("NOUN", "PROPN") and token.dep_ != "pobj":
                noun = noun or head
            token = head
            continue
        if head.pos_ in _CLAUSES:
            return Frame(first, last, top, noun, head, token.dep_ if noun is None else relation, preposition)
        if token.dep_ in _MODIFIES and head.pos_ in ("NOUN", "PROPN") and noun is None and not first <= head.i <= last:
            noun, relation = head, "mod"
        token = head
    return Frame(first, last, top, noun, None, relation, preposition)


def find_subject(verb: Token) -> Token | None:
    """Return the subject of a verb, its own or the one it shares with the verb that governs it."""
    current = verb
    for _ in range(5):
        for child in current.children:
            if child.dep_ in ("nsubj", "nsubjpass", "csubj"):
                if child.tag_ in ("WDT", "WP") and current.dep_ == "relcl":
                    return _find_antecedent(child, current.head)
                return child
        if current.dep_ in ("acl", "relcl") and current.head.pos_ in ("NOUN", "PROPN"):
            return current.head
        if current.head.i == current.i:
            return _find_misattached(current)
        if current.dep_ not in ("conj", "xcomp", "advcl", "ccomp", "aux", "pcomp", "prep"):
            return None
        current = current.head
    return None


def _find_misattached(verb: Token) -> Token | None:
    """Return the noun phrase right before a finite verb that the parser hung to something else."""
    if verb.tag_ not in ("VBZ", "VBD", "VBP"):
        return None
    first = min([verb.i, *(child.i for child in verb.children if child.dep_ in ("aux", "auxpass", "neg"))])
    token = verb.doc[first - 1] if first else None
    if token is None or token.pos_ not in ("NOUN", "PROPN"):
        return None
    while token.dep_ in ("pobj", "prep", "compound", "amod") and token.head.i < first:
        token = token.head
    return token if token.pos_ in ("NOUN", "PROPN") else None


def _find_antecedent(pronoun: Token, head: Token) -> Token:
    """Return what a relative pronoun stands for: the noun right before it, else the noun its clause modifies."""
    for token in reversed(pronoun.doc[max(0, pronoun.i - 2) : pronoun.i]):
        if token.pos_ in ("NOUN", "PROPN"):
            return token
    return head


def find_object(verb: Token) -> Token | None:
    """Return the direct object of a verb."""
    return next((child for child in verb.children if child.dep_ == "dobj"), None)


def list_empty_nouns() -> frozenset[str]:
    """Return the nouns that stand for an amount itself ("total", "rate")."""
    return _EMPTY


def place_among(text: str, quantities: list[Quantity], frames: list[Frame | None], nth: int) -> tuple[int, int]:
    """Return which one a figure is, and of how many, among those of its unit under the same verb."""

    def are_joined(left: int, right: int) -> bool:
        one, two = frames[left], frames[right]
        same = (
            one is not None
            and two is not None
            and one.verb is not None
            and two.verb is not None
            and one.verb.i == two.verb.i
        )
        gap = text[quantities[left].end : quantities[right].start]
        return same and quantities[left].unit == quantities[right].unit and _JOINT.fullmatch(gap) is not None

    first = last = nth
    while first > max(0, nth - _MANY) and are_joined(first - 1, first):
        first -= 1
    while last + 1 < min(len(quantities), nth + _MANY) and are_joined(last, last + 1):
        last += 1
    return nth - first, last - first + 1
