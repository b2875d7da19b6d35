"""Dates: every stated day, month, part of a year, year, decade, century and range, normalised to two days."""

import re
from dataclasses import dataclass, replace

from flows.extraction.dates.dateforms import read_expressions
from flows.extraction.dates.expression import Expression
from flows.extraction.dates.intervals import Interval, join, make_day, make_months
from flows.extraction.dates.yearcontext import judge
from flows.extraction.document import Document, Passage, Row, Tables
from flows.extraction.lexicon import load_lexicon

_LEXICON = load_lexicon("calendar")
_FISCAL: dict[str, dict[str, object]] = _LEXICON["fiscal_years"]
# between two dates of one range: "to", "until", a dash
_THROUGH = re.compile(
    r"\s*(?:[-–—]|to|until|till|through|thru|up to|,? and ending(?: on| in)?|and until)\s*(?:the\s+)?", re.IGNORECASE
)
_AND = re.compile(r"\s+(?:and|to|[-–—])\s+(?:the\s+)?", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:^|(?<=\W))between\s+(?:the\s+)?$", re.IGNORECASE)
# a yearless date that the next one shares its year with: "March and October 2019", "26 June to 28 June in 2020"
_SHARED = re.compile(r"\s*(?:,|and|or|to|until|till|through|[-–—]|,\s*and)\s*(?:the\s+)?", re.IGNORECASE)
_TRAILING_YEAR = re.compile(r",?\s+(?:in|of)\s+(?P<year>[12]\d{3})(?![\w,])")
# a preposition before a month that stands alone: "in October"
_MONTH_LEAD = re.compile(
    r"(?:^|\W)(?:in|by|since|until|till|from|to|of|during|through|before|after|early|late|mid-?|and|last|this|for|between)\s*$",
    re.IGNORECASE,
)
# a date that points back to another: "the same period last year", "that year", "the previous year"
_BACK = re.compile(
    r"(?<!\w)(?:(?P<same>(?:the\s+)?(?:same|corresponding)\s+(?:period|months?|quarter|time)\s+"
    r"(?:of\s+|in\s+)?(?:the\s+)?(?:last\s+year|previous\s+year|preceding\s+year|prior\s+year|year\s+before|a\s+year\s+(?:ago|earlier|before)|year\s+earlier))"
    r"|(?P<equal>(?:in|by|during|of)\s+(?:the\s+same|that)\s+(?:year|month))"
    r"|(?P<before>the\s+(?:previous|preceding|prior)\s+year|the\s+year\s+before|(?:a|one)\s+year\s+(?:earlier|before))"
    r"|(?P<after>the\s+(?:following|next|subsequent)\s+year|(?:a|one)\s+year\s+later))(?!\w)",
    re.IGNORECASE,
)
# a date that only the document's own date can place: "last year", "March this year"
_RELATIVE = re.compile(r"(?<!\w)(?P<which>last|this|next)\s+year(?!\w|[’']s\s+end)", re.IGNORECASE)


_FOUR_DIGITS = re.compile(r"\d{4}")
_ANY_YEAR = re.compile(r"(?<![\w.,$€£])(?:19|20)\d\d(?![\w%]|[.,]\d)")
_AHEAD = 10  # years that a text looks ahead at most with a year of two digits
_PIVOT = 2040


@dataclass(frozen=True, slots=True)
class Anchor:
    """The date that later ones lean on, with the number of the passage it stands in."""

    interval: Interval
    passage: int


def extract_dates(document: Document, found: Tables) -> Tables:
    """Find the dates of a document.

    One row a stated time, ``start`` and ``end`` inclusive (ISO 8601 calendar). A date that lacks its year takes
    it from the date before it in its sentence or the sentence before; one that has none there gives no row.
    """
    rows: list[Row] = []
    anchor: Anchor | None = None
    country = _find_fiscal_country(document)
    newest = _find_newest_year(document)
    for passage in document.sentences:
        if passage.section.kind == "references":
            continue
        expressions = read_dates(passage, anchor, country, document.card.published, newest)
        for expression in expressions:
            assert expression.interval is not None
            rows.append(_make_row(document, passage, expression))
            if expression.interval.granularity != "decade":
                anchor = Anchor(expression.interval, passage.ordinal)
    return {"dates": rows}


def read_dates(
    passage: Passage, anchor: Anchor | None, country: str | None, published: str | None, newest: int
) -> list[Expression]:
    """Return the dates of one passage, normalised, from left to right; ``newest`` is the last year the text knows of."""
    text = passage.text
    expressions = [
        _settle_century(text, e, newest)
        for e in read_expressions(text, lambda: _choose_fiscal_start(text, country))
        if judge(passage, e) == "date"
    ]
    expressions = _share_years(text, expressions)
    near = anchor if anchor and passage.ordinal - anchor.passage <= 1 else None
    expressions = _fill_years(passage, expressions, near)
    expressions = _join_ranges(text, expressions)
    expressions += _read_back(text, expressions, anchor if anchor and passage.ordinal - anchor.passage <= 2 else None)
    if published:
        expressions += _read_relative(text, expressions, published)
    return sorted((e for e in expressions if e.interval), key=lambda e: e.start)


def find_calendar_spans(passage: Passage) -> list[tuple[int, int]]:
    """Return the intervals of ``passage.text`` whose numbers belong to dates, or to names and labels that look like dates."""
    expressions = read_expressions(passage.text, lambda: (1, "end"))
    return [(e.start, e.end) for e in expressions if e.form != "yearless_month" and judge(passage, e) != "count"]


def _make_row(document: Document, passage: Passage, expression: Expression) -> Row:
    span = passage.locate(expression.start, expression.end)
    surface = document.surface(span)
    interval = expression.interval
    assert interval is not None
    return {
        "date_id": document.ids.make("dat", passage.sentence_id, surface),
        "doc_id": document.doc_id,
        "sentence_id": passage.sentence_id,
        "surface": surface,
        "start": interval.start,
        "end": interval.end,
        "granularity": interval.granularity,
        "char_start": span.start,
        "char_end": span.end,
    }


def _share_years(text: str, expressions: list[Expression]) -> list[Expression]:
    """Give yearless dates the year of the next one that they are joined to ("Jan-Feb 2017")."""
    result = list(expressions)
    for at in range(len(result) - 1, -1, -1):
        expression = result[at]
        if expression.interval is not None or expression.month is None:
            continue
        trailing = _TRAILING_YEAR.match(text, expression.end)
        if trailing:
            placed = _place(expression, int(trailing["year"]))
            result[at] = replace(placed, end=trailing.end())
            continue
        if at + 1 < len(result) and _SHARED.fullmatch(text[expression.end : result[at + 1].start]):
            following = result[at + 1].interval
            if (
                following is not None
                and following.granularity in ("day", "month")
                and following.start.month >= expression.month
            ):
                result[at] = _place(expression, following.start.year)
    swallowed = {
        e.start
        for e in result
        if e.form == "year" and any(o is not e and o.start < e.start and e.end <= o.end for o in result)
    }
    return [e for e in result if not (e.form == "year" and e.start in swallowed)]


def _place(expression: Expression, year: int) -> Expression:
    if expression.month is None:
        return expression
    if expression.day is not None:
        return replace(expression, interval=make_day(year, expression.month, expression.day))
    return replace(expression, interval=make_months(year, expression.month, expression.month, "month"))


def _fill_years(passage: Passage, expressions: list[Expression], anchor: Anchor | None) -> list[Expression]:
    """Give yearless dates the year of the date before them, in the sentence or the one before."""
    result: list[Expression] = []
    known = anchor.interval if anchor else None
    for expression in expressions:
        placed = expression
        if (
            expression.interval is None
            and known is not None
            and known.granularity in ("day", "month", "year")
            and known.start.year == known.end.year
        ):
            lead = passage.text[max(0, expression.start - 12) : expression.start]
            if expression.day is not None or (_MONTH_LEAD.search(lead) and passage.text[expression.start].isupper()):
                placed = _place(expression, known.start.year)
        if placed.interval is not None:
            known = placed.interval
        result.append(placed)
    return result


def _join_ranges(text: str, expressions: list[Expression]) -> list[Expression]:
    """Join two dates with a range's word between them into one."""
    result: list[Expression] = []
    for expression in expressions:
        last = result[-1] if result else None
        if last is not None and last.interval is not None and expression.interval is not None and last.form != "range":
            gap = text[last.end : expression.start]
            between = _BETWEEN.search(text[max(0, last.start - 14) : last.start])
            if _THROUGH.fullmatch(gap) or (between and _AND.fullmatch(gap)):
                whole = join(last.interval, expression.interval)
                if whole is not None:
                    start = last.start - len(between[0].lstrip()) if between else last.start
                    result[-1] = Expression(start, expression.end, "range", whole)
                    continue
        result.append(expression)
    return result


def _read_back(text: str, expressions: list[Expression], anchor: Anchor | None) -> list[Expression]:
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


def _read_relative(text: str, expressions: list[Expression], published: str) -> list[Expression]:
    """Read the dates that the day of publication places."""
    year = int(published[:4]) if published[:4].isdecimal() else None
    added: list[Expression] = []
    for match in _RELATIVE.finditer(text) if year else ():
        if year is None or any(match.start() < e.end and e.start < match.end() for e in expressions):
            continue
        shifted = year + {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
        added.append(Expression(match.start(), match.end(), "relative", make_months(shifted, 1, 12, "year")))
    return added


def _settle_century(text: str, expression: Expression, newest: int) -> Expression:
    """Put a financial year of two digits into the last century where this one's lies too far ahead ("FY99")."""
    interval = expression.interval
    if expression.form != "fiscal" or interval is None or _FOUR_DIGITS.search(text, expression.start, expression.end):
        return expression
    if interval.start.year <= newest + _AHEAD:
        return expression
    return replace(expression, interval=interval.shift_years(-100))


def _find_newest_year(document: Document) -> int:
    """Return the year of publication, else the latest year that the text names, else the year up to which two digits
    are taken for this century's.
    """
    published = (document.card.published or "")[:4]
    if published.isdecimal():
        return int(published)
    years = [int(year) for year in _ANY_YEAR.findall(document.text)]
    return max(years, default=_PIVOT)


def _find_fiscal_country(document: Document) -> str | None:
    """Return the country whose financial year the document means: its card's, else the one it names most."""
    if document.card.country in _FISCAL:
        return document.card.country
    if document.card.country is not None:
        return None
    return (
        _choose_country(document.text)
        if re.search(r"\b(?:FY|[Ff]iscal|[Ff]inancial year)|\d{4}/\d\d\b", document.text)
        else None
    )


def _choose_country(text: str) -> str | None:
    """Return the country with a known financial year that a text names most, or None."""
    lower = text.lower()
    counts = {code: len(pattern.findall(lower)) for code, pattern in _COUNTRY_WORDS.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] else None


def _choose_fiscal_start(text: str, country: str | None) -> tuple[int, str]:
    """Return the first month of the financial year and what a single year names; calendar years where unknown."""
    code = _choose_country(text) or country
    if code is None:
        return 1, "end"
    entry = _FISCAL[code]
    return int(str(entry["month"])), str(entry["named_by"])


# the words by which a country's text is known, one pattern a country
_COUNTRY_WORDS = {
    code: re.compile(r"(?<!\w)(?:" + "|".join(re.escape(str(word)) for word in list(entry["words"])) + r")(?!\w)")  # type: ignore[call-overload]
    for code, entry in _FISCAL.items()
}
