"""Where a document's money is at home: whose dollar "$" is, and the letters by which countries write their currency."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from babel import Locale, localedata
from babel.numbers import get_currency_name, get_currency_symbol, get_territory_currencies

from flows.extraction.lexicon import load_lexicon

_LEXICON = load_lexicon("currencies")
_AMERICAN = re.compile(r"\b(?:United States|U\.S\.?|US|USA|American?)(?![A-Za-z])")
_LONG = 1000  # characters: a text that is no mere sentence
_OFTEN = 3  # mentions from which a country's dollar is assumed
_LONGEST_SIGN = 3  # letters
SCALES = r"(?:million|billion|trillion|thousand|bn|mn|tn|m)\b"  # behind a number, as words or letters
# a letter that one currency alone is written with, touching a scaled number that counts nothing: "R1.2 billion"
_SCALED_ALONE = re.compile(
    rf"(?<![^\W_])(?P<sign>{'|'.join(_LEXICON['scaled_signs'])})\d[\d.,]{{0,12}}\s?(?:million|billion|trillion|bn|mn|tn)\b"
    r"(?!\s(?:[a-z]+\s)?[a-z]{2,}s\b)"
)


@dataclass(frozen=True, slots=True)
class Home:
    """Where a document's money is at home.

    ``country`` (ISO 3166-1 alpha-2) is the one whose dollar "$" means, or None for the United States; ``signs`` maps
    the letters by which the countries that the text names write their own currency ("R" in South Africa) to its
    ISO 4217 code. Letters and currencies come from Unicode CLDR, through Babel.
    """

    country: str | None = None
    signs: Mapping[str, str] = field(default_factory=dict)

    def settle_sign(self, sign: str) -> str:
        """Return the currency that a sign of the lexicon means here."""
        if sign == "$" and self.country:
            return _find_dollar(self.country)
        if sign == "¥" and self.country == "CN":
            return "CNY"
        return str(_LEXICON["signs"][sign])


def find_home(text: str, country: str | None) -> Home:
    """Return where a text's money is at home; ``country`` is the one that its card names, if any."""
    return Home(country or find_dollar_country(text), find_local_signs(text, country))


def find_dollar_country(text: str) -> str | None:
    """Return the country whose dollar "$" means in a text that names one such country far more than the United States.

    One mention is enough in a text of some length that names no other country. None where no country stands out: then
    "$" is the US dollar.
    """
    if "$" not in text:
        return None
    lower = text.lower()
    counts = {country: lower.count(name) for name, country in _list_dollar_countries().items()}
    best = max(sorted(counts), key=lambda country: counts[country])
    american = len(_AMERICAN.findall(text))
    if counts[best] >= _OFTEN:
        return best if counts[best] > 2 * american else None
    named = {match[0].lower() for match in _compile_countries().finditer(text)} if counts[best] and not american else ()
    return best if len(named) == 1 and len(text) >= _LONG else None


def find_local_signs(text: str, country: str | None = None) -> dict[str, str]:
    """Return the letters that stand for a local currency in a text, each with its ISO 4217 code.

    A letter counts where the text names a country that uses it, or the card does (``country``), and writes it at least
    once before what looks like money. Where two such countries share a letter ("K" in Zambia and in Papua New Guinea)
    and the card names neither, it stands for none. Letters that one currency alone is written with (the lexicon's
    ``scaled_signs``) need no country where a scale follows them ("R1.2 billion").
    """
    written = {match["sign"] for match in _compile_evidence().finditer(text)}
    if not written:
        return {}
    codes: dict[str, set[str]] = {}
    for territory in _find_territories(text):
        for sign, code in _load_letters()[territory].items():
            codes.setdefault(sign, set()).add(code)
    signs = {sign: min(found) for sign, found in codes.items() if len(found) == 1}
    signs |= _load_letters().get(country or "", {})
    for match in _SCALED_ALONE.finditer(text):
        signs.setdefault(match["sign"], _LEXICON["scaled_signs"][match["sign"]])
    return {sign: signs[sign] for sign in sorted(written & set(signs))}


def _find_territories(text: str) -> set[str]:
    """Return the countries with letters of their own that a text names, also by their people's name."""
    return {_load_local_names()[match["name"].lower()] for match in _compile_local_names().finditer(text)}


@cache
def _load_local_names() -> dict[str, str]:
    """Return the country of each name by which a text may name one with letters of its own, in lower case."""
    names = {Locale("en").territories[territory].lower(): territory for territory in _load_letters()}
    return names | {name.lower(): territory for territory, more in _LEXICON["local_names"].items() for name in more}


@cache
def _compile_local_names() -> re.Pattern[str]:
    """Return a pattern of those names; "South African" and "Ghanaian" name the country too."""
    names = sorted(_load_local_names(), key=len, reverse=True)
    return re.compile(rf"\b(?P<name>{'|'.join(map(re.escape, names))})(?:n|an|ian)?s?\b", re.IGNORECASE)


@cache
def _load_countries() -> dict[str, str]:
    """Return the ISO 3166-1 code of each country by its English name in lower case."""
    territories = Locale("en").territories
    return {territories[code].lower(): code for code in sorted(territories) if len(code) == 2 and code.isalpha()}


@cache
def _compile_countries() -> re.Pattern[str]:
    """Return a pattern of the English names of all countries."""
    names = sorted(_load_countries(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)


@cache
def _load_letters() -> dict[str, dict[str, str]]:
    """Return each country's own letters for its currency: CLDR's in its English locale, and the lexicon's."""
    letters: dict[str, dict[str, str]] = {}
    for identifier in sorted(localedata.locale_identifiers()):
        language, _, territory = identifier.partition("_")
        if language != "en" or len(territory) != len("ZA") or not territory.isalpha():
            continue
        for code in get_territory_currencies(territory):
            sign = get_currency_symbol(code, locale=identifier)
            letters_only = sign.isalpha() and sign[0].isupper() and len(sign) <= _LONGEST_SIGN
            if letters_only and sign not in _LEXICON["signs"] and sign != code:  # codes are read anywhere
                letters.setdefault(territory, {}).setdefault(sign, code)
    for territory, signs in _LEXICON["local_signs"].items():
        letters.setdefault(territory, {}).update(signs)
    return letters


@cache
def _compile_evidence() -> re.Pattern[str]:
    """Return a pattern of a local letter before what looks like money: "R350 a month", "K450,000", "P1.2 billion"."""
    letters = {sign for signs in _load_letters().values() for sign in signs} | set(_LEXICON["scaled_signs"])
    return re.compile(
        rf"(?<![^\W_])(?P<sign>{'|'.join(sorted(letters, key=len, reverse=True))})\s?"
        rf"(?:\d[\d.,]{{0,12}}\s?{SCALES}|\d{{1,3}}(?:[,\s]\d{{3}})+(?!\d)|\d{{1,6}}\.\d\d(?![\d.])"
        r"|[1-9]\d{1,5}\s(?:a|an|per|each|every)\s(?:hour|day|week|month|year|head|person|child|litre|kilo|ton))"
    )


@cache
def _list_dollar_countries() -> dict[str, str]:
    """Return the countries whose own currency is called a dollar, by their English name in lower case."""
    countries = _load_countries().items()
    return {name.removesuffix(" sar china"): code for name, code in countries if _find_dollar(code) != "USD"}


@cache
def _find_dollar(country: str) -> str:
    """Return the currency that "$" means in a country: its own where that is a dollar, else the US dollar."""
    for code in get_territory_currencies(country):
        if "dollar" in get_currency_name(code, locale="en").lower():
            return str(code)
    return "USD"
