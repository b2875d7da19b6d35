"""The quantities of a passage: amounts with their kind, unit, qualifier and counted noun."""

import re
from dataclasses import replace

from spacy.tokens import Doc, Token

from flows.extraction.dates.extractor import find_calendar_spans
from flows.extraction.document import Passage
from flows.extraction.figures.ages import bounds_age, is_age
from flows.extraction.figures.amounts import Amount, read_amounts
from flows.extraction.figures.counted import Counted, find_counted, find_token, is_name
from flows.extraction.figures.elisions import supply_unit
from flows.extraction.figures.exclusions import counts_one, find_masks, is_single
from flows.extraction.figures.orders import read_order
from flows.extraction.figures.qualifiers import read_qualifier_after
from flows.extraction.figures.quantity import Quantity
from flows.extraction.figures.ranges import join_amounts
from flows.extraction.lexicon import load_lexicon
from flows.extraction.measurement.homes import Home
from flows.extraction.measurement.units import Unit, read_rate, read_unit

# a digit or a word that may be a number; without one there is nothing to read
_ANY = re.compile(
    r"[\d½⅓⅔¼¾⅛]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|teen|twent|thirt|fort|fift|eight|hundred|thousand|million|billion|trillion"
    r"|lakh|crore|dozen|half|halv|third|quarter|fourth|first|second|twice|thrice|doubl|tripl|trebl|quadrupl|quintupl|fold|zero",
    re.IGNORECASE,
)
_PARTITIVE = re.compile(r"\s+of\s+(?:the|these|those|our|its|their)\b|\s+of\s+(?=[A-Z])")
# "four-, five- and six-cylinder engines": a hyphen that waits for its noun
_SUSPENDED = re.compile(r"-(?:,|\s+(?:and|or|to))\s+(?:or\s+|and\s+)?")
# between two numbers that count one noun: "22 of the 30 projects", "from 3 million in 2019 to 5 million cars"
_LEADS_ON = re.compile(r"\s+(?:of\s+(?:the|these|those|its|their|our|all)?\s*|(?:in\s+\d{4}\s+)?to\s+)")
# "five, three and two seats"
_LISTS = re.compile(r",\s+(?:and\s+|or\s+)?|\s+(?:and|or)\s+")
_SELECTED = re.compile(r"\b(?:top|bottom|first|last|final|big|other)\s+$", re.IGNORECASE)
_RESPECTIVELY = re.compile(r"\brespectively\b")
_PAIR = 2  # of two numbers the first may be complete without the noun behind the second
_NEXT = 60  # characters behind a list in which "respectively" is looked for
_ADJECTIVES = frozenset({"JJ", "JJR", "VBN", "VBG", "RB", "CD", ","})
# units that adjectives may part from their number
_MEASURED = frozenset(load_lexicon("units")["parted"])
_PERIODIC = {"daily": "day", "weekly": "week", "monthly": "month", "annual": "year", "yearly": "year"}
_OPENERS = frozenset("([{")
NEAR = 20  # quantities before one that it may lean on
_LAST_MARK = 400  # numbers from here are no footnote marks
_TAKES_NUMBER = frozenset(load_lexicon("measures")["empty_nouns"]) | {"age", "score", "index", "ratio", "factor"}
_LARGEST_LABEL = 5000  # numbers from here are no part of a name


def read_quantities(passage: Passage, home: Home) -> list[Quantity]:
    """Return the quantities of one passage from left to right, none overlapping another."""
    if not _ANY.search(passage.text):
        return []
    masks = find_masks(passage) + find_calendar_spans(passage)
    amounts = join_amounts(passage, read_amounts(passage, masks, home))
    quantities: list[Quantity] = []
    for nth, amount in enumerate(amounts):
        later = [one for one in amounts[nth + 1 : nth + NEAR] if one.form not in ("ordinal", "multiple")]
        quantity = _read_quantity(passage, amount, quantities[-NEAR:], later)
        if quantity is not None and not (quantities and quantity.start < quantities[-1].end):
            quantities.append(quantity)
    return _share_approximation(passage, quantities)


def _read_quantity(passage: Passage, amount: Amount, before: list[Quantity], later: list[Amount]) -> Quantity | None:
    if amount.form in ("ordinal", "multiple"):
        return read_order(passage, amount)
    if amount.unit is not None:
        return Quantity.of(amount)
    if _is_lone_one(passage, amount) and not counts_one(passage, amount.number_start, amount.number_end):
        return _read_single(passage, amount)
    order = read_order(passage, amount)
    if order is not None:
        return order
    if is_age(passage, amount):
        return replace(Quantity.of(amount), kind="duration", unit="year", aged=True)
    return _read_count(passage, amount, before, later)


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
    plain = amount.qualifier in ("over", "under")  # "under one roof"
    start, qualifier = (amount.number_start, "exact") if plain else (amount.start, amount.qualifier)
    return Quantity(amount, start, end, "count", counted.name, qualifier, counted, single=True)


def _read_count(passage: Passage, amount: Amount, before: list[Quantity], later: list[Amount]) -> Quantity | None:
    """Read a bare number: a count of the noun behind it, or a number whose noun was said before."""
    text, doc = passage.text, passage.parse
    following = later[0] if later else None
    hyphened = (
        text[amount.number_end : amount.number_end + 1] in ("-", "‑")
        and text[amount.number_end + 1 : amount.number_end + 2].isalpha()
    )
    counted = _find_noun(passage, amount, later)
    if (counted is None or counted.head.tag_ == "NN") and bounds_age(passage, amount):
        return replace(Quantity.of(amount), kind="duration", unit="year", aged=True)
    if counted is None:
        if (
            hyphened
            or _is_named_number(passage, amount)
            or _is_footnote_mark(passage, amount)
            or _SELECTED.search(text[max(0, amount.start - 8) : amount.start])
        ):
            return None
        return supply_unit(passage, amount, before, following)
    if _labels(doc, amount, counted):
        return None
    if is_name(doc, counted) and amount.scale == 1 and amount.value < _LARGEST_LABEL:
        return None
    apart = following is not None and doc[counted.first].idx >= following.end
    end = amount.end if apart else max(amount.end, doc[counted.last].idx + len(doc[counted.last]))
    behind = read_qualifier_after(text, end) if amount.qualifier == "exact" and not apart else None
    qualifier, end = behind if behind else (amount.qualifier, end)
    rate = read_rate(text, end) if amount.per is None and not apart else None
    unit = counted.name + (f" per {amount.per or (rate[0] if rate else '')}" if amount.per or rate else "")
    end = rate[1] if rate else end
    measured = None if apart else _read_distant_unit(passage, amount, counted)
    if measured is not None:
        of_unit = replace(
            amount, end=end, unit=measured.name, kind=measured.kind, per=amount.per or (rate[0] if rate else None)
        )
        return replace(Quantity.of(of_unit), qualifier=qualifier)
    kind = "other" if amount.form == "fraction" and amount.value < 1 else "count"
    return Quantity(amount, amount.start, end, kind, unit, qualifier, counted)


def _read_distant_unit(passage: Passage, amount: Amount, counted: Counted) -> Unit | None:
    """Read a unit that adjectives part from its number: "five consecutive years", "25 permitted square kilometres"."""
    doc, head = passage.parse, counted.head
    first = head.i - 1 if head.i and doc[head.i - 1].lower_ in ("square", "cubic") else head.i
    number = find_token(doc, amount.number_start, amount.number_end)
    between = doc[number.i + 1 if number is not None else counted.first : first]
    if counted.attributive or not len(between) or any(token.tag_ not in _ADJECTIVES for token in between):
        return None
    unit = read_unit(passage.text, doc[first].idx - 1, digits=False)
    ends = unit is not None and unit.end == head.idx + len(head) and "light" not in between.text
    if unit is None or not ends or unit.name.split()[-1] not in _MEASURED:
        return None
    rate = next((_PERIODIC[token.lower_] for token in between if token.lower_ in _PERIODIC), None)
    return replace(unit, name=f"{unit.name} per {rate}") if rate else unit  # "50,000 daily barrels"


def _labels(doc: Doc, amount: Amount, counted: Counted) -> bool:
    """Say whether a small number between two nouns labels the first one: "type 2 diabetes", a mark in "services 1 spending"."""
    number = counted.first - 1
    if amount.form != "digits" or amount.scale > 1 or number < 1 or counted.attributive or counted.head.tag_ != "NN":
        return False
    before = doc[number - 1]
    bare = before.tag_ in ("NN", "NNS") and before.text.islower() and bool(before.whitespace_)
    return bare and before.ent_type_ != "DATE" and doc[number].text.isdecimal() and amount.value < _LAST_MARK


def _find_noun(passage: Passage, amount: Amount, later: list[Amount]) -> Counted | None:
    """Find the noun that a bare number counts, also behind a unit that modifies it ("eight million 250 ml bottles")."""
    doc, text = passage.parse, passage.text
    following = later[0] if later else None
    if text[amount.end : amount.end + 1] in _OPENERS:
        return None
    partitive = amount.form == "vague" or bool(_PARTITIVE.match(text, amount.end))
    counted = find_counted(doc, amount.number_start, amount.end, after_of=partitive)
    if counted is not None and counted.name == "number" and doc[counted.last + 1 : counted.last + 2].text == "of":
        counted = find_counted(doc, counted.head.idx, counted.head.idx + len(counted.head), after_of=True) or counted
    if following is None or (counted is not None and doc[counted.last].idx < following.start):
        return counted
    nouned = following.unit is None and text[following.end : following.end + 1] in (" ", "-")
    if nouned and _LEADS_ON.fullmatch(text, amount.end, following.start):
        return find_counted(doc, following.number_start, following.end)
    if counted is None:
        return _find_listed_noun(passage, amount, later)
    if text[amount.end : following.start].strip() == "" and following.kind in ("other", "duration"):
        return find_counted(doc, following.number_start, following.end)
    return None


def _find_listed_noun(passage: Passage, amount: Amount, later: list[Amount]) -> Counted | None:
    """Find the noun behind the last number of a list: "five, three and two seats", "four- and six-cylinder engines"."""
    doc, text = passage.parse, passage.text
    end, joined = amount.end, False
    tokens = [find_token(doc, amount.number_start, amount.number_start + 1)]
    for other in later:
        suspended = _SUSPENDED.fullmatch(text, end, other.start)
        if other.unit is not None or other.start != other.number_start:
            return None
        if not suspended and not _LISTS.fullmatch(text, end, other.start):
            return None
        joined = joined or suspended is not None or text[end : other.start] == " or "
        counted = find_counted(doc, other.number_start, other.end)
        tokens.append(find_token(doc, other.number_start, other.number_start + 1))
        if counted is not None:
            told = len(tokens) > _PAIR or _RESPECTIVELY.search(text, other.end, other.end + _NEXT) is not None
            return counted if joined or (told and _are_joined(tokens, counted)) else None
        end = other.end
    return None


def _are_joined(tokens: list[Token | None], counted: Counted) -> bool:
    """Say whether the parse hangs all numbers to one another or to the noun that the last of them counts."""
    numbers = [token for token in tokens if token is not None]
    places = {counted.head.i, *(token.i for token in numbers)}
    return all(token.head.i in places and token.head.i != token.i for token in numbers)


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
    numbered = before.pos_ == "NOUN" and token.i > 1 and not amount.integer  # "see Housing 5.1"
    return bool((before.pos_ == "PROPN" or numbered) and capital and before.whitespace_)


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
