"""The table causal_links: cases, and constructions read from a parse."""

from typing import Any

import pytest

from flows.extraction.claims.causal_constructions import find_links
from flows.extraction.document import Source
from flows.extraction.language import parse_document
from tests.extraction.cases import assert_rows, load_cases
from tests.extraction.test_claims import extract


@pytest.mark.parametrize("case", load_cases("causal_links"))
def test_case(case: dict[str, Any]) -> None:
    assert_rows(case["rows"], extract(case["text"])[2])


def read_links(text: str) -> list[tuple[str, str]]:
    parse = parse_document(Source("case", text)).passages[0].parse
    return [(parse[slice(*link.cause)].text, parse[slice(*link.effect)].text) for link in find_links(parse)]


def test_provides_with() -> None:
    assert read_links("The scheme provides poor households with access to cheap credit.") == [
        ("The scheme", "access to cheap credit")
    ]


def test_participle_before_its_clause() -> None:
    assert read_links("Affected by the drought, the number of herders fell sharply.") == [
        ("the drought", "the number of herders fell sharply")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "This order does not create any right or benefit.",
        "The levy was cut to 3 per cent by 1969.",
        "Any transaction that causes harm is void.",
        "Through the new pact, we reaffirmed our friendship.",
        "The merger had no impact on prices.",
        "Since 2010, bread prices have risen.",
        "Many nurses left the country.",
        "An award given to the two best schools was stolen.",
    ],
)
def test_tells_no_cause(text: str) -> None:
    assert read_links(text) == []


def test_relative_clause_agrees_with_its_noun() -> None:
    links = read_links("The fund pays for parts of the network that cause delays.")
    assert links == [("parts of the network", "delays")]


def test_cleft_names_the_whole_noun() -> None:
    assert read_links("It is the lack of water that limits yields.") == [("the lack of water", "yields")]


def test_money_is_an_effect() -> None:
    assert read_links("The reform will save taxpayers £1.7 billion.") == [("The reform", "taxpayers £1.7 billion")]


def test_modal_keeps_its_verbs_together() -> None:
    links = read_links("Our policy is based on the idea that weapons should deter aggression and prevent war.")
    assert links == [("weapons", "aggression"), ("weapons", "war")]


def test_noun_for_root() -> None:
    text = (
        "A more significant increase in overall imports compared to exports led to a rise in the overall trade deficit."
    )
    assert read_links(text) == [
        ("A more significant increase in overall imports compared to exports", "a rise in the overall trade deficit")
    ]


def test_purpose_is_no_effect() -> None:
    assert read_links("The council bought buses to promote tourism.") == []


def test_cause_and_effect_do_not_overlap() -> None:
    parse = (
        parse_document(Source("case", "The fall in demand caused by the war reduced prices, which hurt farmers."))
        .passages[0]
        .parse
    )
    for link in find_links(parse):
        assert link.cause[1] <= link.effect[0] or link.effect[1] <= link.cause[0]


def test_long_sentence_is_read_in_time() -> None:
    assert isinstance(read_links("The tax raises prices, " * 800), list)
