"""Subjects of advising clauses: where they stand, whether they act, and to whom a pronoun goes back."""

from flows.extraction.grammar import ADVERB_TAGS, Syntax, find_noun_phrase_before, find_subject
from flows.extraction.recommendations.actors import is_agent, trim_actor

LONGEST_APPOSITION = 25  # tokens between a subject and its modal
FIRST_PERSONS = frozenset({"we", "i"})
# what cannot stand right before a subject: a sign that the parser took part of one for the whole
NOBODY = frozenset({"nothing", "nobody", "none"})
REFUSALS = NOBODY | {"no", "neither"}  # openers of a subject that denies the whole clause
RELATIVES = frozenset({"that", "which", "who"})
GOVERNORS = frozenset(
    {"of", "to", "on", "with", "by", "from", "into", "beyond", "between", "about", "over", "under", "at"}
)
HAPPENINGS = frozenset({"effect", "place", "precedence", "priority", "force"})
BROKEN_BEFORE = frozenset({"VB", "VBZ", "VBP", "VBD", "VBG", "VBN", "HYPH", "JJ", "PRP$", "DT"})


def locate_subject(syntax: Syntax, verb: int, cue: int) -> tuple[int, int] | None:
    """Return the token slice of the subject of a modal and its verb: by the parse, else by the tags before the modal."""
    subject = find_subject(syntax, verb) or find_subject(syntax, cue)
    if subject is None or subject[0] >= cue or subject[1] > cue + 1 or cue - subject[1] > LONGEST_APPOSITION:
        subject = find_subject_before(syntax, cue)
    return None if subject is None else skip_label(syntax, take_relative(syntax, subject, cue))


def take_relative(syntax: Syntax, subject: tuple[int, int], cue: int) -> tuple[int, int]:
    """Return a subject with the whole of a restrictive relative clause that the parse tore ("nations that did | so much")."""
    start, end = subject
    if not start < end < cue or any(syntax.words[at] in (",", ";", ":") for at in range(end, cue)):
        return subject
    is_torn = syntax.deps[end - 1] == "relcl"
    if not is_torn and (syntax.words[end] not in RELATIVES or not syntax.tags[end - 1].startswith("N")):
        return subject
    last = cue
    while last > end and (syntax.tags[last - 1] == "MD" or syntax.tags[last - 1] in ADVERB_TAGS):
        last -= 1
    return start, last


def skip_label(syntax: Syntax, subject: tuple[int, int]) -> tuple[int, int] | None:
    """Return a subject without a label and its colon ("Note: the diagram"); None when the label is all of it."""
    start, end = subject
    colon = next((at for at in range(end, start, -1) if at < len(syntax) and is_label_end(syntax, at)), None)
    if colon is None:
        return subject
    return (colon + 1, end) if colon + 1 < end else None


def is_label_end(syntax: Syntax, at: int) -> bool:
    """Say whether a colon at a token ends a label, rather than standing in brackets."""
    return syntax.words[at] == ":" and not syntax.enclosed[at]


def find_subject_before(syntax: Syntax, cue: int) -> tuple[int, int] | None:
    """Return the noun phrase before a modal, over what stands between commas ("the Secretary, acting through X, shall")."""
    end = cue
    while end > 1 and (syntax.words[end - 1] in ("and", "or", ",") or syntax.tags[end - 1] == "MD"):
        end -= 1  # can, and should,
    if "MD" not in syntax.tags[end:cue]:
        end = cue
    for _ in range(4):
        phrase = find_noun_phrase_before(syntax, end)
        is_governed = phrase is not None and phrase[0] > 0 and syntax.tags[phrase[0] - 1] in ("IN", "VBG", "TO")
        if phrase is not None and (end == cue or syntax.tags[end] == "MD" or not is_governed):
            return phrase
        comma = next(
            (at for at in range(end - 2, max(-1, end - LONGEST_APPOSITION), -1) if syntax.words[at] == ","), None
        )
        if end == 0 or syntax.words[end - 1] != "," or comma is None:
            return None
        end = comma
    return None


def widen_subject(syntax: Syntax, start: int) -> int:
    """Return where a clause begins whose subject's start cannot be right: back to the last comma or the start.

    A subject cannot follow a verb, a hyphen or an adjective ("transfers that go beyond the sending | of data").
    """
    if start == 0 or (syntax.tags[start - 1] not in BROKEN_BEFORE and syntax.words[start - 1] not in GOVERNORS):
        return start
    at = start
    while at > 0 and syntax.words[at - 1] not in (",", ";", ":", "that"):
        at -= 1
    return at


def subject_head(syntax: Syntax, subject: tuple[int, int]) -> int:
    """Return the head token of a subject's slice."""
    for at in range(*subject):
        if not subject[0] <= syntax.heads[at] < subject[1]:
            return at
    return subject[1] - 1


def is_object_relative(syntax: Syntax, opening: int, verb: int) -> bool:
    """Say whether the clause tells of a thing ("the taxes that firms must pay")."""
    before = syntax.words[opening - 1] if opening else ""
    is_bare = opening > 0 and syntax.tags[opening - 1] in ("NN", "NNS")  # a resource we must use
    if before in ("whereby", "wherein"):
        return True
    if opening > 0 and before in ("that", "which") and syntax.tags[opening - 1] == "WDT":
        return True
    return syntax.deps[verb] == "relcl" and (before in ("that", "which", "whom") or is_bare)


def takes_whole_clause(syntax: Syntax, subject: int, verb: int, cue: int) -> bool:
    """Say whether the subject undergoes rather than acts: passives, and states of what cannot act."""
    is_passive = syntax.tags[verb] in ("VBN", "VBD") and verb > cue and "be" in syntax.words[cue:verb]
    if is_passive or syntax.words[subject] in NOBODY:
        return True
    if is_agent(syntax, subject):
        return False
    if syntax.words[verb + 1 : verb + 3] == ["to", "be"]:  # should continue to be VERB-ed
        return True
    if syntax.words[verb] in ("be", "remain", "become", "have"):
        return True
    if any(child.lower_ in HAPPENINGS for child in syntax.doc[verb].rights):  # shall take effect
        return True
    has_object = any(
        child.dep_ in ("dobj", "xcomp", "ccomp", "dative", "attr", "prt") for child in syntax.doc[verb].rights
    )
    return not has_object


def find_agent(syntax: Syntax, verb: int) -> tuple[int, int] | None:
    """Return who is to do what the passive says ("by each State"), where that is somebody who can act."""
    for child in syntax.doc[verb].rights:
        if child.dep_ == "agent":
            for noun in child.rights:
                if noun.dep_ == "pobj" and is_agent(syntax, noun.i):
                    return trim_actor(syntax, (noun.left_edge.i, noun.right_edge.i + 1))
    return None


def resolve_pronoun(syntax: Syntax, actor: tuple[int, int]) -> tuple[int, int]:
    """Return the subject before in the sentence that "it" or "they" takes up, else the actor as it is."""
    start, end = actor
    if end - start != 1 or syntax.words[start] not in ("it", "they"):
        return actor
    for at in range(start - 1, -1, -1):
        if syntax.deps[at] in ("nsubj", "nsubjpass") and is_agent(syntax, at) and syntax.tags[at] != "PRP":
            token = syntax.doc[at]
            return trim_actor(syntax, (token.left_edge.i, token.right_edge.i + 1))
    return actor
