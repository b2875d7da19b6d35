"""Coordination: which verb behind a comma or "and" opens the next advised action.

The parser loses its way in sentences that coordinate many actions, so its arcs are weighed together with the form
of the verbs, the separator before them, and what stands between.
"""

from dataclasses import dataclass

from flows.extraction.grammar import (
    ADVERB_TAGS,
    NOMINAL_TAGS,
    Syntax,
    is_base_verb,
    is_gerund,
    is_listed_verb,
    skip_adverbs,
)
from flows.extraction.recommendations.advice import Advice
from flows.extraction.recommendations.goals import load_cues

SEPARATORS = frozenset({",", "and", "or", "&"})
JOINTS = frozenset({"and", "or", "but", "also", "then", "not", "only", "while", "both", ","})
INFINITIVE_FORMS = frozenset(
    {"need", "have", "ought", "necessity", "appeal", "performative", "measure", "infinitive", "requires", "item"}
)
RELATIVES = frozenset({"that", "which", "who"})


LONGEST_CONDITION = 10  # tokens of a condition in commas
LONGEST_SUBJECT = 12  # tokens from a conjunct's subject to its participle


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading of an action has come: its verb, and whether a purpose of it ("to VERB") has begun."""

    verb: int
    in_purpose: bool


def find_conjunct(syntax: Syntax, advice: Advice, progress: Progress, at: int, limit: int) -> int | None:
    """Return the verb that opens the next coordinated action if a separator stands at a token."""
    verb, in_purpose = progress.verb, progress.in_purpose
    if syntax.words[at] not in SEPARATORS or advice.mood == "noun":
        return None
    means = find_means(syntax, at, limit)
    if means is not None:
        return means
    following, comma = at + 1, syntax.words[at] == ","
    while following < limit and syntax.words[following] in JOINTS:
        comma = comma or syntax.words[following] == ","
        following += 1
    behind_adverbs = skip_adverbs(syntax, following)
    has_adverb, following = behind_adverbs > following, behind_adverbs
    following = skip_condition(syntax, following, limit)
    if following < limit and syntax.words[following] == "to":
        alone = following == at + 1 and comma and not goes_on(syntax, following + 1, limit)
        return find_infinitive_conjunct(syntax, advice, following, limit, alone or (in_purpose and not comma))
    if advice.mood == "clause" and verb == advice.verb and following < limit:
        bare = find_bare_passive(syntax, verb, following, limit)
        if bare is not None:
            return bare
    if following >= limit or not has_object_between(syntax, verb, at):
        return None
    if advice.mood == "clause" and verb == advice.verb:
        return following if continues_clause(syntax, verb, following) else None
    if advice.mood == "gerund":
        is_next = is_gerund(syntax, following) and (comma or is_free_gerund(syntax, following))
        blocked = syntax.words[following] in load_cues("idle_participles") or (in_purpose and not comma)
        return following if is_next and not blocked else None
    if is_base_verb(syntax, following) and agrees_with_actions(syntax, verb, following, comma, in_purpose):
        return following
    gerund = verb if is_gerund(syntax, verb) else find_gerund(syntax, advice, verb)
    if gerund is not None and is_gerund(syntax, following) and joins_gerund(syntax, gerund, following):
        return following
    if comma and is_listed_verb(syntax, following, has_adverb):
        return following
    return following if comma and is_advised_participle(syntax, verb, following) else None


def find_infinitive_conjunct(syntax: Syntax, advice: Advice, to: int, limit: int, blocked: bool) -> int | None:
    """Return the verb of a coordinated "to VERB" where the advice takes infinitives ("needs to A, to B")."""
    if blocked or advice.mood != "base" or advice.form not in INFINITIVE_FORMS:
        return None
    if (
        syntax.words[to - 1] == ","
        and syntax.words[to + 1 : to + 2] == ["be"]
        and syntax.tags[to + 2 : to + 3] == ["VBN"]
    ):
        return None  # a meeting, to be held in May
    verb = skip_adverbs(syntax, to + 1)
    return verb if verb < limit and is_base_verb(syntax, verb) else None


def goes_on(syntax: Syntax, at: int, limit: int) -> bool:
    """Say whether a later "and to VERB" shows that ", to VERB" is one of a list rather than a purpose."""
    return any(syntax.words[i : i + 2] in (["and", "to"], ["or", "to"]) for i in range(at, limit))


def find_means(syntax: Syntax, at: int, limit: int) -> int | None:
    """Return the verb of the first of the means that ", including by VERB-ing" names as actions of their own."""
    if syntax.words[at] != "," or syntax.words[at + 1 : at + 3] not in (["including", "by"], ["including", "through"]):
        return None
    verb = skip_adverbs(syntax, at + 3)
    return verb if verb < limit and is_gerund(syntax, verb) else None


def skip_condition(syntax: Syntax, at: int, limit: int) -> int:
    """Return the token behind a short condition in commas (", if need be, withdraw")."""
    if at >= limit or syntax.words[at] not in ("if", "where", "when"):
        return at
    comma = next((i for i in range(at + 1, min(limit, at + LONGEST_CONDITION)) if syntax.words[i] == ","), None)
    return at if comma is None else skip_adverbs(syntax, comma + 1)


def continues_clause(syntax: Syntax, main: int, verb: int) -> bool:
    """Say whether a verb is coordinated with a passive behind the same modal ("must be held, run well and last")."""
    top = verb
    while syntax.deps[top] == "conj" and main <= syntax.heads[top] < top:
        top = syntax.heads[top]
        if syntax.tags[top] in ("VBP", "VBZ"):
            return False
    return top == main and syntax.tags[verb] == "VB"


def find_bare_passive(syntax: Syntax, main: int, start: int, limit: int) -> int | None:
    """Return the participle of a passive that leaves its auxiliary out ("X should be cut, and Y raised")."""
    if syntax.tags[main] not in ("VBN", "VBD") or "be" not in syntax.words[max(0, main - 3) : main]:
        return None
    for at in range(start + 1, min(limit, start + LONGEST_SUBJECT)):
        if syntax.tags[at] not in ("VBN", "VBD") or syntax.heads[at] != main or syntax.deps[at] != "conj":
            continue
        lefts = list(syntax.doc[at].lefts)
        has_object = any(child.dep_ in ("dobj", "ccomp", "attr") for child in syntax.doc[at].rights)
        subject = next((child for child in lefts if child.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is None or has_object or any(child.dep_ in ("aux", "auxpass") for child in lefts):
            return None
        return at if subject.left_edge.i == start else None
    return None


def has_object_between(syntax: Syntax, verb: int, at: int) -> bool:
    """Say whether the action before a separator is complete, unlike in "draw on and study N" or "that can make, use N"."""
    if syntax.words[at] != "," and syntax.tags[at - 1] in ("IN", "TO", "RP"):
        return False
    if syntax.tags[at - 1] == "VB" and at - 1 > verb:
        return False
    return any(syntax.tags[i] in NOMINAL_TAGS or syntax.tags[i] in ADVERB_TAGS for i in range(verb + 1, at))


def find_gerund(syntax: Syntax, advice: Advice, verb: int) -> int | None:
    """Return the gerund that a verb of trying takes ("consider closing N"), None where the advice denies it."""
    gerund = skip_adverbs(syntax, verb + 1)
    if syntax.lemmas[verb] not in load_cues("gerund_verbs") or advice.start < advice.verb or gerund >= len(syntax):
        return None
    return gerund if is_gerund(syntax, gerund) else None


def joins_gerund(syntax: Syntax, verb: int, following: int) -> bool:
    """Say whether a verb in -ing is coordinated with another, also where the parse takes it for an adjective."""
    if syntax.heads[following] == verb and syntax.deps[following] == "conj":
        return True
    noun = syntax.heads[following]
    return (
        syntax.deps[following] == "amod"
        and noun == following + 1
        and syntax.deps[noun] == "conj"
        and syntax.deps[syntax.heads[noun]] == "dobj"
        and syntax.heads[syntax.heads[noun]] == verb
        and syntax.words[following] not in load_cues("describing_participles")
    )


def is_free_gerund(syntax: Syntax, verb: int) -> bool:
    """Say whether a word in -ing opens a conjunct rather than modifying the noun behind it."""
    return syntax.words[verb] not in load_cues("idle_participles") and syntax.deps[verb] not in ("amod", "compound")


def is_advised_participle(syntax: Syntax, main: int, verb: int) -> bool:
    """Say whether a participle behind a comma adds an action (", avoiding N"), not a result, a means or a detail."""
    word = syntax.words[verb]
    if syntax.tags[verb] != "VBG" or word in load_cues("idle_participles") or word in load_cues("result_participles"):
        return False
    if word in ("building", "drawing") and syntax.words[verb + 1 : verb + 2] in (["on"], ["upon"]):
        return False
    means = (i for i in range(main + 1, verb - 1) if syntax.words[i] in ("by", "through", "via", "including", "as"))
    if any(syntax.tags[skip_adverbs(syntax, i + 1)] == "VBG" for i in means):
        return False
    is_adjunct = syntax.deps[verb] in ("advcl", "conj", "xcomp", "dep", "acl", "pcomp")
    return is_adjunct and syntax.words[verb - 1] not in ("by", "of", "for", "in", "from")


def agrees_with_actions(syntax: Syntax, main: int, verb: int, comma: bool, in_purpose: bool) -> bool:
    """Say whether a base verb is coordinated with the advised ones, not with a verb inside the last action."""
    top = climb_conjuncts(syntax, verb, main)
    relative = any(syntax.tags[i] in ("WDT", "WP") for i in range(main + 1, verb))
    if top <= main and not (relative and syntax.tags[verb] == "VBP"):
        return True
    if relative and (syntax.tags[verb] == "VBP" or not comma or opens_relative(syntax, main, top)):
        return False
    if has_own_subject(syntax, main, verb):
        return False
    if comma:
        return True
    is_inner = top != verb and syntax.words[top - 1] == "to"
    return not in_purpose and not is_inner and syntax.tags[verb] in ("VB", "VBP")


def climb_conjuncts(syntax: Syntax, verb: int, main: int) -> int:
    """Return the first of the verbs that the parse coordinates a verb with; stops at ``main`` or before it."""
    top = verb
    while syntax.deps[top] == "conj" and syntax.heads[top] < top and top > main:
        top = syntax.heads[top]
    return top


def opens_relative(syntax: Syntax, main: int, verb: int) -> bool:
    """Say whether a verb is that of a relative clause ("policies that raise N")."""
    before = verb - 1
    while before > main and (syntax.tags[before] in ADVERB_TAGS or syntax.tags[before] == "MD"):
        before -= 1
    if before > main and syntax.words[before] in RELATIVES:
        return True
    left = max(main, syntax.doc[verb].left_edge.i)
    return any(syntax.tags[i] in ("WDT", "WP") for i in range(left, verb))


def has_own_subject(syntax: Syntax, main: int, verb: int) -> bool:
    """Say whether a verb has a subject of its own right before it."""
    subjects = (child for child in syntax.doc[verb].lefts if child.dep_ in ("nsubj", "nsubjpass"))
    return any(main < child.i and child.right_edge.i >= verb - 1 for child in subjects)
