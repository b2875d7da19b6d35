"""What makes a candidate causal link not worth telling, however its construction looks."""

from spacy.tokens import Doc, Token

from flows.extraction.claims.agency import AGENTS, classify_subject
from flows.extraction.claims.arguments import HIGHEST, RELATIVES, Stretch
from flows.extraction.claims.causes import Link, find_ability_holder, load_words
from flows.extraction.lexicon import load_lexicon

TIMES = frozenset({"DATE", "TIME", "PERCENT"})  # OntoNotes labels of what is measured, not brought about
# words that open a condition, a time or a question, not a cause
OPENERS = frozenset({"when", "if", "while", "whether", "although", "though", "where", "unless", "until", "how", "why"})
PERSONS = frozenset({"i", "we", "you", "he", "she", "they", "who", "me", "us", "him", "them"})
AFFECTING = frozenset({"affect", "influence", "impact", "shape", "hit", "plague"})
MOST_LINKS = 40  # more are a list gone astray
UNSPECIFIC = frozenset({"any", "no", "neither"})


def choose_sound(parse: Doc, links: list[Link]) -> list[Link]:
    """Return the links without those that have a flaw, and without an effect that lies in another one of its cause."""
    sound = [link for link in links if not has_flaw(parse, link) and not _is_supposed(parse, link)]
    sound = [link for link in sound if not _is_qualifier(parse, link, sound)]
    return [link for link in sound if not any(_lies_in(link, other) for other in sound)]


def has_flaw(parse: Doc, link: Link) -> bool:
    """Say whether a link names no cause or no effect: a number, a person's pronoun, "any X", a condition, half a phrase."""
    cause, effect = _find_head(parse, link.cause), _find_head(parse, link.effect)
    first = parse[link.cause[0]]
    if first.lower_ in OPENERS or _is_relative(first) or _is_relative(parse[link.effect[0]]):
        return True
    if link.pattern == "verb_in" and cause.lower_ in {"we", "i"}:  # "we usher in a new age"
        return True
    if _is_number(cause) or _is_unspecific(cause) or _is_list(parse, link.cause):
        return True
    if link.effect[1] - link.effect[0] == 1 and (effect.lower_ in PERSONS or link.pattern.startswith("means")):
        return True
    if (
        link.pattern != "means"
        and effect.dep_ in {"dobj", "pobj"}
        and (_is_number(effect) or _is_time(effect) or _is_cut(effect))
    ):
        return True
    if link.cue == "thanks to" and classify_subject(cause) in AGENTS:  # "thanks to the members" thanks them
        return True
    return link.pattern.startswith("means") and _reports(parse, link.effect)


def _is_supposed(parse: Doc, link: Link) -> bool:
    """Say whether a link is only supposed: "if it causes losses", "unless the state cuts fares"."""
    at = parse[link.anchor]
    for _ in range(HIGHEST if link.pattern != "condition" else 0):
        if at.dep_ == "advcl" and any(
            child.dep_ == "mark" and child.i < link.cause[0] + 1 and child.lower_ in load_words("conditions", "words")
            for child in at.children
        ):
            return at.left_edge.i <= link.cause[0] and link.cause[1] <= at.right_edge.i + 1
        if at.head.i == at.i:
            return False
        at = at.head
    return False


def _is_qualifier(parse: Doc, link: Link, links: list[Link]) -> bool:
    """Say whether a link only tells which thing another link's cause or effect is: "rules on firms selling arms will hurt Y"."""
    anchor = parse[link.anchor]
    if anchor.dep_ not in {"acl", "relcl"} or parse[anchor.left_edge.i - 1].text in {",", "—", "–", "-"}:
        return False
    if find_ability_holder(anchor) is not None:
        return False
    affected = link.cue in AFFECTING
    if link.pattern == "passive" and affected and anchor.head.dep_ in {"pobj", "dobj"}:  # "in regions affected by Y"
        return True
    if link.pattern == "passive" and link.polarity == "unspecified" and not affected:  # "the risks brought by X"
        return False
    whole = min(link.cause[0], link.effect[0]), max(link.cause[1], link.effect[1])
    for other in links[:MOST_LINKS]:
        for stretch in (other.cause, other.effect):
            if other is not link and stretch[0] <= whole[0] and whole[1] <= stretch[1]:
                return True
    return False


def _is_list(parse: Doc, stretch: Stretch) -> bool:
    """Say whether a stretch runs over a semicolon that no bracket encloses: a list, not a cause."""
    words = [token.text for token in parse[slice(*stretch)]]
    return ";" in words and "(" not in words


def _is_relative(token: Token) -> bool:
    return token.lower_ in RELATIVES and token.tag_ != "DT"


def _find_head(parse: Doc, stretch: Stretch) -> Token:
    return parse[stretch[0] : stretch[1]].root


def _is_number(head: Token) -> bool:
    """Say whether a head is a bare number or share: "cut to 3 by 1969", "expand 13 %"; not "thousands of jobs"."""
    if head.tag_ != "CD" and head.text != "%":
        return False
    money = any(token.is_currency for token in head.subtree)  # "raise $3 million" tells what comes in
    return not money and not _is_of_something(head)


def _is_time(head: Token) -> bool:
    return head.ent_type_ in TIMES and not _is_of_something(head)


def _is_of_something(head: Token) -> bool:
    return any(child.dep_ == "prep" and child.lower_ in {"of", "in"} for child in head.children)


def _is_unspecific(head: Token) -> bool:
    """Say whether a cause is any or none of its kind: "any transaction that causes ..."."""
    return any(child.dep_ == "det" and child.lower_ in UNSPECIFIC for child in head.children)


def _is_cut(head: Token) -> bool:
    """Say whether a noun's preposition has lost its object: "streams that it can maximise the potential of"."""
    return any(
        child.dep_ == "prep" and child.pos_ == "ADP" and child.i > head.i and child.right_edge.i == child.i
        for child in head.children
    )


def _reports(parse: Doc, effect: Stretch) -> bool:
    """Say whether a means serves a saying or hoping, which it does not cause: "through the pact, we reaffirmed ..."."""
    verbs = (token for token in parse[effect[0] : effect[1]] if token.pos_ == "VERB")
    verb = next(verbs, None)
    if verb is None:
        return False
    lexicon = load_lexicon("claims")
    return verb.lemma_.lower() in {*lexicon["reporting"]["verbs"], *lexicon["hedge"]["verbs"]}


def _lies_in(link: Link, other: Link) -> bool:
    """Say whether a link's effect is part of another link's effect of the same cause."""
    same = link.cause == other.cause and link.effect != other.effect
    return same and other.effect[0] <= link.effect[0] and link.effect[1] <= other.effect[1]
