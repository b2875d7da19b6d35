"""Dates: every stated day, month, part of a year, year, decade, century and range, normalised to two days."""

import re
from dataclasses import replace

from flows.extraction.dates.backreferences import Anchor, narrow_same, read_back, read_relative
from flows.extraction.dates.dateforms import LISTED_DAYS, read_expressions
from flows.extraction.dates.expression import Expression
from flows.extraction.dates.fiscalcountries import (
    choose_fiscal_start,
    find_fiscal_country,
    find_newest_year,
    settle_century,
)
from flows.extraction.dates.intervals import join, make_day, make_months
from flows.extraction.dates.yearcontext import judge
from flows.extraction.document import Document, Passage, Row, Tables

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


def extract_dates(document: Document, found: Tables) -> Tables:
    """Find the dates of a document.

    One row a stated time, ``start`` and ``end`` inclusive (ISO 8601 calendar). A date that lacks its year takes
    it from the date before it in its sentence or the sentence before; one that has none there gives no row.
    """
    rows: list[Row] = []
    anchor: Anchor | None = None
    country = find_fiscal_country(document)
    newest = find_newest_year(document)
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
        settle_century(text, e, newest)
        for e in read_expressions(text, lambda: choose_fiscal_start(text, country))
        if judge(passage, e) == "date"
    ]
    expressions = _share_years(text, expressions)
    near = anchor if anchor and passage.ordinal - anchor.passage <= 1 else None
    expressions = _fill_years(passage, expressions, near)
    expressions = narrow_same(text, expressions, near)
    expressions = _join_ranges(text, expressions)
    expressions += read_back(text, expressions, anchor if anchor and passage.ordinal - anchor.passage <= 2 else None)
    if published:
        expressions += read_relative(text, expressions, published)
    return sorted((e for e in expressions if e.interval), key=lambda e: e.start)


def find_calendar_spans(passage: Passage) -> list[tuple[int, int]]:
    """Return the intervals of ``passage.text`` whose numbers belong to dates, or to names and labels that look like dates."""
    expressions = read_expressions(passage.text, lambda: (1, "end"))
    spans = [(e.start, e.end) for e in expressions if e.form != "yearless_month" and judge(passage, e) != "count"]
    return spans + [match.span() for match in LISTED_DAYS.finditer(passage.text)]


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
