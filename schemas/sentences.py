"""The table sentences."""

from schemas.base import DOC_ID, END, START, Grounded, category, column, key, offset, reference, traits

SILENCE_REASONS = ["question", "lead_in", "own_plan", "fragment", "source_note", "reference_list", "no_assertion"]


@traits("sentence_id", surface="text")
class Sentences(Grounded):
    """One row a sentence or list item, in the order of the text; headings and captions are no sentences."""

    sentence_id: str = key("Identifies the sentence.")
    doc_id: str = reference("documents.doc_id", DOC_ID)
    section_id: str = reference("sections.section_id", "The section the sentence stands in.")
    ordinal: int = column("Place of the sentence in its document, counted from 0.", ge=0)
    text: str = column("The sentence, with white space collapsed.", str_length={"min_value": 1})
    silence_reason: str = category(
        SILENCE_REASONS,
        "Why no claim and no recommendation was made of the sentence; null where there is one.",
        nullable=True,
    )
    char_start: int = offset(START)
    char_end: int = offset(END)
