"""Markup in a text: what a reader of Markdown or HTML does not see, and so is not read.

It stays in the stored text and in the rows that span it; only the language model and the extractors pass over it.
CommonMark 0.31 (emphasis, links, images, backslash escapes) and the footnotes that most of its dialects have.
"""

import re
from bisect import bisect_right

from flows.extraction.spans import Span

# every text without one of these has no markup of the kinds below
_HINTS = re.compile(r"\]\(|\*|\[\^|</?[a-z!]|\\[\[\]*_]|(?<!\w)_|^ {0,3}[#>]", re.IGNORECASE | re.MULTILINE)
_MARKUP = re.compile(
    r"(?P<comment><!--[\s\S]{0,2000}?-->)"  # <!-- a comment -->
    r"|(?P<image>!\[[^\[\]\n]{0,300}\]\([^()\s]{0,1000}(?:[ ]\"[^\"\n]{0,300}\")?\))"  # ![a chart](chart.png)
    r"|(?P<target>(?<=\])\((?:https?:|mailto:|www\.|[./#]|[\w-]{1,80}\.(?:html?|md|pdf)\b)"  # ](https://...)
    r"(?:[^()\n]|\([^()\n]{0,200}\)){0,1000}\))"
    r"|(?P<note>\[\^[\w-]{1,60}\]:?)"  # [^note], [^note]:
    r"|(?P<tag></?(?:a|b|i|u|p|em|strong|br|sup|sub|span|div|img|small|ul|ol|li|hr|h[1-6])(?:\s[^<>]{0,500})?/?>)"
    r"|(?P<escape>\\(?=[\[\]\\*_`#().!+-]))"  # \[
    r"|(?P<emphasis>(?<!\*)\*{1,4}(?!\*)|(?<!_)_{1,2}(?!_))"  # *, **, ***, _, __
    r"|(?P<line>^ {0,3}(?:#{1,6}(?=[ \t])|#{2,6}(?=\w)|(?:>[ \t]?){1,5})|(?<=[ \t])#{1,6}[ \t]*$)",  # "## " and "> " at a line's start, "##" at its end
    re.IGNORECASE | re.MULTILINE,
)
_LINE_END = re.compile(r"\n[ \t]*\n")


def find_markup(text: str) -> list[Span]:
    """Return the stretches of a text that are markup, in order: emphasis that is closed, links' targets and brackets,
    images, notes' marks, HTML tags and comments, backslashes of escapes.
    """
    if not _HINTS.search(text):
        return []
    hidden: list[Span] = []
    opened: dict[str, Span] = {}  # emphasis not closed yet, by its sign
    paragraphs = [match.end() for match in _LINE_END.finditer(text)]
    opened_in = -1
    for match in _MARKUP.finditer(text):
        span = Span(match.start(), match.end())
        if match.lastgroup == "target":
            bracket = find_opening(text, span.start - 1)
            if bracket is not None:
                hidden += [Span(bracket, bracket + 1), Span(span.start - 1, span.end)]
        elif match.lastgroup == "emphasis":
            paragraph = bisect_right(paragraphs, span.start)
            if paragraph != opened_in:
                opened, opened_in = {}, paragraph
            sign = match.group()
            if sign in opened and can_close(text, span):
                hidden += [opened.pop(sign), span]
            elif can_open(text, span):
                opened[sign] = span
        else:
            hidden.append(span)
    return sorted(hidden, key=lambda item: item.start)


def can_open(text: str, span: Span) -> bool:
    """Say whether a sign of emphasis may open: a word follows at once, and none stands before (but for ** within one)."""
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    return bool(after) and not after.isspace() and (not before.isalnum() or text[span.start : span.end] == "**")


def can_close(text: str, span: Span) -> bool:
    """Say whether a sign of emphasis may close: no blank stands before, and no word follows (but for ** within one)."""
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    return bool(before) and not before.isspace() and (not after.isalnum() or text[span.start : span.end] == "**")


def find_opening(text: str, closing: int) -> int | None:
    """Return where the bracket opens that closes at ``closing``; None where it does not in the same paragraph."""
    depth = 0
    for at in range(closing, max(-1, closing - 1000), -1):
        if text[at] == "]":
            depth += 1
        elif text[at] == "[":
            depth -= 1
            if depth == 0:
                return at
        elif text[at] == "\n" and text[at - 1 : at] == "\n":
            return None
    return None
