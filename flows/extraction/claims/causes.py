"""Causal links: what one is, and which stretch of a sentence is said to make happen what a verb says."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.tokens import Token

from flows.extraction.claims.adjacency import find_phrase_before, is_tensed
from flows.extraction.claims.arguments import (
    HIGHEST,
    RELATIVES,
    SUBJECTS,
    Stretch,
    find_argument,
    find_clause,
    find_object,
    find_phrase,
    find_preposition,
    find_subject,
    trim_stretch,
)
from flows.extraction.lexicon import load_lexicon

POLARITIES = ("raises", "lowers", "unspecified")
# marks before a participle that adds to a clause
ADDERS = frozenset({",", "—", "–", "-", "--"})
COPULAS = frozenset({"be", "become", "remain", "constitute", "represent", "prove"})


@dataclass(frozen=True, slots=True)
class Link:
    """One cause and one effect as token stretches.

    ``pattern`` names the construction that told, ``cue`` its word as a lemma, ``anchor`` the token it stands at.
    """

    cause: Stretch
    effect: Stretch
    polarity: str
    cue: str
    pattern: str
    anchor: int


@cache
def load_frames() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the (frame, polarity) pairs of each causal verb's lemma; clauses and prepositions come first."""
    frames: dict[str, tuple[tuple[str, str], ...]] = {}
    for wanted in (False, True):
        for polarity in POLARITIES:
            for frame, verbs in load_lexicon("causes")["verbs"][polarity].items():
                for verb in verbs if (frame == "object") is wanted else ():
                    frames[verb] = (*frames.get(verb, ()), (frame, polarity))
    for polarity in POLARITIES:
        for verb in load_lexicon("causes")["phrasal_verbs"][polarity]:
            frames[verb] = (("object", polarity),)
    return frames


def name_verb(verb: Token) -> str:
    """Return a verb's lemma, with its particle where the two are a causal verb: "set off"."""
    lemma = str(verb.lemma_.lower())
    for child in verb.children:
        if child.dep_ in {"prt", "advmod"} and f"{lemma} {child.lower_}" in load_frames():
            return f"{lemma} {child.lower_}"
    return lemma


@cache
def load_words(section: str, key: str) -> frozenset[str]:
    """Return one list of the lexicon as a set."""
    entry: dict[str, Any] = load_lexicon("causes")[section]
    return frozenset(entry[key])


def find_cause(verb: Token) -> Stretch | None:
    """Return what makes happen what a verb says.

    Its subject; for a participle behind a clause (", raising Y") the clause; for "is a factor hindering Y"
    the subject of "is"; for "which" what it stands for.
    """
    headless = find_headless_subject(verb)
    if headless:
        return headless
    verb = _climb_to_participle(verb)
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.head.i < verb.i and verb.head.pos_ in {"VERB", "AUX"}:
        owned = any(child.dep_ in SUBJECTS for child in verb.head.children)
        return find_clause(verb.head, verb.left_edge.i) if owned else find_cause(verb.head)
    main = _find_added_to(verb)
    if main is not None:
        return find_clause(main, verb.left_edge.i)
    at = verb
    while at.dep_ == "conj" and at.head.i != at.i and not any(child.dep_ in SUBJECTS for child in at.children):
        at = _find_reported(at) or at.head
    verb = at
    subject = find_subject(verb)
    if subject is None:  # the parse lost it
        return find_phrase_before(verb) if verb.dep_ in {"ROOT", "ccomp", "advcl"} and is_tensed(verb) else None
    if subject.lower_ == "what" and verb.dep_ == "csubj":  # "what drives Y is X"
        named = next((child for child in verb.head.children if child.dep_ == "attr"), None)
        return find_phrase(named) if named is not None else None
    if verb.dep_ in {"acl", "relcl"} and subject.i == verb.head.i:
        holder = find_ability_holder(verb)
        return find_cause(holder) if holder is not None else _find_antecedent(verb, subject)
    if subject.lower_ == "which" and subject.i > 1:
        return _find_clause_before(subject)
    if (
        subject.tag_ == "VBG" and subject.dep_ == "csubj" and subject.i < verb.i
    ):  # "Working after it expires may harm Y"
        return trim_stretch(verb.doc, subject.left_edge.i, min(subject.right_edge.i + 1, verb.i))
    return _cut_announcement(find_phrase(subject), verb)


def _find_reported(verb: Token) -> Token | None:
    """Return the first verb of what was found in "found that X raised Y, cut Z" where the parse hung "cut" on "found"."""
    if verb.head.lemma_.lower() not in load_lexicon("claims")["reporting"]["verbs"]:
        return None
    told = (child for child in verb.head.children if child.dep_ == "ccomp" and verb.head.i < child.i < verb.i)
    first = next(told, None)
    owned = first is not None and any(child.dep_ in SUBJECTS for child in first.children)
    return first if owned and first is not None and {first.tag_, verb.tag_} <= {"VBD", "VBN"} else None


def _cut_announcement(phrase: Stretch | None, verb: Token) -> Stretch | None:
    """Return "local shocks" of "Second, confounders: local shocks may raise Y"; a gerund keeps what it says when."""
    if phrase is None:
        return None
    colons = [at for at in range(phrase[0], min(verb.i, phrase[1] + 1)) if verb.doc[at].text == ":"]
    if not colons:
        return phrase
    dash = next((at for at in range(colons[-1], phrase[1]) if verb.doc[at].text in {"—", "–"}), phrase[1])
    return find_phrase_before(verb) or trim_stretch(verb.doc, colons[-1] + 1, dash) or phrase


def find_headless_subject(verb: Token) -> Stretch | None:
    """Return what stands before "led" in "A rise in imports led to X" where the parse made "led" a participle.

    So it must be where a noun is the sentence's root and no verb in it has a tense.
    """
    if verb.tag_ not in {"VBN", "VBD"} or verb.dep_ not in {"acl", "relcl"}:
        return None
    if any(child.dep_ in {"agent", "aux", "auxpass", *SUBJECTS} for child in verb.children):
        return None
    root = next((token for token in verb.doc if token.dep_ == "ROOT"), verb)
    tensed = any(token.tag_ in {"VBZ", "VBP", "VBD", "MD"} for token in verb.doc if token.i != verb.i)
    if tensed or root.pos_ != "NOUN" or root.i > verb.i or verb.nbor().text in {",", "."}:
        return None
    return trim_stretch(verb.doc, root.left_edge.i, verb.i)


def find_ability_holder(verb: Token) -> Token | None:
    """Return "has" for the "raise" of "has the potential to raise Y"."""
    noun = verb.head
    able = (
        verb.dep_ in {"acl", "relcl"} and verb.tag_ == "VB" and noun.lemma_.lower() in load_words("abilities", "words")
    )
    denied = any(child.lower_ in {"no", "little", "neither"} for child in noun.children)
    held = able and not denied and noun.dep_ == "dobj" and noun.head.lemma_ in {"have", "hold", "possess", "offer"}
    return noun.head if held else None


def _find_added_to(verb: Token) -> Token | None:
    """Return the verb of the clause that a participle behind a comma or a dash adds to: "ceded trade to rivals, hurting ports".

    The parse hangs such a participle on the last noun; it speaks of the clause when that noun stands behind the verb.
    """
    first = verb.left_edge.i
    if verb.dep_ != "acl" or verb.tag_ != "VBG" or first == 0 or verb.doc[first - 1].text not in ADDERS:
        return None
    at = verb.head
    for _ in range(HIGHEST):
        if at.head.i == at.i:
            break
        at = at.head
        if at.pos_ in {"VERB", "AUX"} and at.i < verb.i:
            owned = [child for child in at.children if child.dep_ in SUBJECTS]
            if owned:
                told = owned[0].i < at.i < verb.head.i and owned[0].lower_ not in RELATIVES
                return at if told else None
    return None


def _climb_to_participle(verb: Token) -> Token:
    """Return the first participle of ", raising X and helping to lower Y" for its later verbs, else the verb itself."""
    at = verb
    for _ in range(HIGHEST):
        if any(child.dep_ in SUBJECTS for child in at.children) or at.head.i >= at.i:
            break
        light = at.dep_ == "xcomp" and at.head.lemma_.lower() in load_words("light_verbs", "infinitive")
        if not light and not (at.dep_ == "conj" and at.tag_ == "VBG"):
            break
        at = at.head if at.head.pos_ != "NOUN" else next((up for up in at.ancestors if up.pos_ == "VERB"), at.head)
    added = at.dep_ == "advcl" or _find_added_to(at) is not None
    return at if added and at.tag_ == "VBG" else verb


def _find_antecedent(verb: Token, noun: Token) -> Stretch | None:
    """Return what a relative clause or a participle says something of.

    For "is a factor hindering Y" the subject of "is". A "which" behind a comma stands for the whole clause
    when its verb is singular and the noun before it is plural or only part of a prepositional phrase
    (Quirk et al. 1985, 15.57: sentential relative clauses).
    """
    if noun.dep_ in {"attr", "oprd"} and noun.head.lemma_ in COPULAS:
        if any(child.dep_ == "expl" for child in noun.head.children):  # "there is no reform generating Y"
            return find_phrase(noun)
        subject = find_subject(noun.head)
        definite = any(child.dep_ in {"det", "poss"} and child.lower_ not in {"a", "an"} for child in noun.children)
        if verb.dep_ == "relcl" and definite and subject is not None and subject.lower_ == "it":  # a cleft sentence
            return find_phrase(noun)
        return find_phrase(subject) if subject is not None else find_phrase_before(noun.head)
    summed = _find_summed(noun) if verb.dep_ == "relcl" else None
    if summed is not None:
        return find_clause(summed, noun.left_edge.i)
    noun = _find_cleft(noun) or _find_agreeing(verb, noun)
    pronoun = next((child for child in verb.children if child.dep_ in SUBJECTS and child.lower_ == "which"), None)
    phrase = find_phrase(noun)
    if phrase and phrase[0] < verb.left_edge.i < phrase[1]:
        phrase = trim_stretch(verb.doc, phrase[0], verb.left_edge.i)
    if pronoun is None or verb.doc[pronoun.i - 1].text != "," or _is_plural(verb):
        return phrase
    if noun.tag_ in {"NNS", "NNPS"} and _is_singular(verb):
        return _find_clause_before(pronoun)
    return _find_clause_before(pronoun) if noun.dep_ == "pobj" else phrase


def _find_summed(noun: Token) -> Token | None:
    """Return the verb of the clause that "a move" sums up in "it cut the levy, a move that will raise Y"."""
    first = next((token for token in noun.lefts if not token.is_punct), noun)
    if first.lower_ not in {"a", "an"} or first.i == 0:
        return None
    if noun.doc[first.i - 1].text not in ADDERS or noun.lemma_.lower() not in load_words("summaries", "words"):
        return None
    main = next((up for up in noun.ancestors if up.pos_ in {"VERB", "AUX"}), None)
    owned = main is not None and main.i < first.i and any(child.dep_ in SUBJECTS for child in main.children)
    return main if owned else None


def _find_cleft(noun: Token) -> Token | None:
    """Return "lack" of "it is the lack of water that limits Y"."""
    at = noun
    for _ in range(HIGHEST):
        if at.dep_ == "attr":
            held = at.head.lemma_ == "be" and any(
                child.dep_ in {"nsubj", "expl"} and child.lower_ == "it" for child in at.head.children
            )
            return at if held and at.i != noun.i else None
        if at.dep_ not in {"pobj", "prep"}:
            return None
        at = at.head
    return None


def _find_agreeing(verb: Token, noun: Token) -> Token:
    """Return "sectors" of "sectors of the economy that support Y": the noun that the verb of a relative clause agrees with."""
    if verb.dep_ != "relcl" or noun.dep_ != "pobj" or noun.head.head.pos_ not in {"NOUN", "PROPN"}:
        return noun
    holder = noun.head.head
    plural = {"NNS", "NNPS"}
    listed = any(child.dep_ == "conj" for child in noun.children)
    if _is_plural(verb) and noun.tag_ not in plural and not listed and holder.tag_ in plural:
        return holder
    if _is_singular(verb) and noun.tag_ in plural and holder.tag_ not in plural:
        return holder
    return noun


def _is_singular(verb: Token) -> bool:
    return verb.tag_ == "VBZ" or any(child.tag_ == "VBZ" for child in verb.children if child.dep_ == "aux")


def _is_plural(verb: Token) -> bool:
    return verb.tag_ == "VBP" or any(child.tag_ == "VBP" for child in verb.children if child.dep_ == "aux")


def _find_clause_before(pronoun: Token) -> Stretch | None:
    """Return the clause, or the noun phrase of a fronted "with", that ends before a "which"."""
    at = pronoun.doc[pronoun.i - 2]
    inner = at
    for _ in range(HIGHEST):
        if at.pos_ in {"VERB", "AUX"} and at.i < pronoun.i and _is_clause(at):
            return _find_attitude_object(at, pronoun) or find_clause(at, pronoun.i)
        if at.head.i == at.i or at.head.i > pronoun.i:
            break
        at = at.head
        inner = at if at.pos_ in {"NOUN", "PROPN"} else inner
    phrase = find_phrase(inner)
    return (phrase[0], min(phrase[1], pronoun.i - 1)) if phrase and phrase[0] < pronoun.i - 1 else None


def _find_attitude_object(verb: Token, pronoun: Token) -> Stretch | None:
    """Return the object of "we oppose X, which ...", "we repeat our concern over X, which ...": what the text takes a stand on, not its stand, has the effect."""
    subject = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    held = find_object(verb)
    if subject is None or held is None or subject.lower_ not in {"we", "i"}:
        return None
    own = any(child.dep_ == "poss" and child.lower_ in {"our", "my"} for child in held.children)
    below = next((child for child in held.children if own and child.dep_ == "prep" and child.i > held.i), None)
    held = next((child for child in below.children if child.dep_ == "pobj"), held) if below is not None else held
    phrase = find_phrase(held)
    return (phrase[0], min(phrase[1], pronoun.i - 1)) if phrase else None


def _is_clause(verb: Token) -> bool:
    """Say whether a verb heads a clause of its own rather than one of a noun: "any attempt to produce or sell"."""
    while verb.dep_ == "conj" and not any(child.dep_ in SUBJECTS for child in verb.children):
        verb = verb.head
    return verb.dep_ not in {"acl", "amod", "compound"}


def find_noun_effect(noun: Token, verb: Token) -> Stretch | None:
    """Return what a causal noun bears on: "an obstacle to Y", "the reason for Y"; the preposition may hang on the verb."""
    for preposition in load_lexicon("causes")["nouns"]["prepositions"]:
        for holder in (noun, verb):
            head = find_preposition(holder, preposition)
            if head is not None and head.i > noun.i:
                return find_argument(head)
    return None


def find_noun_polarity(lemma: str) -> str:
    """Return the polarity of a causal noun."""
    return next((name for name in ("lowers", "raises") if lemma in load_words("nouns", name)), "unspecified")


def overlap(one: Stretch, other: Stretch) -> bool:
    """Say whether two stretches share a token."""
    return one[0] < other[1] and other[0] < one[1]
