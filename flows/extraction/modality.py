"""Advice by modals and semi-modals: should, must, shall, ought to, need to, have to, is to."""

from flows.extraction.actors import is_agent, trim_actor
from flows.extraction.advice import Advice, load_strengths, load_words
from flows.extraction.reading import (
    VERB_TAGS,
    Reading,
    find_noun_phrase_before,
    find_subject,
    is_base_verb,
    is_gerund,
    skip_adverbs,
)

LONGEST_GAP = 14  # tokens between a modal and its verb
LONGEST_SUBJECT = 60  # tokens
RELATIVES = frozenset({"which", "who", "whom", "whose", "what", "that"})
CONDITIONS = frozenset({"if", "whether", "unless", "lest", "how", "what", "why", "who"})
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
        "i",
        "many",
        "some",
        "others",
        "it",
    }
)
FIRST_PERSONS = frozenset({"we", "i"})


def find_modal_advice(reading: Reading) -> list[Advice]:
    """Return the advising clauses whose cue is a modal or semi-modal, in order."""
    found = []
    for at in range(len(reading)):
        cue = read_cue(reading, at)
        if cue is None or reading.enclosed[at]:
            continue
        form, strength, after = cue
        verb = find_verb(reading, at, after)
        if verb is None or is_no_advice(reading, at, verb):
            continue
        advice = build_advice(reading, (form, strength, at), after, verb)
        if advice is not None:
            found.append(advice)
    return found


def read_cue(reading: Reading, at: int) -> tuple[str, str, int] | None:
    """Return form, strength and the token behind the cue if a modal or semi-modal stands at a token."""
    word, tag = reading.words[at], reading.tags[at]
    following = skip_adverbs(reading, at + 1)
    to_follows = following < len(reading) and reading.words[following] == "to"
    strength = load_strengths("modals").get(word)
    if strength is not None:
        if word == "ought":
            return ("modal", strength, following + 1) if to_follows else None
        is_noun = at > 0 and reading.words[at - 1] in ("a", "the")
        return None if is_noun else (word, strength, at + 1)
    if not to_follows or not is_base_verb_ahead(reading, following + 1):
        return None
    before = [reading.words[i] for i in range(max(0, at - 3), at)]
    if any(word in ("not", "n't", "n’t", "no", "never", "would", "did", "might", "could") for word in before[-2:]):
        return (
            (word, "could", following + 1)
            if "not" not in before and before[-1:] in (["might"], ["could"]) and word == "need"
            else None
        )
    if word in ("need", "needs") and tag != "VBD" and not is_need_noun(reading, at):
        return "need", "could" if before[-1:] == ["may"] else "must", following + 1
    if word in ("have", "has") and before[-1:] not in (["to"], ["may"]) and tag in ("VBP", "VBZ", "VB"):
        return "have", "must", following + 1
    return None


def is_base_verb_ahead(reading: Reading, at: int) -> bool:
    """Say whether a base verb stands at a token, behind adverbs."""
    at = skip_adverbs(reading, at)
    return at < len(reading) and (reading.words[at] in ("be", "have", "do") or is_base_verb(reading, at))


def is_need_noun(reading: Reading, at: int) -> bool:
    """Say whether "need" is the noun ("the need to")."""
    if at == 0:
        return False
    before = at - 1
    if reading.tags[at] in ("VB", "VBP", "VBZ"):
        return reading.tags[before] in ("DT", "PRP$") or reading.words[before] == "no"
    return reading.tags[before] in ("DT", "JJ", "PRP$", "POS", "VBG", "IN", "VBZ", "VBP") or reading.words[before] in (
        "no",
        "be",
    )


def find_verb(reading: Reading, cue: int, after: int) -> int | None:
    """Return the main verb of a modal: by the parse where that holds, else the next base verb or participle."""
    end = min(len(reading), after + LONGEST_GAP)
    at = skip_adverbs(reading, after)
    if at < end and reading.words[at] == ",":  # should, however, be
        closing = next((i for i in range(at + 1, end) if reading.words[i] == ","), None)
        at = skip_adverbs(reading, closing + 1) if closing is not None else at
    while at < end and reading.words[at] in ("both", "either", "in", "first", "all", "each", "only", "not", "also"):
        if reading.words[at] == "in":  # should in addition guide
            at = next((i for i in range(at + 1, end) if is_base_verb(reading, i) or reading.words[i] == "be"), end)
        else:
            at = skip_adverbs(reading, at + 1)
    if at >= end:
        return None
    if reading.words[at] != "be" and not is_base_verb(reading, at):
        head = reading.heads[cue]
        governed = after <= head < end and reading.tags[head] in VERB_TAGS and reading.deps[cue] == "aux"
        return head if governed else (at if reading.tags[at].startswith("VB") else None)
    if reading.words[at] == "be":
        participle = skip_adverbs(reading, at + 1)
        if participle < len(reading) and reading.tags[participle] in ("VBN", "VBD"):
            return participle
    return at


def is_no_advice(reading: Reading, cue: int, verb: int) -> bool:
    """Say whether a modal clause is perfect, conditional, reported, a question or a note to the reader."""
    words = reading.words
    if "have" in words[cue + 1 : verb] or (
        words[verb] == "have" and verb + 1 < len(reading) and reading.tags[verb + 1] == "VBN"
    ):
        return (words[cue] not in ("need", "needs", "have", "has") and words[verb] != "have") or words[verb] == "been"
    if words[-1:] == ["?"] or (cue == 0 and not is_base_verb(reading, 0)):
        return True
    if words[verb] in load_words("discourse") and cue > 0 and words[cue - 1] in ("it", "that", "this"):
        return True
    if reading.deps[cue] == "relcl" and reading.lemmas[cue] in ("need", "have"):  # the support that they need to finish
        return True
    return is_conditional(reading, cue, verb) or is_reported(reading, verb)


def is_conditional(reading: Reading, cue: int, verb: int) -> bool:
    """Say whether the clause hangs on if, whether, how or what."""
    subject = find_subject(reading, verb)
    opening = subject[0] if subject and subject[0] < cue else cue
    before = [reading.words[i] for i in range(max(0, opening - 2), opening)]
    if any(word in CONDITIONS for word in before):
        return True
    if reading.words[opening] in ("what", "how", "whether", "if"):
        return True
    return any(
        child.lower_ in ("if", "whether", "unless", "lest") and child.dep_ == "mark"
        for child in reading.doc[verb].lefts
    )


def is_reported(reading: Reading, verb: int) -> bool:
    """Say whether somebody else is said to have said or thought so."""
    node = verb
    for _ in range(8):
        head = reading.heads[node]
        if reading.deps[node] == "ccomp" and reading.lemmas[head] in load_words("reporting"):
            subject = find_subject(reading, head)
            speaker = reading.words[subject[0] : subject[1]] if subject else []
            if any(word in FIRST_PERSONS for word in speaker[:1]) or speaker[:1] == ["it"] or not speaker:
                return False
            return reading.tags[head] in ("VBD", "VBN") or not any(word in load_words("authors") for word in speaker)
        if head == node:
            return False
        node = head
    return False


def is_expectation(reading: Reading, subject: tuple[int, int], verb: int) -> bool:
    """Say whether "should" says what will come about ("this should reduce costs") rather than what is advised."""
    if reading.lemmas[verb] not in load_words("effects"):
        return False
    head = subject_head(reading, subject)
    if reading.words[head] in load_words("events") or reading.tags[head] == "VBG" or reading.deps[head] == "csubj":
        return True
    return reading.tags[0] == "VBG" and not is_agent(reading, head)


def subject_head(reading: Reading, subject: tuple[int, int]) -> int:
    """Return the head token of a subject's slice."""
    for at in range(*subject):
        if not subject[0] <= reading.heads[at] < subject[1]:
            return at
    return subject[1] - 1


def build_advice(reading: Reading, cue: tuple[str, str, int], after: int, verb: int) -> Advice | None:
    """Make the advice of a modal and its verb, or None when its subject shows that it advises nothing."""
    form, strength, at = cue
    subject = find_subject(reading, verb) or find_subject(reading, at)
    if subject is None or subject[0] >= at or subject[1] > at + 1 or at - subject[1] > LONGEST_GAP:
        subject = find_noun_phrase_before(reading, at)
    if subject is None:
        start = skip_adverbs(reading, after)
        return Advice(form, strength, at, at, start, verb, "base")
    head = subject_head(reading, subject)
    if form == "have" and reading.words[head] in BYSTANDERS:  # what people put up with
        return None
    if reading.words[verb] in ("say", "admit", "confess") and reading.words[head] in FIRST_PERSONS:
        return None
    if reading.words[head] in RELATIVES and reading.tags[head] in ("WDT", "WP", "IN"):
        return None
    if is_object_relative(reading, subject[0], verb):
        return None
    if form in ("should", "ought") and is_expectation(reading, subject, verb):
        return None
    actor = trim_actor(reading, subject)
    if takes_whole_clause(reading, head, verb, at):
        return Advice(form, strength, at, subject[0], actor[0], verb, "clause", find_agent(reading, verb))
    if reading.words[verb] in ("include", "involve") and is_gerund(reading, skip_adverbs(reading, verb + 1)):
        gerund = skip_adverbs(reading, verb + 1)
        return Advice(form, strength, at, subject[0], gerund, gerund, "gerund")
    who = None if reading.words[head] in ("this", "that", "these", "those") else resolve_pronoun(reading, actor)
    return Advice(form, strength, at, subject[0], skip_adverbs(reading, verb), verb, "base", who)


def is_object_relative(reading: Reading, opening: int, verb: int) -> bool:
    """Say whether the clause tells of a thing ("the taxes that firms must pay")."""
    before = reading.words[opening - 1] if opening else ""
    return reading.deps[verb] == "relcl" and before in ("that", "which", "whom") and reading.tags[opening - 1] != "IN"


def takes_whole_clause(reading: Reading, subject: int, verb: int, cue: int) -> bool:
    """Say whether the subject undergoes rather than acts: passives, and states of what cannot act."""
    is_passive = reading.tags[verb] in ("VBN", "VBD") and verb > cue and "be" in reading.words[cue:verb]
    if is_passive:
        return True
    if is_agent(reading, subject):
        return False
    if reading.words[verb] in ("be", "remain", "become", "have"):
        return True
    has_object = any(
        child.dep_ in ("dobj", "xcomp", "ccomp", "dative", "attr", "prt") for child in reading.doc[verb].rights
    )
    return not has_object


def find_agent(reading: Reading, verb: int) -> tuple[int, int] | None:
    """Return who is to do what the passive says ("by each State"), where that is somebody who can act."""
    for child in reading.doc[verb].rights:
        if child.dep_ == "agent":
            for noun in child.rights:
                if noun.dep_ == "pobj" and is_agent(reading, noun.i):
                    return trim_actor(reading, (noun.left_edge.i, noun.right_edge.i + 1))
    return None


def resolve_pronoun(reading: Reading, actor: tuple[int, int]) -> tuple[int, int]:
    """Return the subject before in the sentence that "it" or "they" takes up, else the actor as it is."""
    start, end = actor
    if end - start != 1 or reading.words[start] not in ("it", "they"):
        return actor
    for at in range(start - 1, -1, -1):
        if reading.deps[at] in ("nsubj", "nsubjpass") and is_agent(reading, at) and reading.tags[at] != "PRP":
            token = reading.doc[at]
            return trim_actor(reading, (token.left_edge.i, token.right_edge.i + 1))
    return actor
