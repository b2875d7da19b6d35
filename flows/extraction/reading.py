"""A sentence's tokens as plain lists, and tests of verb forms that do not lean on the tagger alone."""

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from flows.extraction.lexicon import load_lexicon

ADVERB_TAGS = frozenset({"RB", "RBR", "RBS"})
NOMINAL_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "VBG", "CD", "DT", "PRP$"})
VERB_TAGS = frozenset({"VB", "VBP", "VBZ", "VBD", "VBN", "VBG"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
OPENERS_OF_OBJECTS = frozenset(
    {
        "DT",
        "PRP$",
        "PRP",
        "IN",
        "JJ",
        "JJR",
        "CD",
        "PDT",
        "NNS",
        "NNP",
        "NN",
        "VBG",
        "RP",
        "TO",
        "WP",
        "WRB",
        "VBN",
        "``",
    }
)
STRONG_OPENERS = frozenset({"DT", "PRP$", "PDT", "RP", "PRP"})
COMPOUND_ADJECTIVES = frozenset(
    {
        "effective",
        "efficient",
        "free",
        "related",
        "intensive",
        "specific",
        "friendly",
        "wide",
        "neutral",
        "sensitive",
        "available",
        "able",
        "rich",
        "poor",
        "owned",
        "based",
        "oriented",
        "driven",
    }
)
BRACKETS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One parsed sentence: parallel lists over its tokens.

    ``words`` are in lower case; ``enclosed`` says which tokens stand in brackets.
    """

    doc: Doc
    words: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    lemmas: list[str]
    enclosed: list[bool]

    def __len__(self) -> int:
        return len(self.words)

    def matches(self, at: int, phrase: tuple[str, ...]) -> bool:
        """Say whether a phrase of lower-case words stands at a token."""
        return self.words[at] == phrase[0] and tuple(self.words[at : at + len(phrase)]) == phrase

    def text(self, start: int, end: int) -> str:
        """Return the text of a token slice, without white space behind it."""
        return str(self.doc[start:end].text)


def read_doc(doc: Doc) -> Reading:
    """Lay out a parsed sentence as lists."""
    depth = 0
    enclosed = []
    for token in doc:
        step = BRACKETS.get(token.text, 0)
        depth = max(0, depth + step)
        enclosed.append(depth > 0 or step < 0)
    if depth > 0:  # an unclosed bracket encloses nothing
        enclosed = [False] * len(enclosed)
    return Reading(
        doc,
        [token.lower_ for token in doc],
        [token.tag_ for token in doc],
        [token.dep_ for token in doc],
        [token.head.i for token in doc],
        [token.lemma_.lower() for token in doc],
        enclosed,
    )


@cache
def load_verbs() -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that are verbs only, and those that are verbs among others."""
    lexicon = load_lexicon("verbs")
    return frozenset(lexicon["plain"].split()), frozenset(lexicon["ambiguous"].split())


def is_base_verb(reading: Reading, at: int) -> bool:
    """Say whether the token is a verb in its base form, by its tag or by its form and what follows."""
    if at >= len(reading):
        return False
    word, tag = reading.words[at], reading.tags[at]
    plain, ambiguous = load_verbs()
    if tag in ("VB", "VBP"):
        return (word not in ("am", "are", "'re", "'m", "is") and reading.lemmas[at] == word) or word in plain
    following = reading.tags[at + 1] if at + 1 < len(reading) else ""
    if word in plain:
        return tag not in ("VBZ", "VBD", "VBN") or following in STRONG_OPENERS
    if word in ambiguous and tag in ("NN", "NNP", "JJ", "VBN", "VBD", "RB", "UH", "IN"):
        return following in STRONG_OPENERS and (following != "DT" or reading.words[at + 1] not in ("that", "which"))
    return False


def is_listed_verb(reading: Reading, at: int, has_adverb: bool) -> bool:
    """Say whether a noun of the tagger's opens a conjunct of a list of verbs ("find X, further leverage local Y").

    A noun is seldom followed by an adjective other than those that make compounds with it ("cost effective").
    """
    if at + 1 >= len(reading) or reading.words[at] not in load_verbs()[1]:
        return False
    word, tag, following = reading.words[at], reading.tags[at], reading.tags[at + 1]
    if word in ("complete", "perfect") and tag == "JJ":
        return following in ("NN", "NNS")
    if tag not in ("NN", "VBP"):
        return False
    is_compound = reading.words[at + 1] in COMPOUND_ADJECTIVES
    return (following == "JJ" and not is_compound) or (has_adverb and following in ("JJ", "NN", "NNS", "NNP"))


def is_gerund(reading: Reading, at: int) -> bool:
    """Say whether the token is a verb in -ing with something that may be its object behind it."""
    if at >= len(reading):
        return False
    word = reading.words[at]
    if not word.endswith("ing") or len(word) < 5:
        return False
    following = reading.tags[at + 1] if at + 1 < len(reading) else ""
    return reading.tags[at] == "VBG" or (reading.tags[at] in ("NN", "JJ", "NNP") and following in STRONG_OPENERS)


def skip_adverbs(reading: Reading, at: int) -> int:
    """Return the first token from ``at`` on that is no adverb."""
    while at < len(reading) and (
        reading.tags[at] in ADVERB_TAGS
        or (reading.words[at].endswith("ly") and reading.tags[at] in ("JJ", "NNP", "NN"))
    ):
        at += 1
    return at


def find_subject(reading: Reading, verb: int) -> tuple[int, int] | None:
    """Return the token slice of a verb's subject by the parse, or that of the verb it is coordinated with."""
    node = verb
    for _ in range(6):
        for child in reading.doc[node].lefts:
            if child.dep_ in SUBJECTS:
                return child.left_edge.i, child.right_edge.i + 1
        if reading.deps[node] not in ("conj", "xcomp", "aux", "auxpass", "ccomp", "acomp") or reading.heads[node] >= node:
            return None
        node = reading.heads[node]
    return None


def find_noun_phrase_before(reading: Reading, end: int) -> tuple[int, int] | None:
    """Return the noun phrase that ends right before a token, read off the tags alone."""
    start = end
    while (
        start > 0
        and reading.tags[start - 1]
        in (
            "NN",
            "NNS",
            "NNP",
            "NNPS",
            "JJ",
            "DT",
            "PRP",
            "PRP$",
            "POS",
            "CD",
            "``",
            "''",
            "CC",
            "VBN",
        )
    ) or (start > 0 and reading.words[start - 1] in ("of", "in", "for", "along", '"', "“", "”")):
        start -= 1
    while start < end and (
        reading.tags[start] in ("CC", "POS", "''") or reading.words[start] in ("of", "in", "for", "”")
    ):
        start += 1
    return (start, end) if start < end else None


def opens_question(reading: Reading) -> bool:
    """Say whether the sentence asks rather than states."""
    return any(word == "?" for word in reading.words[-3:])
