"""Dates that lean on another one: "the same period last year", "the following year", "last year"."""

import re
from dataclasses import dataclass, replace

from flows.extraction.dates.expression import Expression
from flows.extraction.dates.intervals import Interval, make_months, make_months_from

# a date that points back to another: "the same period last year", "that year", "the previous year"
_BACK = re.compile(
    r"(?<!\w)(?:(?P<same>(?:the\s+)?(?:same|corresponding)\s+(?:period|months?|quarter|time)\s+"
    r"(?:of\s+|in\s+)?(?:the\s+)?(?:last\s+year|previous\s+year|preceding\s+year|prior\s+year|year\s+before|a\s+year\s+(?:ago|earlier|before)|year\s+earlier))"
    r"|(?P<equal>(?:in|by|during|of)\s+(?:the\s+same|that)\s+(?:year|month))"
    r"|(?P<before>the\s+(?:previous|preceding|prior)\s+year|the\s+year\s+before|(?:a|one)\s+year\s+(?:earlier|before))"
    r"|the\s+(?P<step>previous|preceding|prior|following|next|subsequent)\s+(?P<piece>quarter|month)"
    r"|(?P<after>the\s+(?:following|next|subsequent)\s+year|(?:a|one)\s+year\s+later))(?!\w)",
    re.IGNORECASE,
)
# a date that only the document's own date can place: "last year", "March this year"
_RELATIVE = re.compile(r"(?<!\w)(?P<which>last|this|next)\s+year(?!\w|[’']s\s+end)", re.IGNORECASE)
# before a year of which a part named before is meant: "in the same period of 2019"
_SAME_PART = re.compile(
    r"(?:the\s+)?(?<![^\W_])(?:same|corresponding|comparable)\s+(?:period|quarter|half|months?|time|weeks?|day)\s+(?:of|in)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_SAME_REACH = 40  # characters in which such words stand
_LAST_YEAR = 9999


@dataclass(frozen=True, slots=True)
class Anchor:
    """The date that later ones lean on, with the number of the passage it stands in."""

    interval: Interval
    passage: int


def narrow_same(text: str, expressions: list[Expression], anchor: Anchor | None) -> list[Expression]:
    """Read "the same period of FY25", "the corresponding quarter in 2019" as the months that the date before names."""
    result: list[Expression] = []
    base = anchor.interval if anchor else None
    for expression in expressions:
        narrowed = expression
        same = _SAME_PART.search(text[max(0, expression.start - _SAME_REACH) : expression.start])
        if same and base is not None and expression.interval is not None and expression.interval.granularity == "year":
            shifted = _shift_into(base, expression.interval)
            if shifted is not None:
                narrowed = replace(expression, start=expression.start - len(same[0]), interval=shifted, form="same")
        if narrowed.interval is not None:
            base = narrowed.interval
        result.append(narrowed)
    return result


def _shift_into(base: Interval, year: Interval) -> Interval | None:
    """Return an interval shorter than a year, moved by whole years so that it lies in another one; None where it cannot."""
    if base.granularity in ("year", "decade"):
        return None
    years = year.start.year - base.start.year
    moved = (base.shift_years(years + more) for more in (0, 1) if 0 < base.start.year + years + more < _LAST_YEAR)
    return next((one for one in moved if year.start <= one.start and one.end <= year.end), None)


def _step(base: Interval, piece: str, *, forward: bool) -> Interval | None:
    """Return the quarter or month next to one; None where the base is no such stretch."""
    months = 3 if piece == "quarter" else 1
    first = base.start.year * 12 + base.start.month - 1
    whole = base.start.day == 1 and base.end == make_months_from(first, months).end
    return make_months_from(first + (months if forward else -months), months) if whole else None


def read_back(text: str, expressions: list[Expression], anchor: Anchor | None) -> list[Expression]:
    """Read the dates that point back to another one."""
    added: list[Expression] = []
    for match in _BACK.finditer(text):
        before = [e.interval for e in expressions if e.end <= match.start() and e.interval]
        base = before[-1] if before else anchor.interval if anchor else None
        if base is None or base.granularity == "decade":
            continue
        start, end = match.start(), match.end()
        if any(start < e.end and e.start < end for e in expressions):
            continue
        if match["same"]:
            interval: Interval | None = base.shift_years(-1)
        elif match["step"]:
            interval = _step(base, match["piece"].lower(), forward=match["step"].lower()[0] in "fns")
        elif match["equal"]:
            start += match[0].index(" ") + 1
            month = match[0].lower().endswith("month")
            interval = (
                base
                if month and base.granularity == "month"
                else None
                if month
                else make_months(base.start.year, 1, 12, "year")
            )
        else:
            interval = make_months(base.end.year + (1 if match["after"] else -1), 1, 12, "year")
        if interval is not None:
            added.append(Expression(start, end, "back", interval))
    return added


def read_relative(text: str, expressions: list[Expression], published: str) -> list[Expression]:
    """Read the dates that the day of publication places."""
    year = int(published[:4]) if published[:4].isdecimal() else None
    added: list[Expression] = []
    for match in _RELATIVE.finditer(text) if year else ():
        if year is None or any(match.start() < e.end and e.start < match.end() for e in expressions):
            continue
        shifted = year + {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
        added.append(Expression(match.start(), match.end(), "relative", make_months(shifted, 1, 12, "year")))
    return added
