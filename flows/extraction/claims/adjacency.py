"""Noun phrases next to a verb, read off the tags: for verbs whose subject or object the parse lost."""

from spacy.tokens import Token

from flows.extraction.claims.arguments import LONGEST, Stretch, trim_stretch

NOMINAL_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
# what a noun phrase is made of, read to either side from a verb; a gerund or a participle may qualify a noun in it
PHRASE_TAGS = frozenset(
    {"DT", "PDT", "PRP$", "POS", "CD", "JJ", "JJR", "JJS", "HYPH", "VBG", "VBN", "RBS", "RBR", "$", "CC", *NOMINAL_TAGS}
)
INNER_PREPOSITIONS = frozenset({"of", "in", "for", "between", "among", "on", "to", "from", "with", "across", "within"})


def is_tensed(verb: Token) -> bool:
    """Say whether a verb has a tense or stands behind an auxiliary that has: "restricted" of "have steadily restricted"."""
    if verb.tag_ in {"VBZ", "VBP"}:
        return True
    at = skip_adverbs_back(verb)
    before = verb.doc[at - 1] if at > 0 else None
    if before is None:
        return False
    if verb.tag_ == "VBN":
        return before.lemma_ == "have"
    return verb.tag_ == "VBD" or (verb.tag_ == "VB" and before.tag_ == "MD")


def skip_adverbs_back(verb: Token) -> int:
    """Return where the adverbs right before a verb begin."""
    at = verb.i
    while at > 0 and verb.doc[at - 1].tag_ in {"RB", "RBR"}:
        at -= 1
    return at


def find_phrase_before(verb: Token) -> Stretch | None:
    """Return the noun phrase that ends right before a verb and its auxiliaries; commas only inside a list with "and"."""
    parse = verb.doc
    end = verb.i
    while end > 0 and (parse[end - 1].tag_ in {"RB", "MD"} or parse[end - 1].lemma_ in {"have", "be"}):
        end -= 1
    if end == 0 or parse[end - 1].tag_ not in NOMINAL_TAGS:
        return None
    start, listed = end, False
    while start > max(0, end - LONGEST):
        before = parse[start - 1]
        if before.text == ",":
            joined = start < end and parse[start].tag_ == "CC"
            if not (joined or (listed and parse[start - 2].tag_ in NOMINAL_TAGS)):
                break
            listed = True
        elif before.tag_ not in PHRASE_TAGS and before.lower_ not in INNER_PREPOSITIONS:
            break
        start -= 1
    while start < end and (parse[start].tag_ in {"POS", "CC", "HYPH"} or parse[start].lower_ in INNER_PREPOSITIONS):
        start += 1
    return trim_stretch(parse, start, end)


def find_phrase_after(verb: Token) -> Stretch | None:
    """Return the noun phrase that begins right behind a verb, up to the next mark or verb."""
    parse, end = verb.doc, verb.i + 1
    while end < min(len(parse), verb.i + LONGEST):
        token = parse[end]
        if token.tag_ not in PHRASE_TAGS and token.lower_ not in INNER_PREPOSITIONS:
            break
        end += 1
    if end == verb.i + 1 or parse[verb.i + 1].lower_ in INNER_PREPOSITIONS or parse[verb.i + 1].tag_ == "CC":
        return None
    named = any(token.tag_ in NOMINAL_TAGS for token in parse[verb.i + 1 : end])
    return trim_stretch(parse, verb.i + 1, end) if named else None
