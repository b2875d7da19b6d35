"""Why a sentence gave neither a claim nor an advised action."""

import re

from flows.extraction.document import Document, Passage, Tables

# a note on where the text comes from, in brackets or after its label
_SOURCE_NOTE = re.compile(
    r"[(\[]?\s*(?:source|sources|note|notes|translated from|translated by|adapted from|photo|copyright|©)\b",
    re.IGNORECASE,
)
# the text speaks of itself: "this paper analyses", "the following section sets out"
_OWN_PLAN = re.compile(
    r"\b(?:this|the present|our|the following|the next|the remaining)\s+(?:\w+\s+)?"
    r"(?:paper|article|report|study|essay|chapter|section|brief|note|document|analysis|review)s?\b",
    re.IGNORECASE,
)


def has_finite_verb(passage: Passage) -> bool:
    """Say whether the parse of a passage holds a finite verb or a modal."""
    return any(token.tag_ in ("VBD", "VBP", "VBZ", "MD") for token in passage.parse)


def explain_silence(passage: Passage) -> str:
    """Return the reason why a sentence gave no row, by the first that fits."""
    text = passage.text.rstrip("\"'”’) ")
    if passage.section.kind == "references":
        return "reference_list"
    if text.endswith("?"):
        return "question"
    if _SOURCE_NOTE.match(passage.text):
        return "source_note"
    if text.endswith(":"):
        return "lead_in"
    if _OWN_PLAN.search(text):
        return "own_plan"
    if not has_finite_verb(passage):
        return "fragment"
    return "no_assertion"


def extract_silence(document: Document, found: Tables) -> Tables:
    """Return the table sentences with the reason in every row that no claim and no recommendation points at."""
    spoken = {row["sentence_id"] for table in ("claims", "recommendations") for row in found.get(table, [])}
    rows = []
    for row in found["sentences"]:
        silent = row["sentence_id"] not in spoken
        reason = explain_silence(document.by_sentence_id[row["sentence_id"]]) if silent else None
        rows.append({**row, "silence_reason": reason})
    return {"sentences": rows}
