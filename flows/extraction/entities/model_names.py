"""What the language model tagged, checked against the shape of names and the ordinary words of the language."""

import re

from flows.extraction.entities.gazetteer import Thing
from flows.extraction.entities.heads import Heads, is_generic, load_heads, load_ordinary_words, type_run
from flows.extraction.entities.naming import Word
from flows.extraction.entities.proper_names import strip_titles
from flows.extraction.entities.reading import MODEL_TYPES, TAGGED, Candidate, Reading


def gather_tags(reading: Reading) -> list[Candidate]:
    """Return the candidates that the model's entities give, checked against the shape of names."""
    heads = load_heads()
    found: list[Candidate] = []
    for start, end, label in reading.tags:
        candidate = weigh_tag(reading, start, end, label, heads)
        if candidate:
            found.append(candidate)
    return found


def weigh_tag(reading: Reading, start: int, end: int, label: str, heads: Heads) -> Candidate | None:
    """Return the candidate of one entity of the model; None where its shape or its words speak against it."""
    if label == "NORP" or reading.text[end : end + 2].strip()[:1] == "$":
        return None
    if (reading.is_title or reading.is_upper) and label != "PERSON":
        return None
    words = trim_words([word for word in reading.words if start <= word.start and word.end <= end], heads)
    if not any(word.is_capital for word in words):
        return None
    if all(is_generic(word.text, heads) or word.text in heads.titles for word in words):
        return None
    if any(reading.text[words[i].end : words[i + 1].start] not in JOINTS for i in range(len(words) - 1)):
        return None
    start, end = words[0].start, max(words[-1].end, end if reading.text[end - 1] == "." else words[-1].end)
    if len(words) == 1 and is_no_name(reading, words[0]):
        return None
    if is_everyday(reading, words, start):
        return None
    if label == "ORG" and not is_named_body(reading, words, heads):
        return None
    if label == "PERSON" and (is_cited(reading.text, end) or not is_named_person(words, heads)):
        return None
    if label == "PERSON" and len(words) == 1 and start == 0 and words[0].text not in heads.given:
        return None  # the capital is the sentence's
    kind = decide_kind(reading, words, label, heads)
    return Candidate(start, end, Thing(kind, reading.text[start:end]), "model", f"model_{label}", TAGGED)


def trim_words(words: list[Word], heads: Heads) -> list[Word]:
    """Return the words of a tagged stretch without titles, what follows "in" or "et", and words in lower case at its ends."""
    words = strip_titles(words, heads)
    words = words[
        : next((index for index, word in enumerate(words) if word.text in ("in", "et") and index), len(words))
    ]
    while words and not (words[-1].is_capital or words[-1].text[0].isdigit()):
        words = words[:-1]
    while words and (words[0].text in heads.stops or not (words[0].is_capital or words[0].text[0].isdigit())):
        words = words[1:]
    return words


def is_named_person(words: list[Word], heads: Heads) -> bool:
    """Say whether what the model takes for a person is shaped as a name: no number, no generic word, no initial at its end."""
    if any(word.text[0].isdigit() or (word.text in heads.generic and word.text not in heads.given) for word in words):
        return False
    return len(words) == 1 or len(words[-1].text) > 1


def is_no_name(reading: Reading, word: Word) -> bool:
    """Say whether a single word is no proper noun, a Roman number, or holds a figure ("FY18")."""
    return is_ordinary(reading, word) or ROMAN.match(word.text) is not None or any(map(str.isdigit, word.text))


def decide_kind(reading: Reading, words: list[Word], label: str, heads: Heads) -> str:
    """Return the entity type of a tagged stretch: by its head noun, by what stands around it, else by the model's label."""
    text = words[0].text
    if len(words) > 1:
        kind = MODEL_TYPES[label] if label == "PERSON" else type_run([word.text for word in words], heads)[0]
        kind = kind or MODEL_TYPES[label]
        is_speaker = label == "ORG" and kind == "organization" and SPEAKS.match(reading.text, words[-1].end)
        return "person" if is_speaker else kind
    if label in ("ORG", "GPE") and text in heads.given:
        return "person"
    if label == "PERSON" and text.isupper() and len(text) <= 5:
        return "organization"
    if label == "GPE" and not PLACED.search(reading.text, max(0, words[0].start - 12), words[0].start):
        return "organization"
    return MODEL_TYPES[label]


# a Roman number, which no name is by itself
ROMAN = re.compile(r"[IVXLC]+$")
# a plural in -s of a word that is generic in the singular ends no name of one body
JOINTS = frozenset((" ", "-", ". ", " & ", "'s ", "’s ", ", ", " (", ") "))


def is_everyday(reading: Reading, words: list[Word], start: int) -> bool:
    """Say whether all words of a tagged stretch are ordinary ones, so that their capitals are but an emphasis.

    A person's name behind a title is not ("Ms. Banks").
    """
    heads = load_heads()
    ordinary = load_ordinary_words()
    if not all(
        not word.is_capital
        or all(part in ordinary or part in reading.vocabulary for part in word.text.lower().split("-"))
        for word in words
    ):
        return len(words) == 1 and words[0].text.endswith("s") and words[0].text[:-1] in heads.generic
    before = reading.text[:start].split()[-1:]
    return not (before and before[0].rstrip(".") in heads.titles)


def is_named_body(reading: Reading, words: list[Word], heads: Heads) -> bool:
    """Say whether what the model takes for an organisation is shaped as one: no kind in the plural, no idea, no mere label.

    A short form that nothing explains has to act in its sentence (subject, agent or owner), and a single plain word has to
    come again in the document, to be taken for a body.
    """
    last = words[-1].text
    if last.endswith(ABSTRACT) and last not in heads.types:
        return False
    if (last.endswith("s") and last[:-1] in heads.types) or (last.endswith("ies") and f"{last[:-3]}y" in heads.types):
        return False
    if last in heads.concepts:
        return False
    if len(words) == 1 and last.isupper() and len(last) <= 2:
        return False
    if len(words) > 1 or (any(map(str.isupper, last[1:])) and len(last) > 6):
        return True
    if last.isupper() and len(last) <= 6:
        tokens = reading.passage.parse.char_span(words[0].start, words[0].end, alignment_mode="expand")
        return tokens is not None and (
            tokens.root.dep_ in ACTING or reading.text[: words[0].start].endswith((" the ", "The "))
        )
    return any(map(str.isupper, last[1:])) or reading.capitals.get(last, 0) > 1


# what follows the name of a person who speaks: "said during his address"
SPEAKS = re.compile(r",? (?:said|noted|added|stated|remarked|argued|told)\b[^.]{0,40}\b(?:his|her|he|she)\b")
# what stands before the name of a place
PLACED = re.compile(
    r"(?:\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ff]rom|[Tt]o|[Aa]cross|of|around|into|and|or|outside|with|including|between)|,) (?:the )?$"
)
# what follows a cited author: "et al.", or a year, perhaps behind more authors ("Smith, Jones & Li, 2019")
CITATION = re.compile(
    r"(?:,? (?:& |and )?[A-Z][\w'’-]{1,20},?(?: [A-Z]\.)*){0,3},? ?(?:et al|and al|\(?(?:19|20)\d\d[a-z]?\b)"
)
# the dependencies of what acts, or stands for what acts
ACTING = frozenset(("nsubj", "nsubjpass", "poss", "agent", "conj", "appos", "ROOT", "pobj"))
# endings of abstract nouns, which are ideas and not bodies
ABSTRACT = ("ment", "tion", "sion", "ness", "ity", "ance", "ence", "ism", "ing", "ship", "ture", "ics", "ency", "acy")


def is_cited(text: str, end: int) -> bool:
    """Say whether a name is that of a cited author."""
    return CITATION.match(text, end, end + 90) is not None


def is_ordinary(reading: Reading, word: Word) -> bool:
    """Say whether a single capitalised word is no proper noun to the tagger, as at the start of a sentence."""
    tokens = reading.passage.parse.char_span(word.start, word.end, alignment_mode="expand")
    return tokens is None or not any(token.pos_ == "PROPN" for token in tokens)
