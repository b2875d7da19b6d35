"""What a figure measures, and whose: a phrase that can be read alone."""

import re
from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc

from flows.extraction.document import Passage
from flows.extraction.figures.complements import AROUND, render_local, render_own
from flows.extraction.figures.counted import inflect, make_plural
from flows.extraction.figures.frames import Frame, find_object, find_subject, list_empty_nouns
from flows.extraction.figures.phrases import render, render_verb
from flows.extraction.figures.quantity import Quantity
from flows.extraction.figures.subjects import find_label, name_aged, name_higher_subject, name_holder
from flows.extraction.figures.wording import (
    is_garbled,
    name_change_before,
    name_moved,
    opens_with_verb,
    read_comparison,
    read_phrase_before,
)
from flows.extraction.lexicon import load_lexicon

_LEXICON = load_lexicon("measures")
_NOMINAL: dict[str, str] = _LEXICON["nominal"]
_COPULAS = frozenset(_LEXICON["copulas"])
_SHARES = frozenset(_LEXICON["share_verbs"])
_HEADS: dict[str, str] = _LEXICON["heads"]
# an age: "20-year-old", "five years of age", "aged 25"
_AGE = re.compile(r"\bolds?\b|\bof\s+age\b|\baged?\b")
_VOID = frozenset({"of", "the", *_LEXICON["empty_nouns"], *_NOMINAL.values()})
_PARTICIPLES: dict[str, str] = _LEXICON["participles"]
_SILENT = frozenset({"be", "go", *_NOMINAL})  # verbs that say nothing of whose a figure is
_SPAN_WORDS = 9  # words of what a length of time is counted from
_LASTING = frozenset({"for", "over", "during", "in", "within", "throughout"})
_GOVERNED = frozenset({"by", "to", "at", "of", "from", "in", None})
_THIN = 4  # words: a shorter measure says too little to be read alone
_TRANSFERS = frozenset(load_lexicon("directions")["transfer_verbs"])
_CHANGES = frozenset(load_lexicon("directions")["change_verbs"])
_COMPARATIVES: dict[str, str] = _LEXICON["comparatives"]
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
    if frame.noun is not None and frame.noun.i in frame.others:
        frame = replace(frame, noun=None, relation=frame.noun.dep_)
    doc = passage.parse
    if opens_with_verb(frame) and (direct := read_phrase_before(doc, frame.first)):
        return direct
    if moved := name_moved(frame):
        return moved
    subject = name_holder(frame, before, place)
    order = quantity.kind in ("rank", "ordinal")
    parts = [part for part in (_phrase_order if order else _phrase)(doc, quantity, frame, subject) if part]
    phrase = " ".join(" ".join(parts).replace("()", "").split())
    if not order and len(phrase.split()) < _THIN:
        phrase = _thicken(frame, phrase, subject, before)
    if not order and frame.noun is not None:
        phrase = name_change_before(frame) or phrase
    if phrase and is_garbled(phrase):
        phrase = _phrase_plainly(frame, subject, render_own(doc, quantity, frame))
    compared = read_comparison(passage.text, frame) if quantity.kind == "percent" and _is_change(frame) else ""
    if phrase and compared:
        phrase = f"{phrase} {compared}"
    label = find_label(doc, frame)
    if label and any(letter.isalpha() for letter in label) and label not in phrase:
        inner = phrase.replace(" (", ", ").replace(")", "")
        phrase = f"{label} ({inner})" if inner else label
    return phrase or None


def _phrase_plainly(frame: Frame, subject: str, own: str) -> str:
    """Return the first plain noun phrase that can be read: the figure's own, its noun's, the subject; else ""."""
    doc = frame.top.doc
    skip = frame.others | set(range(frame.first, frame.last + 1))
    noun = render(doc, frame.noun, skip, keep_clauses=False) if frame.noun is not None else ""
    plain = (own, noun, subject, read_phrase_before(doc, frame.first))
    return next((phrase for phrase in plain if phrase and not is_garbled(phrase)), "")


def _is_change(frame: Frame) -> bool:
    """Say whether a verb or noun of change governs a figure."""
    governors = [token for token in (frame.verb, frame.noun) if token is not None]
    return any(token.lemma_.lower() in _CHANGES for token in governors)


# adverbs that single out what follows (Quirk et al. 1985, 8.116): what they open names no topic
_FOCUS = frozenset(("especially", "particularly", "notably", "mainly", "mostly", "namely", "even", "only", "just"))


def _thicken(frame: Frame, phrase: str, subject: str, before: str | None) -> str:
    """Add whose it is to a measure of a word or two, in brackets."""
    verb = frame.verb
    silent = verb is None or verb.lemma_.lower() in _SILENT
    doing = "" if silent else render_verb(frame, (frame.others | {frame.top.i}))
    bare = not subject or all(word.lower() in _VOID for word in phrase.split())
    higher = name_higher_subject(frame) if bare else ""
    topic = before if len(phrase.split()) < _THIN - 1 and not subject else ""
    for more in (subject, higher, topic, doing if " " in doing else ""):
        if (
            more
            and more.split()[0].lower() not in _FOCUS
            and more.lower() not in ("we", "i")
            and more not in phrase
            and phrase not in more
        ):
            return f"{phrase} ({more})" if phrase else more
    return phrase


def _phrase_order(doc: Doc, quantity: Quantity, frame: Frame, subject: str) -> Iterable[str]:
    """Phrase a rank: "rank of China among economies in the world"."""
    counted = quantity.counted
    among = ""
    if counted is not None:
        among = render(doc, counted.head, frozenset(range(frame.first, counted.first)), keep_clauses=False)
    if counted is not None and quantity.kind == "rank" and counted.head.tag_ == "NN":
        among = re.sub(rf"(?<!\w){re.escape(counted.head.text)}(?!\w)", make_plural(counted.head.text), among, count=1)
    holder = subject
    if not holder and frame.top.dep_ == "appos":
        holder = render(doc, frame.top.head, (frame.others | {frame.top.i}), keep_clauses=False)
    if quantity.kind == "ordinal":
        return [among, f"({holder})" if holder and holder not in among else ""]
    return [_HEADS[quantity.kind], f"of {holder}" if holder else "", f"among {among}" if among else ""]


def _phrase(doc: Doc, quantity: Quantity, frame: Frame, subject: str) -> Iterable[str]:
    own = render_own(doc, quantity, frame)
    lemma = frame.verb.lemma_.lower() if frame.verb is not None else ""
    level = bool(subject) and frame.relation not in ("nsubj", "nsubjpass", "mod") and lemma in {*_COPULAS, *_NOMINAL}
    level = level or (frame.noun is not None and frame.relation == "pobj")  # "a reduction of 2,700"
    borrowed = quantity.counted is None and quantity.kind == "count"
    if borrowed and quantity.unit and not own and not level:
        own = make_plural(quantity.unit)
    if quantity.aged or (quantity.kind == "duration" and _AGE.search(doc.text, quantity.start, quantity.end)):
        if frame.relation in ("nsubj", "nsubjpass") and frame.verb is not None and doc[frame.last].lower_ == "olds":
            return ["age of those that", render_verb(frame, (frame.others | {frame.top.i}))]
        return ["age", f"of {holder}" if (holder := name_aged(doc, frame, subject)) else ""]
    if quantity.kind == "duration" and own and doc[frame.first].lower_ == "within":
        own = f"time from {own}"
        return [own, f"({subject})" if subject and subject not in own and subject.lower() not in ("we", "i") else ""]
    if quantity.kind == "duration" and frame.preposition in _LASTING and frame.verb is not None and frame.noun is None:
        return [own or _HEADS["duration"], *_phrase_lasting(frame, subject)]
    if quantity.kind == "duration" and not own:
        around = render_local(doc, frame, AROUND).split()
        own = " ".join(["time", *around[:_SPAN_WORDS]]) if around else ""
        if own:
            return [
                own,
                f"({subject})" if subject and subject not in own and subject.lower() not in ("we", "i") else "",
            ]
    if frame.relation in ("nsubj", "nsubjpass") and frame.verb is not None and frame.noun is None:
        return [own or _HEADS[quantity.kind], "that", render_verb(frame, (frame.others | {frame.top.i}))]
    if frame.noun is not None:
        return _phrase_noun(doc, quantity, frame, subject, own)
    if frame.verb is None:
        return [own]
    if frame.relation == "pobj" and frame.preposition not in _GOVERNED and len(own.split()) >= _THIN:
        return [own]
    moved = frame.relation == "pobj" and frame.preposition in ("from", "to", "by") and lemma in {*_NOMINAL, "go"}
    if quantity.kind == "count" and moved and own:
        return [own, f"({subject})" if subject else ""]
    handed = quantity.kind == "money" and frame.relation == "dobj" and lemma in _TRANSFERS
    if (
        (quantity.kind == "count" and (own or not borrowed))
        or handed
        or (own and quantity.kind in ("money", "other") and lemma not in _NOMINAL)
    ):
        return _phrase_object(quantity, frame, subject, own)
    return _phrase_change(doc, quantity, frame, subject, own)


def _phrase_lasting(frame: Frame, subject: str) -> Iterable[str]:
    """Phrase what lasts, or is done, over a length of time."""
    doing = render_verb(frame, frame.others | {frame.top.i}, around=True)
    if doing.startswith("to "):
        return [f"for {subject} {doing}" if subject and subject.lower() not in ("we", "i") else doing]
    return [f"that {subject} {doing}" if subject else f"({doing})" if " " in doing else ""]


def _phrase_object(quantity: Quantity, frame: Frame, subject: str, own: str) -> Iterable[str]:
    """Phrase what a verb does to what is counted: "kilometres of railway that China has built"."""
    verb = frame.verb
    head = own or _HEADS[quantity.kind]
    if verb is None or verb.lemma_.lower() == "be":
        return [head, subject and f"of {subject}"]
    return _phrase_doing(frame, subject, head)


def _phrase_doing(frame: Frame, subject: str, head: str) -> Iterable[str]:
    """Phrase what somebody does to an amount: "amount that the fund has paid"; a bare participle governs it by name."""
    verb = frame.verb
    assert verb is not None
    doing = render_verb(frame, frame.others | {frame.top.i})
    participle = verb.tag_ in ("VBG", "VBN") and not any(child.dep_ in ("aux", "auxpass") for child in verb.children)
    if verb.dep_ == "acl" and participle and subject:
        named = _PARTICIPLES.get(verb.lemma_.lower())
        holder = render(verb.doc, verb.head, frame.others | {verb.i, frame.top.i}, keep_clauses=False)
        if named and head in _HEADS.values():
            return [named, holder]
        if head in _HEADS.values() and verb.tag_ == "VBG" and frame.relation == "dobj":
            singular = verb.head.tag_ in ("NN", "NNP") and not any(verb.head.conjuncts)
            return [head, "that", holder, inflect(verb.lemma_.lower()) if singular else verb.lemma_.lower()]
        if head in _HEADS.values() or head == holder:
            return [subject]
        return [head] if len(head.split()) >= _THIN else [head, f"({holder})"]
    if doing.startswith("to ") and subject.lower() not in ("", "we", "i"):
        holding = find_subject(verb)
        doing = f"{'are' if holding is not None and holding.tag_ == 'NNS' else 'is'} {doing}"
    elif doing.startswith("to ") or not subject:
        bare = doing.startswith("to ") and head in _HEADS.values()
        return [head, doing if bare else f"({doing})" if " " in doing else ""]
    return [head.split(" that ", maxsplit=1)[0], "that", subject, doing]


def _phrase_change(doc: Doc, quantity: Quantity, frame: Frame, subject: str, own: str) -> Iterable[str]:
    """Phrase a rise, a level or a share that a verb states of its subject."""
    verb = frame.verb
    assert verb is not None
    lemma = verb.lemma_.lower()
    thing = find_object(verb)
    target = subject
    placed = bool(subject and render_local(doc, frame, _LOCAL))
    named = thing is not None and thing.pos_ in ("NOUN", "PROPN", "PRON") and thing.i not in frame.others
    if (
        thing is not None
        and named
        and not frame.first <= thing.i <= frame.last
        and thing.i != frame.top.i
        and not placed
    ):
        target = render(doc, thing, (frame.others | {frame.top.i}), keep_clauses=False) + (
            f" ({subject})" if subject and subject.lower() not in ("we", "i") else ""
        )
    local = "" if own else render_local(doc, frame, _LOCAL)
    if lemma in _SHARES and quantity.kind == "percent" and own:
        return [own, f"({subject})" if subject else ""]
    nominal = _NOMINAL.get(lemma)
    if nominal == "share" and quantity.kind != "percent":
        nominal = ""
    compared = doc[frame.last + 1].lower_ if frame.last + 1 < len(doc) else ""
    if compared in _COMPARATIVES and target:
        return [_COMPARATIVES[compared], f"of {target}", own]
    if (nominal and frame.preposition not in ("to", "at", "from")) or (
        nominal and lemma in ("grow", "expand") and frame.preposition == "at"
    ):
        return [nominal, f"of {target}" if target else "", own, local]
    if lemma in _COPULAS or nominal is not None or (local and quantity.kind == "percent"):
        if own.startswith(_HEADS["percent"]):
            return [own, f"({target})" if target and target.lower() not in ("we", "i") else ""]
        return [target, own, local]
    return _phrase_doing(frame, subject, own or _HEADS[quantity.kind])


def _join_own(quantity: Quantity, named: str, own: str) -> str:
    """Put the "and" before a counted noun that is joined to the last one named: "between Ghana and five states"."""
    head = quantity.counted.head if quantity.counted is not None else None
    if head is None or head.dep_ != "conj" or named.split()[-1:] != [head.head.text]:
        return own
    joint = next((child.text for child in head.head.children if child.dep_ == "cc" and child.i < head.i), "")
    return f"{joint} {own}".strip()


def _phrase_noun(doc: Doc, quantity: Quantity, frame: Frame, subject: str, own: str) -> Iterable[str]:
    """Phrase a figure that modifies or specifies a noun: "the 2 percent goal", "a growth rate of 14.5 per cent"."""
    noun = frame.noun
    assert noun is not None
    if quantity.counted is not None and quantity.counted.attributive and quantity.unit and frame.relation == "mod":
        holder = render(doc, noun, frame.others | set(range(frame.first, frame.last + 1)), keep_clauses=True)
        return [f"{make_plural(quantity.unit)} of {holder}"]
    if quantity.kind == "duration" and frame.preposition in _LASTING and frame.verb is not None:
        return [own or _HEADS["duration"], *_phrase_lasting(frame, subject)]
    if noun.lemma_.lower() in _CHANGES and frame.preposition in ("from", "to") and subject and frame.relation == "pobj":
        return [subject]
    named = render(doc, noun, frame.others | {frame.top.i, *range(frame.first, frame.last + 1)}, keep_clauses=True)
    if quantity.kind == "percent" and quantity.amount.form == "fraction" and noun.i == frame.last + 1:
        return [f"share of {named}", f"({subject})" if subject and subject not in named else ""]
    if quantity.kind == "count" and own:
        if frame.relation == "mod":
            return [own, f"({named})" if len(own.split()) < _THIN and named not in own else ""]
        number = range(frame.first, quantity.counted.first if quantity.counted else frame.last + 1)
        named = render(doc, noun, frame.others | set(number), keep_clauses=True)
        own = "" if own.rsplit(maxsplit=1)[-1] in named.split() else _join_own(quantity, named, own)
    thin = noun.lemma_.lower() in list_empty_nouns() or len(named.split()) < 3
    local = "" if own or frame.relation == "mod" else render_local(doc, frame, _LOCAL)
    whose = subject if subject.lower() not in ("we", "i") else ""
    return [
        named,
        "" if frame.relation == "mod" else own,
        local if local and local.split()[-1] not in named.split() else "",
        f"of {whose}" if thin and whose and whose not in named and not local else "",
    ]
