"""Who can say something in a sentence: people, bodies, documents and data, but not the text itself."""

from functools import cache

from spacy.tokens import Token

from flows.extraction.lexicon import load_lexicon
from flows.extraction.spans import Span

NAMED = frozenset({"ORG", "PERSON", "GPE", "NORP", "LAW", "WORK_OF_ART"})
OPENERS = frozenset({",", ";", ":", "(", "—", "–", "--", '"', "“", "”", "[", "-"})
# endings of nouns that name an act or a quality rather than who acts
ABSTRACT = ("tion", "sion", "ment", "ness", "ity", "ism", "ance", "ence", "ing", "ure", "age", "acy")
LONGEST = 24  # tokens: a longer phrase is a parse gone astray


@cache
def load_attribution(key: str) -> frozenset[str]:
    """Return one list of lexicon/attribution.yml as a set."""
    return frozenset(load_lexicon("attribution")[key])


def can_speak(head: Token) -> bool:
    """Say whether a noun phrase names a person, a body or a document other than the text itself."""
    if is_own(head):
        return False
    lemma = head.lemma_.lower()
    if lemma in load_attribution("evidence_nouns") or lemma in load_attribution("speaker_nouns"):
        return True
    if head.ent_type_ in NAMED and head.pos_ in ("PROPN", "NOUN", "ADJ"):
        return True
    return head.pos_ == "PROPN" and (head.i == 0 or head.is_upper or head.is_title)


def is_person_or_body(head: Token) -> bool:
    """Say whether a noun phrase names who can take a stand: a person or a body, no document."""
    lemma = head.lemma_.lower()
    if is_own(head) or lemma in load_attribution("programme_nouns"):
        return False
    named = head.ent_type_ in NAMED - {"LAW", "WORK_OF_ART"} and head.pos_ == "PROPN"
    return lemma in load_attribution("speaker_nouns") or (named and lemma not in load_attribution("evidence_nouns"))


def may_talk(head: Token) -> bool:
    """Say whether a common noun can be who talks as far as its form tells: no pronoun, number, act or quality."""
    if head.pos_ != "NOUN" or is_own(head) or head.tag_ == "VBG":
        return False
    return not head.lemma_.lower().endswith(ABSTRACT)


def is_own(head: Token) -> bool:
    """Say whether a noun phrase is the text's own voice or points back to no name: "we", "this survey", "the paper"."""
    own = load_attribution("own_words")
    if head.pos_ == "PRON" or head.lower_ in own:
        return True
    owners = [child for child in head.children if child.dep_ in ("det", "poss") and child.i < head.i]
    if any(child.lower_ in own and child.lower_ != "one" for child in owners):
        return True
    numbered = head.i + 1 < len(head.doc) and head.doc[head.i + 1].pos_ == "NUM"
    if head.lemma_.lower() == "figure" and head.tag_ in ("NN", "NNP"):
        return True
    plain = not owners or all(child.lower_ == "the" for child in owners)
    modified = any(child.dep_ in ("amod", "compound", "poss", "nummod") and child.i < head.i for child in head.children)
    singular = head.tag_ in ("NN", "NNP")
    return head.lemma_.lower() in load_attribution("own_nouns") and singular and (numbered or (plain and not modified))


def trim_source(head: Token, start: int | None = None, *, keep_participles: bool = False) -> Span:
    """Return the phrase of a head as offsets: no leading "the", no relative clause, nothing behind a comma.

    A participle stays where it says who made a finding ("a poll conducted by the union"), or wherever
    ``keep_participles``; ``start`` is an offset at which the phrase begins instead of at its first word.
    """
    doc = head.doc
    left = start if start is not None else doc[max(head.left_edge.i, head.i - LONGEST)].idx
    first = doc.char_span(left, left + 1, alignment_mode="expand")
    at = first[0].i if first is not None else head.i
    while at < head.i and (doc[at].lower_ == "the" or doc[at].is_punct or doc[at].dep_ in ("cc", "predet", "mark")):
        at += 1
    end = head.i
    for token in doc[head.i + 1 : min(head.right_edge.i, head.i + LONGEST) + 1]:
        told = token.dep_ == "acl" and (keep_participles or names_maker(token))
        if (
            (token.dep_ in ("relcl", "acl", "appos") and not told)
            or token.text in OPENERS
            or token.tag_ in ("WDT", "WP")
        ):
            break
        end = token.i
    while end > head.i and (doc[end].is_punct or doc[end].dep_ in ("cc", "advmod")):
        end -= 1
    return Span(doc[at].idx, doc[end].idx + len(doc[end]))


def names_maker(participle: Token) -> bool:
    """Say whether a participle behind a noun says who made or published it: "conducted by the union"."""
    return participle.tag_ == "VBN" and any(child.dep_ == "agent" for child in participle.children)
