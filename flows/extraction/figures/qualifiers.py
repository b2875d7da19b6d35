"""How firmly a number is meant: about, over, under; before the number or behind it."""

import re
from typing import Literal

from flows.extraction.lexicon import load_lexicon

_LEXICON = load_lexicon("numbers")
_BEFORE: dict[str, list[str]] = _LEXICON["qualifiers_before"]
_AFTER: dict[str, list[str]] = _LEXICON["qualifiers_after"]

Qualifier = Literal["exact", "approx", "over", "under"]


def _index(block: dict[str, list[str]]) -> dict[str, Qualifier]:
    names: dict[str, Qualifier] = {}
    for name, kind in (("approx", "approx"), ("over", "over"), ("under", "under")):
        for form in block[name]:
            names[form] = kind  # type: ignore[assignment]
    return names


def _alternatives(forms: dict[str, Qualifier]) -> str:
    return "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in sorted(forms, key=len, reverse=True))


_BEFORE_FORMS, _AFTER_FORMS = _index(_BEFORE), _index(_AFTER)
# a qualifier that ends where the number begins
_LEFT = re.compile(
    rf"(?:^|(?<=[\s(\[“\"'—–-])|(?<=,))(?P<form>{_alternatives(_BEFORE_FORMS)})(?:\s+(?:a\s+|an\s+|the\s+)?(?:total\s+of\s+)?)?$",
    re.IGNORECASE,
)
# a qualifier behind a number, its unit and its noun
_RIGHT = re.compile(rf",?[\s-]*(?P<form>{_alternatives(_AFTER_FORMS)})(?![^\W_])(?!\s+(?:than|of)\b)", re.IGNORECASE)
_FEW = re.compile(r"(?:several|a\s+few|many|a\s+couple(?:\s+of)?)\s+$", re.IGNORECASE)
# "the above five": pointing back, not comparing
_POINTING = re.compile(r"\b(?:the|these|this)\s+$", re.IGNORECASE)
_LONGEST = 40


def read_qualifier_before(text: str, start: int) -> tuple[Qualifier, int] | None:
    """Return the qualifier that stands directly before ``start`` and where it begins."""
    head = text[max(0, start - _LONGEST) : start]
    match = _LEFT.search(head)
    if match is None:
        few = _FEW.search(head)
        return ("over", start - len(head) + few.start()) if few else None
    form = " ".join(match["form"].lower().split())
    if form in ("above", "over", "under", "below") and _POINTING.search(head[: match.start()]):
        return None
    begin = start - len(head) + match.start()
    return _BEFORE_FORMS[form], begin


def read_qualifier_after(text: str, end: int) -> tuple[Qualifier, int] | None:
    """Return the qualifier that stands directly behind ``end`` and where it ends."""
    match = _RIGHT.match(text, end)
    if match is None:
        return None
    return _AFTER_FORMS[" ".join(match["form"].lower().split())], match.end()
