"""The rows of a document's outline: sections, sentences and exhibits."""

import re

from flows.extraction.document import Document, Exhibit, Row, Tables


def build_section_rows(document: Document) -> list[Row]:
    """One row a section; its span is its heading, or its whole stretch where it has none."""
    rows: list[Row] = []
    for section in document.sections:
        surface = section.heading or section.span
        rows.append(
            {
                "section_id": section.section_id,
                "doc_id": document.doc_id,
                "ordinal": section.ordinal,
                "level": section.level,
                "number": section.number,
                "heading": document.surface(section.heading) if section.heading else None,
                "kind": section.kind,
                "char_start": surface.start,
                "char_end": surface.end,
                "section_end": section.span.end,
            }
        )
    return rows


def build_sentence_rows(document: Document) -> list[Row]:
    """One row a sentence, in the order of the text."""
    return [
        {
            "sentence_id": passage.sentence_id,
            "doc_id": document.doc_id,
            "section_id": passage.section.section_id,
            "ordinal": ordinal,
            "text": document.surface(passage.span),
            "silence_reason": None,
            "char_start": passage.span.start,
            "char_end": passage.span.end,
        }
        for ordinal, passage in enumerate(document.sentences)
    ]


def count_references(document: Document, exhibit: Exhibit) -> int:
    """Count the places in sentences that name an exhibit by its label and number ("as shown in Fig. 3")."""
    short = exhibit.label[:3].lower()
    label = (
        rf"{short}(?:\.|{exhibit.label[3:].lower()})?s?\.?"
        if exhibit.label in ("Figure", "Table")
        else exhibit.label.lower()
    )
    pattern = re.compile(rf"\b{label}\s*{re.escape(exhibit.number)}(?![\d-]|\.\d)", re.IGNORECASE)
    return sum(len(pattern.findall(passage.text)) for passage in document.sentences)


def build_exhibit_rows(document: Document) -> list[Row]:
    """One row a captioned figure or table."""
    return [
        {
            "exhibit_id": document.ids.make("exh", exhibit.label, exhibit.number, document.surface(exhibit.caption)),
            "doc_id": document.doc_id,
            "label": exhibit.label,
            "number": exhibit.number,
            "caption": document.surface(exhibit.caption),
            "n_references": count_references(document, exhibit),
            "char_start": exhibit.caption.start,
            "char_end": exhibit.caption.end,
        }
        for exhibit in document.exhibits
    ]


def extract_passages(document: Document, found: Tables) -> Tables:
    """Return the tables texts, sections, sentences and exhibits of a document."""
    return {
        "texts": [{"doc_id": document.doc_id, "text": document.text}],
        "sections": build_section_rows(document),
        "sentences": build_sentence_rows(document),
        "exhibits": build_exhibit_rows(document),
    }
