"""Figures: every stated quantity with its value, unit, qualifier and what it measures."""

from flows.extraction.document import Document, Passage, Row, Tables
from flows.extraction.figures.conversions import find_conversions
from flows.extraction.figures.figuredates import PeriodFinder
from flows.extraction.figures.frames import Frame, place_among, read_frames, share_frames
from flows.extraction.figures.meaning import compare_levels, find_direction, find_entity, is_statistic, share_directions
from flows.extraction.figures.measures import phrase_measure
from flows.extraction.figures.quantities import NEAR, read_quantities
from flows.extraction.figures.quantity import Quantity
from flows.extraction.figures.subjects import name_subject
from flows.extraction.figures.sums import find_part, mark_sums
from flows.extraction.lexicon import load_lexicon
from flows.extraction.measurement.homes import find_home
from flows.extraction.sources.attribution import find_attribution

_SCORES: dict[str, float] = {
    name: (counts["right"] + 1) / (counts["rows"] + 2) for name, counts in load_lexicon("figures")["classes"].items()
}

# what an amount and its conversion have in common
_SHARED = ("measure", "entity_id", "period_start", "period_end", "direction")


def extract_figures(document: Document, found: Tables) -> Tables:
    """Find the figures of a document.

    One row a stated quantity. ``value`` is the number with its scale applied (percent as 25 for 25 %), ``value_high``
    the upper end of a range; ``unit`` is an ISO 4217 code for money, ``%``, or a singular noun, with "per ..." for a rate.
    """
    reader = FigureReader(document, found)
    rows: list[Row] = []
    for passage in document.sentences:
        if passage.section.kind != "references":
            rows.extend(reader.read(passage))
        reader.subject = name_subject(passage) or reader.subject
    return {"figures": mark_sums(rows, reader.parts)}


class FigureReader:
    """Reads the figures of one document, passage by passage; remembers the subject that a pronoun may stand for."""

    def __init__(self, document: Document, found: Tables) -> None:
        self.document = document
        self.periods = PeriodFinder(document, found.get("dates", []))
        self.home = find_home(document.text, document.card.country)
        self.subject: str | None = None
        self.parts: list[str | None] = []  # for each row, why it overlaps with another of its sentence
        self.mentions: dict[str, list[Row]] = {}
        for mention in found.get("mentions", []):
            self.mentions.setdefault(mention["sentence_id"], []).append(mention)

    def read(self, passage: Passage) -> list[Row]:
        """Return the rows of one passage."""
        quantities = read_quantities(passage, self.home)
        if not quantities:
            return []
        attribution = find_attribution(passage)
        source = passage.text[attribution.start : attribution.end] if attribution else None
        periods = self.periods.find(passage, quantities)
        rows: list[Row] = []
        frames = read_frames(passage, quantities)
        shared = share_frames(passage, quantities, frames)
        for nth, (quantity, period) in enumerate(zip(quantities, periods, strict=True)):
            row = self._make_row(passage, quantity, frames[nth])
            row["measure"] = phrase_measure(
                passage, quantity, shared[nth], self.subject, place_among(passage.text, quantities, shared, nth)
            )
            row["period_start"], row["period_end"] = (period.start, period.end) if period else (None, None)
            row["attributed_to"] = source
            rows.append(row)
            self.parts.append(find_part(passage, quantity, frames[nth], quantities[max(0, nth - NEAR) : nth]))
        for nth, converted in enumerate(find_conversions(passage.text, quantities)):
            if converted:
                rows[nth] |= {column: rows[nth - 1][column] for column in _SHARED}
                self.parts[nth - len(rows)] = "the same amount in another currency"
        directions = [row["direction"] or compare_levels(quantities, frames, nth) for nth, row in enumerate(rows)]
        for row, direction in zip(rows, share_directions(passage, quantities, directions), strict=True):
            row["direction"] = direction
        return rows

    def _make_row(self, passage: Passage, quantity: Quantity, frame: Frame | None) -> Row:
        span = passage.locate(quantity.start, quantity.end)
        surface = self.document.surface(span)
        high = quantity.amount.high
        statistic = is_statistic(passage, quantity)
        return {
            "figure_id": self.document.ids.make("fig", passage.sentence_id, surface),
            "doc_id": self.document.doc_id,
            "sentence_id": passage.sentence_id,
            "surface": surface,
            "kind": quantity.kind,
            "value": float(quantity.amount.value),
            "value_high": None if high is None else float(high),
            "unit": quantity.unit,
            "qualifier": quantity.qualifier,
            "measure": None,
            "entity_id": find_entity(passage, quantity, frame, self.mentions.get(passage.sentence_id or "", [])),
            "period_start": None,
            "period_end": None,
            "direction": find_direction(passage, quantity, frame),
            "is_statistic": statistic,
            "attributed_to": None,
            "char_start": span.start,
            "char_end": span.end,
            "safe_to_sum": None,
            "sum_note": None,
            "score": _SCORES[_classify(quantity, statistic=statistic)],
        }


def _classify(quantity: Quantity, *, statistic: bool) -> str:
    """Return the class of a row whose score was measured."""
    if quantity.unit is None:
        return "bare"
    return "structure" if quantity.kind == "count" and not statistic else quantity.kind
