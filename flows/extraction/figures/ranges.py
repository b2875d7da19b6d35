"""Amounts that belong together: the two ends of a range, and values that share a unit or a scale."""

import re
from dataclasses import replace
from decimal import Decimal

from flows.extraction.document import Passage
from flows.extraction.figures.amounts import Amount
from flows.extraction.figures.conversions import settle_conversions
from flows.extraction.figures.qualifiers import read_qualifier_after, read_qualifier_before
from flows.extraction.lexicon import load_lexicon

_CHANGE = frozenset(load_lexicon("directions")["change_verbs"])
_CHANGE_NOUNS = frozenset({*load_lexicon("directions")["up_nouns"], *load_lexicon("directions")["down_nouns"]})
# verbs that move their object with "up" or "down"
_CARRIES = frozenset({"push", "bring", "drive", "send", "pull", "bid", "force", "move", "lift", "take"})
_CLAUSE = 14  # tokens back from a value in which a verb of change may stand
_PAUSES = frozenset(",;:(")
_OF_REACH = 2  # tokens from a value back to the noun before "of"
# between two ends of a range
_TO = re.compile(
    r"-?\s*(?:[-–—]|\bup\s+to\b|\bto\b|\bthrough\b|\buntil\b|\btill\b)(?:-|\s*)(?:about\s+|around\s+|as\s+(?:much|many)\s+as\s+)?",
    re.IGNORECASE,
)
_AND = re.compile(r"\s+(?:and|to)\s+", re.IGNORECASE)
_UP_TO = re.compile(r"\s*up\s+to\s+", re.IGNORECASE)
# another value follows a "from A to B": A to B are then the ends of a range that changes to another
_TO_MORE = re.compile(r"\s+to\s+(?:between\s+)?[$€£]?\d")
# a level and its change: "closed at 16,369 up 58 points"
_LEVEL_AND_CHANGE = re.compile(r",?\s+(?:up|down)\s+", re.IGNORECASE)
_OR = re.compile(r"-?\s+or\s+(?:even\s+)?", re.IGNORECASE)
_LIST = re.compile(r"-?\s*(?:,|and|or|,\s*and|,\s*or|&|/)\s+|-?,\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:(?:about|roughly|approximately)\s+)?$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+(?:about\s+|roughly\s+|approximately\s+|around\s+|nearly\s+|just\s+)?$", re.IGNORECASE)
_ORDERS = ("ordinal", "multiple")
# "temperatures ranged from -18 to -34"
_RANGES = re.compile(r"\b(?:rang(?:e|es|ed|ing)|var(?:y|ies|ied|ying))\s+(?:\w+\s+)?from\s+$", re.IGNORECASE)
_THAN = re.compile(r"\bthan\b", re.IGNORECASE)
_TO_WORD = re.compile(r"\bto\b", re.IGNORECASE)
# "thirteen dollars and forty cents"
_CENTS = re.compile(r"\s+(?:and\s+)?", re.IGNORECASE)
_PART_OF = re.compile(r"\s+of\s+the\s+", re.IGNORECASE)
_STANDS_ALONE = re.compile(
    r"\s*(?:$|[.,;:)]|\s(?:by|in|for|at|on|and|of|per|as|with|after|between|over)\b)", re.IGNORECASE
)
_BY = re.compile(r"\bby\s+$", re.IGNORECASE)
# "over ten years" says when, "for over ten years" says how long
_SPANS = re.compile(r"over\s+(?:an?\s+|the\s+)?", re.IGNORECASE)
_LASTS = re.compile(
    r"\b(?:for|of|is|are|was|were|by|than|last(?:s|ed|ing)?|take[sn]?|took|after|well|just|about)\s+$", re.IGNORECASE
)
_BOUNDS = re.compile(r"\s*(?:,\s*)?(?:and|but)\s*", re.IGNORECASE)


def join_amounts(passage: Passage, amounts: list[Amount]) -> list[Amount]:
    """Share units and scales between neighbours, read qualifiers, and join the ends of ranges into one amount."""
    text = passage.text
    shared = settle_conversions(text, _share(text, amounts))
    qualified = [_qualify(passage, amount) for amount in shared]
    return _join(passage, qualified)


def _share(text: str, amounts: list[Amount]) -> list[Amount]:
    """Give a bare number the unit of the one that it is joined to: "45 and 50 mg", "$5 to 7 billion"."""
    result = list(amounts)
    for at in range(len(result) - 2, -1, -1):
        left, right = result[at], result[at + 1]
        if left.form in _ORDERS or right.form in _ORDERS:
            continue
        gap = text[left.end : right.start]
        ranged = _is_ranged(text, left, gap)
        if left.unit is None and right.unit is not None:
            result[at] = left = _take_unit_behind(text, left, right, gap, ranged=ranged)
        elif left.unit is not None and right.unit is None and ranged:
            result[at + 1] = right = _take_unit_before(text, left, right, gap)
        if ranged and left.scale == 1 and right.scale > 1 and left.unit == right.unit and _is_short(left, right):
            result[at] = replace(left, value=left.value * right.scale, scale=right.scale)
    return result


def _is_ranged(text: str, left: Amount, gap: str) -> bool:
    """Say whether what stands between two numbers may make them the ends of a range."""
    if _TO.fullmatch(gap) or _OR.fullmatch(gap):
        return True
    return bool(_AND.fullmatch(gap) and _BETWEEN.search(text[max(0, left.start - 30) : left.start]))


def _take_unit_behind(text: str, left: Amount, right: Amount, gap: str, *, ranged: bool) -> Amount:
    """Return the left number with the unit of the right one, where the two are joined."""
    shared = replace(left, unit=right.unit, kind=right.kind, per=left.per or right.per)
    if _PART_OF.fullmatch(gap):
        return shared if left.scale > 1 and right.kind == "money" else left
    if ranged:
        return shared
    if _LEVEL_AND_CHANGE.fullmatch(gap):
        return left if right.kind == "percent" else shared
    if not _LIST.fullmatch(gap) or right.form == "fraction" or _is_far_apart(left, right, gap):
        return left
    signed = right.kind == "money" and text[right.start : right.number_start].strip()
    return left if signed and float(left.value) > float(right.value) * 100 else shared


def _take_unit_before(text: str, left: Amount, right: Amount, gap: str) -> Amount:
    """Return the right number with the unit of the left one: "$89 to 93 billion", "from 208 pounds to 193"."""
    signed = left.kind == "money" and left.start < left.number_start
    bare = left.kind in ("other", "duration") and " to " in gap and _STANDS_ALONE.match(text, right.end) is not None
    return replace(right, unit=left.unit, kind=left.kind) if signed or bare else right


def _is_far_apart(left: Amount, right: Amount, gap: str) -> bool:
    """Say whether two numbers with a comma between them are too unlike to share a unit ("16,644, 16 per cent")."""
    low, high = sorted((abs(float(left.value)), abs(float(right.value))))
    return "," in gap and "and" not in gap and "or" not in gap and high > 100 * max(low, 1.0)


def _is_short(left: Amount, right: Amount) -> bool:
    """Say whether the left end left its scale out: "5 to 7 billion", not "200,000 to 3 million"."""
    coefficient = float(right.value) / right.scale
    return 0 < float(left.value) < 1000 and float(left.value) <= coefficient


def _qualify(passage: Passage, amount: Amount) -> Amount:
    if amount.form == "ordinal":
        return amount
    text = passage.text
    before = read_qualifier_before(text, amount.start)
    if before and _UP_TO.fullmatch(text, before[1], amount.start) and _is_particle(passage, before[1]):
        return amount
    if before and amount.kind == "duration" and _SPANS.fullmatch(text[before[1] : amount.start]):
        before = before if _LASTS.search(text[max(0, before[1] - 12) : before[1]]) else None
    if before:
        return replace(amount, qualifier=before[0], start=before[1])
    after = read_qualifier_after(text, amount.end)
    if after:
        return replace(amount, qualifier=after[0], end=after[1])
    if amount.form == "vague":
        return replace(amount, qualifier="over")
    return amount


def _is_particle(passage: Passage, at: int) -> bool:
    """Say whether the "up" of "up to" belongs to a verb that moves its object: "pushed the rate up to 2.25%"."""
    span = passage.parse.char_span(at, at + 1, alignment_mode="expand")
    if span is None or not span[0].i:
        return False
    thing = passage.parse[span[0].i - 1]
    return thing.dep_ == "dobj" and thing.head.lemma_.lower() in _CARRIES


def _join(passage: Passage, amounts: list[Amount]) -> list[Amount]:
    text = passage.text
    result: list[Amount] = []
    for amount in amounts:
        last = result[-1] if result else None
        joined = _join_pair(passage, last, amount) if last is not None and last.high is None else None
        if joined is not None:
            result[-1] = joined
            continue
        if (
            last is not None
            and last.kind == "money"
            and amount.unit == "cent"
            and _CENTS.fullmatch(text[last.end : amount.start])
        ):
            result[-1] = replace(
                last, value=Decimal(str(last.value)) + Decimal(str(amount.value)) / 100, end=amount.end
            )
            continue
        result.append(amount)
    return result


def _join_pair(passage: Passage, left: Amount, right: Amount) -> Amount | None:
    """Join two neighbours into a range, or return None; two values of a change stay two."""
    text = passage.text
    if left.form in (*_ORDERS, "vague") or right.form in _ORDERS or left.unit != right.unit:
        return None
    gap, head = text[left.end : right.start], text[max(0, left.start - 30) : left.start]
    if _UP_TO.fullmatch(text[right.start : right.number_start]) and not gap.strip() and _FROM.search(head):
        gap, right = text[left.end : right.number_start], replace(right, qualifier="exact")
    ordered = float(left.value) < float(right.value)
    if left.qualifier == "over" and right.qualifier == "under" and _BOUNDS.fullmatch(gap) and ordered:
        return replace(_span(left, right, left.start), qualifier="exact", integer=left.integer and right.integer)
    if not ordered:
        written = left.end > left.number_end and left.kind != "duration" and _is_level(passage, left)
        swings = _TO.fullmatch(gap) and (_RANGES.search(head) or written) and left.value != right.value
        return replace(_span(left, right, left.start), value=right.value, high=left.value) if swings else None
    between = _BETWEEN.search(head)
    if between and _AND.fullmatch(gap):
        return _span(left, right, left.start - len(between[0]))
    if _OR.fullmatch(gap) and right.qualifier == "exact" and left.unit and _is_near(left, right):
        return _span(left, right, left.start)
    if not _TO.fullmatch(gap) or (
        right.qualifier in ("over", "under") and _THAN.search(text[right.start : right.number_start])
    ):
        return None
    from_word = _FROM.search(head)
    if _BY.search(head) and (left.end > left.number_end or left.start < left.number_start):
        return None  # "by 3 years to 71 years": a change and its outcome
    if _TO_WORD.search(gap) and left.kind != "percent" and _moves(passage, left):
        return None  # "down $1.33 to $42.12": a change and the level it leads to
    widens = bool(_TO_MORE.match(text, right.end))
    if _TO_WORD.search(gap) and not widens and _is_change(passage, left, from_word is not None):
        return None
    return _span(left, right, left.start - len(from_word[0]) if from_word else left.start)


def _is_level(passage: Passage, left: Amount) -> bool:
    """Say whether a value specifies a noun that is no change: "a current of 3 A to 2 A"."""
    span = passage.parse.char_span(left.number_start, left.number_start + 1, alignment_mode="expand")
    at = span[0].i if span is not None else 0
    if at < _OF_REACH or passage.parse[at - 1].lower_ != "of":
        return False
    noun = passage.parse[at - _OF_REACH]
    return noun.tag_ in ("NN", "NNS") and noun.lemma_.lower() not in _CHANGE | _CHANGE_NOUNS


def _moves(passage: Passage, left: Amount) -> bool:
    """Say whether a change is stated right before a value that has its own unit: "fell 15 cents to 20 cents"."""
    span = passage.parse.char_span(left.start, left.start + 1, alignment_mode="expand")
    before = passage.parse[span[0].i - 1] if span is not None and span[0].i else None
    written = left.end > left.number_end or left.start < left.number_start
    verb = before is not None and before.tag_ in ("VBD", "VBZ", "VBN", "VBG") and before.lemma_.lower() in _CHANGE
    return before is not None and written and (verb or before.lower_ in ("up", "down"))


def _span(left: Amount, right: Amount, start: int) -> Amount:
    """Return the range from one amount to the other."""
    return replace(
        left, start=start, end=right.end, high=right.value, per=right.per or left.per, number_end=right.number_end
    )


def _is_near(left: Amount, right: Amount) -> bool:
    """Say whether "three or four" can be one uncertain amount."""
    return float(right.value) - float(left.value) <= max(1.0, float(left.value) * 0.5)


def _is_change(passage: Passage, left: Amount, after_from: bool) -> bool:
    """Say whether "from A to B" tells of a change in time and no range."""
    span = passage.parse.char_span(left.number_start, left.number_start + 1, alignment_mode="expand")
    if span is None or not after_from:
        return False
    token = span[0]
    for _ in range(6):
        if token.lemma_.lower() in _CHANGE:
            return True
        if token.head.i == token.i or (token.pos_ == "VERB" and token.i < left.number_start):
            break
        token = token.head
    for word in reversed(passage.parse[max(0, span[0].i - _CLAUSE) : span[0].i]):
        if word.text in _PAUSES and word.i < span[0].i - 1:
            return False
        if word.lemma_.lower() in _CHANGE:
            return True
    return False
