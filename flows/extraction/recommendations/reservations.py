"""What keeps a modal clause from advising: conditions, reports, expectations, notes to the reader."""

from flows.extraction.grammar import Syntax, find_subject, is_base_verb
from flows.extraction.recommendations.actors import is_agent, load_classes
from flows.extraction.recommendations.advice import load_strengths, load_words
from flows.extraction.recommendations.subjects import FIRST_PERSONS, subject_head

CONDITIONS = frozenset({"if", "whether", "unless", "lest", "how", "what", "why", "who"})
# openers of a clause that gives a reason or a time, in which "need to" and "have to" only tell
ADJUNCTS = frozenset({"as", "because", "since", "when", "while", "until", "before", "after", "so", "where"})
BYSTANDERS = frozenset(
    {
        "you",
        "they",
        "one",
        "he",
        "she",
        "people",
        "users",
        "customers",
        "consumers",
        "someone",
        "many",
        "some",
        "others",
        "it",
    }
)
# "we are told that": the subject hears, and somebody else says
HEARD = frozenset({"tell", "inform", "assure", "advise", "teach", "remind"})
# verbs with which findings speak, and the writer through them
IMPLYING = frozenset(
    {"suggest", "imply", "indicate", "show", "underline", "underscore", "highlight", "confirm", "mean"}
)
OWN = frozenset({"this", "our", "my"})  # before a noun for the text itself, where it is named behind its verb of saying
# verbs with which "I" or "we" comment on the text
COMMENTS = frozenset({"say", "admit", "confess", "like", "note", "add", "emphasize", "emphasise", "stress", "mention"})


def is_no_advice(syntax: Syntax, cue: int, verb: int) -> bool:
    """Say whether a modal clause is perfect, conditional, reported, a question or a note to the reader."""
    words = syntax.words
    is_modal = words[cue] in load_strengths("modals")
    is_perfect = words[verb] == "have" and syntax.tags[verb + 1 : verb + 2] in (["VBN"], ["VBD"])
    if is_modal and ("have" in words[cue + 1 : verb] or is_perfect):
        return True
    if words[-1:] == ["?"] or (cue == 0 and not is_base_verb(syntax, 0)):
        return True
    if words[verb] in load_words("discourse") and cue > 0 and words[cue - 1] in ("it", "that", "this"):
        return True
    if not is_modal and tells_of_need(syntax, cue, verb):
        return True
    if any(child.dep_ in ("nsubj", "nsubjpass") and child.i > cue for child in syntax.doc[verb].lefts):
        return True  # should they choose
    return is_conditional(syntax, cue, verb) or is_reported(syntax, verb)


def tells_of_need(syntax: Syntax, cue: int, verb: int) -> bool:
    """Say whether "need to" or "have to" stands in a relative clause or one of reason or time."""
    if syntax.deps[cue] == "relcl":  # the support that they need to finish
        return True
    marks = (
        child.lower_ for node in (cue, verb) for child in syntax.doc[node].lefts if child.dep_ in ("mark", "advmod")
    )
    return syntax.deps[cue] == "advcl" and any(mark in ADJUNCTS for mark in marks)


def is_no_address(syntax: Syntax, form: str, subject: int, verb: int) -> bool:
    """Say whether the subject shows that nobody is advised: the writer's own plan, or what people put up with."""
    word = syntax.words[subject]
    if word == "i" or (word in FIRST_PERSONS and (form == "shall" or syntax.words[verb] in COMMENTS)):
        return True
    if form != "have" or "will" in syntax.words[subject + 1 : verb] or syntax.tags[verb] == "VBN":
        return False
    is_crowd = syntax.tags[subject] == "NNS" and load_classes().get(word) in (None, "everyone", "firms", "universities")
    return word in BYSTANDERS or is_crowd


def is_conditional(syntax: Syntax, cue: int, verb: int) -> bool:
    """Say whether the clause hangs on if, whether, how or what."""
    subject = find_subject(syntax, verb)
    opening = subject[0] if subject and subject[0] < cue else cue
    before = [syntax.words[i] for i in range(max(0, opening - 2), opening)]
    if before in (["is", "why"], ["'s", "why"], ["’s", "why"]):  # which is why X must
        before = []
    if any(word in CONDITIONS for word in before) or (syntax.words[cue] == "shall" and "as" in before[-1:]):
        return True
    if syntax.words[opening] in ("what", "how", "whether", "if"):
        return True
    return any(
        child.lower_ in ("if", "whether", "unless", "lest") and child.dep_ == "mark" for child in syntax.doc[verb].lefts
    )


def is_reported(syntax: Syntax, verb: int) -> bool:
    """Say whether somebody else is said to have said or thought so."""
    asides = (child.i for child in syntax.doc[verb].children if child.dep_ == "parataxis")
    if any(syntax.lemmas[at] in load_words("reporting") and speaks_another(syntax, at) for at in asides):
        return True  # we must, he said, act now
    node = verb
    for _ in range(8):
        head = syntax.heads[node]
        is_heard = syntax.lemmas[head] in HEARD and any(child.lower_ == "that" for child in syntax.doc[node].lefts)
        if (syntax.deps[node] == "ccomp" or is_heard) and syntax.lemmas[head] in load_words("reporting"):
            if find_subject(syntax, head) is None and syntax.tags[head] == "VBG":  # X took the floor, stressing that
                head = syntax.heads[head]
            return speaks_another(syntax, head) or (syntax.lemmas[head] == "mean" and not charges(syntax, verb))
        if syntax.deps[node] in ("acl", "ccomp") and syntax.words[head] in load_words("opinions"):
            return True
        if head == node:
            return False
        node = head
    return False


def speaks_another(syntax: Syntax, verb: int) -> bool:
    """Say whether somebody other than the text itself is the subject of a verb of saying."""
    subject = find_subject(syntax, verb) or find_subject_behind(syntax, verb)
    speaker = syntax.words[subject[0] : subject[1]] if subject else []
    is_passive = any(child.dep_ == "auxpass" for child in syntax.doc[verb].lefts)
    if is_passive and syntax.lemmas[verb] in HEARD:
        return True
    is_expletive = speaker == ["it"] and syntax.tags[verb] == "VBN"
    if not speaker or is_expletive or speaker[0] in FIRST_PERSONS:
        return False
    if syntax.lemmas[verb] in IMPLYING and subject and not is_agent(syntax, subject_head(syntax, subject)):
        return syntax.tags[verb] in ("VBD", "VBN")  # these results suggest that X should
    is_author = any(word in load_words("authors") for word in speaker)
    if subject and subject[0] > verb:  # ..., says this report
        is_author = is_author and speaker[0] in OWN
    return syntax.tags[verb] in ("VBD", "VBN") or not is_author


def charges(syntax: Syntax, verb: int) -> bool:
    """Say whether somebody is to act, or something to be done ("this means that we must pay", "that N must be cut")."""
    subject = find_subject(syntax, verb)
    if subject is None or syntax.words[subject[0]] in BYSTANDERS:  # this means that you must sign twice
        return False
    return syntax.tags[verb] == "VBN" or is_agent(syntax, subject_head(syntax, subject))


def find_subject_behind(syntax: Syntax, verb: int) -> tuple[int, int] | None:
    """Return the token slice of a subject behind its verb of saying ("..., says the authority")."""
    subjects = (child for child in syntax.doc[verb].rights if child.dep_ == "nsubj")
    return next(((child.left_edge.i, child.right_edge.i + 1) for child in subjects), None)


def is_expectation(syntax: Syntax, subject: tuple[int, int], verb: int) -> bool:
    """Say whether "should" says what will come about ("this should reduce costs") rather than what is advised."""
    head = subject_head(syntax, subject)
    if syntax.words[verb] == "be" and not is_agent(syntax, head) and compares_for_reason(syntax, verb):
        return True
    if syntax.lemmas[verb] not in load_words("effects") or syntax.words[verb + 1 : verb + 2] == ["place"]:
        return False
    if syntax.words[head] in load_words("instruments"):
        return False
    if syntax.words[subject[0]] in ("this", "that", "these", "those", "such") and not is_agent(syntax, head):
        return True
    if syntax.words[head] in load_words("events") or syntax.tags[head] == "VBG" or syntax.deps[head] == "csubj":
        return True
    return syntax.tags[0] == "VBG" and not is_agent(syntax, head)


def compares_for_reason(syntax: Syntax, verb: int) -> bool:
    """Say whether "be" and a comparative follow from a condition or a reason ("If X, costs should be lower")."""
    adjective = verb + 1
    while adjective < len(syntax) and syntax.tags[adjective] in ("RB", "RBR"):
        adjective += 1
    is_compared = "RBR" in syntax.tags[verb + 1 : adjective] or syntax.tags[adjective : adjective + 1] == ["JJR"]
    behind = syntax.words[adjective:]
    has_reason = any(
        behind[i : i + 2] in (["due", "to"], ["owing", "to"], ["because", "of"]) for i in range(len(behind))
    )
    return is_compared and (has_reason or syntax.words[0] in ("if", "since"))
