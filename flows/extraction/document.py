"""The one argument of every extractor: a text, its structure and its parse."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from flows.extraction.ids import IdMaker
from flows.extraction.spans import CollapsedText, Span, collapse

if TYPE_CHECKING:  # spaCy is heavy, and a run that extracts nothing needs none of it
    from spacy.tokens import Doc
    from spacy.tokens import Span as TokenSpan

Row = dict[str, Any]
Tables = dict[str, list[Row]]
PassageKind = Literal["sentence", "heading", "caption"]


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of a document beside its text; every field may be unknown.

    ``country`` is an ISO 3166-1 alpha-2 code: whose "our country" the text speaks of.
    ``published`` is an ISO 8601 date, month or year.
    """

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    is_translation: bool | None = None
    country: str | None = None
    licence: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded text with its name and its card, as extraction receives it."""

    doc_id: str
    text: str
    card: Card = field(default_factory=Card)


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the text under one heading; ``heading`` is None before the first one.

    ``span`` runs from the heading's first character to the next heading. ``level`` counts from 1.
    """

    section_id: str
    ordinal: int
    level: int
    number: str | None
    heading: Span | None
    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A figure or table as its caption names it."""

    label: str
    number: str
    caption: Span


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A stretch that is read on its own: a sentence, a heading or a caption.

    ``content`` is its text with white space collapsed and the way back to raw offsets; ``parse`` is the
    language model's reading of exactly that text. ``sentence_id`` is None for headings and captions.
    ``list_marker`` holds the bullet or enumerator that introduced the sentence ("-", "(a)", "2."), and
    ``starts_paragraph`` is true for the first sentence of a paragraph or list item.
    """

    kind: PassageKind
    ordinal: int
    section: Section
    content: CollapsedText
    parse: "Doc"
    sentence_id: str | None
    list_marker: str | None
    starts_paragraph: bool

    @property
    def text(self) -> str:
        """The passage with white space collapsed."""
        return self.content.text

    @property
    def span(self) -> Span:
        """The passage's span in the raw text."""
        return Span(self.content.offsets[0], self.content.offsets[-1] + 1)

    def locate(self, start: int, end: int) -> Span:
        """Return the raw span of ``self.text[start:end]``; SpanError when that is blank."""
        return self.content.locate(start, end)

    def locate_tokens(self, tokens: "TokenSpan") -> Span:
        """Return the raw span of a slice of ``self.parse``."""
        return self.content.locate(tokens.start_char, tokens.end_char)


@dataclass(frozen=True, eq=False)
class Document:
    """A text with its structure and its parse: what every extractor reads."""

    doc_id: str
    text: str
    card: Card
    sections: tuple[Section, ...]
    exhibits: tuple[Exhibit, ...]
    passages: tuple[Passage, ...]
    ids: IdMaker

    @cached_property
    def sentences(self) -> tuple[Passage, ...]:
        """The passages that are sentences, in the order of the text."""
        return tuple(passage for passage in self.passages if passage.kind == "sentence")

    @cached_property
    def by_sentence_id(self) -> dict[str, Passage]:
        """The sentences by their id."""
        return {passage.sentence_id: passage for passage in self.sentences if passage.sentence_id}

    def surface(self, span: Span) -> str:
        """Return the text at a span as the tables show it: white space collapsed."""
        return collapse(span.slice(self.text))

    def locate_row(self, row: Row) -> Span:
        """Return the span of an extracted row."""
        return Span(row["char_start"], row["char_end"])

    def sentences_with_rows(self, rows: list[Row]) -> Iterator[tuple[Passage, list[Row]]]:
        """Yield every sentence with those of the rows that carry its ``sentence_id``."""
        grouped: dict[str, list[Row]] = {}
        for row in rows:
            grouped.setdefault(row["sentence_id"], []).append(row)
        for passage in self.sentences:
            yield passage, grouped.get(passage.sentence_id or "", [])


Extractor = Callable[[Document, Tables], Tables]
"""Every extractor: a document and the tables found so far in it, to the tables that it adds."""
