"""Causal links that verbs tell: "X promotes Y", "X leads to Y", "X has an effect on Y"."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from flows.extraction.claims.adjacency import find_phrase_after, find_phrase_before, is_tensed
from flows.extraction.claims.arguments import (
    FINITE,
    LONGEST,
    SUBJECTS,
    Stretch,
    find_argument,
    find_clause,
    find_effect_phrase,
    find_object,
    find_phrase,
    find_predicate,
    find_preposition,
    find_subject,
    trim_stretch,
)
from flows.extraction.claims.causes import (
    Link,
    find_ability_holder,
    find_cause,
    find_headless_subject,
    find_noun_effect,
    find_noun_polarity,
    load_frames,
    load_words,
    name_verb,
    overlap,
)
from flows.extraction.claims.denials import find_denial
from flows.extraction.claims.reversed_verbs import (
    read_blame,
    read_passive,
    read_reflection,
    read_reverse,
    read_suffering,
)

# what a parse makes of a verb that it takes for a part of a noun phrase
LOST = frozenset({"amod", "dobj", "pobj", "compound", "nmod"})
LONGEST_GAP = 8  # tokens between a verb's object and the next verb of a series: "by 10 % in May, "
# verbs with an adjective behind their object: "makes lenders wary of farmers"
SMALL_CLAUSE_VERBS = frozenset({"make", "keep", "leave", "render"})


def find_verb_links(parse: Doc) -> Iterator[Link]:
    """Yield the links that verbs tell: "X promotes Y", "X leads to Y", "Y is driven by X", "Y stems from X"."""
    last: Link | None = None  # of a verb with an object, whose series may go on
    for verb in parse:
        lost = verb.dep_ in LOST and verb.lemma_.lower() in load_frames()
        found = list(_read_misread_participle(verb)) if lost and verb.dep_ == "amod" else []
        found = found or (list(_read_adjacent(verb, last)) if lost else [])
        yield from found
        last = found[0] if found else last
        if lost and verb.dep_ == "amod":
            continue
        if verb.pos_ != "VERB":
            continue
        light = list(_read_light_verb(verb))
        yield from light
        if name_verb(verb) in load_frames() and not light:
            if verb.tag_ == "VBN" and find_preposition(verb, "by") is not None and find_object(verb) is None:
                yield from read_passive(verb)
            else:
                told = list(_read_active(verb))
                yield from told
                last = told[0] if told and told[0].pattern == "verb_object" else last
        yield from read_reverse(verb)
        yield from read_reflection(verb)
        yield from read_suffering(verb)
        yield from read_blame(verb)


def _read_active(verb: Token) -> Iterator[Link]:
    if _is_purpose(verb) or _is_governed(verb) or any(child.dep_ == "nsubjpass" for child in verb.children):
        return
    if _is_passive_participle(verb):
        return
    cause = find_cause(verb)
    if cause is None:
        return
    name = name_verb(verb)
    for frame, polarity in load_frames()[name]:
        effects = list(_find_effects(verb, frame))
        for effect in effects:
            if not overlap(cause, effect):
                yield from _deny(Link(cause, effect, polarity, name, f"verb_{frame}", verb.i), verb)
        if effects:
            return


def _is_passive_participle(verb: Token) -> bool:
    """Say whether a participle says what is done to its noun, not what that does: "an award given to schools"."""
    if verb.tag_ != "VBN" or verb.dep_ != "acl" or any(child.dep_ in {"aux", *SUBJECTS} for child in verb.children):
        return False
    return find_headless_subject(verb) is None and find_object(verb) is None


def _deny(link: Link, verb: Token) -> Iterator[Link]:
    """Yield a link as it is told: a denied one has the denial in its effect ("X => cannot secure Y").

    "does not create any Y", "creates no Y" tell of no effect at all.
    """
    head = verb.doc[link.effect[0] : link.effect[1]].root
    if any(child.dep_ == "det" and child.lower_ == "no" for child in head.children):
        return
    denial = find_denial(verb)
    if denial is None:
        yield link
    elif link.cause[1] <= denial < link.effect[0] and not _has_any(head):
        yield replace(link, effect=(denial, link.effect[1]), polarity="unspecified")


def _has_any(noun: Token) -> bool:
    return any(child.dep_ == "det" and child.lower_ == "any" for child in noun.children)


def _is_placeholder(inner: Token, head: Token | None) -> bool:
    """Say whether "it" only holds the place of what follows: "makes it harder for growers to borrow"."""
    subjects = [child for child in inner.children if child.dep_ in SUBJECTS]
    holder = subjects[0] if subjects else head
    if inner.pos_ != "ADJ" or holder is None or holder.lower_ != "it" or holder.i + 1 < inner.left_edge.i:
        return False
    return any(token.tag_ in {"TO", "VBZ", "VBP", "VBD", "MD"} for token in inner.doc[inner.i + 1 : inner.i + LONGEST])


def _is_governed(verb: Token) -> bool:
    """Say whether another construction tells of the verb: "by doing X", or the Y of "helps X to do Y"."""
    at = verb
    while at.dep_ == "conj" and at.head.i != at.i and not any(child.dep_ in SUBJECTS for child in at.children):
        at = at.head
    if at.dep_ == "pcomp":
        return not any(child.dep_ in SUBJECTS for child in at.children)
    if (
        at.dep_ not in {"ccomp", "xcomp"}
        or any(frame == "clause" for frame, _ in load_frames().get(at.head.lemma_.lower(), ())) is False
    ):
        return False
    return at.head.lemma_.lower() not in load_words("light_verbs", "infinitive") or any(
        child.dep_ in SUBJECTS for child in at.children
    )


def _read_adjacent(verb: Token, last: Link | None) -> Iterator[Link]:
    """Yield what a verb tells whose subject or object the parse lost, by the noun phrases next to it.

    "Permit rules have steadily restricted Y" where the parse made "restricted" an adjective of Y; "X cut Y by 8 %,
    raised Z" where it did so with "raised", whose cause is that of the ``last`` verb of the series.
    """
    frames = dict(load_frames()[verb.lemma_.lower()])
    effect = find_phrase_after(verb) if "object" in frames else None
    if effect is None:
        return
    cause = find_phrase_before(verb) if is_tensed(verb) else None
    before = verb.doc[verb.i - 1] if verb.i else verb
    if (
        cause is None
        and last is not None
        and verb.tag_ in {"VBN", "VBD"}
        and (before.text == "," or before.tag_ == "CC")
    ):
        anchor = verb.doc[last.anchor]
        follows = anchor.tag_ == "VBD" and last.effect[1] <= verb.i <= last.effect[1] + LONGEST_GAP
        cause = last.cause if follows else None
    if cause and not overlap(cause, effect):
        yield Link(cause, effect, frames["object"], verb.lemma_.lower(), "misread", verb.i)


def _read_misread_participle(token: Token) -> Iterator[Link]:
    """Yield "X raised Y, cut Z" where the parse made "cut" a modifier of Z."""
    noun = token.head
    if (
        token.dep_ != "amod"
        or token.tag_ not in {"VBN", "VBD"}
        or noun.i <= token.i
        or (noun.left_edge.i < token.i and noun.dep_ != "ROOT")
    ):
        return
    previous = token.doc[token.i - 1] if token.i else token
    subject: Stretch | None = None
    if any(child.dep_ in SUBJECTS for child in noun.children) and any(child.dep_ == "aux" for child in noun.children):
        own = find_subject(noun)
        subject = find_phrase(own) if own is not None else None
    elif noun.dep_ in {"conj", "appos"} and (previous.text == "," or previous.dep_ == "cc"):
        governor = next((up for up in noun.ancestors if up.pos_ in {"VERB", "AUX"}), None)
        finite = governor is not None and governor.tag_ in {"VBD", "VBN"} and governor.lemma_.lower() in load_frames()
        subject = find_cause(governor) if governor is not None and finite else None
    effect = find_phrase(noun)
    if subject and effect and effect[1] > token.i + 1 and not overlap(subject, (token.i + 1, effect[1])):
        polarity = load_frames()[token.lemma_.lower()][-1][1]
        yield Link(subject, (token.i + 1, effect[1]), polarity, token.lemma_.lower(), "misread", token.i)


def _find_effects(verb: Token, frame: str) -> Iterator[Stretch]:
    if frame == "object":
        head = find_object(verb)
        phrase = find_effect_phrase(verb, head) if head is not None and head.pos_ != "PRON" else None
        departs = verb.lemma_ == "leave" and head is not None and phrase == find_phrase(head)  # "left the country"
        if phrase and not departs:
            yield _include_receiver(verb, phrase)
    elif frame == "clause":
        yield from _find_clause_effects(verb)
    else:
        head = find_preposition(verb, frame)
        given = find_object(verb) if frame == "with" and head is None else None
        if given is not None:
            head = find_preposition(given, frame)
        phrase = find_argument(head) if head is not None and head.i > verb.i else None
        if phrase and frame == "from":
            phrase = _widen_to_object(verb, phrase)
        if phrase:
            yield phrase


def _include_receiver(verb: Token, phrase: Stretch) -> Stretch:
    """Return "firms time" for the time of "gives firms time"."""
    receiver = next((child for child in verb.children if child.dep_ == "dative" and child.pos_ != "ADP"), None)
    return (receiver.left_edge.i, phrase[1]) if receiver is not None and verb.i < receiver.i < phrase[0] else phrase


def _widen_to_object(verb: Token, phrase: Stretch) -> Stretch | None:
    """Return "X from doing Y" for the Y of "prevents X from doing Y"; None when there is no X."""
    kept = find_object(verb)
    return (kept.left_edge.i, phrase[1]) if kept is not None and kept.left_edge.i < phrase[0] else None


def _find_clause_effects(verb: Token) -> Iterator[Stretch]:
    """Yield what a verb enables or makes happen, one stretch a coordinated verb."""
    inner = next(
        (child for child in verb.children if child.dep_ in {"ccomp", "xcomp", "oprd"} and child.i > verb.i), None
    )
    if inner is None:
        held = find_object(verb) if verb.lemma_ in SMALL_CLAUSE_VERBS else None
        phrase = find_phrase(held) if held is not None else None
        if held is not None and phrase and any(child.dep_ == "amod" and child.i > held.i for child in held.children):
            yield phrase
        return
    owned = any(child.dep_ in SUBJECTS for child in inner.children)
    if inner.lemma_.lower() in load_frames() and not owned and verb.lemma_ == "help":
        return  # "helps promote Y": the inner verb tells
    head = find_object(verb)
    if _is_placeholder(inner, head):
        behind = [child.right_edge.i + 1 for child in verb.children if child.i > inner.i and child.tag_ == "VB"]
        start = inner.left_edge.i + (inner.left_edge.lower_ == "it")
        stretch = trim_stretch(verb.doc, start, max([inner.right_edge.i + 1, *behind]))
        if stretch:
            yield stretch
        return
    first = find_clause(inner) if owned else find_predicate(inner)
    if first and head is not None and not owned:
        first = (min(head.left_edge.i, first[0]), first[1])
    if first:
        yield first
    for other in inner.conjuncts:
        phrase = find_predicate(other) if other.pos_ == "VERB" and other.i > inner.i else None
        if phrase:
            yield phrase


def _is_stray_infinitive(verb: Token) -> bool:
    """Say whether a bare verb belongs to a "to" before it though the parse hung it on a finite verb.

    "It is due to efforts to raise X, cut Y": "cut" hangs on "is".
    """
    if verb.tag_ != "VB" or verb.dep_ != "conj" or verb.head.tag_ not in FINITE:
        return False
    if any(child.dep_ in {"aux", *SUBJECTS} for child in verb.children):
        return False
    leads = [
        token.tag_ for token in verb.doc[verb.head.i + 1 : verb.i] if token.tag_ in {"TO", "MD"} and token.dep_ == "aux"
    ]
    return bool(leads) and leads[-1] == "TO"


def _is_purpose(verb: Token) -> bool:
    """Say whether an infinitive names an aim rather than what happens: "measures to promote Y"."""
    at = verb
    if at.dep_ in {"xcomp", "ccomp"} and at.head.lemma_.lower() == "help" and at.head.i < at.i:
        at = at.head
    if _is_stray_infinitive(at):
        return True
    while at.dep_ == "conj" and not any(child.dep_ in {"aux", *SUBJECTS} for child in at.children):
        at = at.head
    if not any(child.dep_ == "aux" and child.lower_ == "to" for child in at.children):
        return False
    while at.dep_ == "conj" and at.head.i != at.i:
        at = at.head
    if find_ability_holder(at) is not None:
        return False
    if at.dep_ in {"xcomp", "ccomp", "advcl"} and at.head.lemma_.lower() in load_words("raising", "words"):
        return not (at.head.pos_ == "ADJ" or any(child.dep_ == "auxpass" for child in at.head.children))
    return not (at.dep_ == "xcomp" and at.head.lemma_.lower() in load_words("light_verbs", "infinitive"))


def _read_light_verb(verb: Token) -> Iterator[Link]:
    """Read "has an impact on Y", "plays a role in Y"."""
    noun = find_object(verb)
    if noun is None or verb.lemma_.lower() not in load_words("light_verbs", "noun"):
        return
    lemma = noun.lemma_.lower()
    if lemma not in load_words("nouns", "influence") or _is_purpose(verb):
        return
    if find_denial(verb) is not None or any(child.dep_ == "det" and child.lower_ == "no" for child in noun.children):
        return
    cause, effect = find_cause(verb), find_noun_effect(noun, verb)
    if cause and effect and not overlap(cause, effect):
        yield Link(cause, effect, find_noun_polarity(lemma), lemma, "light_verb", noun.i)
