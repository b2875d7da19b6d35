"""Where a sentence ends: rules over one paragraph whose white space is collapsed."""

import re

from flows.extraction.lexicon import load_lexicon

_LEXICON = load_lexicon("structure")
_WITH_SEQUEL = frozenset(_LEXICON["abbreviations_with_sequel"])
_MAYBE_FINAL = frozenset(_LEXICON["abbreviations_maybe_final"])
_STARTERS = frozenset(_LEXICON["sentence_starters"])

# a terminal mark with the closing quotes, brackets and citation marks that belong to it, then white space or a glued capital
_CANDIDATE = re.compile(r"[.!?…]+(?P<close>[\"'”’)\]]*(?:\s?\[\d+(?:[,–-]\s?\d+)*\])*)(?P<gap>\s+|(?=[A-Z][a-z]))")
# what may open a sentence: a quote or bracket, then a capital, a digit, a currency sign or a non-Latin capital
_OPENING = re.compile(r"[\"'“‘(\[¿]*[A-Z0-9À-ÖØ-Þ$€£¥•]")
# a quotation that opens with a small letter, as in: position. “the belt and road”
_QUOTED_SMALL = re.compile(r"[“\"‘][a-z]")
# a word that may end a sentence with no blank behind it: a small word, a digit, a closing mark
_ENDS_GLUED = re.compile(r"[a-z]{2,}|.*\d|.*[)\]”]")
# the word that stands before the terminal mark
_LAST_WORD = re.compile(r"[^\s\"'“”‘’()\[\]]+$")
# the word that stands behind the boundary
_NEXT_WORD = re.compile(r"[\"'“‘(\[]*([^\s,.;:]+)")
_WORD = re.compile(r"\w")
# an initial: one capital, or several parted by full stops (J. P. Morgan, U.S.)
_INITIALS = re.compile(r"(?:[A-Z]\.-?)*[A-Z]$")
# an enumerator that stands at the start, or behind a colon or semicolon: "3", "3.1", "ii", "b"
_ENUMERATOR = re.compile(r"(?:^|[:;.]\s|[:;,]\s(?:and|or)\s)\(?(?:\d{1,2}(?:\.\d{1,2})*|[ivx]{1,4}|[A-Za-z])$")

WINDOW = 80  # characters on each side of a mark that decide on it
LONGEST = 4_000  # characters of a sentence; a longer one (a table, a list without marks) is cut at a clause or blank
# where a sentence that is too long may be cut: behind a clause mark, else at a blank
_CLAUSE_END = re.compile(r"[;:,](?=\s)")


def _ends_sentence(text: str, mark: re.Match[str]) -> bool:
    """Decide whether a terminal mark ends a sentence, by the words on its two sides."""
    before = text[max(0, mark.start() - WINDOW) : mark.start()]
    after = text[mark.end() : mark.end() + WINDOW]
    glued = mark["gap"] == ""
    opens = _OPENING.match(after) is not None
    if not opens and not _QUOTED_SMALL.match(after):
        return False
    if mark.group().startswith(("!", "?")):
        return True
    word_match = _LAST_WORD.search(before)
    word = word_match.group() if word_match else ""
    next_match = _NEXT_WORD.match(after)
    next_word = next_match[1] if next_match else ""
    if glued:  # "Figure 1.The": a digit or a small letter, then a whole word; not "e.g.The", "U.S.The", "www.Site"
        return _ENDS_GLUED.fullmatch(word) is not None and "." not in word and "@" not in word
    if mark["close"]:  # a bracket or quote was closed behind the mark
        return not word or word not in _WITH_SEQUEL
    if word in _WITH_SEQUEL or word.lower() in {"e.g", "i.e"}:
        return False
    if word == "etc":
        return True
    if word in _MAYBE_FINAL:
        return next_word in _STARTERS and next_word != "I"
    if _ENUMERATOR.search(before):
        return False
    if _INITIALS.fullmatch(word):
        return next_word in _STARTERS and next_word not in {"I", "A"} and len(before) > len(word)
    return True


def find_boundaries(text: str) -> list[tuple[int, int]]:
    """Return the intervals between the terminal marks that end a sentence."""
    bounds: list[tuple[int, int]] = []
    start = 0
    for mark in _CANDIDATE.finditer(text):
        end = mark.start("gap")
        if end <= start or not _ends_sentence(text, mark):
            continue
        if _WORD.search(text, start, end):
            bounds.append((start, end))
        elif bounds:  # stray marks (". .") stay with the sentence before them
            bounds[-1] = (bounds[-1][0], end)
        else:
            continue
        start = mark.end()
    if start < len(text):
        if bounds and not _WORD.search(text, start):
            bounds[-1] = (bounds[-1][0], len(text))
        else:
            bounds.append((start, len(text)))
    return bounds


def cut_long_sentence(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut an interval into ones of at most LONGEST characters, at clause marks or blanks where there are any."""
    pieces: list[tuple[int, int]] = []
    while end - start > LONGEST:
        clauses = [mark.end() for mark in _CLAUSE_END.finditer(text, start + LONGEST // 2, start + LONGEST)]
        blank = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = clauses[-1] if clauses else blank if blank > 0 else start + LONGEST
        pieces.append((start, cut))
        start = cut + 1 if cut < end and text[cut] == " " else cut
    if start < end:
        pieces.append((start, end))
    return pieces


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Return the half-open intervals of the sentences of one paragraph, in order.

    ``text`` has its white space collapsed. Blanks between sentences belong to none; nothing else is left out.
    """
    return [piece for start, end in find_boundaries(text) for piece in cut_long_sentence(text, start, end)]
