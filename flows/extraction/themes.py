"""What a stretch of text is about: the themes of the data contract.

Terms of one to four words are looked up in ``lexicon/themes.yml``; each distinct term adds its weight to its
themes, and the longest term at a place hides the shorter ones inside it.
"""

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from flows.extraction.lexicon import load_lexicon

WEIGHTS = {"strong": 3, "usual": 2, "weak": 1}
LONGEST_TERM = 4  # words
MOST_THEMES = 2
SECOND_SHARE = 0.6  # a second theme needs this share of the first one's weight, and more than a weak term
SHORTEST_STEM = 2  # letters before the * of an open term

# a word with its inner hyphens, apostrophes and ampersands ("free-trade", "R&D")
WORD = re.compile(r"\w+(?:[-&]\w+)*")


class Terms(NamedTuple):
    """The lexicon by term: whole terms of one to four words, and the stems of open one-word terms."""

    whole: dict[str, tuple[tuple[str, int], ...]]
    stems: dict[str, tuple[tuple[str, int], ...]]


def normalize_word(word: str) -> str:
    """Return a word in lower case and, roughly, in the singular."""
    word = word.lower()
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def normalize_term(term: str) -> str:
    """Return a term with each of its words normalized."""
    return " ".join(normalize_word(word) for word in WORD.findall(term))


@cache
def load_terms() -> Terms:
    """Read the theme lexicon into look-up tables, once."""
    whole: dict[str, dict[str, int]] = {}
    stems: dict[str, dict[str, int]] = {}
    for theme, entry in load_lexicon("themes")["themes"].items():
        for level, weight in WEIGHTS.items():
            for term in entry[level]:
                open_ended = term.endswith("*") and " " not in term
                table = stems if open_ended else whole
                key = term[:-1].lower() if open_ended else normalize_term(term.rstrip("*"))
                themes = table.setdefault(key, {})
                themes[theme] = max(weight, themes.get(theme, 0))
    return Terms(*({key: tuple(themes.items()) for key, themes in table.items()} for table in (whole, stems)))


def list_themes() -> list[str]:
    """Return the names of all themes, in the order of the contract."""
    return list(load_lexicon("themes")["themes"])


def find_terms(words: list[str]) -> list[tuple[str, tuple[tuple[str, int], ...]]]:
    """Return the distinct terms in a list of normalized words with their themes, longest first at each place."""
    terms = load_terms()
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    at = 0
    while at < len(words):
        for length in range(min(LONGEST_TERM, len(words) - at), 0, -1):
            key = " ".join(words[at : at + length])
            hit = terms.whole.get(key)
            if hit is None and length == 1:
                key, hit = find_stem(key, terms)
            if hit is not None:
                found[key] = hit
                at += length
                break
        else:
            at += 1
    return list(found.items())


def find_stem(word: str, terms: Terms) -> tuple[str, tuple[tuple[str, int], ...] | None]:
    """Return the longest open term that a word begins with and its themes; None when there is none."""
    for end in range(len(word), SHORTEST_STEM - 1, -1):
        hit = terms.stems.get(word[:end])
        if hit is not None:
            return word[:end], hit
    return word, None


def weigh_themes(text: str) -> Counter[str]:
    """Return the weight of every theme that a text has terms of."""
    weights: Counter[str] = Counter()
    for _, themes in find_terms([normalize_word(word) for word in WORD.findall(text)]):
        for theme, weight in themes:
            weights[theme] += weight
    return weights


def assign_themes(text: str) -> list[str]:
    """Return the one or two themes that a text is about, the weightiest first; none when nothing tells.

    Ties go to the theme that the contract names first, so that the answer depends on the text alone.
    """
    weights = weigh_themes(text)
    ranked = sorted(list_themes(), key=lambda theme: -weights[theme])
    best = weights[ranked[0]]
    if best == 0:
        return []
    least = max(SECOND_SHARE * best, 2)
    return [ranked[0], *(theme for theme in ranked[1:MOST_THEMES] if weights[theme] >= least)]
