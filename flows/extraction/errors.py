"""What can go wrong in extraction.

SeraiError                    anything Serai raises on purpose
└── ExtractionError           a broken premise inside one document
    ├── SpanError             offsets that do not lie inside their text
    └── LexiconError          a lexicon file that does not say what it must
"""


class SeraiError(Exception):
    """Anything that Serai raises on purpose; its message says what, where and what to do."""


class ExtractionError(SeraiError):
    """A premise of extraction does not hold for a document."""


class SpanError(ExtractionError):
    """Offsets that do not lie inside their text, or that run backwards."""


class LexiconError(ExtractionError):
    """A lexicon file lacks a key, repeats one, or holds a value of the wrong kind."""
