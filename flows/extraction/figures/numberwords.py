"""Numbers in words: "two hundred and six", "two thirds", "one and a half", "tens of billions"."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from flows.extraction.lexicon import load_lexicon

_LEXICON = load_lexicon("numbers")
UNITS: dict[str, int] = _LEXICON["units"]
TENS: dict[str, int] = _LEXICON["tens"]
SCALES: dict[str, int] = {**_LEXICON["scales"], **_LEXICON["dozens"]}
ORDINALS: dict[str, int] = _LEXICON["ordinals"]
DENOMINATORS: dict[str, int] = _LEXICON["denominators"]
VAGUE: dict[str, int] = _LEXICON["vague"]
_SCALE_NAMES = "|".join(SCALES)

# a word behind a blank or a hyphen
NEXT_WORD = re.compile(r"(?:\s*[-–]\s*|\s+)(?P<word>[A-Za-z]+)(?![^\W_])")
AND = re.compile(r"\s+and\s+(?=\S)", re.IGNORECASE)
# " and a half", "-and-a-half", " and three quarters", " and half times"
AND_PART = re.compile(
    rf"(?:\s+and\s+|-and-)(?:(?P<above>a|an|one|two|three|four|five)[\s-]+|(?=half\s+(?:times|years?|months?|hours?|million|billion|per\s?cent)\b))(?P<below>{'|'.join(sorted(DENOMINATORS, key=len, reverse=True))})(?![^\W_])",
    re.IGNORECASE,
)
# what a fraction with "a" must be followed by, to tell "a third of" from "a third country"
_AFTER_SHARE = re.compile(
    rf"\s*(?:$|[.,;:)!?]|(?:of|more|less|higher|lower|to|or|and|mile|inch|point|{_SCALE_NAMES})\b)", re.IGNORECASE
)
_WORD = re.compile(r"(?P<word>[A-Za-z]+)")
_GAP = re.compile(r"[,\s-]+")
# "a hundred": the article or the scale word itself where no unit opens the number
_LEAD = re.compile(rf"an?\s+(?=[a-z])|(?={_SCALE_NAMES})", re.IGNORECASE)
_HUNDRED = re.compile(r"hundred\b", re.IGNORECASE)
# decimals in words: "point zero three"
_POINT = re.compile(r"\s+point((?:[\s-]+[a-z]+)+)", re.IGNORECASE)
# "out of three", "in every ten"
_ODDS = re.compile(r"(?:\s+out\s+of\s+(?:every\s+)?|\s+in\s+(?:every\s+)?)(?P<below>\w+)", re.IGNORECASE)
# a scale behind a fraction: "half a million"
_SCALED_FRACTION = re.compile(rf"\s+(?:a\s+|of\s+a\s+)?(?P<word>{_SCALE_NAMES})\b", re.IGNORECASE)
# "tens of billions"
_OF_WORD = re.compile(r"\s+of\s+(?P<word>[A-Za-z]+)(?![^\W_])")
# what a vague number must be followed by
_AFTER_VAGUE = re.compile(r"\s+(?:of|more)\b|\s+[A-Za-z]+s\b", re.IGNORECASE)

Form = Literal["digits", "words", "fraction", "ordinal", "vague", "multiple"]


@dataclass(frozen=True, slots=True)
class Numeral:
    """One number as written: its interval in the text, its value with the scale applied, and its form.

    ``glued`` is true where a letter stands before the first digit ("USD115", "G20"); ``scale`` is the factor
    that its scale words applied, 1 without any.
    """

    start: int
    end: int
    value: Decimal | float
    form: Form
    scale: int = 1
    glued: bool = False
    integer: bool = True


def value_part(match: re.Match[str]) -> float:
    """Return the value of a part like "and a half"."""
    above = {"a": 1, "an": 1, **UNITS}[(match["above"] or "a").lower()]
    return above / DENOMINATORS[match["below"].lower()]


def is_scaled(text: str, end: int, least: int, most: int = 10**18) -> bool:
    """Say whether a scale word between two bounds follows."""
    word = NEXT_WORD.match(text, end)
    return word is not None and least <= SCALES.get(word["word"].lower(), 0) <= most


def read_small(text: str, at: int) -> tuple[int, int] | None:
    """Read a number below a hundred in words: its end and its value."""
    first = _WORD.match(text, at)
    if first is None:
        return None
    word = first[0].lower()
    if word in UNITS:
        return first.end(), UNITS[word]
    if word not in TENS:
        return None
    nxt = NEXT_WORD.match(text, first.end())
    if nxt and 0 < UNITS.get(nxt["word"].lower(), 0) < 10:
        return nxt.end(), TENS[word] + UNITS[nxt["word"].lower()]
    return first.end(), TENS[word]


def _read_hundreds(text: str, at: int) -> tuple[int, int] | None:
    """Read a number below a thousand in words ("two hundred and six", "a hundred", "twelve hundred")."""
    small = read_small(text, at)
    lead = _LEAD.match(text, at)
    if small is None and lead is None:
        return None
    end, value = small if small is not None else (lead.end() if lead else at, 1)
    if small is None:
        word = _HUNDRED.match(text, end)
        if word is None:
            return end, 1
        end, value = word.end(), 100
    else:
        nxt = NEXT_WORD.match(text, end)
        if not nxt or nxt["word"].lower() != "hundred":
            return end, value
        end, value = nxt.end(), value * 100
    joint = AND.match(text, end)
    bare = _GAP.match(text, end)
    between = text[max(0, at - 8) : at].lower().endswith("between ")
    for gap in (joint, bare):
        tail = read_small(text, gap.end()) if gap else None
        if tail and (not is_scaled(text, tail[0], 100) or (not between and not is_scaled(text, tail[0], 100, 100))):
            return tail[0], value + tail[1]
        if tail and gap is bare:
            return tail[0], value + tail[1]
    return end, value


def read_words(text: str, start: int) -> Numeral | None:
    """Read a number in words; fractions and ordinals ("two thirds", "twenty-first") included."""
    part = _read_hundreds(text, start)
    if part is None:
        return None
    end, current = part
    article = text[start].lower() == "a" and not text[start : start + 2].isalpha()
    total, last, scale = Decimal(0), 10**18, 1
    while True:
        word = NEXT_WORD.match(text, end) if end > start and not text[end - 1].isspace() else _WORD.match(text, end)
        name = word["word"].lower() if word else ""
        factor = SCALES.get(name, 0) if name != "hundred" else 0
        if not factor or factor > last or word is None:
            break
        total += current * factor
        end, last, scale, current = word.end(), factor, max(scale, factor), 0
        if half := AND_PART.match(text, end):
            return Numeral(start, half.end(), total + Decimal(str(value_part(half))) * factor, "words", scale)
        joint = AND.match(text, end) or _GAP.match(text, end)
        more = (
            _read_hundreds(text, joint.end()) if joint and text[joint.end() : joint.end() + 2].lower() != "a " else None
        )
        if (
            more is None
            or is_scaled(text, more[0], factor)
            or (more[1] == 1 and more[0] == (joint.end() if joint else 0))
        ):
            break
        end, current = more
    value = total + current
    return _finish_words(text, start, end, value, scale, article=article)


def _finish_words(text: str, start: int, end: int, value: Decimal, scale: int, *, article: bool) -> Numeral | None:
    """Look behind a number in words for a decimal part, a fraction or an ordinal ending."""
    if end <= start or (article and scale == 1 and value == 1):
        return _read_article_fraction(text, start) if article else None
    point = _POINT.match(text, end)
    if point:
        decimals, stop = _read_decimals(text, point.start(1))
        if decimals:
            return Numeral(start, stop, Decimal(f"{value}.{decimals}"), "words", scale, integer=False)
    if half := AND_PART.match(text, end):
        return scale_mixed(text, start, half.end(), float(value) + value_part(half))
    word = NEXT_WORD.match(text, end)
    name = word["word"].lower() if word else ""
    if word and name in DENOMINATORS and (value == 1 or name.endswith("s") or name == "half") and name != "second":
        if (
            value == 1
            and name not in ("half",)
            and not _AFTER_SHARE.match(text, word.end())
            and "-" not in text[end : word.start("word")]
        ):
            return Numeral(start, end, value, "words", scale)
        return scale_fraction(text, start, word.end(), float(value) / DENOMINATORS[name])
    if word and ORDINALS.get(name, 100) < 10 and value % 10 == 0 and value % 100 >= 20:
        return Numeral(start, word.end(), value + ORDINALS[name], "ordinal")
    if out_of := _ODDS.match(text, end):
        return _read_odds(text, start, end, value, out_of)
    return Numeral(start, end, value, "words", scale)


def _read_odds(text: str, start: int, end: int, value: Decimal, match: re.Match[str]) -> Numeral:
    """Read "one in three", "one out of ten"; a plain number where no number follows."""
    name = match["below"].lower()
    below = int(name) if name.isdecimal() and len(name) < 7 else {**UNITS, **TENS}.get(name, 0)
    if below > value and (" out " in match[0].lower() or value == 1) and not (name.isdecimal() and len(name) == 4):
        return Numeral(start, match.end(), float(value) / below, "fraction", integer=False)
    return Numeral(start, end, value, "words")


def _read_article_fraction(text: str, start: int) -> Numeral | None:
    """Read "a third of", "a quarter million"; None for "a third country"."""
    word = NEXT_WORD.match(text, start + 1)
    name = word["word"].lower() if word else ""
    if word is None or name not in DENOMINATORS or not _AFTER_SHARE.match(text, word.end()):
        return None
    return scale_fraction(text, start, word.end(), 1 / DENOMINATORS[name])


def scale_fraction(text: str, start: int, end: int, value: float) -> Numeral:
    """Apply a scale behind a fraction: "half a million", "a quarter million", "two thirds"."""
    word = _SCALED_FRACTION.match(text, end)
    if word is None:
        return Numeral(start, end, value, "fraction", integer=False)
    scale = SCALES[word["word"].lower()]
    return Numeral(start, word.end(), value * scale, "words", scale)


def scale_mixed(text: str, start: int, end: int, value: float) -> Numeral:
    """Apply a scale behind a whole and a part: "one and a half million"."""
    word = NEXT_WORD.match(text, end)
    scale = SCALES.get(word["word"].lower(), 1) if word else 1
    return Numeral(start, word.end() if word and scale > 1 else end, value * scale, "words", scale, integer=False)


def _read_decimals(text: str, at: int) -> tuple[str, int]:
    """Read the decimals behind "point" in words, as digits: "zero three" -> "03", "seventy-one" -> "71"."""
    digits, end = "", at
    while word := NEXT_WORD.match(text, end):
        name = word["word"].lower()
        if name in TENS:
            small = read_small(text, word.start("word"))
            if small is None:
                break
            digits, end = digits + str(small[1]), small[0]
        elif UNITS.get(name, 99) < 20:
            digits, end = digits + str(UNITS[name]), word.end()
        else:
            break
    return digits, end


def read_fold(word: str, opening: re.Match[str]) -> Numeral | None:
    """Read "sixfold", "tenfold"."""
    stem = word.removesuffix("fold")
    value = {**UNITS, **TENS}.get(stem)
    return Numeral(opening.start(), opening.end(), Decimal(value), "multiple") if value else None


def read_vague(text: str, opening: re.Match[str]) -> Numeral | None:
    """Read "thousands of", "tens of billions of": the lower bound that the words name."""
    value = Decimal(VAGUE[opening["word"].lower()])
    end = opening.end()
    scale = int(value)
    while more := _OF_WORD.match(text, end):
        if more["word"].lower() not in VAGUE:
            break
        value *= VAGUE[more["word"].lower()]
        end = more.end()
    follows = _AFTER_VAGUE.match(text, end)
    return Numeral(opening.start(), end, value, "vague", scale) if follows else None
