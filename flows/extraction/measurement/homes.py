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
    """Return the letters that may stand for a local currency in a text, each with its ISO 4217 code.

    The document's own country comes first, then those that the text names, the most often named first: where two
    write the same letter ("K" in Zambia and in Papua New Guinea), it is the first one's.
    """
    if not _compile_letters().search(text):
        return {}
    signs = dict(_load_letters().get(country or "", {}))
    counts: dict[str, int] = {}
    for match in _compile_countries().finditer(text):
        counts[match[0].lower()] = counts.get(match[0].lower(), 0) + 1
    for name in sorted(counts, key=lambda name: (-counts[name], name)):
        for sign, code in _load_letters().get(_load_countries()[name], {}).items():
            signs.setdefault(sign, code)
    return signs


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
            if sign.isalpha() and sign[0].isupper() and len(sign) <= _LONGEST_SIGN and sign not in _LEXICON["signs"]:
                letters.setdefault(territory, {}).setdefault(sign, code)
    for territory, signs in _LEXICON["local_signs"].items():
        letters.setdefault(territory, {}).update(signs)
    return letters


@cache
def _compile_letters() -> re.Pattern[str]:
    """Return a pattern of a local letter before digits: "R350", "K 4.2 million"."""
    letters = {sign for signs in _load_letters().values() for sign in signs}
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(sorted(letters))})\s?\d")


@cache
def _list_dollar_countries() -> dict[str, str]:
    """Return the countries whose own currency is called a dollar, by their English name in lower case."""
    territories = Locale("en").territories
    names: dict[str, str] = {}
    for country in sorted(territories):
        if len(country) == len("ZA") and country.isalpha() and _find_dollar(country) != "USD":
            names[territories[country].lower().removesuffix(" sar china")] = country
    return names


@cache
def _find_dollar(country: str) -> str:
    """Return the currency that "$" means in a country: its own where that is a dollar, else the US dollar."""
    for code in get_territory_currencies(country):
        if "dollar" in get_currency_name(code, locale="en").lower():
            return str(code)
    return "USD"
