"""How the parts of a date as written are read: each reader takes a match of its form's pattern."""

import re
from collections.abc import Callable
from typing import Literal

from flows.extraction.dates.intervals import MONTHS, Interval, make_day, make_months, make_years
from flows.extraction.lexicon import load_lexicon

_LEXICON = load_lexicon("calendar")
_NUMBERS = load_lexicon("numbers")
UNITS: dict[str, int] = _NUMBERS["units"]
TENS: dict[str, int] = _NUMBERS["tens"]
ORDINALS: dict[str, int] = _NUMBERS["ordinals"]
_YEAR_PARTS: dict[str, list[int]] = _LEXICON["year_parts"]
_DECADE_PARTS: dict[str, list[int]] = _LEXICON["decade_parts"]
_MONTH_PARTS: dict[str, list[int]] = _LEXICON["month_parts"]
SEASONS: dict[str, list[int]] = _LEXICON["seasons"]
_LEADING_DIGITS = re.compile(r"\d+")
_NO_DIGIT = re.compile(r"\D")
_SHORT_SPAN = 10  # years: a span over the turn of a century whose end is written with two digits

NO_DAY: Literal["no day"] = "no day"  # what is written as a day that the calendar does not have: "31 February 2019"
Reader = Callable[[re.Match[str]], "Interval | tuple[int, int | None] | Literal['no day'] | None"]


def read_year(text: str) -> int:
    """Return the year that digits or words name; ValueError when they name none."""
    text = text.strip().lower()
    if text.isdecimal():
        return int(text)
    words = [word for word in text.replace("-", " ").split() if word != "and"]
    if words[:2] == ["two", "thousand"]:
        return 2000 + _read_two(words[2:])
    head = UNITS.get(words[0]) or TENS[words[0]]
    return head * 100 + _read_two(words[2:] if words[1:2] == ["hundred"] else words[1:])


def _read_two(words: list[str]) -> int:
    return sum(UNITS.get(word, TENS.get(word, 0)) for word in words)


def read_day(text: str) -> int:
    """Return the day of the month that digits or an ordinal name."""
    digits = _LEADING_DIGITS.match(text)
    if digits:
        return int(digits[0])
    return sum(TENS.get(word, ORDINALS.get(word, 0)) for word in text.lower().replace("-", " ").split())


def _month_of(match: re.Match[str]) -> int:
    return MONTHS[match["month"].lower().rstrip(".")]


def read_day_form(match: re.Match[str]) -> Interval | tuple[int, int | None] | Literal["no day"] | None:
    """Read a day of a month; without a year its month and day."""
    month, day = _month_of(match), read_day(match["day"])
    year = match.groupdict().get("year")
    if year is None:
        if make_day(2000, month, day):
            return month, day
        return NO_DAY if match.start("day") < match.start("month") else None  # "in June 31 ships were sold"
    return make_day(read_year(year), month, day) or NO_DAY


def read_numeric(match: re.Match[str]) -> Interval | Literal["no day"]:
    """Read a date in digits alone; where day and month could change places, the separator decides (ISO 8601, else US for "/")."""
    year, a, b = int(match["year"]), int(match["a"]), int(match["b"])
    if match.start("year") < match.start("a"):
        return make_day(year, a, b) or NO_DAY
    if "/" in match[0] or b > 12:
        return make_day(year, a, b) or make_day(year, b, a) or NO_DAY
    return make_day(year, b, a) or make_day(year, a, b) or NO_DAY


def read_month_form(match: re.Match[str]) -> Interval | None:
    """Read a month of a year."""
    year = read_year(match["year"])
    if "digits" in match.groupdict():
        if match.start("year") < match.start("digits") and int(match["digits"]) == year % 100 + 1:
            return None  # "2011-12" is two years
        return make_months(year, int(match["digits"]), int(match["digits"]), "month")
    return make_months(year, _month_of(match), _month_of(match), "month")


def read_month_part(match: re.Match[str]) -> Interval | None:
    """Read the beginning, middle or end of a month."""
    year, month = read_year(match["year"]), _month_of(match)
    whole = make_months(year, month, month, "month")
    if whole is None or match["part"].lower() == "end":
        return make_day(whole.end.year, month, whole.end.day) if whole else None
    first, last = _MONTH_PARTS[match["part"].lower()]
    return Interval(whole.start.replace(day=first), whole.end.replace(day=min(last, whole.end.day)), "range")


def read_piece(match: re.Match[str]) -> Interval | None:
    """Read a quarter or half of a year."""
    nth = match["nth"].lower()
    pieces = 4 if match["piece"].lower().startswith(("q", "quarter")) else 2
    number = pieces if nth in ("last", "final") else int(nth[0]) if nth[0].isdecimal() else ORDINALS[nth]
    length = 12 // pieces
    return (
        make_months(read_year(match["year"]), (number - 1) * length + 1, number * length) if number <= pieces else None
    )


def read_first_months(match: re.Match[str]) -> Interval | None:
    """Read "first 11 months of 2019", "last two quarters of 2025"."""
    count_text = (match["count"] or "1").lower()
    count = int(count_text) if count_text.isdecimal() else UNITS[count_text]
    months = count * {"month": 1, "quarter": 3}[match["piece"].lower().rstrip("s")]
    year = read_year(match["year"])
    if not 1 <= months <= 12:
        return None
    first = match["nth"].lower() in ("first", "opening", "initial")
    return make_months(year, 1, months) if first else make_months(year, 13 - months, 12)


def read_year_part(match: re.Match[str]) -> Interval | None:
    """Read the beginning, middle or end of a year."""
    year, part = read_year(match["year"]), match["part"].lower()
    if part == "end":
        return make_day(year, 12, 31)
    return make_months(year, _YEAR_PARTS[part][0], _YEAR_PARTS[part][1])


def read_season(match: re.Match[str]) -> Interval | None:
    """Read a season of a year."""
    first, last = SEASONS[match["season"].lower()]
    return make_months(read_year(match["year"]), first, last)


def read_decade(match: re.Match[str]) -> Interval | None:
    """Read a decade or a part of one."""
    words = match["decade"].lower()
    if words[0].isdecimal():
        first = int(_NO_DIGIT.sub("", words)[:4])
    elif words.startswith("two thousand"):
        first = 2000 + (10 if words.endswith("tens") else 0)
    else:
        head, tail = words.replace("-", " ").split()
        first = (UNITS.get(head) or TENS[head]) * 100 + TENS[tail.removesuffix("ies") + "y"]
    part = (match["part"] or "").lower()
    if part == "end":
        return make_years(first + 9, first + 9, "year")
    if part:
        low, high = _DECADE_PARTS[part]
        return make_years(first + low, first + high)
    return make_years(first, first + 9, "decade")


def read_century(match: re.Match[str]) -> Interval | None:
    """Read a century or a part of one (ISO 8601: the years that share their first two digits)."""
    number = read_day(match["nth"]) if match["nth"][0].isdecimal() else _read_ordinal(match["nth"])
    first = (number - 1) * 100
    part = (match["part"] or "").lower()
    low, high = {"early": (0, 33), "mid": (34, 66), "late": (67, 99)}.get(part, (0, 99))
    return make_years(max(first + low, 1), first + high) if number else None


def _read_ordinal(text: str) -> int:
    return sum(TENS.get(word, ORDINALS.get(word, 0)) for word in text.lower().replace("-", " ").split())


def read_year_range(match: re.Match[str]) -> Interval | None:
    """Read two years with a dash between them."""
    first = int(match["year"])
    last = int(str(first)[: 4 - len(match["last"])] + match["last"])
    if len(match["last"]) == 2 and last < first and last + 100 - first <= _SHORT_SPAN:
        last += 100  # "1999-00"
    return make_years(first, last) if first < last <= first + 200 else None


def read_day_range(match: re.Match[str]) -> Interval | Literal["no day"] | None:
    """Read two days of one month."""
    month, year = _month_of(match), read_year(match["year"])
    first, last = make_day(year, month, read_day(match["first"])), make_day(year, month, read_day(match["day"]))
    if first is None or last is None:
        return NO_DAY
    return Interval(first.start, last.end, "range") if first.start <= last.start else None


def read_plain_year(match: re.Match[str]) -> Interval | None:
    """Read a year that stands alone."""
    year = read_year(match["year"])
    return make_years(year, year, "year")


def read_bare_month(match: re.Match[str]) -> tuple[int, int | None]:
    """Read a month whose year is missing."""
    return _month_of(match), None
