"""Whether a figure may be added to others of its measure and unit, and if not why."""

import re

from flows.extraction.document import Passage, Row
from flows.extraction.figures.frames import Frame
from flows.extraction.figures.quantity import Quantity
from flows.extraction.lexicon import load_lexicon

_REASONS = {
    "percent": "a share or rate: percentages have no common base to add",
    "rank": "a rank: ranks cannot be added",
    "ordinal": "an ordinal: it numbers, it does not measure",
    "duration": "a length of time: durations of different things do not add up",
}
_SCALES = frozenset(load_lexicon("measures")["scale_units"])
# words before a figure that make it a part of one stated nearby
_PART = re.compile(
    r"\b(?:of\s+which|of\s+whom|of\s+these|of\s+those|including|thereof|among\s+them|among\s+these|comprising)\s*,?\s+(?:only\s+|some\s+|the\s+)?$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_ALIKE = 0.4  # share of common words from which two measures are taken for one
_FIRST = 40  # characters before a figure in which a part is announced


def find_part(passage: Passage, quantity: Quantity, frame: Frame | None, before: list[Quantity]) -> str | None:
    """Say why a figure overlaps with another one of its sentence, or return None."""
    head = passage.text[max(0, quantity.start - _FIRST) : quantity.start]
    if before and _PART.search(head):
        return "a part of an amount that is stated too"
    if (
        quantity.counted is None
        and quantity.kind == "count"
        and quantity.unit
        and any(q.unit == quantity.unit for q in before)
    ):
        return "a part of an amount that is stated too"
    levels = (
        frame is not None
        and frame.preposition in ("from", "to")
        and frame.verb is not None
        and quantity.kind in ("count", "money", "other")
    )
    if levels and any(other.unit == quantity.unit for other in before):
        return "a later level of an amount that is stated too"
    return None


def mark_sums(rows: list[Row], parts: list[str | None]) -> list[Row]:
    """Set ``safe_to_sum`` and ``sum_note`` on every row of a document; ``parts`` holds what ``find_part`` said of each.

    Rows that say the same in another document are told apart only where the documents are put together.
    """
    seen: dict[tuple[object, ...], list[Row]] = {}
    for row, part in zip(rows, parts, strict=True):
        note = _find_reason(row) or part or _find_repeat(row, seen)
        row["safe_to_sum"] = note is None
        row["sum_note"] = note
    return rows


def _find_reason(row: Row) -> str | None:
    """Return why a figure can never be added, or None."""
    unit = row["unit"]
    if row["kind"] in _REASONS:
        return _REASONS[row["kind"]]
    if not row["is_statistic"]:
        return "structures the text: it measures nothing"
    if row["value_high"] is not None:
        return "a range: its ends are two bounds of one amount"
    if unit is None:
        return "no unit: it is not known what would be added"
    if unit in _SCALES:
        return "a multiple or a point on a scale: adding it has no meaning"
    if " per " in unit:
        return "a rate: it must be multiplied by its base first"
    if row["qualifier"] in ("over", "under"):
        return f"a bound ({row['qualifier']}): the sum would be a bound too"
    return None


def _find_repeat(row: Row, seen: dict[tuple[object, ...], list[Row]]) -> str | None:
    """Say whether an earlier row states the same fact: value, unit, an agreeing period and much the same measure."""
    earlier = seen.setdefault((row["value"], row["unit"]), [])
    repeated = any(_is_same_time(row, other) and _is_same_measure(row, other) for other in earlier)
    earlier.append(row)
    return "the same fact as an earlier row" if repeated else None


def _is_same_time(one: Row, other: Row) -> bool:
    if one["period_start"] is None or other["period_start"] is None:
        return True
    return bool(one["period_start"] == other["period_start"] and one["period_end"] == other["period_end"])


def _is_same_measure(one: Row, other: Row) -> bool:
    left, right = (frozenset(_WORD.findall((row["measure"] or "").lower())) for row in (one, other))
    if not left or not right:
        return left == right
    return len(left & right) >= _ALIKE * len(left | right)
