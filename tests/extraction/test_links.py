"""Links: the role of an entity in a claim or an advised action, and the figures that a claim states."""

from typing import Any

import pytest

from flows.extraction.document import Card, Document, Row, Source, Tables
from flows.extraction.entities.extractor import extract_entities
from flows.extraction.language import parse_document
from flows.extraction.links import extract_links


def build(text: str, card: Card | None = None) -> tuple[Document, Tables]:
    """Return a document of one sentence with its entities and one claim that is the whole sentence."""
    document = parse_document(Source("case", text, card or Card()))
    passage = document.sentences[0]
    claim: Row = {
        "claim_id": "clm_1",
        "sentence_id": passage.sentence_id,
        "char_start": passage.span.start,
        "char_end": passage.span.end,
    }
    return document, extract_entities(document, {}) | {"claims": [claim]}


def name_roles(rows: list[Row], found: Tables) -> dict[str, set[str]]:
    """Return the roles of each entity by its name."""
    names = {row["entity_id"]: row["name"] for row in found["document_entities"]}
    roles: dict[str, set[str]] = {}
    for row in rows:
        roles.setdefault(names[row["entity_id"]], set()).add(row["role"])
    return roles


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Kenya sells flowers to Uganda.", {"Kenya": {"subject"}, "Uganda": {"mentioned"}}),
        ("The exports of Kenya hurt Ugandan farmers.", {"Kenya": {"subject"}, "Uganda": {"object"}}),
        ("The levy was introduced by Peru.", {"Peru": {"actor"}}),
        ("Kenya grew while lenders praised Kenya.", {"Kenya": {"subject", "object"}}),
        ("In Kenya, prices rose.", {"Kenya": {"mentioned"}}),
    ],
)
def test_roles_in_claims(text: str, roles: dict[str, set[str]]) -> None:
    document, found = build(text)
    links = extract_links(document, found)["claim_entities"]
    assert {name: found for name, found in name_roles(links, found).items() if name in roles} == roles


def test_our_country_is_the_cards() -> None:
    document, found = build("Our country lowered its tariffs.", Card(country="KE"))
    links = extract_links(document, found)["claim_entities"]
    assert name_roles(links, found) == {"Kenya": {"subject"}}


def test_roles_in_advice() -> None:
    document, found = build("Kenya should deepen trade with Uganda, as Peru did.")
    text = document.text
    start = text.index("deepen")
    advice: dict[str, Any] = {
        "recommendation_id": "rec_1",
        "sentence_id": document.sentences[0].sentence_id,
        "actor": "Kenya",
        "actor_entity_id": next(row["entity_id"] for row in found["document_entities"] if row["code"] == "KE"),
        "char_start": start,
        "char_end": text.index(","),
    }
    found["recommendations"] = [advice, advice]
    links = extract_links(document, found)["recommendation_entities"]
    assert name_roles(links, found) == {"Kenya": {"actor"}, "Uganda": {"target"}, "Peru": {"mentioned"}}
    assert len(links) == 3


@pytest.mark.parametrize(
    ("text", "actor", "roles"),
    [
        ("The Turkish government must build ports.", "The Turkish government", {"Türkiye": {"actor"}}),
        ("The Government of Peru should build ports.", "The Government of Peru", {"Government (Peru)": {"actor"}}),
        ("Peru, Chile and their firms should build ports.", "Peru, Chile and their firms", {"Chile": {"actor"}}),
        ("Turkish firms should build ports.", "Turkish firms", {"Türkiye": {"mentioned"}}),
    ],
)
def test_who_acts(text: str, actor: str, roles: dict[str, set[str]]) -> None:
    document, found = build(text)
    found["recommendations"] = [
        {
            "recommendation_id": "rec_1",
            "sentence_id": document.sentences[0].sentence_id,
            "actor": actor,
            "actor_entity_id": None,
            "char_start": text.index("build"),
            "char_end": len(text) - 1,
        }
    ]
    links = extract_links(document, found)["recommendation_entities"]
    assert {name: held for name, held in name_roles(links, found).items() if name in roles} == roles


def test_figures_of_a_claim() -> None:
    document, found = build("Exports grew by 12 percent in two years.")
    sentence = document.sentences[0].sentence_id
    inside = {"figure_id": "fig_1", "sentence_id": sentence, "char_start": 16, "char_end": 26, "is_statistic": True}
    counted = inside | {"figure_id": "fig_2", "char_start": 30, "char_end": 39, "is_statistic": False}
    outside = inside | {"figure_id": "fig_3", "char_start": 900, "char_end": 910}
    found["figures"] = [inside, counted, outside]
    assert extract_links(document, found)["claim_figures"] == [
        {"doc_id": "case", "claim_id": "clm_1", "figure_id": "fig_1", "role": "evidence"},
    ]
