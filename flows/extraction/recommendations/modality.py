"""Advice by modals and semi-modals: should, must, shall, ought to, need to, have to, and can among other advice."""

from dataclasses import replace

from flows.extraction.grammar import (
    ADVERB_TAGS,
    VERB_TAGS,
    Syntax,
    find_noun_phrase_before,
    find_subject,
    is_base_verb,
    is_gerund,
    skip_adverbs,
)
from flows.extraction.recommendations.actors import is_agent, trim_actor
from flows.extraction.recommendations.advice import Advice, load_strengths
from flows.extraction.recommendations.reservations import is_conditional, is_expectation, is_no_address, is_no_advice
from flows.extraction.recommendations.subjects import (
    FIRST_PERSONS,
    REFUSALS,
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
# behind "may not": a rule with its exception, no guess
EXEMPTIONS = frozenset({"unless", "without", "except", "circumstances"})
# "may only be known in ten years": what is not for anybody to do
UNCONTROLLED = frozenset(
    {"know", "see", "feel", "understand", "guess", "imagine", "find", "realise", "realize", "hear"}
)
# before "need to" and "have to": no advice
DENIALS = frozenset({"not", "n't", "n’t", "no", "never", "would", "did"})
# between "have" and "to": something to do, not a duty
PLACES = frozenset({"somewhere", "anywhere", "nowhere", "enough", "yet"})


def find_modal_advice(syntax: Syntax) -> list[Advice]:
    """Return the advising clauses whose cue is a modal or semi-modal, in order."""
    found: list[Advice] = []
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
            found.append(share_actor(syntax, advice, found[-1:]))
    return found


def share_actor(syntax: Syntax, advice: Advice, before: list[Advice]) -> Advice:
    """Return an advice with the actor of the one before where its modal only goes on ("shall A, shall B and shall C")."""
    goes_on = advice.cue > 0 and syntax.words[advice.cue - 1] in (",", "and", "or", "but")
    if not before or not goes_on or advice.mood != "base" or advice.actor is not None:
        return advice
    return replace(advice, actor=before[-1].actor)


def read_cue(syntax: Syntax, at: int) -> tuple[str, str, int] | None:
    """Return form, strength and the token behind the cue if a modal or semi-modal stands at a token."""
    word, tag = syntax.words[at], syntax.tags[at]
    following = skip_adverbs(syntax, at + 1)
    to_follows = following < len(syntax) and syntax.words[following] == "to"
    if word == "may" and tag == "MD" and prohibits(syntax, at):
        return "prohibition", "must", at + 1
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


def prohibits(syntax: Syntax, at: int) -> bool:
    """Say whether "may" forbids: "no X may", "may only be VERB-ed", "may not ... unless/without/except"."""
    verb = skip_adverbs(syntax, at + 1)
    is_passive = syntax.words[verb : verb + 1] == ["be"] and syntax.tags[verb + 1 : verb + 2] == ["VBN"]
    if is_passive and syntax.lemmas[verb + 1] in UNCONTROLLED:
        return False
    if syntax.words[at + 1 : at + 3] == ["only", "be"]:
        return is_passive
    subject = find_subject(syntax, syntax.heads[at]) or find_noun_phrase_before(syntax, at)
    if subject is None or subject[1] > at:
        return False
    is_deed = verb < len(syntax) and syntax.words[verb] not in ("be", "have")  # "no bank may be safe" guesses
    is_for_somebody = is_passive or (is_deed and is_agent(syntax, subject_head(syntax, subject)))
    if syntax.words[at + 1 : at + 2] == ["not"]:
        return is_for_somebody and any(word in EXEMPTIONS for word in syntax.words[at + 2 :])
    return is_for_somebody and syntax.words[subject[0]] in REFUSALS


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
    while start < verb and syntax.words[start] == ",":
        start += 1
    if subject is None:
        is_about_deed = form == "should" and syntax.tags[0] == "VBG"  # "Raising rates, and soon, should help"
        return None if is_about_deed else Advice(form, strength, at, at, start, verb, "base")
    head = subject_head(syntax, subject)
    before = subject[0] - 1
    if is_no_address(syntax, form, head, verb) or "not" in syntax.words[max(0, before) : subject[0] + 1]:
        return None
    is_bare = form in ("need", "have") and syntax.tags[head] == "PRP" and subject[1] - subject[0] == 1
    if is_bare and before >= 0 and syntax.tags[before] in ("NN", "NNS"):
        return None  # the help they need to recover
    if syntax.words[head] in RELATIVES and syntax.tags[head] in ("WDT", "WP", "IN"):
        return build_relative(syntax, cue, head, verb)
    if is_object_relative(syntax, subject[0], verb):
        return build_charge(syntax, cue, subject[0], verb, trim_actor(syntax, subject))
    if form in ("should", "ought") and is_expectation(syntax, subject, verb):
        return None
    if any(syntax.words[i] == "whom" for i in range(*subject)):  # one of whom shall be
        return None
    actor = trim_actor(syntax, subject)
    if syntax.words[actor[0]] in REFUSALS or takes_whole_clause(syntax, head, verb, at):
        opening = widen_subject(syntax, actor[0])
        if any(
            tag in FINITE_TAGS for tag in syntax.tags[subject[1] : at - 1]
        ):  # the subject is that of an earlier verb
            opening = at
        if syntax.words[opening + 1 : opening + 2] == [","] and syntax.words[max(0, opening - 1)] in (
            "where",
            "if",
            "when",
        ):
            opening += 2  # where possible,
        return Advice(form, strength, at, subject[0], opening, verb, "clause", find_agent(syntax, verb))
    if syntax.words[verb] in ("include", "involve") and is_gerund(syntax, skip_adverbs(syntax, verb + 1)):
        gerund = skip_adverbs(syntax, verb + 1)
        return Advice(form, strength, at, subject[0], gerund, gerund, "gerund")
    who = None if syntax.words[head] in DEMONSTRATIVES else resolve_pronoun(syntax, actor)
    denied = next((i for i in range(at + 1, verb) if syntax.words[i] in NEGATIONS), None)
    if denied is not None and syntax.words[denied + 1] == "only":
        denied = None
    return Advice(form, strength, at, subject[0], verb if denied is None else denied, verb, "base", who)


def build_relative(syntax: Syntax, cue: tuple[str, str, int], pronoun: int, verb: int) -> Advice | None:
    """Make the advice of a relative clause that only adds to somebody named ("rich countries, which must pay")."""
    form, strength, at = cue
    antecedent = syntax.heads[verb]
    is_aside = pronoun > 1 and syntax.words[pronoun - 1] == "," and syntax.words[pronoun] in ("which", "who")
    if form not in load_strengths("modals") or syntax.deps[verb] != "relcl":
        return None
    if not is_aside:
        is_passive = syntax.tags[verb] == "VBN" and verb > at
        return build_charge(syntax, cue, pronoun, verb, None) if is_passive else None
    if antecedent >= pronoun or not is_agent(syntax, antecedent) or syntax.tags[verb] == "VBN":
        return None
    who = trim_actor(syntax, (syntax.doc[antecedent].left_edge.i, pronoun - 1))
    return Advice(form, strength, at, pronoun, verb, verb, "base", who)


def build_charge(
    syntax: Syntax, cue: tuple[str, str, int], opening: int, verb: int, who: tuple[int, int] | None
) -> Advice | None:
    """Make the advice of a relative clause about something new ("a challenge that cities must meet", "risks that must be met").

    What is known already ("the taxes that firms must pay") is only told of.
    """
    form, strength, at = cue
    noun = syntax.heads[verb]
    if form not in ("must", "should") or syntax.deps[verb] != "relcl" or syntax.words[opening] == "it":
        return None
    if not noun < opening or syntax.deps[noun] not in ("dobj", "attr") or syntax.words[opening - 1] == ",":
        return None
    start = syntax.doc[noun].left_edge.i
    is_plural = syntax.tags[noun] == "NNS" and syntax.tags[start] not in ("DT", "PRP$", "PDT")
    if not is_plural and syntax.words[start] not in ("a", "an", "another"):
        return None
    is_past = syntax.tags[syntax.heads[noun]] in ("VBD", "VBN", "VBG")
    if is_past or (who is not None and not is_agent(syntax, subject_head(syntax, who))):
        return None
    start += 0 if is_plural else 1
    return Advice(form, strength, at, start, start, verb, "clause", who)


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
