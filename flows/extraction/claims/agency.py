"""What kind of thing a noun phrase names: who acts, what happens, what is."""

from functools import cache

from spacy.tokens import Token

from flows.extraction.lexicon import load_lexicon

ACTOR_LABELS = frozenset({"GPE", "ORG", "PERSON", "NORP"})
# words that stand for some of a group: "many", "one of the senators"
QUANTIFIERS = frozenset({"one", "all", "many", "some", "others", "most", "few", "several", "those", "each", "half"})
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
    if subject.lower_ in QUANTIFIERS:
        whole = next((below for child in subject.children if child.lower_ == "of" for below in child.children), None)
        return "person" if whole is None else classify_subject(whole) if whole.i > subject.i else "thing"
    happens = subject.tag_ == "VBG" or subject.lemma_.lower().endswith(EVENT_SUFFIXES)
    if (subject.lemma_.lower(), "NOUN") in load_actors():
        return "actor"
    # a capital at the beginning of a sentence makes no name: "Austerity costs lives"
    if subject.ent_type_ in ACTOR_LABELS and not (happens and subject.i == 0):
        return "actor"
    if happens:
        return "event"
    return "thing"


@cache
def load_actors() -> frozenset[tuple[str, str]]:
    """Return the nouns that stand for who acts in public affairs."""
    return frozenset((noun, "NOUN") for noun in load_lexicon("claims")["actor"]["nouns"])
