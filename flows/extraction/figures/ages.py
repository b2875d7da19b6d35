"""Bare numbers that are ages: "aged 25", "Jane Miller, 66, has", "children under 5"."""

import re

from flows.extraction.document import Passage
from flows.extraction.figures.amounts import Amount
from flows.extraction.figures.counted import find_token
from flows.extraction.lexicon import load_lexicon

_YOUNGEST, _OLDEST = 10, 130  # years: ages of people whose names are followed by one; ages below
# an age behind a name: "Jane Miller, 66, has"
_NAMED_AGE = re.compile(r"\s*(?:[,)]|$)")
_NO_PERSONS = frozenset({"GPE", "LOC", "DATE", "CARDINAL", "FAC", "EVENT", "PRODUCT"})
_WORD_BEFORE = re.compile(r"(?P<word>[A-Za-z]+)\s(?:(?:is|are|was|were|be)\s)?$")
# an age without its unit: "aged 25", "over the age of 21"
_AGED = re.compile(r"\b(?:aged?|ages)(?:\s+of)?\s+(?:(?:about|over|under|between|from|at\s+least)\s+)?$", re.IGNORECASE)
_AGED_NOUNS = frozenset(load_lexicon("counts")["aged_nouns"])


def is_age(passage: Passage, amount: Amount) -> bool:
    """Say whether a bare number is an age in years: "aged 25", "Jane Miller, 66, has"."""
    if not (amount.integer and 0 < amount.value < _OLDEST):
        return False
    text = passage.text
    if _AGED.search(text[max(0, amount.start - 24) : amount.start]):
        return True
    if text[max(0, amount.start - 2) : amount.start] != ", " or not _NAMED_AGE.match(text, amount.end):
        return False
    name = find_token(passage.parse, amount.start - 3, amount.start - 2)
    if name is None or amount.value < _YOUNGEST:
        return False
    if name.ent_type_ == "PERSON" or text[amount.end : amount.end + 1] != ",":
        return name.ent_type_ == "PERSON"
    token = find_token(passage.parse, amount.start, amount.end)
    beside = token is not None and token.dep_ == "appos" and token.head.i == name.i
    named = name.pos_ == "PROPN" and name.ent_type_ not in _NO_PERSONS
    return named or (beside and name.text[:1].isupper())


def bounds_age(passage: Passage, amount: Amount) -> bool:
    """Say whether a number without a noun bounds an age: "children under 5", "women between 15 and 49"."""
    if not (amount.integer and 0 < amount.value < _OLDEST):
        return False
    word = _WORD_BEFORE.search(passage.text[max(0, amount.start - 20) : amount.start])
    bounded = amount.qualifier in ("over", "under") or amount.high is not None
    return bounded and word is not None and word["word"].lower() in _AGED_NOUNS
