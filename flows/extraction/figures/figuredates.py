"""The time that a figure is about: a date of its sentence, or of the sentence before."""

import re
from dataclasses import dataclass
from datetime import date

from flows.extraction.document import Document, Passage, Row
from flows.extraction.figures.quantity import Quantity

# a comparison's date is not the figure's own
_COMPARED = re.compile(
    r"(?:compared\s+(?:with|to)|than(?:\s+in)?|from|against|versus|relative\s+to|over|(?:%|\bper\s?cent|points?|\bup|\bdown)\s+on)\s+(?:in\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
# a date that points back to another one, without a year of its own: "the same period last year"
_BACK = re.compile(
    r"(?:the\s+)?(?:same|corresponding)\b|a\s+year\b|the\s+previous\b|the\s+year\s+before\b", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
_SINCE = re.compile(r"\bsince\s+(?:the\s+)?$", re.IGNORECASE)
# "a 13 % increase over June 2024"
_EXCEEDS = re.compile(
    r"\b(?:increase|rise|gain|growth|decline|decrease|fall|drop|improvement|reduction|jump)\s+over\s+(?:in\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
# a year that belongs to a document or event: "a 2019 report"
_TITLED = re.compile(
    r"\s+(?:report|study|paper|survey|agreement|act|law|plan|summit|conference|review|article|census|election|budget|edition|book|letter|speech|decision)s?\b",
    re.IGNORECASE,
)
# a time that the sentence gives itself without a year: "in April", "last month"
_OWN_TIME = re.compile(
    r"\b(?:in|since|by|last|this|next)\s+(?:January|February|March|April|May|June|July|August|September|October|November|December|month|week|year|quarter|decade)\b"
    r"|\b(?:currently|nowadays|today|at\s+present|so\s+far)\b|\b(?:past|last|next|coming|previous)\s+(?:\w+\s+)?(?:year|decade|month|centur)",
    re.IGNORECASE,
)
# "the highest rate since 2005": a record's date is no period
_RECORD = re.compile(r"(?:est|most|least|first|record|only)\b[^.;]{0,50}\bsince\s+(?:the\s+)?$", re.IGNORECASE)
# two values that share what follows: "$4 billion and $5 billion, respectively, in 2019"
_JOINED = re.compile(r",?\s*(?:and|or)?\s*", re.IGNORECASE)
# between a figure and the date of another one: "$30 million, while in 2019", "$30 million and in 2019 to $56 million"
_PARTED = re.compile(r"[;:]|, (?:and|while|but|which|when|compared)|\b(?:and|but)\s+(?:in|for|by|at|since)\s+$")
_NOW = re.compile(r"\b(?:now|currently|today|at\s+present)\b", re.IGNORECASE)
_POINTING = re.compile(r"(?:This|These|That|Those|It|They)\b")
_MANY = 20  # values that are joined at most
_NEAR = 45  # characters behind a figure in which "now" says its time
_OPENING = 12  # characters: a date this near the start holds for the whole sentence
_FAR = 90  # characters: a date further on belongs to another statement


@dataclass(frozen=True, slots=True)
class Period:
    """A date of a passage, with its interval in the passage's text."""

    at: int
    to: int
    start: date
    end: date
    granularity: str
    compared: bool = False


class PeriodFinder:
    """Finds the periods of figures; one finder a document, fed with its sentences in order."""

    def __init__(self, document: Document, dates: list[Row]) -> None:
        self.document = document
        self.by_sentence: dict[str, list[Row]] = {}
        for row in dates:
            self.by_sentence.setdefault(row["sentence_id"], []).append(row)
        self.numbers = {passage.sentence_id: nth for nth, passage in enumerate(document.sentences)}

    def read_dates(self, passage: Passage) -> list[Period]:
        """Return the dates of a passage that a figure can be about, in the passage's own offsets."""
        periods: list[Period] = []
        for row in self.by_sentence.get(passage.sentence_id or "", []):
            at, to = passage.content.index_of(row["char_start"]), passage.content.index_of(row["char_end"] - 1) + 1
            head = passage.text[max(0, at - 24) : at]
            if row["granularity"] == "decade" and _SINCE.search(head):
                continue
            if _TITLED.match(passage.text, to) or (row["granularity"] == "year" and _names_edition(passage, at, to)):
                continue
            back = _BACK.match(row["surface"]) is not None and not _DIGIT.search(row["surface"])
            compared = bool(_COMPARED.search(head)) and (back or not head.lower().rstrip().endswith(("from", "over")))
            compared = compared or bool(_EXCEEDS.search(head))
            compared = compared or bool(_RECORD.search(passage.text[max(0, at - 70) : at]))
            periods.append(Period(at, to, row["start"], row["end"], row["granularity"], compared or back))
        return periods

    def find(self, passage: Passage, quantities: list[Quantity]) -> list[Period | None]:
        """Return the period of each figure of a passage, or None."""
        dates = self.read_dates(passage)
        own = [period for period in dates if not period.compared]
        if not own:
            carried = self._carry(passage, bool(dates))
            return [carried] * len(quantities)
        return [self._choose(passage, quantities, nth, dates, own) for nth in range(len(quantities))]

    def _choose(
        self, passage: Passage, quantities: list[Quantity], nth: int, dates: list[Period], own: list[Period]
    ) -> Period | None:
        """Choose among the dates of the sentence: the one attached behind, else the nearest before, else the next one."""
        quantity = quantities[nth]
        inside = next((period for period in dates if quantity.start <= period.at < quantity.end), None)
        if inside is not None:
            return inside
        touching = next(
            (
                period
                for period in own
                if 0 < quantity.start - period.to <= 2 and passage.text[period.to : quantity.start].strip() in ("", ",")
            ),
            None,
        )
        if touching is not None:
            return touching
        last = nth
        while last + 1 < min(len(quantities), nth + _MANY) and _JOINED.fullmatch(
            passage.text[quantities[last].end : quantities[last + 1].start]
        ):
            last += 1
        quantity, nth = quantities[last], last
        next_start = quantities[nth + 1].start if nth + 1 < len(quantities) else len(passage.text) + 1
        behind = next(
            (period for period in dates if quantity.end <= period.at < next_start and period.at - quantity.end <= _FAR),
            None,
        )
        gap = passage.text[quantity.end : behind.at] if behind else ""
        if behind is not None and not _PARTED.search(gap):
            return (
                None
                if behind.compared and len(own) == 0
                else behind
                if not behind.compared
                else self._before(passage, quantity, own) or self._after(quantity, own)
            )
        if _OWN_TIME.match(passage.text[quantity.end :].lstrip(" ,")) or _NOW.search(
            passage.text[quantity.end : next_start][:_NEAR]
        ):
            return None
        return self._before(passage, quantity, own) or self._after(quantity, own)

    @staticmethod
    def _before(passage: Passage, quantity: Quantity, own: list[Period]) -> Period | None:
        """Return the nearest date before a figure that still holds there: no new subject has come in between."""
        for period in reversed(own):
            if period.to <= quantity.start:
                between = passage.parse.char_span(period.to, quantity.start, alignment_mode="contract")
                opens = period.at <= _OPENING or not _has_subject(passage, 0, period.at)
                fresh = between is not None and any(
                    token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ == "conj" for token in between
                )
                if opens or not fresh:
                    return period
        return None

    @staticmethod
    def _after(quantity: Quantity, own: list[Period]) -> Period | None:
        return next((period for period in own if period.at >= quantity.end), None)

    def _carry(self, passage: Passage, compares: bool) -> Period | None:
        """Carry the period of the sentence before over, where this one goes on about the same time."""
        nth = self.numbers.get(passage.sentence_id, 0)
        if nth == 0 or passage.starts_paragraph or (_OWN_TIME.search(passage.text) and not compares):
            return None
        before = self.document.sentences[nth - 1]
        dates = [period for period in self.read_dates(before) if not period.compared]
        if len(dates) != 1:
            return None
        past = any(token.tag_ == "VBD" for token in passage.parse)
        return dates[0] if past or compares or _POINTING.match(passage.text) else None


def _has_subject(passage: Passage, start: int, end: int) -> bool:
    return any(token.dep_ in ("nsubj", "nsubjpass") for token in passage.parse if start <= token.idx < end)


def _names_edition(passage: Passage, at: int, to: int) -> bool:
    """Say whether a year only tells a thing from its other editions ("the 2025 tariffs imply"): a modifier before a noun."""
    span = passage.parse.char_span(at, to)
    if span is None or len(span) != 1:
        return False
    token = span[0]
    if (
        token.dep_ not in ("nummod", "compound", "amod", "nmod")
        or token.head.pos_ not in ("NOUN", "PROPN")
        or token.head.i < token.i
    ):
        return False
    return not (
        token.head.dep_ in ("nsubj", "nsubjpass")
        and token.head.head.lemma_ in ("be", "reach", "total", "amount", "stand", "average")
    )
