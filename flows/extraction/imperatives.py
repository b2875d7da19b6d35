"""Advice that has no cue word: imperatives, items of a list that a sentence led in, and fragments of advice."""

from dataclasses import dataclass
from functools import cache

from flows.extraction.actors import is_agent, trim_actor
from flows.extraction.advice import Advice, load_words
from flows.extraction.lexicon import load_lexicon
from flows.extraction.modality import is_conditional, subject_head
from flows.extraction.reading import SUBJECTS, Reading, find_subject, is_base_verb, is_gerund, skip_adverbs

OPENING_MARKS = frozenset({",", "-", "–", "•", "*", ")", "(", ".", "“", '"', ":", "]", "["})
OPTIONAL_MODALS = frozenset({"can", "could"})
FINITE_TAGS = frozenset({"VBZ", "VBD", "MD"})
# imperatives that address the reader of the text
PHATIC_VERBS = frozenset(
    {
        "thank",
        "see",
        "note",
        "refer",
        "have",
        "do",
        "let",
        "suppose",
        "please",
        "imagine",
        "recall",
        "welcome",
        "look",
        "read",
        "click",
        "contact",
    }
)


@dataclass(frozen=True, slots=True)
class Lead:
    """What a list item takes over from the sentence or heading that led the list in.

    ``actor`` is the actor's characters in the text of the leading passage and ``actor_text`` what stands there.
    """

    strength: str
    actor_text: str | None
    clausal: bool = False  # the lead-in ends in "that", so items are clauses


@cache
def load_openers() -> list[tuple[str, ...]]:
    """Return the openers of several words, longest first."""
    return sorted((tuple(opener.split()) for opener in load_lexicon("advice")["openers"]), key=len, reverse=True)


def skip_opening(reading: Reading, at: int, end: int) -> int:
    """Return the first token behind enumerators, connectives, adverbs and marks."""
    moved = True
    while moved and at < end:
        moved = False
        opener = next((words for words in load_openers() if reading.matches(at, words)), None)
        if opener is not None:
            at, moved = at + len(opener), True
        elif (
            reading.words[at] == "the"
            and reading.words[at + 1 : at + 2]
            and reading.words[at + 1] in load_words("enumerators")
            and at + 1 < end
        ):
            skipped = skip_ordinal_subject(reading, at + 1)
            at, moved = (skipped, True) if skipped > at else (at, False)
        elif (
            reading.words[at] in load_words("enumerators")
            or reading.words[at] in OPENING_MARKS
            or is_marker(reading, at)
        ):
            at, moved = at + 1, True
        elif not is_base_verb(reading, at):
            skipped = skip_adverbs(reading, at)
            at, moved = skipped, skipped > at
    return min(at, end)


def is_marker(reading: Reading, at: int) -> bool:
    """Say whether a token enumerates: a number, a letter or a Roman numeral before a bracket or point."""
    word = reading.words[at]
    if word.replace(".", "").isdigit():
        return at == 0 or reading.words[at - 1] in ("(", "[")
    closes = reading.words[at + 1 : at + 2] in ([")"], ["."], ["]"])
    return (closes and len(word) <= 4 and all(letter in "ivxlcdm" for letter in word)) or (closes and len(word) == 1)


def skip_ordinal_subject(reading: Reading, at: int) -> int:
    """Return the token behind "third is to" if it stands at ``at``, else -1."""
    if reading.words[at + 1 : at + 3] == ["is", "to"]:
        return at + 3
    return -1


def find_imperative(reading: Reading, start: int, end: int) -> Advice | None:
    """Return the advice of an imperative that a stretch begins with."""
    at = skip_opening(reading, start, end)
    if at >= end:
        return None
    words = reading.words
    if words[at] == "let" and words[at + 1 : at + 2] in (["us"], ["'s"], ["’s"]):
        verb = skip_adverbs(reading, at + 2)
        return (
            Advice("imperative", "should", at, at, verb, verb, "base", (at + 1, at + 2))
            if is_base_verb(reading, verb)
            else None
        )
    if words[at] == "do" and words[at + 1 : at + 2] in (["not"], ["n't"], ["n’t"]):
        verb = skip_adverbs(reading, at + 2)
        return Advice("imperative", "should", at, at, at, verb, "base") if is_base_verb(reading, verb) else None
    if (
        not is_base_verb(reading, at)
        or words[at] in PHATIC_VERBS
        or (words[at] == "further" and reading.tags[at + 1 : at + 2] != ["DT"])
    ):
        return None
    if has_subject(reading, at) or has_finite_verb(reading, at, end):
        return None
    return Advice("imperative", "should", at, at, at, at, "base")


def has_subject(reading: Reading, verb: int) -> bool:
    """Say whether the parse gives a verb a subject before it."""
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in reading.doc[verb].lefts)


def has_finite_verb(reading: Reading, verb: int, end: int) -> bool:
    """Say whether a finite verb heads the stretch, with the supposed imperative as its subject or part of it."""
    root = next((i for i in range(verb, end) if reading.deps[i] == "ROOT"), None)
    if root is None or root == verb:
        return False
    if reading.tags[root] in ("VBZ", "VBD") or any(
        c.tag_ in ("MD", "VBZ", "VBD", "VBP") for c in reading.doc[root].lefts
    ):
        subject = find_subject(reading, root)
        return subject is not None and subject[0] <= verb < subject[1]
    return False


def find_fragment(reading: Reading) -> Advice | None:
    """Return the advice of "Efforts to VERB ...", "(Secondly,) to VERB ..." and "VERB-ing ..." without a main verb."""
    at = skip_opening(reading, 0, len(reading))
    if at >= len(reading):
        return None
    if (
        is_gerund(reading, at)
        and reading.words[0] != "("
        and not any(tag in ("VBZ", "VBD", "VBP", "MD") for tag in reading.tags)
    ):
        return Advice("infinitive", "should", at, at, at, at, "gerund")
    is_effort = reading.words[at] == "efforts" and reading.words[at + 1 : at + 2] == ["to"]
    if not is_effort and reading.words[at] != "to":
        return None
    verb = skip_adverbs(reading, at + (2 if is_effort else 1))
    if not is_base_verb(reading, verb):
        return None
    subjects = [
        i for i in range(verb, len(reading)) if reading.deps[i] in SUBJECTS and reading.deps[reading.heads[i]] == "ROOT"
    ]
    roots = [i for i in range(len(reading)) if reading.deps[i] == "ROOT" and reading.tags[i] in FINITE_TAGS]
    if roots or (subjects and not is_effort):
        return None
    return Advice("infinitive", "should", at, at, verb, verb, "base")


def find_item(reading: Reading, lead: Lead) -> Advice | None:
    """Return the advice of a list item under an advising lead-in: base verb, infinitive, gerund or a clause."""
    at = skip_opening(reading, 0, len(reading))
    if at >= len(reading):
        return None
    if reading.words[at] == "to" and is_base_verb(reading, skip_adverbs(reading, at + 1)):
        at = skip_adverbs(reading, at + 1)
    if lead.clausal:
        return Advice(
            "item",
            lead.strength,
            at,
            at,
            at,
            next((i for i in range(at, len(reading)) if reading.deps[i] == "ROOT"), at),
            "clause",
        )
    if is_base_verb(reading, at) and not has_subject(reading, at):
        return Advice("item", lead.strength, at, at, at, at, "base")
    if is_gerund(reading, at) or (reading.words[at].endswith("ing") and reading.words[at + 1 : at + 2] == ["and"]):
        if has_finite_verb(reading, at, len(reading)):
            return None
        return Advice("item", lead.strength, at, at, at, at, "gerund")
    return find_addressed_item(reading, lead, at)


def find_addressed_item(reading: Reading, lead: Lead, at: int) -> Advice | None:
    """Return the advice of an item "X to VERB" ("Member States to report yearly")."""
    to = next(
        (
            i
            for i in range(at + 1, min(len(reading), at + 25))
            if reading.words[i] == "to" and is_base_verb(reading, skip_adverbs(reading, i + 1))
        ),
        None,
    )
    if to is None or any(reading.tags[i] in ("VBZ", "VBD", "MD", "VBP") for i in range(at, to)):
        return None
    verb = skip_adverbs(reading, to + 1)
    head = to - 1
    while head > at and not reading.tags[head].startswith("NN"):
        head -= 1
    actor = trim_actor(reading, (at, to))
    if not is_agent(reading, head) and not any(is_agent(reading, i) for i in range(*actor)):
        return None
    return Advice("item", lead.strength, at, at, verb, verb, "base", actor)


def find_option(reading: Reading) -> Advice | None:
    """Return the advice of "X can VERB" where the text is already advising; the caller judges that."""
    for at in range(len(reading)):
        if reading.words[at] not in OPTIONAL_MODALS or reading.tags[at] != "MD":
            continue
        verb = skip_adverbs(reading, at + 1)
        if "not" in reading.words[at + 1 : verb] or not is_main_verb(reading, reading.heads[at]):
            continue
        subject = find_subject(reading, reading.heads[at])
        if (
            subject is None
            or subject[0] >= at
            or verb >= len(reading)
            or is_conditional(reading, at, reading.heads[at])
        ):
            return None
        head = subject_head(reading, subject)
        if (
            reading.words[verb] == "be"
            and reading.deps[head] == "nsubjpass"
            and reading.words[subject[0]] in ("this", "it", "that")
        ):
            through = next(
                (i for i in range(verb, min(len(reading), verb + 6)) if reading.words[i] in ("through", "by")), None
            )
            return (
                Advice("option", "could", at, subject[0], through + 1, through + 1, "noun")
                if through and through + 1 < len(reading)
                else None
            )
        if (
            not is_agent(reading, head)
            or not is_base_verb(reading, verb)
            or reading.words[0] in ("by", "through", "with", "if", "when")
        ):
            return None
        if reading.words[verb] in ("try", "consider", "choose") and reading.words[verb + 1 : verb + 2] == ["to"]:
            verb = skip_adverbs(reading, verb + 2)
        return Advice("option", "could", at, subject[0], verb, verb, "base", trim_actor(reading, subject))
    return None


def is_main_verb(reading: Reading, verb: int) -> bool:
    """Say whether a verb heads the sentence or is coordinated with the one that does."""
    for _ in range(8):
        if reading.deps[verb] == "ROOT":
            return True
        if reading.deps[verb] not in ("conj", "parataxis"):
            return False
        verb = reading.heads[verb]
    return False
