"""What a figure says beside its number: direction, whether it is a statistic, whose it is."""

import re

from spacy.tokens import Token

from flows.extraction.document import Passage, Row
from flows.extraction.figures.counted import is_structural
from flows.extraction.figures.frames import Frame, find_object, find_subject
from flows.extraction.figures.quantity import Quantity
from flows.extraction.lexicon import load_lexicon

_LEXICON = load_lexicon("directions")
_COUNTS = load_lexicon("counts")
_UP = frozenset(_LEXICON["up_verbs"])
_DOWN = frozenset(_LEXICON["down_verbs"])
_UP_NOUNS = frozenset(_LEXICON["up_nouns"])
_DOWN_NOUNS = frozenset(_LEXICON["down_nouns"])
_UP_ADVERBS = frozenset(_LEXICON["up_adverbs"])
_DOWN_ADVERBS = frozenset(_LEXICON["down_adverbs"])
_TRANSFERS = frozenset(_LEXICON["transfer_verbs"])
_NEAR = 20  # figures before one that it may be held against
_LEVELS = frozenset(_LEXICON["level_verbs"])
_FRAMES = frozenset(_COUNTS["frame_words"])
_AGO = frozenset(_COUNTS["ago_words"])
# the words right before and behind a figure
_WORD_BEFORE = re.compile(r"([A-Za-z]+)\s+$")
_WORD_BEHIND = re.compile(r"[\s,]+([a-z]+)")
# "over the past 40 years": a span over which something is measured, no mere frame
_SPREAD = re.compile(r"\bover\s+(?:the\s+)?(?:past|last|next|coming|previous|first|initial)\s+$", re.IGNORECASE)
# verbs that say of what they count that there is more or less of it: "increase 300 posts"
_RESIZES = frozenset({"increase", "reduce", "decrease", "slash", "lower", "halve", "double", "triple"})
_LEADING = frozenset({"by", "to", "at", "of"})
_BESIDE = frozenset({"against", "with", "for", "in", "on", "among", "between", "like", "behind"})
# verbs whose "up" and "down" tell where something goes: not "make up 5 %"
_MOVES = frozenset(
    {
        "go",
        "move",
        "push",
        "be",
        "edge",
        "tick",
        "bring",
        "drive",
        "send",
        "finish",
        "close",
        "end",
        "climb",
        "come",
        "pull",
        "creep",
        "shoot",
        "inch",
    }
)
_CHANGE_REACH = 25  # tokens between a change and the level that it leads to
_BREAKS = frozenset({";", ":", ".", "("})
_WORDS = re.compile(r"[A-Za-z]{2}")
_SMALLEST_STATISTIC = 20  # a structural noun is counted in earnest from here: "30 measures"


def find_direction(passage: Passage, quantity: Quantity, frame: Frame | None) -> str | None:
    """Return "up" or "down" where the figure is a rise or fall, or what something rose or fell to."""
    if quantity.kind in ("rank", "ordinal") or frame is None:
        return None
    if quantity.kind == "duration":
        moved = frame.noun is None and frame.relation == "pobj" and frame.preposition in ("by", "to")
        return _read_verb(quantity, frame) if moved else None
    if quantity.amount.form == "multiple":
        word = passage.text[quantity.amount.number_start : quantity.amount.number_end].lower()
        return "up" if word not in ("twice", "thrice") else None
    near = _read_neighbours(passage, frame) or _read_levels(frame)
    if near is not None:
        return near
    if frame.preposition == "from" and frame.relation == "pobj":
        return None
    direction = _read_noun(frame) if frame.noun is not None else None
    if direction is None and frame.verb is not None and (frame.noun is None or _is_moved(frame, frame.noun)):
        direction = _read_verb(quantity, frame)
    return direction


def _is_moved(frame: Frame, noun: Token) -> bool:
    """Say whether what a verb does to the noun that a figure specifies is done to the figure ("cut a total of 300").

    It is not where the noun does it ("a price of 45p will curb") or hangs on another preposition ("on account of two").
    """
    beside = noun.dep_ == "pobj" and noun.head.lower_ not in _LEADING and frame.preposition != "by"
    return frame.relation != "mod" and noun.dep_ not in ("nsubj", "nsubjpass") and not beside


def share_directions(passage: Passage, quantities: list[Quantity], directions: list[str | None]) -> list[str | None]:
    """Let the direction of a value hold for the ones of its unit that it is joined to: "fell by 19 % and 64 %"."""
    result: list[str | None] = []
    for nth, direction in enumerate(directions):
        if direction is None and nth and result[-1] is not None and quantities[nth].unit == quantities[nth - 1].unit:
            between = passage.parse.char_span(quantities[nth - 1].end, quantities[nth].start, alignment_mode="contract")
            tokens = list(between) if between is not None else []
            parted = any(
                token.pos_ in ("VERB", "AUX", "SCONJ") or token.text in (";", ":", "(", ".") for token in tokens
            )
            joined = any(token.lower_ in (",", "and", "or") for token in tokens)
            ranked = quantities[nth].kind in ("rank", "ordinal", "duration")
            result.append(result[-1] if joined and not parted and not ranked else None)
            continue
        result.append(direction)
    return result


def compare_levels(quantities: list[Quantity], frames: list[Frame | None], nth: int) -> str | None:
    """Return the direction of "went from 4 to 22": the value is held against the one that it went from."""
    frame = frames[nth]
    if frame is None or frame.verb is None or frame.preposition != "to" or frame.relation != "pobj":
        return None
    first = max(0, nth - _NEAR)
    to_values = [other for other in range(first, nth + 1) if _is_level(quantities, frames, other, nth, "to")]
    from_values = [other for other in range(first, nth) if _is_level(quantities, frames, other, nth, "from")]
    place = to_values.index(nth)
    if place >= len(from_values):
        return None
    before, after = (float(quantities[other].amount.value) for other in (from_values[place], nth))
    return "up" if after > before else "down" if after < before else None


def _is_level(quantities: list[Quantity], frames: list[Frame | None], one: int, other: int, preposition: str) -> bool:
    left, right = frames[one], frames[other]
    if left is None or right is None or left.verb is None or right.verb is None:
        return False
    same = left.verb.i == right.verb.i and quantities[one].unit == quantities[other].unit
    return same and left.preposition == preposition


def _read_neighbours(passage: Passage, frame: Frame) -> str | None:
    """Read the word beside the figure: "up 4 %", "9.4 per cent higher", "a 3.8 % decline"."""
    doc = passage.parse
    before = doc[frame.first - 1] if frame.first else None
    after = doc[frame.last + 1] if frame.last + 1 < len(doc) else None
    particle = before is not None and before.dep_ == "prt" and before.head.lemma_.lower() not in _MOVES
    if before is not None and before.lower_ in ("up", "down") and not particle:
        return before.lower_ if before.lower_ == "down" or (before.i and doc[before.i - 1].lower_ != "as") else None
    if after is not None and after.lower_ in _UP_ADVERBS:
        return "up"
    if after is not None and after.lower_ in _DOWN_ADVERBS:
        return "down"
    return None


def _read_noun(frame: Frame) -> str | None:
    """Read the noun that the figure modifies or specifies, and the nouns that modify it."""
    noun = frame.noun
    if noun is None:
        return None
    words = [noun, *(child for child in noun.children if child.dep_ in ("compound", "amod", "nmod"))]
    above = noun
    while above.dep_ in ("pobj", "prep") and above.head.i != above.i and len(words) < 12:
        above = above.head
        if above.pos_ == "NOUN":
            words.append(above)
    for word in words:
        lemma = word.lemma_.lower()
        direction = _name_direction(lemma, _UP_NOUNS, _DOWN_NOUNS)
        if direction is None and word.i == noun.i and frame.preposition == "by":
            direction = _name_direction(lemma, _UP, _DOWN)  # a verb that the tagger took for a noun
        if direction is not None:
            return direction
    return None


def _read_levels(frame: Frame) -> str | None:
    """Read the change nearest before two levels: "holdings declining from 1.23 ha to 1.08 ha"."""
    doc = frame.top.doc
    if not frame.first or doc[frame.first - 1].lower_ != "to":
        return None
    starts = False
    for at in range(frame.first - 1, max(-1, frame.first - _CHANGE_REACH), -1):
        if doc[at].text in _BREAKS:
            return None
        starts = starts or doc[at].lower_ == "from"
        if not starts:
            continue
        lemma = doc[at].lemma_.lower()
        stems = (lemma, lemma.removesuffix("ing"), lemma.removesuffix("ing") + "e")
        for stem in stems:
            direction = _name_direction(stem, _UP, _DOWN) or _name_direction(stem, _UP_NOUNS, _DOWN_NOUNS)
            if direction is not None and doc[at].pos_ in ("VERB", "NOUN", "ADJ"):
                return direction
    return None


def _read_verb(quantity: Quantity, frame: Frame) -> str | None:
    verb = frame.verb
    if verb is None:
        return None
    lemma = verb.lemma_.lower()
    adverb = next(
        (
            child.lower_
            for child in verb.children
            if child.dep_ in ("prt", "advmod", "acomp") and child.lower_ in ("up", "down", "higher", "lower")
        ),
        None,
    )
    if frame.relation == "pobj" and frame.preposition in _BESIDE:
        return None
    if adverb in ("up", "higher") and lemma in ("go", "move", "be", "edge", "tick", "finish", "close", "end", "push"):
        return "up"
    if adverb in ("down", "lower") and lemma in ("go", "move", "be", "come", "bring", "finish", "close", "end", "pull"):
        return "down"
    if frame.relation in ("nsubj", "nsubjpass", "csubj"):
        return None
    direction = _name_direction(lemma, _UP, _DOWN)
    governor = verb.head.lemma_.lower() if verb.dep_ in ("xcomp", "advcl") else ""
    if direction is None and quantity.counted is None and lemma in _LEVELS and governor in _UP | _DOWN:
        return _name_direction(governor, _UP, _DOWN)
    if direction is None and lemma in _LEVELS:
        subject = find_subject(verb)
        return _name_direction(subject.lemma_.lower(), _UP_NOUNS, _DOWN_NOUNS) if subject is not None else None
    if direction is None or (lemma in _TRANSFERS and quantity.kind in ("money", "count") and frame.relation != "pobj"):
        return None
    if frame.relation == "pobj" and frame.preposition not in (
        "by",
        "to",
        "at",
        "of",
        "below",
        "above",
        "around",
        "about",
        "under",
        "over",
    ):
        return None
    if frame.relation == "dobj" and quantity.kind in ("count", "other", "money") and quantity.counted is not None:
        return direction if lemma in _RESIZES else None
    return direction


def _name_direction(lemma: str, up: frozenset[str], down: frozenset[str]) -> str | None:
    return "up" if lemma in up else "down" if lemma in down else None


def is_statistic(passage: Passage, quantity: Quantity) -> bool:
    """Say whether a figure states a fact about the world rather than structures the text."""
    if quantity.single or (quantity.unit is None and not _WORDS.search(passage.text)):
        return False
    counted = quantity.counted
    if counted is not None and counted.attributive and quantity.kind == "count":
        return not is_structural(counted)
    if counted is not None and quantity.kind == "count" and is_structural(counted):
        return quantity.amount.scale > 1 or float(quantity.amount.value) >= _SMALLEST_STATISTIC
    if quantity.kind == "duration":
        return not _is_time_frame(passage, quantity)
    return True


def _is_time_frame(passage: Passage, quantity: Quantity) -> bool:
    """Say whether a duration only places something in time: "the next five years", "two decades ago"."""
    text = passage.text
    before = _WORD_BEFORE.search(text[max(0, quantity.start - 16) : quantity.start])
    after = _WORD_BEHIND.match(text[quantity.end : quantity.end + 16])
    if before is not None and before[1].lower() in _FRAMES:
        return not _SPREAD.search(text[max(0, quantity.start - 32) : quantity.start])
    return bool(after and after[1] in _AGO)


def find_entity(passage: Passage, quantity: Quantity, frame: Frame | None, mentions: list[Row]) -> str | None:
    """Return the entity that the figure is of: one named in what is measured, else the nearest before it."""
    if not mentions:
        return None
    placed = sorted((passage.content.index_of(mention["char_start"]), mention["entity_id"]) for mention in mentions)
    for token in _list_holders(frame):
        inside = _find_in_subtree(token, placed)
        if inside is not None:
            return inside
    before = [entity for at, entity in placed if at < quantity.start]
    after = [entity for at, entity in placed if at >= quantity.end]
    return str(before[-1] if before else after[0]) if before or after else None


def _list_holders(frame: Frame | None) -> list[Token]:
    """Return the heads of the phrases that may name whose figure it is, best first."""
    if frame is None:
        return []
    holders = [token for token in (frame.noun,) if token is not None]
    if frame.verb is not None:
        holders += [token for token in (find_subject(frame.verb), find_object(frame.verb)) if token is not None]
    return holders


def _find_in_subtree(token: Token, placed: list[tuple[int, str]]) -> str | None:
    left, right = token.left_edge.idx, token.right_edge.idx + len(token.right_edge)
    return next((entity for at, entity in placed if left <= at < right), None)
