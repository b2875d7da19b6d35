"""What a sentence looks like to a linear model: grammar, closed-class words, cue classes, and the mean of its vectors."""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from flows.extraction.claims.agency import ACTOR_LABELS, AGENTS, classify_subject
from flows.extraction.claims.arguments import HIGHEST, find_subject
from flows.extraction.claims.causes import Link, load_words
from flows.extraction.claims.cues import Cue, find_cues, load_cues
from flows.extraction.claims.signs import find_asserted, find_signs, load_signs
from flows.extraction.document import Passage, Row
from flows.extraction.lexicon import load_lexicon

Traits = dict[str, float]

# Universal Dependencies parts of speech that are closed classes
CLOSED_CLASSES = frozenset({"ADP", "AUX", "CCONJ", "DET", "PART", "PRON", "SCONJ"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
# clauses by the dependency label of their verb
CLAUSES = {
    "ROOT": "main",
    "conj": "conj",
    "relcl": "relative",
    "advcl": "adverbial",
    "ccomp": "complement",
    "xcomp": "complement",
    "acl": "relative",
    "pcomp": "gerund",
}
VECTOR_SCALE = 0.6
LENGTHS = (6, 12, 20, 35, 60)


def describe_sentence(passage: Passage, previous: Passage | None, links: list[Link], advice: list[Row]) -> Traits:
    """Return the traits of a sentence, each 1.0 or absent, and the means of its words' vectors.

    ``previous`` is the sentence before it in the section, ``links`` the causal links that it may tell,
    ``advice`` the rows of ``recommendations`` found in it.
    """
    parse = passage.parse
    traits: Traits = dict.fromkeys(_describe_words(parse), 1.0)
    root = find_main_root(parse)
    heads = find_asserted(root)
    asserted = heads[0]
    traits |= dict.fromkeys(_describe_root(asserted), 1.0)
    traits |= dict.fromkeys(_describe_cues(parse, asserted), 1.0)
    traits |= dict.fromkeys(_describe_causal_verbs(parse), 1.0)
    traits |= dict.fromkeys((f"sign:{sign}" for sign in find_signs(parse, root)), 1.0)
    traits |= dict.fromkeys(_describe_clauses(parse), 1.0)
    for link in links:
        traits |= dict.fromkeys((f"link:{name}" for name in describe_link(parse, link, heads)), 1.0)
    traits[f"link:count={min(len(links), 4)}"] = 1.0
    traits |= dict.fromkeys(_describe_advice(passage, advice), 1.0)
    traits |= dict.fromkeys(_describe_setting(passage, previous), 1.0)
    traits |= dict.fromkeys(_guess_types(traits), 1.0)
    traits |= average_vectors(parse)
    return traits


def average_vectors(parse: Doc) -> Traits:
    """Return the mean of the language model's contextual vectors of a sentence, one trait a dimension.

    They are scaled down so that regularisation holds them back against the traits of grammar.
    """
    if not parse.tensor.size:
        return {}
    means = parse.tensor.mean(axis=0) * VECTOR_SCALE
    return {f"vector:{dimension:02}": float(mean) for dimension, mean in enumerate(means)}


def find_main_root(parse: Doc) -> Token:
    """Return the root of the sentence's largest tree; the first one of equals."""
    roots = [token for token in parse if token.dep_ == "ROOT"]
    return max(roots, key=lambda root: (root.right_edge.i - root.left_edge.i, -root.i)) if roots else parse[0]


def _guess_types(traits: Traits) -> Iterator[str]:
    """Yield the claim types that the traits speak for, and the first of them."""
    fitting = [
        name for name, signs in load_lexicon("claim_types")["types"].items() if any(sign in traits for sign in signs)
    ]
    yield f"guess:first={fitting[0] if fitting else 'descriptive'}"
    for name in fitting:
        yield f"guess:{name}"


def _describe_words(parse: Doc) -> Iterator[str]:
    for token in parse:
        if token.pos_ in CLOSED_CLASSES:
            yield f"word={token.lemma_.lower()}"
        if token.tag_ in {"JJR", "JJS", "RBR", "RBS"}:
            yield f"tag={token.tag_}"
        if token.pos_ == "NUM" or token.like_num:
            yield "has_number"
        if token.text in {"%", "$", "€", "£"} or token.lower_ in {"percent", "percentage"}:
            yield "has_unit"
    if len(parse) > 1:
        yield f"first={parse[0].tag_}"
        if parse[0].pos_ in CLOSED_CLASSES or parse[0].pos_ == "ADV":
            yield f"first_word={parse[0].lower_}"
    yield f"length<{next((limit for limit in LENGTHS if len(parse) < limit), 999)}"


def _describe_root(root: Token) -> Iterator[str]:
    children = list(root.children)
    yield f"root_tag={root.tag_}"
    yield f"root_pos={root.pos_}"
    yield f"root={root.lemma_.lower()}" if root.pos_ in {"VERB", "AUX"} else "root=nominal"
    subjects = [child for child in children if child.dep_ in SUBJECTS]
    yield f"subject={bool(subjects)}"
    auxiliaries = [child for child in children if child.dep_ in {"aux", "auxpass"}]
    for child in auxiliaries:
        yield f"root_aux={child.lemma_.lower()}"
    if not auxiliaries and not subjects:
        yield f"bare_root={root.tag_}"
    for child in children:
        if child.dep_ in {"attr", "acomp", "dobj", "oprd", "agent", "prep", "ccomp", "xcomp", "advcl", "conj", "neg"}:
            yield f"root_has={child.dep_}"
        if child.dep_ in {"attr", "acomp"}:
            yield f"complement={child.pos_}"
            yield f"complement_article={next((d.lower_ for d in child.children if d.dep_ == 'det'), 'none')}"
    for subject in subjects[:1]:
        yield f"subject_tag={subject.tag_}"
        if subject.lemma_.lower() in load_signs("text", "nouns"):
            yield f"subject_text={next((child.lower_ for child in subject.children if child.dep_ == 'det'), 'none')}"
        yield f"subject_actor={subject.ent_type_ in ACTOR_LABELS}"
        if subject.pos_ in CLOSED_CLASSES:
            yield f"subject_word={subject.lower_}"


def _describe_advice(passage: Passage, advice: list[Row]) -> Iterator[str]:
    """Yield whether a sentence advises, and the quarter of it that the advised actions take up."""
    covered = sum(row["char_end"] - row["char_start"] for row in advice)
    yield f"advises={bool(advice)}"
    if advice:
        yield f"advised_quarters={min(4 * covered // len(passage.span), 3)}"


def _describe_clauses(parse: Doc) -> Iterator[str]:
    """Yield what clauses a sentence has beside its first: reasons, concessions, and plain ones without a modal."""
    for token in parse:
        if token.dep_ == "mark" and token.head.dep_ == "advcl":
            finite = token.head.tag_ in {"VBZ", "VBP", "VBD"} or any(
                child.tag_ in {"VBZ", "VBP", "VBD"} for child in token.head.children
            )
            yield f"clause_mark={token.lower_}:{'finite' if finite else 'other'}"
        if token.dep_ in {"ROOT", "conj", "ccomp", "parataxis"} and any(
            child.dep_ in SUBJECTS for child in token.children
        ):
            modal = any(child.tag_ == "MD" for child in token.children) or token.lemma_ in {"need", "ought"}
            yield f"clause_of={token.dep_}:{'modal' if modal else 'plain'}"


def _describe_cues(parse: Doc, root: Token) -> Iterator[str]:
    complements = {child.i for child in root.children if child.dep_ in {"attr", "acomp", "dobj", "oprd"}}
    for cue in find_cues(parse, load_cues("claims")):
        yield f"cue={cue.name}"
        if cue.end - cue.start > 1:
            yield f"phrase={cue.form}"
        if root.i in range(cue.start, cue.end):
            yield f"root_cue={cue.name}"
        elif cue.start in complements:
            yield f"complement_cue={cue.name}"
        elif parse[cue.start].head.i in complements and parse[cue.start].dep_ == "amod":
            yield f"complement_modifier={cue.name}"
        elif _is_main_auxiliary(parse, cue, root):
            yield f"main_aux={cue.name}"


def _is_main_auxiliary(parse: Doc, cue: Cue, root: Token) -> bool:
    token = parse[cue.start]
    return token.dep_ == "aux" and (
        token.head.i == root.i or (token.head.dep_ == "conj" and token.head.head.i == root.i)
    )


@cache
def load_causal_verbs() -> dict[str, str]:
    """Return the polarity class of each causal verb, by lemma; the first class of the lexicon wins."""
    classes: dict[str, str] = {}
    for polarity, frames in load_lexicon("causes")["verbs"].items():
        for frame, verbs in frames.items():
            for verb in verbs:
                classes.setdefault(verb, polarity if frame == "object" else f"{polarity}_{frame}")
    return classes


@cache
def _load_connectives() -> tuple[tuple[tuple[str, ...], str], ...]:
    entry = load_lexicon("causes")["connectives"]
    return tuple((tuple(phrase.split()), key) for key in ("cause_follows", "effect_follows") for phrase in entry[key])


def _describe_causal_verbs(parse: Doc) -> Iterator[str]:
    verbs = load_causal_verbs()
    for token in parse:
        if token.tag_ == "VBG" and token.dep_ == "pcomp":
            yield f"gerund_after={token.head.lower_}"
        if token.dep_ == "advcl":
            yield f"adverbial={token.tag_}"
        if token.pos_ != "VERB" or token.lemma_.lower() not in verbs:
            continue
        lemma = token.lemma_.lower()
        polarity = verbs[lemma]
        clause = CLAUSES.get(token.dep_, "other")
        subject = classify_subject(find_subject(token))
        effect = any(child.dep_ in {"dobj", "ccomp", "xcomp", "prep"} for child in token.children)
        yield f"causal_verb={lemma}"
        yield f"causal={polarity}@{clause}"
        yield f"causal@{clause}"
        if effect:
            yield f"causal={polarity}<{subject}"
            yield f"causal@{clause}<{subject}"
            yield f"causal<{subject}"
            yield f"causal_verb={lemma}<{subject}"
    lowered = [token.lower_ for token in parse]
    for tokens, key in _load_connectives():
        if tokens[0] in lowered and any(tuple(lowered[i : i + len(tokens)]) == tokens for i in range(len(lowered))):
            yield f"connective={key}"
            yield f"connective={' '.join(tokens)}"


def describe_link(parse: Doc, link: Link, heads: list[Token]) -> Iterator[str]:
    """Yield the traits of a causal link: construction, kind of cause, tense and place of its cue.

    ``heads`` are the verbs of the sentence's main clauses.
    """
    anchor = parse[link.anchor]
    verb = anchor if anchor.pos_ in {"VERB", "AUX"} else anchor.head
    cause_head = parse[link.cause[0] : link.cause[1]].root
    effect_head = parse[link.effect[0] : link.effect[1]].root
    kind = classify_subject(cause_head)
    clause = _name_clause(verb, heads)
    yield "any"
    yield f"pattern={link.pattern}"
    yield f"cue={link.cue}"
    yield f"cause={kind}"
    yield f"pattern={link.pattern}<{kind}"
    yield f"cue={link.cue}<{kind}"
    strength = "light" if link.cue in load_words("light_causes", "words") else "strong"
    yield f"{strength}<{kind}"
    if strength == "strong" and clause in {"main", "added"} and kind not in AGENTS:
        yield "telling"
    yield f"{strength}@{clause}"
    yield f"polarity={link.polarity}"
    yield f"clause={clause}"
    yield f"clause={clause}<{kind}"
    yield f"verb_tag={verb.tag_}"
    for child in verb.children:
        if child.dep_ == "aux":
            yield f"aux={child.lemma_.lower()}"
        elif child.dep_ == "neg":
            yield "negated"
    yield f"effect_tag={effect_head.tag_}"
    yield f"effect={classify_subject(effect_head)}"
    yield f"effect_size={min((link.effect[1] - link.effect[0]).bit_length(), 5)}"
    yield f"cause_size={min((link.cause[1] - link.cause[0]).bit_length(), 5)}"
    for token in parse[link.effect[0] : link.effect[1]]:
        if token.head.i == effect_head.i and token.dep_ in {"poss", "det", "nummod"}:
            yield f"effect_{token.dep_}={token.lower_ if token.pos_ in CLOSED_CLASSES else 'noun'}"
    for token in parse[link.cause[0] : link.cause[1]]:
        if token.head.i == cause_head.i and token.dep_ in {"poss", "det", "prep", "amod"}:
            yield f"cause_{token.dep_}={token.lower_ if token.pos_ in CLOSED_CLASSES else 'noun'}"


def _name_clause(verb: Token, heads: list[Token]) -> str:
    """Say in what clause a verb stands; a relative or participle clause behind a comma is "added" to the main one."""
    catenative = verb.dep_ == "xcomp" and verb.head.lemma_.lower() in load_words("light_verbs", "infinitive")
    at = verb.head if catenative else verb
    for _ in range(HIGHEST):
        if at in heads:
            return "main"
        if at.dep_ != "conj":
            break
        at = at.head
    if at.dep_ in {"acl", "relcl"} and at.head.dep_ == "attr" and at.head.head in heads:
        return "main"
    first = at.left_edge.i
    if at.dep_ in {"relcl", "advcl", "acl"} and first > 0 and at.doc[first - 1].text == "," and first > at.head.i:
        return "added"
    return CLAUSES.get(at.dep_, "other")


def _describe_setting(passage: Passage, previous: Passage | None) -> Iterator[str]:
    text = passage.text
    yield f"ends={text[-1] if not text[-1].isalnum() else 'letter'}"
    if passage.list_marker:
        yield "in_list"
    if passage.starts_paragraph:
        yield "starts_paragraph"
    if text[:1].islower():
        yield "starts_lower"
    if previous is not None:
        yield f"previous_ends={previous.text[-1] if previous.text[-1] in ':;?' else 'other'}"
        root = find_main_root(previous.parse)
        yield f"previous_root_tag={root.tag_}"
