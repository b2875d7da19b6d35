"""Where numbers are not quantities: labels, citations, clock times, addresses, names, fixed phrases."""

import re
from collections.abc import Iterator

from flows.extraction.document import Passage
from flows.extraction.figures.numberwords import Numeral
from flows.extraction.figures.numerals import DOTTED, MIDDLE_POINT
from flows.extraction.lexicon import load_lexicon

_LEXICON = load_lexicon("exclusions")
_LABELS = frozenset(_LEXICON["label_words"])
_WEAK = frozenset(_LEXICON["weak_labels"])
_ONE_STRESSED = frozenset(_LEXICON["one_stressed"])
_ONE_BEFORE = frozenset(_LEXICON["one_before"])
_ONE_AFTER = frozenset(_LEXICON["one_after"])

_MASKS = re.compile(
    r"(?<!\S)\S*?(?:https?:|www\.|@|doi\.org/)\S*"  # addresses
    r"|\[\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*\]"  # [3], [1-4]
    r"|(?<!\w)\(\d{1,2}\)"  # (3)
    rf"|(?<![\d.])(?!{DOTTED})\d{{1,3}}(?:\.\d{{1,3}}){{2,}}(?![\d])"  # 2.5.1
    r"|(?<![\w.,])\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]m\b|[ap]\.m\.)"  # 2pm, 10.45 p.m.
    r"|(?<![\w.,:])\d{1,2}:\d\d(?::\d\d)?(?![\w:])"  # 17:22, 4:39
    r"|(?<![\w.,:])\d{1,2}:\d{1,2}(?![\w:])"  # 4:3
    r"|\+\d[\d\s()-]{6,}\d|(?<![\w-])\d+(?:-\d+){2,}(?![\w-])"  # telephone and serial numbers
    r"|(?<![\w–-])(?:n[o°]|nr|§+|№|#)\.?\s?\d+(?:[-/]\d+)*"  # No. 5, § 12
    r"|(?<![\w.,-])(?P<goals>\d{1,3})[-–](?P=goals)(?![\w.,%-]\w|[%\w])"  # 2-2, 89-89
    r"|(?<![\w.,-])\d+(?:\s?(?:[-–]|to|and)\s?\d+)?\s(?:(?-i:BCE?|CE|AD)|B\.C\.)(?!\w)"  # 250-125 BC
    r"|(?<!\w)(?:9/11|24[/-]7(?!\d)|50/50(?!\w))"
    r"|(?<!\w)['’]\d0s(?!\w)"  # '90s
    r"|(?:ISBN|ISSN|Tel|Fax)[.:]?\s*[\d\s()+-]{5,}"
    r"|(?<!\w)covid\s?-?\s?19(?!\d)"  # COVID -19
    r"|(?:&lt;|<)/?[a-z][^<>&]{0,120}(?:&gt;|>)",  # marks of a layout
    re.IGNORECASE,
)
# a score or a vote: "3-1", "a 5-4 decision"; the ends of a range rise
_SCORE = re.compile(
    r"(?<![\w.,$€£/–-])(?P<ours>\d{1,3})[-–](?P<theirs>\d{1,3})(?![\w%–/-]|[.,]\d|\s?(?:°|per\b|percent))"
)
# a legal citation: "31 U.S.C. 1535", "40 CFR 52.21(b)", "347 U.S. 483", "5 U.S.C. 5701-5707"
_LEGAL = re.compile(
    r"(?<![\w.,])\d{1,4}\s+(?:U\.\s?S\.\s?C\.?|USC|C\.\s?F\.\s?R\.?|CFR|Fed\.\s?Reg\.|FR|F\.\s?R\.|Stat\.|U\.\s?S\.(?=\s\d)|F\.\s?[23]d|S\.\s?Ct\.)"
    r"(?![^\W_])(?:\s+(?:App\.\s+|[Pp]arts?\s+|[Ss]ections?\s+|§+\s*)?\d[\w.()–-]*(?:(?:,|\s+and|\s+or|\s+to|,\s+and)\s+(?!\d{1,4}\s+[A-Z])\d[\w.()–-]*){0,12})?"
)
# the rest of a citation whose volume the sentence before holds
_LEGAL_REST = re.compile(r"^(?:U\.S\.C\.|C\.F\.R\.)\s+\d[\w.()–-]*")
# cells of a table row run together: four or more numbers with nothing but blanks between them
_CELLS = re.compile(r"(?<!\S)(?:[-–+]?[$€£]?\d[\d.,]*%?\s+){3,}[-–+]?[$€£]?\d[\d.,]*%?(?!\S)")
# a cell between two bars, in a row of three or more
_BARRED_ROW = re.compile(r"(?:[^|]*\|){3}")
_BARRED_CELL = re.compile(r"(?<=\|)\s*[-–+]?[\d.,]+\s*(?=\||$)")
_BARE_CELL = re.compile(r"(?<!\S)[-–+]?\d[\d.,]*(?!\S)")
# one number whose thousands are set apart: "12 000 000 000"
_GROUPED = re.compile(r"\d{1,3}(?:\s\d{3})+")
_WORD_BEHIND = re.compile(r"\s[a-z]")
_FIXED = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(re.escape(phrase) for phrase in sorted(_LEXICON["fixed_phrases"], key=len, reverse=True))
    + r")(?![\w])",
    re.IGNORECASE,
)
# a label and the chain of numbers behind it: "Articles 3, 5 and 7(2)"
_LABELLED = re.compile(
    r"(?<!\w)(?P<label>[A-Za-z]+)\.?\s(?P<chain>\d+(?:\.\d+)*[a-z]?(?:\(\w{1,4}\))*(?:(?:\s?[,–-]\s?|\s(?:and|or|to|through|&)\s)\d+(?:\.\d+)*[a-z]?(?:\(\w{1,4}\))*)*|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten)(?![\w])"
)
# an enumerator at the start of a sentence: "3. ", "2) ", "4 The"
_OPENING = re.compile(
    r"[(\[]?\d{1,3}(?:\.\d{1,3})*(?:[.)\]:]\s|\s(?=[A-Z][a-z]+(?:\s+[a-z]+|[:,]\s)|https?:)(?![A-Z][a-z]+s\s))"
)
# a version: "2.0", "4.0", with no unit behind it; several of them share what stands around them
_VERSION = re.compile(r"[1-9]\.0")
_VERSIONS_BEFORE = re.compile(r"(?<![\w.,])(?:[1-9]\.0(?:\s?[,/–-]\s?|,?\s(?:or|and|to)\s)){1,4}$")
_VERSIONS_BEHIND = re.compile(r"(?:(?:\s?[,/–-]\s?|,?\s(?:or|and|to)\s)[1-9]\.0(?![\w.]\w)){1,4}")
_VALUED = re.compile(r"\b(?:of|at|by|than|is|are|was|were|be|been|from|to|between|about|around)\s+$")
_UNIT_SIGN = re.compile(
    r"\s?(?:%|per\b|percent|[°$€£]|million|billion|trillion|(?!(?:a|an|and|as|at|be|by|he|i|if|in|is|it|no|of|on|or|so|to|up|us|we)\b)[a-zµμ]{1,2}(?![a-z])|times|points?|degrees|hours|years|kilo|met|mill|lit|ton)"
)
_ORDERED = re.compile(r"\b(?:first|second|latter|former|last|final|opening|closing|1st|2nd)[\s-]+$", re.IGNORECASE)
# what stands before a word inside a sentence
_INSIDE = re.compile(r"[\w,)’']\s+$|-$")
# the word before a number word, and the one behind it
_LAST_WORD = re.compile(r"([A-Za-z]+)\W*$")
_NEXT_WORD = re.compile(r"\s+([A-Za-z]+)")
# what a number word may count: "one port", "one-party", "one's"
_NEXT_COUNTED = re.compile(r"[\s-]+([A-Za-z]+)|('s|’s)")
# letters and a hyphen before digits: "COVID-19", "F-35"; not "minus-5"
_HYPHENED = re.compile(r"(?<!\d-)(?<![A-Za-z])(?P<word>[A-Za-z]+)-$")
_SIGN_WORDS = frozenset({"minus", "now", "sub", "pre", "plus", "negative", "about", "approximately"})


def find_masks(passage: Passage) -> list[tuple[int, int]]:
    """Return the intervals of ``passage.text`` in which no number is a quantity, by their form alone."""
    text = MIDDLE_POINT.sub(".", passage.text)
    masks = [match.span() for match in _MASKS.finditer(text)]
    masks.extend(match.span() for match in _FIXED.finditer(text))
    masks.extend(match.span() for match in _LEGAL.finditer(text))
    masks.extend(match.span() for match in _LEGAL_REST.finditer(text))
    masks.extend(match.span() for match in _SCORE.finditer(text) if int(match["ours"]) > int(match["theirs"]))
    masks.extend(_find_cells(text))
    masks.extend(_find_labels(text))
    if _BARRED_ROW.match(text):
        masks.extend(match.span() for match in _BARRED_CELL.finditer(text))
    opening = _OPENING.match(text)
    if opening and opening.end() < len(text) and not text[opening.end() - 1 :].startswith((" per", " %")):
        masks.append(opening.span())
    return masks


def _find_cells(text: str) -> Iterator[tuple[int, int]]:
    """Yield the bare numbers in a row of cells; those with a sign, and a last one before a word, may be figures."""
    for row in _CELLS.finditer(text):
        if _GROUPED.fullmatch(row[0]):
            continue
        for cell in _BARE_CELL.finditer(text, row.start(), row.end()):
            if cell.end() < row.end() or not _WORD_BEHIND.match(text, row.end()):
                yield cell.span()


def _find_labels(text: str) -> Iterator[tuple[int, int]]:
    for match in _LABELLED.finditer(text):
        label = match["label"].lower()
        singular = label.removesuffix("s")
        if label not in _LABELS and singular not in _LABELS:
            continue
        word_chain = not match["chain"][0].isdecimal()
        capital = match["label"][0].isupper() and (match.start() > 0 or not word_chain)
        if (label in _WEAK or word_chain) and not capital:
            continue
        yield match.start("chain"), match.end("chain")


def is_excluded(passage: Passage, numeral: Numeral, masks: list[tuple[int, int]]) -> bool:
    """Say whether a numeral lies in a mask, in a code or a name, or is a "one" that counts nothing."""
    text = passage.text
    if any(start < numeral.end and numeral.start < end for start, end in masks):
        return True
    before = text[max(0, numeral.start - 20) : numeral.start]
    if text[numeral.start].isdecimal():
        if _is_version(text, numeral):
            return True
        hyphened = _HYPHENED.search(before)
        if hyphened and hyphened["word"].lower() not in _SIGN_WORDS:
            return True
        if text[numeral.end : numeral.end + 2] in ("'s", "’s"):
            return True  # "Radio 4's"
        if before[-1:] in "/" and before[-2:-1].isalnum() and before[-2:-1] not in "$":
            return True
    word = text[numeral.start : numeral.end].lower()
    if word == "half" and _ORDERED.search(before):
        return True  # "the first half of the year"
    if word == "one":
        return False
    if word == "zero" and text[numeral.end : numeral.end + 1] == "-":
        return True
    return _is_capital_name(passage, numeral)


def _is_version(text: str, numeral: Numeral) -> bool:
    """Say whether a number is a version or one of several: "the industrial 2.0 or 3.0 stage"."""
    if not _VERSION.fullmatch(text[numeral.start : numeral.end]):
        return False
    lead = text[max(0, numeral.start - 60) : numeral.start]
    if others := _VERSIONS_BEFORE.search(lead):
        lead = lead[: others.start()]
    behind = _VERSIONS_BEHIND.match(text, numeral.end)
    return not _UNIT_SIGN.match(text, behind.end() if behind else numeral.end) and not _VALUED.search(lead)


def _is_capital_name(passage: Passage, numeral: Numeral) -> bool:
    """Say whether a number word in capitals inside a sentence belongs to a name ("Phase One", "the Big Four")."""
    text = passage.text
    word = text[numeral.start : numeral.end]
    if not word[0].isupper() or word.isupper() or numeral.start == 0:
        return False
    return _INSIDE.search(text[max(0, numeral.start - 3) : numeral.start]) is not None


def counts_one(passage: Passage, start: int, end: int) -> bool:
    """Say whether a lone "one" counts: only before a noun and stressed ("only one port"), not in "one of", "no one"."""
    text = passage.text
    before = _LAST_WORD.search(text[max(0, start - 20) : start])
    after = _NEXT_COUNTED.match(text[end : end + 25])
    if (
        before is None
        or before[1].lower() not in _ONE_STRESSED
        or after is None
        or (after[1] or "'s").lower() in _ONE_AFTER
    ):
        return False
    token = passage.parse.char_span(start, end)
    return token is not None and token[0].dep_ == "nummod" and token[0].head.pos_ == "NOUN"


def is_single(passage: Passage, start: int, end: int) -> bool:
    """Say whether a "one" stands before a noun of its own ("one proposal asks"), not in "one of" or "one day"."""
    text = passage.text
    before = _LAST_WORD.search(text[max(0, start - 20) : start])
    after = _NEXT_WORD.match(text[end : end + 25])
    if (
        after is None
        or after[1].lower() in _ONE_AFTER
        or (before is not None and before[1].lower() in _ONE_BEFORE and text[start - 1] == " ")
    ):
        return False
    token = passage.parse.char_span(start, end)
    return token is not None and token[0].dep_ == "nummod" and token[0].head.tag_ == "NN"
