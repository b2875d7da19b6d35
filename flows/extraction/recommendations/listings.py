"""Items of a list that a sentence or heading led in: what they take over, and how they advise."""

from dataclasses import dataclass

from flows.extraction.grammar import (
    Syntax,
    find_noun_phrase_before,
    find_subject,
    is_base_verb,
    is_gerund,
    skip_adverbs,
)
from flows.extraction.recommendations.actors import is_agent, trim_actor
from flows.extraction.recommendations.advice import Advice, load_strengths, load_words
from flows.extraction.recommendations.imperatives import find_bare_order, has_finite_verb, has_subject, skip_opening


@dataclass(frozen=True, slots=True)
class Lead:
    """What a list item takes over from the sentence or heading that led the list in.

    ``actor`` is the actor's characters in the text of the leading passage and ``actor_text`` what stands there.
    """

    strength: str | None  # None: the lead-in advises nothing, so that its items do not either
    actor_text: str | None
    clausal: bool = False  # the lead-in ends in "that", so items are clauses


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
    return find_bare_order(syntax) or find_addressed_item(syntax, lead, at)


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


def opens_with_state(syntax: Syntax) -> bool:
    """Say whether a sentence without a subject begins with a verb of state ("Prefer to pay in cash")."""
    at = skip_opening(syntax, 0, len(syntax))
    return at < len(syntax) and syntax.words[at] in load_words("stative_verbs") and syntax.tags[at] in ("VB", "VBP")


def hangs_on_adverbial(syntax: Syntax, verb: int) -> bool:
    """Say whether a verb stands in an adverbial clause of the sentence, not in what it says."""
    node = verb
    for _ in range(10):
        if syntax.deps[node] == "advcl":
            return True
        if syntax.heads[node] == node:
            return False
        node = syntax.heads[node]
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
        if words[end] == "that" and hangs_on_adverbial(syntax, first.verb):
            return Lead(None, None)  # decides, while stressing that X should be heard, that:
        return Lead(first.strength, syntax.text(*first.actor) if first.actor else None, words[end] == "that")
    if any(word in load_words("lead_nouns") for word in words):
        return Lead("should", None)
    return Lead(None, None)
