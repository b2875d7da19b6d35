"""Figures: every stated quantity with its value, unit, qualifier and what it measures."""

from dataclasses import dataclass, replace

from flows.extraction.amounts import Amount, read_amounts
from flows.extraction.attribution import find_attribution
from flows.extraction.counted import Counted, find_counted, find_token, is_name, is_structural
from flows.extraction.dates import find_calendar_spans
from flows.extraction.document import Document, Passage, Row, Tables
from flows.extraction.exclusions import counts_one, find_masks
from flows.extraction.figuredates import DateInText, PeriodFinder
from flows.extraction.lexicon import load_lexicon
from flows.extraction.meaning import find_direction, is_statistic, link_entity
from flows.extraction.measures import phrase_measure
from flows.extraction.orders import read_order
from flows.extraction.qualifiers import read_qualifier_after, read_qualifier_before
from flows.extraction.quantity import Quantity
from flows.extraction.ranges import join_amounts
from flows.extraction.sums import mark_sums

_SCORES: dict[str, float] = load_lexicon("figures")["scores"]


def extract_figures(document: Document, found: Tables) -> Tables:
    """Find the figures of a document.

    One row a stated quantity. ``value`` is the number with its scale applied (percent as 25 for 25 %), ``value_high``
    the upper end of a range; ``unit`` is an ISO 4217 code for money, ``%``, or a singular noun, with "per ..." for a rate.
    """
    rows: list[Row] = []
    periods = PeriodFinder(document, found.get("dates", []))
    mentions = _group_mentions(found.get("mentions", []))
    for passage in document.sentences:
        if passage.section.kind == "references":
            continue
        quantities = read_quantities(passage, document.card.country)
        if not quantities:
            continue
        attribution = find_attribution(passage)
        source = passage.text[attribution.start : attribution.end] if attribution else None
        dates = periods.read_dates(passage)
        for quantity in quantities:
            rows.append(_make_row(document, passage, quantity, periods, dates, mentions.get(passage.sentence_id or "", []), source))
    return {"figures": mark_sums(rows)}


def _group_mentions(mentions: list[Row]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for mention in mentions:
        grouped.setdefault(mention["sentence_id"], []).append(mention)
    return grouped


def read_quantities(passage: Passage, country: str | None) -> list[Quantity]:
    """Return the quantities of one passage from left to right, none overlapping another."""
    masks = find_masks(passage) + find_calendar_spans(passage)
    amounts = join_amounts(passage, read_amounts(passage, masks, country))
    quantities: list[Quantity] = []
    for nth, amount in enumerate(amounts):
        following = amounts[nth + 1].start if nth + 1 < len(amounts) else len(passage.text)
        quantity = _read_quantity(passage, amount, quantities, following)
        if quantity is not None and not (quantities and quantity.start < quantities[-1].end):
            quantities.append(quantity)
    return _share_approximation(passage, quantities)


def _read_quantity(passage: Passage, amount: Amount, before: list[Quantity], following: int) -> Quantity | None:
    if amount.form in ("ordinal", "multiple"):
        return read_order(passage, amount)
    if amount.unit is not None:
        return Quantity.of(amount)
    lone_one = amount.value == 1 and amount.form == "words" and amount.scale == 1 and amount.high is None
    if lone_one and amount.number_end - amount.number_start == 3 and not counts_one(passage, _numeral_of(amount)):
        return None
    return _read_count(passage, amount, before, following)


def _numeral_of(amount: Amount):  # type: ignore[no-untyped-def]
    from flows.extraction.numerals import Numeral

    return Numeral(amount.number_start, amount.number_end, amount.value, amount.form)


def _read_count(passage: Passage, amount: Amount, before: list[Quantity], following: int) -> Quantity | None:
    """Read a bare number: a count of the noun behind it, or a number whose unit was said before."""
    text, doc = passage.text, passage.parse
    order = read_order(passage, amount)
    if order is not None:
        return order
    counted = find_counted(doc, amount.number_start, amount.number_end, after_of=amount.form == "vague" or _is_partitive(text, amount))
    if counted is not None and doc[counted.last].idx >= following:
        counted = None
    if counted is not None and is_name(counted) and amount.scale == 1:
        return None
    if counted is None and _is_named_number(passage, amount):
        return None
    if counted is None:
        last = next((q for q in reversed(before) if q.kind == "count" and q.counted is not None), None)
        kind = "count" if amount.integer and amount.form != "fraction" else "other"
        unit = last.unit if last is not None and kind == "count" and amount.scale == last.amount.scale else None
        return replace(Quantity.of(amount), kind=kind, unit=unit)
    end = max(amount.end, counted.head.idx + len(counted.head))
    qualifier, start = amount.qualifier, amount.start
    behind = read_qualifier_after(text, end) if qualifier == "exact" else None
    if behind:
        qualifier, end = behind
    unit = counted.name + (f" per {amount.per}" if amount.per else "")
    rate = None
    if amount.per is None:
        from flows.extraction.units import read_rate

        rate = read_rate(text, end)
        if rate and rate[1] > end:
            unit, end = f"{counted.name} per {rate[0]}", rate[1]
    kind = "other" if amount.form == "fraction" and amount.value < 1 else "count"
    return Quantity(amount, start, end, kind, unit, qualifier, counted)


def _is_partitive(text: str, amount: Amount) -> bool:
    """Say whether "of the" stands between a number and what it counts: "two of the largest ports"."""
    return text[amount.end : amount.end + 8].startswith((" of the ", " of thes", " of our ", " of its ", " of thei"))


def _is_named_number(passage: Passage, amount: Amount) -> bool:
    """Say whether a bare number belongs to the capitalised word before it ("Big 12", "FTSE 100", "Industry 4.0")."""
    token = find_token(passage.parse, amount.number_start, amount.number_start + 1)
    if token is None or token.i == 0 or amount.start != amount.number_start or amount.scale != 1 or float(amount.value) >= 5000:
        return False
    before = passage.parse[token.i - 1]
    return before.pos_ == "PROPN" and before.text[:1].isupper() and bool(before.whitespace_)


def _share_approximation(passage: Passage, quantities: list[Quantity]) -> list[Quantity]:
    """Let "about" before the first of several joined values of one unit hold for the others."""
    result: list[Quantity] = []
    for quantity in quantities:
        last = result[-1] if result else None
        if last is not None and last.qualifier == "approx" and quantity.qualifier == "exact" and last.unit == quantity.unit and last.kind == quantity.kind:
            between = passage.parse.char_span(last.end, quantity.start, alignment_mode="contract")
            joined = between is None or all(token.pos_ not in ("VERB", "AUX", "SCONJ") and token.text not in (";", ":", "(") for token in between)
            linked = between is None or any(token.text == "," or token.lower_ == "and" for token in between)
            if joined and linked:
                quantity = replace(quantity, qualifier="approx")
        result.append(quantity)
    return result


def _make_row(document: Document, passage: Passage, quantity: Quantity, periods: PeriodFinder, dates: list[DateInText], mentions: list[Row], source: str | None) -> Row:
    span = passage.locate(quantity.start, quantity.end)
    surface = document.surface(span)
    measure = phrase_measure(passage, quantity)
    period = periods.find(passage, quantity, dates)
    amount = quantity.amount
    return {
        "figure_id": document.ids.make("fig", passage.sentence_id, surface),
        "doc_id": document.doc_id,
        "sentence_id": passage.sentence_id,
        "surface": surface,
        "kind": quantity.kind,
        "value": float(amount.value),
        "value_high": None if amount.high is None else float(amount.high),
        "unit": quantity.unit,
        "qualifier": quantity.qualifier,
        "measure": measure,
        "entity_id": link_entity(document, passage, quantity, mentions),
        "period_start": period.start if period else None,
        "period_end": period.end if period else None,
        "direction": find_direction(passage, quantity),
        "is_statistic": is_statistic(passage, quantity),
        "attributed_to": source,
        "char_start": span.start,
        "char_end": span.end,
        "score": _SCORES.get(quantity.kind, _SCORES["other"]),
    }
