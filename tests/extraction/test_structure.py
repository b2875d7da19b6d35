"""Outline and sentences: cases as data, and what must hold of any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.extraction.document import Source
from flows.extraction.ids import IdMaker
from flows.extraction.outline import outline_text
from flows.extraction.segmentation import LONGEST, split_sentences
from flows.extraction.spans import Span, collapse, collapse_spans
from tests.extraction.cases import load_cases

# texts as PDFs give them: lines, blanks, marks and numbers in any order
PIECES = st.sampled_from(
    ["\n", "\n\n", " ", "\r\n", "\f", "1. ", "2.1 Title Words\n", "Figure 1 ", "Fig.2 Map of\n", "Abstract: ", "- ", "(a) ",
     "The council ", "acts. ", "e.g. ", "[3]. ", "“quoted ", "end.”", "2012. ", "U.S. ", "?", "!", "…", "\ufeff", "é", "中文。"]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=12), max_size=60).map("".join)


def outline(text):
    return outline_text(Source("case", text), IdMaker("case"))


@pytest.mark.parametrize("case", load_cases("structure"))
def test_case(case):
    drafts = outline(case["text"]).drafts
    for kind in ("heading", "caption", "sentence"):
        if f"{kind}s" in case:
            assert [draft.content.text for draft in drafts if draft.kind == kind] == case[f"{kind}s"]
    if "levels" in case:
        sections = outline(case["text"]).sections
        assert [[section.level, section.number, section.kind] for section in sections] == case["levels"]


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_passages_stand_in_their_text_in_order(text):
    read = outline(text)
    end = 0
    for draft in read.drafts:
        span = Span(draft.content.offsets[0], draft.content.offsets[-1] + 1)
        assert span.start >= end or draft.kind == "caption"
        end = max(end, span.end) if draft.kind != "caption" else end
        assert all(
            text[offset] == character or (character == " " and text[offset].isspace())
            for character, offset in zip(draft.content.text, draft.content.offsets, strict=True)
        )
        assert len(draft.content.text) <= LONGEST or draft.kind != "sentence"
    sections = read.sections
    assert all(a.span.end <= b.span.start for a, b in zip(sections, sections[1:], strict=False))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_sentences_leave_nothing_out(text):
    flat = collapse(text)
    bounds = split_sentences(flat)
    assert "".join(flat[start:end] for start, end in bounds).replace(" ", "") == flat.replace(" ", "")
    assert all(a[1] <= b[0] for a, b in zip(bounds, bounds[1:], strict=False))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80), st.data())
def test_collapsed_text_leads_back(text, data):
    if not collapse(text):
        return
    flat = collapse_spans(text, [Span(0, len(text))])
    assert flat.text == collapse(text)
    start = data.draw(st.integers(0, len(flat.text) - 1))
    end = data.draw(st.integers(start + 1, len(flat.text)))
    if flat.text[start:end].strip():
        assert collapse(flat.locate(start, end).slice(text)) == flat.text[start:end].strip()
