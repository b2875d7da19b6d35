"""What kind of thing a noun phrase names: who acts, what happens, what is."""

from functools import cache

from spacy.tokens import Token

from flows.extraction.lexicon import load_lexicon

ACTOR_LABELS = frozenset({"GPE", "ORG", "PERSON", "NORP"})
# kinds of subjects that act rather than cause
AGENTS = frozenset({"actor", "self", "person"})
# endings of nouns that name what happens rather than a thing
EVENT_SUFFIXES = ("tion", "sion", "ment", "ance", "ence", "ing", "ity", "ness", "al", "ship", "ism", "ure", "th")


def classify_subject(subject: Token | None) -> str:
    """Say what kind of thing a subject is: self, actor, pointer (this, it, which), event or thing."""
    if subject is None:
        return "none"
    if subject.pos_ == "PRON" or subject.tag_ in {"DT", "WDT", "WP", "PRP"}:
        return (
            "self"
            if subject.lower_ in {"we", "i", "us"}
            else "person"
            if subject.lower_ in {"he", "she", "they", "you", "who"}
            else "pointer"
        )
    if subject.ent_type_ in ACTOR_LABELS or (subject.lemma_.lower(), "NOUN") in load_actors():
        return "actor"
    if subject.tag_ == "VBG" or subject.lemma_.lower().endswith(EVENT_SUFFIXES):
        return "event"
    return "thing"


@cache
def load_actors() -> frozenset[tuple[str, str]]:
    """Return the nouns that stand for who acts in public affairs."""
    return frozenset((noun, "NOUN") for noun in load_lexicon("claims")["actor"]["nouns"])
