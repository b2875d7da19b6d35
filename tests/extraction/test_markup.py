"""Markup: what stands in the text and is not read, so that rows are found through it and point at it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extraction.document import Source
from flows.extraction.ids import IdMaker
from flows.extraction.language import parse_document
from flows.extraction.markup import find_markup
from flows.extraction.outline import outline_text
from flows.extraction.registry import extract_document


def read_passages(text: str) -> list[tuple[str, str]]:
    """Return kind and text of what is read of a text."""
    return [(draft.kind, draft.content.text) for draft in outline_text(Source("case", text), IdMaker("case")).drafts]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Ports [need dredging](https://example.org/a_(b)_c) now.", "Ports need dredging now."),
        (
            "Ports **need** dredging, *now* and __soon__ and ***at once***.",
            "Ports need dredging, now and soon and at once.",
        ),
        ("**Ports need dredging.** Rail does not.", "Ports need dredging."),
        ("Ports need dredging[^3] now.", "Ports need dredging now."),
        ("Ports \\[of the south\\] need dredging.", "Ports [of the south] need dredging."),
        ("Ports need<br>dredging<sup>2</sup> <!-- check --> <a href='x'>now</a>.", "Ports needdredging2 now."),
        ("[**The Herald**](https://example.org)**:** ports grew.", "The Herald: ports grew."),
        ("> Ports need dredging.\n> Rail does not.", "Ports need dredging."),
    ],
)
def test_markup_is_not_read(text, read):
    assert read_passages(text)[0] == ("sentence", read)


@pytest.mark.parametrize(
    "text",
    [
        "The effect was 0.35** in ports and 0.12** on rail.",
        "Pipes of 5 * 3 * 2 metres and my_file_name were tested [3] (see Annex).",
        "Ports* need dredging.",
        "Trade <5% and >3% of output.",
        "Blanks _____ are filled in.",
    ],
)
def test_what_only_looks_like_markup_is_read(text):
    assert read_passages(text) == [("sentence", text)]


def test_headings_show_their_words_alone():
    text = "## The **clean** air plan ##\n\nAir should be cleaner.\n\n**Costs**\n\nCosts are low.\n"
    assert read_passages(text) == [
        ("heading", "The clean air plan"),
        ("sentence", "Air should be cleaner."),
        ("heading", "Costs"),
        ("sentence", "Costs are low."),
    ]


def test_rows_are_found_through_markup_and_show_it():
    text = "**The [Ministry of Health](https://example.org)** must hire *200* nurses.\n"
    found = extract_document(parse_document(Source("case", text)))
    (advice,) = found["recommendations"]
    assert advice["actor"] == "The Ministry of Health"
    assert advice["action"] == text[advice["char_start"] : advice["char_end"]] == "hire *200* nurses"
    (figure,) = found["figures"]
    assert (figure["value"], figure["unit"]) == (200, "nurse")
    assert any(row["surface"] == "Ministry of Health" for row in found["mentions"])


@given(st.text(alphabet="ab *_[]()^!<>#\\\n/", max_size=80))
def test_markup_lies_in_order_within_the_text(text):
    spans = find_markup(text)
    assert all(a.end <= b.start for a, b in zip(spans, spans[1:], strict=False))
    assert all(span.end <= len(text) for span in spans)
