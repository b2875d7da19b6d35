"""What a word of advising governs: an infinitive with or without its actor, or a that-clause."""

from flows.extraction.grammar import Syntax, find_subject, is_base_verb, skip_adverbs
from flows.extraction.recommendations.actors import is_agent, trim_actor
from flows.extraction.recommendations.advice import Advice, load_strengths, load_words
from flows.extraction.recommendations.subjects import subject_head

QUESTIONS = frozenset({"how", "what", "when", "where", "whether", "order", "as"})
REACH = 60  # tokens from a cue to the verb that it governs


def find_infinitive(syntax: Syntax, start: int) -> tuple[int, int] | None:
    """Return the "to" and the verb of the next infinitive within reach, over those of relative clauses."""
    skipped: tuple[int, int] | None = None
    for at in range(start, min(len(syntax), start + REACH)):
        if syntax.words[at] in (";", ":"):
            return skipped
        if syntax.words[at] == "to" and at + 1 < len(syntax) and syntax.words[at - 1] not in QUESTIONS:
            verb = skip_adverbs(syntax, at + 1)
            if syntax.tags[at - 1].startswith("VB") and any(tag in ("WDT", "WP") for tag in syntax.tags[start:at]):
                skipped = skipped or (at, verb)  # States that want to join
                continue
            if is_base_verb(syntax, verb) or (verb < len(syntax) and syntax.words[verb] in ("be", "have", "do")):
                return at, verb
    return skipped


def build_infinitive(syntax: Syntax, cue: tuple[str, str, int], start: int, actor: bool) -> Advice | None:
    """Make the advice of an infinitive behind a cue; what stands between them is the actor."""
    form, strength, at = cue
    infinitive = find_infinitive(syntax, start)
    if infinitive is None:
        return None
    to, verb = infinitive
    tags = syntax.tags[start:to]
    if actor and any(tag in ("VBZ", "VBD", "MD") for tag in tags) and not any(tag in ("WDT", "WP") for tag in tags):
        return None
    who = trim_actor(syntax, (start, to)) if actor and to > start else None
    if form == "necessity" and who is not None and not any(is_agent(syntax, i) for i in range(*who)):
        return Advice(form, strength, at, at, who[0], verb, "clause")
    if syntax.words[to - 1] == "not":
        return Advice(form, strength, at, at, to - 1, verb, "base", who)
    first = to + 1 if syntax.words[to + 1] in ("not", "never") else verb
    return Advice(form, strength, at, at, first, verb, "base", who)


def build_subordinate(syntax: Syntax, cue: tuple[str, str, int], start: int) -> Advice | None:
    """Make the advice of a that-clause behind a cue ("that X (should) VERB")."""
    form, strength, at = cue
    for verb in range(start + 1, min(len(syntax), start + REACH)):
        is_verb = syntax.tags[verb] in ("VB", "VBP", "VBN") or syntax.words[verb] == "be"
        is_verb = is_verb or (form == "necessity" and syntax.tags[verb] == "VBZ")  # it is vital that it goes on
        if not is_verb or not any(child.dep_ in ("nsubj", "nsubjpass", "expl") for child in syntax.doc[verb].lefts):
            continue
        subject = find_subject(syntax, verb)
        if subject is None or subject[0] < start:
            continue
        passive = syntax.tags[verb] in ("VBN", "VBZ")
        head = subject_head(syntax, subject)
        if passive or not is_agent(syntax, head):
            return Advice(form, strength, at, at, subject[0], verb, "clause")
        return Advice(form, strength, at, at, verb, verb, "base", trim_actor(syntax, subject))
    return None


def is_complement(syntax: Syntax, verb: int, infinitive: int) -> bool:
    """Say whether the parse hangs an infinitive on a verb, at most through its object."""
    head = syntax.heads[infinitive]
    return head == verb or (
        syntax.heads[head] == verb
        and syntax.tags[head].startswith(("N", "P"))
        and syntax.deps[infinitive] in ("xcomp", "ccomp", "acl", "relcl", "advcl")
    )


def addresses(syntax: Syntax, verb: int, infinitive: tuple[int, int]) -> bool:
    """Say whether what stands between a verb of calling and an infinitive is whom it calls on."""
    to, inner = infinitive
    calls = load_strengths("appeals")
    if any(syntax.tags[at] == "VBZ" and syntax.lemmas[at] in calls for at in range(verb + 1, to)):
        return False  # welcomes N, and calls upon X to
    deeds = load_words("measures") | load_words("deeds")
    if any(child.dep_ == "dobj" and child.lower_ in deeds and child.i < to for child in syntax.doc[verb].rights):
        return False  # I direct the following actions to raise N
    if is_complement(syntax, verb, inner) and syntax.lemmas[verb] != "welcome":
        return True
    between = range(verb + 1, to)
    if syntax.lemmas[verb] == "ask" and any(syntax.words[at] == "for" for at in between):
        return False
    if any(
        child.dep_ == "dobj" and not is_agent(syntax, child.i) and child.i < to for child in syntax.doc[verb].rights
    ):
        return False
    tags = [syntax.tags[at] for at in between]
    if not any(tag in ("WDT", "WP") for tag in tags) and any(tag in ("VBZ", "VBD", "MD", "VBP") for tag in tags):
        return False
    return any(is_agent(syntax, at) for at in between) and syntax.words[to - 1] not in ("order", "as")
