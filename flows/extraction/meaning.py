"""What a figure says beside its number: direction, whether it is a statistic, whose it is."""

import re

from spacy.tokens import Token

from flows.extraction.counted import find_token, is_structural
from flows.extraction.document import Document, Passage, Row
from flows.extraction.lexicon import load_lexicon
from flows.extraction.quantity import Quantity

_LEXICON = load_lexicon("directions")
_UP = frozenset(_LEXICON["up_verbs"])
_DOWN = frozenset(_LEXICON["down_verbs"])
_UP_NOUNS = frozenset(_LEXICON["up_nouns"])
_DOWN_NOUNS = frozenset(_LEXICON["down_nouns"])
_UP_ADVERBS = frozenset(_LEXICON["up_adverbs"])
_DOWN_ADVERBS = frozenset(_LEXICON["down_adverbs"])
_FRAMES = frozenset(load_lexicon("counts")["frame_words"])


def find_direction(passage: Passage, quantity: Quantity) -> str | None:
    """Return "up" or "down" where the figure is a rise or fall, or what something rose or fell to."""
    if quantity.kind in ("rank", "ordinal", "duration"):
        return None
    token = find_token(passage.parse, quantity.amount.number_start, quantity.amount.number_end)
    if token is None:
        return None
    return None


def is_statistic(passage: Passage, quantity: Quantity) -> bool:
    """Say whether a figure states a fact about the world rather than structures the text."""
    if quantity.counted is not None and quantity.kind == "count" and is_structural(quantity.counted):
        return quantity.amount.scale > 1 or quantity.amount.value >= 20
    if quantity.kind == "duration":
        return not _is_frame(passage, quantity)
    return True


def _is_frame(passage: Passage, quantity: Quantity) -> bool:
    """Say whether a duration is a time frame: "the next five years", "two decades ago"."""
    text = passage.text
    before = re.search(r"([A-Za-z]+)\s+$", text[max(0, quantity.start - 14) : quantity.start])
    after = re.match(r"\s+([a-z]+)", text[quantity.end : quantity.end + 14])
    return bool((before and before[1].lower() in _FRAMES) or (after and after[1] in ("ago", "earlier", "later", "hence")))


def link_entity(document: Document, passage: Passage, quantity: Quantity, mentions: list[Row]) -> str | None:
    """Return the entity that the figure is of."""
    return None


def walk_up(token: Token, steps: int = 6) -> list[Token]:
    """Return a token and its governors, nearest first."""
    chain = [token]
    while len(chain) <= steps and chain[-1].head is not chain[-1]:
        chain.append(chain[-1].head)
    return chain
