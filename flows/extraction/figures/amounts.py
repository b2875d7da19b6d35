"""Amounts: a number with the currency or unit that is written next to it."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from flows.extraction.document import Passage
from flows.extraction.figures.exclusions import is_excluded
from flows.extraction.figures.numberwords import Form, Numeral
from flows.extraction.figures.numerals import read_numerals
from flows.extraction.lexicon import load_lexicon
from flows.extraction.measurement.currencies import (
    read_country_after,
    read_local_sign,
    read_money_after,
    read_money_before,
)
from flows.extraction.measurement.homes import Home
from flows.extraction.measurement.units import Unit, read_age, read_rate, read_unit

_LETTERS: dict[str, int] = load_lexicon("numbers")["letter_scales"]
# a scale letter behind digits: "$5m", "1.2m tonnes"
_LETTER = re.compile(r"[   ]?(?P<scale>[mMbBtkK])(?![^\W_])")
_NOUN_FOLLOWS = re.compile(
    r"\s+(?!(?:of|to|in|at|on|from|and|or|for|by|with|wide|long|tall|high|deep|below|above|as|is|was)\b)(?:(?!(?:is|was|has|does|are|were|will|can)\b)[a-z-]+\s+){0,4}(?!(?:is|was|has|does|this|its|as|us|thus)\b)(?:[a-z]+s|people)\b"
)
_SCALE_ALONE = re.compile(r"thousands?|millions?|billions?|trillions?|lakhs?|crores?", re.IGNORECASE)
# a sign before a number: "-5", "minus 130"
_NEGATIVE = re.compile(r"(?:(?:^|(?<=[\s(\[,;:]))[-−–]|\b(?:minus|negative)[\s-]+)$", re.IGNORECASE)
_PLUS = re.compile(r"(?:^|(?<=[\s(]))\+$")
_OF_A = re.compile(r"\s+of\s+(?:an?|US|an?\s+US)\s+(?=[a-z])|\s+an?\s+(?=[a-z])")
_CENTURY = re.compile(r"century(?![^\W_])")
# "RMB 3 billion yuan": the currency named once more
_NAMED_AGAIN = re.compile(r"\s+(?:yuan|RMB|dollars?)\b")
# what tells pounds of money from pounds of weight
_MEANS_MONEY = re.compile(r"\s+sterling\b|£")
# a change before a fraction: "cut by half"
_BY = re.compile(r"\bby\s+(?:(?:about|around|almost|nearly|roughly|over|up\s+to|more\s+than|less\s+than)\s+)?$")
_ODDS_OF = re.compile(r"\s(?:in|out\s+of)\s", re.IGNORECASE)
_OF = re.compile(r"\s+of\s+")
_SHARE_FOLLOWS = re.compile(
    r"\s+(?:of|the|its|their|his|her|our|all|these|those|that|what|whose)\b|-?\s*(?:of)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and what it is an amount of.

    ``start`` and ``end`` hold sign, currency and unit; ``number_start`` and ``number_end`` the number alone. ``unit``
    is None where nothing is written next to the number; ``kind`` then too.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: Decimal | float
    form: Form
    scale: int = 1
    unit: str | None = None
    kind: str | None = None
    high: Decimal | float | None = None
    qualifier: str = "exact"
    per: str | None = None
    integer: bool = True
    doubtful: bool = False
    from_change: bool = False

    @property
    def full_unit(self) -> str | None:
        """The unit with the denominator of its rate."""
        if self.unit and self.per and self.kind != "percent":
            return f"{self.unit} per {self.per}"
        return self.unit


def read_amounts(passage: Passage, masks: list[tuple[int, int]], home: Home) -> list[Amount]:
    """Return the amounts of a passage from left to right; numbers that are no quantities are left out."""
    text = passage.text
    amounts: list[Amount] = []
    for numeral in read_numerals(text):
        if is_excluded(passage, numeral, masks):
            continue
        amount = _read_amount(text, numeral, home)
        if amount is not None and not (amounts and amount.start < amounts[-1].end):
            amounts.append(amount)
    return amounts


def _read_amount(text: str, numeral: Numeral, home: Home) -> Amount | None:
    amount = Amount(
        numeral.start,
        numeral.end,
        numeral.start,
        numeral.end,
        numeral.value,
        numeral.form,
        numeral.scale,
        integer=numeral.integer,
    )
    if numeral.form in ("ordinal", "multiple"):
        return None if numeral.glued else amount
    money = read_money_before(text, numeral.start, numeral.value >= 1000, home) or read_local_sign(
        text, numeral.start, numeral.end, numeral.scale, home
    )
    if money is None and numeral.glued:
        return None
    if money is not None and numeral.form == "words" and _SCALE_ALONE.fullmatch(text, numeral.start, numeral.end):
        return None  # the head of a column: "($ million)"
    if money is not None:
        return _finish_money(text, replace(amount, start=money.start, unit=money.code, kind="money"))
    amount = _apply_sign(text, amount)
    return _read_behind(text, amount, home)


def _finish_money(text: str, amount: Amount) -> Amount | None:
    """Read what may follow the digits of an amount whose sign stands before them."""
    letter = _LETTER.match(text, amount.end)
    if letter and amount.scale == 1:
        amount = _apply_letter(amount, letter)
    elif amount.end < len(text) and text[amount.end].isalpha() and text[amount.end - 1].isnumeric():
        return None
    trailing = read_country_after(text, amount.end)
    if trailing and amount.unit == "USD":
        amount = replace(amount, unit=trailing[0], end=trailing[1])
    elif again := _NAMED_AGAIN.match(text, amount.end):
        amount = replace(amount, end=again.end())
    if text[amount.start - 1 : amount.start] in ("-", "−") and (amount.start < 2 or text[amount.start - 2] in " ("):
        amount = replace(amount, start=amount.start - 1, value=-amount.value)
    return _read_per(text, amount)


def _apply_sign(text: str, amount: Amount) -> Amount:
    sign = _NEGATIVE.search(text[max(0, amount.start - 10) : amount.start])
    if sign is None:
        plus = _PLUS.search(text[max(0, amount.start - 2) : amount.start])
        return replace(amount, start=amount.start - 1) if plus else amount
    if sign[0] == "–" and amount.start > 1 and text[amount.start - 2 : amount.start - 1].isalnum():
        return amount
    start = amount.start - len(sign[0])
    return replace(amount, start=start, number_start=start, value=-amount.value)


def _read_behind(text: str, amount: Amount, home: Home) -> Amount | None:
    """Read the unit or currency behind a number."""
    measured = _read_fraction_unit(text, amount) if amount.form == "fraction" else None
    if measured is not None:
        return measured
    of = _OF.match(text, amount.end) if amount.form == "vague" else None
    end = of.end() - 1 if of else amount.end
    digits = text[end - 1].isnumeric()  # a vulgar fraction too
    letter = _LETTER.match(text, end) if digits and amount.scale == 1 else None
    if letter is not None:
        scaled = _apply_letter(amount, letter)
        if read_money_after(text, letter.end(), scaled.scale, home) or _is_scale_letter(text, letter, end):
            amount, end, digits = scaled, letter.end(), False
    money = read_money_after(text, end, amount.scale, home)
    if money is not None and not (money.doubtful and not _MEANS_MONEY.search(text, money.end)):
        scale = amount.scale * money.scale
        return _read_per(
            text,
            replace(
                amount, value=amount.value * money.scale, scale=scale, end=money.end, unit=money.code, kind="money"
            ),
        )
    unit = read_unit(text, end, digits=digits)
    if unit is not None and not _is_misread_unit(text, amount, unit):
        amount = replace(amount, value=amount.value * unit.scale, end=unit.end, unit=unit.name, kind=unit.kind)
        age = read_age(text, amount.end) if unit.kind == "duration" else None
        return replace(amount, end=age) if age else _read_per(text, amount)
    if digits and end < len(text) and (text[end].isalpha() or text[end] == "_"):
        return None
    if amount.form == "fraction" and amount.value <= 1 and (_is_share(text, amount, end) or _is_part(text, amount)):
        return replace(amount, value=float(amount.value) * 100, unit="%", kind="percent")
    return amount


def _is_share(text: str, amount: Amount, end: int) -> bool:
    """Say whether a fraction is a share of something: "half of the", "one in five children", "it is one in five"."""
    said_of = amount.start > 0 or text[end:].strip(" .") != ""
    return _SHARE_FOLLOWS.match(text, end) is not None or (
        said_of and _ODDS_OF.search(text, amount.start, end) is not None
    )


def _is_part(text: str, amount: Amount) -> bool:
    """Say whether a fraction is that of a change: "halved", "cut by half", "rise by about a third"."""
    if text[amount.start : amount.end].lower().startswith(("halved", "halving", "halve")):
        return True
    return amount.value < 1 and _BY.search(text[max(0, amount.start - 24) : amount.start]) is not None


def _read_fraction_unit(text: str, amount: Amount) -> Amount | None:
    """Read the unit of "1/16 of a pint", "half of a mile", "half a century"."""
    of_a = _OF_A.match(text, amount.end)
    century = _CENTURY.match(text, of_a.end()) if of_a else None
    if century:
        return replace(amount, end=century.end(), unit="century", kind="duration")
    unit = read_unit(text, of_a.end() - 1, digits=False) if of_a else None
    return replace(amount, end=unit.end, unit=unit.name, kind=unit.kind) if unit else None


def _apply_letter(amount: Amount, letter: re.Match[str]) -> Amount:
    """Apply the scale of a letter behind digits: "$5m"."""
    scale = _LETTERS.get(letter["scale"]) or _LETTERS[letter["scale"].upper()]
    return replace(amount, value=amount.value * scale, scale=scale, number_end=letter.end(), end=letter.end())


def _is_scale_letter(text: str, letter: re.Match[str], end: int) -> bool:
    """Say whether a letter without a currency around is a scale: "1.2m tonnes", "40k"; "48m" is a length."""
    if letter["scale"] not in "mMbBkK":
        return False
    return _NOUN_FOLLOWS.match(text, letter.end()) is not None or (
        letter["scale"] in "kM" and letter.start("scale") == end
    )


def _is_misread_unit(text: str, amount: Amount, unit: Unit) -> bool:
    """Say whether a unit word is an ordinal: "the two second readings"."""
    return unit.name == "second" and text[amount.end : unit.end].strip().lower() == "second" and amount.value != 1


def _read_per(text: str, amount: Amount) -> Amount:
    rate = read_rate(text, amount.end)
    if rate is None or (amount.kind == "duration" and rate[1] == amount.end):
        return amount
    further = read_rate(text, rate[1]) if text.startswith(" per ", rate[1]) else None
    if further is not None:
        return replace(amount, per=f"{rate[0]} per {further[0]}", end=further[1])
    return replace(amount, per=rate[0], end=rate[1])
