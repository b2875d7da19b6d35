"""A quantity: an amount with its kind, its unit and the noun it counts."""

from dataclasses import dataclass

from flows.extraction.figures.amounts import Amount
from flows.extraction.figures.counted import Counted


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure before its meaning is read; offsets are into the passage's text."""

    amount: Amount
    start: int
    end: int
    kind: str
    unit: str | None
    qualifier: str
    counted: Counted | None = None
    aged: bool = False  # an age
    single: bool = False  # a "one" that only singles out

    @classmethod
    def of(cls, amount: Amount) -> "Quantity":
        """Make the quantity of an amount whose unit stands next to it."""
        return cls(amount, amount.start, amount.end, amount.kind or "other", amount.full_unit, amount.qualifier)
