"""Judgements: what a verb says of its object, be it praise, a name or a number."""

from spacy.tokens import Token

from flows.extraction.sources.speakers import load_attribution

OBJECTS = frozenset({"dobj"})
# dependencies of a verb whose clause the sentence asserts
ASSERTED = frozenset({"ROOT", "conj", "ccomp", "parataxis", "advcl", "relcl", "acl"})


def takes_stand(verb: Token, lemma: str) -> bool:
    """Say whether a finite verb takes a stand on its object: "the union welcomes the plan"."""
    if lemma not in load_attribution("stance_verbs") or verb.dep_ not in ASSERTED - {"relcl", "acl", "advcl"}:
        return False
    finite = verb.tag_ in ("VBZ", "VBP", "VBD") or any(
        child.lemma_ == "have" for child in verb.children if child.dep_ == "aux"
    )
    held = [child for child in verb.children if child.dep_ in OBJECTS and child.i > verb.i]
    if lemma in load_attribution("receiving_verbs") and any(_is_received(noun) for noun in held):
        return False
    return finite and bool(held) and not (lemma == "condemn" and any(child.lower_ == "to" for child in verb.children))


def _is_received(noun: Token) -> bool:
    """Say whether an object is received rather than judged: "welcomed 3 million visitors"."""
    numbered = any(child.dep_ == "nummod" for child in noun.children)
    return numbered or noun.lemma_.lower() in load_attribution("received_nouns")


def names(verb: Token, lemma: str) -> bool:
    """Say whether a verb says what its object is: "called the plan a disgrace", "describes it as unreliable"."""
    if verb.dep_ not in ASSERTED:
        return False
    if lemma in load_attribution("judgement_verbs"):
        return judges_as(verb)
    if lemma not in load_attribution("naming_verbs"):
        return False
    held = [child for child in verb.children if child.dep_ in OBJECTS]
    clause = any(child.dep_ in ("oprd", "ccomp", "xcomp") and child.i > verb.i for child in verb.children)
    clause = clause or any(child.dep_ == "amod" and child.i > noun.i for noun in held for child in noun.children)
    return (bool(held) and (clause or judges_as(verb))) or (clause and lemma in ("consider", "deem"))


def judges_as(verb: Token) -> bool:
    """Say whether "as" behind a verb or its object says what is judged to be what: "hailed the plan as a success"."""
    around = [child for child in verb.children if child.dep_ in OBJECTS]
    return any(child.dep_ == "prep" and child.lower_ == "as" for word in (verb, *around) for child in word.children)


def speaks_of(verb: Token, lemma: str) -> bool:
    """Say whether a verb of speech tells its content behind a preposition: "warned of delays"."""
    told = load_attribution("speech_prepositions")
    return verb.dep_ in ASSERTED and any(
        child.dep_ == "prep" and f"{lemma} {child.lower_}" in told for child in verb.children if child.i > verb.i
    )


def estimates(verb: Token, lemma: str) -> bool:
    """Say whether a verb puts a number to its object or foretells it: "projects growth of 2 per cent"."""
    if lemma in load_attribution("estimating_verbs"):
        return any(child.dep_ in OBJECTS and child.i > verb.i for child in verb.children) and verb.dep_ in ASSERTED
    return lemma == "put" and has_figure(verb)


def has_figure(verb: Token) -> bool:
    """Say whether a verb has "at" and a number behind it: "puts the cost at 3 million"."""
    for token in verb.doc[verb.i + 1 : verb.right_edge.i + 1]:
        if token.lower_ == "at" and any(counts(child) for child in token.children if child.dep_ == "pobj"):
            return True
    return False


def counts(head: Token) -> bool:
    """Say whether a noun phrase holds a number."""
    return any(token.like_num or token.pos_ == "NUM" for token in head.doc[head.left_edge.i : head.right_edge.i + 1])


def puts_it(verb: Token, lemma: str, subject: Token) -> bool:
    """Say whether a verb is that of "as X puts it", "evidence points to Y"."""
    if lemma == "put":
        marked = any(child.dep_ in ("mark", "advmod") and child.lower_ == "as" for child in verb.children)
        return marked and any(child.dep_ in OBJECTS and child.lower_ == "it" for child in verb.children)
    if lemma not in load_attribution("evidence_verbs") | load_attribution("finding_verbs"):
        return False
    if subject.lemma_.lower() not in load_attribution("evidence_nouns"):
        return False
    aimed = lemma == "point" and any(child.lower_ in ("to", "towards") for child in verb.doc[verb.i + 1 : verb.i + 2])
    return aimed or (
        lemma in load_attribution("finding_verbs")
        and any(child.dep_ in OBJECTS and child.i > verb.i for child in verb.children)
    )
