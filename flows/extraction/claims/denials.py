"""Where a verb is denied: what did not bring something about is no cause of it."""

from spacy.tokens import Token

from flows.extraction.claims.causes import load_words


def find_denial(verb: Token) -> int | None:
    """Return where the denial of a verb begins, its auxiliary included; None when it is not denied."""
    at = (
        verb.head
        if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in load_words("light_verbs", "infinitive")
        else verb
    )
    for child in at.children:
        after = child.i + 1 < len(at.doc) and at.doc[child.i + 1].lower_ in {"only", "just", "merely", "simply"}
        if child.dep_ == "neg" and child.i < at.i and not after:
            return min([child.i, *(other.i for other in at.children if other.dep_ == "aux" and other.i < child.i)])
    return None
