"""Numbers as English writes them, in digits and in words, with their values."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from flows.extraction.lexicon import load_lexicon

_LEXICON = load_lexicon("numbers")
_UNITS: dict[str, int] = _LEXICON["units"]
_TENS: dict[str, int] = _LEXICON["tens"]
_SCALES: dict[str, int] = _LEXICON["scales"]
_SHORT: dict[str, int] = _LEXICON["short_scales"]
_LETTERS: dict[str, int] = _LEXICON["letter_scales"]
_ORDINALS: dict[str, int] = _LEXICON["ordinals"]
_DENOMINATORS: dict[str, int] = _LEXICON["denominators"]
_VULGAR: dict[str, list[int]] = _LEXICON["vulgar"]
_VAGUE: dict[str, int] = _LEXICON["vague"]
_MULTIPLES: dict[str, int] = _LEXICON["multiples"]

_WORDS_THAT_OPEN = sorted(
    {*_UNITS, *_TENS, *_SCALES, *_ORDINALS, *_VAGUE, *_MULTIPLES, "dozen", "half", "halves", "halved"}, key=len
)
# digits: "1,234,567.8", "12,34,567", "10 000", "3.5", ".08"
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,2}(?:,\d{2})*,\d{3}(?!\d)|\d{1,3}(?:[   ]\d{3})+(?![\d,])|\d+)(?:\.\d+(?![.\d]*\.\d))?|(?<![\d.])\.\d+"
# where a number may begin: digits, a vulgar fraction, or a number word
_OPENING = re.compile(
    rf"(?P<digits>{_DIGITS})|(?P<vulgar>[{''.join(_VULGAR)}])"
    rf"|(?<![^\W_])(?P<word>{'|'.join(reversed(_WORDS_THAT_OPEN))}|[a-z]+fold|a(?=[ -](?:half|third|quarter|fifth|tenth|hundred|thousand|million|billion|trillion|dozen|lakh|crore)\b))(?![^\W_])",
    re.IGNORECASE,
)
# a word behind a blank or a hyphen
_NEXT_WORD = re.compile(r"(?:\s*[-–]\s*|\s+)(?P<word>[A-Za-z]+)(?![^\W_])")
_AND = re.compile(r"\s+and\s+(?=\S)", re.IGNORECASE)
_PLAIN_DIGITS = re.compile(rf"(?:{_DIGITS})(?![\w])")
# a fraction with a slash: "1/4", "1⁄32"
_SLASH = re.compile(r"(?P<above>\d{1,3})[/⁄](?P<below>\d{1,4})(?![\w/⁄]|[.,]\d)")
# "2 1/4", "2½": what follows the whole
_MIXED = re.compile(rf"\s*(?:\s(?P<above>\d{{1,2}})[/⁄](?P<below>\d{{1,2}})(?![\w/])|(?P<vulgar>[{''.join(_VULGAR)}]))")
# "×10−8", "x 10^8", "e-8"
_POWER = re.compile(r"\s?[×xX*]\s?10\s?\^?\s?(?P<power>[-−+]?\d{1,2})(?!\d)")
# a short scale behind digits: "100k", "5 bn", "10mn"
_SHORT_SCALE = re.compile(
    rf"[   ]?(?P<scale>{'|'.join(sorted(_SHORT, key=len, reverse=True))})(?![^\W_])", re.IGNORECASE
)
_LETTER_SCALE = re.compile(r"[   ]?(?P<scale>[mMbBtK])(?![^\W_])")
# the ending of an ordinal in digits
_TH = re.compile(r"(?:st|nd|rd|th)(?![^\W_])", re.IGNORECASE)
# " and a half", "-and-a-half", " and three quarters"
_AND_PART = re.compile(
    rf"(?:\s+and\s+|-and-)(?P<above>a|an|one|two|three|four|five)[\s-]+(?P<below>{'|'.join(sorted(_DENOMINATORS, key=len, reverse=True))})(?![^\W_])",
    re.IGNORECASE,
)
# what a fraction with "a" must be followed by, to tell "a third of" from "a third country"
_AFTER_SHARE = re.compile(
    r"\s*(?:$|[.,;:)!?]|(?:of|more|less|higher|lower|to|or|and|million|billion|trillion|mile|inch|point)\b)",
    re.IGNORECASE,
)

Form = Literal["digits", "words", "fraction", "ordinal", "vague", "multiple"]


@dataclass(frozen=True, slots=True)
class Numeral:
    """One number as written: its interval in the text, its value with the scale applied, and its form.

    ``glued`` is true where a letter stands before the first digit ("USD115", "G20"); ``scale`` is the factor
    that its scale words applied, 1 without any; ``places`` the text after the number that it does not hold.
    """

    start: int
    end: int
    value: Decimal | float
    form: Form
    scale: int = 1
    glued: bool = False
    integer: bool = True


def read_numerals(text: str) -> list[Numeral]:
    """Return every number of a text from left to right; dates, names and enumerators among them."""
    numerals: list[Numeral] = []
    at = 0
    while True:
        opening = _OPENING.search(text, at)
        if opening is None:
            return numerals
        numeral = read_numeral(text, opening)
        if numeral is None:
            at = opening.end()
            continue
        numerals.append(numeral)
        at = numeral.end


def read_numeral(text: str, opening: re.Match[str]) -> Numeral | None:
    """Read the number that opens at a match of the opening pattern."""
    if opening["digits"]:
        return _read_digits(text, opening.start(), opening.end())
    if opening["vulgar"]:
        above, below = _VULGAR[opening["vulgar"]]
        return Numeral(opening.start(), opening.end(), above / below, "fraction", integer=False)
    word = opening["word"].lower()
    after = text[opening.end() : opening.end() + 1]
    if word.endswith("fold") and word not in _UNITS:
        return _read_fold(word, opening)
    if word in _MULTIPLES:
        return Numeral(opening.start(), opening.end(), Decimal(_MULTIPLES[word]), "multiple")
    if word == "halved":
        return Numeral(opening.start(), opening.end(), 0.5, "fraction", integer=False)
    if word in _VAGUE:
        return _read_vague(text, opening)
    if word in ("half", "halves"):
        return _read_half(text, opening.start(), opening.end())
    if word in _ORDINALS:
        return Numeral(opening.start(), opening.end(), Decimal(_ORDINALS[word]), "ordinal")
    if after == "'" and text[opening.end() : opening.end() + 2] == "'s":
        return None
    return _read_words(text, opening.start())


def _read_digits(text: str, start: int, end: int) -> Numeral | None:
    before = text[start - 1] if start else " "
    glued = before.isalpha() or (before == "_")
    slash = _SLASH.match(text, start)
    if slash and slash.end() > end and before not in "/⁄" and not before.isdigit() and int(slash["below"]):
        value = int(slash["above"]) / int(slash["below"])
        return Numeral(start, slash.end(), value, "fraction", glued=glued, integer=False)
    value = Decimal(re.sub(r"[,\s]", "", text[start:end]))
    integer = "." not in text[start:end]
    if ordinal := _TH.match(text, end):
        return Numeral(start, ordinal.end(), value, "ordinal", glued=glued) if integer else None
    if mixed := _MIXED.match(text, end):
        above, below = _VULGAR[mixed["vulgar"]] if mixed["vulgar"] else (int(mixed["above"]), int(mixed["below"]))
        if 0 < above < below:
            return Numeral(start, mixed.end(), float(value) + above / below, "digits", glued=glued, integer=False)
    if power := _POWER.match(text, end):
        exponent = int(power["power"].replace("−", "-"))
        return Numeral(start, power.end(), value.scaleb(exponent), "digits", glued=glued, integer=False)
    if half := _AND_PART.match(text, end):
        return Numeral(start, half.end(), float(value) + _value_part(half), "digits", glued=glued, integer=False)
    if short := _SHORT_SCALE.match(text, end):
        scale = _SHORT[short["scale"].lower()]
        if short.start() == short.start("scale") or short["scale"].islower():
            return Numeral(start, short.end(), value * scale, "digits", scale, glued)
    words_end, scaled, scale = _apply_scales(text, end, value)
    return Numeral(start, words_end, scaled, "digits", scale, glued, integer)


def _value_part(match: re.Match[str]) -> float:
    above = {"a": 1, "an": 1, **_UNITS}[match["above"].lower()]
    return above / _DENOMINATORS[match["below"].lower()]


def _apply_scales(text: str, end: int, value: Decimal) -> tuple[int, Decimal, int]:
    """Apply the scale words behind digits: "11.6 billion", "4 thousand 3 hundred and 21", "3 dozens"."""
    total, current, scale = Decimal(0), value, 1
    while word := _NEXT_WORD.match(text, end):
        name = word["word"].lower()
        factor = _SCALES.get(name) or {"dozen": 12, "dozens": 12}.get(name) or _SCALES.get(name.removesuffix("s"), 0)
        if not factor:
            break
        current *= factor
        scale = factor if scale == 1 else scale * factor
        end = word.end()
        if half := _AND_PART.match(text, end):
            return half.end(), current + Decimal(str(_value_part(half))) * factor, scale
        rest = _read_rest(text, end, factor)
        if rest:
            end, extra = rest
            total += extra
    return end, total + current, scale


def _read_rest(text: str, end: int, scale: int) -> tuple[int, Decimal] | None:
    """Read what a scale is followed by, "and 21" or "3 hundred and 21", in digits."""
    joint = _AND.match(text, end) if scale == 100 else None
    at = joint.end() if joint else (end + 1 if text[end : end + 1] == " " else None)
    digits = _PLAIN_DIGITS.match(text, at) if at is not None else None
    if digits is not None and len(digits[0]) > 3:
        return None
    words = None if digits else (_read_small(text, at) if joint and at is not None else None)
    if words is not None and words[1] < scale and not _is_scaled(text, words[0], scale):
        return words[0], Decimal(words[1])
    if digits is None:
        return None
    value = Decimal(digits[0].replace(",", ""))
    if joint:
        return (digits.end(), value) if value < scale and not _is_scaled(text, digits.end(), scale) else None
    hundred = _NEXT_WORD.match(text, digits.end())
    if scale > 100 and hundred and hundred["word"].lower() == "hundred":
        rest = _read_rest(text, hundred.end(), 100)
        return (rest[0], value * 100 + rest[1]) if rest else (hundred.end(), value * 100)
    return None


def _is_scaled(text: str, end: int, least: int) -> bool:
    word = _NEXT_WORD.match(text, end)
    return (
        word is not None
        and _SCALES.get(word["word"].lower(), 0) >= least
        or bool(word and word["word"].lower() in ("percent",))
    )


def _read_small(text: str, at: int) -> tuple[int, int] | None:
    """Read a number below a hundred in words: its end and its value."""
    first = re.compile(r"[A-Za-z]+").match(text, at)
    if first is None:
        return None
    word = first[0].lower()
    if word in _UNITS:
        return first.end(), _UNITS[word]
    if word not in _TENS:
        return None
    nxt = _NEXT_WORD.match(text, first.end())
    if nxt and 0 < _UNITS.get(nxt["word"].lower(), 0) < 10:
        return nxt.end(), _TENS[word] + _UNITS[nxt["word"].lower()]
    return first.end(), _TENS[word]


def _read_hundreds(text: str, at: int) -> tuple[int, int] | None:
    """Read a number below a thousand in words ("two hundred and six", "a hundred", "twelve hundred")."""
    small = _read_small(text, at)
    lead = re.compile(
        r"an?\s+(?=[a-z])|(?=hundred|thousand|million|billion|trillion|lakh|crore|dozen)", re.IGNORECASE
    ).match(text, at)
    if small is None and lead is None:
        return None
    end, value = small if small is not None else (lead.end() if lead else at, 1)
    if small is None:
        word = re.compile(r"hundred\b", re.IGNORECASE).match(text, end)
        if word is None:
            return end, 1
        end, value = word.end(), 100
    else:
        nxt = _NEXT_WORD.match(text, end)
        if not nxt or nxt["word"].lower() != "hundred":
            return end, value
        end, value = nxt.end(), value * 100
    joint = _AND.match(text, end)
    bare = re.compile(r"[\s-]+").match(text, end)
    for gap in (joint, bare):
        tail = _read_small(text, gap.end()) if gap else None
        if tail and not _is_scaled(text, tail[0], 100):
            return tail[0], value + tail[1]
        if tail and gap is bare:
            return tail[0], value + tail[1]
    return end, value


def _read_words(text: str, start: int) -> Numeral | None:
    """Read a number in words; fractions and ordinals ("two thirds", "twenty-first") included."""
    part = _read_hundreds(text, start)
    if part is None:
        return None
    end, current = part
    article = text[start].lower() == "a" and not text[start : start + 2].isalpha()
    total, last, scale = Decimal(0), 10**18, 1
    while True:
        word = (
            _NEXT_WORD.match(text, end)
            if end > start and not text[end - 1].isspace()
            else re.compile(r"(?P<word>[A-Za-z]+)").match(text, end)
        )
        name = word["word"].lower() if word else ""
        factor = _SCALES.get(name, 0) if name != "hundred" else 0
        if name in ("dozen", "dozens"):
            factor = 12
        if not factor or factor > last or word is None:
            break
        total += current * factor
        end, last, scale, current = word.end(), factor, max(scale, factor), 0
        if half := _AND_PART.match(text, end):
            return Numeral(start, half.end(), total + Decimal(str(_value_part(half))) * factor, "words", scale)
        joint = _AND.match(text, end) or re.compile(r"[,\s-]+").match(text, end)
        more = (
            _read_hundreds(text, joint.end()) if joint and text[joint.end() : joint.end() + 2].lower() != "a " else None
        )
        if (
            more is None
            or _is_scaled(text, more[0], factor)
            or more[1] == 1
            and more[0] == (joint.end() if joint else 0)
        ):
            break
        end, current = more
    value = total + current
    return _finish_words(text, start, end, value, scale, article=article)


def _finish_words(text: str, start: int, end: int, value: Decimal, scale: int, *, article: bool) -> Numeral | None:
    """Look behind a number in words for a decimal part, a fraction or an ordinal ending."""
    if end <= start or (article and scale == 1 and value == 1):
        return _read_article_fraction(text, start) if article else None
    point = re.compile(r"\s+point((?:[\s-]+[a-z]+)+)", re.IGNORECASE).match(text, end)
    if point:
        decimals, stop = _read_decimals(text, point.start(1))
        if decimals:
            return Numeral(start, stop, Decimal(f"{value}.{decimals}"), "words", scale, integer=False)
    if half := _AND_PART.match(text, end):
        return Numeral(start, half.end(), float(value) + _value_part(half), "words", scale, integer=False)
    word = _NEXT_WORD.match(text, end)
    name = word["word"].lower() if word else ""
    if word and name in _DENOMINATORS and (value == 1 or name.endswith("s") or name == "half") and name != "second":
        if (
            value == 1
            and name not in ("half",)
            and not _AFTER_SHARE.match(text, word.end())
            and "-" not in text[end : word.start("word")]
        ):
            return Numeral(start, end, value, "words", scale)
        return _scale_fraction(text, start, word.end(), float(value) / _DENOMINATORS[name])
    if word and _ORDINALS.get(name, 100) < 10 and value % 10 == 0 and 20 <= value % 100:
        return Numeral(start, word.end(), value + _ORDINALS[name], "ordinal")
    if out_of := re.compile(
        r"(?:\s+out\s+of\s+(?:every\s+)?|\s+in\s+(?:every\s+)?)(?P<below>\w+)", re.IGNORECASE
    ).match(text, end):
        return _read_odds(text, start, end, value, out_of)
    return Numeral(start, end, value, "words", scale)


def _read_odds(text: str, start: int, end: int, value: Decimal, match: re.Match[str]) -> Numeral:
    """Read "one in three", "one out of ten"; a plain number where no number follows."""
    name = match["below"].lower()
    below = int(name) if name.isdigit() and len(name) < 7 else {**_UNITS, **_TENS}.get(name, 0)
    if below > value and (" out " in match[0].lower() or value == 1) and not re.match(r"\d{4}$", name):
        return Numeral(start, match.end(), float(value) / below, "fraction", integer=False)
    return Numeral(start, end, value, "words")


def _read_article_fraction(text: str, start: int) -> Numeral | None:
    """Read "a third of", "a quarter million"; None for "a third country"."""
    word = _NEXT_WORD.match(text, start + 1)
    name = word["word"].lower() if word else ""
    if word is None or name not in _DENOMINATORS or not _AFTER_SHARE.match(text, word.end()):
        return None
    return _scale_fraction(text, start, word.end(), 1 / _DENOMINATORS[name])


def _scale_fraction(text: str, start: int, end: int, value: float) -> Numeral:
    """Apply a scale behind a fraction: "half a million", "a quarter million", "two thirds"."""
    word = re.compile(
        r"\s+(?:a\s+|of\s+a\s+)?(?P<word>million|billion|trillion|thousand|hundred|dozen|crore|lakh)\b", re.IGNORECASE
    ).match(text, end)
    if word is None:
        return Numeral(start, end, value, "fraction", integer=False)
    scale = {**_SCALES, "dozen": 12}[word["word"].lower()]
    return Numeral(start, word.end(), value * scale, "words", scale)


def _read_half(text: str, start: int, end: int) -> Numeral:
    return _scale_fraction(text, start, end, 0.5)


def _read_decimals(text: str, at: int) -> tuple[str, int]:
    """Read the decimals behind "point" in words, as digits: "zero three" -> "03", "seventy-one" -> "71"."""
    digits, end = "", at
    while word := _NEXT_WORD.match(text, end):
        name = word["word"].lower()
        if name in _TENS:
            small = _read_small(text, word.start("word"))
            if small is None:
                break
            digits, end = digits + str(small[1]), small[0]
        elif _UNITS.get(name, 99) < 20:
            digits, end = digits + str(_UNITS[name]), word.end()
        else:
            break
    return digits, end


def _read_fold(word: str, opening: re.Match[str]) -> Numeral | None:
    stem = word.removesuffix("fold")
    value = {**_UNITS, **_TENS}.get(stem)
    return Numeral(opening.start(), opening.end(), Decimal(value), "multiple") if value else None


def _read_vague(text: str, opening: re.Match[str]) -> Numeral | None:
    """Read "thousands of", "tens of billions of": the lower bound that the words name."""
    value = Decimal(_VAGUE[opening["word"].lower()])
    end = opening.end()
    scale = int(value)
    while more := re.compile(r"\s+of\s+(?P<word>[A-Za-z]+)(?![^\W_])").match(text, end):
        if more["word"].lower() not in _VAGUE:
            break
        value *= _VAGUE[more["word"].lower()]
        end = more.end()
    follows = re.compile(r"\s+(?:of|more)\b|\s+[A-Za-z]+s\b", re.IGNORECASE).match(text, end)
    return Numeral(opening.start(), end, value, "vague", scale) if follows else None
