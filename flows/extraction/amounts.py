"""Amounts: a number with the currency or unit that is written next to it."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from flows.extraction.currencies import read_country_after, read_money_after, read_money_before
from flows.extraction.document import Passage
from flows.extraction.exclusions import is_excluded
from flows.extraction.lexicon import load_lexicon
from flows.extraction.numerals import Form, Numeral, read_numerals
from flows.extraction.units import read_age, read_rate, read_unit

_LETTERS: dict[str, int] = load_lexicon("numbers")["letter_scales"]
# a scale letter behind digits: "$5m", "1.2m tonnes"
_LETTER = re.compile(r"[   ]?(?P<scale>[mMbBtkK])(?![^\W_])")
_NOUN_FOLLOWS = re.compile(r"\s+[a-z]+(?:\s+[a-z]+)?s\b|\s+people\b")
# a sign before a number: "-5", "minus 130"
_NEGATIVE = re.compile(r"(?:(?:^|(?<=[\s(\[,;:]))[-−–]|\b(?:minus|negative)[\s-]+)$", re.IGNORECASE)
_PLUS = re.compile(r"(?:^|(?<=[\s(]))\+$")
_OF_A = re.compile(r"\s+of\s+(?:an?\s+)?(?:US\s+)?(?=[a-z])")
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


def read_amounts(passage: Passage, masks: list[tuple[int, int]], country: str | None) -> list[Amount]:
    """Return the amounts of a passage from left to right; numbers that are no quantities are left out."""
    text = passage.text
    amounts: list[Amount] = []
    for numeral in read_numerals(text):
        if is_excluded(passage, numeral, masks):
            continue
        amount = _read_amount(text, numeral, country)
        if amount is not None and not (amounts and amount.start < amounts[-1].end):
            amounts.append(amount)
    return amounts


def _read_amount(text: str, numeral: Numeral, country: str | None) -> Amount | None:
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
    money = read_money_before(text, numeral.start, numeral.value >= 1000, country)
    if money is None and numeral.glued:
        return None
    if money is not None:
        return _finish_money(text, replace(amount, start=money.start, unit=money.code, kind="money"))
    amount = _apply_sign(text, amount)
    return _read_behind(text, amount, country)


def _finish_money(text: str, amount: Amount) -> Amount | None:
    """Read what may follow the digits of an amount whose sign stands before them."""
    letter = _LETTER.match(text, amount.end)
    if letter and amount.scale == 1:
        scale = _LETTERS.get(letter["scale"]) or _LETTERS[letter["scale"].upper()]
        amount = replace(amount, value=amount.value * scale, scale=scale, end=letter.end(), number_end=letter.end())
    elif amount.end < len(text) and text[amount.end].isalpha() and text[amount.end - 1].isdigit():
        return None
    trailing = read_country_after(text, amount.end)
    if trailing and amount.unit == "USD":
        amount = replace(amount, unit=trailing[0], end=trailing[1])
    elif again := re.compile(r"\s+(?:yuan|RMB|dollars?)\b").match(text, amount.end):
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


def _read_behind(text: str, amount: Amount, country: str | None) -> Amount | None:
    """Read the unit or currency behind a number."""
    end = amount.end
    digits = text[end - 1].isdigit()
    if amount.form == "vague":
        of = _OF.match(text, end)
        end = of.end() - 1 if of else end
    elif (
        amount.form == "fraction"
        and (of_a := _OF_A.match(text, end))
        and text[of_a.start() : of_a.end()].rstrip().endswith((" a", " an", " US"))
    ):
        unit = read_unit(text, of_a.end() - 1, digits=False)
        if unit:
            return replace(amount, end=unit.end, unit=unit.name, kind=unit.kind)
    letter = _LETTER.match(text, end) if digits and amount.scale == 1 else None
    if letter and (money := read_money_after(text, letter.end(), 1000000, country)):
        scale = _LETTERS.get(letter["scale"]) or _LETTERS[letter["scale"].upper()]
        return _read_per(
            text,
            replace(
                amount,
                value=amount.value * scale,
                scale=scale,
                number_end=letter.end(),
                end=money.end,
                unit=money.code,
                kind="money",
            ),
        )
    if (
        letter
        and letter["scale"] in "mMbBkK"
        and (_NOUN_FOLLOWS.match(text, letter.end()) or letter["scale"] in "kM" and letter.start("scale") == end)
    ):
        scale = _LETTERS.get(letter["scale"]) or _LETTERS[letter["scale"].upper()]
        amount = replace(amount, value=amount.value * scale, scale=scale, number_end=letter.end(), end=letter.end())
        end, digits = letter.end(), False
    money = read_money_after(text, end, amount.scale, country)
    if money is not None and not (money.doubtful and not _means_money(text, money.end)):
        value = amount.value * money.scale
        return _read_per(
            text,
            replace(
                amount, value=value, scale=amount.scale * money.scale, end=money.end, unit=money.code, kind="money"
            ),
        )
    unit = read_unit(text, end, digits=digits)
    if unit is not None and not _is_misread_unit(text, amount, unit.end, unit.name):
        amount = replace(amount, value=amount.value * unit.scale, end=unit.end, unit=unit.name, kind=unit.kind)
        age = read_age(text, amount.end) if unit.kind == "duration" else None
        return replace(amount, end=age) if age else _read_per(text, amount)
    if digits and end < len(text) and (text[end].isalpha() or text[end] == "_"):
        return None
    if amount.form == "fraction" and _SHARE_FOLLOWS.match(text, end) and amount.value <= 1:
        return replace(amount, value=float(amount.value) * 100, unit="%", kind="percent")
    return amount


def _is_misread_unit(text: str, amount: Amount, end: int, name: str) -> bool:
    """Say whether a unit word is part of something else: "two day-care centres", "20 second-hand", "four quarter finals"."""
    if name == "second" and text[amount.end : end].strip().lower() == "second" and amount.value != 1:
        return True
    return bool(name == "foot" and re.match(r"\s+of\s+the\s+(?:table|bed|hill)", text[end:]))


def _means_money(text: str, end: int) -> bool:
    return bool(re.match(r"\s+sterling\b", text[end:])) or "£" in text


def _read_per(text: str, amount: Amount) -> Amount:
    rate = read_rate(text, amount.end)
    if rate is None or amount.kind == "duration" and rate[1] == amount.end:
        return amount
    return replace(amount, per=rate[0], end=rate[1])
