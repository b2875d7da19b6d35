"""Numbers as English writes them, in digits and in words, with their values."""

import re
from decimal import Decimal

from flows.extraction.figures.numberwords import (
    AND,
    AND_PART,
    NEXT_WORD,
    ORDINALS,
    SCALES,
    TENS,
    UNITS,
    VAGUE,
    Form,
    Numeral,
    is_scaled,
    read_fold,
    read_small,
    read_vague,
    read_words,
    scale_fraction,
    scale_mixed,
    value_part,
)
from flows.extraction.lexicon import load_lexicon

_LEXICON = load_lexicon("numbers")
_SHORT: dict[str, int] = _LEXICON["short_scales"]
_VULGAR: dict[str, list[int]] = _LEXICON["vulgar"]
_MULTIPLES: dict[str, int] = _LEXICON["multiples"]

_WORDS_THAT_OPEN = sorted(
    {
        *UNITS,
        *TENS,
        *_LEXICON["scales"],
        *ORDINALS,
        *VAGUE,
        *_MULTIPLES,
        "half",
        "halves",
        "halved",
        "halving",
        "halve",
    },
    key=len,
)
# thousands parted by dots, two groups or more, maybe a decimal comma: "1.234.567,8"; four bytes are an address (RFC 791)
DOTTED = (
    r"(?<![\d.,])(?!(?:(?:1?\d?\d|2[0-4]\d|25[0-5])\.){3}(?:1?\d?\d|2[0-4]\d|25[0-5])(?![\d.]))"
    r"[1-9]\d{0,2}(?:\.\d{3}){2,}(?:,\d{1,2})?(?![\d]|[.,]\d)"
)
_DOTTED = re.compile(DOTTED)
# digits: "1,234,567.8", "12,34,567", "10 000", "3.5", ".08"
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,2}(?:,\d{2})*,\d{3}(?!\d)|\d{1,3}(?:[   ]\d{3})+(?![\d,])|\d+)(?:\.\d+(?![.\d]{0,12}\.\d))?|(?<![\d.])\.\d+"
# where a number may begin: digits, a vulgar fraction, or a number word
_OPENING = re.compile(
    rf"(?P<digits>{DOTTED}|{_DIGITS})|(?P<vulgar>[{''.join(_VULGAR)}])"
    rf"|(?<![^\W_])(?P<word>{'|'.join(reversed(_WORDS_THAT_OPEN))}|[a-z]+fold|a(?=[ -](?:half|third|quarter|fifth|tenth|hundred|thousand|million|billion|trillion|dozen|lakh|crore)\b))(?![^\W_])",
    re.IGNORECASE,
)
# a decimal comma, told by the sign or the scale behind it: "1,57%", "5,2 billion"
_DECIMAL_COMMA = re.compile(r"\d{1,3},\d{1,2}(?=\s?(?:%|per\s?cent\b|€)|\s(?P<scale>million|billion|trillion)\b)")
_PLAIN_DIGITS = re.compile(rf"(?:{_DIGITS})(?![\w])")
# a fraction with a slash: "1/4", "1⁄32"
_SLASH = re.compile(r"(?P<above>\d{1,3})[/⁄](?P<below>\d{1,4})(?:rds?|ths?)?(?![\w/⁄]|[.,]\d)")
# "2 1/4", "2½": what follows the whole
_MIXED = re.compile(rf"\s*(?:\s(?P<above>\d{{1,2}})[/⁄](?P<below>\d{{1,2}})(?![\w/])|(?P<vulgar>[{''.join(_VULGAR)}]))")
# "×10−8", "x 10^8", "e-8"
_POWER = re.compile(r"\s?[×xX*]\s?10\s?\^?\s?(?P<power>[-−+]?\d{1,2})(?!\d)")
# a short scale behind digits: "100k", "5 bn", "10mn"
_SHORT_SCALE = re.compile(
    rf"[   ]?(?P<scale>{'|'.join(sorted(_SHORT, key=len, reverse=True))})(?![^\W_])", re.IGNORECASE
)
# a decimal point in the middle of the line: "12·5%"; not a product with a power of ten
MIDDLE_POINT = re.compile(r"(?<=\d)[·∙⋅](?=\d)(?!10\s?[\^−⁰¹²³⁴-⁹⁻-])")
_LONGEST = 30  # characters: longer runs of digits are keys, not quantities
# "1 in 5", "9 out of 10"
_ODDS = re.compile(
    r"\s(?:in|out\s+of)\s(?:every\s)?(?P<below>\d{1,3})(?![\w%]|[.,]\d|\s(?:million|billion|thousand))", re.IGNORECASE
)
# the ending of an ordinal in digits, maybe raised
_TH = re.compile(r"(?:(?:<sup>\s?)?(?:st|nd|rd|th)|\s(?-i:st|nd|rd|th))(?![^\W_])(?:\s?</sup>)?", re.IGNORECASE)


def read_numerals(text: str) -> list[Numeral]:
    """Return every number of a text from left to right; dates, names and enumerators among them."""
    text = MIDDLE_POINT.sub(".", text)
    numerals: list[Numeral] = []
    at = 0
    while True:
        opening = _OPENING.search(text, at)
        if opening is None:
            return numerals
        numeral = read_numeral(text, opening)
        if numeral is None:
            at = _skip_scales(text, opening.end()) if opening["digits"] else opening.end()
            continue
        numerals.append(numeral)
        at = numeral.end


def _skip_scales(text: str, end: int) -> int:
    """Return where the scale words behind digits that are no number end: alone they are none either."""
    while (word := NEXT_WORD.match(text, end)) and word["word"].lower() in SCALES:
        end = word.end()
    return end


def read_numeral(text: str, opening: re.Match[str]) -> Numeral | None:
    """Read the number that opens at a match of the opening pattern."""
    if opening["digits"]:
        return _read_digits(text, opening.start(), opening.end())
    if opening["vulgar"]:
        above, below = _VULGAR[opening["vulgar"]]
        return _scale_vulgar(text, opening.start(), opening.end(), above / below, "fraction", glued=False)
    word = opening["word"].lower()
    after = text[opening.end() : opening.end() + 1]
    if word.endswith("fold") and word not in UNITS:
        return read_fold(word, opening)
    if word in _MULTIPLES:
        return Numeral(opening.start(), opening.end(), Decimal(_MULTIPLES[word]), "multiple")
    if word in ("halved", "halving", "halve"):
        return Numeral(opening.start(), opening.end(), 0.5, "fraction", integer=False)
    if word in SCALES and opening["word"].isupper():
        return None  # an acronym: "LAC"
    if word in VAGUE:
        return read_vague(text, opening)
    if word in ("half", "halves"):
        return scale_fraction(text, opening.start(), opening.end(), 0.5)
    if word in ORDINALS:
        return Numeral(opening.start(), opening.end(), Decimal(ORDINALS[word]), "ordinal")
    if after == "'" and text[opening.end() : opening.end() + 2] == "'s":
        return None
    return read_words(text, opening.start())


def _read_digits(text: str, start: int, end: int) -> Numeral | None:
    before = text[start - 1] if start else " "
    glued = before.isalpha() or (before == "_")
    slash = _SLASH.match(text, start)
    if slash and slash.end() > end and before not in "/⁄" and not before.isdecimal() and int(slash["below"]):
        share = int(slash["above"]) / int(slash["below"])
        return Numeral(start, slash.end(), share, "fraction", glued=glued, integer=False)
    if end - start > _LONGEST:
        return None
    comma = _DECIMAL_COMMA.match(text, start)
    if comma and before not in ",.":
        decimal = Decimal(comma[0].replace(",", "."))
        stop, scaled, scale = _apply_scales(text, comma.end(), decimal) if comma["scale"] else (comma.end(), decimal, 1)
        return Numeral(start, stop, scaled, "digits", scale, glued, integer=False)
    value, integer = _read_value(text[start:end])
    if ordinal := _TH.match(text, end):
        return Numeral(start, ordinal.end(), value, "ordinal", glued=glued) if integer else None
    if mixed := _MIXED.match(text, end):
        above, below = _VULGAR[mixed["vulgar"]] if mixed["vulgar"] else (int(mixed["above"]), int(mixed["below"]))
        if 0 < above < below:
            return _scale_vulgar(text, start, mixed.end(), float(value) + above / below, "digits", glued=glued)
    if power := _POWER.match(text, end):
        exponent = int(power["power"].replace("−", "-"))
        return Numeral(start, power.end(), value.scaleb(exponent), "digits", glued=glued, integer=False)
    odds = _ODDS.match(text, end) if integer and value else None
    if odds and value < int(odds["below"]) and (value == 1 or "out" in odds[0]):
        return Numeral(start, odds.end(), float(value) / int(odds["below"]), "fraction", glued=glued, integer=False)
    if half := AND_PART.match(text, end):
        return scale_mixed(text, start, half.end(), float(value) + value_part(half))
    if short := _SHORT_SCALE.match(text, end):
        scale = _SHORT[short["scale"].lower()]
        if short.start() == short.start("scale") or short["scale"].islower():
            return Numeral(start, short.end(), value * scale, "digits", scale, glued)
    words_end, scaled, scale = _apply_scales(text, end, value)
    return Numeral(start, words_end, scaled, "digits", scale, glued, integer)


def _read_value(digits: str) -> tuple[Decimal, bool]:
    """Return the value of digits with their separators, and whether they are whole."""
    if _DOTTED.fullmatch(digits):
        plain = digits.replace(".", "").replace(",", ".")
        return Decimal(plain), "." not in plain
    return Decimal("".join(digits.replace(",", "").split())), "." not in digits


def _scale_vulgar(text: str, start: int, end: int, value: float, form: Form, *, glued: bool) -> Numeral:
    """Apply the scale behind a vulgar fraction or a whole with one: "½ million", "2½bn"."""
    short = _SHORT_SCALE.match(text, end)
    if short and (short.start() == short.start("scale") or short["scale"].islower()):
        scale = _SHORT[short["scale"].lower()]
        return Numeral(start, short.end(), value * scale, "digits", scale, glued)
    stop, scaled, scale = _apply_scales(text, end, Decimal(1))
    if scale == 1:
        return Numeral(start, end, value, form, glued=glued, integer=False)
    return Numeral(start, stop, value * float(scaled), "digits", scale, glued)


def _apply_scales(text: str, end: int, value: Decimal) -> tuple[int, Decimal, int]:
    """Apply the scale words behind digits: "11.6 billion", "4 thousand 3 hundred and 21", "3 dozens"."""
    total, current, scale = Decimal(0), value, 1
    while word := NEXT_WORD.match(text, end):
        name = word["word"].lower()
        factor = SCALES.get(name) or SCALES.get(name.removesuffix("s"), 0)
        if not factor:
            break
        current *= factor
        scale = factor if scale == 1 else scale * factor
        end = word.end()
        if half := AND_PART.match(text, end):
            return half.end(), current + Decimal(str(value_part(half))) * factor, scale
        rest = _read_rest(text, end, factor)
        if rest:
            end, extra = rest
            total += extra
    return end, total + current, scale


def _read_rest(text: str, end: int, scale: int) -> tuple[int, Decimal] | None:
    """Read what a scale is followed by, "and 21" or "3 hundred and 21", in digits."""
    joint = AND.match(text, end) if scale == 100 else None
    at = joint.end() if joint else (end + 1 if text[end : end + 1] == " " else None)
    digits = _PLAIN_DIGITS.match(text, at) if at is not None else None
    if digits is not None and len(digits[0]) > 3:
        return None
    words = None if digits else (read_small(text, at) if joint and at is not None else None)
    if words is not None and words[1] < scale and not is_scaled(text, words[0], scale):
        return words[0], Decimal(words[1])
    if digits is None:
        return None
    value = Decimal(digits[0].replace(",", ""))
    if joint:
        return (digits.end(), value) if value < scale and not is_scaled(text, digits.end(), scale) else None
    hundred = NEXT_WORD.match(text, digits.end())
    if scale > 100 and hundred and hundred["word"].lower() == "hundred":
        rest = _read_rest(text, hundred.end(), 100)
        return (rest[0], value * 100 + rest[1]) if rest else (hundred.end(), value * 100)
    return None
