"""Cue words of a sentence: which lexicon classes its words and phrases belong to."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.tokens import Doc, Token

from flows.extraction.lexicon import load_lexicon

# the lexicon's lists of single words and the coarse part of speech they hold for
WORD_LISTS = {"verbs": "VERB", "nouns": "NOUN", "adjectives": "ADJ", "adverbs": "ADV", "auxiliaries": "AUX"}


@dataclass(frozen=True, slots=True)
class Cue:
    """A lexicon class met at the tokens ``[start, end)``; ``form`` is the entry as the lexicon writes it."""

    name: str
    form: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CueLexicon:
    """Words by (lemma, part of speech) and phrases by their first token, each with its classes."""

    words: dict[tuple[str, str], tuple[str, ...]]
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]


@cache
def load_cues(lexicon: str) -> CueLexicon:
    """Read the cue classes of one lexicon file."""
    words: dict[tuple[str, str], tuple[str, ...]] = {}
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
    for name, entry in load_lexicon(lexicon).items():
        for key, part_of_speech in WORD_LISTS.items():
            for word in entry.get(key, ()):
                words[word, part_of_speech] = (*words.get((word, part_of_speech), ()), name)
        for phrase in entry.get("phrases", ()):
            tokens = tuple(phrase.split())
            phrases[tokens[0]] = (*phrases.get(tokens[0], ()), (tokens, name))
    return CueLexicon(words, phrases)


def find_cues(parse: Doc, lexicon: CueLexicon) -> list[Cue]:
    """Return every cue of a sentence, in the order of its tokens."""
    lowered = [token.lower_ for token in parse]
    return [cue for token in parse for cue in _cues_at(token, lowered, lexicon)]


def _cues_at(token: Token, lowered: list[str], lexicon: CueLexicon) -> Iterator[Cue]:
    keys: dict[tuple[str, str], Any] = {(token.lemma_.lower(), token.pos_): None, (lowered[token.i], token.pos_): None}
    for key in keys:
        for name in lexicon.words.get(key, ()):
            yield Cue(name, key[0], token.i, token.i + 1)
    for tokens, name in lexicon.phrases.get(lowered[token.i], ()):
        end = token.i + len(tokens)
        if tuple(lowered[token.i : end]) == tokens:
            yield Cue(name, " ".join(tokens), token.i, end)
