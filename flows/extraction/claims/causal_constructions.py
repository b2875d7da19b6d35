"""Causal links that no causal verb tells: copulas, "by doing X, Y", "the more X, the more Y"."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from flows.extraction.claims.agency import AGENTS, classify_subject
from flows.extraction.claims.arguments import (
    SUBJECTS,
    Stretch,
    find_argument,
    find_clause,
    find_phrase,
    find_predicate,
    find_preposition,
    find_subject,
    trim_stretch,
)
from flows.extraction.claims.causal_verbs import find_verb_links
from flows.extraction.claims.causes import (
    COPULAS,
    Link,
    find_noun_effect,
    find_noun_polarity,
    load_frames,
    load_words,
    overlap,
)
from flows.extraction.claims.conditions import find_condition_links
from flows.extraction.claims.connectives import find_connective_links, unwrap_reason
from flows.extraction.claims.denials import find_denial
from flows.extraction.claims.flaws import choose_sound
from flows.extraction.lexicon import load_lexicon

HELPERS = frozenset({"help", "enable", "allow", "let"})
# words behind "by" that make no means of it: "by definition, ..."
FIXED = frozenset(
    {
        "definition",
        "contrast",
        "comparison",
        "nature",
        "law",
        "far",
        "itself",
        "themselves",
        "chance",
        "way",
        "end",
        "time",
    }
)
MEANS = frozenset({"by", "through", "with", "without"})
VERBAL = frozenset({"VERB", "AUX"})


def find_links(parse: Doc) -> list[Link]:
    """Return the causal links of a sentence in the order of their cues; a cause and an effect come once."""
    found: dict[tuple[Stretch, Stretch], Link] = {}
    candidates = [
        *find_verb_links(parse),
        *find_connective_links(parse),
        *_find_copula_links(parse),
        *_find_means_links(parse),
        *_find_proportional_links(parse),
        *_find_nominal_links(parse),
        *_find_why_links(parse),
    ]
    means = [link for link in candidates if link.pattern == "means"]
    behind = [link for link in candidates if link.pattern == "means_behind"]
    candidates = [link for link in candidates if not _is_user(parse, link, behind)]
    for link in sorted(candidates, key=lambda link: (link.anchor, link.effect, link.cause)):
        told = any(overlap(link.effect, other.effect) for other in means)
        if link.pattern == "means" or not told:
            found.setdefault((link.cause, link.effect), link)
    sound = choose_sound(parse, list(found.values()))
    if sound:
        return sound
    conditions = {(link.cause, link.effect): link for link in find_condition_links(parse)}
    return choose_sound(parse, list(conditions.values()))


def _is_user(parse: Doc, link: Link, means: list[Link]) -> bool:
    """Say whether a link names who uses a means as the cause of what the means does: "advisers help firms grow by ..."."""
    if not link.pattern.startswith("verb"):
        return False
    if any(link.effect[0] <= other.cause[0] and other.cause[1] <= link.effect[1] for other in means):
        return True
    agent = classify_subject(parse[slice(*link.cause)].root) in AGENTS
    return agent and any(overlap(link.effect, other.effect) for other in means)


def _find_copula_links(parse: Doc) -> Iterator[Link]:
    """Yield "X is a factor in Y", "the reason for Y is X", "X is conducive to Y", "X acts as a brake on Y"."""
    for verb in parse:
        if verb.pos_ in VERBAL and verb.lemma_.lower() in COPULAS:
            for child in verb.children:
                if child.dep_ in {"attr", "dobj", "oprd", "ccomp"} and child.i > verb.i:
                    yield from _read_copula(verb, child)
                elif child.dep_ == "acomp":
                    yield from _read_adjective(verb, child)
        elif verb.pos_ == "VERB" and verb.lemma_.lower() in load_words("nouns", "as_verbs"):
            role = find_preposition(verb, "as")
            if role is not None and role.lemma_.lower() in load_words("nouns", "cause"):
                yield from _read_copula(verb, role)


def _read_copula(verb: Token, noun: Token) -> Iterator[Link]:
    subject = find_subject(verb)
    if subject is None:
        return
    reason = unwrap_reason(subject)
    if reason:
        cause = find_clause(noun) if noun.dep_ == "ccomp" else find_phrase(noun)
        if cause and not overlap(cause, reason):
            yield Link(cause, reason, "unspecified", subject.lemma_.lower(), "reason_is", verb.i)
        return
    if noun.dep_ == "ccomp":
        return
    causal = noun if noun.lemma_.lower() in load_words("nouns", "cause") else _find_one_of(noun)
    if causal is None:
        return
    cause, effect = find_phrase(subject), find_noun_effect(causal, verb)
    if cause and effect and not overlap(cause, effect):
        lemma = causal.lemma_.lower()
        if lemma in {"result", "consequence"}:
            cause, effect = effect, cause
        yield Link(cause, effect, find_noun_polarity(lemma), lemma, "copula", causal.i)


def _find_one_of(noun: Token) -> Token | None:
    """Return the causal noun of "one of the main reasons"."""
    inner = find_preposition(noun, "of") if noun.lower_ == "one" else None
    return inner if inner is not None and inner.lemma_.lower() in load_words("nouns", "cause") else None


def _read_adjective(verb: Token, adjective: Token) -> Iterator[Link]:
    subject = find_subject(verb)
    lemma = adjective.lemma_.lower()
    for preposition in ("to", "for"):
        if subject is None or lemma not in load_words("adjectives", preposition):
            continue
        head = find_preposition(adjective, preposition) or find_preposition(verb, preposition)
        if head is None:
            continue
        cause = find_phrase(subject)
        effect = find_argument(head)
        if cause and effect and not overlap(cause, effect):
            polarity = (
                "lowers"
                if lemma in load_words("adjectives", "lowers")
                else "unspecified"
                if preposition == "for"
                else "raises"
            )
            yield Link(cause, effect, polarity, lemma, "adjective", adjective.i)


def _find_means_links(parse: Doc) -> Iterator[Link]:
    """Yield "by doing X, Y", "Y by doing X", "through X, Y": the means is the cause, each coordinated verb an effect."""
    for token in parse:
        if token.lower_ not in MEANS or token.dep_ != "prep" or token.head.pos_ not in VERBAL:
            continue
        if _is_fixed(token):
            continue
        inner = next((child for child in token.children if child.dep_ in {"pcomp", "pobj"}), None)
        fronted = token.i < token.head.i
        if inner is None or (not fronted and (inner.dep_ == "pobj" or token.lower_ in {"without", "with"})):
            continue
        if token.lower_ == "with" and not _happens(inner):
            continue
        if not (fronted or _is_made(token.head)):
            continue
        for cause in _split_gerunds(inner):
            start = token.i if token.lower_ == "without" else cause[0]
            yield from _tie_means(token, (start, cause[1]))


def _is_fixed(preposition: Token) -> bool:
    """Say whether a preposition opens a fixed phrase or a time: "by definition", "by the way", "by the end of May"."""
    parse, at = preposition.doc, preposition.i + 1
    while at < len(parse) and parse[at].tag_ == "DT":
        at += 1
    return at < len(parse) and (parse[at].lower_ in FIXED or parse[at].ent_type_ in {"DATE", "TIME"})


def _tie_means(token: Token, cause: Stretch) -> Iterator[Link]:
    """Yield a link from a means to each coordinated verb that the preposition governs it for."""
    fronted = token.i < token.head.i
    made = token.head.dep_ in {"ccomp", "xcomp"} and token.head.head.lemma_.lower() in HELPERS
    if find_denial(token.head) is not None or (made and find_denial(token.head.head) is not None):
        return
    for verb in (token.head, *(other for other in token.head.conjuncts if fronted and other.pos_ == "VERB")):
        effect = _find_means_effect(verb, token)
        if effect and fronted and effect[0] < cause[1] < effect[1]:
            effect = trim_stretch(token.doc, cause[1], effect[1])
        if effect and not overlap(cause, effect):
            yield Link(cause, effect, "unspecified", token.lower_, "means" if fronted else "means_behind", token.i)


def _is_made(verb: Token) -> bool:
    """Say whether a verb is causal or what a causal verb makes happen: "helps firms adapt"."""
    if verb.lemma_.lower() in load_frames():
        return True
    return verb.dep_ in {"ccomp", "xcomp"} and verb.head.i < verb.i and verb.head.lemma_.lower() in HELPERS


def _has_object(verb: Token) -> bool:
    return any(child.dep_ == "dobj" for child in verb.children)


def _split_gerunds(inner: Token) -> Iterator[Stretch]:
    """Yield the means, one stretch a coordinated gerund with an object of its own: "by A-ing X, B-ing Y and C-ing Z"."""
    whole = _find_means(inner)
    if whole is None:
        return
    gerunds = [inner, *(other for other in inner.conjuncts if other.i < whole[1])] if inner.dep_ == "pcomp" else [inner]
    if len(gerunds) < 2 or any(gerund.tag_ != "VBG" or not _has_object(gerund) for gerund in gerunds):
        yield whole
        return
    starts = [whole[0], *(gerund.left_edge.i for gerund in gerunds[1:])]
    for start, end in zip(starts, [*starts[1:], whole[1]], strict=True):
        part = trim_stretch(inner.doc, start, end) if start < end else None
        if part:
            yield part


def _happens(noun: Token) -> bool:
    """Say whether what "with" governs tells what happens: "the expansion of the network", "rising prices", "prices rising"."""
    if noun.dep_ == "pcomp":
        return noun.tag_ in {"VBG", "VBN"} and any(child.dep_ in SUBJECTS for child in noun.children)
    changes = load_lexicon("claims")["change"]["verbs"]
    if any(child.dep_ == "amod" and child.tag_ == "VBG" and child.lemma_ in changes for child in noun.children):
        return True
    if any(child.dep_ == "amod" and child.lower_ in {"more", "fewer", "less"} for child in noun.children):
        return True
    whose = any(child.dep_ == "prep" and child.lower_ in {"of", "in"} for child in noun.children)
    return whose and classify_subject(noun) == "event"


def _find_means(inner: Token) -> Stretch | None:
    """Return the means; a fronted noun phrase ends at its first comma, or after its list where its clause has a subject."""
    stretch = find_argument(inner)
    if stretch is None or inner.dep_ == "pcomp":
        return stretch
    subjects = [child for child in inner.head.head.children if child.dep_ in SUBJECTS and child.i > inner.i]
    if len(subjects) > 1:  # "with X, Y and Z, S is ...": the parse made Y a subject too
        return trim_stretch(inner.doc, stretch[0], subjects[-1].left_edge.i)
    listed = any(token.dep_ == "cc" for token in inner.doc[inner.i : stretch[1]])
    if listed and subjects and subjects[0].left_edge.i >= stretch[1]:
        return stretch
    comma = next((at for at in range(inner.i, stretch[1]) if inner.doc[at].text == ","), stretch[1])
    return trim_stretch(inner.doc, stretch[0], comma)


def _find_nominal_links(parse: Doc) -> Iterator[Link]:
    """Yield "the impact of X on Y", "the role of X in Y"."""
    for noun in parse:
        if noun.pos_ != "NOUN" or noun.lemma_.lower() not in load_words("nouns", "influence"):
            continue
        source = find_preposition(noun, "of")
        if source is None:
            source = next((child for child in noun.children if child.dep_ == "poss" and child.pos_ != "PRON"), None)
        if source is None:
            continue
        preposition = "in" if noun.lemma_.lower() in load_words("light_verbs", "parts") else "on"
        target = find_preposition(noun, preposition) or find_preposition(source, preposition)
        cause = find_phrase(source)
        effect = find_argument(target) if target is not None else None
        if cause and effect and cause[0] < effect[0]:
            cause = trim_stretch(parse, cause[0], min(cause[1], effect[0] - 1))
        if cause and effect and not overlap(cause, effect):
            yield Link(cause, effect, find_noun_polarity(noun.lemma_.lower()), noun.lemma_.lower(), "nominal", noun.i)


def _find_why_links(parse: Doc) -> Iterator[Link]:
    """Yield "X is why Y"."""
    for token in parse:
        if (
            token.lower_ == "why"
            and token.dep_ == "advmod"
            and token.head.dep_ in {"advcl", "ccomp"}
            and (token.head.head.lemma_ == "be" or token.head.head.lower_ in {"'s", "’s"})
        ):
            subject = find_subject(token.head.head)
            if subject is None or subject.lemma_.lower() in load_words("questions", "words"):
                continue
            if any(child.dep_ == "neg" for child in token.head.head.children):  # "that is not why Y"
                continue
            cause, effect = find_phrase(subject), find_clause(token.head)
            if cause and effect and not overlap(cause, effect):
                yield Link(cause, effect, "unspecified", "why", "why", token.i)


def _find_means_effect(verb: Token, preposition: Token) -> Stretch | None:
    if preposition.i > verb.i:
        made = verb.dep_ == "ccomp" and any(child.dep_ in SUBJECTS for child in verb.children)
        phrase = find_clause(verb) if made else find_predicate(verb)
        return trim_stretch(verb.doc, phrase[0], min(phrase[1], preposition.i)) if phrase else None
    own = any(child.dep_ in SUBJECTS and child.pos_ != "PRON" for child in verb.children)
    return find_clause(verb) if own else find_predicate(verb)


def _find_proportional_links(parse: Doc) -> Iterator[Link]:
    """Yield "the more X, the more Y" (Quirk et al. 1985, 14.13), one link a consequence."""
    starts = [
        token.i
        for token in parse[:-1]
        if token.lower_ == "the"
        and parse[token.i + 1].tag_ in {"JJR", "RBR"}
        and (token.i == 0 or parse[token.i - 1].text in {",", ";", "and"})
    ]
    if len(starts) < 2 or starts[0] > 3:
        return
    stretches = [trim_stretch(parse, start, end) for start, end in zip(starts, [*starts[1:], len(parse)], strict=True)]
    for effect in stretches[1:]:
        if stretches[0] and effect:
            yield Link(stretches[0], effect, "raises", "the more", "proportional", starts[0])
