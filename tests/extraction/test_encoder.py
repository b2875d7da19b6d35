"""The sentence encoder of the claims, and the verdict that it shares with the linear models."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.extraction.claims.encoder import LONGEST_SENTENCE, load_encoder
from flows.extraction.claims.judges import CLAIM_TYPES, combine_judges, judge_sentence, read_assertion, read_types
from flows.extraction.training.statements import KINDS, digest_statements, read_statements
from flows.settings import ROOT

GOLD_UNITS = sorted((ROOT / "tests" / "gold").glob("*.units.tsv"))


def read_pieces(text: str) -> list[str]:
    """Return a sentence's word pieces, without those that mark its start and end."""
    reader = load_encoder().reader
    pieces = (reader.processor.id_to_piece(number) for number in reader.read(text)[1:-1])
    return [piece if begins_word else f"##{piece}" for piece, begins_word in pieces]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Zürich’s accord", ["zurich", "’", "s", "accord"]),
        ("—signed in 2019—isn't ratified.", ["—", "signed", "in", "2019", "—", "isn", "'", "t", "ratified", "."]),
        ("US$1,250 (or 3.5%)", ["us", "$", "1", ",", "250", "(", "or", "3", ".", "5", "%", ")"]),
        ("under_score 😀 cooperatives", ["under", "_", "score", "[UNK]", "cooperative", "##s"]),
        ("x" * 101, ["[UNK]"]),
        (" \n\t", []),
    ],
)
def test_reads_the_pieces_of_bert(text: str, pieces: list[str]) -> None:
    assert read_pieces(text) == pieces


def test_reads_no_more_than_the_beginning_of_a_long_sentence() -> None:
    numbers = load_encoder().reader.read("tariff " * 100_000)
    assert len(numbers) == LONGEST_SENTENCE
    assert numbers[-1] == load_encoder().reader.end


@settings(max_examples=50, deadline=None)
@given(st.text())
def test_says_something_of_any_text(text: str) -> None:
    reading = load_encoder().read(text)
    assert tuple(reading) == KINDS
    assert math.isclose(math.fsum(reading.values()), 1, rel_tol=1e-5)
    assert all(value >= 0 for value in reading.values())


def test_a_reading_is_the_same_every_time() -> None:
    texts = ["The strike led to delays.", "Rents will rise.", "We urge the council to act."]
    first = [load_encoder().read(text) for text in texts]
    assert [load_encoder().read(text) for text in reversed(texts)] == first[::-1]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The drought drove up the price of maize in every market of the valley.", "causal"),
        ("By 2040 the fleet will have doubled.", "predictive"),
        ("A sandbox is a set of rules under which firms may test a service.", "definitional"),
        ("Wages are lower in the north than in the south.", "comparative"),
        ("The inspection regime is a remarkable success.", "evaluative"),
        ("The commission met four times in Nairobi in 2019.", "descriptive"),
        ("Ministers should publish the register without delay.", "recommendation"),
        ("Figure 7. Landings by port", "none"),
    ],
)
def test_tells_plain_statements_apart(text: str, kind: str) -> None:
    reading = load_encoder().read(text)
    assert max(reading, key=lambda name: reading[name]) == kind


def test_was_fitted_to_the_sentences_that_are_here() -> None:
    assert load_encoder().fitted_to == digest_statements()


def test_no_sentence_of_the_annotated_papers_is_among_those_it_was_fitted_to() -> None:
    annotated = {line.split("\t")[2].strip() for units in GOLD_UNITS for line in units.read_text().splitlines()[1:]}
    assert len(annotated) > 100
    assert not annotated & {text for _, text in read_statements()}


def test_an_assertion_is_any_type_of_claim() -> None:
    reading = dict.fromkeys(CLAIM_TYPES, 0.1) | {"recommendation": 0.3, "none": 0.1}
    assertion = read_assertion(reading)
    assert math.isclose(assertion["claim"], 0.6)
    assert math.isclose(assertion["other"], 0.4)


def test_types_are_told_as_though_the_sentence_were_a_claim() -> None:
    reading = dict.fromkeys(CLAIM_TYPES, 0.0) | {"causal": 0.02, "predictive": 0.06, "recommendation": 0.92}
    types = read_types(reading)
    assert math.isclose(math.fsum(types.values()), 1)
    assert math.isclose(types["predictive"], 0.75, rel_tol=1e-3)


def test_two_judges_have_one_vote_each() -> None:
    sure, doubtful = {"a": 0.9, "b": 0.1}, {"a": 0.4, "b": 0.6}
    assert combine_judges(sure, doubtful) == combine_judges(doubtful, sure)
    assert 0.4 < combine_judges(sure, doubtful)["a"] < 0.9


def test_two_judges_who_agree_are_surer_than_either() -> None:
    sure = {"a": 0.9, "b": 0.1}
    assert 0.9 < combine_judges(sure, sure)["a"] < 0.99


def test_no_judge_rules_a_class_out_alone() -> None:
    assert combine_judges({"a": 0.0, "b": 1.0}, {"a": 1.0, "b": 0.0})["a"] == pytest.approx(0.5)


def test_the_verdict_knows_the_claim_and_its_type() -> None:
    verdict = judge_sentence("The ministry met three times in Nairobi in 2019.", {})
    assert verdict.asserts > 0.5
    assert verdict.claim_type == "descriptive"
