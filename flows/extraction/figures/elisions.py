"""What a bare number leaves out: the noun or the unit that its sentence names elsewhere."""

import re
from dataclasses import replace

from spacy.tokens import Token

from flows.extraction.document import Passage
from flows.extraction.figures.amounts import Amount
from flows.extraction.figures.counted import find_counted, find_token, make_singular, name_noun
from flows.extraction.figures.frames import Frame, find_object, find_subject, read_frame
from flows.extraction.figures.quantity import Quantity
from flows.extraction.lexicon import load_lexicon

_LEXICON = load_lexicon("counts")
_COLLECTIVES: dict[str, str] = _LEXICON["collectives"]
_AMOUNTS = frozenset(_LEXICON["amount_plurals"])
_STATES = frozenset(_LEXICON["person_states"])
_SUFFERED = frozenset(_LEXICON["person_verbs"])
_DIRECTIONS = load_lexicon("directions")
_CHANGES = frozenset(_DIRECTIONS["change_verbs"])
_CHANGE_NOUNS = frozenset({*_DIRECTIONS["up_nouns"], *_DIRECTIONS["down_nouns"]})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUMS = frozenset({"total", "number", "figure", "count", "tally", "sum"})
_COUNT_NOUNS = frozenset({*_CHANGE_NOUNS, "total", "count", "quota", "toll"})
_LEVELS = frozenset({*_DIRECTIONS["level_verbs"], "be", "reach", "hit", "exceed", "total", "number"})
# between two parallel clauses
_CONTRAST = re.compile(r"[,;]?\s(?:while|whereas|but|and)\s")
# nothing is counted behind the number: the end, or a place or time
_ENDS = re.compile(r"\s*(?:$|[.,;)](?!\d)|\s(?:in|for|at|on|over|during|by)\s)")
# a level and its change: "closed at 16,369 up 58 points"
_LEVEL_AND_CHANGE = re.compile(r",?\s+(?:up|down)\s+(?:by\s+)?")
# what joins a number to the one whose unit it shares: "$3 million in 2020 and 4 million in 2021"
_JOINS = re.compile(r"(?:,|\band|\bor|\bbut)\s+(?:only\s+|just\s+)?$")
# what holds one level against another: "$4,000, against 6,500 abroad"
_COMPARES = re.compile(r"\b(?:from|against|versus|vs\.?|compared\s+(?:with|to))\s+$")
_REMARK = re.compile(r"\s*\([^()]*\)")  # "($98m)"
_TO = re.compile(r"\bto\s+$")
_FROM = re.compile(r"\bfrom\s+$", re.IGNORECASE)
_OPENS = re.compile(r"\s(?P<preposition>in|for|on|at|during|from|to|by)\s")
_BREAKS = frozenset(";:([")
_FAR = 70  # characters between two joined values
_FEW = 100  # smaller numbers said of growth may be percentages
_LARGE = 10**5  # the scale of a lakh: numbers of such scales are held against one another
_ALIKE = 100  # times: levels that are held against each other differ by less
_MOVES = frozenset({"to", "by", "from", "at", "of", "around", "about", None})


def supply_unit(passage: Passage, amount: Amount, before: list[Quantity], following: Amount | None) -> Quantity:
    """Give a number without a noun or a unit the one that its sentence names: "of the 26 funds, 18 chose ..."."""
    noun = _find_numbered_noun(passage, amount)
    if noun is not None:
        return replace(Quantity.of(amount), kind="duration" if noun == "year" else "count", unit=noun)
    if _leads_to_points(passage, amount, following):
        return replace(Quantity.of(amount), kind="count", unit="point")
    model = _find_parallel(passage, amount, before) or _find_joined(passage, amount, before)
    if model is not None:
        return replace(Quantity.of(amount), kind=model.kind, unit=model.unit)
    unit = _borrow_noun(passage, amount, before) or _find_persons(passage, amount)
    return replace(Quantity.of(amount), kind="count" if unit else "other", unit=unit)


def _borrow_noun(passage: Passage, amount: Amount, before: list[Quantity]) -> str | None:
    """Return the noun of the count before a number: "of the 26 funds, 18 chose ..."."""
    last = next((quantity for quantity in reversed(before) if quantity.counted is not None), None)
    if last is None or last.counted is None or last.kind != "count" or last.counted.attributive:
        return None
    if last.unit == "point":
        return last.unit
    if _tells_of_other(passage, amount, last):
        return None
    whole = amount.value == int(amount.value) and amount.form != "fraction" and amount.scale == last.amount.scale
    return last.unit if whole and amount.value <= last.amount.value * _ALIKE else None


def _tells_of_other(passage: Passage, amount: Amount, last: Quantity) -> bool:
    """Say whether a level is that of another thing than the one counted before: "12 states raised the limit to 50"."""
    frame, other = read_frame(passage, Quantity.of(amount)), read_frame(passage, last)
    if frame is None or frame.verb is None or frame.relation != "pobj" or frame.preposition not in ("from", "to", "at"):
        return False
    thing = find_object(frame.verb)
    same = other is not None and other.verb is not None and other.verb.i == frame.verb.i and other.relation == "pobj"
    if same or thing is None or thing.lemma_.lower() in _SUMS:
        return False
    return last.counted is not None and thing.i != last.counted.head.i


def _leads_to_points(passage: Passage, amount: Amount, following: Amount | None) -> bool:
    """Say whether a number is the level of an index whose change in points follows: "at 4,512, up 23 points"."""
    if following is None or not _LEVEL_AND_CHANGE.fullmatch(passage.text, amount.end, following.start):
        return False
    counted = find_counted(passage.parse, following.number_start, following.number_end)
    return counted is not None and counted.name == "point"


def _find_parallel(passage: Passage, amount: Amount, before: list[Quantity]) -> Quantity | None:
    """Find the quantity of a parallel clause: "the highest bid is 84 cents, while the lowest is 74"."""
    last = before[-1] if before else None
    if last is None or last.unit is None or last.kind in ("rank", "ordinal", "duration"):
        return None
    if last.counted is not None and (last.counted.attributive or amount.value != int(amount.value)):
        return None
    if not _ENDS.match(passage.text, amount.end) or not _CONTRAST.search(passage.text, last.end, amount.start):
        return None
    frames = [read_frame(passage, last), read_frame(passage, Quantity.of(amount))]
    changes = [_find_change_before(frame) for frame in frames]
    if changes[0] is not None and changes[0] == changes[1]:
        return last
    verbs = [frame.verb.lemma_.lower() if frame and frame.verb else None for frame in frames]
    one, two = frames
    if one is None or two is None or one.verb is None or two.verb is None or one.verb.i == two.verb.i:
        return None
    alike = verbs[0] == verbs[1] or (verbs[0] in _CHANGES and verbs[1] in _CHANGES)
    return last if alike and one.preposition == two.preposition else None


def _find_change_before(frame: Frame | None) -> str | None:
    """Return the preposition before a figure where a word of change stands before that: "rose by", "a cut of"."""
    if frame is None or frame.first < 2:
        return None
    preposition, word = frame.top.doc[frame.first - 1], frame.top.doc[frame.first - 2]
    lemma = word.lemma_.lower()
    moved = preposition.lower_ in ("by", "to") and (lemma in _CHANGES or lemma in _CHANGE_NOUNS)
    return preposition.lower_ if moved else None


def _find_joined(passage: Passage, amount: Amount, before: list[Quantity]) -> Quantity | None:
    """Find the value that a bare one is joined to or held against: "$3 million in 2020 and 4 million in 2021".

    Millions and more are joined by a comma or conjunction alone; smaller numbers must be followed by the preposition
    that follows the first value ("5 yuan for rice and 7 for wheat"), or be held against it ("$4,000, against 6,500").
    """
    text = passage.text
    outside = (
        one
        for one in reversed(before)
        if text.count(")", one.end, amount.start) <= text.count("(", one.end, amount.start)
    )
    last = next(outside, None)
    if last is None or last.unit is None or last.counted is not None or last.kind in ("rank", "ordinal"):
        return None
    gap = _REMARK.sub("", text[last.end : amount.start])
    if not gap or len(gap) > _FAR or any(mark in _BREAKS for mark in gap) or amount.form == "fraction":
        return None
    between = passage.parse.char_span(last.end, amount.start, alignment_mode="contract")
    if between is not None and any(token.tag_ in _FINITE and token.lower_ != "compared" for token in between):
        return None
    large = amount.scale >= _LARGE and float(last.amount.value) >= _LARGE
    if not large and (amount.scale >= _LARGE or last.amount.scale >= _LARGE):
        return None
    low, high = sorted((abs(float(amount.value)), abs(float(last.amount.value))))
    ranged = _TO.search(gap) and _FROM.search(text[max(0, last.start - 6) : last.start])
    if ranged or _COMPARES.search(gap):
        return last if low and high < _ALIKE * low else None
    if not _JOINS.search(gap):
        return None
    opens, ends = _OPENS.match(gap), _OPENS.match(text, amount.end)
    same = opens is not None and ends is not None and opens["preposition"] == ends["preposition"]
    return last if same or (large and last.kind == "money" and _ENDS.match(text, amount.end)) else None


def _find_numbered_noun(passage: Passage, amount: Amount) -> str | None:
    """Find what a bare number counts in its subject or governor: "the number of staff fell to 75", "a cut of 20"."""
    frame = read_frame(passage, Quantity.of(amount))
    if frame is None:
        return None
    if frame.noun is not None and frame.relation == "pobj" and frame.preposition == "of":
        counts = frame.noun.lemma_.lower() in _COUNT_NOUNS
        return _read_collective(frame.noun, amount) or (_find_compound(frame.noun) if counts else None)
    frame = _find_stating(passage, frame)
    if frame.verb is None:
        return None
    if frame.relation == "pobj" and frame.preposition in ("from", "to", "at"):
        thing = find_object(frame.verb)  # "raise the pension age from 60 to 65"
        moved = _read_numbered(thing) if thing is not None and thing.i < frame.first else None
        if moved is not None:
            return moved
    subject = find_subject(frame.verb)
    if subject is None:
        return None
    named = next((name for name in map(_read_numbered, (subject, *subject.conjuncts)) if name is not None), None)
    return named or _name_growth(subject, amount) or _read_counted_subject(frame, subject, amount)


def _find_stating(passage: Passage, frame: Frame) -> Frame:
    """Return the frame with the verb that states a level where that stands right before the number, or is part of it."""
    if frame.top.pos_ == "VERB":  # "its workforce exceeds 2.4 million"
        return replace(frame, verb=frame.top, relation="dobj", preposition=None, noun=None)
    said = passage.parse[frame.first - 1] if frame.first else None
    if (
        said is not None and said.lemma_ == "be" and said.pos_ == "AUX"
    ):  # also where the parse hangs the number elsewhere
        return replace(frame, verb=said, relation="attr", preposition=None, noun=None)
    return frame


def _name_growth(subject: Token, amount: Amount) -> str | None:
    """Return what grows by a number: "jobs growth averaged 178,000"; small numbers may be percentages."""
    if subject.lemma_.lower() not in _COUNT_NOUNS or amount.value < _FEW:
        return None
    names = [child for child in subject.children if child.dep_ == "compound" and child.tag_ == "NNS"]
    return make_singular(names[0]) if names and names[0].lower_ not in _AMOUNTS else None


def _read_numbered(noun: Token) -> str | None:
    """Return what a noun says that a number is of: "year" for an age, the noun behind "number of"."""
    if noun.lemma_.lower() in ("age", "expectancy"):
        return "year"
    if noun.lemma_.lower() == "number":
        target = _find_of(noun)
        return name_noun(target) if target is not None else None
    of = noun.head  # "the number of attendants based in the port"
    numbered = noun.dep_ == "pobj" and of.lower_ == "of" and of.head.lemma_.lower() == "number"
    return name_noun(noun) if numbered else None


def _find_compound(noun: Token) -> str | None:
    """Return the noun before one that a number specifies: "an FTE cut of 20"."""
    names = [child for child in noun.children if child.dep_ == "compound"]
    return next((make_singular(name) for name in names if noun.doc[max(name.i - 1, 0)].text not in ("-", "–")), None)


def _find_of(noun: Token) -> Token | None:
    """Return the noun behind "of"."""
    phrases = [child for child in noun.children if child.lower_ == "of"]
    return next((grand for child in phrases for grand in child.children if grand.dep_ == "pobj"), None)


def _read_collective(noun: Token, amount: Amount) -> str | None:
    """Return what a noun is a number of: "population" of persons, "death toll" of deaths; None for other nouns."""
    if amount.value < 1 or amount.value != int(amount.value):
        return None
    lemma = noun.lemma_.lower()
    before = noun.nbor(-1).lower_ if noun.i else ""
    return _COLLECTIVES.get(f"{before} {lemma}") or _COLLECTIVES.get(lemma)


def _read_counted_subject(frame: Frame, subject: Token, amount: Amount) -> str | None:
    """Return the unit of a level that a verb states of a subject: "its population is 840,000", "deaths rose to 90"."""
    lemma = frame.verb.lemma_.lower() if frame.verb is not None else ""
    moved = lemma in _CHANGES and frame.relation == "pobj" and frame.preposition in _MOVES
    stated = lemma in _LEVELS and (frame.relation in ("attr", "dobj", "acomp") or frame.preposition in ("at", "to"))
    thing = find_object(frame.verb) if frame.verb is not None and moved else None
    if not (moved or stated) or frame.noun is not None or thing is not None:
        return None  # "many nations cut emissions to zero"
    collective = _read_collective(subject, amount)
    if collective is not None or subject.tag_ != "NNS" or not amount.integer or frame.first < subject.i:
        return collective
    noun = make_singular(subject)
    return None if subject.lower_ in _AMOUNTS else noun.lower() if noun.istitle() else noun


def _find_persons(passage: Passage, amount: Amount) -> str | None:
    """Return "person" where what is said of a bare number can only be said of people: "20 dead", "45 were killed"."""
    if not amount.integer or amount.value < 1:
        return None
    token = find_token(passage.parse, amount.number_start, amount.number_end)
    after = passage.parse[token.i + 1] if token is not None and token.i + 1 < len(passage.parse) else None
    if after is not None and after.lower_ in _STATES:
        return "person"
    frame = read_frame(passage, Quantity.of(amount))
    if frame is None or frame.verb is None or frame.noun is not None:
        return None
    suffered = frame.verb.lemma_.lower() in _SUFFERED and frame.relation in ("dobj", "nsubjpass")
    return "person" if suffered else None
