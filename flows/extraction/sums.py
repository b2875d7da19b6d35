"""Whether a figure may be added to others of its measure and unit, and if not why."""

from flows.extraction.document import Row

_REASONS = {
    "percent": "a share or rate: percentages have no common base to add",
    "rank": "a rank: ranks cannot be added",
    "ordinal": "an ordinal: it numbers, it does not measure",
}


def mark_sums(rows: list[Row]) -> list[Row]:
    """Set ``safe_to_sum`` and ``sum_note`` on every row."""
    seen: set[tuple[object, ...]] = set()
    for row in rows:
        note = _find_reason(row, seen)
        row["safe_to_sum"] = note is None
        row["sum_note"] = note
    return rows


def _find_reason(row: Row, seen: set[tuple[object, ...]]) -> str | None:
    key = (row["value"], row["value_high"], row["unit"], row["measure"])
    repeated = key in seen
    seen.add(key)
    if row["kind"] in _REASONS:
        return _REASONS[row["kind"]]
    if not row["is_statistic"]:
        return "structures the text: it measures nothing"
    if row["value_high"] is not None:
        return "a range: its ends are two bounds of one amount"
    if row["unit"] is None:
        return "no unit: it is not known what would be added"
    if row["unit"] == "time" or row["unit"].endswith(("point", "degree Celsius", "degree Fahrenheit")):
        return "a multiple or a point on a scale: adding it has no meaning"
    if " per " in row["unit"]:
        return "a rate: it must be multiplied by its base first"
    if row["kind"] == "duration":
        return "a length of time: durations of different things do not add up"
    if repeated:
        return "the same fact as an earlier row"
    if row["qualifier"] in ("over", "under"):
        return f"a bound ({row['qualifier']}): the sum would be a bound too"
    return None
