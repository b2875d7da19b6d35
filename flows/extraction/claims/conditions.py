"""Causal links that a condition or a reason with "as" tells: "if X, Y", "as long as X, Y", "as X, Y".

Such clauses are told as causes only where nothing else in the sentence is: "if" and "as" have other senses besides
(Quirk et al. 1985, 15.25, 15.34, 15.45).
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from flows.extraction.claims.arguments import HIGHEST, SUBJECTS, Stretch, find_clause, trim_stretch
from flows.extraction.claims.causes import Link, load_words, overlap
from flows.extraction.lexicon import load_lexicon

TENSED = frozenset({"VBZ", "VBP", "VBD", "MD"})
NO_REASON = frozenset(
    {"just", "such", "so", "much", "same", "way", "well", "even"}
)  # "just as", "such as", "the same as"
# verbs behind "as" that name a source or a manner: "as the table sets out"
MENTIONS = frozenset({"see", "do", "mention", "know", "describe", "set", "say", "provide", "define", "require", "make"})
VERBAL = frozenset({"VERB", "AUX"})


def find_condition_links(parse: Doc) -> Iterator[Link]:
    """Yield "if X, Y", "Y as long as X", "as X, Y": clauses with a subject and a tense each."""
    for token in parse:
        if token.lower_ not in load_words("conditions", "causes") or token.dep_ not in {"mark", "advmod"}:
            continue
        inner = token.head
        main = _find_verb_above(inner) if _is_long(token) else inner.head
        if inner.dep_ != "advcl" or inner.pos_ not in VERBAL or main.pos_ not in VERBAL or main.i == inner.i:
            continue
        if not (_is_clause(inner) and _is_clause(main)) or (token.lower_ == "as" and not _is_reason(token)):
            continue
        if _is_no_condition(token):
            continue
        start = token.i - 2 if _is_long(token) else token.i
        cause, effect = find_clause(inner), _find_main_clause(main, inner, start)
        if cause and effect and not overlap(cause, effect):
            yield Link(cause, effect, "unspecified", token.lower_, "condition", token.i)


def _is_no_condition(mark: Token) -> bool:
    """Say whether a mark opens a concession, a likeness or a wish: "even if", "as if", "if only"."""
    before = mark.doc[mark.i - 1].lower_ if mark.i else ""
    after = mark.doc[mark.i + 1].lower_ if mark.i + 1 < len(mark.doc) else ""
    return (before in {"even", "as", "only"} and not _is_long(mark)) or after in {"if", "only", "though"}


def _is_long(token: Token) -> bool:
    """Say whether "as" ends "as long as"."""
    return token.lower_ == "as" and token.i >= 2 and token.doc[token.i - 1].lower_ in {"long", "soon"}


def _find_verb_above(inner: Token) -> Token:
    """Return the verb above "long" in "there is no peace as long as X"."""
    at = inner.head
    for _ in range(HIGHEST):
        if at.pos_ in VERBAL or at.head.i == at.i:
            break
        at = at.head
    return at


def _is_clause(verb: Token) -> bool:
    tensed = verb.tag_ in TENSED or any(child.tag_ in TENSED for child in verb.children if child.dep_.startswith("aux"))
    return tensed and any(child.dep_ in SUBJECTS or child.dep_ == "expl" for child in verb.children)


def _is_reason(mark: Token) -> bool:
    """Say whether "as" before a clause can give a reason: no "as the survey shows", "as it is known"."""
    verb = mark.head
    if mark.i > 0 and mark.doc[mark.i - 1].lower_ in NO_REASON:
        return False
    if verb.lemma_.lower() in load_lexicon("claims")["reporting"]["verbs"] or verb.lemma_.lower() in MENTIONS:
        return False
    return any(
        child.dep_ in {"dobj", "attr", "acomp", "prep", "xcomp", "ccomp", "prt", "neg", "auxpass"}
        for child in verb.children
    )


def _find_main_clause(main: Token, inner: Token, start: int) -> Stretch | None:
    """Return the clause that a condition before or behind it bears on."""
    if inner.i > main.i:
        return find_clause(main, start)
    clause = find_clause(main)
    return trim_stretch(main.doc, max(clause[0], inner.right_edge.i + 1), clause[1]) if clause else None
