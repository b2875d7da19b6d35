"""Ranks, ordinals and multiples: "second largest", "45th anniversary", "more than doubled"."""

import re
from dataclasses import replace

from spacy.tokens import Token

from flows.extraction.document import Passage
from flows.extraction.figures.amounts import Amount
from flows.extraction.figures.counted import find_counted, find_superlative, find_token
from flows.extraction.figures.quantity import Quantity
from flows.extraction.lexicon import load_lexicon

_LEXICON = load_lexicon("counts")
# whose first something is: "the world's first"
_HOLDER = re.compile(r"\b(?:world|country|nation|region|industry|europe|asia|africa|continent)['’]s\s+$", re.IGNORECASE)
_ORDINAL_NOUNS = frozenset(_LEXICON["ordinal_nouns"])
# "ranked 5th", "ranks number three", "No. 1 in the world"
_RANKED = re.compile(
    r"\b(?:rank(?:s|ed|ing)?|placed|rated|came|comes)\s+(?:(?:at|as|in|the|number|no\.?)\s+){0,2}$", re.IGNORECASE
)
_TIMES_AS = re.compile(
    r"\s+(?:as\s+(?:much|many|high|large|big|likely|long|fast|great|(?-i:[a-z]+))|the|that|those|what|its|their|more|higher|larger|over|faster)\b",
    re.IGNORECASE,
)
_RATIO = re.compile(r"-to-(?:one|1)(?!\w)", re.IGNORECASE)


def read_order(passage: Passage, amount: Amount) -> Quantity | None:
    """Read a rank, an ordinal or a multiple; None for any other number."""
    if amount.form == "multiple":
        return _read_multiple(passage, amount)
    token = find_token(passage.parse, amount.number_start, amount.number_end)
    if token is None:
        return None
    if amount.form == "ordinal":
        return _read_rank(passage, amount, token) or _read_ordinal(passage, amount, token)
    if ratio := _RATIO.match(passage.text, amount.number_end):
        return Quantity(amount, amount.start, ratio.end(), "other", "time", amount.qualifier)
    if (
        _RANKED.search(passage.text[max(0, amount.start - 30) : amount.start])
        and amount.integer
        and 0 < amount.value < 1000
    ):
        return Quantity(amount, amount.start, amount.end, "rank", "rank", "exact")
    return None


def _read_rank(passage: Passage, amount: Amount, token: Token) -> Quantity | None:
    text, doc = passage.text, passage.parse
    superlative = find_superlative(doc, token)
    if superlative is not None:
        counted = find_counted(doc, superlative.idx, superlative.idx + len(superlative))
        end = (
            counted.head.idx + len(counted.head)
            if counted is not None and counted.head.i - superlative.i <= 4
            else superlative.idx + len(superlative)
        )
        return Quantity(amount, amount.start, end, "rank", counted.name if counted else None, "exact", counted)
    if _RANKED.search(text[max(0, amount.start - 30) : amount.start]):
        return Quantity(amount, amount.start, amount.end, "rank", "rank", "exact")
    place = re.compile(r"\s+(?:place|position|rank)\b").match(text, amount.end)
    if place:
        return Quantity(amount, amount.start, place.end() if place else amount.end, "rank", "rank", "exact")
    return None


def _read_ordinal(passage: Passage, amount: Amount, token: Token) -> Quantity | None:
    """Read an ordinal that says how often or how late: "45th anniversary", "the world's first exhibition"."""
    doc, text = passage.parse, passage.text
    counted = find_counted(doc, amount.number_start, amount.number_end)
    if counted is None or counted.head.tag_ in ("NNP", "NNPS"):
        return None
    if any(other.text[:1].isupper() for other in doc[counted.first : counted.head.i + 1]):
        return None
    noun = counted.head.lemma_.lower()
    spelled = text[amount.number_start].isalpha()
    world = amount.value == 1 and _HOLDER.search(text[max(0, amount.start - 14) : amount.start])
    counts = (
        noun in _ORDINAL_NOUNS
        and (amount.value > 1)
        and (not spelled or noun in ("anniversary", "time", "year", "month", "quarter", "week"))
    )
    streak = doc[counted.first].lower_ in ("consecutive", "straight", "successive")
    if not (world or counts or streak or (not spelled and amount.value > 3)):
        return None
    if noun in ("quarter", "half", "month", "day", "year", "week") and not streak and spelled:
        return None
    return Quantity(
        amount, amount.start, counted.head.idx + len(counted.head), "ordinal", counted.name, "exact", counted
    )


def _read_multiple(passage: Passage, amount: Amount) -> Quantity | None:
    """Read "doubled", "twice as much", "sixfold": by how many times; adjectives ("double taxation") are none."""
    text = passage.text
    token = find_token(passage.parse, amount.number_start, amount.number_end)
    word = text[amount.number_start : amount.number_end].lower()
    if token is None or text[amount.number_end : amount.number_end + 1] == "-":
        return None
    follows = _TIMES_AS.match(text, amount.end)
    end = amount.end
    if word in ("double", "triple", "treble", "quadruple", "quintuple"):
        if token.pos_ not in ("VERB", "AUX") and not follows and amount.qualifier == "exact":
            return None
        follows = None
    elif word in ("twice", "thrice"):
        if follows is None and amount.qualifier == "exact":
            return None
        end = follows.end() if follows and follows[0].lower().split()[0] == "as" else amount.end
    return Quantity(replace(amount), amount.start, end, "other", "time", amount.qualifier)
