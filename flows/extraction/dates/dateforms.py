"""The ways in which English writes a date, each a pattern and how its parts are read."""

import calendar
import re
from collections.abc import Callable, Iterator

from flows.extraction.dates.expression import Expression
from flows.extraction.dates.fiscalyears import read_fiscal
from flows.extraction.dates.intervals import MONTHS
from flows.extraction.dates.readings import (
    NO_DAY,
    ORDINALS,
    SEASONS,
    TENS,
    UNITS,
    Reader,
    read_bare_month,
    read_century,
    read_day_form,
    read_day_range,
    read_decade,
    read_first_months,
    read_month_form,
    read_month_part,
    read_numeric,
    read_piece,
    read_plain_year,
    read_season,
    read_year_part,
    read_year_range,
)

_B, _E = r"(?<![\w])", r"(?![\w])"
_FULL = [month.lower() for month in calendar.month_name if month]
_SHORT = sorted((month for month in MONTHS if month not in _FULL), key=len, reverse=True)
_MONTH = rf"(?P<month>(?:{'|'.join(_FULL)})\b|(?:{'|'.join(_SHORT)})\b\.?)"
_SMALL = "|".join(sorted((w for w, n in UNITS.items() if n), key=len, reverse=True))
_TEEN = "|".join(w for w, n in UNITS.items() if n >= 10)
_TY = "|".join(TENS)
_WORD_TWO = rf"(?:(?:{_TY})(?:[\s-]+(?:{_SMALL}))?|{_TEEN}|zero[\s-]+(?:{_SMALL})|(?:oh|o)[\s-]+(?:{_SMALL}))"
_WORD_YEAR = (
    rf"(?:(?:{_TEEN}|twenty)[\s-]+(?:hundred(?:\s+(?:and\s+)?(?:{_WORD_TWO}|{_SMALL}))?|{_WORD_TWO})"
    rf"|two\s+thousand(?:\s+(?:and\s+)?(?:{_WORD_TWO}|{_SMALL}))?)"
)
_YEAR = rf"(?P<year>[12]\d{{3}}(?![\d,]*\d)|{_WORD_YEAR})"
_DIGIT_YEAR = r"(?P<year>[12]\d{3})"
_WORD_DAYS = [w for w, n in ORDINALS.items() if n <= 31]
_DAY = (
    r"(?P<day>(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
    rf"|(?:(?:twenty|thirty)[\s-]+)?(?:{'|'.join(sorted(_WORD_DAYS, key=len, reverse=True))}))(?![\w])"
)
_PART = r"(?:the\s+)?(?P<part>early|mid|middle|late|beginning|start|end)(?:\s+(?:of|in)(?:\s+the)?\s+|[\s-]+)"
_NTH = r"(?P<nth>first|second|third|fourth|last|final|1st|2nd|3rd|4th)"
_COUNT = rf"(?:(?P<count>\d{{1,2}}|{_SMALL})\s+)?"


def _compile(pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(pattern, flags)


# each form: its name, how its parts are read, its patterns; an earlier one wins where two overlap
_PATTERNS: tuple[tuple[str, Reader, tuple[str, ...]], ...] = (
    (
        "days",
        read_day_range,
        (
            # "26-28 June 2020", "June 26 to 28, 2020"
            rf"{_B}(?P<first>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:[-–—]|to|and|until|through)\s*(?:the\s+)?{_DAY}(?:\s+of)?\s+{_MONTH},?\s+(?:of\s+|in\s+)?{_YEAR}{_E}",
            rf"{_B}{_MONTH}\s+(?P<first>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:[-–—]|to|and|until|through)\s*(?:the\s+)?{_DAY},?\s+(?:of\s+|in\s+)?{_YEAR}{_E}",
        ),
    ),
    (
        "day",
        read_day_form,
        (
            # "7 September 2013", "the tenth of September, two thousand"
            rf"{_B}(?<![.,]){_DAY}(?:\s+of)?\s+{_MONTH},?\s+(?:of\s+|in\s+)?{_YEAR}{_E}",
            # "September 7, 2013", "july the 4th of 1995"
            rf"{_B}{_MONTH},?\s+(?:the\s+)?{_DAY},?\s+(?:of\s+|in\s+)?{_YEAR}{_E}",
            # "05-Aug-2016", "Sep-23-2020", "2019-aug-1"
            rf"{_B}(?P<day>\d{{1,2}})[-/]{_MONTH}[-/]{_DIGIT_YEAR}{_E}",
            rf"{_B}{_MONTH}[-/](?P<day>\d{{1,2}})[-/]{_DIGIT_YEAR}{_E}",
            rf"{_B}{_DIGIT_YEAR}[-/]{_MONTH}[-/](?P<day>\d{{1,2}}){_E}",
        ),
    ),
    (
        "day",
        read_numeric,
        (
            # "2019-09-07", "2016 10 16", "01/22/2016", "13.5.2015"
            rf"{_B}(?<![./-]){_DIGIT_YEAR}(?P<s>[-/. ])(?P<a>0?[1-9]|1[0-2])(?P=s)(?P<b>0?[1-9]|[12]\d|3[01])(?![\w/-]|\.\d)",
            rf"{_B}(?<![./-])(?P<a>\d{{1,2}})(?P<s>[-/.])(?P<b>\d{{1,2}})(?P=s){_DIGIT_YEAR}(?![\w/-]|\.\d)",
        ),
    ),
    (
        "month_part",
        read_month_part,
        (
            # "early March 2015", "the end of June 2020"
            rf"{_B}{_PART}{_MONTH},?\s+(?:of\s+)?{_YEAR}{_E}",
        ),
    ),
    (
        "month",
        read_month_form,
        (
            # "March 2015", "June of 1992", "Dec-2018", "Dec, 2018"
            rf"{_B}{_MONTH}(?:\s*[-/,]\s*|\s+(?:of\s+(?:the\s+year\s+)?)?){_YEAR}{_E}",
            # "2016 June", "2016 , nov"
            rf"{_B}{_DIGIT_YEAR}(?:\s*,\s*|\s+){_MONTH}(?!\s+\d{{1,2}}(?!\d))(?![\w])",
            # "2016-11", "11-2016", "11/2016"
            rf"{_B}(?<![./-]){_DIGIT_YEAR}-(?P<digits>0?[1-9]|1[0-2])(?![\w/-]|\.\d)",
            rf"{_B}(?<![./-])(?P<digits>0?[1-9]|1[0-2])[-/]{_DIGIT_YEAR}(?![\w/-]|\.\d)",
        ),
    ),
    (
        "piece",
        read_piece,
        (
            # "the third quarter of 2016", "Q1 2016", "q1 of 2017", "2017-q1", "1H 2019"
            rf"{_B}(?:the\s+)?{_NTH}[\s-]+(?P<piece>quarter|half)\s+(?:of\s+|in\s+)?(?:(?:the\s+)?(?:calendar\s+)?year\s+)?{_YEAR}{_E}",
            rf"{_B}(?P<piece>[QH])(?P<nth>[1-4])[\s/-]*(?:of\s+)?{_DIGIT_YEAR}{_E}",
            rf"{_B}(?P<nth>[1-4])(?P<piece>[QH])[\s-]*(?:of\s+)?{_DIGIT_YEAR}{_E}",
            rf"{_B}{_DIGIT_YEAR}[\s-]*(?P<piece>[QH])(?P<nth>[1-4]){_E}",
        ),
    ),
    (
        "months",
        read_first_months,
        (
            # "first 11 months of 2019", "the last two quarters of 2025"
            rf"{_B}(?P<nth>first|opening|initial|last|final|closing)\s+{_COUNT}(?P<piece>months?|quarters)\s+of\s+(?:the\s+year\s+)?{_YEAR}{_E}",
        ),
    ),
    (
        "season",
        read_season,
        (
            # "summer 2020", "the autumn of 2019"
            rf"{_B}(?P<season>{'|'.join(SEASONS)})(?:\s+of)?\s+{_DIGIT_YEAR}{_E}",
        ),
    ),
    (
        "decade",
        read_decade,
        (
            # "the 1980s", "the early 1990's", "the two thousand and tens", "nineteen eighties"
            rf"{_B}(?:(?:the\s+)?(?P<part>early|mid|middle|late|end)(?:\s+of)?(?:\s+the)?[\s-]+)?(?:the\s+)?(?P<decade>[12]\d\d0[’']?s|two\s+thousands|two\s+thousand\s+(?:and\s+)?tens|(?:{_TEEN})[\s-]+(?:{'|'.join(t[:-1] + 'ies' for t in TENS)})){_E}",
        ),
    ),
    (
        "century",
        read_century,
        (
            # "the 15th century", "late nineteenth century"
            rf"{_B}(?:(?:the\s+)?(?P<part>early|mid|late)[\s-]+)?(?P<nth>\d{{1,2}}\s?(?:st|nd|rd|th)|(?:twenty[\s-]+)?(?:{'|'.join(sorted(_WORD_DAYS, key=len, reverse=True))}))\s+[cC]entury{_E}",
        ),
    ),
    (
        "years",
        read_year_range,
        (
            # "2016-2020", "2019–23"; "2023/24" is read as a financial year
            rf"{_B}(?<![./-]){_DIGIT_YEAR}\s?[-–—]\s?(?P<last>[12]\d{{3}}|\d\d)(?![\w/-]|[.,]\d|%)",
        ),
    ),
    (
        "year_part",
        read_year_part,
        (
            # "early 2024", "mid-2022", "the end of 2025"
            rf"{_B}{_PART}(?:the\s+year\s+)?{_YEAR}(?!\d|[-–]\d)",
        ),
    ),
    (
        "year_word",
        read_plain_year,
        (
            # "the year 2008", a year in words
            rf"{_B}(?:(?:the\s+)?(?:calendar\s+)?year\s+)(?:of\s+)?{_YEAR}{_E}",
            rf"{_B}(?P<year>{_WORD_YEAR}){_E}",
        ),
    ),
    (
        "yearless_day",
        read_day_form,
        (
            # a month or a day that wants a year
            rf"{_B}{_DAY}(?:\s+of)?\s+{_MONTH}{_E}",
            rf"{_B}{_MONTH}\s+(?:the\s+)?{_DAY}",
        ),
    ),
    ("yearless_month", read_bare_month, (rf"{_B}{_MONTH}{_E}",)),
    (
        "year",
        read_plain_year,
        (
            # a bare year; its neighbours decide later whether it is one
            rf"{_B}(?<![.,·∙⋅/$€£¥#-]){_DIGIT_YEAR}(?![\w/]|[.,·∙⋅]\d|-\d|%)",
        ),
    ),
)
FORMS = tuple((form, _compile(pattern), reader) for form, reader, patterns in _PATTERNS for pattern in patterns)
# days of one month without a year: "February 16 and 17", "16, 17 and 20 February"
LISTED_DAYS = _compile(
    rf"{_B}(?:{_MONTH.replace('?P<month>', '?:')}\s+\d{{1,2}}(?:(?:,\s?|\s?[-–]\s?|,?\s(?:and|or|to)\s)\d{{1,2}}(?![\w%]|[.,]\d)){{1,6}}"
    rf"|\d{{1,2}}(?:(?:,\s?|\s?[-–]\s?|,?\s(?:and|or|to)\s)\d{{1,2}}){{1,6}}\s{_MONTH.replace('?P<month>', '?:')}{_E})"
)
# a cheap look whether a text can hold a date at all
_ANY = _compile(
    rf"\d{{4}}|\d\d?\s?(?:st|nd|rd|th)?\s+centur|FY|{_MONTH.replace('?P<month>', '?:')}|centur|nineteen|twenty|thousand|eighteen|seventeen"
)


def read_expressions(text: str, fiscal_month: Callable[[], tuple[int, str]]) -> list[Expression]:
    """Return the dates of a text from left to right, none overlapping another; names and counts among them.

    ``fiscal_month`` says with which month the financial year of the text starts, and whether one year
    names its start or its end.
    """
    if not _ANY.search(text):
        return []
    taken: list[Expression] = []
    for expression in (*read_fiscal(text, fiscal_month), *_read_forms(text)):
        if not any(expression.start < other.end and other.start < expression.end for other in taken):
            taken.append(expression)
    return sorted(taken, key=lambda expression: expression.start)


def _read_forms(text: str) -> Iterator[Expression]:
    for form, pattern, reader in FORMS:
        for match in pattern.finditer(text):
            read = reader(match)
            if isinstance(read, tuple):
                yield Expression(match.start(), match.end(), form, None, read[0], read[1])
            elif read == NO_DAY:
                yield Expression(match.start(), match.end(), "no_day", None)
            elif read is not None:
                yield Expression(match.start(), match.end(), form, read)
