"""Stretches of a parse that can be the cause or the effect of a causal link."""

from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
# dependents that a noun phrase can lose and still name the same thing
LOOSE = frozenset({"relcl", "advcl", "parataxis"})
EDGES = frozenset({",", ";", ":", ".", "-", "–", "—", "(", ")", "[", "]", '"', "“", "”", "'", "’", "...", "!", "?"})
# prepositions whose phrase belongs to an object though the parse may hang it on the verb
OBJECT_PREPOSITIONS = frozenset({"to", "for", "in", "into", "between", "among", "on", "of", "within", "across"})
# verbs that put their object somewhere: "leaves villages without power", "drives firms out of business"
MOVERS = frozenset(
    {
        *("leave", "drive", "send", "bring", "put", "push", "drag", "strip", "deprive", "starve", "protect", "shield"),
        *(
            "burden",
            "saddle",
            "overload",
            "flood",
            "infuse",
            "imbue",
            "plunge",
            "tip",
            "thrust",
            "force",
            "rob",
            "empower",
        ),
    }
)
# words that go on with another clause behind a comma
CONTINUATIONS = frozenset({"which", "who", "where", "whereas", "while", "thus", "thereby", "so"})
RELATIVES = frozenset({"which", "that", "who"})
JOINTS = frozenset({"-", "'", "’"})  # marks that may stand inside a word
FINITE = frozenset({"VBN", "VBD", "VBZ"})  # tags that no bare infinitive is coordinated with
LONGEST = 50  # tokens: a longer argument is a parse gone astray
HIGHEST = 12  # steps up a parse before giving up

Stretch = tuple[int, int]  # tokens [start, end)


def trim_stretch(parse: Doc, start: int, end: int) -> Stretch | None:
    """Cut marks, blanks and conjunctions off both ends and what follows a ", which"; None when nothing is left."""
    for at in range(start + 1, end - 1):
        if parse[at].text == "," and parse[at + 1].lower_ in CONTINUATIONS:
            end = at
            break
    while start < end and (parse[start].text in EDGES or parse[start].is_space or parse[start].dep_ == "cc"):
        start += 1
    end = _mend(parse, end)
    while end > start and _hangs(parse[end - 1]):
        end -= 1
    return _balance_quotes(parse, start, _close_bracket(parse, start, end)) if start < end else None


def _mend(parse: Doc, end: int) -> int:
    """Go on behind a hyphen or an apostrophe inside a word: "co-operatives", "owners' doubts", "re-stocking of coal"."""
    for _ in range(HIGHEST):
        mark = parse[end - 1] if parse[end - 1].text in JOINTS else parse[end] if end < len(parse) else parse[end - 1]
        following = mark.i + 1
        if mark.text not in JOINTS or mark.i == 0 or following >= len(parse) or parse[mark.i - 1].whitespace_:
            break
        if (mark.text == "-" and mark.whitespace_) or not parse[following].text[0].isalpha():
            break
        end = following + 1
        head = parse[following]
        while head.head.i != head.i and head.head.pos_ not in {"VERB", "AUX"} and head.head.left_edge.i >= following:
            head = head.head
        end = max(end, min(head.right_edge.i + 1, following + LONGEST))
    return end


def _close_bracket(parse: Doc, start: int, end: int) -> int:
    """Take the bracket back in that closes one inside."""
    inside = [token.text for token in parse[start:end]]
    opens = inside.count("(") > inside.count(")")
    return end + 1 if opens and end < len(parse) and parse[end].text == ")" else end


def _hangs(token: Token) -> bool:
    """Say whether a word cannot end a phrase: a mark, a conjunction, a preposition without its object."""
    return token.text in EDGES or token.is_space or token.dep_ == "cc" or (token.dep_ == "prep" and token.pos_ == "ADP")


def _balance_quotes(parse: Doc, start: int, end: int) -> Stretch:
    """Take a quotation mark back in whose partner is inside."""
    inside = [token.text for token in parse[start:end]]
    if inside.count("“") > inside.count("”") and end < len(parse) and parse[end].text == "”":
        end += 1
    elif inside.count("”") > inside.count("“") and start > 0 and parse[start - 1].text == "“":
        start -= 1
    elif inside.count('"') % 2:
        if end < len(parse) and parse[end].text == '"':
            end += 1
        elif start > 0 and parse[start - 1].text == '"':
            start -= 1
    return start, end


def find_phrase(head: Token) -> Stretch | None:
    """Return the noun phrase of a head, cut before its first relative clause or aside."""
    left, right = head.left_edge.i, head.right_edge.i
    for child in head.children:
        if child.i > head.i and ((child.dep_ in LOOSE and not _is_infinitive(child)) or _is_aside(child)):
            right = min(right, child.left_edge.i - 1)
        if child.dep_ == "conj" and child.i > head.i and _begins_with_verb(child):
            right = min(right, child.left_edge.i - 1)
        for below in child.children if child.dep_ == "conj" else ():
            if below.i > child.i and below.dep_ in LOOSE:
                right = min(right, below.left_edge.i - 1)
    return trim_stretch(head.doc, left, min(right + 1, left + LONGEST))


def _is_infinitive(verb: Token) -> bool:
    """Say whether a verb belongs to its noun as an infinitive: "schemes to raise yields"."""
    return verb.dep_ == "relcl" and verb.tag_ == "VB" and verb.left_edge.tag_ == "TO"


def _is_aside(child: Token) -> bool:
    """Say whether a participle behind a comma only adds to its noun: "higher prices, driven by demand"."""
    first = child.left_edge
    return child.dep_ == "acl" and child.tag_ in {"VBN", "VBG"} and first.i > 0 and child.doc[first.i - 1].text == ","


def _begins_with_verb(noun: Token) -> bool:
    """Say whether a coordinated noun is led by a participle that is rather the next verb: "raised X, cut Y"."""
    first = noun.left_edge
    return (
        first.dep_ == "amod"
        and first.tag_ in {"VBN", "VBD"}
        and first.head.i == noun.i
        and first.lemma_ != first.lower_
    )


def find_effect_phrase(verb: Token, head: Token) -> Stretch | None:
    """Return an object's noun phrase with the prepositional phrases behind it that the parse hung on the verb."""
    phrase = find_phrase(head)
    if phrase is None:
        return None
    end = phrase[1]
    for child in verb.children:
        moved = verb.lemma_ in MOVERS or child.lower_ in OBJECT_PREPOSITIONS
        if child.i == end and child.dep_ in {"prep", "dative"} and moved:
            end = child.right_edge.i + 1
    return trim_stretch(verb.doc, phrase[0], min(end, phrase[0] + LONGEST))


def find_clause(verb: Token, before: int | None = None) -> Stretch | None:
    """Return the clause of a verb from its subject on, without adverbial clauses and coordinated clauses behind it.

    ``before`` is a token at which the clause ends at the latest.
    """
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS or child.dep_ == "expl"]
    left = min((subject.left_edge.i for subject in subjects), default=verb.i)
    right = verb.right_edge.i if before is None else min(verb.right_edge.i, before - 1)
    for child in verb.children:
        if child.i > verb.i and child.left_edge.i > verb.i and _ends_clause(child):
            right = min(right, child.left_edge.i - 1)
    return trim_stretch(verb.doc, left, min(right + 1, left + LONGEST))


def _ends_clause(child: Token) -> bool:
    if child.dep_ in {"advcl", "parataxis", "cc"}:
        return True
    return child.dep_ == "conj" and any(below.dep_ in SUBJECTS for below in child.children)


def find_predicate(verb: Token) -> Stretch | None:
    """Return a verb with what follows it, without auxiliaries, coordinated verbs and adverbial clauses.

    In "reduce and control Y" the first verb takes the second one along with the object they share.
    """
    right = verb.right_edge.i
    shared = _find_sharer(verb)
    for child in verb.children:
        if child.i <= verb.i or (shared is not None and child.i <= shared.i):
            continue
        if child.dep_ in {"conj", "cc", "parataxis"} or (child.dep_ == "advcl" and child.tag_ != "VB"):
            right = min(right, child.left_edge.i - 1)
    return trim_stretch(verb.doc, verb.i, min(right + 1, verb.i + LONGEST))


def find_gerund(head: Token) -> Stretch | None:
    """Return a gerund with what follows it and its own subject, coordinated gerunds included."""
    right = head.right_edge.i
    left = min((child.left_edge.i for child in head.children if child.dep_ in {"nsubj", "poss"}), default=head.i)
    for child in head.children:
        if child.i > head.i and child.dep_ in {"advcl", "parataxis"} and child.tag_ != "VB":
            right = min(right, child.left_edge.i - 1)
    return trim_stretch(head.doc, min(left, head.i), min(right + 1, head.i + LONGEST))


def _find_sharer(verb: Token) -> Token | None:
    """Return the coordinated verb next to a verb without an object of its own, whose object it shares."""
    if any(child.dep_ in {"dobj", "prep", "ccomp", "xcomp", "attr", "acomp"} for child in verb.children):
        return None
    return next((child for child in verb.children if child.dep_ == "conj" and child.i - verb.i == 2), None)


def find_phrase_at(parse: Doc, start: int) -> Token | None:
    """Return the head of the longest phrase that begins at a token."""
    if start >= len(parse):
        return None
    head = parse[start]
    for _ in range(HIGHEST):
        if head.head.i == head.i or head.head.left_edge.i < start:
            break
        head = head.head
    return head


def find_object(verb: Token) -> Token | None:
    """Return a verb's direct object, its own or the one that the next coordinated verb shares with it."""
    own = next((child for child in verb.children if child.dep_ in {"dobj", "obj"}), None)
    if own is not None:
        return own
    sharer = _find_sharer(verb)
    return next((child for child in sharer.children if child.dep_ == "dobj"), None) if sharer is not None else None


def find_argument(head: Token) -> Stretch | None:
    """Return what a preposition governs: a gerund with what follows it, or a noun phrase."""
    return find_gerund(head) if head.dep_ == "pcomp" else find_phrase(head)


def find_preposition(head: Token, preposition: str) -> Token | None:
    """Return the object of a preposition below a head."""
    for child in head.children:
        if child.dep_ in {"prep", "agent", "dative"} and child.lower_ == preposition:
            return next((below for below in child.children if below.dep_ in {"pobj", "pcomp"}), None)
    return None


def find_governor(verb: Token) -> Token | None:
    """Return the verb from which a coordinated, controlled or participial verb takes its subject."""
    if (
        verb.dep_ in {"conj", "xcomp", "advcl", "dep", "ccomp", "pcomp", "prep", "acomp", "oprd"}
        and verb.head.i != verb.i
    ):
        return verb.head
    return None


def find_subject(verb: Token) -> Token | None:
    """Return who or what does what a verb says: its own subject, or the one that its clause shares.

    A relative pronoun is replaced by the noun that it stands for; None when there is no subject.
    """
    at: Token | None = verb
    for _ in range(HIGHEST):
        if at is None:
            return None
        own = next((child for child in at.children if child.dep_ in SUBJECTS), None)
        own = own or _find_modal_subject(at)
        if own is not None:
            return at.head if own.lower_ in RELATIVES and at.dep_ == "relcl" else own
        if at.dep_ in {"acl", "relcl"}:
            return at.head
        before = _find_misplaced_subject(at) or _find_gerund_subject(at)
        if before is not None:
            return before
        at = find_governor(at)
    return None


def _find_modal_subject(verb: Token) -> Token | None:
    """Return the subject of "... that arms should deter, and prevent war" where the parse hung "prevent" on the main verb.

    A bare verb coordinated with a finite one belongs to the last modal between the two.
    """
    if verb.dep_ != "conj" or verb.tag_ != "VB" or verb.head.tag_ not in FINITE or verb.head.i > verb.i:
        return None
    between = verb.doc[verb.head.i + 1 : verb.i]
    leads = [token for token in between if token.tag_ in {"TO", "MD"} and token.dep_ == "aux"]
    if not leads or leads[-1].tag_ != "MD":
        return None
    return next((child for child in leads[-1].head.children if child.dep_ in SUBJECTS), None)


def _find_gerund_subject(verb: Token) -> Token | None:
    """Return the gerund of "Doing X should ensure Y" where the parse made it an adverbial clause."""
    if verb.dep_ != "ROOT":
        return None
    return next(
        (
            child
            for child in verb.children
            if child.dep_ == "advcl" and child.tag_ == "VBG" and child.left_edge.i <= 1 and child.i < verb.i
        ),
        None,
    )


def _find_misplaced_subject(verb: Token) -> Token | None:
    """Return the subject of "X opposes Y, promotes Z" where the parse made "opposes" a complement of "promotes"."""
    first = next((child for child in verb.children if child.dep_ == "ccomp" and child.i < verb.i), None)
    return next((child for child in first.children if child.dep_ in SUBJECTS), None) if first is not None else None
