"""Currencies by sign, ISO 4217 code and name, from Unicode CLDR and the lexicon."""

import re
from dataclasses import dataclass
from functools import cache

from babel import Locale
from babel.numbers import get_currency_name

from flows.extraction.lexicon import load_lexicon
from flows.extraction.measurement.homes import SCALES, Home

_LEXICON = load_lexicon("currencies")
_SIGNS: dict[str, str] = _LEXICON["signs"]
_SPACED: dict[str, str] = _LEXICON["spaced_dollars"]
_SUBUNITS: dict[str, str] = _LEXICON["subunits"]
_DOUBTFUL_CODES = frozenset(_LEXICON["doubtful_codes"])
_SKIPPED = "|".join(_LEXICON["adjectives_skipped"])


@dataclass(frozen=True, slots=True)
class Money:
    """A currency found next to a number: its code (or subunit), where it ends or starts, and the scale it carried."""

    code: str
    start: int
    end: int
    scale: int = 1
    doubtful: bool = False


@cache
def load_codes() -> frozenset[str]:
    """Return the ISO 4217 codes that CLDR knows, historical ones included."""
    return frozenset(Locale("en").currencies) | {"BTC", "RMB", "NTD", "ETH"}


@cache
def load_names() -> dict[str, str]:
    """Return English currency names in lower case, singular and plural, with their codes."""
    names: dict[str, str] = {}
    for code in sorted(Locale("en").currencies):
        if code.startswith("X") and code not in ("XAF", "XOF", "XPF", "XCD", "XDR"):
            continue
        for name in (get_currency_name(code, locale="en"), get_currency_name(code, count=2, locale="en")):
            if "(" not in name:
                names.setdefault(name.lower(), code)
    for name, code in _LEXICON["names"].items():
        names[name] = code
        names[name + "s"] = code
    for name, code in _LEXICON["doubtful_names"].items():
        names[name] = code
        names[name + "s"] = code
    return names


@cache
def _compile_names() -> re.Pattern[str]:
    names = sorted((name for name in load_names() if name.isascii()), key=len, reverse=True)
    return re.compile(
        rf"(?:[\s-]+(?:in\s+|worth\s+of\s+)?(?:(?:{_SKIPPED})\s+){{0,3}}|)(?P<name>{'|'.join(map(re.escape, names))})(?![^\W_])(?:\s+\((?:RMB|CNY|USD|US\$|EUR)\))?",
        re.IGNORECASE,
    )


# a sign or code that ends where the number begins
_BEFORE = re.compile(
    rf"(?:(?P<sign>{'|'.join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))})|(?<![A-Za-z])(?P<code>[A-Z]{{3}})"
    rf"|(?<![A-Za-z])(?P<spaced>{'|'.join(_SPACED)})\s?\$|(?P<word>dollars?|euros?|yen|rupees))\s?$",
)
_SPACED_SIGN = re.compile(rf"(?<![^\W_])(?P<spaced>{'|'.join(_SPACED)})\s?\$\s?$", re.IGNORECASE)
# a sign, code or name right behind the number
_SIGN_AFTER = re.compile(
    r"\s?(?P<sign>US\$|[€£¥₹₩₽₺₫₱฿₦₪₴₸₿元$]|zł|Kč)(?!\w|\s?\d)|[\s-]?(?P<code>[A-Z]{3})(?![A-Za-z0-9])(?:\s+(?P<scale>million|billion|trillion|thousand)\b)?"
    r"|\s?(?P<mega>[MKBmkb](?:n|ln)?)(?P<megacode>USD|EUR|GBP|CNY|RMB|SEK|NOK|DKK|CHF)(?![A-Za-z])"
)
_TRAILING_COUNTRY = re.compile(r"\s+(?P<code>US|CAN|AUD|USD|CAD|NZ|Cdn)(?![A-Za-z.])(?!\s+[a-z]*\s?dollar)")
_SUBUNIT_AFTER = re.compile(
    r"(?:[\s-]?(?P<word>cents?|pence|penny|pennies)|(?P<letter>p|¢)|[\s]?(?P<sign>¢))(?![^\W_])"
)
# a scale of one letter behind the number: "R450m"
_SCALE_LETTER = re.compile(r"\s?[mMbB](?![^\W_])")
# how amounts of money look, and road numbers and devices do not: "12.50", "1,200", "12 000"
_LIKE_MONEY = re.compile(r"\d{1,3}(?:[,\s]\d{3})+(?:[.,]\d{2})?|\d+\.\d{2}")
# a bare number that may be an amount where nothing says otherwise: "350"
_BARE = re.compile(r"[1-9]\d{2,}")
# letters that may be a local sign, right before the number; not "R&D 2 million"
_LOCAL = re.compile(r"(?<![^\W_])(?<!&)(?P<sign>[A-Z][A-Za-z]{0,2})(?P<gap>\s?)$")
_LABELS = "|".join(_LEXICON["letter_labels"])
_LABEL_BEFORE = re.compile(rf"\b(?:{_LABELS})s?\s$", re.IGNORECASE)
_THING_BEHIND = re.compile(rf"\s(?:{'|'.join(_LEXICON['letter_things'])})\b", re.IGNORECASE)
# the other end of a range, which holds the scale: "R5 to R10 billion", "R2-3 billion"
_SCALED_RANGE = re.compile(rf"\s?(?:[-–]|to|and)\s?(?:[A-Z][a-z]{{0,2}}\s?)?\d[\d.,]{{0,12}}\s?{SCALES}")
_MEGA = {"M": 10**6, "m": 10**6, "MN": 10**6, "K": 1000, "k": 1000, "B": 10**9, "b": 10**9}


def read_money_before(text: str, start: int, value_is_large: bool, home: Home) -> Money | None:
    """Return the currency whose sign or code stands directly before ``start``."""
    head = text[max(0, start - 8) : start]
    offset = start - len(head)
    spaced = _SPACED_SIGN.search(head)
    if spaced:
        return Money(_SPACED[spaced["spaced"].lower()], offset + spaced.start(), start)
    match = _BEFORE.search(head)
    if match is None:
        return None
    at = offset + match.start()
    if match["sign"]:
        sign = match["sign"]
        if sign[0].isalpha() and at and text[at - 1].isalnum():
            return None
        if (
            sign[-1].isalpha()
            and sign not in ("RM", "RMB", "BTC", "Rs", "Rp", "FCFA", "KSh", "Ksh", "Tk", "SDR")
            and head.endswith(" ")
        ):
            return None
        return Money(home.settle_sign(sign), at, start)
    if match["word"]:
        return (
            Money(load_names()[match["word"].lower()], at, start)
            if head[-1:] == " " and match["word"].lower() in ("dollar", "euro")
            else None
        )
    code = match["code"]
    if code is None or code not in load_codes() or (code in _DOUBTFUL_CODES and not value_is_large):
        return None
    return Money(_settle(code), at, start)


def read_money_after(text: str, end: int, scale: int, home: Home) -> Money | None:
    """Return the currency whose sign, code or name follows ``end``.

    ``scale`` is the scale the number already carries: "20 million pounds" are money, "20 pounds" may be a weight.
    """
    match = _SIGN_AFTER.match(text, end)
    if match:
        if match["sign"]:
            return Money(home.settle_sign(match["sign"]), end, match.end("sign"))
        if match["megacode"]:
            return Money(_settle(match["megacode"]), end, match.end(), _MEGA[match["mega"].upper()[:1]])
        if match["code"] in load_codes() and match["code"] not in _DOUBTFUL_CODES:
            extra = {"million": 10**6, "billion": 10**9, "trillion": 10**12, "thousand": 1000, None: 1}[match["scale"]]
            return Money(_settle(match["code"]), end, match.end(), extra)
    name = _compile_names().match(text, end)
    if name:
        word = name["name"].lower()
        doubtful = word.removesuffix("s") in _LEXICON["doubtful_names"]
        code = load_names()[word]
        if word in ("dollar", "dollars"):
            code = home.settle_sign("$")
        return Money(code, end, name.end(), doubtful=doubtful and scale < 1000)
    sub = _SUBUNIT_AFTER.match(text, end)
    if sub:
        return Money(_SUBUNITS[(sub["word"] or sub["letter"] or sub["sign"]).lower()], end, sub.end())
    return None


def read_local_sign(text: str, start: int, end: int, scale: int, home: Home) -> Money | None:
    """Return the local currency whose letter stands before a number: "R1.2 billion", "K450,000", "R350 a month".

    A bare number must touch its letter, and no word beside it may say that they name something else, for letters also
    number roads and devices ("N95", "route P500"). ``scale`` is the one that the number carries.
    """
    match = _LOCAL.search(text, max(0, start - 5), start)
    code = home.signs.get(match["sign"]) if match else None
    if match is None or code is None:
        return None
    if scale < 1000 and not _SCALE_LETTER.match(text, end) and not _SCALED_RANGE.match(text, end):
        if _LABEL_BEFORE.search(text, max(0, match.start() - 16), match.start()) or _THING_BEHIND.match(text, end):
            return None
        bare = not match["gap"] and _BARE.fullmatch(text, start, end) is not None
        if not bare and _LIKE_MONEY.fullmatch(text, start, end) is None:
            return None
    return Money(code, match.start(), start)


def read_country_after(text: str, end: int) -> tuple[str, int] | None:
    """Return the code and end of a country behind a dollar amount: "$31.20 US"."""
    match = _TRAILING_COUNTRY.match(text, end)
    if match is None:
        return None
    return {"US": "USD", "USD": "USD", "CAN": "CAD", "Cdn": "CAD", "CAD": "CAD", "AUD": "AUD", "NZ": "NZD"}[
        match["code"]
    ], match.end()


def _settle(code: str) -> str:
    return {"RMB": "CNY", "NTD": "TWD"}.get(code, code)
