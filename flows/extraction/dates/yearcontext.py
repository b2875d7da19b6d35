"""Whether what looks like a date is one: years inside names, laws, citations, labels and counts are not."""

import re
from dataclasses import dataclass
from typing import Literal

from flows.extraction.dates.expression import Expression
from flows.extraction.dates.intervals import MONTHS
from flows.extraction.document import Passage
from flows.extraction.lexicon import load_lexicon
from flows.extraction.measurement.currencies import read_money_after
from flows.extraction.measurement.homes import Home
from flows.extraction.measurement.units import read_unit

_LEXICON = load_lexicon("calendar")
_LAW_NOUNS, _LABELS, _NAME_WORDS, _PREPOSITIONS, _COUNTED_BY, _REACHED, _DOUBTFUL, _YEAR_WORDS = (
    frozenset(_LEXICON[entry])
    for entry in [
        "law_nouns",
        "label_words",
        "name_words",
        "prepositions",
        "counted_by",
        "reached_by",
        "doubtful_months",
        "year_words",
    ]
)
_AMOUNTS = frozenset(load_lexicon("counts")["amount_plurals"])
Verdict = Literal["date", "count", "name"]

_NAME_TYPES = frozenset({"EVENT", "WORK_OF_ART", "LAW", "ORG", "PRODUCT", "FAC"})
_NEAR_YEARS = (1800, 2100)  # a bare number in this range is a year unless something is counted
_FAR_YEARS = (1000, 2199)  # in this one it is behind a preposition


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words before and after a number, with what stands between."""

    before: str
    gap_before: str
    after: str
    gap_after: str

    @property
    def lower(self) -> str:
        """The word before, in lower case and without a full stop."""
        return self.before.lower().rstrip(".")


# "the Fourth of May Movement"
_NAMED_DAY = re.compile(r"\s+[A-Z][a-z]+")
# "21st century Maritime Silk Road", "21st-century-"
_NAMED_CENTURY = re.compile(r"-|[-\s][A-Z]")
# "Jan-Feb", "May and June": a month that another one follows
_NEXT_MONTH = re.compile(rf"\s*(?:[-–/,]|to|and|until|through)\s*(?:{'|'.join(MONTHS)})\b", re.IGNORECASE)
_SIGN = re.compile(r"\s*[%€$£]")
# the word before and the word after, with what stands between
_BEFORE = re.compile(r"(?P<word>[^\W_][\w’'.&-]*)(?P<gap>[^\w]*)$")
_AFTER = re.compile(r"(?P<gap>[^\w%$€£]*)(?P<word>[%$€£]|[^\W_][\w’'-]*)?")
_LAW_BEFORE = re.compile(r"(?P<noun>[A-Z][a-z]+s?),?\s+(?:of\s+(?:the\s+year\s+)?)?\(?$")
# "resolution 435 (1978)", "resolutions 242 (1967) and 338 (1973)"
_NUMBERED = re.compile(r"(?<![\w.])(?:[A-Z]{1,4}/)?\d[\d/.-]*[A-Z]?\s\($")
_RESOLUTION = re.compile(r"\b(?:resolution|decision|recommendation|decree|law|act|directive)s?\b", re.IGNORECASE)
# "the Code on Social Security, 2020"
_LAW_NAME = re.compile(
    rf"\b(?:{'|'.join(sorted(word.capitalize() for word in _LAW_NOUNS))})\s+(?:on|of|for)\s+(?:[A-Z][\w’'-]*,?\s+|(?:and|of|the|for|on|in|to)\s+){{0,8}}?[A-Z][\w’'-]*\)?,\s+$"
)
# "(Smith, 2019", "et al., 2019", "Smith (2019", "; Lee 2020"
_CITED = re.compile(
    r"(?:\bal\.?,?\s*\(?|[(;]\s*(?:see\s+|e\.g\.,?\s+|cf\.\s+)?(?:[A-Z][\w’'.&-]*,?\s+|(?:and|&|of|et)\s+)+)$|[A-Z][\w’'-]+(?:[’']s)?\s\($"
)
_CITED_END = re.compile(r"[a-z]?\s*(?:[);,:]|p\.)")
_SCALED = re.compile(r"\s+(?:hundred|thousand|million|billion|trillion|lakh|crore)\b", re.IGNORECASE)
# "in 2025 dollars", "$90 billion 2025 dollars", "at constant 2010 prices": a year of prices
_CONSTANT = re.compile(r"\s+(?:[A-Z]{2,3}\s)?(?:dollars|US\$|euros?|prices|pounds|yuan|USD|rupees)\b")
_PRICED = re.compile(r"\b(?:in|at|of|constant|real|million|billion|trillion|fixed|\()\s*$", re.IGNORECASE)
_COMPARED = re.compile(
    r"(?<!year )\b(?:greater|more|less|fewer|higher|lower|larger|smaller)\s+than\s+(?:or\s+equal\s+to\s+)?$",
    re.IGNORECASE,
)
# addresses of the web, whose numbers say nothing
_ADDRESS = re.compile(r"(?<!\S)\S*?(?:https?:|www\.|@|doi\.org)\S*")


def judge(passage: Passage, expression: Expression) -> Verdict:
    """Say whether an expression is a date, a count ("2000 pieces") or neither (a name, law, label or citation)."""
    if expression.form == "year" and _is_counted_year(passage, expression):
        return "count"
    if expression.form == "year_word" and not _is_year_in_words(passage.text, expression):
        return "count"
    return "date" if _is_date(passage, expression) else "name"


def _is_date(passage: Passage, expression: Expression) -> bool:
    """Say whether an expression that counts nothing is a date."""
    text = passage.text
    if any(match.start() <= expression.start < match.end() for match in _ADDRESS.finditer(text)):
        return False
    if expression.form == "yearless_month":
        month = text[expression.start : expression.end].lower().rstrip(".")
        return text[expression.start].isupper() and (
            month not in _DOUBTFUL
            or _follows_preposition(text, expression.start)
            or _NEXT_MONTH.match(text, expression.end) is not None
        )
    if expression.form == "yearless_day" and _NAMED_DAY.match(text, expression.end):
        return False
    if expression.form == "century":
        return text[expression.end - 7] == "c" and not _NAMED_CENTURY.match(text, expression.end)
    if expression.form == "year":
        return _is_year(passage, expression)
    if expression.form == "years":
        return not _is_label(text, expression.start) and not _SIGN.match(text, expression.end)
    numeric = expression.form == "day" and text[expression.start].isdecimal()
    return not numeric or expression.start == 0 or text[expression.start - 1] not in "0123456789.-"


def _follows_preposition(text: str, at: int) -> bool:
    before = _BEFORE.search(text[max(0, at - 20) : at])
    return before is not None and before["word"].lower() in {*_PREPOSITIONS, "early", "late", "mid", "this", "last"}


def _is_label(text: str, at: int) -> bool:
    before = _BEFORE.search(text[max(0, at - 40) : at])
    return (
        before is not None and before["word"].lower().rstrip(".") in _LABELS and before["gap"] in (" ", ". ", " #", "")
    )


def _is_year_in_words(text: str, expression: Expression) -> bool:
    """Say whether number words are a year: behind a preposition or a month, with nothing counted behind them."""
    if text[expression.start : expression.end].lower().startswith(("the year", "year", "calendar", "the calendar")):
        return True
    before = _BEFORE.search(text[max(0, expression.start - 20) : expression.start])
    after = _AFTER.match(text, expression.end)
    word = after["word"] if after else None
    ends = word is None or after is None or after["gap"].strip() != "" or word.lower() in _PREPOSITIONS
    return before is not None and before["word"].lower() in ("in", "since", "by", "until", "of") and ends


def _read_surroundings(text: str, start: int, end: int) -> Surroundings:
    before = _BEFORE.search(text[max(0, start - 40) : start])
    after = _AFTER.match(text, end)
    return Surroundings(
        before["word"] if before else "",
        before["gap"] if before else text[max(0, start - 40) : start],
        (after["word"] or "") if after else "",
        after["gap"] if after else "",
    )


def _is_year(passage: Passage, expression: Expression) -> bool:
    """Say whether four digits are a year."""
    text, start, end = passage.text, expression.start, expression.end
    around = _read_surroundings(text, start, end)
    leads = around.lower in _PREPOSITIONS and around.gap_before == " "
    if _is_label(text, start) or _is_citation(text, start, end) or "#" in around.gap_before:
        return False
    lead = text[max(0, start - 80) : start]
    if text[end : end + 1] == ")" and _NUMBERED.search(lead) and _RESOLUTION.search(lead):
        return False
    if _LAW_NAME.search(lead):
        return False
    law = _LAW_BEFORE.search(text[max(0, start - 60) : start])
    if law and law["noun"].lower() in _LAW_NOUNS:
        return False
    capital = around.before[:1].isupper() and around.gap_before == " "
    if capital and not leads and _is_name_part(passage, start, around.lower):
        return False
    named = around.gap_after == " " and around.after[:1].isupper()
    return not (named and _names_on(passage, expression, around, leads=leads))


def _is_counted_year(passage: Passage, expression: Expression) -> bool:
    """Say whether four digits are a plain number: they count something, or lie beyond the years people write of."""
    around = _read_surroundings(passage.text, expression.start, expression.end)
    if _is_counted(passage, expression, around):
        return True
    year = int(passage.text[expression.start : expression.end])
    if _NEAR_YEARS[0] <= year <= _NEAR_YEARS[1]:
        return False
    counts = around.gap_after == " " and around.after.islower() and around.after not in _PREPOSITIONS
    return counts or around.lower not in _PREPOSITIONS or not _FAR_YEARS[0] <= year <= _FAR_YEARS[1]


def _is_citation(text: str, start: int, end: int) -> bool:
    return bool(_CITED.search(text[max(0, start - 60) : start]) and _CITED_END.match(text, end))


def _is_counted(passage: Passage, expression: Expression, around: Surroundings) -> bool:
    """Say whether the number counts what follows it ("deliver 2000 pieces", "more than 2000 people")."""
    text, start, end = passage.text, expression.start, expression.end
    if _CONSTANT.match(text, end) and _PRICED.search(text[max(0, start - 24) : start]):
        return False
    capital = around.gap_after == " " and around.after[:1].isupper()
    if _COMPARED.search(text[max(0, start - 40) : start]) and not capital:
        return True
    if around.lower in _REACHED and (around.gap_after.strip() or not around.after):
        return True
    unit = read_unit(text, end, digits=True)
    if (unit is not None and not _is_time_unit(text, unit.end, unit.kind)) or _SCALED.match(text, end):
        return True
    if read_money_after(text, end, 1, Home()) is not None:
        return True
    if around.gap_after.strip(" -") or not around.after or (around.gap_after == "-" and around.after.isdecimal()):
        return False
    return _counts_noun(passage, expression, around)


def _counts_noun(passage: Passage, expression: Expression, around: Surroundings) -> bool:
    """Say whether the parse makes the number a numeral of the plural noun behind it."""
    at = expression.end + len(around.gap_after)
    noun = passage.parse.char_span(at, at + 1, alignment_mode="expand")
    number = passage.parse.char_span(expression.end - 1, expression.end, alignment_mode="expand")
    if noun is None or number is None or number[0].dep_ != "nummod":
        return False
    head = number[0].head
    plural = noun[0].tag_ == "NNS" or (noun[0].pos_ == "ADJ" and head.tag_ == "NNS" and head.i <= number[0].i + 3)
    year = int(passage.text[expression.start : expression.end])
    if not plural or (noun[0].lower_ in _AMOUNTS and year % 100):
        return False  # "2004 earnings"
    before = passage.parse[number[0].i - 1] if number[0].i else None
    if around.lower in _COUNTED_BY or before is None or before.pos_ in ("VERB", "PUNCT", "AUX"):
        return True
    return year % 100 == 0 and before.pos_ != "DET"


def _is_time_unit(text: str, end: int, kind: str) -> bool:
    """Say whether a unit behind four digits may still follow a year ("in 2019 day care ...")."""
    return kind == "duration" and not text[:end].endswith("s")


def _is_name_part(passage: Passage, start: int, previous: str) -> bool:
    """Say whether the capitalised word before a year makes it part of a name ("Expo 2010", "Made in China 2025")."""
    token = passage.parse.char_span(start, start + 1, alignment_mode="expand")
    if token is None or token[0].i == 0:
        return False
    before = passage.parse[token[0].i - 1]
    if before.pos_ in ("ADP", "DET", "CCONJ", "SCONJ", "VERB", "ADV", "AUX", "PRON", "ADJ", "INTJ"):
        return (
            before.pos_ in ("ADJ", "ADV", "VERB")
            and before.i > 0
            and passage.parse[before.i - 1].text[:1].isupper()
            and before.text[:1].isupper()
        )
    return previous not in _YEAR_WORDS


def _names_on(passage: Passage, expression: Expression, around: Surroundings, *, leads: bool) -> bool:
    """Say whether the capitalised word behind a year takes it into a name ("the 2030 Agenda")."""
    if around.after.lower() in _NAME_WORDS:
        return not leads or around.lower == "of"
    token = passage.parse.char_span(expression.start, expression.end, alignment_mode="expand")
    return token is not None and not leads and token[0].ent_type_ in _NAME_TYPES
