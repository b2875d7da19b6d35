"""Reporting clauses: a verb of saying, finding or judging, and the subject or agent whose word it is."""

from spacy.tokens import Doc, Token

from flows.extraction.sources.judgements import (
    OBJECTS,
    counts,
    estimates,
    has_figure,
    judges_as,
    names,
    puts_it,
    speaks_of,
    takes_stand,
)
from flows.extraction.sources.opinions import read_attitude, read_opinion
from flows.extraction.sources.speakers import (
    can_speak,
    find_authors,
    is_acronym,
    is_own,
    is_own_method,
    is_person_or_body,
    load_attribution,
    may_talk,
    trim_source,
)
from flows.extraction.spans import Span

QUOTES = frozenset({"“", '"', "”", "‘"})
ASIDES = QUOTES | {",", "—", "–"}
LONGEST_ASIDE = 12  # tokens
NEAR_THAT, FAR_THAT = 4, 7  # tokens from a verb within which "that" opens its clause: with an object between, without
HIGHEST = 4  # steps up a parse to a shared subject
LATEST_ACRONYM = 3  # tokens before a verb that was read as a noun
QUOTING = frozenset({"quote", "cite"})
DUTIES = frozenset({"must", "shall", "should"})
AGENTIVE = ("er", "or", "ist")  # endings of nouns of doers
CONDITIONS = frozenset({"if", "unless", "whether"})
CLAUSE_ENDS = frozenset({";", ":", "."})


def find_reporting(parse: Doc) -> list[Span]:
    """Return the sources that reporting clauses name, as offsets: main clauses before subordinate ones, in their order."""
    found: list[tuple[bool, int, Span]] = []
    for token in parse:
        source = _read_reporting(token)
        if source is not None:
            found.append((_is_subordinate(token), token.i, source))
    return [source for *_, source in sorted(found)]


def _read_reporting(token: Token) -> Span | None:
    """Read the source that a word reports, be it a verb, a noun of opinion or an adjective of attitude."""
    lemma = token.lemma_.lower()
    if token.pos_ == "NOUN" and lemma in load_attribution("opinion_nouns"):
        return read_opinion(token)
    if lemma in load_attribution("attitude_adjectives") or token.lower_ in load_attribution("attitude_adjectives"):
        return read_attitude(token) or (_read_subject(token, lemma) if token.pos_ == "VERB" else None)
    if token.pos_ == "NOUN" and token.dep_ == "ROOT" and any(child.dep_ == "nsubj" for child in token.children):
        return _read_subject(token, lemma)  # a verb that the tagger took for a noun: "the results show that Y"
    if token.pos_ in ("NOUN", "PROPN") or (lemma == "say" and token.pos_ != "VERB"):
        return _read_misread_verb(token)
    if token.pos_ == "VERB":
        return _read_agent(token, lemma) or _read_subject(token, lemma)
    return None


def _is_subordinate(token: Token) -> bool:
    """Say whether a word stands in an adverbial or relative clause, near its top."""
    at = token
    for _ in range(HIGHEST):
        if at.dep_ in ("advcl", "relcl", "acl") and not _adds_as(at):
            return True
        if at.dep_ == "ROOT":
            return False
        at = at.head
    return False


def _read_subject(verb: Token, lemma: str) -> Span | None:
    """Read the subject of a verb of saying, finding or judging that has what is said beside it."""
    subject = _find_speaker(verb)
    if subject is not None and subject.lower_ == "who" and verb.dep_ == "relcl" and not is_acronym(subject):
        aside = subject.i > 0 and subject.nbor(-1).text == ","
        subject = verb.head if aside and verb.head.i < verb.i else None
    if subject is None or is_own(subject) or is_own_method(subject) or _says_nothing(verb, lemma):
        return None
    speaks = lemma in load_attribution("speech_verbs") or lemma in load_attribution("attitude_verbs")
    finds = lemma in load_attribution("evidence_verbs") or lemma in load_attribution("judging_verbs")
    if lemma in load_attribution("providing_verbs") and _holds_that(verb) and can_speak(subject):
        return trim_source(subject)
    if (speaks or finds) and _governs_clause(verb):
        if can_speak(subject) or (speaks and subject.pos_ == "PROPN"):
            return trim_source(subject)
        if speaks and _governs_finite(verb) and may_talk(subject):
            return trim_source(subject)
    if lemma in load_attribution("animate_verbs") and takes_stand(verb, lemma) and _may_stand(subject):
        return trim_source(subject)
    if is_person_or_body(subject) and (
        takes_stand(verb, lemma) or names(verb, lemma) or speaks_of(verb, lemma) or _says_misread(verb, lemma)
    ):
        return trim_source(subject)
    if subject.lemma_.lower() in load_attribution("document_nouns") and takes_stand(verb, lemma):
        return trim_source(subject)
    if finds and find_authors(subject) is not None and any(child.dep_ in OBJECTS for child in verb.children):
        return trim_source(subject)
    if can_speak(subject) and (estimates(verb, lemma) or puts_it(verb, lemma, subject)):
        return trim_source(subject)
    return None


def _may_stand(subject: Token) -> bool:
    """Say whether a noun may be who takes a stand: several or a doer ("farmers", "the insurer"), but no plan, policy or the like."""
    lemma = subject.lemma_.lower()
    acts = subject.tag_ == "NNS" or lemma.endswith(AGENTIVE) or lemma in load_attribution("speaker_nouns")
    return acts and may_talk(subject) and subject.lemma_.lower() not in load_attribution("programme_nouns")


def _find_speaker(verb: Token) -> Token | None:
    """Return a verb's subject: its own, or the one it shares with the verb above it.

    "noted X and stressed that Y", "rose, adding that Y", "went on to say that Y", "was quoted as saying that Y".
    """
    at = verb
    for _ in range(HIGHEST):
        subjects = [child for child in at.children if child.dep_ == "nsubj"]
        behind = [child for child in subjects if child.i > at.i] if at.dep_ == "parataxis" else []
        own = next(iter(behind or subjects), None) or _find_misread_as(at)
        if own is not None:
            return own
        passive = next((child for child in at.children if child.dep_ == "nsubjpass"), None)
        if passive is not None:
            return (
                passive if at.i != verb.i and at.lemma_.lower() in load_attribution("speech_verbs") | QUOTING else None
            )
        saying = at.dep_ == "advcl" and at.tag_ == "VBG" and at.head.i < at.i
        quoted = at.dep_ in ("pcomp", "prep") and at.i < verb.i + 1
        if at.dep_ not in ("conj", "xcomp") and not saying and not quoted:
            return None
        at = at.head
    return None


def _find_misread_as(verb: Token) -> Token | None:
    """Return X of "As X notes that Y", whose "as" was read as a preposition."""
    opener = verb.doc[0]
    if opener.lower_ != "as" or opener.dep_ != "prep" or opener.head.i != verb.i:
        return None
    held = next((child for child in opener.children if child.dep_ == "pobj"), None)
    return held if held is not None and held.right_edge.i == verb.i - 1 else None


def _read_agent(verb: Token, lemma: str) -> Span | None:
    """Read "is estimated by X at Y", "it is argued by X that Y", "the losses, projected by X at 3 million"."""
    agent = next((child for child in verb.children if child.dep_ == "agent"), None)
    reduced = verb.dep_ == "acl" and lemma in load_attribution("estimating_verbs")
    if agent is None or not (reduced or any(child.dep_ == "auxpass" for child in verb.children)):
        return None
    said = any(child.dep_ in ("ccomp", "xcomp", "oprd") for child in verb.children)
    said = said or any(child.dep_ == "nsubjpass" and child.lower_ == "it" for child in verb.children)
    speaks = lemma in load_attribution("speech_verbs") or lemma in load_attribution("evidence_verbs")
    judges = lemma in load_attribution("naming_verbs") or lemma in load_attribution("estimating_verbs")
    judges = judges or (lemma in load_attribution("judgement_verbs") and judges_as(verb))
    if not (judges or (speaks and said) or (lemma == "put" and has_figure(verb))):
        return None
    head = next((child for child in agent.children if child.dep_ == "pobj"), None)
    if head is None or not (can_speak(head) or (speaks and may_talk(head))):
        return None  # characterised by delay
    return trim_source(head)


def _read_misread_verb(token: Token) -> Span | None:
    """Read "X projects global trade will fall", whose verb the tagger took for a plural noun."""
    doc = token.doc
    lemma = token.lemma_.lower()
    plural = token.tag_ in ("NNS", "NNPS") and token.lower_ != token.lemma_
    if token.i == 0 or not plural or lemma not in load_attribution("speech_verbs"):
        return None
    before = doc[token.i - 1]
    first = doc[max(token.left_edge.i, token.i - LONGEST_ASIDE)]
    named = token.i <= LATEST_ACRONYM and before.is_upper
    name = before.pos_ == "PROPN" and (before.is_upper or (before.i > 0 and before.nbor(-1).pos_ == "PROPN"))
    if name and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "that":
        named = True
    elif named:
        behind = doc[token.i + 1 : token.i + 8]
        clause = any(later.dep_ in ("nsubj", "nsubjpass") or later.tag_ == "MD" for later in behind)
        head = token.head
        course = lemma in load_attribution("estimating_verbs") and head.i > token.i and head.dep_ == "ROOT"
        if not clause and not (course and counts(head)):
            return None
        first = doc[0]
    if not named:
        return None
    first = first.nbor(1) if first.lower_ in ("the", "a", "an") else first
    return Span(first.idx, before.idx + len(before)) if first.i < token.i else None


def _governs_clause(verb: Token) -> bool:
    """Say whether a verb has a clause or a quotation as its object, or is a parenthesis ("as X noted")."""
    if _quotes(verb) or any(child.dep_ in ("ccomp", "parataxis") for child in verb.children) or _adds_as(verb):
        return True
    if _comes_last(verb):
        return True
    if verb.dep_ == "parataxis":
        return verb.i > 0 and _stands_aside(verb)
    if verb.dep_ == "ccomp" and verb.head.i < verb.i:
        return False
    for token in verb.doc[verb.i + 1 : verb.i + FAR_THAT]:
        if token.lower_ == "that":
            return token.dep_ == "mark" or token.i == verb.i + 1
        far = token.i >= verb.i + NEAR_THAT - 1
        if token.dep_ == "cc" or token.text in CLAUSE_ENDS or (far and any(c.dep_ in OBJECTS for c in verb.children)):
            return False
    return False


def _holds_that(verb: Token) -> bool:
    """Say whether a clause behind "that" is what a verb holds."""
    return any(
        below.dep_ == "mark" and below.lower_ == "that"
        for child in verb.children
        if child.dep_ == "ccomp" and child.i > verb.i
        for below in child.children
    )


def _governs_finite(verb: Token) -> bool:
    """Say whether what a verb says is a clause with a subject and a tense, or a quotation; or it stands aside."""
    if _holds_that(verb):
        return True
    for child in verb.children:
        if child.dep_ == "ccomp" and any(
            below.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for below in child.children
        ):
            return not any(below.tag_ == "TO" or below.lower_ in ("whether", "how") for below in child.children)
    return _quotes(verb) or _adds_as(verb) or _comes_last(verb) or (verb.dep_ == "parataxis" and _stands_aside(verb))


def _quotes(verb: Token) -> bool:
    """Say whether a colon, or a quotation that is no part of an object, follows a verb."""
    marks = [child for child in verb.children if child.dep_ == "punct" and child.i > verb.i]
    held = [child.i for child in verb.children if child.dep_ in OBJECTS and child.i > verb.i]
    return any((mark.text in QUOTES or mark.text == ":") and (not held or mark.i < min(held)) for mark in marks)


def _adds_as(verb: Token) -> bool:
    """Say whether a verb is that of "as X noted"."""
    return verb.dep_ == "advcl" and any(child.dep_ == "mark" and child.lower_ == "as" for child in verb.children)


def _comes_last(verb: Token) -> bool:
    """Say whether a verb with its subject behind it and no object ends a sentence: "..., observed the mayor"."""
    if verb.i == 0 or verb.doc[verb.i - 1].text not in ASIDES:
        return False
    if any(child.i > verb.i and child.dep_ in OBJECTS | {"ccomp", "xcomp"} for child in verb.children):
        return False
    return any(child.dep_ == "nsubj" and verb.i < child.i < verb.i + LONGEST_ASIDE for child in verb.children)


def _stands_aside(verb: Token) -> bool:
    """Say whether a verb and its subject are an aside between commas, dashes or quotes: ", says the mayor,"."""
    inverted = any(child.dep_ == "nsubj" and child.i > verb.i for child in verb.children)
    first = verb if inverted else verb.left_edge
    opener = first if first.is_punct or first.i == 0 else first.doc[first.i - 1]
    return opener.text in ASIDES and verb.right_edge.i - first.i < LONGEST_ASIDE


def _says_misread(verb: Token, lemma: str) -> bool:
    """Say whether the clause that "says" holds was read as a noun with a clause of its own: nobody says a noun."""
    if lemma != "say":
        return False
    return any(
        child.dep_ in OBJECTS and any(below.dep_ in ("acl", "relcl", "ccomp") for below in child.children)
        for child in verb.children
        if child.i > verb.i and child.pos_ in ("NOUN", "PROPN")
    )


def _says_nothing(verb: Token, lemma: str) -> bool:
    """Say whether a verb of saying or finding says nothing here: it is mentioned, concludes, is owed, checks or is reflexive."""
    if _is_mentioned(verb) or _concludes(verb, lemma):
        return True
    if any(child.dep_ == "aux" and child.lower_ in DUTIES for child in verb.children):
        return True
    if verb.dep_ == "advcl" and any(child.dep_ == "mark" and child.lower_ in CONDITIONS for child in verb.children):
        return True
    if lemma not in load_attribution("checking_verbs"):
        return False
    reflexive = verb.i + 1 < len(verb.doc) and verb.doc[verb.i + 1].lower_.endswith(("self", "selves"))
    return reflexive or any(child.tag_ in ("MD", "TO") for child in verb.children if child.dep_ == "aux")


def _concludes(verb: Token, lemma: str) -> bool:
    """Say whether a participle draws a conclusion from its sentence: "sales fell, suggesting that Y" is nobody's word."""
    if verb.tag_ != "VBG" or verb.dep_ not in ("advcl", "conj") or lemma not in load_attribution("concluding_verbs"):
        return False
    if any(child.dep_ in ("nsubj", "aux") for child in verb.children):
        return False
    above = verb.head.lemma_.lower()
    return above not in load_attribution("speech_verbs") | load_attribution("stance_verbs")


def _is_mentioned(verb: Token) -> bool:
    """Say whether a verb stands alone in quotation marks: a word that is mentioned, not used."""
    doc = verb.doc
    if verb.i == 0 or verb.i + 2 >= len(doc) or doc[verb.i - 1].text not in QUOTES:
        return False
    behind = doc[verb.i + 1]
    return behind.text in QUOTES or (behind.is_punct and doc[verb.i + 2].text in QUOTES)
