"""What a bare number counts: the noun behind it, singular, with the modifiers that belong to it."""

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from flows.extraction.lexicon import load_lexicon

_LEXICON = load_lexicon("counts")
_STRUCTURAL = frozenset(_LEXICON["structural_nouns"])
_SUPERLATIVES = frozenset(_LEXICON["superlative_words"])
_NEVER = frozenset(_LEXICON["never_units"])
# words whose plural takes -es, and words that have taken it
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")
_SIBILANT_PLURAL = re.compile(r"(?:ss|sh|ch|x|z)es$")
# nouns in -y whose plural is -ies
_CONSONANT_Y = re.compile(r"[^aeiou]y$")
_IRREGULAR: dict[str, str] = _LEXICON["irregular_plurals"]
_PLURALS = {singular: plural for plural, singular in reversed(list(_IRREGULAR.items()))}
_NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_MODIFIER_TAGS = frozenset({"JJ", "JJR", "JJS", "VBN", "VBG", "RB", "RBR", "RBS", "AFX", "CD", "HYPH", "POS"})
_KEPT_TAGS = frozenset({"JJ", "AFX", *_NOUN_TAGS})
_POINTING = frozenset({"last", "next", "this", "each", "every", "previous"})
_TIMES = frozenset(
    {"year", "month", "week", "quarter", "season", "decade", "day", "century", "spring", "summer", "autumn", "winter"}
)
_HYPHENS = frozenset({"-", "–", "/"})
# what may stand between "two" and the noun of "two of the ..."
_OF_WORDS = frozenset({"of", "the", "these", "those", "its", "their", "our", "all"})
_ORDINAL = re.compile(r"first$|second$|third$|\w+th$|\d+(?:st|nd|rd|th)$")
_REACH = 12  # tokens between a number and its noun


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted noun: its singular with the modifiers that belong to it, its head, its first and last token.

    ``attributive`` is true where the number and the noun modify another one ("a 12-page document").
    """

    name: str
    head: Token
    first: int
    last: int
    attributive: bool = False


def find_token(doc: Doc, start: int, end: int) -> Token | None:
    """Return the last token that an interval touches."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return span[-1] if span is not None and len(span) else None


def find_counted(doc: Doc, start: int, end: int, *, after_of: bool = False) -> Counted | None:
    """Return the noun that the number in an interval counts, or None where none follows it."""
    token = find_token(doc, start, end)
    if token is None:
        return None
    at = token.i + 1
    if after_of:
        while at < len(doc) and doc[at].lower_ in _OF_WORDS:
            at += 1
    if at < len(doc) and doc[at].text in _HYPHENS and not token.whitespace_:
        return _read_attribute(doc, at + 1)
    if at + 1 < len(doc) and doc[at].lower_ in ("more", "fewer", "less") and _is_compared(doc, at + 1):
        at += 1
    head = _find_head(doc, at)
    if head is None or _is_time(doc, at, head) or not any(letter.isalnum() for letter in head.text):
        return None
    first = doc[at]
    if (
        first.tag_ == "NN"
        and head.tag_ == "NN"
        and first.i < head.i
        and not after_of
        and doc[at - 1].lower_ != "one"
        and doc[at + 1].text not in _HYPHENS
        and not _ORDINAL.match(doc[at - 1].lower_)
        and doc[at - 1].tag_ not in ("JJS", "RBS")
    ):
        return Counted(first.text, first, at, at, attributive=True)
    return Counted(_name(doc, at, head), head, at, head.i)


def _is_time(doc: Doc, at: int, head: Token) -> bool:
    """Say whether a noun phrase only says when: "6.1 million last year"."""
    return doc[at].lower_ in _POINTING and head.i == at + 1 and head.tag_ == "NN" and head.lower_ in _TIMES


def _is_compared(doc: Doc, at: int) -> bool:
    """Say whether a noun phrase follows "more" or "fewer" behind a number: "200 more nurses", "35 fewer accidents"."""
    return doc[at].tag_ in _NOUN_TAGS or (doc[at].tag_ == "JJ" and doc[at - 1].tag_ == "JJR")


def _read_attribute(doc: Doc, at: int) -> Counted | None:
    """Read the noun behind a number and a hyphen ("four-cylinder"); None for "three-pronged"."""
    if at >= len(doc) or doc[at].tag_ not in _NOUN_TAGS:
        return None
    return Counted(make_singular(doc[at]), doc[at], at, at, attributive=True)


def _find_head(doc: Doc, at: int) -> Token | None:
    """Walk right over modifiers to the last noun of the noun phrase that begins at a token."""
    head: Token | None = None
    limit = min(len(doc), at + _REACH)
    here = at
    while here < limit:
        token = doc[here]
        following = doc[here + 1] if here + 1 < len(doc) else None
        if token.tag_ in _NOUN_TAGS and token.lower_ not in _NEVER and token.text.endswith("-"):
            here += 1  # a suspended part: "Medicare- and Medicaid-certified"
            continue
        if token.tag_ in _NOUN_TAGS and token.lower_ not in _NEVER:
            if following is not None and following.text in _HYPHENS and not token.whitespace_:
                head = head or token
                here += 2
                continue
            head = token
            if following is None or not _goes_on(token, following):
                return head
        elif (
            head is not None and token.tag_ not in _MODIFIER_TAGS and token.tag_ not in ("CC", ",")
        ) or not _may_modify(doc, at, here):
            return head
        here += 1
    return head


def _goes_on(noun: Token, following: Token) -> bool:
    """Say whether a noun phrase goes on behind a noun: with another noun, a possessive, a joined modifier."""
    if following.tag_ == "POS":
        return True
    if following.tag_ in _NOUN_TAGS:
        return noun.tag_ in ("NN", "NNP") or noun.dep_ in ("compound", "nmod", "amod") or noun.head.i == following.i
    if following.tag_ in ("CC", ",", *_MODIFIER_TAGS):
        return noun.dep_ in ("compound", "nmod", "amod") and following.i < noun.head.i <= following.i + 4
    return False


def _may_modify(doc: Doc, at: int, here: int) -> bool:
    """Say whether a token may stand between a number and its noun."""
    token = doc[here]
    if not any(letter.isalnum() for letter in token.text) and token.tag_ in _NOUN_TAGS:
        return False  # "|"
    if token.lower_ in _NEVER and token.lower_ != "other":
        return False
    if not token.whitespace_ and here + 1 < len(doc) and doc[here + 1].text in _HYPHENS and token.is_alpha:
        return True  # "at-risk"
    if token.tag_ in ("CC", ","):
        return (
            here > at
            and doc[here - 1].tag_ in ("JJ", "JJR", "JJS", "VBN", "HYPH", "NN", "NNP", "AFX")
            and doc[here].head.i >= at
        )
    return token.tag_ in _MODIFIER_TAGS or token.text in _HYPHENS or (token.text in "\"“”'‘’" and here > at)


def _name(doc: Doc, at: int, head: Token) -> str:
    """Return the counted noun in the singular with its adjectives and nouns: "anti-dumping investigation"."""
    words: list[str] = []
    here = at
    owners = [token for token in doc[at : head.i] if token.tag_ == "POS"]
    if owners and (doc[at - 1].tag_ in ("DT", "PRP$") or owners[-1].nbor(-1).tag_ in ("NNP", "NNPS")):
        here = owners[-1].i + 1  # "two of the world's firms", "two of Britain's unions": without their owner
    while here < head.i:
        last = here
        while last < head.i and not doc[last].whitespace_ and doc[last + 1].tag_ != "POS":
            last += 1
        cluster = doc[here : min(last, head.i) + 1]
        joined = len(cluster) > 1
        if last >= head.i:
            words.append(cluster[:-1].text + make_singular(head))
            return " ".join(words)
        if _joins_kept(doc, here, at, head):
            words.append(doc[here].lower_)
            here += 1
            continue
        if doc[here].tag_ == "JJ" and here > at and _is_graded(doc, here):
            here = last + 1
            continue
        working = doc[here].tag_ == "VBG" and here > at and doc[here - 1].tag_ == "JJ"  # "hard working families"
        if (
            working
            or (joined and any(token.text in _HYPHENS or token.tag_ in _KEPT_TAGS for token in cluster))
            or doc[here].tag_ in _KEPT_TAGS
        ):
            words.append(cluster.text.strip("\"“”'‘’,"))
        here = last + 1
    words.append(make_singular(head))
    return " ".join(word for word in words if word)


def _is_graded(doc: Doc, at: int) -> bool:
    """Say whether an adverb before an adjective makes it a judgement: "decently sized", "most innovative"."""
    before = doc[at - 1]
    return before.tag_ in ("RBS", "RBR") or (before.tag_ == "RB" and doc[at].text.endswith("ed"))


def _joins_kept(doc: Doc, here: int, at: int, head: Token) -> bool:
    """Say whether a token is an "and" between two modifiers that are kept, or a number inside a name ("Model 3 cars")."""
    if here <= at or here + 1 >= head.i + 1:
        return False
    before, after = doc[here - 1], doc[here + 1]
    if doc[here].tag_ == "CD":
        return before.tag_ == "NNP" and bool(before.whitespace_)
    return doc[here].lower_ in ("and", "or") and before.tag_ in _KEPT_TAGS and after.tag_ in _KEPT_TAGS


def make_singular(token: Token) -> str:
    """Return a noun in the singular; names and acronyms keep their letters."""
    text, lower = token.text, token.lower_
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    if token.tag_ in ("NN", "NNP") or not lower.endswith("s"):
        return text
    if token.tag_ == "NNS" and text.islower() and token.lemma_ != lower and lower.startswith(token.lemma_[:3]):
        return token.lemma_
    if lower.endswith("ies") and len(lower) > 4:
        return text[:-3] + "y"
    if _SIBILANT_PLURAL.search(lower):
        return text[:-2]
    return text if lower.endswith(("ss", "us", "is")) else text[:-1]


def name_noun(head: Token) -> str:
    """Return a noun in the singular with the adjectives and nouns right before it."""
    at = head.i
    while at and head.doc[at - 1].dep_ in ("compound", "amod") and head.doc[at - 1].head.i <= head.i:
        at -= 1
    return _name(head.doc, at, head)


def make_plural(name: str) -> str:
    """Return the plural of a counted noun; a rate ("job per year") loses its denominator."""
    name = name.split(" per ", maxsplit=1)[0]
    stem, _, last = name.rpartition(" ")
    plural = _PLURALS.get(last.lower()) or inflect(last)
    return f"{stem} {plural}".strip()


def inflect(noun: str) -> str:
    """Add the ending of a plural noun, or of a verb in the third person: "cities", "requires"."""
    if _CONSONANT_Y.search(noun):
        return noun[:-1] + "ies"
    return noun + ("es" if _SIBILANT.search(noun) else "s")


def is_structural(counted: Counted) -> bool:
    """Say whether the counted noun only structures the text ("three aspects")."""
    return make_singular(counted.head).lower() in _STRUCTURAL or counted.head.lemma_.lower() in _STRUCTURAL


def is_name(doc: Doc, counted: Counted) -> bool:
    """Say whether a number is part of a name with the capitalised words around it ("787 Dreamliner", "iPhone 11 Pro")."""
    head = counted.head
    names = doc[counted.first : head.i + 1]
    if all(token.tag_ == "NNP" and token.text[:1].isupper() for token in names) and not head.is_upper:
        return True
    number = counted.first - 1
    if number < 1 or not doc[number].text.isdecimal():
        return False
    before = doc[number - 1]
    singular = head.tag_ == "NN" and not counted.attributive and doc[number].text != "1"
    if singular and before.pos_ == "PROPN" and before.whitespace_ and before.text[:1].isupper():
        return True  # "the FTSE 100 index"
    if not doc[counted.first].text[:1].isupper():
        return False
    return before.pos_ == "PROPN" or (before.text[1:2].isupper() and before.text[:1].islower())


def find_superlative(doc: Doc, token: Token) -> Token | None:
    """Return the superlative that an ordinal orders ("second largest", "third most populous")."""
    at = token.i + 1
    if at < len(doc) and doc[at].text in _HYPHENS:
        at += 1
    if at < len(doc) and (doc[at].tag_ in ("JJS", "RBS") or doc[at].lower_ in _SUPERLATIVES):
        return doc[at]
    return None
