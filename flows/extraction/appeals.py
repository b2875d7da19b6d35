"""Advice that is said in words of advising: calls on somebody, and statements of necessity."""

from flows.extraction.actors import is_agent, trim_actor
from flows.extraction.advice import Advice, Mood, load_strengths, load_words
from flows.extraction.modality import FIRST_PERSONS, is_conditional, is_reported, subject_head
from flows.extraction.reading import Reading, find_subject, is_base_verb, is_gerund, skip_adverbs

REACH = 60  # tokens from a cue to the verb that it governs
BE_FORMS = frozenset({"is", "'s", "’s", "be", "remains", "becomes", "seems", "are", "being"})
PRESENT = frozenset({"VBP", "VBZ", "VB"})


def find_appeals(reading: Reading) -> list[Advice]:
    """Return the clauses that advise by a verb, participle, adjective or noun of advising, in order."""
    if reading.words[-1:] == ["?"]:
        return []
    readers = (
        read_necessity,
        read_passive_appeal,
        read_performative,
        read_only_by,
        read_requirement,
        read_measure,
        read_wish,
    )
    found = []
    for at in range(len(reading)):
        for reader in readers:
            advice = reader(reading, at)
            if advice is not None:
                found.append(advice)
                break
    return found


def find_infinitive(reading: Reading, start: int) -> tuple[int, int] | None:
    """Return the "to" and the verb of the next infinitive within reach."""
    for at in range(start, min(len(reading), start + REACH)):
        if reading.words[at] in (";", ":"):
            return None
        if reading.words[at] == "to" and at + 1 < len(reading):
            verb = skip_adverbs(reading, at + 1)
            if is_base_verb(reading, verb) or (verb < len(reading) and reading.words[verb] in ("be", "have", "do")):
                return at, verb
    return None


def build_infinitive(reading: Reading, cue: tuple[str, str, int], start: int, actor: bool) -> Advice | None:
    """Make the advice of an infinitive behind a cue; what stands between them is the actor."""
    form, strength, at = cue
    infinitive = find_infinitive(reading, start)
    if infinitive is None:
        return None
    to, verb = infinitive
    who = trim_actor(reading, (start, to)) if actor and to > start else None
    return Advice(form, strength, at, at, verb, verb, "base", who)


def build_subordinate(reading: Reading, cue: tuple[str, str, int], start: int) -> Advice | None:
    """Make the advice of a that-clause behind a cue ("that X (should) VERB")."""
    form, strength, at = cue
    for verb in range(start + 1, min(len(reading), start + REACH)):
        is_verb = reading.tags[verb] in ("VB", "VBP", "VBN") or reading.words[verb] == "be"
        if not is_verb or not any(child.dep_ in ("nsubj", "nsubjpass", "expl") for child in reading.doc[verb].lefts):
            continue
        subject = find_subject(reading, verb)
        if subject is None or subject[0] < start:
            continue
        passive = reading.tags[verb] == "VBN"
        head = subject_head(reading, subject)
        if passive or not is_agent(reading, head):
            return Advice(form, strength, at, at, subject[0], verb, "clause")
        return Advice(form, strength, at, at, verb, verb, "base", trim_actor(reading, subject))
    return None


def read_necessity(reading: Reading, at: int) -> Advice | None:
    """Read "it is necessary (for X) to", "there is a need to", "it is time to", "it is up to X to"."""
    word = reading.words[at]
    strength = load_strengths("adjectives").get(word)
    is_need = word in load_words("need_nouns") and reading.tags[at] in ("NN", "NNS")
    if strength is None and not is_need:
        return None
    before = reading.words[max(0, at - 8) : at]
    subject_word = "there" if is_need else "it"
    if (
        subject_word not in before
        or not any(w in BE_FORMS for w in before)
        or ("not" in before and "only" not in before)
    ):
        return None
    if any(w in ("where", "when") for w in before):
        return None
    if any(w in ("was", "were", "if", "would") for w in before) and word not in load_words("conditional_adjectives"):
        return None
    cue = ("necessity", "must" if strength is None else strength, at)
    after = at + 1
    if word == "high" and reading.words[after : after + 1] == ["time"]:
        after += 1
    if after >= len(reading):
        return None
    if reading.words[after] == "that":
        return build_subordinate(reading, cue, after + 1)
    if reading.words[after] == "if":
        return build_subordinate(reading, cue, after + 1)
    if reading.words[after] in ("for", "on", "upon"):
        return build_infinitive(reading, cue, after + 1, actor=True)
    if reading.words[after] == "to":
        advice = build_infinitive(reading, cue, after, actor=True)
        return (
            advice
            if advice
            and advice.verb <= after + 3
            and reading.words[advice.verb]
            not in (
                "note",
                "remember",
                "say",
                "mention",
                "emphasize",
                "point",
                "stress",
                "recall",
                "see",
                "acknowledge",
            )
            else None
        )
    if (
        not is_need
        and word not in ("time", "high")
        and reading.tags[after] in ("DT", "NNP", "NNS", "PRP")
        and word in ("critical", "essential", "imperative", "vital", "crucial", "important", "necessary")
    ):
        return build_subordinate(reading, cue, after)
    return None


def read_passive_appeal(reading: Reading, at: int) -> Advice | None:
    """Read "X is urged to VERB", "it is recommended that X VERB", "N is encouraged"."""
    word = reading.words[at]
    strength = load_strengths("passive_appeals").get(word)
    mandative = word in load_words("mandative")
    if (strength is None and not mandative) or reading.tags[at] not in ("VBN", "VBD", "JJ"):
        return None
    before = reading.words[max(0, at - 4) : at]
    if (
        reading.deps[at] in ("relcl", "acl")
        or not any(w in ("is", "are", "be", "'s", "been") for w in before)
        or any(w in ("was", "were", "not", "been", "if", "should", "must") for w in before)
    ):
        return None
    subject = find_subject(reading, at)
    after = at + 1
    while after < len(reading) and reading.words[after] in ("on", "upon", "by", "also"):
        after += 1
    following = reading.words[after] if after < len(reading) else ""
    is_expletive = subject is None or reading.words[subject[0] : subject[1]] == ["it"]
    if is_expletive:
        if not mandative or following not in ("that", "to"):
            return None
        cue = ("recommended", strength or "should", at)
        return (
            build_subordinate(reading, cue, after + 1)
            if following == "that"
            else build_infinitive(reading, cue, after, actor=False)
        )
    if subject is None or strength is None or is_conditional(reading, at, at):
        return None
    head = subject_head(reading, subject)
    if reading.tags[head] in ("WDT", "WP"):
        return None
    if following == "to":
        advice = build_infinitive(reading, ("appeal", strength, at), after, actor=False)
        if advice is None or advice.verb > after + 3:
            return None
        if not is_agent(reading, head):
            return (
                Advice("appeal", strength, at, subject[0], subject[0], advice.verb, "clause")
                if strength == "must"
                else None
            )
        return Advice(
            "appeal", strength, at, subject[0], advice.start, advice.verb, "base", trim_actor(reading, subject)
        )
    if word in ("encouraged", "recommended", "advised", "urged", "needed") and not is_agent(reading, head):
        return Advice("appeal", strength, at, subject[0], trim_actor(reading, subject)[0], at, "clause")
    return None


def speaks_for_text(reading: Reading, verb: int) -> bool:
    """Say whether the text itself is who advises: first person, the paper, its authors, or no subject at all."""
    subject = find_subject(reading, reading.heads[verb] if reading.deps[verb] == "advcl" else verb)
    if subject is None:
        opening = skip_adverbs(reading, 0)
        return opening == verb or (
            opening < verb <= opening + 3
            and all(
                tag in ("RB", "CC", ",", "VBZ", "LS", "CD", ".", "-LRB-", "-RRB-") for tag in reading.tags[opening:verb]
            )
        )
    words = reading.words[subject[0] : subject[1]]
    return (
        words[-1:] in (["we"], ["i"])
        or words[:1] in (["we"], ["i"])
        or any(w in load_words("authors") for w in words[:6])
    )


def is_subordinate(reading: Reading, verb: int) -> bool:
    """Say whether a base verb hangs on "to" or a modal, other than in "would like to" and the like."""
    if reading.words[max(0, verb - 2) : verb] in (["like", "to"], ["wish", "to"], ["want", "to"]):
        return False
    node = reading.heads[verb] if reading.deps[verb] == "conj" and reading.heads[verb] < verb else verb
    return any(child.tag_ in ("TO", "MD") for child in reading.doc[node].lefts)


def read_performative(reading: Reading, at: int) -> Advice | None:
    """Read "we urge X to VERB", "we recommend that", "the report calls for N", "Invites X to VERB"."""
    lemma = reading.lemmas[at]
    strength = load_strengths("appeals").get(lemma)
    if strength is None or reading.tags[at] not in (*PRESENT, "VBG", "NNS", "NNP", "NN", "NNPS", "VBD"):
        return None
    is_opening = at == skip_adverbs(reading, 0) and reading.words[at].endswith("s")
    if reading.tags[at] not in PRESENT and reading.tags[at] != "VBG" and not is_opening:
        return None
    if not is_opening and (not speaks_for_text(reading, at) or (reading.heads[at] < at and is_reported(reading, at))):
        return None
    if reading.tags[at] == "VB" and is_subordinate(reading, at):
        return None
    if any(w in ("not", "n't", "would", "if") for w in reading.words[max(0, at - 2) : at]) and lemma not in (
        "suggest",
        "recommend",
        "propose",
    ):
        return None
    return build_performative(reading, (("performative"), strength, at), lemma)


def build_performative(reading: Reading, cue: tuple[str, str, int], lemma: str) -> Advice | None:
    """Make the advice of a performative verb by the form of its complement."""
    at = cue[2]
    after = skip_adverbs(reading, at + 1)
    if after >= len(reading):
        return None
    word = reading.words[after]
    if lemma in ("call", "appeal") and word not in ("on", "upon", "for", "to"):
        return None
    if word == "that" and lemma in load_words("mandative"):
        return build_subordinate(reading, cue, after + 1)
    if word in ("on", "upon"):
        return build_infinitive(reading, cue, after + 1, actor=True)
    if lemma in ("appeal",) and word == "to":
        return build_infinitive(reading, cue, after + 1, actor=True)
    if is_gerund(reading, after) and lemma in ("recommend", "suggest", "propose", "advise", "advocate"):
        return Advice(cue[0], cue[1], at, at, after, after, "gerund")
    infinitive = find_infinitive(reading, after)
    if (
        lemma not in ("call", "advocate", "recommend", "suggest", "propose")
        and infinitive is not None
        and addresses(reading, at, infinitive)
    ):
        return build_infinitive(reading, cue, after, actor=True)
    if lemma in ("recommend", "suggest", "propose", "demand"):
        subordinate = build_subordinate(reading, cue, after)
        if subordinate is not None and reading.deps[subordinate.verb] == "ccomp":
            return subordinate
    return build_nominal(reading, cue, after, lemma)


def is_complement(reading: Reading, verb: int, infinitive: int) -> bool:
    """Say whether the parse hangs an infinitive on a verb, at most through its object."""
    head = reading.heads[infinitive]
    return head == verb or (
        reading.heads[head] == verb and reading.deps[infinitive] in ("xcomp", "ccomp", "acl", "relcl", "advcl")
    )


def addresses(reading: Reading, verb: int, infinitive: tuple[int, int]) -> bool:
    """Say whether what stands between a verb of calling and an infinitive is whom it calls on."""
    to, inner = infinitive
    if is_complement(reading, verb, inner) and reading.lemmas[verb] != "welcome":
        return True
    between = range(verb + 1, to)
    if any(
        child.dep_ == "dobj" and not is_agent(reading, child.i) and child.i < to for child in reading.doc[verb].rights
    ):
        return False
    if any(reading.tags[at] in ("VBZ", "VBD", "MD", "VBP", "WDT") for at in between):
        return False
    return any(is_agent(reading, at) for at in between) and reading.words[to - 1] not in ("order", "as")


def build_nominal(reading: Reading, cue: tuple[str, str, int], after: int, lemma: str) -> Advice | None:
    """Make the advice of a noun phrase that is advised ("we call for the reform of X")."""
    if lemma not in load_words("nominal_appeals"):
        return None
    if reading.words[after] == "for":
        after += 1
    for child in reading.doc[cue[2]].rights:
        nouns = (
            [child]
            if child.dep_ == "dobj"
            else [c for c in child.rights if c.dep_ == "pobj"]
            if child.lower_ == "for"
            else []
        )
        for noun in nouns:
            if not is_agent(reading, noun.i):
                start = max(after, noun.left_edge.i)
                while start < noun.i and reading.tags[start] == "DT":
                    start += 1
                return Advice(cue[0], cue[1], cue[2], cue[2], start, noun.i, "noun")
    return None


def read_only_by(reading: Reading, at: int) -> Advice | None:
    """Read "only by VERB-ing ... can Y": the means must be taken, and what it makes possible is the goal."""
    if reading.words[at] != "only" or reading.words[at + 1 : at + 2] not in (["by"], ["through"]):
        return None
    verb = skip_adverbs(reading, at + 2)
    if not is_gerund(reading, verb):
        return None
    modal = next(
        (
            i
            for i in range(verb + 1, len(reading))
            if reading.words[i] in ("can", "will", "could", "may") or reading.tags[i] == "MD"
        ),
        None,
    )
    if modal is None:
        return None
    actor, goal_start = None, modal + 1
    if goal_start < len(reading) and (reading.tags[goal_start] == "PRP" and reading.words[goal_start] != "it"):
        actor, goal_start = (goal_start, goal_start + 1), goal_start + 1
    goal = (goal_start, len(reading)) if goal_start < len(reading) else None
    return Advice("only_by", "must", at, at, verb, verb, "gerund", actor, goal, modal)


def read_requirement(reading: Reading, at: int) -> Advice | None:
    """Read "N requires X to VERB"."""
    if (
        reading.lemmas[at] != "require"
        or reading.tags[at] not in ("VBZ", "VBP")
        or reading.words[max(0, at - 1)] in ("not", "n't")
    ):
        return None
    infinitive = find_infinitive(reading, at + 1)
    if infinitive is None or infinitive[0] == at + 1 or not is_complement(reading, at, infinitive[1]):
        return None
    who = trim_actor(reading, (at + 1, infinitive[0]))
    has_subject = any(child.dep_ == "nsubj" and child.i > at for child in reading.doc[infinitive[1]].lefts)
    if not has_subject and not any(is_agent(reading, i) for i in range(*who)):
        return None
    subject = find_subject(reading, at)
    if subject is not None and reading.tags[subject_head(reading, subject)] in ("WDT", "WP"):
        return None
    goal = trim_actor(reading, subject) if subject is not None and subject[1] <= at else None
    if goal is not None and not any(reading.tags[i].startswith("NN") for i in range(*goal)):
        goal = None
    return Advice("requires", "must", at, at, infinitive[1], infinitive[1], "base", who, goal)


def read_measure(reading: Reading, at: int) -> Advice | None:
    """Read "the second is to VERB", "key measures include VERB-ing", "our recommendation is to VERB"."""
    if reading.words[at] not in ("is", "are", "include", "includes", "including"):
        return None
    subject = find_subject(reading, at) if reading.words[at] != "including" else None
    names = (
        reading.words[subject[0] : subject[1]]
        if subject is not None and subject[1] <= at + 1
        else reading.words[max(0, at - 12) : at]
    )
    measures, ordinals = load_words("measures"), load_words("enumerators")
    is_ordinal = (
        bool(names)
        and len(names) <= 3
        and (names[-1] in ordinals or names in (["one"], ["another"], ["the", "other"]))
        and names[-1] not in ("and", "then")
    )
    measure_at = next((i for i, name in enumerate(names) if name in measures), None)
    if not is_ordinal and measure_at is None:
        return None
    verb = skip_adverbs(reading, at + 1)
    mood: Mood = "base"
    if verb < len(reading) and reading.words[verb] == "to":
        verb = skip_adverbs(reading, verb + 1)
        if not is_base_verb(reading, verb):
            return None
    elif reading.words[at].startswith("includ") and is_gerund(reading, verb):
        mood = "gerund"
    else:
        return None
    optional = measure_at is not None and names[measure_at] in load_words("optional_measures")
    return Advice("measure", "could" if optional else "should", at, at, verb, verb, mood)


def read_wish(reading: Reading, at: int) -> Advice | None:
    """Read "we would like to see N VERB-ed" and "I would prefer that"."""
    if (reading.words[at] == "prefer" and reading.words[max(0, at - 1)] in ("would", "'d", "’d")) or (
        reading.words[at] == "see"
        and reading.words[max(0, at - 3) : at]
        in (["would", "like", "to"], ["'d", "like", "to"], ["’d", "like", "to"], ["would", "love", "to"])
    ):
        start = at + 1
    else:
        return None
    subject = find_subject(reading, at)
    if subject is None or reading.words[subject[0]] not in FIRST_PERSONS or start >= len(reading):
        return None
    if reading.words[start] in ("to", "that"):
        start += 1
    return Advice("wish", "should", at, subject[0], start, start, "noun") if start < len(reading) else None
