"""The table claims: cases, and what holds of every row."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.extraction.claims.extractor import expand_citations, extract_claims
from flows.extraction.claims.linear_model import load_model, read_model, use_model
from flows.extraction.document import Document, Row, Source
from flows.extraction.language import parse_document
from flows.extraction.recommendations.extractor import extract_recommendations
from flows.extraction.spans import collapse
from tests.extraction.cases import assert_rows, load_cases


def extract(text: str) -> tuple[Document, list[Row], list[Row]]:
    """Return a text's document, claims and causal links."""
    document = parse_document(Source("case", text))
    advice = extract_recommendations(document, {"mentions": [], "document_entities": []})
    tables = extract_claims(document, advice)
    return document, tables["claims"], tables["causal_links"]


@pytest.mark.parametrize("case", load_cases("claims"))
def test_case(case: dict[str, Any]) -> None:
    assert_rows(case["rows"], extract(case["text"])[1])


def test_works_without_recommendations() -> None:
    document = parse_document(Source("case", "The lake is shallow."))
    assert [row["text"] for row in extract_claims(document, {})["claims"]] == ["The lake is shallow."]


def test_uses_the_model_installed() -> None:
    denying = read_model({"classes": ["claim", "other"], "bias": [0.0, 9.0], "weights": {}})
    stored = load_model("claims_model")
    with use_model({**stored, "assertion": denying}):
        assert extract("The lake is shallow.")[1] == []
    assert load_model("claims_model") is stored
    assert len(extract("The lake is shallow.")[1]) == 1


def test_is_deterministic() -> None:
    text = "The strike led to delays. Trade may fall. Rents are higher than in 2010."
    assert extract(text)[1:] == extract(text)[1:]


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("x [3]", [3]),
        ("x [1-3]", [1, 2, 3]),
        ("x [1, 3–4; 9]", [1, 3, 4, 9]),
        ("x [9-3]", [9, 3]),
        ("x [2019]", []),
        ("x [a]", []),
        ("x [1-900]", [1, 900]),
    ],
)
def test_expands_citations(text: str, works: list[int]) -> None:
    assert list(expand_citations(text)) == works


WORDS = st.sampled_from(
    [
        "the",
        "tax",
        "promotes",
        "trade",
        ",",
        "which",
        "because",
        "of",
        "“",
        "”",
        "may",
        "not",
        "[3]",
        "is",
        "a",
        "by",
        "raising",
        "and",
        "The",
        "more",
        "due",
        "to",
        "\x0b",
        "—",
        "…",
        "100%",
        ".",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=40).map(" ".join)))
def test_every_row_is_grounded(text: str) -> None:
    document, claims, links = extract(text)
    for row in claims:
        assert collapse(document.text[row["char_start"] : row["char_end"]]) == row["text"]
        assert 0 <= row["score"] <= 1
    ids = {row["claim_id"] for row in claims}
    assert len(ids) == len(claims)
    assert len({link["link_id"] for link in links}) == len(links)
    for link in links:
        assert link["claim_id"] in ids
        for side in ("cause", "effect"):
            start, end = link[f"{side}_start"], link[f"{side}_end"]
            assert collapse(document.text[start:end]) == link[side]
            assert link["char_start"] <= start < end <= link["char_end"]
