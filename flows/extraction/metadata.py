"""What a document's own text says of itself, where its card does not."""

import re
from dataclasses import dataclass
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from flows.extraction.document import Document, Source
from flows.extraction.errors import ExtractionError
from flows.extraction.spans import collapse

# the text's closing note on where it was translated from: "(Translated from: China Trade News)"
_TRANSLATED = re.compile(
    r"[(\[]\s*(?:translated|translation)\s+(?:from|of)\s*:?\s*(?P<publisher>[^()\[\]\n]{2,120}?)\s*[)\]]", re.IGNORECASE
)
# a source note on a line of its own at the end: "Source: Ministry of Commerce"
_SOURCE = re.compile(r"^[(\[]?\s*source\s*:\s*(?P<publisher>[^()\[\]\n]{2,120}?)\s*[)\]]?\s*$", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_LETTER = re.compile(r"[^\W\d_]")
LETTERS_TO_JUDGE = 60  # with fewer letters a text's language is not judged but taken for English
# a text is refused where English is less probable than this; stretches of 100 characters of English policy texts, lists
# of links among them, gave 0.005 or more, of 600 characters 0.6 or more, other languages less than 1e-6
IMPROBABLE = 1e-4


class LanguageError(ExtractionError):
    """A text is plainly not in English, the one language that the extractors know."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document: the card's word first, then the text's own."""

    title: str | None
    publisher: str | None
    is_translation: bool | None
    language: str


@cache
def load_identifier() -> LanguageIdentifier:
    """Load the language identifier (py3langid, 97 languages), once a process."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def identify_language(source: Source) -> str:
    """Return a text's language (ISO 639-1): the card's word, else what the text looks like.

    Raises LanguageError where it is plainly not English.
    """
    language = source.card.language
    if language is None:
        sample = source.text[:20_000]
        if len(_LETTER.findall(sample[:5_000])) < LETTERS_TO_JUDGE:
            return "en"
        probabilities = load_identifier().rank(sample)
        language = "en" if dict(probabilities)["en"] >= IMPROBABLE else probabilities[0][0]
    if language != "en":
        message = f"the text is in {language!r}, and only English is read; remove it, or give its card `language: en`"
        raise LanguageError(message)
    return language


def describe_document(document: Document) -> Metadata:
    """Return a document's title, publisher, language and whether it is a translation."""
    card = document.card
    tail = document.text[-600:]
    translated = _TRANSLATED.search(tail)
    noted = translated or _SOURCE.search(tail.strip().rsplit("\n", maxsplit=1)[-1])
    publisher = card.publisher or (collapse(noted["publisher"]) if noted else None)
    is_translation = True if card.is_translation is None and translated else card.is_translation
    return Metadata(card.title or find_title(document), publisher, is_translation, card.language or "en")


def find_title(document: Document) -> str | None:
    """Return the heading that the text opens with, where it is a title: unnumbered, and no usual section's name."""
    if not document.passages or document.passages[0].kind != "heading":
        return None
    section = document.passages[0].section
    if section.number is not None or section.kind != "body":
        return None
    return document.passages[0].text.lstrip("# ") or None


def count_words(text: str) -> int:
    """Count runs of letters, digits and underscores."""
    return sum(1 for _ in _WORD.finditer(text))
