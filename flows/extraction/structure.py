"""The outline of a text out of a PDF or a plain file: headings, captions, paragraphs, with offsets.

Lines are read once, from top to bottom. Whether they are hard-wrapped (a page's lines) or whole paragraphs
is measured on the text itself, and decides what a line end and a blank line mean.
"""

import re
from dataclasses import dataclass, field
from typing import Literal

from flows.extraction.lexicon import load_lexicon
from flows.extraction.spans import Span, collapse

_LEXICON = load_lexicon("structure")
_SMALL_WORDS = frozenset(_LEXICON["small_words"])
_EXHIBIT_LABELS: dict[str, str] = _LEXICON["exhibit_labels"]
_EXHIBIT_VERBS = frozenset(_LEXICON["exhibit_verbs"])
_LEAD_IN_ENDINGS = frozenset(_LEXICON["lead_in_endings"])
_KIND_BY_HEADING: dict[str, str] = {
    words: kind for kind, headings in _LEXICON["section_kinds"].items() for words in headings
}

# "3. ", "3.1. ", "4.2.6<tab>", "1.Introduction", "05 Where"
_NUMBERED = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})(?:[.)]\s*|\s+(?!(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)"
    r"[a-z]*\.?,?\s+\d))(?=[\"“‘'(]?[A-Za-z])"
)
# "Chapter 11. Review", "Article 20.6: Entry", "Activity 1c – Ensure"
_PART = re.compile(
    rf"(?:{'|'.join(_LEXICON['part_words'])}|{'|'.join(w.upper() for w in _LEXICON['part_words'])})"
    r"\s+(?P<number>\d+(?:\.\d+)*[a-z]?|[IVXLC]+)\b\s*[.:–—-]?"
)
# "A. Technology", "IV. Workforce"
_LETTERED = re.compile(r"(?P<number>[A-Z]|[IVXL]{1,5})[.)]\s+(?=[\"“‘(]?[A-Z])")
# "## ", or "##" at once before a word
_HASHES = re.compile(r"(?P<hashes>#{1,6})(?:\s+|(?<=##)(?=\w))")
# a bullet or an enumerator that opens a list item or a numbered paragraph, brackets escaped or not; several may stand
# together ("Sec. 8. (a) ")
_MARKER = re.compile(
    r"(?P<marker>(?:(?:[-–—•●▪◦*·‣⁃o](?=\s)|\\?\(?(?:[a-z]|[ivx]{1,5}|\d{1,3})\\?\)|\d{1,3}(?:\.\d{1,3}){0,4}\\?[.)](?=\s)"
    r"|\d{1,3}(?:\.\d{1,3}){2,4}(?=\s)|\d{1,2}\.\d{1,3}(?=\s+[\"“(]?[A-Z])"
    r"|[IVX]{1,5}\.(?=\s)|#{1,6}(?=\s)|(?:Sec|SEC|Section|SECTION|Art|Article)\.?\s\d{1,3}\.(?=\s))\s*){1,3})"
)
# a caption's label and number, with the short name of a series before it ("LAC Fig 1 - ")
_CAPTION = re.compile(
    rf"(?:[A-Z]{{2,6}}\s+)?(?P<label>{'|'.join(_EXHIBIT_LABELS)})\s*\.?\s*(?P<number>\d+(?:[.-]\d+)*|[IVX]+|[A-Z]\.?\d+)"
    r"(?P<joint>\s*[.:–—-]\s*|\s+)(?P<title>\S.*)",
    re.IGNORECASE,
)
# "Abstract: ..." at the start of its own paragraph
_RUN_IN = re.compile(rf"(?P<heading>{'|'.join(_LEXICON['run_in_headings'])})\s*[:.—–-]\s*(?=\S)")
# a mark that ends a sentence, with what closes behind it
_TERMINAL = re.compile(r"[.!?…][\"'”’)\]]*$")
# the same, or a mark that ends a clause
_CLOSED = re.compile(r"[.!?:;…][\"'”’)\]]*$")
# a word, and letters enough for one
_WORD = re.compile(r"[^\W_][\w’'-]*")
_LETTERS = re.compile(r"[A-Za-z]{2}")
# what stands between a number and a title
_PUNCTUATION = re.compile(r"^\W+")
# a lone page number, or a rule drawn with signs
_FURNITURE = re.compile(r"(?:[-–—]?\s*\d{1,4}\s*[-–—]?|[-_=*–—.\s]{3,}|page \d+(?: of \d+)?)", re.IGNORECASE)

BYTE_ORDER_MARK = "\ufeff"  # opens some files; it is no part of the text

BlockKind = Literal["heading", "caption", "paragraph"]


@dataclass(slots=True)
class Block:
    """A heading, a caption or a paragraph: one or more line pieces of the raw text.

    ``marker`` is the bullet or enumerator that opened it; ``number`` a heading's or caption's number.
    """

    kind: BlockKind
    pieces: list[Span] = field(default_factory=list)
    marker: str | None = None
    number: str | None = None
    label: str | None = None
    level: int = 1

    @property
    def span(self) -> Span:
        """From the first piece's start to the last one's end."""
        return Span(self.pieces[0].start, self.pieces[-1].end)


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its blanks trimmed; ``span`` is None for a blank line."""

    text: str
    span: Span | None


def read_lines(text: str) -> list[Line]:
    """Cut a text at its line ends (CR, LF, CRLF, form feed and the Unicode separators)."""
    lines: list[Line] = []
    at = len(BYTE_ORDER_MARK) if text.startswith(BYTE_ORDER_MARK) else 0
    for piece in text[at:].splitlines(keepends=True):
        stripped = piece.strip()
        start = at + (len(piece) - len(piece.lstrip()))
        lines.append(Line(stripped, Span(start, start + len(stripped)) if stripped else None))
        at += len(piece)
    return lines


def index_following(lines: list[Line]) -> list[int | None]:
    """Return for every line the index of the next one that is not blank, None where there is none."""
    following: list[int | None] = [None] * len(lines)
    after: int | None = None
    for at in range(len(lines) - 1, -1, -1):
        following[at] = after
        if lines[at].text:
            after = at
    return following


def measure_wrap(lines: list[Line]) -> int | None:
    """Return the width at which lines are wrapped, or None where a line is a whole paragraph.

    Hard-wrapped text has many lines of nearly one length that end inside a sentence.
    """
    lengths = sorted(len(line.text) for line in lines if line.text)
    if len(lengths) < 4:
        return None
    width = lengths[int(len(lengths) * 0.9)]
    if width > 160:
        return None
    open_ended = sum(1 for line in lines if len(line.text) >= 0.7 * width and not _TERMINAL.search(line.text))
    full = sum(1 for line in lines if len(line.text) >= 0.7 * width)
    return width if width >= 30 and full >= 3 and open_ended >= 0.4 * full else None


def count_title_case(text: str) -> float:
    """Return the share of a line's longer words that begin with a capital or a digit."""
    words = [word for word in _WORD.findall(text) if word.lower() not in _SMALL_WORDS]
    return sum(1 for word in words if not word[0].islower()) / len(words) if words else 0.0


class OutlineReader:
    """Reads a text's lines into blocks; one reader a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = read_lines(text)
        self.wrap = measure_wrap(self.lines)
        self.following = index_following(self.lines)
        self.blocks: list[Block] = []
        self.open: Block | None = None  # the paragraph that may still go on
        self.after_blank = True

    def read(self) -> list[Block]:
        """Return the text's blocks in order; every character that is not white space or furniture is in one."""
        at = 0
        while at < len(self.lines):
            line = self.lines[at]
            if line.span is None:
                self.after_blank = True
                at += 1
                continue
            if self._is_furniture(at):
                at += 1
                continue
            taken = self._take_caption(at) or self._take_heading(at)
            if taken:
                self.after_blank = False
                at += taken
                continue
            self._take_text(line)
            self.after_blank = False
            at += 1
        return self.blocks

    # --- neighbours -------------------------------------------------------------------------------

    def _next(self, at: int) -> int | None:
        """Return the index of the next line that is not blank."""
        return self.following[at]

    def _is_blank(self, at: int) -> bool:
        return at < 0 or at >= len(self.lines) or not self.lines[at].text

    def _previous_text(self) -> str:
        """Return the tail of the block read last, or the empty string."""
        if not self.blocks:
            return ""
        last = self.blocks[-1].pieces[-1]
        return self.text[max(last.start, last.end - 120) : last.end]

    def _is_furniture(self, at: int) -> bool:
        """Say whether a line is a page number or a drawn rule that stands alone between blank lines."""
        alone = self._is_blank(at - 1) and self._is_blank(at + 1)
        return bool(alone and len(self.lines) > 3 and _FURNITURE.fullmatch(self.lines[at].text))

    def _runs_full(self, line: Line) -> bool:
        """Say whether a line is so long that its sentence or title may go on in the next."""
        return self.wrap is not None and len(line.text) >= 0.72 * self.wrap

    # --- captions ---------------------------------------------------------------------------------

    def _take_caption(self, at: int) -> int:
        """Read a caption that starts at a line; return how many lines it takes, 0 when there is none."""
        line = self.lines[at]
        match = _CAPTION.match(line.text)
        if not match or line.span is None or (self._next(at) is None and at == 0):
            return 0
        title = match["title"]
        if title.split()[0].lower().strip(",.;:()") in _EXHIBIT_VERBS or (
            title[0].islower() and not match["joint"].strip()
        ):
            return 0
        tail = self._previous_text()
        closed = not tail or self.blocks[-1].kind != "paragraph" or bool(_TERMINAL.search(tail))
        if not (closed or self.after_blank or match["joint"].strip()):
            return 0
        block = Block("caption", [line.span], number=match["number"], label=_EXHIBIT_LABELS[match["label"].lower()])
        taken = 1
        following = self._next(at)
        if self._runs_full(line) and not _TERMINAL.search(line.text) and following is not None:
            rest = self.lines[following]
            behind = self._next(following)
            short = self.wrap is not None and len(rest.text) < 0.72 * self.wrap
            if rest.span and short and (behind is None or not self.lines[behind].text[0].islower()):
                block.pieces.append(rest.span)
                taken = following - at + 1
        self.blocks.append(block)
        # a caption inside a sentence leaves its paragraph open
        if self.open is not None and closed:
            self.open = None
        return taken

    # --- headings ---------------------------------------------------------------------------------

    def _take_heading(self, at: int) -> int:
        """Read a heading that starts at a line; return how many lines it takes, 0 when there is none."""
        line = self.lines[at]
        opening = _HASHES.match(line.text)
        words = opening.end() if opening else 0
        numbered = (
            _PART.match(line.text, words) or _NUMBERED.match(line.text, words) or _LETTERED.match(line.text, words)
        )
        end = self._find_heading_end(at, numbered is not None)
        if end is None:
            return 0
        title = " ".join(self.lines[i].text for i in range(at, end + 1) if self.lines[i].text)
        if not self._reads_as_heading(title, end, numbered):
            return 0
        pieces = [span for i in range(at, end + 1) if (span := self.lines[i].span)]
        number = numbered["number"] if numbered else None
        level = len(opening["hashes"]) if opening else number.count(".") + 1 if number else 1
        self.blocks.append(Block("heading", pieces, number=number, level=level))
        self.open = None
        return end - at + 1

    def _find_heading_end(self, at: int, is_numbered: bool) -> int | None:
        """Return the last line of the title that starts at a line, None where its text goes on as prose."""
        line = self.lines[at]
        if _TERMINAL.search(line.text) and not line.text.endswith("?"):
            return None
        following = self._next(at)
        if following is None:
            return None
        if is_numbered and self._runs_full(line):
            rest = self.lines[following]
            behind = self._next(following)
            title_case = count_title_case(line.text) >= 0.7
            wraps = (
                title_case
                and count_title_case(rest.text) >= 0.7
                and len(rest.text) < 0.9 * (self.wrap or 0)
                and not _TERMINAL.search(rest.text)
                and not _NUMBERED.match(rest.text)
                and behind is not None
            )
            if wraps:
                return following
            if not title_case or (not self._is_blank(at + 1) and rest.text[0].islower()):
                return None
        return at

    def _reads_as_heading(self, title: str, end: int, numbered: re.Match[str] | None) -> bool:
        """Decide whether a line (or two) is a heading, by its own look and by what follows."""
        following = self._next(end)
        if following is None or len(title) > 220:
            return False
        behind = self.lines[following].text
        goes_on = behind[0].islower() and not _MARKER.match(behind)
        tail = self._previous_text()
        interrupts = bool(self.open) and not _TERMINAL.search(tail) and not tail.endswith((":", ";"))
        if goes_on or (interrupts and not self.after_blank):
            return False
        body = title[numbered.end() :] if numbered else title
        words = body.split()
        if not words or body.endswith((",", ";", "-", "–")) or not _LETTERS.search(body):
            return False
        alone = self.after_blank or not self.blocks or self.blocks[-1].kind == "heading"
        if title.startswith("#"):
            return True
        if numbered:
            if numbered.re is _LETTERED and not alone:
                return False
            title_like = count_title_case(body) >= 0.6 or len(words) <= (20 if numbered.re is _PART else 12)
            clear = self.wrap is not None or self._is_blank(end + 1) or len(words) <= 16
            return title_like and clear and not body.endswith(":")
        return alone and self._stands_alone(title, words, end)

    def _stands_alone(self, title: str, words: list[str], end: int) -> bool:
        """Decide on an unnumbered line that follows a blank one."""
        if _MARKER.match(title) or len(words) > 16:
            return False
        if title.endswith(":"):
            return len(words) <= 4 and title[0].isupper() and words[-1].rstrip(":").lower() not in _LEAD_IN_ENDINGS
        if title.endswith("?"):
            return self._is_blank(end + 1) and len(words) <= 12 and title[0].isupper()
        closed = not self.blocks or self.blocks[-1].kind != "paragraph" or bool(_CLOSED.search(self._previous_text()))
        if not closed:
            return False
        first = title.lstrip("\"'“‘(")
        if not first or (first[0].islower() and self.blocks):
            return False
        short = self.wrap is None or len(title) < 0.72 * self.wrap
        following = self._next(end)
        before_item = following is not None and _MARKER.match(self.lines[following].text) is not None
        return short and (self._is_blank(end + 1) or before_item or count_title_case(title) >= 0.75)

    # --- paragraphs -------------------------------------------------------------------------------

    def _take_text(self, line: Line) -> None:
        """Add a line to the open paragraph, or open a new one with it."""
        assert line.span is not None
        span, marker = line.span, _MARKER.match(line.text)
        if self.open is not None and self._continues(line, marker):
            self.open.pieces.append(span)
            return
        run_in = _RUN_IN.match(line.text) if not marker else None
        if run_in and (self.after_blank or not self.blocks):
            heading = Span(span.start, span.start + run_in.end("heading"))
            self.blocks.append(Block("heading", [heading]))
            span = Span(span.start + run_in.end(), span.end)
        elif marker and marker.end() < len(line.text):
            span = Span(span.start + marker.end(), span.end)
        self.open = Block("paragraph", [span], marker=marker["marker"].strip() if marker else None)
        self.blocks.append(self.open)

    def _continues(self, line: Line, marker: re.Match[str] | None) -> bool:
        """Decide whether a line goes on with the open paragraph."""
        assert self.open is not None
        last = self.open.pieces[-1]
        tail = self.text[max(last.start, last.end - 120) : last.end]
        closed = bool(_TERMINAL.search(tail))
        if marker and (
            closed
            or tail.endswith((":", ";", ","))
            or tail.endswith(("; and", "; or", ", and", ", or"))
            or self.after_blank
            or marker["marker"].strip() in "-–—•●▪◦*·‣⁃"
        ):
            return False
        small = line.text[0].islower()
        if self.wrap is None:
            return small and not closed and not tail.endswith((":", ";"))
        if not self.after_blank:
            return True
        if closed or tail.endswith(";"):
            return False
        if tail.endswith(":"):
            return True
        line_start = self.text.rfind("\n", 0, last.start) + 1
        full = last.end - line_start >= 0.72 * self.wrap
        return small or full


def classify_section(heading: str | None, number: str | None) -> str:
    """Return a section's kind by its heading; 'body' where the heading says nothing of it."""
    if heading is None:
        return "body"
    words = collapse(heading).lower().strip(" .:#")
    if number:
        _, at, title = words.partition(number.lower())
        words = _PUNCTUATION.sub("", title) if at else words
    return _KIND_BY_HEADING.get(words, "body")


def read_outline(text: str) -> list[Block]:
    """Return the blocks of a text in order: headings, captions and paragraphs.

    Every character that is neither white space nor page furniture belongs to exactly one block, but for
    list markers, which their block names.
    """
    return OutlineReader(text).read()
