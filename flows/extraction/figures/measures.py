"""What a figure measures, and whose: a phrase that can be read alone."""

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from flows.extraction.document import Passage
from flows.extraction.figures.frames import Frame, find_object, find_subject, list_empty_nouns
from flows.extraction.figures.phrases import LONGEST, add_timeless, join_words, render, render_verb, trim
from flows.extraction.figures.quantity import Quantity
from flows.extraction.lexicon import load_lexicon

_LEXICON = load_lexicon("measures")
_NOMINAL: dict[str, str] = _LEXICON["nominal"]
_COPULAS = frozenset(_LEXICON["copulas"])
_SHARES = frozenset(_LEXICON["share_verbs"])
_PRONOUNS = frozenset(_LEXICON["pronouns"])
_HEADS: dict[str, str] = _LEXICON["heads"]
_OPENERS = frozenset({"(", "["})
_NAME_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "HYPH"})
_VOID = frozenset({"of", "the", *_LEXICON["empty_nouns"], *_NOMINAL.values()})
_REMARK_WORDS = 5
_LABEL_WORDS = 5
_SILENT = frozenset({"be", "go", *_NOMINAL})  # verbs that say nothing of whose a figure is
_SPAN_WORDS = 9  # words of what a length of time is counted from
_LASTING = frozenset({"for", "over", "during", "in", "within", "throughout"})
_GOVERNED = frozenset({"by", "to", "at", "of", "from", "in", None})
_THIN = 4  # words: a shorter measure says too little to be read alone
_SPEECH = frozenset(load_lexicon("attribution")["speech_verbs"])
_TRANSFERS = frozenset(load_lexicon("directions")["transfer_verbs"])
_COMPARATIVES: dict[str, str] = _LEXICON["comparatives"]
_AROUND = frozenset({"after", "before", "from", "since", "of", "until", "between", "following"})
_LOCAL = frozenset(
    {
        "of",
        "in",
        "for",
        "among",
        "between",
        "on",
        "from",
        "with",
        "per",
        "to",
        "against",
        "across",
        "within",
        "under",
        "into",
        "through",
        "as",
        "at",
        "by",
        "above",
        "below",
        "over",
    }
)


def phrase_measure(
    passage: Passage,
    quantity: Quantity,
    frame: Frame | None,
    before: str | None = None,
    place: tuple[int, int] = (0, 1),
) -> str | None:
    """Return what a figure measures, and whose, as a noun phrase.

    ``before`` is the subject of an earlier sentence, which a pronoun as subject stands for. ``place`` says which of how
    many joined values the figure is: each takes its own one of as many joined subjects.
    """
    if frame is None:
        return None
    doc = passage.parse
    subject = _name_subject(frame, before, place)
    order = quantity.kind in ("rank", "ordinal")
    parts = [part for part in (_phrase_order if order else _phrase)(doc, quantity, frame, subject) if part]
    phrase = " ".join(" ".join(parts).split())
    if not order and len(phrase.split()) < _THIN:
        phrase = _thicken(frame, phrase, subject, before)
    label = _find_label(doc, frame)
    if label and label not in phrase:
        inner = phrase.replace(" (", ", ").replace(")", "")
        phrase = f"{label} ({inner})" if inner else label
    return phrase or None


def _find_label(doc: Doc, frame: Frame) -> str:
    """Return the name before a figure in brackets: "Brazil (2.6 GW)"."""
    if frame.first < 2 or doc[frame.first - 1].text not in _OPENERS:
        return ""
    first = last = frame.first - 2
    while (
        first > 0
        and doc[first].tag_ in _NAME_TAGS
        and doc[first - 1].tag_ in _NAME_TAGS
        and last - first < _LABEL_WORDS
    ):
        first -= 1
    return str(doc[first : last + 1].text) if doc[last].pos_ in ("NOUN", "PROPN") else ""


def name_subject(passage: Passage) -> str | None:
    """Return the subject of a passage's main statement, for the pronouns of the next one; None for a pronoun.

    What somebody says is the statement, not that he says it.
    """
    verb = next((token for token in passage.parse if token.head.i == token.i and token.pos_ in ("VERB", "AUX")), None)
    if verb is not None and verb.lemma_.lower() in _SPEECH:
        verb = next((child for child in verb.children if child.dep_ == "ccomp"), verb)
    subject = find_subject(verb) if verb is not None else None
    if subject is None or subject.pos_ == "PRON" or subject.lower_ in _PRONOUNS:
        return None
    return render(passage.parse, subject, frozenset(), keep_clauses=False)


def _name_subject(frame: Frame, before: str | None, place: tuple[int, int]) -> str:
    """Render the subject of the verb over a figure, unless the figure is that subject."""
    subject = find_subject(frame.verb) if frame.verb is not None else None
    if (
        subject is None
        or frame.first <= subject.i <= frame.last
        or (frame.noun is not None and subject.i == frame.noun.i)
    ):
        return ""
    if subject.lower_ in _PRONOUNS or subject.pos_ == "PRON":
        return subject.lower_ if subject.lower_ == "we" else before or ""
    joined = sorted([subject, *subject.conjuncts], key=lambda token: token.i)
    if place[1] > 1 and len(joined) == place[1]:
        chosen = joined[place[0]]
        if place[0] and not any(child.dep_ in ("det", "amod", "compound", "poss") for child in chosen.children):
            shared = render(
                subject.doc, joined[0], frozenset({frame.top.i, *(t.i for t in joined[1:])}), keep_clauses=False
            )
            return shared.replace(joined[0].text, chosen.text, 1)
        others = frozenset(token.i for token in joined if token.i != joined[place[0]].i)
        return render(subject.doc, joined[place[0]], others | {frame.top.i}, keep_clauses=False)
    return render(subject.doc, subject, frozenset({frame.top.i}), keep_clauses=False)


def _thicken(frame: Frame, phrase: str, subject: str, before: str | None) -> str:
    """Add whose it is to a measure of a word or two, in brackets."""
    verb = frame.verb
    silent = verb is None or verb.lemma_.lower() in _SILENT
    doing = "" if silent else render_verb(frame, frozenset({frame.top.i}))
    bare = not subject or all(word.lower() in _VOID for word in phrase.split())
    higher = _name_higher_subject(frame) if bare else ""
    topic = before if len(phrase.split()) < _THIN - 1 and not subject else ""
    for more in (subject, higher, topic, doing):
        if more and more not in phrase and phrase not in more:
            return f"{phrase} ({more})" if phrase else more
    return phrase


def _name_higher_subject(frame: Frame) -> str:
    """Render the subject of a clause above the figure's own."""
    verb = frame.verb
    for _ in range(4):
        if verb is None or verb.head.i == verb.i:
            return ""
        verb = verb.head
        subject = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
        inside = subject is not None and subject.left_edge.i <= frame.top.i <= subject.right_edge.i
        if subject is not None and subject.pos_ != "PRON" and not inside:
            return render(verb.doc, subject, frozenset({frame.top.i}), keep_clauses=False)
    return ""


def _phrase_order(doc: Doc, quantity: Quantity, frame: Frame, subject: str) -> Iterable[str]:
    """Phrase a rank: "rank of China among economies in the world"."""
    counted = quantity.counted
    among = (
        render(doc, counted.head, frozenset(range(frame.first, counted.first)), keep_clauses=False)
        if counted is not None
        else ""
    )
    holder = subject
    if not holder and frame.top.dep_ == "appos":
        holder = render(doc, frame.top.head, frozenset({frame.top.i}), keep_clauses=False)
    if quantity.kind == "ordinal":
        return [among, f"({holder})" if holder and holder not in among else ""]
    return [_HEADS[quantity.kind], f"of {holder}" if holder else "", f"among {among}" if among else ""]


def _phrase(doc: Doc, quantity: Quantity, frame: Frame, subject: str) -> Iterable[str]:
    own = _render_own(doc, quantity, frame)
    if quantity.counted is None and quantity.kind == "count" and quantity.unit and not own:
        own = quantity.unit
    if quantity.kind == "duration" and not own:
        around = _render_local(doc, frame, _AROUND).split()
        own = " ".join(["time", *around[:_SPAN_WORDS]]) if around else ""
    if frame.relation in ("nsubj", "nsubjpass") and frame.verb is not None and frame.noun is None:
        return [own or _HEADS[quantity.kind], "that", render_verb(frame, frozenset({frame.top.i}))]
    if frame.noun is not None:
        return _phrase_noun(doc, quantity, frame, subject, own)
    if frame.verb is None:
        return [own]
    lemma = frame.verb.lemma_.lower()
    if frame.relation == "pobj" and frame.preposition not in _GOVERNED and len(own.split()) >= _THIN:
        return [own]
    moved = frame.relation == "pobj" and frame.preposition in ("from", "to", "by") and lemma in {*_NOMINAL, "go"}
    if quantity.kind == "count" and moved:
        return [own, f"({subject})" if subject else ""]
    handed = quantity.kind == "money" and frame.relation == "dobj" and lemma in _TRANSFERS
    if quantity.kind == "count" or handed or (own and quantity.kind in ("money", "other") and lemma not in _NOMINAL):
        return _phrase_object(quantity, frame, subject, own)
    return _phrase_change(doc, quantity, frame, subject, own)


def _phrase_object(quantity: Quantity, frame: Frame, subject: str, own: str) -> Iterable[str]:
    """Phrase what a verb does to what is counted: "kilometres of railway that China has built"."""
    verb = frame.verb
    head = own or _HEADS[quantity.kind]
    if verb is None or verb.lemma_.lower() == "be":
        return [head, subject and f"of {subject}"]
    doing = render_verb(frame, frozenset({frame.top.i}))
    return [head, "that", subject, doing] if subject else [head, f"({doing})"]


def _phrase_change(doc: Doc, quantity: Quantity, frame: Frame, subject: str, own: str) -> Iterable[str]:
    """Phrase a rise, a level or a share that a verb states of its subject."""
    verb = frame.verb
    assert verb is not None
    lemma = verb.lemma_.lower()
    thing = find_object(verb)
    target = subject
    placed = bool(subject and _render_local(doc, frame, _LOCAL))
    if thing is not None and not frame.first <= thing.i <= frame.last and thing.i != frame.top.i and not placed:
        target = render(doc, thing, frozenset({frame.top.i}), keep_clauses=False) + (f" ({subject})" if subject else "")
    local = "" if own else _render_local(doc, frame, _LOCAL)
    if lemma in _SHARES and quantity.kind == "percent" and own:
        return [own, f"({subject})" if subject else ""]
    nominal = _NOMINAL.get(lemma)
    compared = doc[frame.last + 1].lower_ if frame.last + 1 < len(doc) else ""
    if compared in _COMPARATIVES and target:
        return [_COMPARATIVES[compared], f"of {target}", own]
    if (nominal and frame.preposition not in ("to", "at", "from")) or (
        nominal and lemma in ("grow", "expand") and frame.preposition == "at"
    ):
        return [nominal, f"of {target}" if target else "", own, local]
    if lemma in _COPULAS or nominal is not None or (local and quantity.kind == "percent"):
        return [target, own, local]
    doing = render_verb(frame, frozenset({frame.top.i}))
    return (
        [own or _HEADS[quantity.kind], "that", subject, doing]
        if subject
        else [own or _HEADS[quantity.kind], f"({doing})"]
    )


def _phrase_noun(doc: Doc, quantity: Quantity, frame: Frame, subject: str, own: str) -> Iterable[str]:
    """Phrase a figure that modifies or specifies a noun: "the 2 percent goal", "a growth rate of 14.5 per cent"."""
    noun = frame.noun
    assert noun is not None
    if quantity.kind == "duration" and frame.preposition in _LASTING and frame.verb is not None:
        doing = render_verb(frame, frozenset({frame.top.i}), around=True)
        return [own or _HEADS["duration"], f"that {subject} {doing}" if subject else f"({doing})"]
    named = render(doc, noun, frozenset({frame.top.i, *range(frame.first, frame.last + 1)}), keep_clauses=True)
    if quantity.kind == "count" and own:
        if frame.relation == "mod":
            return [own, f"({named})" if len(own.split()) < _THIN and named not in own else ""]
        number = range(frame.first, quantity.counted.first if quantity.counted else frame.last + 1)
        named = render(doc, noun, frozenset(number), keep_clauses=True)
        own = "" if own.rsplit(maxsplit=1)[-1] in named.split() else own
    thin = noun.lemma_.lower() in list_empty_nouns() or len(named.split()) < 3
    return [
        named,
        "" if frame.relation == "mod" else own,
        f"of {subject}" if thin and subject and subject not in named else "",
    ]


def _render_own(doc: Doc, quantity: Quantity, frame: Frame) -> str:
    """Render what stands with the figure itself: the counted noun, or what follows its "of"."""
    counted = quantity.counted
    if counted is not None and not counted.attributive:
        return render(doc, counted.head, frozenset(range(frame.first, counted.first)), keep_clauses=True)
    after = _find_behind(doc, frame)
    if after is not None and after.lower_ == "worth" and after.i + 1 < len(doc):
        after = doc[after.i + 1]
    attached = next(
        (child for child in frame.top.children if child.dep_ in ("acl", "relcl") and child.i > frame.last), None
    )
    if attached is not None and quantity.kind == "money" and (after is None or after.lower_ not in ("of", "in")):
        words: list[Token] = []
        add_timeless(list(attached.subtree), words)
        return f"{_HEADS['money']} {join_words(trim(words[:LONGEST], attached))}"
    if after is None or after.lower_ not in (("of", "in") if quantity.kind == "money" else ("of",)):
        return ""
    target = next((child for child in after.children if child.dep_ in ("pobj", "pcomp")), None)
    if target is None:
        return ""
    if target.ent_type_ == "DATE" or (target.pos_ in ("NUM", "PRON") and target.tag_ != "DT"):
        return ""
    named = render(doc, target, frozenset(), keep_clauses=True)
    behind = target.right_edge.i + 1
    if (
        behind < len(doc)
        and doc[behind].dep_ == "prep"
        and doc[behind].lower_ in ("from", "for")
        and len(named.split()) < _THIN
    ):
        named += f" {render(doc, doc[behind], frozenset(), keep_clauses=False)}"
    return f"share of {named}" if quantity.kind == "percent" else named


def _find_behind(doc: Doc, frame: Frame) -> Token | None:
    """Return the token behind a figure, over a short remark in brackets: "12 million tonnes (Mt) of"."""
    at = frame.last + 1
    if at < len(doc) and doc[at].text == "(":
        at = next((token.i + 1 for token in doc[at : at + _REMARK_WORDS] if token.text == ")"), at)
    return doc[at] if at < len(doc) else None


def _render_local(doc: Doc, frame: Frame, prepositions: frozenset[str]) -> str:
    """Render the prepositional phrase directly behind a figure: "in Africa"."""
    after = doc[frame.last + 1] if frame.last + 1 < len(doc) else None
    if after is None or after.lower_ not in prepositions or after.dep_ not in ("prep", "agent", "mark"):
        return ""
    target = next((child for child in after.children if child.dep_ in ("pobj", "pcomp")), None)
    if target is None or target.ent_type_ in ("DATE", "TIME", "PERCENT", "MONEY") or target.like_num:
        return ""
    return f"{after.text} {render(doc, target, frozenset(), keep_clauses=prepositions is _AROUND)}"
