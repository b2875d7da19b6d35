"""Names that are known beforehand: one automaton over all of them, read once over a text however many there are.

The matcher is that of Aho and Corasick (1975), so that its time grows with the text and not with the lexicon.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

import ahocorasick

from flows.extraction.ids import hash_key

CasePolicy = Literal["any", "name", "upper"]
Origin = Literal[
    "country",
    "demonym",
    "region",
    "subdivision",
    "city",
    "currency",
    "goods",
    "organization",
    "programme",
    "party",
    "other",
]


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity: its type, its usual English name and its code in the system that has one."""

    entity_type: str
    name: str
    code: str | None = None
    code_system: str | None = None

    @property
    def entity_id(self) -> str:
        """The same id in every document: of the code where it names one thing alone, else of the name."""
        if self.code and self.code_system != "hs":
            return f"ent_{hash_key(self.entity_type, self.code_system, self.code)}"
        name = normalise_name(self.name)
        return f"ent_{hash_key(self.entity_type, drop_initial(name) if self.entity_type == 'person' else name)}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One form of one entity, with how its capitals count and where it comes from.

    ``weight`` is a city's population; ``country`` the alpha-2 code of the country a place lies in.
    """

    form: str
    thing: Thing
    policy: CasePolicy
    origin: Origin
    country: str | None = None
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of a text that is written as one or more entries are."""

    start: int
    end: int
    entries: tuple[Entry, ...]


@cache
def fold_character(character: str) -> str:
    """Return one character for one: lower case, without accents, straight quotes, plain hyphens."""
    if character in "’‘ʻ`´ʼ":
        return "'"
    if character in "‐‑‒–—−":
        return "-"
    base = unicodedata.normalize("NFKD", character)[:1] or character
    return base.lower()[:1] or character


def fold(text: str) -> str:
    """Return the text folded character by character, of the same length."""
    if text.isascii():
        return text.lower()
    return "".join(map(fold_character, text))


def normalise_name(name: str) -> str:
    """Return a name as ids compare it: folded, letters and digits alone, no leading article."""
    words = "".join(character if character.isalnum() else " " for character in fold(name)).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def drop_initial(name: str) -> str:
    """Return a person's folded name without a single initial in its middle: "Jane Q. Doe" is "Jane Doe".

    Where there are more of them they tell persons apart.
    """
    words = name.split()
    middles = [word for word in words[1:-1] if len(word) == 1]
    return " ".join(word for word in words if word not in middles) if len(middles) == 1 and len(words) == 3 else name


def decide_policy(form: str) -> tuple[str, CasePolicy]:
    """Return a lexicon form without its mark, and how its capitals count."""
    if form.startswith("~"):
        return form[1:], "any"
    letters = [character for character in form if character.isalpha()]
    if letters and sum(map(str.isupper, letters)) * 2 > len(letters) and " " not in form:
        return form, "upper"
    return form, "name"


class Gazetteer:
    """A set of entries that finds all their forms in a text in one pass."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        grouped: dict[str, list[Entry]] = {}
        for entry in entries:
            known = grouped.setdefault(fold(entry.form), [])
            if entry not in known:
                known.append(entry)
        self.entries = {form: tuple(found) for form, found in grouped.items() if form}
        self._automaton = ahocorasick.Automaton()
        for form, found in self.entries.items():
            self._automaton.add_word(form, (len(form), found))
        if self.entries:
            self._automaton.make_automaton()

    def find(self, text: str) -> list[Hit]:
        """Return every hit between word boundaries whose capitals are right, longest first from the left."""
        if not self.entries:
            return []
        folded = fold(text)
        hits: list[Hit] = []
        last = len(folded)
        for final, (length, entries) in self._automaton.iter(folded):
            end = final + 1
            start = end - length
            if (start and is_wordlike(folded[start - 1])) or (end < last and is_wordlike(folded[end])):
                continue
            if end + 1 < last and folded[end] == "." and folded[end + 1].isalnum() and folded[end - 2 : end - 1] == ".":
                continue
            allowed = tuple(entry for entry in entries if has_right_capitals(text[start:end], entry))
            if allowed:
                hits.append(Hit(start, end, allowed))
        hits.sort(key=lambda hit: (hit.start, -hit.end))
        return hits


def is_wordlike(character: str) -> bool:
    """Say whether a character next to a form makes it a part of a longer word or identifier."""
    return character.isalnum() or character == "_"


def has_right_capitals(surface: str, entry: Entry) -> bool:
    """Say whether a surface has the capitals that an entry asks for."""
    if entry.policy == "any":
        return True
    if entry.policy == "upper":
        return surface == entry.form or (surface == entry.form.upper() and len(surface) > 4)
    if not surface[:1].isupper() and surface[:1] != entry.form[:1]:
        return False
    return surface == entry.form or has_capital_words(surface, entry.form)


def has_capital_words(surface: str, form: str) -> bool:
    """Say whether each word that the form begins with a capital begins with one in the surface too.

    The head of an agreement or the like may be in lower case behind its name ("Paris agreement").
    """
    given, wanted = surface.split(), form.split()
    if len(given) > 1 and given[-1] in LOOSE_HEADS:
        given, wanted = given[:-1], wanted[:-1]
    return len(given) != len(wanted) or all(
        not word[:1].isupper() or seen[:1].isupper() for seen, word in zip(given, wanted, strict=True)
    )


LOOSE_HEADS = frozenset(
    [
        "agreement",
        "protocol",
        "initiative",
        "plan",
        "programme",
        "program",
        "convention",
        "accord",
        "treaty",
        "consensus",
        "doctrine",
    ]
)
