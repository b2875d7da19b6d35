"""From blocks to what is read: sections, exhibits, and the passages that the language model parses."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from flows.extraction.document import Exhibit, PassageKind, Section, Source
from flows.extraction.ids import IdMaker
from flows.extraction.markup import find_markup
from flows.extraction.segmentation import split_sentences
from flows.extraction.spans import CollapsedText, Span, collapse, collapse_spans
from flows.extraction.structure import Block, classify_section, read_outline


@dataclass(frozen=True, slots=True)
class Draft:
    """A passage before it is parsed."""

    kind: PassageKind
    section: int
    content: CollapsedText
    marker: str | None
    starts_paragraph: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """A text's sections, exhibits and unparsed passages."""

    sections: tuple[Section, ...]
    exhibits: tuple[Exhibit, ...]
    drafts: tuple[Draft, ...]


def draft_passages(content: CollapsedText, block: Block, section: int) -> Iterator[Draft]:
    """Cut a block's text into passages: a heading or caption whole, a paragraph by its sentences."""
    if block.kind != "paragraph":
        yield Draft(block.kind, section, content, None, True)
        return
    for nth, (start, end) in enumerate(split_sentences(content.text)):
        piece = CollapsedText(content.text[start:end], content.offsets[start:end])
        yield Draft("sentence", section, piece, block.marker if nth == 0 else None, nth == 0)


def outline_text(source: Source, ids: IdMaker) -> Outline:
    """Recover a text's sections, exhibits and passages."""
    blocks = read_outline(source.text)
    hidden = {offset for span in find_markup(source.text) for offset in range(span.start, span.end)}
    sections: list[Section] = []
    exhibits: list[Exhibit] = []
    drafts: list[Draft] = []

    def open_section(block: Block | None, content: CollapsedText, start: int, end: int) -> None:
        heading = Span(content.offsets[0], content.offsets[-1] + 1) if block else None
        surface = collapse(heading.slice(source.text)) if heading else None
        number = block.number if block else None
        sections.append(
            Section(
                ids.make("sec", surface),
                len(sections),
                block.level if block else 1,
                number,
                heading,
                classify_section(surface, number),
                Span(start, end),
            )
        )

    read = [(block, collapse_spans(source.text, block.pieces, hidden)) for block in blocks]
    read = [(block, content) for block, content in read if content.text]  # a block may be nothing but markup
    starts = [block.span.start for block, _ in read if block.kind == "heading"]
    for block, content in read:
        nth = bisect_right(starts, block.span.start)
        end = starts[nth] if nth < len(starts) else len(source.text)
        if block.kind == "heading":
            open_section(block, content, block.span.start, end)
        elif not sections:
            open_section(None, content, block.span.start, end)
        if block.kind == "caption" and block.label and block.number:
            exhibits.append(Exhibit(block.label, block.number, block.span))
        drafts.extend(draft_passages(content, block, len(sections) - 1))
    return Outline(tuple(sections), tuple(exhibits), tuple(drafts))
