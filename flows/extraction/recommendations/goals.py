"""Where an action ends and its purpose or result begins."""

from dataclasses import dataclass
from functools import cache

from flows.extraction.grammar import Syntax, is_base_verb, skip_adverbs
from flows.extraction.lexicon import load_lexicon

# before "to VERB": no purpose follows
NO_PURPOSE = frozenset(
    {"how", "what", "whether", "where", "when", "enough", "as", "order", "than", "or", "and", "but", "not", "only"}
    | {"is", "are", "be", ",", "somewhere", "something", "anything", "nothing", "everything", "everyone", "someone"}
)


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases by their first word, longest first."""

    by_first: dict[str, list[tuple[str, ...]]]

    def match(self, syntax: Syntax, at: int) -> int:
        """Return how many tokens the longest phrase at a token takes, 0 for none."""
        for phrase in self.by_first.get(syntax.words[at], ()):
            if syntax.matches(at, phrase):
                return len(phrase)
        return 0


@cache
def load_phrases(entry: str) -> Phrases:
    """Return a list of phrases of the action lexicon."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for phrase in load_lexicon("actions")[entry]:
        words = tuple(phrase.replace(",", " ,").split())
        by_first.setdefault(words[0], []).append(words)
    return Phrases({first: sorted(found, key=len, reverse=True) for first, found in by_first.items()})


@cache
def load_cues(entry: str) -> frozenset[str]:
    """Return a word list of the action lexicon."""
    return frozenset(load_lexicon("actions")[entry])


def match_purpose(syntax: Syntax, at: int) -> int:
    """Return how many tokens an opener of a purpose or result takes at a token, 0 for none.

    A result needs a comma before it.
    """
    length = load_phrases("purposes").match(syntax, at)
    if length or at == 0 or syntax.words[at - 1] != ",":
        return length
    length = load_phrases("results").match(syntax, at)
    if length:
        return length
    return 1 if syntax.words[at] in load_cues("result_participles") else 0


def goal_offset(syntax: Syntax, at: int, length: int) -> int:
    """Return the first token of the goal that an opener introduces: results keep their participle and verb."""
    if length == 1 and syntax.words[at] in load_cues("result_participles"):
        return at
    return at + length


def opens_weak_purpose(syntax: Syntax, to: int, verb: int) -> bool:
    """Say whether "to VERB" at a token is a purpose, not the complement of the verb, noun or adjective before.

    ``verb`` is the main verb of the action that it may end.
    """
    infinitive = skip_adverbs(syntax, to + 1)
    if infinitive >= len(syntax) or not (
        is_base_verb(syntax, infinitive) or syntax.words[infinitive] in ("be", "have", "do")
    ):
        return False
    if syntax.words[infinitive] == "be" and syntax.tags[infinitive + 1 : infinitive + 2] == ["VBN"]:
        return False  # the products to be covered
    before = to - 1
    word, tag, lemma = syntax.words[before], syntax.tags[before], syntax.lemmas[before]
    if lemma in load_cues("catenatives") and tag.startswith("VB"):
        return False
    if word in NO_PURPOSE:
        return word == "," and syntax.heads[infinitive] <= before
    if (
        tag in ("JJ", "VBN")
        and before > verb
        and syntax.deps[before] in ("acomp", "oprd", "ROOT", "conj", "ccomp", "xcomp")
    ):
        return False
    if word in load_cues("infinitive_adjectives") and syntax.words[before - 1] != "as":  # but: as soon as possible to
        return False
    if word in load_cues("infinitive_nouns") and tag.startswith("NN"):
        return False
    if word == "together" and syntax.lemmas[before - 1] == "work":
        return False
    head = syntax.heads[infinitive]
    if (
        syntax.deps[infinitive] in ("acl", "relcl")
        and syntax.deps[head] in ("nsubj", "nsubjpass")
        and "that" in syntax.words[verb:head]
    ):
        return False  # ensure that measures to lower N do not
    if (
        verb < head
        and infinitive - head < 7
        and syntax.words[head] in load_cues("infinitive_nouns")
        and syntax.deps[infinitive] in ("acl", "relcl")
    ):
        return False
    return not is_controlled(syntax, infinitive, verb)


def is_controlled(syntax: Syntax, infinitive: int, verb: int) -> bool:
    """Say whether the infinitive is what the object of encourage, enable, help ... is to do."""
    head = syntax.heads[infinitive]
    if (
        head >= verb
        and syntax.lemmas[head] in load_cues("controllers")
        and syntax.deps[infinitive] in ("xcomp", "ccomp")
    ):
        return True
    between = sum(1 for at in range(verb + 1, infinitive) if syntax.words[at] == "to" and syntax.tags[at] == "TO")
    return syntax.lemmas[verb] in load_cues("controllers") and between == 1 and infinitive - verb < 25


def find_opening_goal(syntax: Syntax, start: int, end: int) -> tuple[int, int] | None:
    """Return the purpose that a clause begins with ("In order to X, Y should ..."), as a token slice.

    Looks at the tokens from ``start`` to the subject at ``end``; the comma that closes the purpose stands right
    before the subject.
    """
    comma = next((at for at in range(end - 1, start, -1) if syntax.words[at] == ","), None)
    if comma is None or end - comma > 6:
        return None
    for at in range(start, comma):
        length = load_phrases("purposes").match(syntax, at)
        if length and syntax.words[at] != "such":
            return (at + length, comma) if at + length < comma else None
        is_first = (
            at == start
            or syntax.words[at - 1] in (",", ":", "therefore", "also")
            or syntax.tags[at - 1] in ("-RRB-", "LS", "RB", "CC", ".")
        )
        if is_first and syntax.words[at] == "to" and is_base_verb(syntax, skip_adverbs(syntax, at + 1)):
            return at + 1, comma
    return None
