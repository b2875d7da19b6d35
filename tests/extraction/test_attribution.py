"""Who says it: cases, and what holds of every source."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.extraction.document import Source
from flows.extraction.language import parse_document
from flows.extraction.sources.attribution import find_attribution
from tests.extraction.cases import assert_rows, load_cases


def find_sources(text: str) -> list[dict[str, str]]:
    """Return the source of each sentence that names one."""
    passages = parse_document(Source("case", text)).sentences
    found = [(passage, find_attribution(passage)) for passage in passages]
    return [{"source": span.slice(passage.text)} for passage, span in found if span is not None]


@pytest.mark.parametrize("case", load_cases("attribution"))
def test_case(case: dict[str, Any]) -> None:
    assert_rows(case["rows"], find_sources(case["text"]))


WORDS = st.sampled_from(
    [
        "the",
        "IMF",
        "projects",
        "said",
        "“",
        "”",
        ":",
        ",",
        "that",
        "as",
        "noted",
        "by",
        "in",
        "according",
        "to",
        "growth",
    ]
    + ["fell", "report", "of", "'s", "view", "is", "it", "estimated", "at", "3", ".", "—", "and", "called", "who"]
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=40).map(" ".join)))
def test_every_source_lies_in_its_sentence(text: str) -> None:
    for row in find_sources(text):
        assert row["source"].strip() == row["source"] != ""


def test_long_sentence_names_its_source() -> None:
    rows = find_sources("The minister said that prices fell, " * 800)
    assert {row["source"] for row in rows} == {"minister"}
