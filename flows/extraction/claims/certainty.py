"""How surely a sentence asserts, and whether what it asserts is denied."""

from functools import cache

from spacy.tokens import Doc, Token

from flows.extraction.claims.signs import find_asserted
from flows.extraction.lexicon import load_lexicon

VERBAL = frozenset({"VERB", "AUX"})
# clauses that assert along with the one above them
ASSERTING = frozenset({"ROOT", "conj", "ccomp", "relcl", "xcomp", "parataxis", "dep"})
HIGHEST = 12  # steps up a parse before giving up


@cache
def load_hedges(key: str) -> frozenset[str]:
    """Return one list of lexicon/certainty.yml as a set."""
    return frozenset(load_lexicon("certainty")[key])


@cache
def load_hedge_phrases() -> tuple[tuple[str, ...], ...]:
    """Return the phrases of lexicon/certainty.yml as tokens."""
    return tuple(tuple(phrase.split()) for phrase in load_lexicon("certainty")["phrases"])


def find_hedge(parse: Doc) -> Token | None:
    """Return the word that hedges what a sentence asserts, or None when it is asserted outright."""
    lowered = [token.lower_ for token in parse]
    for token in parse:
        if _hedges(token):
            return token
        for phrase in load_hedge_phrases():
            if phrase[0] == lowered[token.i] and tuple(lowered[token.i : token.i + len(phrase)]) == phrase:
                return token
    return None


def _hedges(token: Token) -> bool:
    lemma = token.lemma_.lower()
    if token.tag_ == "MD":
        return token.lower_ in load_hedges("modals") and _is_hedging_modal(token)
    if lemma in load_hedges("verbs") and token.pos_ == "VERB":
        return _weakens(token)
    if lemma in load_hedges("adverbs") and token.dep_ == "advmod":
        return (
            token.head.pos_ in {*VERBAL, "SCONJ", "ADP", "ADJ"}
            and _is_asserting(token.head)
            and not _is_compared(token)
        )
    if lemma in load_hedges("adjectives") and token.dep_ == "acomp":
        return _is_asserting(token.head) and not _is_compared(token)
    return False


def _is_compared(token: Token) -> bool:
    """Say whether "likely" is measured rather than hedging: "30 % more likely to"."""
    return any(child.dep_ == "advmod" and child.tag_ in {"RBR", "RBS"} for child in token.children)


def _is_hedging_modal(modal: Token) -> bool:
    verb = modal.head
    if verb.pos_ not in VERBAL or not _is_asserting(verb):
        return False
    subject = next((child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is not None and subject.lower_ == "you":
        return False
    if modal.lower_ == "can":
        if any(child.dep_ == "neg" for child in verb.children):
            return False
        passive = any(child.dep_ == "auxpass" for child in verb.children)
        return not (passive and verb.lemma_.lower() in load_hedges("pointing_verbs"))
    permits = modal.lower_ == "may" and subject is not None and any(child.lower_ == "any" for child in subject.children)
    return not permits


def _weakens(verb: Token) -> bool:
    """Say whether a verb of seeming or thinking governs what is asserted."""
    if not _is_asserting(verb) or verb.tag_ in {"VBG", "VBD"}:
        return False
    if verb.lemma_ in {"seem", "appear", "tend"}:
        return any(child.dep_ in {"xcomp", "ccomp", "oprd", "acomp"} for child in verb.children)
    return any(child.dep_ in {"ccomp", "dobj"} for child in verb.children) and verb.tag_ != "VBN"


def _is_asserting(token: Token) -> bool:
    """Say whether a clause is asserted: main, coordinated, reported, or a relative one that adds to the main clause."""
    at = token
    for _ in range(HIGHEST):
        if at.dep_ == "ROOT":
            return True
        if at.dep_ == "relcl" and not _adds(at):
            return False
        if at.pos_ in VERBAL and at.dep_ not in ASSERTING:
            return False
        at = at.head
    return False


def _adds(clause: Token) -> bool:
    """Say whether a relative clause goes on about what is asserted: behind a comma or of a copula's complement."""
    first = clause.left_edge
    behind_comma = first.i > 0 and clause.doc[first.i - 1].text == ","
    return behind_comma or clause.head.dep_ == "attr"


def is_denied(parse: Doc, root: Token) -> bool:
    """Say whether the main assertion is negated: "not", "never", "no longer", "no X", "neither"; "not only" is no negation."""
    heads = find_asserted(root)[:1]
    for head in heads:
        for child in head.children:
            if child.dep_ == "neg" and not _is_not_only(child):
                return True
            if child.dep_ == "det" and child.lower_ in {"no", "neither"}:
                return True
            if child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr", "expl"} and any(
                _denies(below) for below in child.children
            ):
                return True
            if child.lower_ in {"nobody", "nothing", "none", "nowhere", "neither"} or (
                child.lower_ == "longer" and child.dep_ == "advmod"
            ):
                return True
    return False


def _denies(token: Token) -> bool:
    return token.lower_ in {"no", "neither"} or (token.lower_ == "not" and not _is_not_only(token))


def _is_not_only(negation: Token) -> bool:
    after = negation.doc[negation.i + 1] if negation.i + 1 < len(negation.doc) else negation
    return after.lower_ in {"only", "just", "merely", "simply"}
