"""A sentence's tokens as plain lists, and tests of verb forms that do not lean on the tagger alone."""

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from flows.extraction.lexicon import load_lexicon

ADVERB_TAGS = frozenset({"RB", "RBR", "RBS"})
NOMINAL_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "VBG", "CD", "DT", "PRP$"})
VERB_TAGS = frozenset({"VB", "VBP", "VBZ", "VBD", "VBN", "VBG"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
# tags of words that open an object and never follow a noun of the same phrase
STRONG_OPENERS = frozenset({"DT", "PRP$", "PDT", "RP", "PRP"})
# adjectives that make a compound with the noun before them ("cost effective")
COMPOUND_ADJECTIVES = frozenset(
    {"effective", "efficient", "free", "related", "intensive", "specific", "friendly", "wide", "neutral", "sensitive"}
    | {"available", "able", "rich", "poor", "owned", "based", "oriented", "driven"}
)
# prepositions and particles that the tagger takes for verbs now and then
PREPOSITIONS = frozenset({"except", "like", "per", "via", "save", "versus", "plus", "minus", "till"})
BRACKETS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}
PHRASE_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "DT", "PRP", "PRP$", "POS", "CD", "``", "''", "CC", "VBN"})
PHRASE_WORDS = frozenset({"of", "in", "for", "along", '"', "“", "”"})


@dataclass(frozen=True, slots=True, eq=False)
class Syntax:
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


def read_doc(doc: Doc) -> Syntax:
    """Lay out a parsed sentence as lists."""
    depth = 0
    enclosed = []
    for token in doc:
        step = BRACKETS.get(token.text, 0)
        depth = max(0, depth + step)
        enclosed.append(depth > 0 or step < 0)
    if depth > 0:  # an unclosed bracket encloses nothing
        enclosed = [False] * len(enclosed)
    return Syntax(
        doc,
        [token.lower_ for token in doc],
        [token.tag_ for token in doc],
        [token.dep_ for token in doc],
        [token.head.i for token in doc],
        [token.lemma_.lower() for token in doc],
        enclosed,
    )


@cache
def load_verbs() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return the words that are verbs only, those that often are verbs among others, and the others that may be."""
    lexicon = load_lexicon("verbs")
    plain, ambiguous, rare = (frozenset(lexicon[entry].split()) for entry in ("plain", "ambiguous", "rare"))
    return plain, ambiguous, rare


def is_base_verb(syntax: Syntax, at: int) -> bool:
    """Say whether the token is a verb in its base form, by its tag or by its form and what follows."""
    if at >= len(syntax):
        return False
    word, tag = syntax.words[at], syntax.tags[at]
    if word in PREPOSITIONS:
        return False
    plain, ambiguous, rare = load_verbs()
    if tag in ("VB", "VBP"):
        is_base = syntax.lemmas[at] == word and word not in ("am", "are", "'re", "’re", "'m", "’m", "is")
        return is_base or word in plain
    following = syntax.tags[at + 1] if at + 1 < len(syntax) else ""
    if word in plain:
        return tag not in ("VBZ", "VBD", "VBN") or following in STRONG_OPENERS
    if (word in ambiguous or word in rare) and tag in ("NN", "NNP", "JJ", "VBN", "VBD", "RB", "UH", "IN"):
        return following in STRONG_OPENERS and (following != "DT" or syntax.words[at + 1] not in ("that", "which"))
    return False


def is_listed_verb(syntax: Syntax, at: int, has_adverb: bool) -> bool:
    """Say whether a noun of the tagger's opens a conjunct of a list of verbs ("find X, further leverage local Y").

    A noun is seldom followed by an adjective other than those that make compounds with it ("cost effective").
    """
    _, ambiguous, rare = load_verbs()
    if at + 1 >= len(syntax) or (syntax.words[at] not in ambiguous and syntax.words[at] not in rare):
        return False
    word, tag, following = syntax.words[at], syntax.tags[at], syntax.tags[at + 1]
    if word in ("complete", "perfect") and tag == "JJ":
        return following in ("NN", "NNS")
    if tag not in ("NN", "NNP", "VBP") or not syntax.doc[at].text.islower():
        return False
    is_compound = syntax.words[at + 1] in COMPOUND_ADJECTIVES
    return (following == "JJ" and not is_compound) or (
        has_adverb and word in ambiguous and following in ("JJ", "NN", "NNS", "NNP")
    )


def is_gerund(syntax: Syntax, at: int) -> bool:
    """Say whether the token is a verb in -ing with something that may be its object behind it."""
    if at >= len(syntax):
        return False
    word = syntax.words[at]
    if not word.endswith("ing") or len(word) < 5:
        return False
    following = syntax.tags[at + 1] if at + 1 < len(syntax) else ""
    return syntax.tags[at] == "VBG" or (syntax.tags[at] in ("NN", "JJ", "NNP") and following in STRONG_OPENERS)


def skip_adverbs(syntax: Syntax, at: int) -> int:
    """Return the first token from ``at`` on that is no adverb."""
    while at < len(syntax) and (
        syntax.tags[at] in ADVERB_TAGS
        or syntax.words[at] in ("further", "jointly")
        or (syntax.words[at].endswith("ly") and syntax.tags[at] in ("JJ", "NNP", "NN"))
    ):
        at += 1
    return at


def find_subject(syntax: Syntax, verb: int) -> tuple[int, int] | None:
    """Return the token slice of a verb's subject by the parse, or that of the verb it is coordinated with."""
    node = verb
    for _ in range(6):
        for child in syntax.doc[node].lefts:
            if child.dep_ in SUBJECTS:
                return child.left_edge.i, child.right_edge.i + 1
        climbs = syntax.deps[node] in ("conj", "xcomp", "aux", "auxpass", "ccomp", "acomp")
        if not climbs or syntax.heads[node] >= node:
            return None
        node = syntax.heads[node]
    return None


def find_noun_phrase_before(syntax: Syntax, end: int) -> tuple[int, int] | None:
    """Return the noun phrase that ends right before a token, read off the tags alone."""
    start = end
    while start > 0 and (syntax.tags[start - 1] in PHRASE_TAGS or syntax.words[start - 1] in PHRASE_WORDS):
        start -= 1
    while start < end and (
        syntax.tags[start] in ("CC", "POS", "''") or syntax.words[start] in ("of", "in", "for", "”")
    ):
        start += 1
    return (start, end) if start < end else None


def opens_question(syntax: Syntax) -> bool:
    """Say whether the sentence asks rather than states."""
    return any(word == "?" for word in syntax.words[-3:])
