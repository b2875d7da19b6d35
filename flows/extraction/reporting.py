"""Reporting clauses: a verb of saying, finding or judging, and the subject or agent whose word it is."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from flows.extraction.spans import Span
from flows.extraction.speakers import can_speak, is_own, is_person_or_body, load_attribution, may_talk, trim_source

QUOTES = frozenset({"“", '"', "”", "‘"})
ASIDES = QUOTES | {",", "—", "–"}
LONGEST_ASIDE = 12  # tokens
HIGHEST = 4  # steps up a parse to a shared subject
QUOTING = frozenset({"quote", "cite"})
OBJECTS = frozenset({"dobj", "obj"})
# dependencies of a verb whose clause the sentence asserts
ASSERTED = frozenset({"ROOT", "conj", "ccomp", "parataxis", "advcl", "relcl", "acl"})


def find_reporting(parse: Doc) -> Iterator[Span]:
    """Yield the sources that reporting clauses name, in the order of their verbs, as offsets into the sentence."""
    for token in parse:
        lemma = token.lemma_.lower()
        if token.pos_ == "NOUN" and lemma in load_attribution("opinion_nouns"):
            found = _read_opinion(token)
        elif token.pos_ in ("NOUN", "PROPN") or (lemma == "say" and token.pos_ != "VERB"):
            found = _read_misread_verb(token)
        elif token.pos_ == "VERB":
            found = _read_agent(token, lemma) or _read_subject(token, lemma)
        else:
            found = None
        if found is not None:
            yield found


def _read_subject(verb: Token, lemma: str) -> Span | None:
    """Read the subject of a verb of saying, finding or judging that has what is said beside it."""
    subject = _find_speaker(verb)
    if subject is None or is_own(subject):
        return None
    speaks = lemma in load_attribution("speech_verbs") or lemma in load_attribution("attitude_verbs")
    finds = lemma in load_attribution("evidence_verbs")
    if (speaks or finds) and _governs_clause(verb):
        if can_speak(subject) or (speaks and subject.pos_ == "PROPN"):
            return trim_source(subject)
        if speaks and _governs_finite(verb) and may_talk(subject):
            return trim_source(subject)
    if is_person_or_body(subject) and (_takes_stand(verb, lemma) or _names(verb, lemma)):
        return trim_source(subject)
    if can_speak(subject) and (_estimates(verb, lemma) or _puts_it(verb, lemma)):
        return trim_source(subject)
    return None


def _find_speaker(verb: Token) -> Token | None:
    """Return a verb's subject: its own, or the one it shares with the verb above it.

    "noted X and stressed that Y", "rose, adding that Y", "went on to say that Y", "was quoted as saying that Y".
    """
    at = verb
    for _ in range(HIGHEST):
        subjects = [child for child in at.children if child.dep_ == "nsubj"]
        behind = [child for child in subjects if child.i > at.i] if at.dep_ == "parataxis" else []
        own = next(iter(behind or subjects), None)
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
    if not (judges or (speaks and said) or (lemma == "put" and _has_number(verb))):
        return None
    head = next((child for child in agent.children if child.dep_ == "pobj"), None)
    if head is None or not (can_speak(head) or (speaks and may_talk(head))):
        return None  # characterised by delay
    return trim_source(head)


def _read_opinion(noun: Token) -> Span | None:
    """Read "X's view that Y", "the warning by X that Y", "the conclusion of X is that Y"."""
    copular = (
        noun.dep_ == "nsubj" and noun.head.lemma_ == "be" and any(child.dep_ == "ccomp" for child in noun.head.children)
    )
    if not copular and not any(_opens_that_clause(child) for child in noun.children):
        return None
    for child in noun.children:
        holder = child if child.dep_ == "poss" else None
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "of", "from"):
            holder = next((below for below in child.children if below.dep_ == "pobj"), None)
        if holder is not None and can_speak(holder):
            return _cut_possessive(holder) if child.dep_ == "poss" else trim_source(holder)
    return None


def _opens_that_clause(child: Token) -> bool:
    """Say whether a dependent of a noun is a clause that tells its content: "that Y"."""
    return child.dep_ in ("acl", "ccomp", "relcl") and any(
        below.tag_ == "IN" and below.lower_ == "that" for below in child.children
    )


def _cut_possessive(holder: Token) -> Span:
    """Return a possessor without its "'s"."""
    span = trim_source(holder)
    end = next((child.idx for child in holder.children if child.dep_ == "case" and child.i > holder.i), span.end)
    return Span(span.start, min(end, span.end)) if end > span.start else span


def _read_misread_verb(token: Token) -> Span | None:
    """Read "X projects global trade will fall", whose verb the tagger took for a plural noun."""
    doc = token.doc
    if token.i == 0 or token.i > 3 or not doc[token.i - 1].is_upper or token.lower_ == token.lemma_:
        return None
    lemma = token.lemma_.lower()
    if token.tag_ not in ("NNS", "NNPS") or lemma not in load_attribution("speech_verbs"):
        return None
    behind = doc[token.i + 1 : token.i + 8]
    clause = any(later.dep_ in ("nsubj", "nsubjpass") or later.tag_ == "MD" for later in behind)
    head = token.head
    course = lemma in load_attribution("estimating_verbs") and head.i > token.i and head.dep_ == "ROOT"
    if not clause and not (course and _counts(head)):
        return None
    first = doc[0] if doc[0].lower_ not in ("the", "a", "an") else doc[1]
    return Span(first.idx, doc[token.i - 1].idx + len(doc[token.i - 1]))


def _governs_clause(verb: Token) -> bool:
    """Say whether a verb has a clause or a quotation as its object, or is a parenthesis ("as X noted")."""
    if _quotes(verb) or any(child.dep_ in ("ccomp", "parataxis") for child in verb.children) or _adds_as(verb):
        return True
    if verb.dep_ == "parataxis":
        return verb.i > 0 and _stands_aside(verb)
    if verb.dep_ == "ccomp" and verb.head.i < verb.i:
        return False
    behind = verb.doc[verb.i + 1 : verb.i + 4]
    return any(token.lower_ == "that" and (token.dep_ == "mark" or token.i == verb.i + 1) for token in behind)


def _governs_finite(verb: Token) -> bool:
    """Say whether what a verb says is a clause with a subject and a tense, or a quotation; or it stands aside."""
    for child in verb.children:
        if child.dep_ == "ccomp" and any(
            below.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for below in child.children
        ):
            return not any(below.tag_ == "TO" or below.lower_ in ("whether", "how") for below in child.children)
    return _quotes(verb) or _adds_as(verb) or (verb.dep_ == "parataxis" and _stands_aside(verb))


def _quotes(verb: Token) -> bool:
    """Say whether a colon, or a quotation that is no part of an object, follows a verb."""
    marks = [child for child in verb.children if child.dep_ == "punct" and child.i > verb.i]
    if any(mark.text == ":" for mark in marks):
        return True
    held = [child.i for child in verb.children if child.dep_ in OBJECTS and child.i > verb.i]
    return any(mark.text in QUOTES and (not held or mark.i < min(held)) for mark in marks)


def _adds_as(verb: Token) -> bool:
    """Say whether a verb is that of "as X noted"."""
    return verb.dep_ == "advcl" and any(child.dep_ == "mark" and child.lower_ == "as" for child in verb.children)


def _stands_aside(verb: Token) -> bool:
    """Say whether a verb and its subject are an aside between commas, dashes or quotes: ", says the mayor,"."""
    inverted = any(child.dep_ == "nsubj" and child.i > verb.i for child in verb.children)
    first = verb if inverted else verb.left_edge
    opener = first if first.is_punct or first.i == 0 else first.doc[first.i - 1]
    return opener.text in ASIDES and verb.right_edge.i - first.i < LONGEST_ASIDE


def _takes_stand(verb: Token, lemma: str) -> bool:
    """Say whether a finite verb takes a stand on its object: "the union welcomes the plan"."""
    if lemma not in load_attribution("stance_verbs") or verb.dep_ not in ASSERTED - {"relcl", "acl", "advcl"}:
        return False
    finite = verb.tag_ in ("VBZ", "VBP", "VBD") or any(
        child.lemma_ == "have" for child in verb.children if child.dep_ == "aux"
    )
    return finite and any(child.dep_ in OBJECTS and child.i > verb.i for child in verb.children)


def _names(verb: Token, lemma: str) -> bool:
    """Say whether a verb says what its object is: "called the plan a disgrace", "describes it as unreliable"."""
    if lemma not in load_attribution("naming_verbs") or verb.dep_ not in ASSERTED:
        return False
    held = any(child.dep_ in OBJECTS for child in verb.children)
    clause = any(child.dep_ in ("oprd", "ccomp", "xcomp") and child.i > verb.i for child in verb.children)
    told = any(child.dep_ == "prep" and child.lower_ == "as" for child in verb.children)
    for child in verb.children:
        if child.dep_ in OBJECTS:
            told = told or any(below.dep_ == "prep" and below.lower_ == "as" for below in child.children)
    return (held and (clause or told)) or (clause and lemma in ("consider", "deem"))


def _estimates(verb: Token, lemma: str) -> bool:
    """Say whether a verb puts a number to its object or foretells it: "projects growth of 2 per cent"."""
    if lemma in load_attribution("estimating_verbs"):
        return any(child.dep_ in OBJECTS and child.i > verb.i for child in verb.children) and verb.dep_ in ASSERTED
    return lemma == "put" and _has_number(verb)


def _has_number(verb: Token) -> bool:
    """Say whether a verb has "at" and a number behind it: "puts the cost at 3 million"."""
    for token in verb.doc[verb.i + 1 : verb.right_edge.i + 1]:
        if token.lower_ == "at" and any(_counts(child) for child in token.children if child.dep_ == "pobj"):
            return True
    return False


def _counts(head: Token) -> bool:
    """Say whether a noun phrase holds a number."""
    return any(token.like_num or token.pos_ == "NUM" for token in head.doc[head.left_edge.i : head.right_edge.i + 1])


def _puts_it(verb: Token, lemma: str) -> bool:
    """Say whether a verb is that of "as X puts it", "evidence points to Y"."""
    if lemma == "put":
        marked = any(child.dep_ in ("mark", "advmod") and child.lower_ == "as" for child in verb.children)
        return marked and any(child.dep_ in OBJECTS and child.lower_ == "it" for child in verb.children)
    if lemma not in load_attribution("evidence_verbs"):
        return False
    subject = _find_speaker(verb)
    if subject is None or subject.lemma_.lower() not in load_attribution("evidence_nouns"):
        return False
    aimed = lemma == "point" and any(
        child.dep_ == "prep" and child.lower_ in ("to", "towards") for child in verb.children
    )
    shown = lemma in ("show", "indicate", "suggest", "reveal", "record", "find", "document", "confirm")
    return aimed or (shown and any(child.dep_ in OBJECTS and child.i > verb.i for child in verb.children))
