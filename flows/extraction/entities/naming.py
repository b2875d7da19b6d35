"""Runs of capitalised words that may be names, joined by what joins the parts of names.

"Ministry of Foreign Affairs" is a run whose head stands before "of"; "Digital Skills Programme" one whose head stands
last. What the words mean need not be known, so that names of any field and country are found.
"""

import re
from dataclasses import dataclass

from flows.extraction.entities.heads import COMPLEMENTS, YEAR, load_heads, load_ordinary_words

# a word: letters and digits, with inner hyphens, slashes, ampersands, apostrophes (not a possessive) and dots of initials;
# a participle behind a hyphen is a word of its own ("EU-funded", "G7-led")
WORD = re.compile(
    r"(?<!\w['’])(?:[^\W\d_]\.){2,}"
    r"|(?<!\w['’])[^\W_]+(?:(?:[-‐‑–/&](?!(?:led|based|backed|funded|financed|accredited|sponsored|supported|style|wide|related"
    r"|registered|listed|brokered|administered|denominated|run|specific|imposed|controlled|held|linked|born|made)\b)"
    r"|['’](?![sS]\b))[^\W_]+)*\+?|&"
)
PARTICLES = ("el-", "al-", "ul-", "ad-", "as-", "an-", "ar-")  # the Arabic article, as romanised
# particles inside the names of persons and places
NAME_PARTICLES = frozenset(
    ("de", "la", "del", "du", "des", "von", "van", "der", "den", "bin", "ibn", "e", "da", "do", "dos", "zu", "le", "di")
)


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
    """Where names of places that are known beforehand begin and end in a passage, and the blanks inside them."""

    starts: frozenset[int] = frozenset()
    ends: frozenset[int] = frozenset()
    inside: frozenset[int] = frozenset()


def follow_capitals(text: str, words: list[Word], index: int) -> int:
    """Return the index of the last of the capitalised words that follow one another from an index on, twelve at most."""
    last = index
    while (
        last + 1 < min(len(words), index + 12)
        and words[last + 1].is_capital
        and joins(text, words[last], words[last + 1])
    ):
        last += 1
    return last


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
    """One run of words as it grows to the right; ``is_open`` once a head has a complement."""

    def __init__(self, text: str, words: list[Word], known: Known, first: int) -> None:
        self.text, self.words, self.known, self.first = text, words, known, first
        self.last = first
        self.heads = load_heads()
        self.is_open = False

    def extend(self) -> int:
        """Grow the run as far as it goes; return the index behind its last word."""
        words = self.words
        while self.last + 1 < len(words):
            following = words[self.last + 1]
            if not joins(self.text, words[self.last], following):
                step = self.step_over_gap()
            elif following.text in self.heads.stops and following.is_capital:
                step = self.last + 1 if following.text in TITLE_PREPOSITIONS and self.is_inside_act() else None
            elif following.is_capital or is_number_of_name(words, self.last):
                closed = self.is_open and words[self.last].end in self.known.ends and not self.ends_with_head()
                step = None if closed else self.last + 1
            else:
                step = self.step_over_connector()
            if step is None:
                break
            self.last = step
        return (self.last - 2 if self.ends_in_verb() else self.last) + 1

    def ends_in_verb(self) -> bool:
        """Say whether the run breaks off behind the verb of its complement ("Initiative to Advance")."""
        if self.last < self.first + 2:
            return False
        before, verb = self.words[self.last - 1].text, self.words[self.last].text.lower()
        return verb in load_ordinary_words() and (before == "to" or (before == "for" and verb.endswith("ing")))

    def is_inside_act(self) -> bool:
        """Say whether the capitalised words behind the run's last one close the title of an act ("Violence Against Women Act")."""
        index = follow_capitals(self.text, self.words, self.last)
        return index > self.last + 1 and self.words[index].text == "Act"

    def ends_with_head(self) -> bool:
        """Say whether the capitalised words behind the run's last one end in a head noun."""
        index = follow_capitals(self.text, self.words, self.last)
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
        is_item = self.heads_list() or words[last + 1].text.lower() in load_ordinary_words()
        return last + 1 if is_item and self.is_coordinate(last + 1) and self.is_closed_list(last + 2) else None

    def heads_list(self) -> bool:
        """Say whether the run's head is one whose complement may be a list ("Department for Business, Energy and Skills")."""
        return any(word.text in self.heads.listed for word in self.words[self.first : self.last + 1])

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
        last = follow_capitals(self.text, self.words, index)
        behind = self.words[last + 1].text if last + 1 < len(self.words) else ""
        head = self.words[last].text
        if behind == "of" and self.heads.types.get(head) in ("organization", "country", "place", "infrastructure"):
            return False
        return last == index or head not in self.heads.separate

    def step_over_connector(self) -> int | None:
        """Return the index of the capitalised word behind a lower-case connector, if the connector joins."""
        words, last, target = self.words, self.last, self.last + 2
        connector = words[last + 1].text
        if target >= len(words) or not joins(self.text, words[last + 1], words[target]):
            return None
        if words[last].end in self.known.inside:
            return target if words[target].is_capital else None
        if (
            words[target].text in ARTICLES
            and connector not in ("and", "&")
            and target + 1 < len(words)
            and joins(self.text, words[target], words[target + 1])
        ):
            target += 1
        if connector == "of" and words[last].text in DATED_LAWS and YEAR.match(words[target].text):
            return target  # "Trade Act of 1974"
        if not words[target].is_capital or words[target].text in self.heads.stops:
            return None
        if connector == "the" and self.is_open and words[last].text.lower() in load_ordinary_words():
            return target if words[last].text.endswith("ing") else None  # "Plan for Addressing the Water Crisis"
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
        if self.words[target].text in self.heads.calendar:
            return None
        if word in self.heads.complement_heads:
            if connector in ("to", "against") and self.heads.types.get(word) != "programme" and word != "Alliance":
                return None
        elif not self.is_open or connector not in ("of", "for"):
            return None
        if connector == "to" and self.words[target].text in self.heads.complement_heads:
            return None
        self.is_open = True
        return target

    def coordinates(self, target: int) -> bool:
        """Say whether "and" joins what is left and right of it into one name."""
        if self.is_open:
            return self.words[self.last].end not in self.known.ends and self.is_coordinate(target)
        left = self.words[self.first : self.last + 1]
        if self.is_title_of_act(target) and self.words[self.last].end not in self.known.ends:
            return True
        if (
            any(word.text in self.heads.types and word.text not in self.heads.soft for word in left)
            or left[0].text in self.heads.given
        ):
            return False
        if self.words[self.last].end in self.known.ends or self.words[target].start in self.known.starts:
            return False
        index = follow_capitals(self.text, self.words, target)
        return index > target and self.words[index].text in self.heads.types

    def is_title_of_act(self, target: int) -> bool:
        """Say whether "and" joins two words of the title of one act ("Town and Country Planning Act")."""
        index = follow_capitals(self.text, self.words, target)
        kind = self.heads.types.get(self.words[self.last].text)
        return index > target and self.words[index].text == "Act" and kind not in ("programme", "organization")


def widen_to_quotes(text: str, words: list[Word], start: int, end: int) -> tuple[int, int]:
    """Return the stretch between the quotation marks around a name where all of it is written as one name, else the name's.

    A name in quotation marks is whole: “Young Leaders Fund for a World without Hunger”.
    """
    opened = max(
        text.rfind("“", max(0, start - QUOTE_REACH), start), text.rfind('"', max(0, start - QUOTE_REACH), start)
    )
    closing = {"“": "”", '"': '"'}.get(text[opened]) if opened >= 0 else None
    closed = text.find(closing, end, end + QUOTE_REACH) if closing else -1
    if closed < 0 or (closing == '"' and text.count('"', 0, opened) % 2):
        return start, end
    inside = [word for word in words if opened < word.start and word.end <= closed]
    is_name = all(word.is_capital or len(word.text) <= 3 or word.text in QUOTED_CONNECTORS for word in inside)
    if (
        not is_name
        or len(inside) > 12
        or text[opened + 1 : closed].rstrip(",").count(",")
        or inside[0].text in ("The", "A")
    ):
        return start, end
    return inside[0].start, inside[-1].end


QUOTE_REACH = 90  # characters between a name and the quotation marks around it
QUOTED_CONNECTORS = frozenset(("with", "without", "from", "into", "through", "against", "over", "under", "between"))
POSSESSIVES = ("'s ", "’s ", "' ", "’ ")
TITLE_PREPOSITIONS = frozenset(("Against", "For", "Of", "To", "With", "On", "From", "Over"))
DATED_LAWS = frozenset(("Act", "Law", "Code", "Constitution", "Ordinance", "Statute"))
ARTICLES = frozenset(("the", "a", "an", "la", "las", "los", "der", "den", "le", "les"))


def is_number_of_name(words: list[Word], last: int) -> bool:
    """Say whether the next word is a number that belongs to the name ("Agenda 2030", "Executive Order 14091")."""
    following = words[last + 1].text
    if not following[0].isdigit():
        return False
    if YEAR.match(following):
        return (
            load_heads().types.get(words[last].text) in ("programme", "event")
            or words[last].text in load_heads().numbered
        )
    return following.replace("/", "").isdigit() and words[last].text in load_heads().numbered
