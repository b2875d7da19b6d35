"""Signs of a claim's type that take more than one word: comparisons, definitions and judgements as constructions."""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from flows.extraction.lexicon import load_lexicon

COPULAS = frozenset({"be", "become", "remain", "represent", "constitute"})
COMPLEMENTS = frozenset({"attr", "acomp", "oprd"})
# "at least", "most of": superlative in form, quantity in meaning
QUANTIFIERS = frozenset({"most", "least", "best"})


@cache
def load_signs(section: str, key: str) -> frozenset[str]:
    """Return one list of lexicon/claims.yml as a set."""
    return frozenset(load_lexicon("claims")[section].get(key, ()))


def find_asserted(root: Token) -> list[Token]:
    """Return the heads of what a sentence asserts: its root, or the clause reported, with the coordinated ones."""
    head = root
    for _ in range(3):
        inner = next((child for child in head.children if child.dep_ == "ccomp" and child.i > head.i), None)
        if inner is None or head.lemma_.lower() not in load_signs("reporting", "verbs"):
            break
        head = inner
    return [head, *(other for other in head.conjuncts if other.i > head.i and other.pos_ in {"VERB", "AUX"})]


def find_signs(parse: Doc, root: Token) -> Iterator[str]:
    """Yield the signs of a sentence, in no order that matters, some of them more than once."""
    heads = find_asserted(root)
    if heads[0].i != root.i:
        yield "reported"
    yield from _find_comparisons(parse)
    for number, head in enumerate(heads):
        for sign in _find_signs_of(head):
            yield f"{'first' if number == 0 else 'later'}:{sign}"
            yield f"some:{sign}"


def _find_comparisons(parse: Doc) -> Iterator[str]:
    for token in parse:
        before = parse[token.i - 1].lower_ if token.i else ""
        after = parse[token.i + 1] if token.i + 1 < len(parse) else token
        place = _name_place(token)
        if token.lower_ == "than" and before not in {"rather", "other"}:
            yield (
                "than_number"
                if after.like_num or after.is_currency or after.lower_ in {"just", "a", "half"}
                else "than"
            )
        elif token.tag_ == "JJS" and token.lower_ not in QUANTIFIERS:
            yield "superlative"
            yield f"superlative@{place}"
        elif token.tag_ == "RBS" and token.lower_ == "most" and after.pos_ in {"ADJ", "ADV"}:
            yield "superlative"
            yield f"superlative_most@{place}"
        elif token.tag_ in {"JJR", "RBR"}:
            graded = token.head.dep_ in COMPLEMENTS and token.dep_ == "advmod"
            yield (
                f"comparative@{'complement' if graded else place}"
                if token.lower_ not in {"more", "less"} or graded
                else "more"
            )
        elif token.lower_ in {"above", "below"} and token.dep_ in {"prep", "advmod"}:
            yield "above_below"
        elif token.lower_ == "from" and _is_amount(after) and _has_other_end(token):
            yield "from_to"
        elif (token.lower_.endswith("fold") and len(token) > 5) or token.lower_ in {
            "twice",
            "thrice",
            "double",
            "triple",
            "quadruple",
            "quadrupled",
            "doubled",
            "tripled",
        }:
            yield "multiple"
        elif (
            token.lower_
            in {"similar", "different", "equal", "close", "comparable", "identical", "equivalent", "unlike"}
            and token.dep_ in COMPLEMENTS
        ):
            yield "likeness"
        elif token.lower_ in {"unparalleled", "unmatched", "unrivalled", "unprecedented", "record"}:
            yield "unmatched"


def _is_amount(token: Token) -> bool:
    return token.pos_ in {"NUM", "SYM"} or token.ent_type_ in {"MONEY", "PERCENT"}


def _has_other_end(start: Token) -> bool:
    """Say whether a "from" before an amount has its "to": "from 3 to 5 per cent", "to 44 million from 39 million"."""
    behind, before = start.doc[start.i + 2 : start.i + 8], start.doc[max(start.i - 10, 0) : start.i]
    return any(token.lower_ == "to" for token in behind) or any(
        token.lower_ == "to" and _is_amount(token.nbor()) for token in before
    )


def _name_place(token: Token) -> str:
    """Say whether a word belongs to a complement, to an object, or stands elsewhere in its sentence."""
    if token.head.dep_ in COMPLEMENTS or token.dep_ in COMPLEMENTS:
        return "complement"
    holder = token.head.head if token.head.dep_ == "pobj" else token.head
    return "object" if holder.dep_ in {"dobj", "prep"} and holder.head.dep_ in {"ROOT", "ccomp"} else "inside"


def _find_signs_of(head: Token) -> Iterator[str]:
    lemma = head.lemma_.lower()
    passive = any(child.dep_ == "auxpass" for child in head.children)
    if lemma in load_signs("definition", "verbs"):
        yield f"defining_verb:{'passive' if passive else head.tag_}"
    if lemma in load_signs("evaluation", "verbs"):
        yield "judging_verb"
    if lemma in COPULAS and not passive:
        yield from _find_copula_signs(head)
    for child in head.children:
        if child.dep_ == "dobj":
            yield from (f"object_{sign}" for sign in _judge_noun(child))
        elif child.dep_ == "prep" and child.lower_ == "as" and passive:
            yield "passive_as"
        elif child.dep_ == "advmod" and child.lemma_.lower() in load_signs("evaluation", "adverbs"):
            yield "judging_adverb"
    if passive and lemma in load_signs("future", "verbs") and any(child.dep_ == "xcomp" for child in head.children):
        yield "projected"
    if lemma in load_signs("change", "verbs"):
        unit = any(token.text == "%" or token.lower_.startswith("percent") for token in head.subtree)
        yield f"change:{'percent' if unit else 'plain'}"


def _find_copula_signs(head: Token) -> Iterator[str]:
    for child in head.children:
        if child.dep_ == "acomp":
            judged = child.lemma_.lower() in load_signs("evaluation", "adjectives")
            yield f"is_adjective:{'judging' if judged else child.tag_}"
        elif child.dep_ in {"attr", "dobj"} and child.i > head.i:
            article = next((below.lower_ for below in child.children if below.dep_ in {"det", "poss"}), "none")
            judgements = sorted(set(_judge_noun(child)))
            yield f"is_noun:{'+'.join(judgements) or 'plain'}"
            yield f"is_noun:{article if article in {'a', 'an', 'the', 'no', 'none'} else 'other'}:{'judged' if judgements else 'plain'}"
        elif child.dep_ == "prep" and child.i > head.i:
            yield f"is_{child.lower_}"
        elif child.dep_ == "expl":
            yield "there_is"


def _judge_noun(noun: Token) -> Iterator[str]:
    if noun.lemma_.lower() in load_signs("evaluation", "nouns"):
        yield "judging_head"
    for child in noun.children:
        if child.dep_ == "amod":
            if child.tag_ == "JJS" or any(below.tag_ == "RBS" for below in child.children):
                yield "superlative"
            elif child.lemma_.lower() in load_signs("evaluation", "adjectives"):
                yield "judging_modifier"
