"""Prices in two currencies: an amount and, in brackets behind it, the same amount in another one."""

import re
from dataclasses import replace

from flows.extraction.figures.amounts import Amount
from flows.extraction.figures.quantity import Quantity
from flows.extraction.measurement.units import read_rate

# between an amount and its conversion: "RMB 3 billion (about $420 million"
_OPENS = re.compile(
    r"\s?[(\[](?:(?:or|about|approximately|around|roughly|some|ca\.|c\.|i\.e\.|equivalent\s+to|equal\s+to|worth)\s+){0,2}[~≈]?"
)
# between one conversion and the next: "($24,000; £12,700"
_GOES_ON = re.compile(r"\s?(?:[;,/]|or|and)\s?(?:(?:or|about)\s+)?")
_CLOSES = frozenset(")]")


def settle_conversions(text: str, amounts: list[Amount]) -> list[Amount]:
    """Give both amounts of a pair the rate behind the bracket: "C$6 (US$4.50) per share".

    A bare "$" behind an amount in another dollar is the US dollar: "A$3.1bn ($2.4bn)".
    """
    result = list(amounts)
    for at in range(1, len(result)):
        left, right = result[at - 1], result[at]
        if left.kind != "money" or right.kind != "money" or not _OPENS.fullmatch(text, left.end, right.start):
            continue
        if left.unit == right.unit and text[right.start] == "$" and text[left.start] != "$":
            result[at] = right = replace(right, unit="USD")
        closed = text[right.end : right.end + 1] in _CLOSES and left.per is None and right.per is None
        rate = read_rate(text, right.end + 1) if closed else None
        if rate is not None:
            result[at - 1], result[at] = replace(left, per=rate[0]), replace(right, per=rate[0])
    return result


def find_conversions(text: str, quantities: list[Quantity]) -> list[bool]:
    """Say of each quantity whether it is the amount before it in another currency."""
    result: list[bool] = []
    for nth, quantity in enumerate(quantities):
        before = quantities[nth - 1] if nth else None
        paired = before is not None and before.kind == quantity.kind == "money" and before.unit != quantity.unit
        opens = before is not None and _OPENS.fullmatch(text, before.end, quantity.start) is not None
        goes_on = before is not None and result[-1] and _GOES_ON.fullmatch(text, before.end, quantity.start) is not None
        result.append(paired and (opens or goes_on))
    return result
