"""A sentence's stretches: what semicolons and colons part, and how later ones go on with the first one's advice."""

from dataclasses import replace
from itertools import pairwise

from flows.extraction.grammar import Syntax, is_base_verb, is_gerund
from flows.extraction.recommendations.actions import Action, announces_list, split_actions
from flows.extraction.recommendations.advice import Advice
from flows.extraction.recommendations.imperatives import skip_opening

FRAGMENTS = ("infinitive", "imperative", "item")


def list_actions(syntax: Syntax, advices: list[Advice]) -> list[Action]:
    """Return the actions of a sentence: those of each clause, and of later stretches that share its cue."""
    if not advices:
        return []
    actions: list[Action] = []
    main: Advice | None = None
    for start, end in list_stretches(syntax):
        own = [advice for advice in advices if start <= advice.cue < end]
        if not own and main is not None:
            own = carry_over(syntax, main, start, end)
        elif main is not None and own[0].form == "measure" and own[0].actor is None:
            own[0] = replace(own[0], actor=main.actor, strength=main.strength, goal=main.goal)
        for index, advice in enumerate(own):
            following = own[index + 1] if index + 1 < len(own) else None
            limit = end if following is None else following.opening
            if following is not None and limit <= advice.verb:  # they share their subject
                limit = following.cue
                own[index + 1] = share_subject(following)
            opening = start if index == 0 else own[index - 1].verb
            actions += split_actions(syntax, advice, opening, limit)
        if main is None and own:
            main = own[0]
            if actions and announces_list(syntax, actions[-1]):  # its purpose is that of the list
                main = replace(main, goal=actions[-1].goal)
    stating = [action for action in actions if not announces_list(syntax, action)]
    return stating or [action for action in actions if action.goal is not None and syntax.words[-1] != ":"]


def share_subject(advice: Advice) -> Advice:
    """Return an advice whose subject stands before an earlier one: a passive then begins with its modal."""
    if advice.mood != "clause":
        return replace(advice, opening=advice.cue)
    return replace(advice, opening=advice.cue, start=advice.cue)


def list_stretches(syntax: Syntax) -> list[tuple[int, int]]:
    """Return the stretches of a sentence between semicolons, and behind a colon that opens an instruction."""
    cuts = [0]
    for at, word in enumerate(syntax.words):
        if syntax.enclosed[at]:
            continue
        if word == ";" or (word == ":" and is_base_verb(syntax, skip_opening(syntax, at + 1, len(syntax)))):
            cuts.append(at + 1)
    cuts.append(len(syntax))
    return [(start, end) for start, end in pairwise(cuts) if start < end]


def carry_over(syntax: Syntax, main: Advice, start: int, end: int) -> list[Advice]:
    """Return the advice of a stretch without a cue of its own, which goes on with the first one's list."""
    at = skip_opening(syntax, start, end)
    if at >= end:
        return []
    if is_base_verb(syntax, at) and main.mood in ("base", "clause"):
        return [replace(main, opening=at, start=at, verb=at, mood="base", cue=at, end=None)]
    if main.mood == "gerund" and is_gerund(syntax, at):
        return [replace(main, opening=at, start=at, verb=at, cue=at, end=None)]
    if main.form not in FRAGMENTS:
        return []
    if (
        is_gerund(syntax, at) and "VBG" in syntax.tags[main.verb + 1 : main.verb + 4]
    ):  # commit to building N: ...; opening
        return [replace(main, opening=at, start=at, verb=at, mood="gerund", cue=at, end=None)]
    nouns = [i for i in range(start, end - 1) if is_nominal_action(syntax, i, start)]
    return [
        replace(
            main,
            opening=noun,
            start=noun,
            verb=noun,
            mood="noun",
            cue=noun,
            end=nouns[index + 1] if index + 1 < len(nouns) else end,
        )
        for index, noun in enumerate(nouns)
    ]


def is_nominal_action(syntax: Syntax, at: int, start: int) -> bool:
    """Say whether a noun of action opens a conjunct ("; improvement of N, creation of N")."""
    if syntax.words[at + 1] != "of" or not syntax.words[at].endswith(("ment", "tion", "sion", "ance", "ing", "al")):
        return False
    before = at - 1
    while before >= start and syntax.tags[before] in ("JJ", "RB", "DT"):
        before -= 1
    return before < start or syntax.words[before] in (",", "and")
