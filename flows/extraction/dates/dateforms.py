"""The ways in which English writes a date, each a pattern and how its parts are read."""

import re
from collections.abc import Callable, Iterator

from flows.extraction.dates.expression import Expression
from flows.extraction.dates.fiscalyears import read_fiscal
from flows.extraction.dates.intervals import MONTHS, Interval, make_day, make_months, make_years
from flows.extraction.lexicon import load_lexicon

_LEXICON = load_lexicon("calendar")
_NUMBERS = load_lexicon("numbers")
_UNITS: dict[str, int] = _NUMBERS["units"]
_TENS: dict[str, int] = _NUMBERS["tens"]
_ORDINALS: dict[str, int] = _NUMBERS["ordinals"]
YEAR_PARTS: dict[str, list[int]] = _LEXICON["year_parts"]
DECADE_PARTS: dict[str, list[int]] = _LEXICON["decade_parts"]
MONTH_PARTS: dict[str, list[int]] = _LEXICON["month_parts"]
_SEASONS: dict[str, list[int]] = _LEXICON["seasons"]

_B, _E = r"(?<![\w])", r"(?![\w])"
_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_SMALL = "|".join(sorted((w for w, n in _UNITS.items() if n), key=len, reverse=True))
_TEEN = "|".join(w for w, n in _UNITS.items() if n >= 10)
_TY = "|".join(_TENS)
_WORD_TWO = rf"(?:(?:{_TY})(?:[\s-]+(?:{_SMALL}))?|{_TEEN}|zero[\s-]+(?:{_SMALL})|(?:oh|o)[\s-]+(?:{_SMALL}))"
_WORD_YEAR = (
    rf"(?:(?:{_TEEN}|twenty)[\s-]+(?:hundred(?:\s+(?:and\s+)?(?:{_WORD_TWO}|{_SMALL}))?|{_WORD_TWO})"
    rf"|two\s+thousand(?:\s+(?:and\s+)?(?:{_WORD_TWO}|{_SMALL}))?)"
)
_YEAR = rf"(?P<year>[12]\d{{3}}(?![\d,]*\d)|{_WORD_YEAR})"
_DIGIT_YEAR = r"(?P<year>[12]\d{3})"
_WORD_DAYS = [w for w, n in _ORDINALS.items() if n <= 31]
_DAY = (
    r"(?P<day>(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
    rf"|(?:(?:twenty|thirty)[\s-]+)?(?:{'|'.join(sorted(_WORD_DAYS, key=len, reverse=True))}))(?![\w])"
)
_PART = r"(?:the\s+)?(?P<part>early|mid|middle|late|beginning|start|end)(?:\s+(?:of|in)(?:\s+the)?\s+|[\s-]+)"
_NTH = r"(?P<nth>first|second|third|fourth|last|final|1st|2nd|3rd|4th)"
_COUNT = rf"(?:(?P<count>\d{{1,2}}|{_SMALL})\s+)?"
_SHORT_SPAN = 10  # years: a span over the turn of a century whose end is written with two digits


Reader = Callable[[re.Match[str]], "Interval | tuple[int, int | None] | None"]


def read_year(text: str) -> int:
    """Return the year that digits or words name; ValueError when they name none."""
    text = text.strip().lower()
    if text.isdecimal():
        return int(text)
    words = [word for word in re.split(r"[\s-]+", text) if word != "and"]
    if words[:2] == ["two", "thousand"]:
        return 2000 + _read_two(words[2:])
    head = _UNITS.get(words[0]) or _TENS[words[0]]
    return head * 100 + _read_two(words[2:] if words[1:2] == ["hundred"] else words[1:])


def _read_two(words: list[str]) -> int:
    return sum(_UNITS.get(word, _TENS.get(word, 0)) for word in words)


def read_day(text: str) -> int:
    """Return the day of the month that digits or an ordinal name."""
    digits = re.match(r"\d+", text)
    if digits:
        return int(digits[0])
    return sum(_TENS.get(word, _ORDINALS.get(word, 0)) for word in re.split(r"[\s-]+", text.lower()))


def _month_of(match: re.Match[str]) -> int:
    return MONTHS[match["month"].lower().rstrip(".")]


def _read_day_form(match: re.Match[str]) -> Interval | tuple[int, int | None] | None:
    month, day = _month_of(match), read_day(match["day"])
    year = match.groupdict().get("year")
    if year is None:
        return (month, day) if make_day(2000, month, day) else None
    return make_day(read_year(year), month, day)


def _read_numeric(match: re.Match[str]) -> Interval | None:
    """Read a date in digits alone; where day and month could change places, the separator decides (ISO 8601, else US for "/")."""
    year, a, b = int(match["year"]), int(match["a"]), int(match["b"])
    if match.start("year") < match.start("a"):
        return make_day(year, a, b)
    if "/" in match[0] or b > 12:
        return make_day(year, a, b) or make_day(year, b, a)
    return make_day(year, b, a) or make_day(year, a, b)


def _read_month_form(match: re.Match[str]) -> Interval | None:
    year = read_year(match["year"])
    if "digits" in match.groupdict():
        if match.start("year") < match.start("digits") and int(match["digits"]) == year % 100 + 1:
            return None  # "2011-12" is two years
        return make_months(year, int(match["digits"]), int(match["digits"]), "month")
    return make_months(year, _month_of(match), _month_of(match), "month")


def _read_month_part(match: re.Match[str]) -> Interval | None:
    year, month = read_year(match["year"]), _month_of(match)
    whole = make_months(year, month, month, "month")
    if whole is None or match["part"].lower() == "end":
        return make_day(whole.end.year, month, whole.end.day) if whole else None
    first, last = MONTH_PARTS[match["part"].lower()]
    return Interval(whole.start.replace(day=first), whole.end.replace(day=min(last, whole.end.day)), "range")


def _read_piece(match: re.Match[str]) -> Interval | None:
    """Read a quarter or half of a year."""
    nth = match["nth"].lower()
    pieces = 4 if match["piece"].lower().startswith(("q", "quarter")) else 2
    number = pieces if nth in ("last", "final") else int(nth[0]) if nth[0].isdecimal() else _ORDINALS[nth]
    length = 12 // pieces
    return (
        make_months(read_year(match["year"]), (number - 1) * length + 1, number * length) if number <= pieces else None
    )


def _read_first_months(match: re.Match[str]) -> Interval | None:
    """Read "first 11 months of 2019", "last two quarters of 2025"."""
    count_text = (match["count"] or "1").lower()
    count = int(count_text) if count_text.isdecimal() else _UNITS[count_text]
    months = count * {"month": 1, "quarter": 3}[match["piece"].lower().rstrip("s")]
    year = read_year(match["year"])
    if not 1 <= months <= 12:
        return None
    first = match["nth"].lower() in ("first", "opening", "initial")
    return make_months(year, 1, months) if first else make_months(year, 13 - months, 12)


def _read_year_part(match: re.Match[str]) -> Interval | None:
    year, part = read_year(match["year"]), match["part"].lower()
    if part == "end":
        return make_day(year, 12, 31)
    return make_months(year, YEAR_PARTS[part][0], YEAR_PARTS[part][1])


def _read_season(match: re.Match[str]) -> Interval | None:
    first, last = _SEASONS[match["season"].lower()]
    return make_months(read_year(match["year"]), first, last)


def _read_decade(match: re.Match[str]) -> Interval | None:
    words = match["decade"].lower()
    if words[0].isdecimal():
        first = int(re.sub(r"\D", "", words)[:4])
    elif words.startswith("two thousand"):
        first = 2000 + (10 if words.endswith("tens") else 0)
    else:
        head, tail = re.split(r"[\s-]+", words)
        first = (_UNITS.get(head) or _TENS[head]) * 100 + _TENS[tail.removesuffix("ies") + "y"]
    part = (match["part"] or "").lower()
    if part == "end":
        return make_years(first + 9, first + 9, "year")
    if part:
        low, high = DECADE_PARTS[part]
        return make_years(first + low, first + high)
    return make_years(first, first + 9, "decade")


def _read_century(match: re.Match[str]) -> Interval | None:
    number = read_day(match["nth"]) if match["nth"][0].isdecimal() else _read_ordinal(match["nth"])
    first = (number - 1) * 100
    part = (match["part"] or "").lower()
    low, high = {"early": (0, 33), "mid": (34, 66), "late": (67, 99)}.get(part, (0, 99))
    return make_years(max(first + low, 1), first + high) if number else None


def _read_ordinal(text: str) -> int:
    return sum(_TENS.get(word, _ORDINALS.get(word, 0)) for word in re.split(r"[\s-]+", text.lower()))


def _read_year_range(match: re.Match[str]) -> Interval | None:
    first = int(match["year"])
    last = int(str(first)[: 4 - len(match["last"])] + match["last"])
    if len(match["last"]) == 2 and last < first and last + 100 - first <= _SHORT_SPAN:
        last += 100  # "1999-00"
    return make_years(first, last) if first < last <= first + 200 else None


def _read_day_range(match: re.Match[str]) -> Interval | None:
    month, year = _month_of(match), read_year(match["year"])
    first, last = make_day(year, month, read_day(match["first"])), make_day(year, month, read_day(match["day"]))
    return Interval(first.start, last.end, "range") if first and last and first.start <= last.start else None


def _read_plain_year(match: re.Match[str]) -> Interval | None:
    year = read_year(match["year"])
    return make_years(year, year, "year")


def _read_bare_month(match: re.Match[str]) -> tuple[int, int | None]:
    return _month_of(match), None


def _compile(pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(pattern, flags)


# each form: its name, its pattern, its reader; an earlier form wins where two overlap
FORMS: tuple[tuple[str, re.Pattern[str], Reader], ...] = (
    # "26-28 June 2020", "June 26 to 28, 2020"
    (
        "days",
        _compile(
            rf"{_B}(?P<first>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:[-–—]|to|and|until|through)\s*(?:the\s+)?{_DAY}(?:\s+of)?\s+{_MONTH},?\s+(?:of\s+|in\s+)?{_YEAR}{_E}"
        ),
        _read_day_range,
    ),
    (
        "days",
        _compile(
            rf"{_B}{_MONTH}\s+(?P<first>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:[-–—]|to|and|until|through)\s*(?:the\s+)?{_DAY},?\s+(?:of\s+|in\s+)?{_YEAR}{_E}"
        ),
        _read_day_range,
    ),
    # "7 September 2013", "the tenth of September, two thousand"
    ("day", _compile(rf"{_B}(?<![.,]){_DAY}(?:\s+of)?\s+{_MONTH},?\s+(?:of\s+|in\s+)?{_YEAR}{_E}"), _read_day_form),
    # "September 7, 2013", "july the 4th of 1995"
    ("day", _compile(rf"{_B}{_MONTH},?\s+(?:the\s+)?{_DAY},?\s+(?:of\s+|in\s+)?{_YEAR}{_E}"), _read_day_form),
    # "05-Aug-2016", "Sep-23-2020", "2019-aug-1"
    ("day", _compile(rf"{_B}(?P<day>\d{{1,2}})[-/]{_MONTH}[-/]{_DIGIT_YEAR}{_E}"), _read_day_form),
    ("day", _compile(rf"{_B}{_MONTH}[-/](?P<day>\d{{1,2}})[-/]{_DIGIT_YEAR}{_E}"), _read_day_form),
    ("day", _compile(rf"{_B}{_DIGIT_YEAR}[-/]{_MONTH}[-/](?P<day>\d{{1,2}}){_E}"), _read_day_form),
    # "2019-09-07", "2016 10 16", "01/22/2016", "13.5.2015"
    (
        "day",
        _compile(
            rf"{_B}(?<![./-]){_DIGIT_YEAR}(?P<s>[-/. ])(?P<a>0?[1-9]|1[0-2])(?P=s)(?P<b>0?[1-9]|[12]\d|3[01])(?![\w/-]|\.\d)"
        ),
        _read_numeric,
    ),
    (
        "day",
        _compile(rf"{_B}(?<![./-])(?P<a>\d{{1,2}})(?P<s>[-/.])(?P<b>\d{{1,2}})(?P=s){_DIGIT_YEAR}(?![\w/-]|\.\d)"),
        _read_numeric,
    ),
    # "early March 2015", "the end of June 2020"
    ("month_part", _compile(rf"{_B}{_PART}{_MONTH},?\s+(?:of\s+)?{_YEAR}{_E}"), _read_month_part),
    # "March 2015", "June of 1992", "Dec-2018", "Dec, 2018"
    ("month", _compile(rf"{_B}{_MONTH}(?:\s*[-/,]\s*|\s+(?:of\s+(?:the\s+year\s+)?)?){_YEAR}{_E}"), _read_month_form),
    # "2016 June", "2016 , nov"
    ("month", _compile(rf"{_B}{_DIGIT_YEAR}(?:\s*,\s*|\s+){_MONTH}(?!\s+\d{{1,2}}(?!\d))(?![\w])"), _read_month_form),
    # "2016-11", "11-2016", "11/2016"
    ("month", _compile(rf"{_B}(?<![./-]){_DIGIT_YEAR}-(?P<digits>0?[1-9]|1[0-2])(?![\w/-]|\.\d)"), _read_month_form),
    ("month", _compile(rf"{_B}(?<![./-])(?P<digits>0?[1-9]|1[0-2])[-/]{_DIGIT_YEAR}(?![\w/-]|\.\d)"), _read_month_form),
    # "the third quarter of 2016", "Q1 2016", "q1 of 2017", "2017-q1", "1H 2019"
    (
        "piece",
        _compile(
            rf"{_B}(?:the\s+)?{_NTH}[\s-]+(?P<piece>quarter|half)\s+(?:of\s+|in\s+)?(?:(?:the\s+)?(?:calendar\s+)?year\s+)?{_YEAR}{_E}"
        ),
        _read_piece,
    ),
    ("piece", _compile(rf"{_B}(?P<piece>[QH])(?P<nth>[1-4])[\s/-]*(?:of\s+)?{_DIGIT_YEAR}{_E}"), _read_piece),
    ("piece", _compile(rf"{_B}(?P<nth>[1-4])(?P<piece>[QH])[\s-]*(?:of\s+)?{_DIGIT_YEAR}{_E}"), _read_piece),
    ("piece", _compile(rf"{_B}{_DIGIT_YEAR}[\s-]*(?P<piece>[QH])(?P<nth>[1-4]){_E}"), _read_piece),
    # "first 11 months of 2019", "the last two quarters of 2025"
    (
        "months",
        _compile(
            rf"{_B}(?P<nth>first|opening|initial|last|final|closing)\s+{_COUNT}(?P<piece>months?|quarters)\s+of\s+(?:the\s+year\s+)?{_YEAR}{_E}"
        ),
        _read_first_months,
    ),
    # "summer 2020", "the autumn of 2019"
    ("season", _compile(rf"{_B}(?P<season>{'|'.join(_SEASONS)})(?:\s+of)?\s+{_DIGIT_YEAR}{_E}"), _read_season),
    # "the 1980s", "the early 1990's", "the two thousand and tens", "nineteen eighties"
    (
        "decade",
        _compile(
            rf"{_B}(?:(?:the\s+)?(?P<part>early|mid|middle|late|end)(?:\s+of)?(?:\s+the)?[\s-]+)?(?:the\s+)?(?P<decade>[12]\d\d0[’']?s|two\s+thousands|two\s+thousand\s+(?:and\s+)?tens|(?:{_TEEN})[\s-]+(?:{'|'.join(t[:-1] + 'ies' for t in _TENS)})){_E}"
        ),
        _read_decade,
    ),
    # "the 15th century", "late nineteenth century"
    (
        "century",
        _compile(
            rf"{_B}(?:(?:the\s+)?(?P<part>early|mid|late)[\s-]+)?(?P<nth>\d{{1,2}}(?:st|nd|rd|th)|(?:twenty[\s-]+)?(?:{'|'.join(sorted(_WORD_DAYS, key=len, reverse=True))}))\s+[cC]entury{_E}"
        ),
        _read_century,
    ),
    # "2016-2020", "2019–23"; "2023/24" is read as a financial year
    (
        "years",
        _compile(rf"{_B}(?<![./-]){_DIGIT_YEAR}\s?[-–—]\s?(?P<last>[12]\d{{3}}|\d\d)(?![\w/-]|[.,]\d|%)"),
        _read_year_range,
    ),
    # "early 2024", "mid-2022", "the end of 2025"
    ("year_part", _compile(rf"{_B}{_PART}(?:the\s+year\s+)?{_YEAR}(?!\d|[-–]\d)"), _read_year_part),
    # "the year 2008", a year in words
    ("year_word", _compile(rf"{_B}(?:(?:the\s+)?(?:calendar\s+)?year\s+)(?:of\s+)?{_YEAR}{_E}"), _read_plain_year),
    ("year_word", _compile(rf"{_B}(?P<year>{_WORD_YEAR}){_E}"), _read_plain_year),
    # a month or a day that wants a year
    ("yearless_day", _compile(rf"{_B}{_DAY}(?:\s+of)?\s+{_MONTH}{_E}"), _read_day_form),
    ("yearless_day", _compile(rf"{_B}{_MONTH}\s+(?:the\s+)?{_DAY}"), _read_day_form),
    ("yearless_month", _compile(rf"{_B}{_MONTH}{_E}"), _read_bare_month),
    # a bare year; its neighbours decide later whether it is one
    ("year", _compile(rf"{_B}(?<![.,/$€£¥#-]){_DIGIT_YEAR}(?![\w/]|[.,]\d|-\d|%)"), _read_plain_year),
)
# a cheap look whether a text can hold a date at all
_ANY = _compile(
    rf"\d{{4}}|\d\d?(?:st|nd|rd|th)?\s+centur|FY|{_MONTH.replace('?P<month>', '?:')}|centur|nineteen|twenty|thousand|eighteen|seventeen"
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
            elif read is not None:
                yield Expression(match.start(), match.end(), form, read)
