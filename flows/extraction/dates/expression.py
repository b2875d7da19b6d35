"""A date as written."""

from dataclasses import dataclass

from flows.extraction.dates.intervals import Interval


@dataclass(frozen=True, slots=True)
class Expression:
    """A date as written: its interval in the text and in the calendar.

    ``interval`` is None where the year is missing: then ``month`` and maybe ``day`` hold what is known.
    ``form`` names the pattern; ``part`` an "end" that was left open.
    """

    start: int
    end: int
    form: str
    interval: Interval | None
    month: int | None = None
    day: int | None = None
