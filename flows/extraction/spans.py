"""Offsets: half-open character intervals into a document's stored text."""

import re
from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass

from flows.extraction.errors import SpanError

# any run of white space, line ends and form feeds included
WHITESPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open interval of characters, ``start`` inclusive and ``end`` exclusive.

    Raises SpanError when the interval is empty, negative or reversed.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if self.start < 0 or self.end <= self.start:
            raise SpanError(f"a span needs 0 <= start < end, got [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        """Say whether the two intervals share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Say whether the other interval lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def slice(self, text: str) -> str:
        """Return the characters of ``text`` in the interval; SpanError when it ends beyond the text."""
        if self.end > len(text):
            raise SpanError(f"span [{self.start}, {self.end}) ends beyond a text of {len(text)} characters")
        return text[self.start : self.end]


def collapse(text: str) -> str:
    """Return the text with runs of white space made one blank and the ends trimmed."""
    return WHITESPACE.sub(" ", text).strip()


@dataclass(frozen=True, slots=True)
class CollapsedText:
    """A stretch of raw text with its white space collapsed, and the way back.

    ``text[i]`` stands at ``offsets[i]`` in the raw text.
    """

    text: str
    offsets: tuple[int, ...]

    def locate(self, start: int, end: int) -> Span:
        """Return the raw span of ``text[start:end]``; white space at its ends is left out.

        Raises SpanError when the stretch is empty or blank.
        """
        while start < end and self.text[start] == " ":
            start += 1
        while end > start and self.text[end - 1] == " ":
            end -= 1
        if start >= end:
            raise SpanError(f"nothing but blanks at [{start}, {end}) of {self.text[:40]!r}")
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    def index_of(self, raw_offset: int) -> int:
        """Return the first position in ``text`` that stands at or behind a raw offset."""
        return bisect_left(self.offsets, raw_offset)


def collapse_spans(raw: str, spans: list[Span], hidden: Collection[int] = ()) -> CollapsedText:
    """Collapse the white space of one or more stretches of raw text, taken together as one text.

    Characters at the offsets in ``hidden`` are passed over.
    """
    characters: list[str] = []
    offsets: list[int] = []
    gap = True
    for span in spans:
        for offset in range(span.start, span.end):
            if offset in hidden:
                continue
            character = raw[offset]
            if not character.isspace():
                characters.append(character)
                offsets.append(offset)
                gap = False
            elif not gap:
                characters.append(" ")
                offsets.append(offset)
                gap = True
        if not gap:
            characters.append(" ")
            offsets.append(min(span.end, len(raw) - 1))
            gap = True
    if characters and characters[-1] == " ":
        characters.pop()
        offsets.pop()
    return CollapsedText("".join(characters), tuple(offsets))
