"""Entities: cases, and what holds for every text."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.extraction.document import Card, Document, Row, Source
from flows.extraction.entities.extractor import extract_entities
from flows.extraction.entities.gazetteer import Entry, Gazetteer, Thing, fold
from flows.extraction.entities.homeland import resolve_home_country
from flows.extraction.language import parse_document
from flows.extraction.spans import collapse
from tests.extraction.cases import assert_rows, load_cases

TYPES = {
    "country",
    "region",
    "place",
    "organization",
    "person",
    "programme",
    "event",
    "infrastructure",
    "product",
    "other",
}
SYSTEMS = {"iso3166-1", "iso3166-2", "un-m49", "iso4217", "hs", None}
METHODS = {"gazetteer", "model", "acronym", "rule", "coreference"}
# words that push the rules: names, heads, connectors, odd characters
PIECES = st.sampled_from(
    [
        "China",
        "the",
        "Bank",
        "of",
        "and",
        "Ministry",
        "WTO",
        "(WTO)",
        "İstanbul",
        "’s",
        "'",
        "Act 2019",
        "steel",
        "A.",
        "—",
        "\u00a0",
    ]
    + [
        "Central",
        "Asian",
        "for",
        "Zone",
        "U.S.",
        "\n",
        ",",
        ".",
        "ＷＴＯ",
        "ß",
        "COP 27",
        "war in",
        "Ukraine",
        "2015",
        "election",
        "$",
        "ﬁ",
        "et al.",
    ]
)


def extract(text: str, card: Card | None = None) -> tuple[Document, dict[str, list[Row]]]:
    """Parse a text and extract its entities."""
    document = parse_document(Source("case", text, card or Card()))
    return document, extract_entities(document, {})


@pytest.mark.parametrize("case", load_cases("mentions"))
def test_case(case: dict[str, Any]) -> None:
    _, tables = extract(case["text"])
    entities = {row["entity_id"]: row for row in tables["document_entities"]}
    assert_rows(case["rows"], [entities[row["entity_id"]] | row for row in tables["mentions"]])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join)))
def test_rows_hold_for_any_text(text: str) -> None:
    document, tables = extract(text)
    ids = {row["entity_id"] for row in tables["document_entities"]}
    spans = sorted((row["char_start"], row["char_end"]) for row in tables["mentions"])
    assert all(left[1] <= right[0] for left, right in zip(spans, spans[1:], strict=False))
    assert len(ids) == len(tables["document_entities"])
    for row in tables["mentions"]:
        assert row["entity_id"] in ids
        assert row["method"] in METHODS
        assert 0 < row["score"] < 1
        assert collapse(document.text[row["char_start"] : row["char_end"]]) == row["surface"] != ""
    for row in tables["document_entities"]:
        assert row["entity_type"] in TYPES
        assert row["code_system"] in SYSTEMS
        assert (row["code"] is None) == (row["code_system"] is None)
        assert row["name"]


def test_an_entity_has_one_id_in_every_document() -> None:
    first = extract("China joined the WTO.")[1]["document_entities"]
    second = extract("The World Trade Organization praised Chinese farmers.")[1]["document_entities"]
    assert {row["entity_id"] for row in first} == {row["entity_id"] for row in second}


def test_a_mention_keeps_its_id_when_the_text_before_it_changes() -> None:
    sentence = "Kenya lowered its tariffs."
    alone = extract(sentence)[1]["mentions"]
    behind = extract(f"It rained.\n\n{sentence}")[1]["mentions"]
    assert [row["mention_id"] for row in alone] == [row["mention_id"] for row in behind]


def test_headings_have_mentions_without_a_sentence() -> None:
    _, tables = extract("1. Trade with Kenya\n\nTrade grew quickly in the last decade.\n")
    assert [(row["surface"], row["sentence_id"]) for row in tables["mentions"]] == [("Kenya", None)]


@pytest.mark.parametrize(
    ("text", "card", "code"),
    [
        ("Our country must act.", Card(country="KE"), "KE"),
        ("Kenya grew. Kenya exported tea. Kenya's ports are full. Our country must act.", Card(), "KE"),
        ("Kenya, Uganda and Peru agreed. Our country must act.", Card(), None),
    ],
)
def test_home_country(text: str, card: Card, code: str | None) -> None:
    document, tables = extract(text, card)
    home = resolve_home_country(document, tables)
    codes = {row["entity_id"]: row["code"] for row in tables["document_entities"]}
    assert codes.get(home or "") == code


@given(st.text(max_size=60))
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_the_longest_of_nested_forms_comes_first() -> None:
    things = [Thing("organization", "Bank"), Thing("organization", "Bank of Lamu")]
    gazetteer = Gazetteer(Entry(thing.name, thing, "name", "organization") for thing in things)
    hits = gazetteer.find("The Bank of Lamu; a bankrupt Banker")
    assert [hit.entries[0].thing.name for hit in hits] == ["Bank of Lamu", "Bank"]
