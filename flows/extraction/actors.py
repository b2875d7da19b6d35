"""Who is to act: where the actor stands, what kind of actor it is, and which entity."""

from functools import cache

from flows.extraction.document import Passage, Row
from flows.extraction.lexicon import load_lexicon
from flows.extraction.reading import Reading

LONGEST_NAME = 3  # words of a term in the lexicon
OPENERS = frozenset(
    {
        "therefore",
        "thus",
        "however",
        "and",
        "but",
        "so",
        "also",
        "hence",
        "then",
        "or",
        ",",
        ":",
        ";",
        "-",
        "that",
        "firstly",
        "secondly",
        "thirdly",
        "finally",
        "moreover",
        "furthermore",
        "meanwhile",
        "in",
        "“",
        '"',
        "only",
        "as",
        "for",
    }
)
CUTS = frozenset({"especially", "particularly", "notably", "which", "who", "whose", "while", "although"})
CLAUSE_TAGS = frozenset({"IN", "RB", "CC"})


@cache
def load_classes() -> dict[str, str]:
    """Return the class of every actor term."""
    classes: dict[str, str] = {}
    for name, terms in load_lexicon("actors")["classes"].items():
        for term in terms:
            classes.setdefault(term, name)
    return classes


def is_agent(reading: Reading, head: int) -> bool:
    """Say whether a noun names somebody who can act: a known actor noun, a proper name or a personal pronoun."""
    word = reading.words[head]
    if word in ("it", "this", "that", "these", "those"):
        return False
    if word in load_classes():
        return True
    token = reading.doc[head]
    if reading.tags[head] in ("NNP", "NNPS"):
        return token.ent_type_ in ("GPE", "ORG", "NORP", "PERSON")
    return reading.tags[head] in ("PRP", "WP") or (
        word.endswith(("ors", "ers")) and reading.tags[head] == "NNS" and token.text.islower() and word[:-1] in ()
    )


def trim_actor(reading: Reading, subject: tuple[int, int]) -> tuple[int, int]:
    """Return an actor's slice without connectives before it and clauses behind it."""
    start, end = subject
    while (
        start < end - 1
        and (
            reading.words[start] in OPENERS
            and reading.tags[start] in ("IN", "RB", "CC", ",", ":", "``", "UH", "HYPH", "JJ")
        )
        and reading.words[start] not in ("“", '"')
    ):
        start += 1
    for at in range(start + 1, end):
        if reading.words[at] in CUTS and reading.words[at - 1] == ",":
            end = at - 1
            break
    while end > start + 1 and reading.words[end - 1] in (",", ":", ";", "-", "and"):
        end -= 1
    return start, end


def classify_actor(text: str | None, entity_type: str | None = None) -> str:
    """Return the contract's class of an actor as it is written.

    The last known term of the name decides, as the head of an English noun phrase stands last; a name
    before "of", "for" or "with" is read first. An entity that no term tells is classed by its type.
    """
    if text is None:
        return "unstated"
    words = [word.strip("\"'“”‘’,.()").lower().removesuffix("'s").removesuffix("’s") for word in text.split()]
    head = next(
        (i for i, word in enumerate(words) if word in ("of", "for", "with", "including", "in", "at") and i), len(words)
    )
    for stretch in (words[:head], words):
        found = find_class(stretch)
        if found is not None:
            return found
    by_type = {"country": "state", "place": "local_government", "region": "international", "person": "state"}
    return by_type.get(entity_type or "", "everyone")


def find_class(words: list[str]) -> str | None:
    """Return the class of the last actor term among words, longer terms first."""
    classes = load_classes()
    for end in range(len(words), 0, -1):
        for length in range(min(LONGEST_NAME, end), 0, -1):
            found = classes.get(" ".join(words[end - length : end]))
            if found is not None:
                return found
    return None


def link_actor(passage: Passage, span: tuple[int, int], mentions: list[Row]) -> Row | None:
    """Return the mention that names the actor: the last one inside its characters, or None.

    ``span`` is in characters of the passage's text; ``mentions`` are those of the passage's sentence.
    """
    raw = passage.locate(*span)
    inside = [row for row in mentions if raw.start <= row["char_start"] and row["char_end"] <= raw.end]
    return max(inside, key=lambda row: (row["char_end"] - row["char_start"], row["char_start"]), default=None)
