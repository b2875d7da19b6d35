"""What stands with a figure itself: the counted noun, what follows its "of", the place behind it."""

import re

from spacy.tokens import Doc, Token

from flows.extraction.figures.frames import Frame
from flows.extraction.figures.phrases import LONGEST, add_timeless, join_words, render, trim
from flows.extraction.figures.quantity import Quantity
from flows.extraction.lexicon import load_lexicon

_LEXICON = load_lexicon("measures")
_PRONOUNS = frozenset(_LEXICON["pronouns"])
_HEADS: dict[str, str] = _LEXICON["heads"]
_TIMES = frozenset({"quarter", "month", "period", "year", "half", "decade", "week", "day", "century", "time"})
_TIME_LABEL = re.compile(r"(?:Q[1-4]|H[12]|FY\d*)$")  # names of times: "Q2 of FY25"
_REMARK_WORDS = 5
_THIN = 4  # words: a shorter phrase is filled up with what follows
AROUND = frozenset({"after", "before", "from", "since", "of", "until", "between", "following"})


def render_own(doc: Doc, quantity: Quantity, frame: Frame) -> str:
    """Render what stands with the figure itself: the counted noun, or what follows its "of"."""
    counted = quantity.counted
    if counted is not None and not counted.attributive:
        return render(doc, counted.head, frame.others | set(range(frame.first, counted.first)), keep_clauses=True)
    after = _find_behind(doc, frame)
    if after is not None and after.lower_ == "worth" and after.i + 1 < len(doc):
        after = doc[after.i + 1]
    attached = next(
        (child for child in frame.top.children if child.dep_ in ("acl", "relcl") and child.i > frame.last), None
    )
    if attached is not None and quantity.kind == "money" and (after is None or after.lower_ not in ("of", "in")):
        words: list[Token] = []
        add_timeless(list(attached.subtree), words)
        return f"{_HEADS['money']} {join_words(trim(words[:LONGEST], attached))}"
    if quantity.amount.per is not None and quantity.counted is None:
        return ""  # "5 dollars per tonne of emissions": the noun belongs to the rate
    if after is None or after.lower_ not in (("of", "in") if quantity.kind == "money" else ("of",)):
        return ""
    target = next((child for child in after.children if child.dep_ in ("pobj", "pcomp")), None)
    if target is None:
        return ""
    if target.ent_type_ == "DATE" or target.lemma_.lower() in _TIMES or _TIME_LABEL.match(target.text):
        return ""
    specified = target.lower_ in ("those", "these") and any(child.i > target.i for child in target.children)
    if (target.pos_ in ("NUM", "PRON") or target.lower_ in _PRONOUNS) and not specified:
        return ""
    named = render(doc, target, frame.others, keep_clauses=True)
    behind = target.right_edge.i + 1
    if (
        behind < len(doc)
        and doc[behind].dep_ == "prep"
        and doc[behind].lower_ in ("from", "for")
        and len(named.split()) < _THIN
    ):
        named += f" {render(doc, doc[behind], frame.others, keep_clauses=False)}"
    return f"share of {named}" if quantity.kind == "percent" else named


def _find_behind(doc: Doc, frame: Frame) -> Token | None:
    """Return the token behind a figure, over a short remark in brackets: "12 million tonnes (Mt) of"."""
    at = frame.last + 1
    if at < len(doc) and doc[at].text == "(":
        at = next((token.i + 1 for token in doc[at : at + _REMARK_WORDS] if token.text == ")"), at)
    return doc[at] if at < len(doc) else None


def render_local(doc: Doc, frame: Frame, prepositions: frozenset[str]) -> str:
    """Render the prepositional phrase directly behind a figure: "in Africa"."""
    after = doc[frame.last + 1] if frame.last + 1 < len(doc) else None
    if after is None or after.lower_ not in prepositions or after.dep_ not in ("prep", "agent", "mark"):
        return ""
    target = next((child for child in after.children if child.dep_ in ("pobj", "pcomp")), None)
    level = target is not None and target.i in frame.others and after.lower_ in ("to", "from", "at", "by")
    if target is None or level or target.ent_type_ in ("DATE", "TIME", "PERCENT", "MONEY") or target.like_num:
        return ""
    return f"{after.text} {render(doc, target, frame.others, keep_clauses=prepositions is AROUND)}"
