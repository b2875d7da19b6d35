"""A passage as entities are read from it, and the candidates among which its mentions are chosen."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from functools import cache

from spacy.tokens import Doc

from flows.extraction.document import Passage
from flows.extraction.entities.atlas import load_gazetteer
from flows.extraction.entities.gazetteer import Hit, Thing
from flows.extraction.entities.naming import Word, is_title_case, split_words
from flows.extraction.lexicon import load_lexicon

LARGE_CITY = 500_000  # people
PLACE_ORIGINS = frozenset(("country", "demonym", "region", "subdivision", "city"))
# the language model's labels that count here, and the entity type that each stands for where nothing better is known
MODEL_TYPES = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "region",
    "FAC": "infrastructure",
    "EVENT": "event",
    "LAW": "programme",
}
# an address of the web, in which no name is read
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"]+")
PAIR_MARKS = frozenset(("-", "–", "/", ", ", " and ", " or "))  # what stands between two places that are named together
# the order in which overlapping candidates win: what is known or well shaped, then the model, then what is doubtful
KNOWN, TAGGED, DOUBTFUL = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of a passage that may be a mention; offsets into the passage's collapsed text."""

    start: int
    end: int
    thing: Thing
    method: str
    evidence: str
    rank: int = KNOWN

    @property
    def length(self) -> int:
        """Number of characters."""
        return self.end - self.start


@dataclass(slots=True)
class Reading:
    """A passage as entities are read from it."""

    passage: Passage
    text: str
    words: list[Word]
    hits: list[Hit]
    tags: list[tuple[int, int, str]]
    is_title: bool
    is_upper: bool
    vocabulary: frozenset[str] = frozenset()
    capitals: dict[str, int] = field(default_factory=dict)
    hits_at: dict[int, Hit] = field(default_factory=dict)
    hits_to: dict[int, Hit] = field(default_factory=dict)
    candidates: list[Candidate] = field(default_factory=list)


@cache
def load_scores() -> dict[str, float]:
    """Read the share of right mentions for each kind of evidence."""
    scores: dict[str, float] = load_lexicon("entities_scores")["scores"]
    return scores


def read_passage(passage: Passage) -> Reading:
    """Split a passage into words, find the lexicon's names in it and collect the model's; addresses are read as blanks."""
    text = ADDRESS.sub(lambda match: " " * len(match.group()), passage.text)
    words = split_words(text)
    letters = [character for character in text[:400] if character.isalpha()]
    is_upper = len(letters) > 3 and sum(map(str.isupper, letters)) > 0.8 * len(letters)
    hits = load_gazetteer().find(text)
    is_title = text == passage.text and is_title_case(text, words)
    reading = Reading(passage, text, words, hits, list_tags(passage.parse, text), is_title, is_upper)
    for hit in reversed(hits):
        reading.hits_at[hit.start] = hit
        reading.hits_to[hit.end] = hit
    reading.tags = [tag for tag in reading.tags if not is_pair_of_places(reading, *tag[:2])]
    return reading


def is_large_place(hit: Hit) -> bool:
    """Say whether a hit is a place that need not be doubted for its size: no town that shares its name with a word."""
    entry = hit.entries[0]
    return entry.origin in PLACE_ORIGINS and (entry.origin != "city" or entry.weight >= LARGE_CITY)


def is_pair_of_places(reading: Reading, start: int, end: int) -> bool:
    """Say whether a stretch is two places of the lexicon with a mark between them ("U.S.-Mexico", "Busan, Chennai")."""
    first = reading.hits_at.get(start)
    last = reading.hits_to.get(end)
    if first is None or last is None or not (is_large_place(first) and is_large_place(last)):
        return False
    return reading.text[first.end : last.start] in PAIR_MARKS


def list_tags(parse: Doc, text: str) -> list[tuple[int, int, str]]:
    """Return the model's entities of the types that count here, without article, quotes and possessive."""
    tags: list[tuple[int, int, str]] = []
    for span in parse.ents:
        label = span.label_
        if label not in MODEL_TYPES and label != "NORP":
            continue
        start, end = trim(text, span.start_char, span.end_char)
        if end > start:
            tags.append((start, end, label))
    return tags


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without leading article, possessive, and marks at its ends."""
    while start < end and not (text[start].isalnum()):
        start += 1
    lowered = text[start : start + 4].lower()
    for article in ("the ", "an ", "a "):
        if lowered.startswith(article):
            start += len(article)
            break
    while start < end and not text[start].isalnum():
        start += 1
    if text[start:end].endswith(("'s", "’s")):
        end -= 2
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in ".+)"):
        end -= 1
    if "(" in text[start:end] and ")" not in text[start:end]:
        end = start + len(text[start : text.index("(", start)].rstrip())
    if end > start and text[end - 1] == ")" and "(" not in text[start:end]:
        end -= 1
    if end > start and text[end - 1] == "." and text.count(".", start, end) == 1:
        end -= 1
    return start, end


def label_at(reading: Reading, start: int, end: int) -> str:
    """Return the model's label of the entity that covers a stretch, or an empty string."""
    return label_around(reading, start, end)[0]


def label_around(reading: Reading, start: int, end: int) -> tuple[str, bool]:
    """Return the model's label of the entity that covers a stretch, and whether that is longer than the stretch."""
    for tag_start, tag_end, label in reading.tags:
        if tag_start <= start and end <= tag_end:
            return label, (tag_end - tag_start) > (end - start) + 1
    return "", False


def prefer(item: Candidate) -> tuple[int, int, bool, int, str]:
    """Order candidates: known before tagged, then longer, then the lexicon's, then earlier."""
    return (item.rank, -item.length, item.method == "rule", item.start, item.evidence)


def choose(candidates: list[Candidate]) -> list[Candidate]:
    """Return those candidates that do not overlap a better one."""
    chosen: list[Candidate] = []
    starts: list[int] = []
    ends: list[int] = []
    for candidate in sorted(candidates, key=prefer):
        index = bisect_left(starts, candidate.end)
        if index and ends[index - 1] > candidate.start:
            continue
        starts.insert(index, candidate.start)
        ends.insert(index, candidate.end)
        chosen.append(candidate)
    chosen.sort(key=lambda item: item.start)
    return chosen


def rename(candidate: Candidate, thing: Thing) -> Candidate:
    """Return the candidate as a mention of another thing."""
    return replace(candidate, thing=thing)
