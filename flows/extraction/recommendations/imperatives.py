"""Advice that has no cue word: imperatives and fragments of advice."""

from functools import cache

from flows.extraction.grammar import SUBJECTS, Syntax, is_base_verb, is_gerund, load_verbs, skip_adverbs
from flows.extraction.lexicon import load_lexicon
from flows.extraction.recommendations.advice import Advice, load_words
from flows.extraction.recommendations.goals import load_cues

OPENING_MARKS = frozenset({",", "-", "–", "•", "*", ")", "(", ".", "“", '"', ":", "]", "["})
FINITE_TAGS = frozenset({"VBZ", "VBD", "MD"})
LONGEST_LABEL = 9  # tokens up to the colon


@cache
def load_openers() -> list[tuple[str, ...]]:
    """Return the openers of several words, longest first."""
    return sorted((tuple(opener.split()) for opener in load_lexicon("advice")["openers"]), key=len, reverse=True)


def skip_opening(syntax: Syntax, at: int, end: int) -> int:
    """Return the first token behind enumerators, connectives, adverbs and marks."""
    moved = True
    while moved and at < end:
        moved = False
        opener = next((words for words in load_openers() if syntax.matches(at, words)), None)
        if opener is not None:
            at, moved = at + len(opener), True
        elif (
            syntax.words[at] == "the"
            and syntax.words[at + 1 : at + 2]
            and syntax.words[at + 1] in load_words("enumerators")
            and at + 1 < end
        ):
            skipped = skip_ordinal_subject(syntax, at + 1)
            at, moved = (skipped, True) if skipped > at else (at, False)
        elif (
            syntax.words[at] in load_words("enumerators") or syntax.words[at] in OPENING_MARKS or is_marker(syntax, at)
        ):
            at, moved = at + 1, True
        elif not is_base_verb(syntax, at):
            skipped = skip_adverbs(syntax, at)
            at, moved = skipped, skipped > at
    return min(at, end)


def is_marker(syntax: Syntax, at: int) -> bool:
    """Say whether a token enumerates: a number, a letter or a Roman numeral before a bracket or point."""
    word = syntax.words[at]
    if word.replace(".", "").isdigit():
        return at == 0 or syntax.words[at - 1] in ("(", "[")
    closes = syntax.words[at + 1 : at + 2] in ([")"], ["."], ["]"])
    return (closes and len(word) <= 4 and all(letter in "ivxlcdm" for letter in word)) or (closes and len(word) == 1)


def skip_ordinal_subject(syntax: Syntax, at: int) -> int:
    """Return the token behind "third is to" if it stands at ``at``, else -1."""
    if syntax.words[at + 1 : at + 3] == ["is", "to"]:
        return at + 3
    return -1


def find_imperative(syntax: Syntax, start: int, end: int) -> Advice | None:
    """Return the advice of an imperative that a stretch begins with."""
    at = skip_opening(syntax, start, end)
    if at >= end:
        return None
    words = syntax.words
    if words[at] == "do" and words[at + 1 : at + 2] in (["not"], ["n't"], ["n’t"]):
        verb = skip_adverbs(syntax, at + 2)
        return Advice("imperative", "should", at, at, at, verb, "base") if is_base_verb(syntax, verb) else None
    opening = at
    if syntax.tags[at] in ("TO", "IN", "VBG"):
        at = skip_preamble(syntax, at, end)
    if (
        not is_base_verb(syntax, at)
        or not is_known_verb(syntax, at)
        or words[at] in load_words("phatic_verbs")
        or words[at] in load_words("stative_verbs")
        or words[end - 3 : end - 1] in (["for", "example"], ["for", "instance"])
        or (words[at] == "further" and syntax.tags[at + 1 : at + 2] != ["DT"])
    ):
        return None
    if has_subject(syntax, at) or (opening == at and has_finite_verb(syntax, at, end)):
        return None
    return Advice("imperative", "should", at, at, at, at, "base")


def skip_preamble(syntax: Syntax, at: int, end: int) -> int:
    """Return the verb behind an opening phrase ("To cut costs, merge ...", "By June, set up ..."), else the token."""
    for comma in range(at + 2, end - 1):
        if syntax.words[comma] == ",":
            verb = skip_adverbs(syntax, comma + 1)
            if is_base_verb(syntax, verb) and syntax.deps[verb] == "ROOT":
                return verb
    return at


def is_known_verb(syntax: Syntax, at: int) -> bool:
    """Say whether the lexicon knows a word as a verb, written as one word in prose is."""
    known = any(syntax.words[at] in verbs for verbs in load_verbs())
    return known or syntax.words[at] == "be"


def has_subject(syntax: Syntax, verb: int) -> bool:
    """Say whether the parse gives a verb a subject before it."""
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in syntax.doc[verb].lefts)


def has_finite_verb(syntax: Syntax, verb: int, end: int) -> bool:
    """Say whether a finite verb heads the stretch, with the supposed imperative as its subject or part of it."""
    root = next((i for i in range(verb, end) if syntax.deps[i] == "ROOT"), None)
    if root is None or root == verb:
        return False
    has_object = any(child.dep_ == "dobj" for child in syntax.doc[verb].rights)
    if syntax.tags[verb] == "VB" and syntax.deps[verb] in SUBJECTS and has_object:
        return False  # a bare verb is no subject
    lefts = list(syntax.doc[root].lefts)
    is_finite = syntax.tags[root] in ("VBZ", "VBD") or any(c.tag_ in ("MD", "VBZ", "VBD", "VBP") for c in lefts)
    return is_finite and any(c.dep_ in SUBJECTS for c in lefts)


def find_labelled_imperative(syntax: Syntax) -> Advice | None:
    """Return the advice of an imperative behind a label and its colon ("Retention: Delete old records")."""
    colon = next((at for at in range(1, min(len(syntax), LONGEST_LABEL)) if syntax.words[at] == ":"), None)
    if colon is None or any(tag in ("VBZ", "VBD", "VBP", "MD") for tag in syntax.tags[:colon]):
        return None
    return find_imperative(syntax, colon + 1, len(syntax))


def find_bare_order(syntax: Syntax) -> Advice | None:
    """Return the advice of an imperative that the tagger takes for a noun ("Support development of a grid.").

    A sentence without any finite verb or verb in its base form, whose first word may be a verb, with a noun behind it.
    """
    at = skip_opening(syntax, 0, len(syntax))
    if (
        at + 6 >= len(syntax)
        or "IN" not in syntax.tags[at + 2 : at + 5]
        or not any(syntax.words[at] in verbs for verbs in load_verbs()[:2])
    ):
        return None
    is_noun = syntax.tags[at] in ("NN", "NNP", "JJ") and syntax.tags[at + 1] in ("NN", "NNS", "JJ", "NNP")
    if not is_noun or any(tag in ("VBZ", "VBD", "VBP", "MD") for tag in syntax.tags):
        return None
    if not syntax.doc[at].text.istitle() or syntax.doc[at + 1].text.istitle() or syntax.words[-1] not in (".", ";"):
        return None
    return Advice("imperative", "should", at, at, at, at, "base")


def find_fragment(syntax: Syntax) -> Advice | None:
    """Return the advice of "Efforts to VERB ...", "(Secondly,) to VERB ..." and "VERB-ing ..." without a main verb."""
    at = skip_opening(syntax, 0, len(syntax))
    if at >= len(syntax) or syntax.words[at] in load_cues("idle_participles"):
        return None
    if (
        is_gerund(syntax, at)
        and syntax.words[0] != "("
        and not any(tag in ("VBZ", "VBD", "VBP", "MD") for tag in syntax.tags)
    ):
        return Advice("infinitive", "should", at, at, at, at, "gerund")
    is_effort = syntax.words[at] == "efforts" and syntax.words[at + 1 : at + 2] == ["to"]
    if not is_effort and syntax.words[at] != "to":
        return None
    verb = skip_adverbs(syntax, at + (2 if is_effort else 1))
    if not is_base_verb(syntax, verb):
        return None
    subjects = [
        i for i in range(verb, len(syntax)) if syntax.deps[i] in SUBJECTS and syntax.deps[syntax.heads[i]] == "ROOT"
    ]
    finite = FINITE_TAGS | {"VBP"} if is_effort else FINITE_TAGS
    roots = [i for i in range(verb + 1, len(syntax)) if syntax.deps[i] == "ROOT" and syntax.tags[i] in finite]
    if roots or (subjects and not is_effort):
        return None
    return Advice("infinitive", "should", at, at, verb, verb, "base")
