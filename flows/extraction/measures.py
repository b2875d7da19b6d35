"""What a figure measures, and whose: a phrase that can be read alone."""

from flows.extraction.document import Passage
from flows.extraction.quantity import Quantity


def phrase_measure(passage: Passage, quantity: Quantity) -> str | None:
    """Return what the figure measures."""
    if quantity.counted is not None:
        head = quantity.counted.head
        doc = passage.parse
        return doc[quantity.counted.first : min(head.right_edge.i, head.i + 15) + 1].text
    return None
