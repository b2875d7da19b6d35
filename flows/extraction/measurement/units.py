"""Units behind a number: durations, percentages and physical units, by their standard names."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from flows.extraction.lexicon import load_lexicon

_LEXICON = load_lexicon("units")
_SYMBOLS: dict[str, str] = _LEXICON["symbols"]
_SCALED: dict[str, list[Any]] = _LEXICON["scaled"]
_RATES: dict[str, str] = _LEXICON["rates"]
_PREFIXABLE = frozenset(_LEXICON["prefixable"])
_DURATIONS = frozenset(_LEXICON["durations"])

UnitKind = Literal["percent", "duration", "other"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit behind a number: its standard name, its kind, where it ends, and the scale it carries."""

    name: str
    kind: UnitKind
    end: int
    scale: int = 1


def _collect_forms() -> dict[str, tuple[str, UnitKind]]:
    forms: dict[str, tuple[str, UnitKind]] = {}
    kinds: tuple[tuple[str, UnitKind], ...] = (("others", "other"), ("durations", "duration"), ("percents", "percent"))
    for block, kind in kinds:
        for name, written in _LEXICON[block].items():
            for form in written:
                forms[form.lower()] = (name, kind)
    return forms


_FORMS = _collect_forms()


def _escape(form: str) -> str:
    return re.escape(form).replace(r"\ ", r"[\s-]+")


_ALTERNATIVES = "|".join(_escape(form) for form in sorted(_FORMS, key=len, reverse=True))
# a written unit behind a number: "kilometres", "per cent", "square metres", "-year", "km2"
_WRITTEN = re.compile(
    rf"(?P<gap>\s?[-–]\s?|\s+|)(?:(?P<power>square|cubic)[\s-]+)?(?P<form>{_ALTERNATIVES})(?:s)?(?:[\s-]*(?P<after>squared|cubed|\^[23]|[²³]))?(?![^\W_]|\^)",
    re.IGNORECASE,
)
# a sign that may touch what follows
_SIGN = re.compile(r"\s?(?P<form>%|％|℃|℉|°\s?[CF](?![a-z])|°)(?P<points>[\s-]?points?\b)?", re.IGNORECASE)
# one or a few letters right behind digits, or behind one blank: "48m", "5 MW", "3 TWh"
_SYMBOL = re.compile(r"(?P<gap>[\s -]?)(?P<form>[A-Za-zµμΩ′″]{1,6}(?:/[a-z]{1,3})?)(?![\w^])|(?P<quote>[′″])")
_PRIMES = frozenset("'’\"”")
_NAMED = re.compile(r"\s+[A-Za-z]")
_QUOTED = 500  # characters back in which a quotation may begin
# a single quotation mark that opens
_OPENING_SINGLE = re.compile(r"(?:^|(?<=[\s(\[]))['‘](?=\w)")
# a rate's denominator
_PER = re.compile(
    rf"(?:\s+(?:per|each|every)\s+(?:(?P<multiple>million|thousand|hundred|100|1,000|100,000)\s+)?|\s?/\s?|[\s-]+an?[\s-]|-per-)(?P<form>{'|'.join(_escape(form) for form in sorted(_RATES, key=len, reverse=True))})s?(?:\s?[²2])?(?![^\W_])(?!\s+(?:earlier|ago|later|before|after)\b)"
)
_ADVERB = re.compile(rf"\s+(?P<form>{'|'.join(_LEXICON['adverb_rates'])})(?![^\W_])", re.IGNORECASE)
_ARTICLE_RATES = frozenset(_LEXICON["rates_by_article"])
_OF = re.compile(r"\s+of\s+age(?![^\W_])|[\s-]+olds?(?![^\W_])", re.IGNORECASE)


# what goes on behind a unit of one letter
_GOES_ON = re.compile(r"\s(?:of|and|to|in|outside|melting|valued|on|at|or)\b")
# "a year", "-a-day"
_ARTICLE = re.compile(r"[\s-]+an?[\s-]")
_SHORT = 3  # letters: abbreviations, which stand behind digits only
# short units that are words, and may stand behind a number word
_SHORT_WORDS = frozenset({"day", "ton", "toe", "mile", "pct", "teu", "foot", "mph", "bar"})
# abbreviations that mean something else in capitals
_CASED = frozenset({"min", "mins", "mi", "mu", "gal", "ha", "pp", "pc", "x", "bp", "cf", "toe", "time"})
_POWERS = {
    "square": "square ",
    "cubic": "cubic ",
    "squared": "square ",
    "^2": "square ",
    "²": "square ",
    "cubed": "cubic ",
    "^3": "cubic ",
    "³": "cubic ",
}


def read_unit(text: str, end: int, *, digits: bool, scaled: bool = False) -> Unit | None:
    """Return the unit that follows a number ending at ``end``, or None.

    ``digits`` says that the number ends in digits: only then may a bare symbol follow. Rates ("per day") are
    read separately, by ``read_rate``.
    """
    prime = _read_prime(text, end) if digits else None
    if prime is not None:
        return prime
    sign = _SIGN.match(text, end)
    if sign:
        form = "".join(sign["form"].lower().split())
        name, kind = _FORMS[{"％": "%", "℃": "°c", "℉": "°f"}.get(form, form)]
        if sign["points"]:
            return Unit("percentage point", "percent", sign.end())
        return Unit(name, kind, sign.end("form"))
    symbol = _read_symbol(text, end) if digits else None
    if symbol is not None and symbol.scale != 1:
        return symbol
    written = _WRITTEN.match(text, end)
    if written:
        unit = _read_written(text, end, written, digits=digits)
        if unit is not None:
            return unit
    return symbol if not (scaled and symbol and symbol.name in ("metre", "second")) else None


def _read_prime(text: str, end: int) -> Unit | None:
    """Read feet and inches by their marks (30', 6'2"); a mark that closes a quotation is none."""
    mark = text[end : end + 1]
    if mark not in _PRIMES or text[end + 1 : end + 2].isalpha() or text[max(0, end - 8) : end].count("°"):
        return None
    single = mark in "'’"
    opened = (
        _OPENING_SINGLE.search(text, max(0, end - _QUOTED), end) is not None
        if single
        else text.count('"', 0, end) % 2 == 1
    )
    curly = mark == "”" and text.rfind("“", 0, end) > text.rfind("”", 0, end)
    return None if opened or curly else Unit("foot" if single else "inch", "other", end + 1)


def _read_written(text: str, end: int, match: re.Match[str], *, digits: bool) -> Unit | None:
    form = " ".join(match["form"].lower().replace("-", " ").split())
    entry = _FORMS.get(form) or _FORMS.get(match["form"].lower()) or _FORMS.get(form.replace(" ", "-"))
    if entry is None:
        return None
    name, kind = entry
    if len(form) <= _SHORT and form.isalpha() and form not in _SHORT_WORDS and not digits:
        return None
    if match["gap"] == "" and not digits and form[0].isalpha():
        return None
    if form in _CASED and match["form"] != form:
        return None
    if form == "mu" and match["gap"].strip() == "" and not digits:
        return None
    if (form == "time" and "-" not in match["gap"]) or (form == "x" and match["gap"]):
        return None
    prefix = _POWERS.get((match["power"] or match["after"] or "").lower(), "")
    return Unit(prefix + name, kind, match.end())


def _read_symbol(text: str, end: int) -> Unit | None:
    match = _SYMBOL.match(text, end)
    if match is None:
        return None
    form, gap = match["form"] or match["quote"], match["gap"] or ""
    stop = match.end()
    if "/" in form and form not in _SCALED:
        form = form.split("/")[0]
        stop = match.start("form") + len(form)
    if form in _SCALED and not (form == "kt" and not _OF_MASS.match(text, stop)):
        scale, name = _SCALED[form]
        return Unit(str(name), "other", stop, int(scale))
    if form in _SYMBOLS:
        if form == "B" and not gap and _NAMED.match(text, stop):
            return None  # "340B Program"
        apart = _stands_apart(text, stop, form)
        if (
            (gap and len(form) == 1 and form != "W" and not apart)
            or (form == "in" and not (gap and apart))
            or (gap == "-" and len(form) == 1)
        ):
            return None
        name = _SYMBOLS[form]
        return Unit(name, "duration" if name in _DURATIONS else "other", stop)
    if _PREFIXED.fullmatch(form):
        known = _ask_pint(form)
        return Unit(known, "other", stop) if known else None
    return None


# what may be a prefixed SI symbol: a capital or a micro sign in it, and the last letter of a unit
_PREFIXED = re.compile(r"(?=.*[A-Zµμ])[A-Za-zµμΩ]+[WhzaVAJmgLlBbtFNsTH]")
# a weight follows: "500 kt of CO2"
_OF_MASS = re.compile(r"\s+(?:of|CO|C\b)")


def _stands_apart(text: str, end: int, form: str) -> bool:
    """Say whether a lone letter behind a blank can only be a unit: nothing but a preposition or the end follows."""
    rest = text[end : end + 12]
    return not rest.strip() or rest[0] in ".,;)!/" or (form in "tLgVFCKm" and _GOES_ON.match(rest) is not None)


@cache
def _load_registry() -> Any:
    """Load Pint's registry, at the first symbol that the lexicon does not list."""
    import pint

    return pint.UnitRegistry(cache_folder=None)


@cache
def _ask_pint(symbol: str) -> str | None:
    """Return the standard name of a prefixed SI symbol ("GWh" -> "gigawatt hour"), or None."""
    for prefix, unit, _suffix in _load_registry().parse_unit_name(symbol):
        if prefix and unit in _PREFIXABLE:
            spelled = unit
            for american, standard in _LEXICON["spelling"].items():
                spelled = spelled.replace(american, standard)
            return str(prefix + spelled).replace("_", " ")
    return None


def read_rate(text: str, end: int) -> tuple[str, int] | None:
    """Return the denominator of a rate that follows ("per day", "a year") and where it ends."""
    match = _PER.match(text, end)
    if match:
        form = " ".join(match["form"].replace("-", " ").split())
        name = _RATES.get(form, form)
        article = _ARTICLE.match(match[0])
        if article and form not in _ARTICLE_RATES:
            return None
        if match["multiple"]:
            name = f"{match['multiple']} {name}"
        return name, match.end()
    adverb = _ADVERB.match(text, end)
    if adverb:
        return _LEXICON["adverb_rates"][adverb["form"].lower()], end
    return None


def read_age(text: str, end: int) -> int | None:
    """Return the end of "years old" or "years of age" behind a duration's unit."""
    match = _OF.match(text, end)
    return match.end() if match else None
