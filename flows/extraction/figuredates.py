"""The time that a figure is about."""

from dataclasses import dataclass
from datetime import date

from flows.extraction.document import Document, Passage, Row
from flows.extraction.quantity import Quantity


@dataclass(frozen=True, slots=True)
class DateInText:
    """A date of a passage, with its interval in the passage's text."""

    at: int
    to: int
    start: date
    end: date
    granularity: str


class PeriodFinder:
    """Finds the period of figures; one finder a document."""

    def __init__(self, document: Document, dates: list[Row]) -> None:
        self.document = document
        self.by_sentence: dict[str, list[Row]] = {}
        for row in dates:
            self.by_sentence.setdefault(row["sentence_id"], []).append(row)

    def read_dates(self, passage: Passage) -> list[DateInText]:
        """Return the dates of a passage, in its own offsets."""
        rows = self.by_sentence.get(passage.sentence_id or "", [])
        return [
            DateInText(passage.content.index_of(row["char_start"]), passage.content.index_of(row["char_end"] - 1) + 1, row["start"], row["end"], row["granularity"])
            for row in rows
        ]

    def find(self, passage: Passage, quantity: Quantity, dates: list[DateInText]) -> DateInText | None:
        """Return the date that a figure is about."""
        return dates[0] if len(dates) == 1 else None
