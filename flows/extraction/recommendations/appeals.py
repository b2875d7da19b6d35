"""Advice that is said in words of advising: calls on somebody, recommendations and wishes."""

from dataclasses import replace

from flows.extraction.grammar import ADVERB_TAGS, Syntax, find_subject, is_base_verb, is_gerund, skip_adverbs
from flows.extraction.recommendations.actors import is_agent, trim_actor
from flows.extraction.recommendations.advice import Advice, load_strengths, load_words
from flows.extraction.recommendations.complements import addresses, build_infinitive, build_subordinate, find_infinitive
from flows.extraction.recommendations.imperatives import skip_opening
from flows.extraction.recommendations.necessity import read_measure, read_necessity, read_only_by, read_requirement
from flows.extraction.recommendations.reservations import is_conditional, is_reported
from flows.extraction.recommendations.subjects import FIRST_PERSONS, find_subject_before, subject_head

POLITE_MODALS = frozenset({"would", "must", "should", "'d", "’d"})  # "we would urge"
OWNERS = frozenset({"our", "my"})
# before "required to": nobody is, or not here and now
UNDEMANDING = frozenset(
    {"was", "were", "not", "been", "if", "should", "must", "longer", "never", "can", "could", "may", "might"}
)
LONGEST_PRELUDE = 4  # tokens from "we" to the verb of calling
PRESENT = frozenset({"VBP", "VBZ", "VB"})
BE_FORMS = frozenset({"is", "are", "be", "being", "'s", "all", "both", "each"})


def read_own_call(syntax: Syntax, at: int) -> Advice | None:
    """Read "our call that X be VERB-ed", "our recommendation is that", "we make an appeal to X to VERB"."""
    if syntax.words[at] not in load_words("call_nouns") or syntax.tags[at] != "NN":
        return None
    before = syntax.words[max(0, at - 3) : at]
    is_own = bool(OWNERS & set(before)) or (opens_resolution(syntax, at - 2) and before[-1:] == ["its"])
    if not is_own and not is_made(syntax, at):
        return None
    after = at + 1
    if syntax.words[after : after + 1] in (["to"], ["on"], ["upon"]):
        return build_infinitive(syntax, ("performative", "should", at), after + 1, actor=True)
    if syntax.words[after : after + 1] in (["is"], ["remains"]):
        after += 1
    if syntax.words[after : after + 1] != ["that"]:
        return None
    return build_subordinate(syntax, ("recommended", "should", at), after + 1)


def is_made(syntax: Syntax, noun: int) -> bool:
    """Say whether a call is made here and now ("we make a heartfelt appeal to X")."""
    verb = syntax.heads[noun]
    subject = find_subject(syntax, verb)
    return (
        syntax.lemmas[verb] in ("make", "renew", "reiterate", "repeat", "launch", "issue", "address")
        and syntax.tags[verb] in PRESENT
        and subject is not None
        and syntax.words[subject[0]] in FIRST_PERSONS
    )


def read_let(syntax: Syntax, at: int) -> Advice | None:
    """Read "let us VERB", wherever in the sentence it stands."""
    if syntax.words[at] != "let" or syntax.words[at + 1 : at + 2] not in (["us"], ["'s"], ["’s"]):
        return None
    verb = skip_adverbs(syntax, at + 2)
    who = (at + 1, at + 2) if syntax.words[at + 1] == "us" else None
    start = next((i for i in range(at + 2, verb) if syntax.words[i] in ("not", "never")), verb)
    return Advice("imperative", "should", at, at, start, verb, "base", who) if is_base_verb(syntax, verb) else None


def find_appeals(syntax: Syntax) -> list[Advice]:
    """Return the clauses that advise by a verb, participle, adjective or noun of advising, in order."""
    if syntax.words[-1:] == ["?"]:
        return []
    readers = (
        read_necessity,
        read_passive_appeal,
        read_performative,
        read_only_by,
        read_requirement,
        read_measure,
        read_wish,
        read_let,
        read_own_call,
    )
    found = []
    for at in range(len(syntax)):
        for reader in readers:
            advice = reader(syntax, at)
            if advice is not None:
                found.append(advice)
                break
    return found


def read_passive_appeal(syntax: Syntax, at: int) -> Advice | None:
    """Read "X is urged to VERB", "it is recommended that X VERB", "N is encouraged"."""
    word = syntax.words[at]
    strength = load_strengths("passive_appeals").get(word)
    mandative = word in load_words("mandative")
    if (strength is None and not mandative) or syntax.tags[at] not in ("VBN", "VBD", "JJ"):
        return None
    before = syntax.words[max(0, at - 4) : at]
    if (
        syntax.deps[at] in ("relcl", "acl")
        or not any(w in ("is", "are", "be", "'s", "been") for w in before)
        or any(w in UNDEMANDING for w in before)
    ):
        return None
    subject = find_subject(syntax, at) or find_subject_before(syntax, find_auxiliary(syntax, at))
    after = at + 1
    while after < len(syntax) and syntax.words[after] in ("on", "upon", "by", "also"):
        after += 1
    following = syntax.words[after] if after < len(syntax) else ""
    is_expletive = subject is None or syntax.words[subject[0] : subject[1]] == ["it"]
    if is_expletive:
        if not mandative or following not in ("that", "to"):
            return None
        cue = ("recommended", strength or "should", at)
        return (
            build_subordinate(syntax, cue, after + 1)
            if following == "that"
            else build_infinitive(syntax, cue, after, actor=False)
        )
    if subject is None or strength is None or is_conditional(syntax, at, at):
        return None
    head = subject_head(syntax, subject)
    if syntax.tags[head] in ("WDT", "WP") or syntax.words[subject[0]] in ("fewer", "more", "less"):
        return None
    if following == "to":
        advice = build_infinitive(syntax, ("appeal", strength, at), after, actor=False)
        if advice is None or advice.verb > after + 3:
            return None
        agents = [head, *(i for i in range(*subject) if syntax.deps[i] == "conj" and syntax.heads[i] >= subject[0])]
        if word == "expected" and (not is_agent(syntax, head) or not {"will", "would", "shall"} & set(before)):
            return None
        if strength == "must" and not any(is_agent(syntax, i) for i in agents):
            return Advice("appeal", strength, at, subject[0], trim_actor(syntax, subject)[0], advice.verb, "clause")
        if syntax.words[head] in ("it", "this", "that"):
            return None
        return Advice(
            "appeal", strength, at, subject[0], advice.start, advice.verb, "base", trim_actor(syntax, subject)
        )
    if word in ("encouraged", "recommended") and not is_agent(syntax, head):
        return Advice("appeal", strength, at, subject[0], trim_actor(syntax, subject)[0], at, "clause")
    return None


def find_auxiliary(syntax: Syntax, participle: int) -> int:
    """Return the first of the auxiliaries, modals and adverbs before a participle."""
    at = participle
    while at > 0 and (syntax.tags[at - 1] in ("MD", *ADVERB_TAGS) or syntax.words[at - 1] in BE_FORMS):
        at -= 1
    return at


def speaks_for_text(syntax: Syntax, verb: int) -> bool:
    """Say whether the text itself is who advises: first person, the paper, its authors, or nobody named ("Urges X to")."""
    subject = find_subject(syntax, verb)
    node = verb
    for _ in range(4):
        if (
            subject is None
            and syntax.deps[node] in ("advcl", "xcomp", "acl", "relcl", "dobj")
            and syntax.heads[node] < node
        ):
            node = syntax.heads[node]
            subject = find_subject(syntax, node)
    if subject is None:
        return opens_resolution(syntax, verb)
    words = syntax.words[subject[0] : subject[1]]
    is_first = any(word in FIRST_PERSONS for word in (*words[:1], *words[-1:])) or words == ["me"]
    is_first = is_first or (words[0] in OWNERS and is_agent(syntax, subject_head(syntax, subject)))  # my delegation
    return is_first or disagrees_with(syntax, node, subject) or any(word in load_words("authors") for word in words[:6])


def disagrees_with(syntax: Syntax, verb: int, subject: tuple[int, int]) -> bool:
    """Say whether a verb cannot go with the singular subject that the parse gives it, but can with a "we" before.

    "We believe that the plan is sound and urge the board to" coordinates urge with believe, not with is.
    """
    is_plural = syntax.words[verb] == syntax.lemmas[verb] and syntax.tags[verb] in ("VBP", "VB")
    head = subject_head(syntax, subject)
    has_speaker = any(word in FIRST_PERSONS for word in syntax.words[: subject[0]])
    return is_plural and has_speaker and syntax.tags[head] in ("NN", "NNP") and syntax.deps[verb] == "conj"


def opens_resolution(syntax: Syntax, verb: int) -> bool:
    """Say whether a verb opens a clause of a resolution ("4. Also urges States to")."""
    between = syntax.tags[:verb]
    return (
        syntax.words[verb].endswith("s")
        and verb < 6
        and all(tag in ("RB", "CC", ",", "LS", "CD", ".", "-LRB-", "-RRB-", "NNS", "NNP") for tag in between)
        and skip_adverbs(syntax, max(0, verb - 1)) in (verb, verb - 1)
    )


def continues_resolution(syntax: Syntax, verb: int) -> bool:
    """Say whether a verb goes on with a clause of a resolution ("Welcomes N, and calls upon States to")."""
    before = verb - 1 if syntax.tags[verb - 1] not in ADVERB_TAGS else verb - 2
    if syntax.tags[verb] != "VBZ" or before < 1 or syntax.words[before] not in ("and", ","):
        return False
    opener = skip_adverbs(syntax, skip_opening(syntax, 0, verb))
    is_plain = opener < verb and syntax.tags[opener] in ("VBZ", "NNS") and syntax.words[opener].endswith("s")
    return is_plain and opens_resolution(syntax, opener) and syntax.words[-1] in (";", ".")


def is_subordinate(syntax: Syntax, verb: int) -> bool:
    """Say whether a base verb hangs on a modal or "to", other than where the writer carries it out.

    "We would like to urge", "let me once again call on", "we take this opportunity to invite" carry it out.
    """
    node = syntax.heads[verb] if syntax.deps[verb] == "conj" and syntax.heads[verb] < verb else verb
    governor = syntax.heads[node]
    if node != verb and syntax.lemmas[governor] in load_strengths("appeals") and syntax.tags[governor] in PRESENT:
        return False  # we encourage X to act, and urge Y to
    if any(child.tag_ == "MD" and child.lower_ not in POLITE_MODALS for child in syntax.doc[node].lefts):
        return True
    if not any(child.tag_ == "TO" for child in syntax.doc[node].lefts):
        return False
    top = node
    for _ in range(4):
        if syntax.lemmas[top] in load_words("preludes") and top != node:
            return False
        top = syntax.heads[top]
    return syntax.lemmas[top] not in load_words("preludes")


def read_performative(syntax: Syntax, at: int) -> Advice | None:
    """Read "we urge X to VERB", "we recommend that", "the report calls for N", "Invites X to VERB"."""
    lemma = syntax.lemmas[at]
    strength = load_strengths("appeals").get(lemma)
    if strength is None:
        return None
    is_resolution = opens_resolution(syntax, at) or continues_resolution(syntax, at)
    if syntax.tags[at] not in PRESENT and syntax.tags[at] != "VBG" and not is_resolution:
        return None
    if not is_resolution and (not speaks_for_text(syntax, at) or (syntax.heads[at] < at and is_reported(syntax, at))):
        return None
    if syntax.tags[at] == "VBG" and syntax.lemmas[syntax.heads[at]] not in load_strengths("appeals"):
        return None
    if syntax.tags[at] == "VB" and is_subordinate(syntax, at):
        return None
    subject = find_subject(syntax, at)
    if syntax.deps[at] == "relcl" and (subject is None or syntax.words[subject[0]] not in FIRST_PERSONS):
        return None  # a resolution in which the assembly calls on X
    denied = any(word in ("not", "n't", "n’t", "if") for word in syntax.words[max(0, at - 2) : at])
    if (denied and lemma not in load_words("mandative")) or is_conditional(syntax, at, at):
        return None
    advice = build_performative(syntax, ("performative", strength, at), lemma)
    if advice is None or subject is None or not 0 < at - subject[0] <= LONGEST_PRELUDE:
        return advice
    return replace(advice, opening=subject[0])


def build_performative(syntax: Syntax, cue: tuple[str, str, int], lemma: str) -> Advice | None:
    """Make the advice of a performative verb by the form of its complement."""
    at = cue[2]
    after = skip_adverbs(syntax, at + 1)
    if after >= len(syntax):
        return None
    word = syntax.words[after]
    if lemma == "call" and word not in ("on", "upon", "for"):  # call, with all humility, on X
        after = next((i for i in range(after, min(len(syntax), after + 7)) if syntax.words[i] in ("on", "upon")), after)
        word = syntax.words[after]
    if lemma in ("call", "appeal") and word not in ("on", "upon", "for", "to"):
        return None
    if lemma == "call" and word == "for" and is_gerund(syntax, skip_adverbs(syntax, after + 1)):
        gerund = skip_adverbs(syntax, after + 1)
        return Advice(cue[0], cue[1], at, at, gerund, gerund, "gerund")
    if lemma in ("call", "appeal") and word == "for":
        return build_call_for(syntax, cue, after) or build_nominal(syntax, cue, after, lemma)
    if word == "that" and lemma in load_words("mandative"):
        return build_subordinate(syntax, cue, after + 1)
    if word in ("on", "upon"):
        return build_infinitive(syntax, cue, after + 1, actor=True)
    if lemma in ("appeal",) and word == "to":
        return build_infinitive(syntax, cue, after + 1, actor=True)
    if is_gerund(syntax, after) and lemma in ("recommend", "suggest", "propose", "advise", "advocate"):
        return Advice(cue[0], cue[1], at, at, after, after, "gerund")
    infinitive = find_infinitive(syntax, after)
    if (
        lemma not in ("call", "advocate", "recommend", "suggest", "propose")
        and infinitive is not None
        and addresses(syntax, at, infinitive)
    ):
        return build_infinitive(syntax, cue, after, actor=True)
    if lemma in ("recommend", "suggest", "propose", "demand"):
        subordinate = build_subordinate(syntax, cue, after)
        if subordinate is not None and syntax.deps[subordinate.verb] == "ccomp":
            return subordinate
    return build_nominal(syntax, cue, after, lemma)


def build_call_for(syntax: Syntax, cue: tuple[str, str, int], preposition: int) -> Advice | None:
    """Make the advice of "call for X to VERB": X is to act, or what is to come about where X is nobody who could."""
    infinitive = find_infinitive(syntax, preposition + 1)
    if infinitive is None:
        return None
    to, verb = infinitive
    tags = syntax.tags[preposition + 1 : to]
    if any(tag.startswith("VB") or tag in ("MD", ",") for tag in tags) and not {"WDT", "WP"} & set(tags):
        return None
    who = trim_actor(syntax, (preposition + 1, to))
    if is_agent(syntax, subject_head(syntax, who)):
        return Advice(cue[0], cue[1], cue[2], cue[2], verb, verb, "base", who)
    is_passive = syntax.words[verb] == "be" and "VBN" in syntax.tags[verb + 1 : verb + 4]
    has_subject = any(
        child.dep_ in ("nsubj", "nsubjpass") and preposition < child.i < to for child in syntax.doc[verb].lefts
    )
    if is_passive or has_subject or syntax.lemmas[verb] in load_words("changes"):
        return Advice(cue[0], cue[1], cue[2], cue[2], who[0], verb, "clause")
    return None


def build_nominal(syntax: Syntax, cue: tuple[str, str, int], after: int, lemma: str) -> Advice | None:
    """Make the advice of a noun phrase that is advised ("we call for the reform of X")."""
    if lemma not in load_words("nominal_appeals"):
        return None
    if syntax.words[after] == "for":
        after += 1
    for child in syntax.doc[cue[2]].rights:
        nouns = (
            [child]
            if child.dep_ == "dobj"
            else [c for c in child.rights if c.dep_ == "pobj"]
            if child.lower_ == "for"
            else []
        )
        for noun in nouns:
            if not is_agent(syntax, noun.i) and noun.tag_.startswith("N"):
                start = max(after, noun.left_edge.i)
                while start < noun.i and syntax.tags[start] == "DT":
                    start += 1
                return Advice(cue[0], cue[1], cue[2], cue[2], start, noun.i, "noun")
    return None


def read_wish(syntax: Syntax, at: int) -> Advice | None:
    """Read "we would like to see N VERB-ed" and "I would prefer that"."""
    if (syntax.words[at] == "prefer" and syntax.words[max(0, at - 1)] in ("would", "'d", "’d")) or (
        syntax.words[at] == "see"
        and syntax.words[max(0, at - 3) : at]
        in (["would", "like", "to"], ["'d", "like", "to"], ["’d", "like", "to"], ["would", "love", "to"])
    ):
        start = at + 1
    else:
        return None
    subject = find_subject(syntax, at)
    if subject is None or syntax.words[subject[0]] not in FIRST_PERSONS or start >= len(syntax):
        return None
    if syntax.words[start] in ("to", "that"):
        start += 1
    return Advice("wish", "should", at, subject[0], start, start, "noun") if start < len(syntax) else None
