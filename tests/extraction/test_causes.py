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
        "An open question is why the bridge failed.",
        "Aid flows to regions affected by drought.",
        "As the survey shows, rents are high.",
        "They are called foes, just as others have been dispersed before.",
    ],
)
def test_tells_no_cause(text: str) -> None:
    assert read_links(text) == []


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (
            "The platform has great potential to promote trade, advance equality and health, and create jobs.",
            [("The platform", "trade"), ("The platform", "equality and health"), ("The platform", "jobs")],
        ),
        (
            "Red bags are 2 kilos each, so 3 bags weigh 6 kilos.",
            [("Red bags are 2 kilos each", "3 bags weigh 6 kilos")],
        ),
        (
            "An extra fund was promised on Tuesday so 2,000 new nurses can be hired now.",
            [("An extra fund was promised on Tuesday", "2,000 new nurses can be hired now")],
        ),
        ("The new treaty will usher in a period of peace.", [("The new treaty", "a period of peace")]),
        ("The valley suffered 3 billion in damages from the storm.", [("the storm", "3 billion in damages")]),
        ("The airline has blamed high fuel prices for a fall in profits.", [("high fuel prices", "a fall in profits")]),
        ("Given the lack of nurses, wards are closing.", [("the lack of nurses", "wards are closing")]),
        (
            "Output fell by a third, a step that raises fears.",
            [("Output fell by a third", "fears")],
        ),
        ("By definition, the tax raises prices.", [("the tax", "prices")]),
    ],
)
def test_construction_is_read(text: str, links: list[tuple[str, str]]) -> None:
    assert read_links(text) == links


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("If prices rise again, the fund may run dry.", [("prices rise again", "the fund may run dry")]),
        (
            "As long as four firms own the mills, there cannot be competition.",
            [("four firms own the mills", "there cannot be competition")],
        ),
        (
            "As subsidies were expanded, the bill rose to one per cent of output.",
            [("subsidies were expanded", "the bill rose to one per cent of output")],
        ),
        ("If rents rise, the tax hurts tenants.", [("the tax", "tenants")]),
    ],
)
def test_condition_is_told_where_nothing_else_is(text: str, links: list[tuple[str, str]]) -> None:
    assert read_links(text) == links


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


@pytest.mark.parametrize(
    "part",
    [
        "The tax raises prices, ",
        "raised the cost and ",
        "making firms wary, ",
        "as prices rise, if rents fall, ",
        "by cutting costs, ",
        "rules and laws and ",
    ],
)
def test_long_sentence_gives_links_that_are_in_it(part: str) -> None:
    text = part * (20_000 // len(part))
    for cause, effect in read_links(text):
        assert cause
        assert effect
        assert cause != effect
        assert cause in text
        assert effect in text
