"""The table sections."""

from schemas.base import DOC_ID, Grounded, category, column, key, offset, reference, traits


@traits("section_id", surface="heading")
class Sections(Grounded):
    """One row a stretch of a document under one heading; a text without headings is one section."""

    section_id: str = key("Identifies the section.")
    doc_id: str = reference("documents.doc_id", DOC_ID)
    ordinal: int = column("Place of the section in its document, counted from 0.", ge=0)
    level: int = column("Depth of the heading: 1 for a chapter, 2 for a part of one.", ge=1, le=9)
    number: str = column("The heading's number as it is printed (`3.1`), null where it has none.", nullable=True)
    heading: str = column(
        "The heading as it is printed, its number included; null for what stands before the first one.", nullable=True
    )
    kind: str = category(
        ["abstract", "introduction", "body", "conclusion", "references"], "What the section is, by its heading."
    )
    char_start: int = offset("First character of the heading, or of the section where it has none.")
    char_end: int = offset("Character behind the heading, or behind the section where it has none.")
    section_end: int = offset(
        "Character behind the section's last one: the next heading's start, or the end of the text."
    )
