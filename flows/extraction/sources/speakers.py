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
LONGEST_ACRONYM = 8  # characters
NEAR = 4  # tokens around a word in capitals of which one has small letters
LONGEST_AUTHORS = 14  # tokens of "Smith, Jones and Miller (2019)"
YEAR_DIGITS = 4
OTHERS = frozenset({"its", "their", "his", "her"})  # whose people are not the text's own
AUTHOR_WORDS = frozenset({",", "and", "&", "et", "al", "al.", "et.al", "et.al.", "."})


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
    if is_acronym(head) or (head.ent_type_ in NAMED and head.pos_ in ("PROPN", "NOUN", "ADJ")):
        return True
    if (
        head.pos_ == "NOUN" and head.is_title and head.i > 0
    ):  # "the Budget Lab", whose last word the tagger took for a noun
        return True
    return head.pos_ == "PROPN" and (head.i == 0 or head.is_upper or head.is_title)


def is_person_or_body(head: Token) -> bool:
    """Say whether a noun phrase names who can take a stand: a person or a body, no document."""
    lemma = head.lemma_.lower()
    if is_own(head) or lemma in load_attribution("programme_nouns"):
        return False
    named = (head.ent_type_ in NAMED - {"LAW", "WORK_OF_ART"} and head.pos_ == "PROPN") or is_acronym(head)
    return lemma in load_attribution("speaker_nouns") or (named and lemma not in load_attribution("evidence_nouns"))


def may_talk(head: Token) -> bool:
    """Say whether a common noun can be who talks as far as its form tells: no pronoun, number, act or quality."""
    if head.pos_ != "NOUN" or is_own(head) or head.tag_ == "VBG":
        return False
    lemma = head.lemma_.lower()
    return lemma in load_attribution("text_nouns") or not lemma.endswith(ABSTRACT)


def is_acronym(token: Token) -> bool:
    """Say whether a word in capitals amid others in small letters is a name: "IPCC", and "WHO", which is no pronoun."""
    if not (token.is_upper and token.is_alpha and 1 < len(token) <= LONGEST_ACRONYM):
        return False
    if token.lower_ in load_attribution("own_words") and token.text not in load_attribution("capital_names"):
        return False
    around = token.doc[max(0, token.i - NEAR) : token.i + NEAR + 1]
    return any(other.is_lower for other in around)


def is_own(head: Token) -> bool:
    """Say whether a noun phrase is the text's own voice or points back to no name: "we", "this survey", "the paper"."""
    own = load_attribution("own_words")
    if (head.pos_ == "PRON" or head.lower_ in own) and not is_acronym(head):
        return True
    owners = [child for child in head.children if child.dep_ in ("det", "poss") and child.i < head.i]
    lemma = head.lemma_.lower()
    if any(child.lower_ in own and child.lower_ != "one" and not is_acronym(child) for child in owners):
        people = lemma in load_attribution("speaker_nouns") and lemma not in load_attribution("own_nouns")
        return not (people and all(child.lower_ in OTHERS for child in owners))
    if _is_exhibit(head, lemma):
        return True
    plain = not owners or all(child.lower_ == "the" for child in owners)
    modified = any(child.dep_ in ("amod", "compound", "poss", "nummod") and child.i < head.i for child in head.children)
    singular = head.tag_ in ("NN", "NNP")
    return lemma in load_attribution("own_nouns") and singular and plain and not modified and not _has_number(head)


def _is_exhibit(head: Token, lemma: str) -> bool:
    """Say whether a noun phrase is a numbered part of the text at hand: "Figure 3", "charts VII.18", "Section 3"."""
    if lemma == "figure" and head.tag_ in ("NN", "NNP"):
        return True
    if _has_number(head) and "." in head.nbor(1).text.strip("."):  # "Transport 5.1"
        return True
    if any(letter.isdigit() for letter in head.text):
        return any(child.lemma_.lower() in load_attribution("own_nouns") for child in head.children if child.i < head.i)
    if lemma not in load_attribution("own_nouns") or not _has_number(head):
        return False
    behind = head.doc[head.i + 2] if head.i + 2 < len(head.doc) else None
    cites = behind is not None and lemma in load_attribution("evidence_nouns")
    # "Article 5 of the Directive" is another text's
    return not (cites and behind is not None and (behind.lower_ == "of" or behind.pos_ == "PROPN"))


def _has_number(head: Token) -> bool:
    """Say whether a number follows a noun: "Figure 3", "chart VII.18"."""
    behind = head.doc[head.i + 1] if head.i + 1 < len(head.doc) else None
    return behind is not None and (behind.pos_ == "NUM" or any(letter.isdigit() for letter in behind.text))


def is_own_method(head: Token) -> bool:
    """Say whether a noun phrase is a product of the text's own method: "the analysis", "results", "panel estimates"."""
    lemma = head.lemma_.lower()
    if lemma in load_attribution("procedure_nouns"):
        return True
    if lemma in load_attribution("result_nouns"):
        return not _has_maker(head)
    if lemma not in load_attribution("method_nouns"):
        return False
    definite = any(child.lower_ == "the" for child in head.children if child.dep_ == "det")
    technical = any(word.pos_ == "NOUN" for word in head.doc[max(head.left_edge.i, head.i - LONGEST) : head.i])
    return (definite or technical) and not _has_maker(head)


def _has_maker(head: Token) -> bool:
    """Say whether a noun of method says whose it is: "the bank's analysis", "results of the census", "latest estimates"."""
    for child in head.children:
        if child.dep_ == "poss" or child.pos_ == "PROPN" or is_acronym(child):
            return True
        inquired = child.lemma_.lower() in load_attribution("inquiry_nouns") | load_attribution("speaker_nouns")
        if child.dep_ == "compound" and inquired:
            return True
        if child.lower_ in load_attribution("outside_adjectives") or (child.dep_ == "acl" and names_maker(child)):
            return True
        if child.dep_ == "prep" and child.lower_ in ("by", "of", "from"):
            held = next((below for below in child.children if below.dep_ == "pobj"), None)
            if held is not None and _can_make(held):
                return True
    return False


def _can_make(held: Token) -> bool:
    lemma = held.lemma_.lower()
    if lemma in load_attribution("own_nouns") or lemma in load_attribution("own_words"):
        return is_acronym(held)
    own = any(child.lower_ in load_attribution("own_words") for child in held.children if child.dep_ in ("det", "poss"))
    if own or lemma in load_attribution("method_nouns") or lemma in load_attribution("result_nouns"):
        return False
    named = (held.pos_ == "PROPN" and held.ent_type_ in NAMED) or is_acronym(held)
    return named or lemma in load_attribution("speaker_nouns") or lemma in load_attribution("evidence_nouns")


def find_authors(head: Token) -> int | None:
    """Return the last token of the authors of a cited work that a name begins: "Smith, Jones and Miller (2019)"."""
    if head.pos_ != "PROPN":
        return None
    doc = head.doc
    for token in doc[head.i + 1 : head.i + LONGEST_AUTHORS]:
        if token.text == "(":
            return token.i - 1 if token.i + 1 < len(doc) and is_year(doc[token.i + 1].text) else None
        if not may_be_author(token):
            return None
    return None


def may_be_author(token: Token) -> bool:
    """Say whether a word may stand among the authors of a cited work."""
    named = token.pos_ == "PROPN" or (token.pos_ == "NOUN" and token.is_title) or is_acronym(token)
    return named or token.lower_ in AUTHOR_WORDS


def is_year(text: str) -> bool:
    """Say whether a word is the year of a cited work: "2019", "2019a"."""
    return len(text) in (YEAR_DIGITS, YEAR_DIGITS + 1) and text[:YEAR_DIGITS].isdigit() and text[0] in "12"


def trim_source(head: Token, start: int | None = None, *, keep_participles: bool = False) -> Span:
    """Return the phrase of a head as offsets: no leading "the", no relative clause, nothing behind a comma.

    A participle stays where it says who made a finding ("a poll conducted by the union"), or wherever
    ``keep_participles``; ``start`` is an offset at which the phrase begins instead of at its first word.
    """
    doc = head.doc
    if start is None and any(child.lower_ in OTHERS for child in head.children if child.dep_ == "poss"):
        head = next((child for child in head.children if child.dep_ == "appos" and child.pos_ == "PROPN"), head)
    left = start if start is not None else doc[max(head.left_edge.i, head.i - LONGEST)].idx
    first = doc.char_span(left, left + 1, alignment_mode="expand")
    at = first[0].i if first is not None else head.i
    while at < head.i and (doc[at].lower_ == "the" or doc[at].is_punct or doc[at].dep_ in ("cc", "predet", "mark")):
        at += 1
    end = find_authors(head) or head.i
    for token in doc[end + 1 : min(head.right_edge.i, head.i + LONGEST) + 1]:
        told = token.dep_ == "acl" and (keep_participles or names_maker(token))
        if (
            (token.dep_ in ("relcl", "acl", "appos") and not told)
            or token.text in OPENERS
            or token.dep_ == "mark"
            or (token.tag_ in ("WDT", "WP") and not is_acronym(token))
        ):
            break
        end = token.i
    while end > head.i and (doc[end].is_punct or doc[end].dep_ in ("cc", "advmod") or doc[end].pos_ in ("DET", "ADP")):
        end -= 1
    return Span(doc[at].idx, doc[end].idx + len(doc[end]))


def names_maker(participle: Token) -> bool:
    """Say whether a participle behind a noun says who made or published it: "conducted by the union"."""
    return participle.tag_ == "VBN" and any(child.dep_ == "agent" for child in participle.children)
