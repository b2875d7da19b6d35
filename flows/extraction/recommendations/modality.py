"""Advice by modals and semi-modals: should, must, shall, ought to, need to, have to, and can among other advice."""

from flows.extraction.grammar import ADVERB_TAGS, VERB_TAGS, Syntax, find_subject, is_base_verb, is_gerund, skip_adverbs
from flows.extraction.recommendations.actors import is_agent, trim_actor
from flows.extraction.recommendations.advice import Advice, load_strengths
from flows.extraction.recommendations.reservations import is_conditional, is_expectation, is_no_address, is_no_advice
from flows.extraction.recommendations.subjects import (
    FIRST_PERSONS,
    find_agent,
    is_object_relative,
    locate_subject,
    resolve_pronoun,
    subject_head,
    takes_whole_clause,
    widen_subject,
)

FINITE_TAGS = frozenset({"VBZ", "VBP", "VBD"})
LONGEST_GAP = 40  # tokens between a modal and its verb
RELATIVES = frozenset({"which", "who", "whom", "whose", "what", "that"})
DEMONSTRATIVES = frozenset({"this", "that", "these", "those"})
OPTIONAL_MODALS = frozenset({"can", "could"})
NEGATIONS = frozenset({"not", "n't", "n’t", "never"})
# before "need to" and "have to": no advice
DENIALS = frozenset({"not", "n't", "n’t", "no", "never", "would", "did"})
# between "have" and "to": something to do, not a duty
PLACES = frozenset({"somewhere", "anywhere", "nowhere", "enough", "yet"})


def find_modal_advice(syntax: Syntax) -> list[Advice]:
    """Return the advising clauses whose cue is a modal or semi-modal, in order."""
    found = []
    for at in range(len(syntax)):
        cue = read_cue(syntax, at)
        if cue is None or syntax.enclosed[at]:
            continue
        form, strength, after = cue
        verb = find_verb(syntax, at, after)
        if verb is None or is_no_advice(syntax, at, verb):
            continue
        advice = build_advice(syntax, (form, strength, at), after, verb)
        if advice is not None:
            found.append(advice)
    return found


def read_cue(syntax: Syntax, at: int) -> tuple[str, str, int] | None:
    """Return form, strength and the token behind the cue if a modal or semi-modal stands at a token."""
    word, tag = syntax.words[at], syntax.tags[at]
    following = skip_adverbs(syntax, at + 1)
    to_follows = following < len(syntax) and syntax.words[following] == "to"
    strength = load_strengths("modals").get(word)
    if strength is not None:
        if word == "ought":
            return ("modal", strength, following + 1) if to_follows else None
        is_noun = at > 0 and syntax.words[at - 1] in ("a", "the")
        return None if is_noun else (word, strength, at + 1)
    if not to_follows or not is_base_verb_ahead(syntax, following + 1):
        return None
    if syntax.words[following + 1 : following + 3] == ["do", "with"]:  # has to do with
        return None
    before = syntax.words[max(0, at - 2) : at]
    if any(word in DENIALS for word in before) or any(word in PLACES for word in syntax.words[at + 1 : following]):
        return None
    is_optional = any(word in ("may", "might", "could") for word in before)
    if word in ("need", "needs") and tag != "VBD" and not is_need_noun(syntax, at):
        return "need", "could" if is_optional else "must", following + 1
    if word in ("have", "has") and before[-1:] != ["to"] and tag in ("VBP", "VBZ", "VB"):
        return "have", "could" if is_optional else "must", following + 1
    return None


def is_base_verb_ahead(syntax: Syntax, at: int) -> bool:
    """Say whether a base verb stands at a token, behind adverbs."""
    at = skip_adverbs(syntax, at)
    return at < len(syntax) and (syntax.words[at] in ("be", "have", "do") or is_base_verb(syntax, at))


def is_need_noun(syntax: Syntax, at: int) -> bool:
    """Say whether "need" is the noun ("the need to")."""
    if at == 0:
        return False
    before = at - 1
    if syntax.tags[at] in ("VB", "VBP", "VBZ"):
        return syntax.tags[before] in ("DT", "PRP$") or syntax.words[before] == "no"
    return syntax.tags[before] in ("DT", "JJ", "PRP$", "POS", "VBG", "IN", "VBZ", "VBP") or syntax.words[before] in (
        "no",
        "be",
    )


def find_verb(syntax: Syntax, cue: int, after: int) -> int | None:
    """Return the main verb of a modal: by the parse where that holds, else the next base verb or participle."""
    end = min(len(syntax), after + LONGEST_GAP)
    at = skip_adverbs(syntax, after)
    if syntax.words[at : at + 1] == ["and"] and at > after:  # must absolutely and at once end
        at = skip_adverbs(syntax, at + 1)
    if at < end and syntax.words[at] == ",":  # shall, in consultation with X, be
        commas = (i for i in range(at + 1, end - 1) if syntax.words[i] == ",")
        closing = next((i for i in commas if opens_verb_phrase(syntax, skip_adverbs(syntax, i + 1))), None)
        at = skip_adverbs(syntax, closing + 1) if closing is not None else at
    while at < end and syntax.words[at] in ("both", "either", "in", "first", "all", "each", "only", "not", "also"):
        if syntax.words[at] == "in":  # should in addition guide
            at = next((i for i in range(at + 1, end) if is_base_verb(syntax, i) or syntax.words[i] == "be"), end)
        else:
            at = skip_adverbs(syntax, at + 1)
    if at >= end:
        return None
    if syntax.words[at] != "be" and not is_base_verb(syntax, at):
        head = syntax.heads[cue]
        governed = after <= head < end and syntax.tags[head] in VERB_TAGS and syntax.deps[cue] == "aux"
        return head if governed else (at if syntax.tags[at].startswith("VB") else None)
    if syntax.words[at] == "be":
        participle = skip_adverbs(syntax, at + 1)
        if syntax.words[participle : participle + 1] == ["and"] and syntax.tags[participle - 1] in ADVERB_TAGS:
            participle = skip_adverbs(syntax, participle + 1)
        if participle < len(syntax) and syntax.tags[participle] in ("VBN", "VBD"):
            return participle
    return at


def opens_verb_phrase(syntax: Syntax, at: int) -> bool:
    """Say whether a base verb, or "be", stands at a token."""
    return at < len(syntax) and (syntax.words[at] == "be" or is_base_verb(syntax, at))


def build_advice(syntax: Syntax, cue: tuple[str, str, int], after: int, verb: int) -> Advice | None:
    """Make the advice of a modal and its verb, or None when its subject shows that it advises nothing."""
    form, strength, at = cue
    subject = locate_subject(syntax, verb, at)
    start = skip_adverbs(syntax, after)
    if subject is None:
        is_about_deed = form == "should" and syntax.tags[0] == "VBG"  # "Raising rates, and soon, should help"
        return None if is_about_deed else Advice(form, strength, at, at, start, verb, "base")
    head = subject_head(syntax, subject)
    if is_no_address(syntax, form, head, verb) or is_object_relative(syntax, subject[0], verb):
        return None
    if syntax.words[head] in RELATIVES and syntax.tags[head] in ("WDT", "WP", "IN"):
        return None
    if form in ("should", "ought") and is_expectation(syntax, subject, verb):
        return None
    if any(syntax.words[i] == "whom" for i in range(*subject)):  # one of whom shall be
        return None
    actor = trim_actor(syntax, subject)
    if takes_whole_clause(syntax, head, verb, at):
        opening = widen_subject(syntax, actor[0])
        if any(
            tag in FINITE_TAGS for tag in syntax.tags[subject[1] : at - 1]
        ):  # the subject is that of an earlier verb
            opening = at
        return Advice(form, strength, at, subject[0], opening, verb, "clause", find_agent(syntax, verb))
    if syntax.words[verb] in ("include", "involve") and is_gerund(syntax, skip_adverbs(syntax, verb + 1)):
        gerund = skip_adverbs(syntax, verb + 1)
        return Advice(form, strength, at, subject[0], gerund, gerund, "gerund")
    who = None if syntax.words[head] in DEMONSTRATIVES else resolve_pronoun(syntax, actor)
    denied = next((i for i in range(at + 1, verb) if syntax.words[i] in NEGATIONS), None)
    if denied is not None and syntax.words[denied + 1] == "only":
        denied = None
    return Advice(form, strength, at, subject[0], verb if denied is None else denied, verb, "base", who)


def find_option(syntax: Syntax) -> Advice | None:
    """Return the advice of "X can VERB" where the text is already advising; the caller judges that."""
    for at in range(len(syntax)):
        if syntax.words[at] not in OPTIONAL_MODALS or syntax.tags[at] != "MD":
            continue
        verb = skip_adverbs(syntax, at + 1)
        if (
            "not" in syntax.words[at + 1 : verb]
            or not is_main_verb(syntax, syntax.heads[at])
            or any(word in ("only", "no", "nobody", "none") for word in syntax.words[:at])
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
