"""Names by their shape: runs of capitalised words, typed by their head noun.

"Ministry of Foreign Affairs" is a run whose head stands before "of"; "Digital Skills Programme" one whose head stands
last. What the words mean need not be known, so that names of any field and country are found.
"""

import re
from dataclasses import dataclass
from functools import cache

from flows.extraction.lexicon import load_lexicon

# a word: letters and digits, with inner hyphens, slashes, ampersands, apostrophes (not a possessive) and dots of initials
WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:(?:[-‐‑–/&]|['’](?![sS]\b))[^\W_]+)*\+?|&")
ORDINAL = re.compile(
    r"\d+(?:st|nd|rd|th)$|(?:[Ff]ir|[Ss]eco|[Tt]hi|[Ff]our|[Ff]if|[Ss]ix|[Ss]even|[Ee]igh|[Nn]in|[Tt]en)[a-z]*$"
)
PARTICLES = ("el-", "al-", "ul-", "ad-", "as-", "an-", "ar-")  # the Arabic article, as romanised
YEAR = re.compile(r"(?:19|20)\d\d$")


# prepositions that open the complement of a head, and particles inside the names of persons and places
COMPLEMENTS = frozenset(("of", "for", "on", "to", "against"))
NAME_PARTICLES = frozenset("de la del du des von van der den bin ibn e da do dos zu le di".split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a passage with its offsets."""

    start: int
    end: int
    text: str

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter, or is a name behind a particle ("el-Sheikh")."""
        return self.text[0].isupper() or (self.text[:3] in PARTICLES and self.text[3:4].isupper())


@dataclass(frozen=True, slots=True)
class Name:
    """A run of words that is shaped as a name; ``entity_type`` is None where no head noun is known."""

    start: int
    end: int
    text: str
    entity_type: str | None
    head: str | None


@dataclass(frozen=True, slots=True)
class Heads:
    """What the lexicon knows about the words of names."""

    types: dict[str, str]
    first: dict[str, str]
    pairs: dict[str, str]
    generic: frozenset[str]
    concepts: frozenset[str]
    titles: frozenset[str]
    possessors: frozenset[str]
    stops: frozenset[str]
    lower: dict[str, str]
    middles: frozenset[str]
    event_nouns: frozenset[str]
    given: frozenset[str]
    plain_complements: frozenset[str]
    complement_heads: frozenset[str]


@cache
def load_heads() -> Heads:
    """Read the head nouns of names, once a process."""
    lexicon = load_lexicon("entities_heads")
    regions = load_lexicon("entities_regions")
    types = {head: kind for kind, heads in lexicon["heads"].items() for head in heads}
    bodies = frozenset(head for kind in ("organization", "programme", "event") for head in lexicon["heads"][kind])
    types |= dict.fromkeys(regions["heads"], "region") | dict.fromkeys(regions["place_heads"], "place")
    types |= dict.fromkeys(load_lexicon("entities_countries")["former_heads"], "country")
    return Heads(
        types=types,
        first=dict.fromkeys(regions["first_heads"], "region") | dict.fromkeys(regions["place_first_heads"], "place"),
        pairs={pair: kind for kind, pairs in lexicon["pairs"].items() for pair in pairs},
        generic=frozenset(lexicon["generic"]) | frozenset(types),
        concepts=frozenset(lexicon["concepts"]),
        titles=frozenset(lexicon["titles"]),
        possessors=frozenset(lexicon["possessors"]),
        stops=frozenset(lexicon["stops"]),
        lower={head: kind for kind, heads in lexicon["lower_heads"].items() for head in heads},
        middles=frozenset(lexicon["lower_middles"]),
        event_nouns=frozenset(lexicon["event_nouns"]),
        plain_complements=frozenset(lexicon["plain_complements"]),
        complement_heads=bodies | frozenset(lexicon["place_complement_heads"]),
        given=frozenset(load_lexicon("entities_given_names")["given"].split()),
    )


def split_words(text: str) -> list[Word]:
    """Return the words of a passage with their offsets."""
    return [Word(match.start(), match.end(), match.group()) for match in WORD.finditer(text)]


def is_title_case(text: str, words: list[Word]) -> bool:
    """Say whether a passage writes its ordinary words with capitals too, as headings do."""
    long = [word for word in words if len(word.text) > 3 and word.text[0].isalpha()]
    return (
        len(long) >= 2
        and not text.rstrip("\"”'’) ").endswith((".", ";", "!", "?"))
        and sum(word.is_capital for word in long) >= 0.75 * len(long)
    )


def joins(text: str, left: Word, right: Word) -> bool:
    """Say whether nothing but a blank, or the dot of an initial, stands between two words."""
    gap = text[left.end : right.start]
    return gap == " " or (gap == ". " and (len(left.text) == 1 or left.text in ("St", "Mt", "Ft"))) or gap == "-"


@dataclass(frozen=True, slots=True)
class Known:
    """Where names of places and persons that are known beforehand begin and end in a passage."""

    starts: frozenset[int]
    ends: frozenset[int]


def find_runs(text: str, words: list[Word], known: Known) -> list[tuple[int, int]]:
    """Return the runs of words that may form one name, as (first, last + 1) indices into the words.

    A run begins and ends with a capitalised word or a number behind one; "of", "for", "on" and what follows them join
    where a head noun stands before them, "and" where it coordinates inside such a complement or before a closing head.
    """
    heads = load_heads()
    runs: list[tuple[int, int]] = []
    index, count = 0, len(words)
    while index < count:
        if not words[index].is_capital or words[index].text in heads.stops:
            index += 1
            continue
        end = Run(text, words, known, index).extend()
        runs.append((index, end))
        index = end
    return runs


class Run:
    """One run of words as it grows to the right: ``is_open`` once a head has a complement, ``is_closed`` behind a place in it."""

    def __init__(self, text: str, words: list[Word], known: Known, first: int) -> None:
        self.text, self.words, self.known, self.first = text, words, known, first
        self.last = first
        self.heads = load_heads()
        self.is_open = False
        self.complement = first

    def extend(self) -> int:
        """Grow the run as far as it goes; return the index behind its last word."""
        words = self.words
        while self.last + 1 < len(words):
            following = words[self.last + 1]
            if not joins(self.text, words[self.last], following):
                step = self.step_over_gap()
            elif following.is_capital or is_number_of_name(words, self.last):
                closed = self.is_open and words[self.last].end in self.known.ends and not self.ends_with_head()
                step = None if closed else self.last + 1
            else:
                step = self.step_over_connector()
            if step is None:
                break
            self.last = step
        return self.last + 1

    def ends_with_head(self) -> bool:
        """Say whether the capitalised words behind the run's last one end in a head noun."""
        index = self.last
        while index + 1 < len(self.words) and self.words[index + 1].is_capital and joins(self.text, self.words[index], self.words[index + 1]):
            index += 1
        return index > self.last and self.words[index].text in self.heads.types

    def step_over_gap(self) -> int | None:
        """Return the index of the last word behind a possessive, a bracketed word or a comma inside a name."""
        words, last = self.words, self.last
        gap = self.text[words[last].end : words[last + 1].start]
        if gap in POSSESSIVES and words[last].text.lower() in self.heads.possessors and words[last + 1].is_capital:
            return last + 1
        if gap == " (" and last + 2 < len(words) and words[last + 1].is_capital and not words[last + 1].text.isupper():
            behind = self.text[words[last + 1].end : words[last + 2].start]
            return last + 2 if behind == ") " and words[last + 2].is_capital else None
        if gap != ", " or not self.is_open:
            return None
        if words[last + 1].text in ("and", "&"):
            return last + 2 if last + 2 < len(words) and self.is_coordinate(last + 2) else None
        return last + 1 if self.is_coordinate(last + 1) and self.is_closed_list(last + 2) else None

    def is_closed_list(self, first: int) -> bool:
        """Say whether "and" and a capitalised word close a list of capitalised words within four words."""
        words = self.words
        for index in range(first, min(first + 4, len(words) - 1)):
            if self.text[words[index - 1].end : words[index].start] not in (" ", ", "):
                return False
            if words[index].text in ("and", "&"):
                return self.is_coordinate(index + 1)
            if not words[index].is_capital:
                return False
        return False

    def is_coordinate(self, index: int) -> bool:
        """Say whether the words from an index on can continue a complement: no place, and no name with a head of its own."""
        word = self.words[index]
        if not word.is_capital or word.text in self.heads.stops or word.start in self.known.starts:
            return False
        other = Run(self.text, self.words, Known(frozenset(), frozenset()), index)
        while other.last + 1 < len(self.words) and self.words[other.last + 1].is_capital and joins(self.text, self.words[other.last], self.words[other.last + 1]):
            other.last += 1
        behind = self.words[other.last + 1].text if other.last + 1 < len(self.words) else ""
        head = self.words[other.last].text
        if behind == "of" and head in self.heads.complement_heads:
            return False
        return other.last == index or head not in SEPARATE_HEADS

    def step_over_connector(self) -> int | None:
        """Return the index of the capitalised word behind a lower-case connector, if the connector joins."""
        words, last, target = self.words, self.last, self.last + 2
        connector = words[last + 1].text
        if target >= len(words) or not joins(self.text, words[last + 1], words[target]):
            return None
        if words[target].text in ARTICLES and target + 1 < len(words) and joins(self.text, words[target], words[target + 1]):
            target += 1
        if not words[target].is_capital or words[target].text in self.heads.stops:
            return None
        if connector in NAME_PARTICLES:
            return target
        if connector in COMPLEMENTS:
            return self.open_complement(connector, target)
        if connector in ("in", "with") and self.is_open and words[last].text in ("Trade", "Cooperation", "Investment"):
            return target
        if connector in ("and", "&"):
            return target if self.coordinates(target) else None
        return None

    def open_complement(self, connector: str, target: int) -> int | None:
        """Return the target where the word before "of", "for", "on", "to" or "against" can take a complement."""
        word = self.words[self.last].text
        if word in self.heads.complement_heads:
            if connector in ("to", "against") and self.heads.types.get(word) not in ("programme", "organization"):
                return None
        elif not self.is_open or connector not in ("of", "for", "to"):
            return None
        self.is_open = True
        return target

    def coordinates(self, target: int) -> bool:
        """Say whether "and" joins what is left and right of it into one name."""
        if self.is_open:
            return self.words[self.last].end not in self.known.ends and self.is_coordinate(target)
        left = self.words[self.first : self.last + 1]
        if any(word.text in self.heads.types and word.text not in SOFT_HEADS for word in left) or left[0].text in self.heads.given:
            return False
        if self.words[self.last].end in self.known.ends or self.words[target].start in self.known.starts:
            return False
        index = target
        while index + 1 < len(self.words) and self.words[index + 1].is_capital and joins(self.text, self.words[index], self.words[index + 1]):
            index += 1
        return index > target and self.words[index].text in self.heads.types


POSSESSIVES = ("'s ", "’s ", "' ", "’ ")
ARTICLES = frozenset(("the", "a", "an", "la", "las", "los", "der", "den", "le", "les"))
# heads that are rarely the last word of a mere complement: two words that end in one are a name of their own
SEPARATE_HEADS = frozenset(
    "University School College Party Council Commission Committee Ministry Department Agency Parliament Court Bank Institute Senate Act Agreement Treaty".split()
)
SOFT_HEADS = frozenset(("Trade", "Community", "Law", "Service", "Services"))


def is_number_of_name(words: list[Word], last: int) -> bool:
    """Say whether the next word is a number that belongs to the name ("Agenda 2030", "Executive Order 14091")."""
    following = words[last + 1].text
    if not following[0].isdigit():
        return False
    if YEAR.match(following):
        return load_heads().types.get(words[last].text) in ("programme", "event") or words[last].text in NUMBERED
    return following.replace("/", "").isdigit() and words[last].text in NUMBERED


# capitalised words whose number belongs to the name
NUMBERED = frozenset(
    ("Agenda", "Vision", "Order", "Resolution", "Regulation", "Directive", "Horizon", "Europe", "Expo")
)



def type_run(words: list[Word], heads: Heads) -> tuple[str | None, str | None]:
    """Return the type that the head of a run gives it, and the head: the word before "of" or "for", else the last one."""
    texts = [word.text for word in words]
    stop = next((i for i, text in enumerate(texts) if text in COMPLEMENTS), len(texts))
    segments = [texts[:stop], texts] if stop < len(texts) else [texts]
    for segment in segments:
        while segment and (segment[-1][0].isdigit()):
            segment = segment[:-1]
        if not segment:
            continue
        head = segment[-1]
        pair = " ".join(segment[-2:])
        if pair in heads.pairs:
            return heads.pairs[pair], head
        kind = heads.types.get(head) or (
            heads.types.get(head.capitalize()) if head.isupper() and len(head) > 4 else None
        )
        if kind:
            return settle_head(kind, head, texts), head
    if texts[0] in heads.first and len(texts) > 1:
        return heads.first[texts[0]], texts[0]
    return None, None


def settle_head(kind: str, head: str, texts: list[str]) -> str:
    """Decide between the two readings of a head that names bodies and gatherings alike, by an ordinal or a year."""
    dated = any(ORDINAL.match(text) or YEAR.match(text) for text in texts)
    if head in ("Congress", "Assembly", "Council", "Session", "Convention", "Parliament"):
        if head == "Convention" and ("on" in texts or "for" in texts or not dated):
            return "programme"
        return "event" if dated and head not in ("Council", "Parliament") else "organization"
    return kind
