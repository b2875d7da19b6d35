"""An advising clause split into its actions, each with its purpose."""

from dataclasses import dataclass

from flows.extraction.grammar import ADVERB_TAGS, Syntax
from flows.extraction.recommendations.advice import Advice, load_words
from flows.extraction.recommendations.conjuncts import Progress, find_conjunct
from flows.extraction.recommendations.goals import (
    find_opening_goal,
    goal_offset,
    load_cues,
    load_phrases,
    match_purpose,
    opens_weak_purpose,
)

ASIDES = (["appropriate"], ["necessary"], ["needed"], ["required"], ["applicable"])  # behind ", as"
STATING = frozenset({"is", "are", "was", "were", "has", "have", "will"})
SAYING = frozenset({"say", "add", "tell", "note", "explain", "write", "argue"})
FOCUSING = frozenset({"especially", "particularly", "notably"})  # ", especially N" tells of the object
LIST_OPENERS = frozenset({("such", "as"), ("as", "follows"), (",", "including"), (",", "namely")})
LONGEST_LEAD = 12  # words of an action that only announces a list
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


def split_actions(syntax: Syntax, advice: Advice, start: int, limit: int) -> list[Action]:
    """Split one advising clause into actions: those between ``advice.start`` and ``limit``.

    ``start`` is where the clause may begin with a purpose of its own.
    """
    opening = find_opening_goal(syntax, start, advice.opening) if advice.opening > start else None
    limit = min(limit, advice.end or limit, find_report(syntax, advice.verb) or limit)
    drafts, shared = scan_clause(syntax, advice, limit)
    actions = []
    for draft in drafts:
        end = trim_end(syntax, draft.start, draft.end)
        if end <= draft.start:
            continue
        goal = opening or draft.goal or shared or advice.goal
        actions.append(Action(advice, draft.start, end, draft.verb, trim_goal(syntax, goal)))
    return actions


def find_report(syntax: Syntax, verb: int) -> int | None:
    """Return the comma before a verb of saying that an advising clause precedes ("Towns should save, we say")."""
    head = syntax.heads[verb]
    if syntax.deps[verb] != "ccomp" or head < verb or syntax.lemmas[head] not in load_words("reporting"):
        return None
    return next((at for at in range(head - 1, verb, -1) if syntax.words[at] == ","), None)


def scan_clause(syntax: Syntax, advice: Advice, limit: int) -> tuple[list[Draft], tuple[int, int] | None]:
    """Walk over a clause and return its actions and the purpose that they share."""
    drafts = [Draft(advice.start, advice.verb, limit)]
    at = advice.verb + 1
    while at < limit:
        if syntax.enclosed[at]:
            at += 1
            continue
        current = drafts[-1]
        length = match_purpose(syntax, at)
        if not length and syntax.words[at] == "," and at + 1 < limit:
            at += 1 if match_purpose(syntax, at + 1) else 0
            length = match_purpose(syntax, at)
        if length and at > current.verb:
            close_draft(current, at)
            shared = (goal_offset(syntax, at, length), limit)
            return drafts, shared if shared[0] < limit else None
        following = find_conjunct(syntax, advice, Progress(current.verb, current.weak is not None), at, limit)
        if following is not None:
            close_draft(current, at)
            drafts.append(Draft(open_conjunct(syntax, following), following, limit))
            at = following + 1
            continue
        if ends_action(syntax, current, at, limit):
            close_draft(current, at)
            break
        if current.weak is None and syntax.words[at] == "to" and opens_weak_purpose(syntax, at, current.verb):
            current.weak = at
        at += 1
    last = drafts[-1]
    if last.goal is None:
        close_draft(last, last.end)
    is_lone = not any(draft.goal for draft in drafts[:-1])
    return drafts, last.goal if is_lone else None  # a purpose at the end of a list is that of the list


def open_conjunct(syntax: Syntax, verb: int) -> int:
    """Return where a coordinated action begins: at its verb, or at the subject of a passive without auxiliary."""
    if syntax.tags[verb] not in ("VBN", "VBD"):
        return verb
    subject = next((child for child in syntax.doc[verb].lefts if child.dep_ in ("nsubj", "nsubjpass")), None)
    return verb if subject is None else int(subject.left_edge.i)


def close_draft(draft: Draft, at: int) -> None:
    """End an action before a token; what stands behind its purpose marker is its goal."""
    if draft.weak is not None:
        draft.goal = (draft.weak + 1, at)
        draft.end = draft.weak
    else:
        draft.end = min(draft.end, at)


def ends_action(syntax: Syntax, current: Draft, at: int, limit: int) -> bool:
    """Say whether another clause begins at a token, so that the action ends before it."""
    word = syntax.words[at]
    if word in ('"', "”", "''") and at + 1 < limit and syntax.lemmas[at + 1] in SAYING:
        return True  # ..., " said the minister
    if word in ("where", "as", "if", "when") and opens_aside(syntax, at):
        return False
    if word in load_cues("clauses") and syntax.words[at - 1] == ",":
        return True
    if word in ("because", "unless", "whereas", "although") or (
        word == "if" and syntax.deps[at] == "mark" and syntax.words[at - 1] != "that"
    ):
        return True
    if syntax.words[at - 1] == ",":
        if word in ("as", "when", "where", "until"):
            following = syntax.words[at + 1 : at + 2]
            is_aside = word == "as" and following in ASIDES
            opens = syntax.deps[at] in ("mark", "advmod") and (word != "as" or following != ["well"])
            return is_aside or opens
        if word in load_cues("comma_clauses"):
            return word not in FOCUSING or opens_condition(syntax, at + 1)
        if word in ("building", "drawing") and syntax.words[at + 1 : at + 2] in (["on"], ["upon"]):
            return True
    if word in (",", "and", "but", "–", "—", ":") or (word == "-" and syntax.tags[at] == ":"):
        return opens_clause(syntax, current, at, limit) or opens_statement(syntax, current, at, limit)
    return False


def opens_condition(syntax: Syntax, at: int) -> bool:
    """Say whether a clause, a reason or a respect stands at a token ("especially when queues grow", "in view of")."""
    if at >= len(syntax) or not syntax.words[at].isalnum() or load_phrases("respects").match(syntax, at):
        return True
    return syntax.words[at] in load_cues("clauses") or syntax.words[at] in ("as", "when", "where")


def opens_aside(syntax: Syntax, at: int) -> bool:
    """Say whether a short condition in commas stands at a token ("provide, where appropriate, translations")."""
    is_short = syntax.words[at - 1] == "," and syntax.words[at + 2 : at + 3] == [","]
    return is_short and syntax.tags[at + 1] in ("JJ", "VBN") and at + 3 < len(syntax) and syntax.tags[at + 3] != "CC"


def opens_statement(syntax: Syntax, current: Draft, at: int, limit: int) -> bool:
    """Say whether a finite verb behind a separator goes on with the sentence's subject ("must be open, and are often full")."""
    verb = at + 1
    while verb < limit and (syntax.words[verb] in ("and", "but", "so") or syntax.tags[verb] in ADVERB_TAGS):
        verb += 1
    if verb < limit and syntax.tags[verb] == "VBZ" and syntax.deps[verb] == "conj":
        top = syntax.heads[verb]
        if top < current.start and syntax.tags[top] == "VBZ":
            return True  # underlines that X shall act, and condemns N
    if verb >= limit or syntax.words[verb] not in STATING:
        return False
    head = verb if syntax.deps[verb] == "conj" else syntax.heads[verb]
    return syntax.deps[head] == "conj" and syntax.heads[head] <= current.verb


def opens_clause(syntax: Syntax, current: Draft, at: int, limit: int) -> bool:
    """Say whether a new main clause with a subject of its own stands behind a separator."""
    start = at + 1
    while start < limit and syntax.words[start] in ("and", "but", "so", "then", "thus", ","):
        start += 1
    if start >= limit:
        return False
    for noun in range(start, min(limit, start + 15)):
        if syntax.deps[noun] in ("nsubj", "nsubjpass", "expl") and syntax.doc[noun].left_edge.i == start:
            head = syntax.heads[noun]
            finite = syntax.tags[head] in ("VBZ", "VBD") or any(
                c.tag_ in ("MD", "VBZ", "VBD", "VBP") for c in syntax.doc[head].lefts
            )
            return head > noun and finite
    return False


def trim_end(syntax: Syntax, start: int, end: int) -> int:
    """Return the end of an action without separators and connectives behind it."""
    while end > start and (syntax.words[end - 1] in TRAILERS and not is_quote_closed(syntax, start, end)):
        end -= 1
    if end - start > 3 and syntax.words[end - 1] == "]" and "[" in syntax.words[max(start, end - 6) : end]:
        cited = max(i for i in range(max(start, end - 6), end) if syntax.words[i] == "[")
        if all(not syntax.words[i].isalpha() for i in range(cited, end)):  # "[6]", "[6, 7]"
            return trim_end(syntax, start, cited)
    if end - start > 2 and tuple(syntax.words[end - 2 : end]) in LIST_OPENERS:
        return trim_end(syntax, start, end - 2)
    if syntax.words[end - 1 : end + 1] in (["even", "if"], ["even", "when"], ["even", "though"], ["only", "if"]):
        return trim_end(syntax, start, end - 1)
    opening = find_dangling(syntax, start, end)
    if opening is not None:  # X should do this and, in time,
        return trim_end(syntax, start, opening)
    if end - start > 4 and syntax.words[end - 4 : end] == ["at", "the", "same", "time"]:
        return trim_end(syntax, start, end - 4)
    if (
        end - start > 1
        and syntax.words[end - 1] in ("first", "second", "third", "secondly", "thirdly", "finally", "therefore")
        and syntax.words[end - 2] in (",", ";")
    ):
        return trim_end(syntax, start, end - 1)
    return end


def find_dangling(syntax: Syntax, start: int, end: int) -> int | None:
    """Return the conjunction at an action's end with at most an adverbial behind it that opens the next clause."""
    if end >= len(syntax) or syntax.words[end] in (".", ";", ":", "!"):
        return None
    for at in range(end - 1, max(start + 1, end - 6), -1):
        if syntax.words[at] in ("and", "or", "but"):
            is_aside = syntax.words[at + 1 : at + 2] == [","]
            return at if is_aside or all(syntax.tags[i] in ADVERB_TAGS for i in range(at + 1, end)) else None
    return None


def is_quote_closed(syntax: Syntax, start: int, end: int) -> bool:
    """Say whether a quotation mark at the end of an action closes one inside it."""
    last = syntax.words[end - 1]
    if last not in ('"', "”", "''"):
        return False
    opening = "“" if last == "”" else '"'
    inside = sum(1 for i in range(start, end - 1) if syntax.words[i] in (opening, "``"))
    return inside % 2 == 1


def trim_goal(syntax: Syntax, goal: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return a goal's slice without separators and adverbs at its ends; None when nothing is left."""
    if goal is None:
        return None
    start, end = goal
    while start < end and syntax.words[start] in (",", "and", "thus", "thereby"):
        start += 1
    end = trim_end(syntax, start, end)
    return (start, end) if end > start else None


def announces_list(syntax: Syntax, action: Action) -> bool:
    """Say whether an action only announces what follows ("start with the following points", "ensure that:")."""
    after = syntax.words[action.end : action.end + 1]
    if (action.end - action.start <= 2 and (after == [":"] or syntax.words[action.end - 1] == "that")) or (
        action.advice.mood == "clause" and syntax.words[-2:] == ["that", ":"]
    ):
        return True
    if after == [":"] and action.verb == action.end - 1:
        return True
    named = syntax.words[action.start : action.end]
    return len(named) < LONGEST_LEAD and ("following" in named or named[-1:] == ["below"])
