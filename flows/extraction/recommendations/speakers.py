"""Who speaks in a speech: a country or body that the text names where it might say "we"."""

from flows.extraction.document import Document
from flows.extraction.grammar import Syntax, find_subject
from flows.extraction.recommendations.advice import Advice, load_strengths, load_words
from flows.extraction.recommendations.appeals import build_performative

FEWEST_FIRST_PERSONS = 2  # sentences in which "we" speaks
SPEAKING_TAGS = frozenset({"VBZ", "VBP"})
NAMED = frozenset({"GPE", "ORG", "NORP"})


def find_speakers(document: Document) -> frozenset[str]:
    """Return the names, in lower case, that speak in a text: they welcome and thank in the present tense beside "we"."""
    speaking = 0
    names: set[str] = set()
    for passage in document.sentences:
        has_first = False
        for token in passage.parse:
            if token.dep_ != "nsubj":
                continue
            if token.lower_ == "we":
                has_first = True
            elif token.head.lemma_ in load_words("speech_acts") and token.head.tag_ in (*SPEAKING_TAGS, "NNS"):
                is_named = token.ent_type_ in NAMED and token.tag_ in ("NNP", "NNPS")
                names |= {token.lower_} if is_named and token.i < token.head.i else set()
        speaking += has_first
    return frozenset(names) if speaking >= FEWEST_FIRST_PERSONS else frozenset()


def find_spoken_calls(syntax: Syntax, speakers: frozenset[str]) -> list[Advice]:
    """Return what a speaker calls for under its own name ("Kenya appeals to all members to ratify the treaty")."""
    found = []
    for at in range(len(syntax)) if speakers else ():
        strength = load_strengths("appeals").get(syntax.lemmas[at])
        if strength is None or syntax.tags[at] not in SPEAKING_TAGS or syntax.deps[at] not in ("ROOT", "conj"):
            continue
        subject = find_subject(syntax, at)
        if subject is None or syntax.words[-1] == "?" or not speakers & set(syntax.words[subject[0] : subject[1]]):
            continue
        if any(child.dep_ == "neg" for child in syntax.doc[at].lefts):
            continue
        advice = build_performative(syntax, ("performative", strength, at), syntax.lemmas[at])
        if advice is not None:
            found.append(advice)
    return found
