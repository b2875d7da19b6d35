"""Amounts that belong together: the two ends of a range, and values that share a unit or a scale."""

import re
from dataclasses import replace
from decimal import Decimal

from flows.extraction.amounts import Amount
from flows.extraction.document import Passage
from flows.extraction.lexicon import load_lexicon
from flows.extraction.qualifiers import read_qualifier_after, read_qualifier_before

_CHANGE = frozenset(load_lexicon("directions")["change_verbs"])
# between two ends of a range
_TO = re.compile(
    r"-?\s*(?:[-–—]|\bto\b|\bthrough\b|\buntil\b|\btill\b)\s*(?:about\s+|around\s+|as\s+(?:much|many)\s+as\s+)?",
    re.IGNORECASE,
)
_AND = re.compile(r"\s+(?:and|to)\s+", re.IGNORECASE)
_OR = re.compile(r"\s+or\s+(?:even\s+)?", re.IGNORECASE)
_LIST = re.compile(r"-?\s*(?:,|and|or|,\s*and|,\s*or|&|/)\s+|-?,\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:about\s+|roughly\s+|approximately\s+)?$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+(?:about\s+|roughly\s+|approximately\s+|around\s+|nearly\s+|just\s+)?$", re.IGNORECASE)
_BOUNDS = re.compile(r"\s*(?:,\s*)?(?:and|but)\s*", re.IGNORECASE)


def join_amounts(passage: Passage, amounts: list[Amount]) -> list[Amount]:
    """Share units and scales between neighbours, read qualifiers, and join the ends of ranges into one amount."""
    text = passage.text
    shared = _share(text, amounts)
    qualified = [_qualify(text, amount) for amount in shared]
    return _join(passage, qualified)


def _share(text: str, amounts: list[Amount]) -> list[Amount]:
    """Give a bare number the unit of the next one that it is joined to: "45 and 50 mg", "$5 to 7 billion"."""
    result = list(amounts)
    for at in range(len(result) - 2, -1, -1):
        left, right = result[at], result[at + 1]
        if left.form in ("ordinal", "multiple") or right.form in ("ordinal", "multiple"):
            continue
        gap = text[left.end : right.start]
        ranged = _TO.fullmatch(gap) or _OR.fullmatch(gap) or (_AND.fullmatch(gap) and _is_between(text, left))
        if not ranged and not _LIST.fullmatch(gap):
            continue
        if left.unit is None and right.unit is not None and not (right.form == "fraction" and not ranged):
            if not (
                text[right.start : right.number_start].strip()
                and right.kind == "money"
                and not ranged
                and right.value > 0
                and left.value > right.value * 100
            ):
                left = replace(left, unit=right.unit, kind=right.kind, per=left.per or right.per)
        elif (
            left.unit is not None
            and right.unit is None
            and left.kind == "money"
            and ranged
            and left.start < left.number_start
        ):
            right = replace(right, unit=left.unit, kind=left.kind)
            result[at + 1] = right
        if ranged and left.scale == 1 and right.scale > 1 and left.unit == right.unit and _is_short(left, right):
            left = replace(left, value=left.value * right.scale, scale=right.scale)
        result[at] = left
    return result


def _is_short(left: Amount, right: Amount) -> bool:
    """Say whether the left end left its scale out: "5 to 7 billion", not "200,000 to 3 million"."""
    coefficient = float(right.value) / right.scale
    return 0 < float(left.value) < 1000 and float(left.value) <= coefficient


def _is_between(text: str, amount: Amount) -> bool:
    return bool(_BETWEEN.search(text[max(0, amount.start - 30) : amount.start]))


def _qualify(text: str, amount: Amount) -> Amount:
    if amount.form in ("ordinal",):
        return amount
    before = read_qualifier_before(text, amount.start)
    if before:
        return replace(amount, qualifier=before[0], start=before[1])
    after = read_qualifier_after(text, amount.end)
    if after:
        return replace(amount, qualifier=after[0], end=after[1])
    if amount.form == "vague":
        return replace(amount, qualifier="over")
    return amount


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
            and re.fullmatch(r"\s+(?:and\s+)?", text[last.end : amount.start])
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
    if (
        left.form in ("ordinal", "multiple", "vague")
        or right.form in ("ordinal", "multiple")
        or left.unit != right.unit
    ):
        return None
    gap = text[left.end : right.start]
    if (
        left.qualifier == "over"
        and right.qualifier == "under"
        and _BOUNDS.fullmatch(gap)
        and float(left.value) < float(right.value)
    ):
        return replace(
            left,
            end=right.end,
            high=right.value,
            qualifier="exact",
            integer=left.integer and right.integer,
            number_end=right.number_end,
        )
    between = bool(
        re.search(
            r"\bbetween\s+(?:(?:about|roughly|approximately)\s+)?$",
            text[max(0, left.start - 30) : left.start],
            re.IGNORECASE,
        )
    )
    ordered = float(left.value) < float(right.value)
    if between and _AND.fullmatch(gap) and ordered:
        start = left.start - len(
            re.search(r"between\s+(?:(?:about|roughly|approximately)\s+)?$", text[: left.start], re.IGNORECASE)[0]
        )  # type: ignore[index]
        return replace(
            left, start=start, end=right.end, high=right.value, per=right.per or left.per, number_end=right.number_end
        )
    if (
        _OR.fullmatch(gap)
        and ordered
        and right.qualifier == "exact"
        and float(right.value) - float(left.value) <= max(1.0, float(left.value) * 0.5)
        and left.unit
    ):
        return replace(left, end=right.end, high=right.value, per=right.per or left.per, number_end=right.number_end)
    if not _TO.fullmatch(gap) or not ordered:
        return None
    if (
        right.qualifier in ("over", "under")
        and right.start < right.number_start
        and "than" in text[right.start : right.number_start]
    ):
        return None
    from_word = _FROM.search(text[max(0, left.start - 24) : left.start])
    if " to " in gap.lower() + " " and "to" in gap.lower() and _is_change(passage, left, from_word is not None):
        return None
    start = left.start - len(from_word[0]) if from_word else left.start
    return replace(
        left, start=start, end=right.end, high=right.value, per=right.per or left.per, number_end=right.number_end
    )


def _is_change(passage: Passage, left: Amount, after_from: bool) -> bool:
    """Say whether "from A to B" tells of a change in time and no range."""
    span = passage.parse.char_span(left.number_start, left.number_start + 1, alignment_mode="expand")
    if span is None or not after_from:
        return False
    token = span[0]
    for _ in range(6):
        if token.lemma_.lower() in _CHANGE:
            return True
        if token.head is token or (token.pos_ == "VERB" and token.i < left.number_start):
            break
        token = token.head
    before = passage.parse[max(0, span[0].i - 7) : span[0].i]
    return any(word.lemma_.lower() in _CHANGE for word in before)
