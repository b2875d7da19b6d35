"""The recommendations of invented sentences, and what holds of the rows of any text."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.extraction.document import Card, Document, Row, Source
from flows.extraction.entities.extractor import extract_entities
from flows.extraction.language import parse_document
from flows.extraction.recommendations.actors import classify_actor
from flows.extraction.recommendations.extractor import extract_recommendations
from flows.extraction.spans import Span, collapse
from flows.extraction.themes import assign_themes, list_themes
from tests.extraction.cases import assert_rows, load_cases

CLASSES = {"state", "local_government", "firms", "universities", "international", "everyone", "unstated"}
WORDS = "the council should must shall we need to build , and ; : so as in order to roads It is necessary for ( ) - that be built by only can . ?"


def extract(text: str) -> tuple[Document, list[Row]]:
    document = parse_document(Source("case", text))
    return document, extract_recommendations(document, {})["recommendations"]


@pytest.mark.parametrize("case", load_cases("recommendations"))
def test_a_text_gives_its_rows(case: dict) -> None:
    _, rows = extract(case["text"])
    assert_rows(case["rows"], rows)


def assert_well_formed(document: Document, rows: list[Row]) -> None:
    for row in rows:
        assert collapse(document.text[row["char_start"] : row["char_end"]]) == row["action"]
        assert row["sentence_id"] in document.by_sentence_id
        assert row["strength"] in ("must", "should", "could")
        assert row["actor_class"] in CLASSES
        assert set(row["themes"]) <= set(list_themes())
        assert 0 <= row["score"] <= 1
    assert len({row["recommendation_id"] for row in rows}) == len(rows)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=40).map(" ".join))
def test_rows_of_jumbled_cues_are_grounded(text: str) -> None:
    assert_well_formed(*extract(text))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    assert_well_formed(*extract(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "SHOULD",
        "must",
        "to",
        "only by",
        "A " * 4000 + "should go.",
        "WE MUST ACT NOW AND WE MUST PAY.",
        "we must " * 500,
        "(" * 300 + "should",
    ],
)
def test_odd_sentences_are_read_without_a_fault(text: str) -> None:
    assert_well_formed(*extract(text))


def test_the_same_text_gives_the_same_rows() -> None:
    text = "Cities should build trams, widen pavements and plant trees so as to calm traffic."
    assert extract(text)[1] == extract(text)[1]


def test_an_actor_is_linked_to_its_entity() -> None:
    document = parse_document(Source("case", "Kenya should lower its tariffs."))
    sentence = document.sentences[0]
    mention = {
        "mention_id": "men_1", "entity_id": "ent_ke", "doc_id": "case", "sentence_id": sentence.sentence_id,
        "surface": "Kenya", "char_start": 0, "char_end": 5,
    }  # fmt: skip
    found = {"mentions": [mention], "document_entities": [{"entity_id": "ent_ke", "entity_type": "country"}]}
    row = extract_recommendations(document, found)["recommendations"][0]
    assert (row["actor"], row["actor_entity_id"], row["actor_class"]) == ("Kenya", "ent_ke", "state")
    assert Span(row["char_start"], row["char_end"]).slice(document.text) == "lower its tariffs"


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("lower tariffs on imported steel", "trade_barriers"),
        ("sign a free trade agreement with its neighbours", "trade_agreements"),
        ("enlarge the free trade zone", "free_trade_zones"),
        ("attract foreign investment", "investment_finance"),
        ("build railways and ports", "infrastructure"),
        ("promote scientific research", "innovation"),
        ("upgrade the industrial structure", "industry_structure"),
        ("hold a diplomatic dialogue", "diplomacy_governance"),
        ("close the regional gap", "regional_development"),
        ("exchange students between universities", "culture_education"),
        ("market the brands of our firms", "enterprise_competitiveness"),
        ("cut carbon emissions", "environment_climate"),
        ("build solar power plants", "energy"),
        ("help farmers irrigate their crops", "agriculture"),
        ("vaccinate patients in hospitals", "health"),
        ("raise the minimum wage of workers", "labour_social"),
        ("balance the budget and reform taxes", "public_finance"),
        ("build affordable housing", "housing_cities"),
        ("train the police and the courts", "security_justice"),
        ("move public data to the cloud", "digital"),
    ],
)
def test_a_phrase_has_its_theme(text: str, theme: str) -> None:
    assert assign_themes(text)[0] == theme


def test_a_text_without_any_term_has_no_theme() -> None:
    assert assign_themes("so be it") == []


@pytest.mark.parametrize(
    ("actor", "entity_type", "expected"),
    [
        ("the government and foreign trade companies", None, "state"),
        ("The city council", None, "local_government"),
        ("relevant universities", None, "universities"),
        ("multilateral development banks", None, "international"),
        ("members of the European Union", None, "international"),
        ("we", None, "everyone"),
        ("Kenya", "country", "state"),
        ("Ningxia", "place", "local_government"),
        ("the reform of the port", None, "unstated"),
        (None, None, "unstated"),
    ],
)
def test_an_actor_has_its_class(actor: str | None, entity_type: str | None, expected: str) -> None:
    assert classify_actor(actor, entity_type) == expected


def test_a_country_that_owns_the_actor_is_not_the_actor() -> None:
    document = parse_document(Source("case", "Kenya's exporters should insure their cargo."))
    sentence = document.sentences[0]
    mention = {"entity_id": "ent_ke", "sentence_id": sentence.sentence_id, "char_start": 0, "char_end": 5}
    row = extract_recommendations(document, {"mentions": [mention]})["recommendations"][0]
    assert (row["actor"], row["actor_entity_id"], row["actor_class"]) == ("Kenya's exporters", None, "firms")


def test_our_country_is_the_country_of_the_card() -> None:
    source = Source("case", "Our country should lower tariffs. Its exporters must adapt.", Card(country="KE"))
    document = parse_document(source)
    found = extract_entities(document, {})
    rows = extract_recommendations(document, found)["recommendations"]
    kenya = [row for row in found["document_entities"] if row["code"] == "KE"]
    assert [row["actor_entity_id"] for row in rows] == [kenya[0]["entity_id"], None]
    assert extract_recommendations(parse_document(Source("case", source.text)), {"mentions": []})["recommendations"]
