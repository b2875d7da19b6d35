"""Financial years and their parts: "FY24", "fiscal 2019-23", "2023/24", "Q2 of FY25"."""

import re
from collections.abc import Callable, Iterator

from flows.extraction.dates.expression import Expression
from flows.extraction.dates.intervals import Interval, make_fiscal, make_part, make_years
from flows.extraction.dates.readings import ORDINALS, UNITS

_SMALL = "|".join(sorted((word for word, number in UNITS.items() if number), key=len, reverse=True))
_LABEL = r"(?:(?:fiscal|financial|marketing|tax|budget)\s+years?\s+|fiscal\s+|FYs?[\s-]?|F\.Y\.\s?)"
# "FY24", "fiscal year 2008", "fiscal 2019–23", "2023/24"
_YEARS = re.compile(
    rf"(?:(?<![\w])|(?<=[QH][1-4]))(?:(?P<label>{_LABEL})(?:of\s+)?(?P<year>[12]\d{{3}}|\d\d(?!\d))(?:\s?(?P<joint>[-–/])\s?(?P<last>[12]\d{{3}}|\d\d))?|(?P<slash>[12]\d{{3}})(?P<mark>[/–-])(?P<slash_last>\d\d(?:\d\d)?))(?![\w])(?![/-]\d)",
    re.IGNORECASE,
)
# a part before a financial year: "Q2 of ", "the second quarter (Q2) of ", "the first eight months of "
_PART = re.compile(
    r"(?<![\w])(?:the\s+)?(?:(?P<nth>first|second|third|fourth)\s+(?P<piece>quarter|half)(?:\s+\([^()]{1,24}\))?|(?P<letter>[QH])(?P<digit>[1-4])(?=\s+(?:of|in|$)|\s*$)"
    rf"|first\s+(?P<count>\d{{1,2}}|{_SMALL})\s+months)(?:\s+(?:of|in)\s+(?:the\s+)?|(?<=\d)\s*)$",
    re.IGNORECASE,
)
_LEAD = 70  # characters in which such a part stands


def read_fiscal(text: str, fiscal_month: Callable[[], tuple[int, str]]) -> Iterator[Expression]:
    """Yield the financial years of a text; ``fiscal_month`` says in which month one starts and what a single year names."""
    for match in _YEARS.finditer(text):
        first_text, last_text = match["year"] or match["slash"], match["last"] or match["slash_last"]
        first = int(first_text) if len(first_text) == 4 else 2000 + int(first_text)
        last = int(str(first)[: 4 - len(last_text)] + last_text) if last_text else None
        if last is not None and last_text and len(last_text) == 2 and last < first:
            last += 100
        if last is not None and not first < last <= first + 50:
            continue
        if match["slash"] and (last != first + 1 or (match["mark"] != "/" and not _reads_part(text, match.start()))):
            continue  # "2024-25" alone may be two calendar years
        month, named_by = fiscal_month()
        interval = _make_fiscal_years(
            first, last, month, named_by, slash=match["slash"] is not None or match["joint"] == "/"
        )
        if interval is None:
            continue
        part = _read_fiscal_part(text, match.start(), interval) if interval.granularity == "year" else None
        start, interval = part or (match.start(), interval)
        yield Expression(start, match.end(), "fiscal", interval)


def _reads_part(text: str, end: int) -> bool:
    """Say whether a quarter, a half or some months stand before a year: "the second quarter of 2024-25"."""
    return _PART.search(text[max(0, end - _LEAD) : end]) is not None


def _make_fiscal_years(first: int, last: int | None, month: int, named_by: str, *, slash: bool) -> Interval | None:
    if last is None:
        start = first if named_by == "start" or month == 1 else first - 1
        return make_fiscal(start, start, month)
    if last == first + 1 and month != 1:
        return make_fiscal(first, first, month)
    if month == 1:
        return make_years(first, last)
    shift = 0 if named_by == "start" or slash else 1
    return make_fiscal(first - shift, last - shift, month)


def _read_fiscal_part(text: str, end: int, year: Interval) -> tuple[int, Interval] | None:
    """Read a quarter, a half or the first months before a financial year: "the second quarter (Q2) of FY25"."""
    lead = text[max(0, end - _LEAD) : end]
    match = _PART.search(lead)
    if match is None:
        return None
    if match["count"]:
        count = match["count"].lower()
        first, months = 0, int(count) if count.isdecimal() else UNITS[count]
    else:
        nth = match["nth"] or match["digit"]
        number = int(nth) if nth.isdecimal() else ORDINALS[nth.lower()]
        months = 3 if (match["piece"] or match["letter"]).lower() in ("q", "quarter") else 6
        first = (number - 1) * months
    if first + months > 12:
        return None
    return end - len(lead) + match.start(), make_part(year, first, months)
