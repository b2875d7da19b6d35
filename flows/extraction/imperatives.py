"""Advice that has no cue word: imperatives, items of a list that a sentence led in, and fragments of advice."""

from dataclasses import dataclass
from functools import cache

from flows.extraction.actors import is_agent, trim_actor
from flows.extraction.advice import Advice, load_strengths, load_words
from flows.extraction.grammar import (
    SUBJECTS,
    Syntax,
    find_noun_phrase_before,
    find_subject,
    is_base_verb,
    is_gerund,
    load_verbs,
    skip_adverbs,
)
from flows.extraction.lexicon import load_lexicon
from flows.extraction.reservations import is_conditional
from flows.extraction.subjects import FIRST_PERSONS, subject_head

OPENING_MARKS = frozenset({",", "-", "–", "•", "*", ")", "(", ".", "“", '"', ":", "]", "["})
OPTIONAL_MODALS = frozenset({"can", "could"})
FINITE_TAGS = frozenset({"VBZ", "VBD", "MD"})
# verbs of state and attitude: a list of them describes somebody and orders nothing
STATIVE_VERBS = frozenset(
    {
        "understand",
        "prefer",
        "dislike",
        "tend",
        "struggle",
        "want",
        "know",
        "feel",
        "think",
        "believe",
        "like",
        "hate",
        "need",
        "own",
        "live",
        "seem",
        "appear",
        "contain",
        "recognise",
        "recognize",
        "love",
        "lack",
        "deserve",
        "belong",
        "depend",
        "exist",
        "consist",
        "mean",
        "become",
        "remain",
        "enjoy",
        "hope",
        "suffer",
        "wish",
        "possess",
    }
)
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

    strength: str | None  # None: the lead-in advises nothing, so that its items do not either
    actor_text: str | None
    clausal: bool = False  # the lead-in ends in "that", so items are clauses


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
    if words[at] in ("to", "in"):
        at = skip_purpose(syntax, at, end)
    if (
        not is_base_verb(syntax, at)
        or not is_known_verb(syntax, at)
        or words[at] in PHATIC_VERBS
        or words[at] in STATIVE_VERBS
        or words[end - 3 : end - 1] in (["for", "example"], ["for", "instance"])
        or (words[at] == "further" and syntax.tags[at + 1 : at + 2] != ["DT"])
    ):
        return None
    if has_subject(syntax, at) or (opening == at and has_finite_verb(syntax, at, end)):
        return None
    return Advice("imperative", "should", at, at, at, at, "base")


def skip_purpose(syntax: Syntax, at: int, end: int) -> int:
    """Return the verb behind an opening purpose ("To cut costs, merge ..."), else the token itself."""
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
    lefts = list(syntax.doc[root].lefts)
    is_finite = syntax.tags[root] in ("VBZ", "VBD") or any(c.tag_ in ("MD", "VBZ", "VBD", "VBP") for c in lefts)
    return is_finite and any(c.dep_ in SUBJECTS for c in lefts)


def find_fragment(syntax: Syntax) -> Advice | None:
    """Return the advice of "Efforts to VERB ...", "(Secondly,) to VERB ..." and "VERB-ing ..." without a main verb."""
    at = skip_opening(syntax, 0, len(syntax))
    if at >= len(syntax):
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


def find_item(syntax: Syntax, lead: Lead) -> Advice | None:
    """Return the advice of a list item under an advising lead-in: base verb, infinitive, gerund or a clause."""
    at = skip_opening(syntax, 0, len(syntax))
    if at >= len(syntax) or lead.strength is None:
        return None
    if syntax.words[at] == "to" and is_base_verb(syntax, skip_adverbs(syntax, at + 1)):
        at = skip_adverbs(syntax, at + 1)
    strength = lead.strength
    if lead.clausal:
        return Advice(
            "item",
            lead.strength,
            at,
            at,
            at,
            next((i for i in range(at, len(syntax)) if syntax.deps[i] == "ROOT"), at),
            "clause",
        )
    if is_base_verb(syntax, at) and not has_subject(syntax, at):
        return Advice("item", strength, at, at, at, at, "base")
    if is_gerund(syntax, at) or (syntax.words[at].endswith("ing") and syntax.words[at + 1 : at + 2] == ["and"]):
        if has_finite_verb(syntax, at, len(syntax)):
            return None
        return Advice("item", strength, at, at, at, at, "gerund")
    return find_addressed_item(syntax, lead, at)


def find_addressed_item(syntax: Syntax, lead: Lead, at: int) -> Advice | None:
    """Return the advice of an item "X to VERB" ("Member States to report yearly")."""
    to = next(
        (
            i
            for i in range(at + 1, min(len(syntax), at + 25))
            if syntax.words[i] == "to" and is_base_verb(syntax, skip_adverbs(syntax, i + 1))
        ),
        None,
    )
    if to is None or any(syntax.tags[i] in ("VBZ", "VBD", "MD", "VBP") for i in range(at, to)):
        return None
    strength = lead.strength or "should"
    verb = skip_adverbs(syntax, to + 1)
    head = to - 1
    while head > at and not syntax.tags[head].startswith("NN"):
        head -= 1
    actor = trim_actor(syntax, (at, to))
    if not is_agent(syntax, head) and not any(is_agent(syntax, i) for i in range(*actor)):
        return None
    return Advice("item", strength, at, at, verb, verb, "base", actor)


def find_option(syntax: Syntax) -> Advice | None:
    """Return the advice of "X can VERB" where the text is already advising; the caller judges that."""
    for at in range(len(syntax)):
        if syntax.words[at] not in OPTIONAL_MODALS or syntax.tags[at] != "MD":
            continue
        verb = skip_adverbs(syntax, at + 1)
        if (
            "not" in syntax.words[at + 1 : verb]
            or not is_main_verb(syntax, syntax.heads[at])
            or "only" in syntax.words[:at]
        ):
            continue
        subject = find_subject(syntax, syntax.heads[at])
        if subject is None or subject[0] >= at or verb >= len(syntax) or is_conditional(syntax, at, syntax.heads[at]):
            return None
        head = subject_head(syntax, subject)
        if syntax.words[head] in FIRST_PERSONS:
            return None
        if (
            syntax.words[verb] == "be"
            and syntax.deps[head] == "nsubjpass"
            and syntax.words[subject[0]] in ("this", "it", "that")
        ):
            through = next(
                (i for i in range(verb, min(len(syntax), verb + 6)) if syntax.words[i] in ("through", "by")), None
            )
            return (
                Advice("option", "could", at, subject[0], through + 1, through + 1, "noun")
                if through and through + 1 < len(syntax)
                else None
            )
        if (
            not is_agent(syntax, head)
            or not is_base_verb(syntax, verb)
            or syntax.words[0] in ("by", "through", "with", "if", "when")
        ):
            return None
        if syntax.words[verb] in ("try", "consider", "choose") and syntax.words[verb + 1 : verb + 2] == ["to"]:
            verb = skip_adverbs(syntax, verb + 2)
        return Advice("option", "could", at, subject[0], verb, verb, "base", trim_actor(syntax, subject))
    return None


def is_main_verb(syntax: Syntax, verb: int) -> bool:
    """Say whether a verb heads the sentence or is coordinated with the one that does."""
    for _ in range(8):
        if syntax.deps[verb] == "ROOT":
            return True
        if syntax.deps[verb] not in ("conj", "parataxis"):
            return False
        verb = syntax.heads[verb]
    return False


def read_lead(syntax: Syntax, advices: list[Advice]) -> Lead | None:
    """Return what a sentence that ends in a colon leads in; None where it leads in nothing.

    "Parties shall:" and "the plan should ensure that:" lend their strength and subject to the items.
    """
    words = syntax.words
    end = len(syntax) - 1
    while end > 0 and words[end] in (":", "-", "—"):
        end -= 1
    if end == len(syntax) - 1:
        return None
    if words[end] in ("who", "which", "whose", "whom"):
        return Lead(None, None)
    modal = next((at for at in range(end, max(-1, end - 4), -1) if words[at] in load_strengths("modals")), None)
    if modal is not None:
        subject = find_subject(syntax, modal) or find_noun_phrase_before(syntax, modal)
        actor = trim_actor(syntax, subject) if subject is not None and subject[1] <= modal else None
        return Lead(
            load_strengths("modals")[words[modal]], syntax.text(*actor) if actor else None, words[end] == "that"
        )
    if advices:
        first = advices[0]
        return Lead(first.strength, syntax.text(*first.actor) if first.actor else None, words[end] == "that")
    if any(word in load_words("lead_nouns") for word in words):
        return Lead("should", None)
    return Lead(None, None)


def opens_with_state(syntax: Syntax) -> bool:
    """Say whether a sentence without a subject begins with a verb of state ("Prefer to pay in cash")."""
    at = skip_opening(syntax, 0, len(syntax))
    return at < len(syntax) and syntax.words[at] in STATIVE_VERBS and syntax.tags[at] in ("VB", "VBP")
