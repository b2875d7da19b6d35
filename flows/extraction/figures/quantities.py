"""The quantities of a passage: amounts with their kind, unit, qualifier and counted noun."""

import re
from dataclasses import replace

from flows.extraction.dates.extractor import find_calendar_spans
from flows.extraction.document import Passage
from flows.extraction.figures.amounts import Amount, read_amounts
from flows.extraction.figures.counted import Counted, find_counted, find_token, is_name, make_singular
from flows.extraction.figures.exclusions import counts_one, find_masks, is_single
from flows.extraction.figures.frames import find_subject, read_frame
from flows.extraction.figures.orders import read_order
from flows.extraction.figures.qualifiers import read_qualifier_after
from flows.extraction.figures.quantity import Quantity
from flows.extraction.figures.ranges import join_amounts
from flows.extraction.figures.units import read_rate
from flows.extraction.lexicon import load_lexicon

# a digit or a word that may be a number; without one there is nothing to read
_ANY = re.compile(
    r"[\d½⅓⅔¼¾⅛]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|teen|twent|thirt|fort|fift|eight|hundred|thousand|million|billion|trillion"
    r"|lakh|crore|dozen|half|halv|third|quarter|fourth|first|second|twice|thrice|doubl|tripl|trebl|quadrupl|quintupl|fold|zero",
    re.IGNORECASE,
)
_PARTITIVE = re.compile(r"\s+of\s+(?:the|these|those|our|its|their)\b|\s+of\s+(?=[A-Z])")
# "four-, five- and six-cylinder engines": a hyphen that waits for its noun
_SUSPENDED = re.compile(r"-(?:,|\s+(?:and|or|to))\s+(?:or\s+|and\s+)?|-,\s+\S+-\s+(?:and|or)\s+")
_CHANGES = frozenset(load_lexicon("directions")["change_verbs"])
# between two parallel clauses
_CONTRAST = re.compile(r"[,;]?\s(?:while|whereas|but|and)\s")
# nothing is counted behind the number
_ENDS = re.compile(r"\s*(?:$|[.,;)](?!\d))")
_SELECTED = re.compile(r"(?:top|bottom|first|last|final|big|other)\s+$", re.IGNORECASE)
NEAR = 20  # quantities before one that it may lean on
_YOUNGEST, _OLDEST = 10, 130  # years: ages of people whose names are followed by one; ages below
_LAST_MARK = 400  # numbers from here are no footnote marks
_TAKES_NUMBER = frozenset(load_lexicon("measures")["empty_nouns"]) | {"age", "score", "index", "ratio", "factor"}
_LARGEST_LABEL = 5000  # numbers from here are no part of a name
# an age behind a name: "Jane Miller, 66, has"
_NAMED_AGE = re.compile(r"\s*(?:[,)]|$)")
# an age without its unit: "aged 25", "over the age of 21"
_AGED = re.compile(r"\b(?:aged?|ages)(?:\s+of)?\s+(?:(?:about|over|under|between|from|at\s+least)\s+)?$", re.IGNORECASE)


def read_quantities(passage: Passage, country: str | None) -> list[Quantity]:
    """Return the quantities of one passage from left to right, none overlapping another."""
    if not _ANY.search(passage.text):
        return []
    masks = find_masks(passage) + find_calendar_spans(passage)
    amounts = join_amounts(passage, read_amounts(passage, masks, country))
    quantities: list[Quantity] = []
    for nth, amount in enumerate(amounts):
        following = next((later for later in amounts[nth + 1 :] if later.form not in ("ordinal", "multiple")), None)
        quantity = _read_quantity(passage, amount, quantities[-NEAR:], following)
        if quantity is not None and not (quantities and quantity.start < quantities[-1].end):
            quantities.append(quantity)
    return _share_approximation(passage, quantities)


def _read_quantity(
    passage: Passage, amount: Amount, before: list[Quantity], following: Amount | None
) -> Quantity | None:
    if amount.form in ("ordinal", "multiple"):
        return read_order(passage, amount)
    if amount.unit is not None:
        return Quantity.of(amount)
    if _is_lone_one(passage, amount) and not counts_one(passage, amount.number_start, amount.number_end):
        return _read_single(passage, amount)
    order = read_order(passage, amount)
    if order is not None:
        return order
    if _is_age(passage, amount):
        return replace(Quantity.of(amount), kind="duration", unit="year")
    return _read_count(passage, amount, before, following)


def _is_age(passage: Passage, amount: Amount) -> bool:
    """Say whether a bare number is an age in years: "aged 25", "Jane Miller, 66, has"."""
    if not (amount.integer and 0 < amount.value < _OLDEST):
        return False
    text = passage.text
    if _AGED.search(text[max(0, amount.start - 24) : amount.start]):
        return True
    if not text[: amount.start].endswith(", ") or not _NAMED_AGE.match(text, amount.end):
        return False
    name = find_token(passage.parse, amount.start - 3, amount.start - 2)
    return name is not None and name.ent_type_ == "PERSON" and amount.value >= _YOUNGEST


def _is_lone_one(passage: Passage, amount: Amount) -> bool:
    return amount.high is None and passage.text[amount.number_start : amount.number_end].lower() == "one"


def _read_single(passage: Passage, amount: Amount) -> Quantity | None:
    """Read "one" before a noun of its own: a count that only structures the text."""
    if not is_single(passage, amount.number_start, amount.number_end):
        return None
    counted = find_counted(passage.parse, amount.number_start, amount.number_end)
    if counted is None or counted.head.tag_ != "NN" or counted.attributive:
        return None
    end = passage.parse[counted.last].idx + len(passage.parse[counted.last])
    return Quantity(amount, amount.start, end, "count", counted.name, amount.qualifier, counted, single=True)


def _read_count(passage: Passage, amount: Amount, before: list[Quantity], following: Amount | None) -> Quantity | None:
    """Read a bare number: a count of the noun behind it, or a number whose noun was said before."""
    text, doc = passage.text, passage.parse
    hyphened = (
        text[amount.number_end : amount.number_end + 1] in ("-", "‑")
        and text[amount.number_end + 1 : amount.number_end + 2].isalpha()
    )
    counted = _find_noun(passage, amount, following)
    if counted is None:
        if (
            hyphened
            or _is_named_number(passage, amount)
            or _is_footnote_mark(passage, amount)
            or _SELECTED.search(text[max(0, amount.start - 8) : amount.start])
        ):
            return None
        return _borrow_unit(passage, amount, before)
    if is_name(doc, counted) and amount.scale == 1 and amount.value < _LARGEST_LABEL:
        return None
    apart = following is not None and doc[counted.first].idx >= following.end
    end = amount.end if apart else max(amount.end, doc[counted.last].idx + len(doc[counted.last]))
    behind = read_qualifier_after(text, end) if amount.qualifier == "exact" and not apart else None
    qualifier, end = behind if behind else (amount.qualifier, end)
    rate = read_rate(text, end) if amount.per is None and not apart else None
    unit = counted.name + (f" per {amount.per or (rate[0] if rate else '')}" if amount.per or rate else "")
    end = rate[1] if rate else end
    kind = "other" if amount.form == "fraction" and amount.value < 1 else "count"
    return Quantity(amount, amount.start, end, kind, unit, qualifier, counted)


def _find_noun(passage: Passage, amount: Amount, following: Amount | None) -> Counted | None:
    """Find the noun that a bare number counts, also behind a unit that modifies it ("eight million 250 ml bottles")."""
    doc, text = passage.parse, passage.text
    partitive = amount.form == "vague" or bool(_PARTITIVE.match(text, amount.end))
    counted = find_counted(doc, amount.number_start, amount.number_end, after_of=partitive)
    if counted is not None and counted.name == "number" and doc[counted.last + 1 : counted.last + 2].text == "of":
        counted = find_counted(doc, counted.head.idx, counted.head.idx + len(counted.head), after_of=True) or counted
    if (
        counted is None
        and following is not None
        and following.unit is None
        and _SUSPENDED.fullmatch(text[amount.number_end : following.start])
    ):
        return find_counted(doc, following.number_start, following.number_end)
    if following is not None and following.unit is None and text[amount.end : following.start] == " of ":
        return find_counted(doc, following.number_start, following.number_end)
    if counted is None or following is None or doc[counted.last].idx < following.start:
        return counted
    if text[amount.end : following.start].strip() == "" and following.kind in ("other", "duration"):
        return find_counted(doc, following.number_start, following.end)
    return None


def _borrow_unit(passage: Passage, amount: Amount, before: list[Quantity]) -> Quantity:
    """Give a number without a noun the unit of the count before it: "of the 26 funds, 18 chose ..."."""
    last = next((quantity for quantity in reversed(before) if quantity.counted is not None), None)
    whole = amount.integer and amount.form != "fraction"
    noun = _find_numbered_noun(passage, amount)
    if noun is not None:
        return replace(Quantity.of(amount), kind="duration" if noun == "year" else "count", unit=noun)
    parallel = _find_parallel(passage, amount, before)
    if parallel is not None:
        return replace(Quantity.of(amount), kind=parallel.kind, unit=parallel.unit)
    like = (
        last is not None
        and last.kind == "count"
        and not (last.counted and last.counted.attributive)
        and (amount.scale == last.amount.scale or last.unit == "point")
    )
    near = last is not None and (last.unit == "point" or (whole and amount.value <= last.amount.value * 100))
    unit = last.unit if last is not None and like and near else None
    return replace(Quantity.of(amount), kind="count" if unit else "other", unit=unit)


def _find_parallel(passage: Passage, amount: Amount, before: list[Quantity]) -> Quantity | None:
    """Find the quantity of a parallel clause: "the highest bid is 84 cents, while the lowest is 74"."""
    last = before[-1] if before else None
    if (
        last is None
        or last.unit is None
        or last.kind in ("rank", "ordinal", "duration", "count")
        or not _ENDS.match(passage.text, amount.end)
    ):
        return None
    if not _CONTRAST.search(passage.text, last.end, amount.start):
        return None
    frames = [read_frame(passage, last), read_frame(passage, Quantity.of(amount))]
    verbs = [frame.verb.lemma_.lower() if frame and frame.verb else None for frame in frames]
    one, two = frames
    if one is None or two is None or one.verb is None or two.verb is None or one.verb.i == two.verb.i:
        return None
    alike = verbs[0] == verbs[1] or (verbs[0] in _CHANGES and verbs[1] in _CHANGES)
    return last if alike and one.preposition == two.preposition else None


def _find_numbered_noun(passage: Passage, amount: Amount) -> str | None:
    """Find what a bare number counts in its subject or governor: "the number of staff fell to 75", "an FTE cut of 20"."""
    frame = read_frame(passage, Quantity.of(amount))
    if frame is None:
        return None
    if frame.noun is not None and frame.relation == "pobj" and frame.preposition == "of":
        return next(
            (
                make_singular(child)
                for child in frame.noun.children
                if child.dep_ == "compound" and passage.parse[max(child.i - 1, 0)].text not in ("-", "–")
            ),
            None,
        )
    subject = find_subject(frame.verb) if frame.verb is not None else None
    if subject is not None and subject.lemma_.lower() in ("age", "expectancy"):
        return "year"
    for head in (subject, *(subject.conjuncts if subject is not None else ())):
        if head is not None and head.lemma_.lower() == "number":
            target = next(
                (
                    grand
                    for child in head.children
                    if child.lower_ == "of"
                    for grand in child.children
                    if grand.dep_ == "pobj"
                ),
                None,
            )
            return make_singular(target) if target is not None else None
    return None


def _is_footnote_mark(passage: Passage, amount: Amount) -> bool:
    """Say whether a bare number is a mark behind a word: "inflows 88 increased", "small holdings 1."."""
    text = passage.text
    if (
        amount.form != "digits"
        or not amount.integer
        or not 0 < amount.value < _LAST_MARK
        or amount.qualifier != "exact"
    ):
        return False
    if (
        amount.start != amount.number_start
        or amount.end - amount.start > 3
        or text[amount.start - 1 : amount.start] != " "
    ):
        return False
    token = find_token(passage.parse, amount.start, amount.end)
    before = passage.parse[token.i - 1] if token is not None and token.i else None
    if before is None or token is None or before.tag_ not in ("NN", "NNS") or not before.text.islower():
        return False
    return token.dep_ not in ("nsubj", "attr") and before.lower_ not in _TAKES_NUMBER


def _is_named_number(passage: Passage, amount: Amount) -> bool:
    """Say whether a bare number belongs to the capitalised word before it ("Big 12", "FTSE 100", "Industry 4.0")."""
    token = find_token(passage.parse, amount.number_start, amount.number_start + 1)
    if (
        token is None
        or token.i == 0
        or amount.start != amount.number_start
        or amount.scale != 1
        or amount.value >= _LARGEST_LABEL
    ):
        return False
    before = passage.parse[token.i - 1]
    capital = before.text[:1].isupper() or before.text[1:2].isupper()
    return bool(before.pos_ == "PROPN" and capital and before.whitespace_)


def _share_approximation(passage: Passage, quantities: list[Quantity]) -> list[Quantity]:
    """Let "about" before the first of several joined values of one unit hold for the others."""
    result: list[Quantity] = []
    for quantity in quantities:
        last = result[-1] if result else None
        alike = last is not None and last.unit == quantity.unit and last.kind == quantity.kind
        if last is not None and alike and last.qualifier == "approx" and quantity.qualifier == "exact":
            between = passage.parse.char_span(last.end, quantity.start, alignment_mode="contract")
            tokens = list(between) if between is not None else []
            parted = any(token.pos_ in ("VERB", "AUX", "SCONJ") or token.text in (";", ":", "(") for token in tokens)
            if not parted and any(token.text == "," or token.lower_ == "and" for token in tokens):
                result.append(replace(quantity, qualifier="approx"))
                continue
        result.append(quantity)
    return result
