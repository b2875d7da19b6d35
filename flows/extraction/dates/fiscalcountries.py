"""Whose financial year a document means, and which century its years of two digits belong to."""

import re
from dataclasses import replace

from flows.extraction.dates.expression import Expression
from flows.extraction.document import Document
from flows.extraction.lexicon import load_lexicon

_FISCAL: dict[str, dict[str, object]] = load_lexicon("calendar")["fiscal_years"]
# the words by which a country's text is known, one pattern a country
_COUNTRY_WORDS = {
    code: re.compile(r"(?<!\w)(?:" + "|".join(re.escape(str(word)) for word in list(entry["words"])) + r")(?!\w)")  # type: ignore[call-overload]
    for code, entry in _FISCAL.items()
}
# a financial year soon behind a country's name: "Japan's fiscal 2024"
_COUNTRY_YEARS = {
    code: re.compile(rf"{pattern.pattern}(?:['’]s)?\s+(?:\w+\s+)?(?:\bfy|\bfiscal|financial year|\d{{4}}/\d\d\b)")
    for code, pattern in _COUNTRY_WORDS.items()
}
_FOUR_DIGITS = re.compile(r"\d{4}")
_ANY_YEAR = re.compile(r"(?<![\w.,$€£])(?:19|20)\d\d(?![\w%]|[.,]\d)")
# what a text that means a financial year says: "FY24", "fiscal 2024", "2023/24"
_FISCAL_WORD = re.compile(r"\b(?:FY|[Ff]iscal|[Ff]inancial year)|\d{4}/\d\d\b")
_AHEAD = 10  # years that a text looks ahead at most with a year of two digits
_PIVOT = 2040


def settle_century(text: str, expression: Expression, newest: int) -> Expression:
    """Put a financial year of two digits into the last century where this one's lies too far ahead ("FY99")."""
    interval = expression.interval
    if expression.form != "fiscal" or interval is None or _FOUR_DIGITS.search(text, expression.start, expression.end):
        return expression
    if interval.start.year <= newest + _AHEAD:
        return expression
    return replace(expression, interval=interval.shift_years(-100))


def find_newest_year(document: Document) -> int:
    """Return the year of publication, else the latest year that the text names, else the year up to which two digits
    are taken for this century's.
    """
    published = (document.card.published or "")[:4]
    if published.isdecimal():
        return int(published)
    years = [int(year) for year in _ANY_YEAR.findall(document.text)]
    return max(years, default=_PIVOT)


def find_fiscal_country(document: Document) -> str | None:
    """Return the country whose financial year the document means: its card's, else the one it names most."""
    if document.card.country in _FISCAL:
        return document.card.country
    if document.card.country is not None:
        return None
    return _choose_country(document.text) if _FISCAL_WORD.search(document.text) else None


def _choose_country(text: str) -> str | None:
    """Return the country with a known financial year that a text names most, or None."""
    lower = text.lower()
    counts = {code: len(pattern.findall(lower)) for code, pattern in _COUNTRY_WORDS.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] else None


def choose_fiscal_start(text: str, country: str | None) -> tuple[int, str]:
    """Return the first month of the financial year and what a single year names; calendar years where unknown.

    A sentence means the document's country, unless it names another one right before its financial year.
    """
    lower = text.lower()
    named = [code for code, pattern in _COUNTRY_YEARS.items() if pattern.search(lower)]
    code = named[0] if len(named) == 1 else country or _choose_country(text)
    if code is None:
        return 1, "end"
    entry = _FISCAL[code]
    return int(str(entry["month"])), str(entry["named_by"])
