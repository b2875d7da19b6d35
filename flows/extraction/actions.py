"""An advising clause split into its actions, each with its purpose."""

from dataclasses import dataclass

from flows.extraction.advice import Advice
from flows.extraction.goals import (
    find_opening_goal,
    goal_offset,
    load_cues,
    match_purpose,
    opens_weak_purpose,
)
from flows.extraction.reading import (
    ADVERB_TAGS,
    NOMINAL_TAGS,
    Reading,
    is_base_verb,
    is_gerund,
    is_listed_verb,
    skip_adverbs,
)

SEPARATORS = frozenset({",", "and", "or", "&"})
LEAD_WORDS = frozenset({"following", "below", "aspects", "points"})
TRAILERS = frozenset({",", ".", ";", ":", "and", "or", "but", "!", "—", "–", "-", '"', "”", "''", "at"})


@dataclass(frozen=True, slots=True)
class Action:
    """One advised action by its tokens, with the advice that it belongs to and its goal's tokens."""

    advice: Advice
    start: int
    end: int
    verb: int
    goal: tuple[int, int] | None


@dataclass(slots=True)
class Draft:
    """An action while its end is looked for."""

    start: int
    verb: int
    end: int
    goal: tuple[int, int] | None = None
    weak: int | None = None


def split_actions(reading: Reading, advice: Advice, start: int, limit: int) -> list[Action]:
    """Split one advising clause into actions: those between ``advice.start`` and ``limit``.

    ``start`` is where the clause may begin with a purpose of its own.
    """
    opening = find_opening_goal(reading, start, advice.opening) if advice.opening > start else None
    limit = min(limit, advice.end or limit)
    drafts, shared = scan_clause(reading, advice, limit)
    actions = []
    for draft in drafts:
        end = trim_end(reading, draft.start, draft.end)
        if end <= draft.start:
            continue
        goal = opening or draft.goal or shared or advice.goal
        actions.append(Action(advice, draft.start, end, draft.verb, trim_goal(reading, goal)))
    return actions


def scan_clause(reading: Reading, advice: Advice, limit: int) -> tuple[list[Draft], tuple[int, int] | None]:
    """Walk over a clause and return its actions and the purpose that they share."""
    drafts = [Draft(advice.start, advice.verb, limit)]
    shared = None
    at = advice.verb + 1
    while at < limit:
        if reading.enclosed[at]:
            at += 1
            continue
        current = drafts[-1]
        length = match_purpose(reading, at)
        if not length and reading.words[at] == "," and at + 1 < limit:
            at += 1 if match_purpose(reading, at + 1) else 0
            length = match_purpose(reading, at)
        if length and at > current.verb:
            close_draft(current, at)
            shared = (goal_offset(reading, at, length), limit)
            return drafts, shared if shared[0] < limit else None
        following = find_conjunct(reading, advice, current, at, limit)
        if following is not None:
            close_draft(current, at)
            drafts.append(Draft(following, following, limit))
            at = following + 1
            continue
        if ends_action(reading, current, at, limit):
            close_draft(current, at)
            break
        if current.weak is None and reading.words[at] == "to" and opens_weak_purpose(reading, at, current.verb):
            current.weak = at
        at += 1
    last = drafts[-1]
    if last.weak is not None and last.goal is None:
        close_draft(last, last.end)
        if last.goal is not None and len(drafts) > 1 and not any(draft.goal for draft in drafts[:-1]):
            shared = last.goal
    return drafts, shared


def close_draft(draft: Draft, at: int) -> None:
    """End an action before a token; what stands behind its purpose marker is its goal."""
    if draft.weak is not None:
        draft.goal = (draft.weak + 1, at)
        draft.end = draft.weak
    else:
        draft.end = min(draft.end, at)


def find_conjunct(reading: Reading, advice: Advice, current: Draft, at: int, limit: int) -> int | None:
    """Return the verb that opens the next coordinated action if a separator stands at a token."""
    if reading.words[at] not in SEPARATORS or advice.mood in ("noun",):
        return None
    comma = reading.words[at] == ","
    verb = at + 1
    while verb < limit and (
        reading.words[verb] in ("and", "or", "but", "also", "then", "not", "only", "while", "both", ",")
    ):
        comma = comma or reading.words[verb] == ","
        verb += 1
    behind_adverbs = skip_adverbs(reading, verb)
    has_adverb, verb = behind_adverbs > verb, behind_adverbs
    if verb < limit and reading.words[verb] == "to":
        if advice.mood != "base" or advice.form not in (
            "need",
            "have",
            "ought",
            "necessity",
            "appeal",
            "performative",
            "measure",
            "infinitive",
            "requires",
        ):
            return None
        if current.weak is not None and not comma:
            return None
        verb = skip_adverbs(reading, verb + 1)
        return verb if verb < limit and is_base_verb(reading, verb) else None
    verb = skip_condition(reading, verb, limit)
    if verb >= limit or not has_object_between(reading, current, at):
        return None
    if advice.mood == "clause" and current.verb == advice.verb:
        return find_clause_conjunct(reading, current, verb, comma)
    if advice.mood == "gerund":
        return (
            verb
            if is_gerund(reading, verb)
            and is_free_gerund(reading, verb)
            and not (current.weak is not None and not comma)
            else None
        )
    if is_base_verb(reading, verb) and agrees_with_actions(reading, current, verb, comma):
        return verb
    if reading.deps[verb] == "conj" and reading.heads[verb] == current.verb and is_gerund(reading, current.verb) and is_gerund(reading, verb):
        return verb
    if comma and is_listed_verb(reading, verb, has_adverb):
        return verb
    if comma and is_gerund(reading, verb) and is_advised_participle(reading, current, verb):
        return verb
    return None


def skip_condition(reading: Reading, at: int, limit: int) -> int:
    """Return the token behind a short condition in commas (", if need be, withdraw")."""
    if at >= limit or reading.words[at] not in ("if", "where", "when"):
        return at
    comma = next((i for i in range(at + 1, min(limit, at + 6)) if reading.words[i] == ","), None)
    return at if comma is None else skip_adverbs(reading, comma + 1)


def find_clause_conjunct(reading: Reading, current: Draft, verb: int, comma: bool) -> int | None:
    """Return the verb that is coordinated with a passive behind the same modal ("must be held, run well and last")."""
    if (
        reading.tags[verb] == "VB"
        and reading.deps[verb] == "conj"
        and agrees_with_actions(reading, current, verb, comma)
    ):
        return verb
    return None


def has_object_between(reading: Reading, current: Draft, at: int) -> bool:
    """Say whether the action has anything but verb and particle before a separator ("draw on and study N")."""
    if reading.words[at] != "," and reading.tags[at - 1] in ("IN", "TO", "RP"):
        return False  # learn from and build on N
    return any(reading.tags[i] in NOMINAL_TAGS or reading.tags[i] in ADVERB_TAGS for i in range(current.verb + 1, at))


def is_free_gerund(reading: Reading, verb: int) -> bool:
    """Say whether a word in -ing opens a conjunct rather than modifying the noun behind it."""
    return reading.words[verb] not in load_cues("idle_participles") and reading.deps[verb] not in ("amod", "compound")


def is_advised_participle(reading: Reading, current: Draft, verb: int) -> bool:
    """Say whether a participle behind a comma adds an action (", avoiding N") rather than a result, a means or a detail."""
    word = reading.words[verb]
    means = (
        i for i in range(current.verb + 1, verb - 1) if reading.words[i] in ("by", "through", "via", "including", "as")
    )
    if any(reading.tags[skip_adverbs(reading, i + 1)] == "VBG" for i in means):
        return False
    if word in load_cues("idle_participles") or word in load_cues("result_participles"):
        return False
    return (
        reading.tags[verb] == "VBG"
        and reading.deps[verb] in ("advcl", "conj", "xcomp", "dep", "acl", "pcomp")
        and reading.words[verb - 1] not in ("by", "of", "for", "in", "from")
    )


def agrees_with_actions(reading: Reading, current: Draft, verb: int, comma: bool) -> bool:
    """Say whether a base verb is coordinated with the advised ones, not with a verb inside the last action."""
    top = verb
    for _ in range(12):
        if reading.deps[top] != "conj" or reading.heads[top] >= top:
            break
        top = reading.heads[top]
        if top <= current.verb:
            return True
    token = reading.doc[top]
    if top > current.verb and any(
        reading.tags[i] in ("WDT", "WP") for i in range(max(current.verb, token.left_edge.i), top)
    ):
        return False
    if any(
        child.dep_ in ("nsubj", "nsubjpass") and current.verb < child.i < verb and child.right_edge.i >= verb - 1
        for child in reading.doc[verb].lefts
    ):
        return False
    if comma:
        return True
    if current.weak is not None:
        return False
    is_inner = top != verb and reading.words[top - 1] == "to" and top > current.verb
    return not is_inner and reading.tags[verb] in ("VB", "VBP")


def ends_action(reading: Reading, current: Draft, at: int, limit: int) -> bool:
    """Say whether another clause begins at a token, so that the action ends before it."""
    word = reading.words[at]
    if word in load_cues("clauses") and reading.words[at - 1] == ",":
        return word != "so" or True
    if word in ("because", "unless", "whereas", "although") or (word == "if" and reading.deps[at] == "mark"):
        return True
    if (
        word in load_cues("comma_clauses")
        and reading.words[at - 1] == ","
        and word not in ("as", "when", "where", "until")
    ):
        return True
    if (
        word in ("as", "when", "where", "until")
        and reading.words[at - 1] == ","
        and reading.deps[at] in ("mark", "advmod")
    ):
        return word != "as" or reading.words[at + 1 : at + 2] != ["well"]
    if (
        word == "as"
        and reading.words[at - 1] == ","
        and reading.words[at + 1 : at + 2] in (["appropriate"], ["necessary"], ["needed"], ["required"], ["applicable"])
    ):
        return True
    if word in (",", "and", "but", "–", "—") or (word == "-" and reading.tags[at] == ":"):
        return opens_clause(reading, current, at, limit)
    return False


def opens_clause(reading: Reading, current: Draft, at: int, limit: int) -> bool:
    """Say whether a new main clause with a subject of its own stands behind a separator."""
    start = at + 1
    while start < limit and reading.words[start] in ("and", "but", "so", "then", "thus", ","):
        start += 1
    if start >= limit:
        return False
    for noun in range(start, min(limit, start + 15)):
        if reading.deps[noun] in ("nsubj", "nsubjpass", "expl") and reading.doc[noun].left_edge.i == start:
            head = reading.heads[noun]
            finite = reading.tags[head] in ("VBZ", "VBD") or any(
                c.tag_ in ("MD", "VBZ", "VBD", "VBP") for c in reading.doc[head].lefts
            )
            return head > noun and finite
    return False


def trim_end(reading: Reading, start: int, end: int) -> int:
    """Return the end of an action without separators and connectives behind it."""
    while end > start and (reading.words[end - 1] in TRAILERS and not is_quote_closed(reading, start, end)):
        end -= 1
    if end - start > 4 and reading.words[end - 4 : end] == ["at", "the", "same", "time"]:
        return trim_end(reading, start, end - 4)
    if (
        end - start > 1
        and reading.words[end - 1] in ("first", "second", "third", "secondly", "thirdly", "finally", "therefore")
        and reading.words[end - 2] in (",", ";")
    ):
        return trim_end(reading, start, end - 1)
    return end


def is_quote_closed(reading: Reading, start: int, end: int) -> bool:
    """Say whether a quotation mark at the end of an action closes one inside it."""
    last = reading.words[end - 1]
    if last not in ('"', "”", "''"):
        return False
    opening = "“" if last == "”" else '"'
    inside = sum(1 for i in range(start, end - 1) if reading.words[i] in (opening, "``"))
    return inside % 2 == 1


def trim_goal(reading: Reading, goal: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return a goal's slice without separators and adverbs at its ends; None when nothing is left."""
    if goal is None:
        return None
    start, end = goal
    while start < end and reading.words[start] in (",", "and", "thus", "thereby"):
        start += 1
    end = trim_end(reading, start, end)
    return (start, end) if end > start else None


def announces_list(reading: Reading, action: Action) -> bool:
    """Say whether an action only announces what follows ("start with the following points", "ensure that:")."""
    after = reading.words[action.end : action.end + 1]
    if (action.end - action.start <= 2 and (after == [":"] or reading.words[action.end - 1] == "that")) or (
        action.advice.mood == "clause" and reading.words[-2:] == ["that", ":"]
    ):
        return True
    return (
        any(reading.words[i] in ("following", "below") for i in range(action.start, action.end))
        and action.end - action.start < 12
    )
