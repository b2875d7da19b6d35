"""Advice as a statement of necessity or of means: it is necessary to, only by, requires X to, the first is to."""

from dataclasses import replace

from flows.extraction.grammar import Syntax, find_subject, is_base_verb, is_gerund, skip_adverbs
from flows.extraction.recommendations.actors import is_agent, trim_actor
from flows.extraction.recommendations.advice import Advice, Mood, load_strengths, load_words
from flows.extraction.recommendations.complements import (
    build_infinitive,
    build_subordinate,
    find_infinitive,
    is_complement,
)
from flows.extraction.recommendations.reservations import is_reported
from flows.extraction.recommendations.subjects import subject_head

NOTES = frozenset(
    {
        "note",
        "remember",
        "say",
        "mention",
        "emphasize",
        "emphasise",
        "point",
        "stress",
        "recall",
        "see",
        "acknowledge",
        "understand",
        "recognize",
        "recognise",
        "bear",
    }
)
OBLIGATIONS = frozenset({"duty", "responsibility", "obligation"})
BE_FORMS = frozenset({"is", "'s", "’s", "be", "remains", "becomes", "seems", "are", "being"})


def read_necessity(syntax: Syntax, at: int) -> Advice | None:
    """Read "it is necessary (for X) to", "there is a need to", "it is time to", "it is up to X to"."""
    word = syntax.words[at]
    if word in load_words("duties"):
        return None if is_reported(syntax, at) else read_duty(syntax, at)
    strength = load_strengths("adjectives").get(word)
    is_need = word in load_words("need_nouns") and syntax.tags[at] in ("NN", "NNS")
    if strength is None and not is_need:
        return None
    before = syntax.words[max(0, at - 8) : at]
    subject_word = "there" if is_need else "it"
    if (
        subject_word not in before
        or not any(w in BE_FORMS for w in before)
        or ("not" in before and "only" not in before)
    ):
        return None
    if any(w in ("where", "when") for w in before) or (is_need and "no" in before):
        return None
    if is_reported(syntax, at):
        return None
    if any(w in ("was", "were", "if", "would") for w in before) and word not in load_words("conditional_adjectives"):
        return None
    if word in load_words("wished_adjectives") and not any(
        w in ("would", "might", "could", "'d", "’d") for w in before
    ):
        return None
    cue = ("necessity", "must" if strength is None else strength, at)
    after = at + 1
    if word == "high" and syntax.words[after : after + 1] == ["time"]:
        after += 1
    behind = skip_adverbs(syntax, after)
    if syntax.words[behind : behind + 1] == ["to"]:  # not to, immediately to
        after = behind
    if after >= len(syntax):
        return None
    if syntax.words[after] == "that":
        return build_subordinate(syntax, cue, after + 1)
    if syntax.words[after] == "if":
        return build_subordinate(syntax, cue, after + 1)
    if syntax.words[after] in ("for", "on", "upon"):
        return build_infinitive(syntax, cue, after + 1, actor=True)
    if syntax.words[after] == "to":
        advice = build_infinitive(syntax, cue, after, actor=True)
        if advice is None or advice.verb > after + 3 or (not is_need and guides_reader(syntax, advice.verb)):
            return None
        return advice
    if (
        not is_need
        and word not in ("time", "high")
        and syntax.tags[after] in ("DT", "NNP", "NNS", "PRP")
        and word in ("critical", "essential", "imperative", "vital", "crucial", "important", "necessary")
    ):
        return build_subordinate(syntax, cue, after)
    return None


def guides_reader(syntax: Syntax, verb: int) -> bool:
    """Say whether an infinitive only guides the reader ("it is important to note that")."""
    return syntax.words[verb] in NOTES and syntax.words[verb + 1 : verb + 2] in (
        ["that"],
        [","],
        ["how"],
        ["here"],
        ["the"],
        ["at"],
    )


def read_duty(syntax: Syntax, at: int) -> Advice | None:
    """Read "it is the job of X to VERB", "it is up to X to VERB" and "X has a duty to VERB"."""
    if (
        syntax.words[at] in OBLIGATIONS
        and syntax.words[at + 1 : at + 2] == ["to"]
        and any(w in ("have", "has") for w in syntax.words[max(0, at - 4) : at])
    ):
        held = next(i for i in range(at - 1, -1, -1) if syntax.words[i] in ("have", "has"))
        subject = find_subject(syntax, held)
        if subject is None or not is_agent(syntax, subject_head(syntax, subject)):
            return None
        advice = build_infinitive(syntax, ("necessity", "must", at), at + 1, actor=False)
        return None if advice is None else replace(advice, actor=trim_actor(syntax, subject))
    if "it" not in syntax.words[max(0, at - 5) : at] or not any(
        w in BE_FORMS for w in syntax.words[max(0, at - 4) : at]
    ):
        return None
    following = syntax.words[at + 1 : at + 2]
    if following == ["to"] and syntax.words[at] != "up":  # it is our duty to
        return build_infinitive(syntax, ("necessity", "must", at), at + 1, actor=False)
    if following not in (["of"], ["to"]):
        return None
    return build_infinitive(syntax, ("necessity", "must", at), at + 2, actor=True)


def read_only_by(syntax: Syntax, at: int) -> Advice | None:
    """Read "only by VERB-ing ... can Y": the means must be taken, and what it makes possible is the goal."""
    if syntax.words[at] != "only" or syntax.words[at + 1 : at + 2] not in (["by"], ["through"]):
        return None
    verb = skip_adverbs(syntax, at + 2)
    if verb >= len(syntax) or not syntax.words[verb].endswith("ing"):
        return None
    modal = next(
        (
            i
            for i in range(verb + 1, len(syntax))
            if syntax.words[i] in ("can", "will", "could", "may") or syntax.tags[i] == "MD"
        ),
        None,
    )
    if modal is None:
        return None
    actor, goal_start = None, modal + 1
    subject = next((i for i in range(modal + 1, len(syntax)) if syntax.deps[i] in ("nsubj", "nsubjpass")), None)
    if subject is not None and is_agent(syntax, subject) and syntax.doc[subject].left_edge.i == goal_start:
        actor = (goal_start, syntax.doc[subject].right_edge.i + 1)
        goal_start = actor[1]
    goal = (goal_start, len(syntax)) if goal_start < len(syntax) else None
    return Advice("only_by", "must", at, at, verb, verb, "gerund", actor, goal, modal)


def read_requirement(syntax: Syntax, at: int) -> Advice | None:
    """Read "N requires X to VERB"."""
    if (
        syntax.lemmas[at] != "require"
        or syntax.tags[at] not in ("VBZ", "VBP")
        or syntax.words[max(0, at - 1)] in ("not", "n't")
    ):
        return None
    if syntax.words[at + 1 : at + 2] == ["that"]:
        if "be" not in syntax.words[at + 2 :] or syntax.words[0] in ("where", "if", "when"):
            return None
        return build_subordinate(syntax, ("requires", "must", at), at + 2)
    infinitive = find_infinitive(syntax, at + 1)
    if infinitive is None or infinitive[0] == at + 1 or not is_complement(syntax, at, infinitive[1]):
        return None
    who = trim_actor(syntax, (at + 1, infinitive[0]))
    has_subject = any(child.dep_ == "nsubj" and child.i > at for child in syntax.doc[infinitive[1]].lefts)
    if not has_subject and not is_agent(syntax, subject_head(syntax, who)):
        return None
    subject = find_subject(syntax, at)
    if subject is not None and syntax.tags[subject_head(syntax, subject)] in ("WDT", "WP"):
        return None
    goal = trim_actor(syntax, subject) if subject is not None and subject[1] <= at else None
    if goal is not None and not any(syntax.tags[i].startswith("NN") for i in range(*goal)):
        goal = None
    return Advice("requires", "must", at, at, infinitive[1], infinitive[1], "base", who, goal)


def read_measure(syntax: Syntax, at: int) -> Advice | None:
    """Read "the second is to VERB", "key measures include VERB-ing", "our recommendation is to VERB"."""
    if syntax.words[at] not in ("is", "are", "include", "includes", "including"):
        return None
    subject = find_subject(syntax, at) if syntax.words[at] != "including" else None
    names = (
        syntax.words[subject[0] : subject[1]]
        if subject is not None and subject[1] <= at + 1
        else syntax.words[max(0, at - 12) : at]
    )
    measures, ordinals = load_words("measures"), load_words("enumerators")
    is_ordinal = (
        bool(names)
        and len(names) <= 3
        and (names[-1] in ordinals or names in (["one"], ["another"], ["the", "other"]))
        and names[-1] not in ("and", "then")
    )
    if syntax.words[at] == "including":
        measures = load_words("optional_measures") if "there" in syntax.words[:at] else frozenset()
    elif subject is not None and subject[1] <= at + 1 and not is_ordinal:
        head = syntax.words[subject_head(syntax, subject)]
        names = [head]
    measure_at = next((i for i, name in enumerate(names) if name in measures), None)
    if not is_ordinal and measure_at is None:
        return None
    verb = skip_adverbs(syntax, at + 1)
    mood: Mood = "base"
    if verb < len(syntax) and syntax.words[verb] == "to":
        verb = skip_adverbs(syntax, verb + 1)
        if not is_base_verb(syntax, verb):
            return None
    elif syntax.words[at].startswith("includ") and is_gerund(syntax, verb):
        mood = "gerund"
    else:
        return None
    optional = measure_at is not None and names[measure_at] in load_words("optional_measures")
    goal = None
    if syntax.words[at] == "including":  # there are options to reach N, including
        to = next((i for i in range(at - 1, max(-1, at - 12), -1) if syntax.words[i] == "to"), None)
        goal = (to + 1, at) if to is not None else None
    return Advice("measure", "could" if optional else "should", at, at, verb, verb, mood, None, goal)
