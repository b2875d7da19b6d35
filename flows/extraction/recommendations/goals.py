"""Where an action ends and its purpose or result begins."""

from dataclasses import dataclass
from functools import cache

from flows.extraction.grammar import ADVERB_TAGS, Syntax, is_base_verb, skip_adverbs
from flows.extraction.lexicon import load_lexicon
from flows.extraction.recommendations.actors import is_agent

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
    if infinitive > to + 1 and syntax.words[infinitive : infinitive + 1] in (["and"], ["or"]):
        infinitive = skip_adverbs(syntax, infinitive + 1)
    if infinitive >= len(syntax) or not (
        is_base_verb(syntax, infinitive) or syntax.words[infinitive] in ("be", "have", "do")
    ):
        return False
    if syntax.words[infinitive] == "be" and syntax.tags[infinitive + 1 : infinitive + 2] == ["VBN"]:
        return False  # the products to be covered
    before = to - 1
    if is_governed(syntax, before, verb) or is_begun(syntax, infinitive, verb):
        return False
    if any(child.dep_ == "mark" and child.lower_ == "for" for child in syntax.doc[infinitive].lefts):
        return False  # a process for users to appeal
    word, tag = syntax.words[before], syntax.tags[before]
    if word in NO_PURPOSE:
        return word == "," and syntax.heads[infinitive] <= before
    is_predicate = syntax.deps[before] in ("acomp", "oprd", "ROOT", "conj", "ccomp", "xcomp")
    if tag in ("JJ", "VBN") and before > verb and is_predicate:
        return False
    if word in load_cues("infinitive_adjectives") and syntax.words[before - 1] != "as":  # but: as soon as possible to
        return False
    if word == "together" and syntax.lemmas[before - 1] == "work":
        return False
    return not completes_noun(syntax, infinitive, before, verb) and not is_controlled(syntax, infinitive, verb)


def is_governed(syntax: Syntax, before: int, verb: int) -> bool:
    """Say whether the word before "to VERB" is a verb that takes it, or a noun that says nothing without it."""
    word, tag, lemma = syntax.words[before], syntax.tags[before], syntax.lemmas[before]
    if lemma in load_cues("prepositional_verbs"):
        return True  # adhere to sound practice
    if lemma in load_cues("catenatives") and tag.startswith("VB"):
        return True
    governor = before
    while governor > verb and syntax.tags[governor] in ADVERB_TAGS:
        governor -= 1
    if governor < before and syntax.lemmas[governor] in load_cues("catenatives") and syntax.tags[governor] == "VB":
        return True  # work tirelessly to
    # take all appropriate action to resume N
    return syntax.lemmas[verb] in ("take", "undertake") and word in load_cues("deed_nouns")


def is_begun(syntax: Syntax, infinitive: int, verb: int) -> bool:
    """Say whether an infinitive is what a verb of beginning governs over a time ("begin today to repair N")."""
    if syntax.lemmas[verb] not in load_cues("aspectuals") or syntax.heads[infinitive] != verb:
        return False
    has_object = any(child.dep_ == "dobj" for child in syntax.doc[verb].rights)
    return syntax.deps[infinitive] == "xcomp" and not has_object


def completes_noun(syntax: Syntax, infinitive: int, before: int, verb: int) -> bool:
    """Say whether an infinitive belongs to a noun of the action, by the noun and by the parse."""
    word, tag, head = syntax.words[before], syntax.tags[before], syntax.heads[infinitive]
    is_means = syntax.lemmas[verb] in load_cues("means_verbs")  # use its power to VERB
    if word in load_cues("infinitive_nouns") and tag.startswith("NN") and not is_means:
        return True
    if syntax.deps[infinitive] not in ("acl", "relcl"):
        return False
    if head == before and not is_means and belongs_to_noun(syntax, before, verb):
        return True
    if syntax.deps[head] in ("nsubj", "nsubjpass") and "that" in syntax.words[verb:head]:
        return True  # ensure that measures to lower N do not
    is_near = verb < head and infinitive - head < 7
    return is_near and not is_means and syntax.words[head] in load_cues("infinitive_nouns")


def belongs_to_noun(syntax: Syntax, noun: int, verb: int) -> bool:
    """Say whether an infinitive tells what the noun before it does ("standards to cover N", "a way for users to appeal")."""
    if syntax.words[noun] in load_cues("relative_nouns"):
        return True
    if syntax.words[syntax.heads[noun]] == "for" and is_agent(syntax, noun):
        return True
    return any(child.lower_ in ("which", "what") and child.i > verb for child in syntax.doc[noun].lefts)


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
    if comma is None or end - comma > 6 or syntax.words[comma + 1] in ("and", "but"):
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
