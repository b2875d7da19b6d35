"""What a stretch of text is about: the themes of the data contract.

Terms of one to four words are looked up in ``lexicon/themes.yml``; the longest term at a place hides the shorter
ones inside it. A term that ends its noun phrase weighs fully, one that only qualifies the noun after it somewhat
less, and a theme's further terms add less than its weightiest one, so that a list of like things does not hide
the other theme of a phrase.
"""

import re
from functools import cache
from itertools import chain, pairwise
from typing import NamedTuple

from flows.extraction.lexicon import load_lexicon

WEIGHTS = {"strong": 3, "usual": 2, "weak": 1}
LONGEST_TERM = 4  # words
MODIFIER_SHARE = 0.8  # what a term weighs that qualifies the word after it: "tariff" in "tariff schedule"
REPEAT_SHARE = 0.5  # what a theme's further terms weigh beside its weightiest one
MOST_THEMES = 2
SECOND_SHARE = 0.5  # a second theme needs this share of the first one's weight, and a strong term
SHORTEST_STEM, LONGEST_STEM = 2, 30  # letters before the * of an open term

# a word with its inner hyphens and ampersands ("free-trade", "R&D"), or a sign
TOKEN = re.compile(r"\w+(?:[-&]\w+)*|[^\w\s]")

Themes = tuple[tuple[str, int], ...]


class Terms(NamedTuple):
    """The lexicon by term: whole terms, and the open ones' last stems by the words that lead up to them."""

    whole: dict[str, Themes]
    stems: dict[str, dict[str, Themes]]


class ClosedWords(NamedTuple):
    """Function words: those that are no part of a term, and those that a noun phrase ends before."""

    determiners: frozenset[str]
    enders: frozenset[str]


class Hit(NamedTuple):
    """One place of a term: the term, its themes, and whether it ends its noun phrase."""

    term: str
    themes: Themes
    is_head: bool


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


def split_words(text: str) -> list[tuple[str, bool]]:
    """Return the normalized words and signs of a text without its determiners, and whether each ends its phrase: a plural does."""
    closed = load_closed_words()
    written = [word.lower() for word in TOKEN.findall(text)]
    words = [normalize_word(word) for word in written]
    return [
        (word, word != form or after in closed.enders or after in closed.determiners or not after[0].isalnum())
        for form, (word, after) in zip(written, pairwise([*words, "."]), strict=True)
        if word not in closed.determiners
    ]


def normalize_term(term: str) -> str:
    """Return a term with each of its words normalized, and without determiners."""
    return " ".join(word for word, _ in split_words(term))


@cache
def load_closed_words() -> ClosedWords:
    """Read the function words, normalized as the words of a text are, once."""
    entry = load_lexicon("themes")["closed_words"]
    return ClosedWords(*(frozenset(map(normalize_word, entry[name])) for name in ClosedWords._fields))


@cache
def load_terms() -> Terms:
    """Read the theme lexicon into look-up tables, once."""
    whole: dict[str, dict[str, int]] = {}
    stems: dict[str, dict[str, dict[str, int]]] = {}
    for theme, entry in load_lexicon("themes")["themes"].items():
        for level, weight in WEIGHTS.items():
            for term in entry[level]:
                if term.endswith("*"):
                    lead, _, stem = term[:-1].lower().rpartition(" ")
                    themes = stems.setdefault(normalize_term(lead), {}).setdefault(stem, {})
                else:
                    themes = whole.setdefault(normalize_term(term), {})
                themes[theme] = max(weight, themes.get(theme, 0))
    return Terms(
        {term: tuple(themes.items()) for term, themes in whole.items()},
        {lead: {stem: tuple(themes.items()) for stem, themes in ends.items()} for lead, ends in stems.items()},
    )


def list_themes() -> list[str]:
    """Return the names of all themes, in the order of the contract."""
    return list(load_lexicon("themes")["themes"])


def find_terms(text: str) -> list[Hit]:
    """Return the places of terms in a text, from its end to its start, the longest term that ends at each place.

    English noun phrases have their head at the right: "international trade rules" holds "trade rule", not
    "international trade".
    """
    words = split_words(text)
    found: list[Hit] = []
    end = len(words)
    while end > 0:
        for length in range(min(LONGEST_TERM, end), 0, -1):
            hit = find_term([word for word, _ in words[end - length : end]])
            if hit is not None:
                found.append(Hit(*hit, words[end - 1][1]))
                end -= length
                break
        else:
            end -= 1
    return found


def find_term(words: list[str]) -> tuple[str, Themes] | None:
    """Return the term that a few normalized words make up, with the themes of all terms that fit them, or None.

    The longest fitting term names it; "digitalization" fits both "digitali*" and "digital*".
    """
    terms = load_terms()
    lead, last = " ".join(words[:-1]), words[-1]
    whole = " ".join(words)
    fitting = [(whole, terms.whole[whole])] if whole in terms.whole else []
    stems = terms.stems.get(lead)
    if stems is not None:
        ends = (last[:end] for end in range(min(len(last), LONGEST_STEM), SHORTEST_STEM - 1, -1))
        fitting += [(f"{lead} {end}*".lstrip(), stems[end]) for end in ends if end in stems]
    if not fitting:
        return None
    themes: dict[str, int] = {}
    for theme, weight in chain.from_iterable(found for _, found in fitting):
        themes[theme] = max(weight, themes.get(theme, 0))
    return fitting[0][0], tuple(themes.items())


def weigh_themes(text: str) -> tuple[dict[str, float], set[str]]:
    """Return the weight of every theme that a text has terms of, and which of them have a strong term."""
    distinct: dict[str, Hit] = {}
    for hit in find_terms(text):
        known = distinct.get(hit.term)
        if known is None or hit.is_head > known.is_head:
            distinct[hit.term] = hit
    parts: dict[str, list[float]] = {}
    named: set[str] = set()
    for hit in distinct.values():
        for theme, weight in hit.themes:
            parts.setdefault(theme, []).append(weight * (1.0 if hit.is_head else MODIFIER_SHARE))
            if weight == WEIGHTS["strong"]:
                named.add(theme)
    weights = {theme: max(shares) + REPEAT_SHARE * (sum(shares) - max(shares)) for theme, shares in parts.items()}
    return weights, named


def assign_themes(text: str) -> list[str]:
    """Return the one or two themes that a text is about, the weightiest first; none when nothing tells.

    Ties go to the theme that the contract names first, so that the answer depends on the text alone.
    """
    weights, named = weigh_themes(text)
    ranked = sorted((theme for theme in list_themes() if theme in weights), key=lambda theme: -weights[theme])
    least = SECOND_SHARE * weights[ranked[0]] if ranked else 0.0
    return ranked[:1] + [theme for theme in ranked[1:MOST_THEMES] if weights[theme] >= least and theme in named]
