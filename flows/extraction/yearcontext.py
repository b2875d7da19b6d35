"""Whether what looks like a date is one: years inside names, laws, citations, labels and counts are not."""

import re
from typing import Literal

from flows.extraction.dateforms import Expression
from flows.extraction.currencies import read_money_after
from flows.extraction.document import Passage
from flows.extraction.lexicon import load_lexicon
from flows.extraction.units import read_unit

_LEXICON = load_lexicon("calendar")
_LAW_NOUNS = frozenset(_LEXICON["law_nouns"])
_LABELS = frozenset(_LEXICON["label_words"])
_NAME_WORDS = frozenset(_LEXICON["name_words"])
_PREPOSITIONS = frozenset(_LEXICON["prepositions"])
_COUNTED_BY = frozenset(_LEXICON["counted_by"])
_REACHED = frozenset(_LEXICON["reached_by"])
_DOUBTFUL = frozenset(_LEXICON["doubtful_months"])

Verdict = Literal["date", "count", "name"]

# the word before and the word after, with what stands between
_BEFORE = re.compile(r"(?P<word>[^\W_][\w’'.&-]*)(?P<gap>[^\w]*)$")
_AFTER = re.compile(r"(?P<gap>[^\w%$€£]*)(?P<word>[%$€£]|[^\W_][\w’'-]*)?")
_LAW_BEFORE = re.compile(r"(?P<noun>[A-Z][a-z]+s?),?\s+(?:of\s+(?:the\s+year\s+)?)?\(?$")
# "(Smith, 2019", "et al., 2019", "Smith (2019", "; Lee 2020"
_CITED = re.compile(
    r"(?:\bal\.?,?\s*\(?|[(;]\s*(?:see\s+|e\.g\.,?\s+|cf\.\s+)?(?:[A-Z][\w’'.&-]*,?\s+|(?:and|&|of|et)\s+)+)$|[A-Z][\w’'-]+(?:[’']s)?\s\($"
)
_CITED_END = re.compile(r"[a-z]?\s*(?:[);,:]|p\.)")
_SCALED = re.compile(r"\s+(?:hundred|thousand|million|billion|trillion|lakh|crore)\b", re.IGNORECASE)
# addresses of the web, whose numbers say nothing
_ADDRESS = re.compile(r"\S*(?:https?:|www\.|@|doi\.org)\S*")


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
            month not in _DOUBTFUL or _follows_preposition(text, expression.start)
        )
    if expression.form == "century":
        return (
            not re.match(r"-|\s+[A-Z]\w+\s+[A-Z]|[-\s][A-Z]", text[expression.end - 7 :][7:])
            and text[expression.end - 7] == "c"
        )
    if expression.form == "year":
        return _is_year(passage, expression)
    if expression.form == "years":
        return not _is_label(text, expression.start) and not re.match(r"\s*[%€$£]", text[expression.end :])
    if expression.form == "day" and re.search(r"[\d.-]$", text[: expression.start]):
        return False
    return True


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


def _is_year(passage: Passage, expression: Expression) -> bool:
    """Say whether four digits are a year."""
    text, start, end = passage.text, expression.start, expression.end
    before = _BEFORE.search(text[max(0, start - 40) : start])
    after = _AFTER.match(text, end)
    previous = before["word"] if before else ""
    gap = before["gap"] if before else text[:start]
    following = (after["word"] or "") if after else ""
    next_gap = after["gap"] if after else ""
    lower = previous.lower().rstrip(".")
    leads = lower in _PREPOSITIONS and gap == " "
    if _is_label(text, start) or _is_citation(text, start, end) or "#" in gap:
        return False
    law = _LAW_BEFORE.search(text[:start])
    if law and law["noun"].lower() in _LAW_NOUNS:
        return False
    if previous[:1].isupper() and gap == " " and not leads and _is_name_part(passage, start, lower):
        return False
    return not (
        next_gap == " "
        and following[:1].isupper()
        and _names_on(passage, start, end, following, leads=leads, after=lower)
    )


def _is_counted_year(passage: Passage, expression: Expression) -> bool:
    before = _BEFORE.search(passage.text[max(0, expression.start - 40) : expression.start])
    after = _AFTER.match(passage.text, expression.end)
    previous = before["word"].lower().rstrip(".") if before else ""
    year = int(passage.text[expression.start : expression.end])
    following, gap = ((after["word"] or ""), after["gap"]) if after else ("", "")
    if _is_counted(passage, expression.end, previous, following, gap, year):
        return True
    return not 1800 <= year <= 2100 and not (
        previous in _PREPOSITIONS
        and 1000 <= year < 2200
        and not (gap == " " and following.islower() and following not in _PREPOSITIONS)
    )


def _is_citation(text: str, start: int, end: int) -> bool:
    return bool(_CITED.search(text[max(0, start - 60) : start]) and _CITED_END.match(text, end))


def _is_counted(passage: Passage, end: int, previous: str, following: str, gap: str, year: int) -> bool:
    """Say whether the number counts what follows it ("deliver 2000 pieces", "more than 2000 people")."""
    text = passage.text
    if previous in _REACHED and (gap.strip() or not following):
        return True
    unit = read_unit(text, end, digits=True)
    if (unit is not None and not _is_time_unit(text, unit.end, unit.kind)) or _SCALED.match(text, end):
        return True
    if read_money_after(text, end, 1) is not None:
        return True
    if gap.strip(" -") or not following or (gap == "-" and following.isdigit()):
        return False
    noun = passage.parse.char_span(end + len(gap), end + len(gap) + 1, alignment_mode="expand")
    number = passage.parse.char_span(end - 1, end, alignment_mode="expand")
    if noun is None or number is None or number[0].dep_ != "nummod":
        return False
    head = number[0].head
    counted = noun[0].tag_ == "NNS" or (noun[0].pos_ == "ADJ" and head.tag_ == "NNS" and head.i <= number[0].i + 3)
    if not counted:
        return False
    before = passage.parse[number[0].i - 1] if number[0].i else None
    if previous in _COUNTED_BY or before is None or before.pos_ in ("VERB", "PUNCT", "AUX"):
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
    return previous not in ("year", "years", "q1", "q2", "q3", "q4", "h1", "h2", "mid", "calendar", "late", "early")


def _names_on(passage: Passage, start: int, end: int, following: str, *, leads: bool, after: str) -> bool:
    """Say whether the capitalised word behind a year takes it into a name ("the 2030 Agenda")."""
    if following.lower() in _NAME_WORDS:
        return after in ("the", "a", "an", "this", "its", "un", "") or not leads or after == "of"
    token = passage.parse.char_span(start, end, alignment_mode="expand")
    if token is None or leads:
        return False
    return token[0].ent_type_ in ("EVENT", "WORK_OF_ART", "LAW", "ORG", "PRODUCT", "FAC")
