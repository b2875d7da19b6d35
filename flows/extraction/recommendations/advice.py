"""Which clauses of a sentence advise: the forms of advice that grammar marks.

Modals and semi-modals are read in modality.py, calls on somebody and statements of necessity in appeals.py,
imperatives and lists in imperatives.py.
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from flows.extraction.lexicon import load_lexicon

Mood = Literal["base", "gerund", "clause", "noun"]


@dataclass(frozen=True, slots=True)
class Advice:
    """One advising clause, by its tokens in the sentence.

    ``start`` is the first token of the action and ``verb`` its main verb; ``actor`` is a token slice or None.
    ``mood`` is the form in which coordinated actions follow: base verbs, gerunds, nouns, or a clause whose
    subject belongs to the action (passive advice). ``opening`` is where the clause with its subject begins.
    """

    form: str
    strength: str
    cue: int
    opening: int
    start: int
    verb: int
    mood: Mood
    actor: tuple[int, int] | None = None
    goal: tuple[int, int] | None = None
    end: int | None = None  # where the action ends at the latest, None for the end of the clause


@cache
def load_words(entry: str) -> frozenset[str]:
    """Return one word list of the advice lexicon."""
    return frozenset(load_lexicon("advice")[entry])


@cache
def load_strengths(entry: str) -> dict[str, str]:
    """Return one table of words and strengths of the advice lexicon."""
    return dict(load_lexicon("advice")[entry])
