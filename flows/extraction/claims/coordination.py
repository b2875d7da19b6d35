"""Coordinated causes and effects, each a stretch of its own where each can be named alone."""

from dataclasses import replace

from spacy.tokens import Doc, Token

from flows.extraction.claims.arguments import Stretch, trim_stretch
from flows.extraction.claims.causes import Link

NOMINAL = frozenset({"NOUN", "PROPN"})
OPENERS = frozenset({"both", "not", "only"})  # "both the X and the Y"
LONGEST_CHAIN = 8  # coordinated nouns; a longer list is a parse gone astray


def split_link(parse: Doc, link: Link) -> list[Link]:
    """Return one link a pair of a single cause and a single effect, in the order of the text."""
    causes, effects = split_stretch(parse, link.cause), split_stretch(parse, link.effect)
    return [replace(link, cause=cause, effect=effect) for cause in causes for effect in effects]


def split_stretch(parse: Doc, stretch: Stretch) -> list[Stretch]:
    """Return the coordinated noun phrases of a stretch, or the stretch whole where they hang together.

    "The loss of soil and the lack of rain" are two things: each has a determiner of its own. "Jobs and growth in the
    region" may share what stands behind, "oil and gas prices" what stands before, so they stay together.
    """
    head = parse[stretch[0] : stretch[1]].root
    chain = [head]
    while len(chain) <= LONGEST_CHAIN:
        following = next((child for child in chain[-1].children if _goes_on(child, chain[-1], stretch)), None)
        if following is None:
            break
        chain.append(following)
    if len(chain) < 2 or head.pos_ not in NOMINAL or not all(_is_determined(noun) for noun in chain):
        return [stretch]
    starts = [stretch[0], *(noun.left_edge.i for noun in chain[1:])]
    if parse[starts[0]].lower_ in OPENERS:
        starts[0] += 1
    ends = [*starts[1:], stretch[1]]
    parts = [trim_stretch(parse, start, end) for start, end in zip(starts, ends, strict=True) if start < end]
    found = [part for part in parts if part is not None]
    return found if len(found) == len(chain) else [stretch]


def _goes_on(child: Token, noun: Token, stretch: Stretch) -> bool:
    """Say whether a noun is added to another by "and" or a comma, within the stretch."""
    if child.dep_ != "conj" or child.pos_ not in NOMINAL or not noun.i < child.left_edge.i < stretch[1]:
        return False
    joints = {token.lower_ for token in noun.children if token.dep_ == "cc"}
    return joints <= {"and"}


def _is_determined(noun: Token) -> bool:
    """Say whether a noun has an article or a possessor of its own."""
    return any(child.dep_ in {"det", "poss"} and child.i < noun.i for child in noun.children)
