"""Stretches of the calendar: inclusive first and last day, and how finely they are stated."""

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Literal

from flows.extraction.lexicon import load_lexicon

Granularity = Literal["day", "month", "year", "decade", "range"]
MONTHS: dict[str, int] = load_lexicon("calendar")["months"]


@dataclass(frozen=True, slots=True)
class Interval:
    """Two days, both inclusive, and the granularity of the expression that named them.

    Raises ValueError when the end lies before the start.
    """

    start: date
    end: date
    granularity: Granularity

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"an interval must not end before it starts: {self.start} to {self.end}")

    def shift_years(self, years: int) -> "Interval":
        """Return the same stretch some years later (or earlier); a month's last day stays its last day."""
        return Interval(_move(self.start, years, last=False), _move(self.end, years, last=True), self.granularity)


def _move(day: date, years: int, *, last: bool) -> date:
    length = days_in(day.year + years, day.month)
    at_end = last and day.day == days_in(day.year, day.month)
    return date(day.year + years, day.month, length if at_end else min(day.day, length))


def days_in(year: int, month: int) -> int:
    """Return the number of days of a month."""
    return calendar.monthrange(year, month)[1]


def make_day(year: int, month: int, day: int) -> Interval | None:
    """Return one day, or None when the calendar has no such day."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= days_in(year, month)):
        return None
    return Interval(date(year, month, day), date(year, month, day), "day")


def make_months(year: int, first: int, last: int, granularity: Granularity = "range") -> Interval | None:
    """Return the months ``first`` to ``last`` of a year."""
    if not (1 <= year <= 9999 and 1 <= first <= last <= 12):
        return None
    return Interval(date(year, first, 1), date(year, last, days_in(year, last)), granularity)


def make_years(first: int, last: int, granularity: Granularity = "range") -> Interval | None:
    """Return whole calendar years."""
    if not 1 <= first <= last <= 9999:
        return None
    return Interval(date(first, 1, 1), date(last, 12, 31), granularity)


def make_fiscal(first: int, last: int, month: int) -> Interval | None:
    """Return the twelve-month years that start with a month, named by the years in which they start."""
    if not 1 <= first <= last <= 9998:
        return None
    if month == 1:
        return make_years(first, last, "year" if first == last else "range")
    end_month = month - 1
    return Interval(
        date(first, month, 1),
        date(last + 1, end_month, days_in(last + 1, end_month)),
        "year" if first == last else "range",
    )


def make_part(year: Interval, first: int, months: int) -> Interval:
    """Return some months of a twelve-month year, counted from its own first month."""
    start, last = year.start.month - 1 + first, year.start.month - 1 + first + months - 1
    end_year, end_month = year.start.year + last // 12, last % 12 + 1
    return Interval(
        date(year.start.year + start // 12, start % 12 + 1, 1),
        date(end_year, end_month, days_in(end_year, end_month)),
        "range",
    )


def make_months_from(first: int, months: int) -> Interval:
    """Return some months, the first of them given as months since the year 0 (2024-01 is 2024 * 12)."""
    last = first + months - 1
    year, month = last // 12, last % 12 + 1
    granularity: Granularity = "month" if months == 1 else "range"
    return Interval(date(first // 12, first % 12 + 1, 1), date(year, month, days_in(year, month)), granularity)


def join(first: Interval, last: Interval) -> Interval | None:
    """Return the stretch from one interval's start to another's end; None when that runs backwards."""
    if last.end < first.start:
        return None
    return Interval(first.start, last.end, "range")
