import math
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.extraction.dates.extractor import extract_dates
from flows.extraction.document import Card, Source
from flows.extraction.figures.extractor import extract_figures
from flows.extraction.figures.numerals import read_numerals
from flows.extraction.figures.wording import is_garbled
from flows.extraction.language import parse_document
from flows.extraction.lexicon import load_lexicon
from flows.extraction.measurement.currencies import load_codes, load_names
from flows.extraction.measurement.units import read_unit
from tests.extraction.cases import assert_rows, load_cases

COLUMNS = {
    "figure_id",
    "doc_id",
    "sentence_id",
    "surface",
    "kind",
    "value",
    "value_high",
    "unit",
    "qualifier",
    "measure",
    "entity_id",
    "period_start",
    "period_end",
    "direction",
    "is_statistic",
    "attributed_to",
    "safe_to_sum",
    "sum_note",
    "char_start",
    "char_end",
    "score",
}


def read(text, card=None):
    document = parse_document(Source("case", text, card or Card()))
    return extract_figures(document, extract_dates(document, {}))["figures"]


@pytest.mark.parametrize("case", load_cases("figures"))
def test_figures_of_a_sentence(case):
    assert_rows(case["rows"], read(case["text"]))


def test_rows_have_the_columns_of_the_contract_and_are_grounded():
    text = "About  19%\nof ports and 45 ships, 12 km and\t$3 million\u00a0were lost."
    rows = read(text)
    assert len(rows) == 4
    for row in rows:
        assert set(row) == COLUMNS
        assert " ".join(text[row["char_start"] : row["char_end"]].split()) == row["surface"]
        assert 0 <= row["score"] <= 1
        assert (row["sum_note"] is None) == row["safe_to_sum"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("China has built approximately 25,000 kilometres of high-speed railway.", {"railway", "China", "built"}),
        ("Foreign trade grew by 14.5 per cent.", {"growth", "Foreign", "trade"}),
        ("The bank's 2 percent goal is kept.", {"bank", "goal"}),
        ("The conversion rate of patents is 25%.", {"conversion", "rate", "patents"}),
    ],
)
def test_a_measure_names_what_is_measured_and_whose(text, words):
    measure = read(text)[0]["measure"]
    assert words <= set(measure.replace("'s", "").replace("’s", "").split()), measure


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        (
            "Prices rose by 5 percent in 2025 and 4 percent in 2026.",
            ["rise of Prices", "rise of Prices"],
        ),
        (
            "The reform increased excess mortality by 10%, decreased hours of nursing by 3%, and increased spending by 11%.",
            ["increase of excess mortality", "decrease of hours of nursing", "increase of spending"],
        ),
        ("Annual shipping exports exceeded $9 billion.", ["Annual shipping exports"]),
        ("Two inquiries involving $6 million were closed.", ["inquiries", "amount"]),
        ("Today, Tatiana, a 20-year-old from Oslo, leads the board.", ["age of Tatiana"]),
    ],
)
def test_each_value_has_a_measure_that_reads_alone(text, measures):
    found = [row["measure"] for row in read(text)]
    assert [measure.split(" (")[0].split(" that ")[0] for measure in found] == measures


@pytest.mark.parametrize(
    "phrase",
    ["", "*", "% in Africa", "of ports", "time that we to build", "period over a period over a period", "ports of"],
)
def test_what_cannot_be_read_is_no_measure(phrase):
    assert is_garbled(phrase)
    assert not is_garbled("growth of exports")


def test_a_dollar_is_the_one_of_the_country():
    assert read("It costs $5.", Card(country="AU"))[0]["unit"] == "AUD"
    assert read("It costs $5.", Card(country="DE"))[0]["unit"] == "USD"
    text = "Singapore taxes carbon. Singapore will charge $5 a tonne. Firms in Singapore will pay."
    assert read(text)[0]["unit"] == "SGD per tonne"


def test_the_entity_comes_from_the_holder_of_the_measure():
    text = "In Lima, the trade of Kenya grew by 4%."
    document = parse_document(Source("case", text))
    (sentence,) = document.sentences
    at = {name: text.index(name) for name in ("Lima", "Kenya")}
    mentions = [
        {"sentence_id": sentence.sentence_id, "entity_id": name, "char_start": start, "char_end": start + len(name)}
        for name, start in at.items()
    ]
    assert extract_figures(document, {"mentions": mentions})["figures"][0]["entity_id"] == "Kenya"


def test_the_same_fact_is_summed_once():
    rows = read("The agency opened 83 investigations. In all, the agency opened 83 investigations.")
    assert [row["safe_to_sum"] for row in rows] == [True, False]
    assert "same fact" in rows[1]["sum_note"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("twenty-one trillion three hundred", [21000000000300]),
        ("4 thousand 3 hundred and 21", [4321]),
        ("one million and a half", [1500000]),
        ("two hundred point zero three", [200.03]),
        ("from one thousand to one thousand and five hundred", [1000, 1500]),
        ("between one hundred and two hundred", [100, 200]),
        ("three and one fourth", [3.25]),
        ("half a million", [500000]),
        ("one out of three", [1 / 3]),
        ("2.998×10−8", [2.998e-8]),
        ("10 000 and 5 bn", [10000, 5000000000]),
        ("⅔ or 2½", [2 / 3, 2.5]),
    ],
)
def test_numbers_are_read(text, values):
    read_values = [float(numeral.value) for numeral in read_numerals(text)]
    assert read_values == pytest.approx(values, rel=1e-12)


@given(st.integers(0, 999_999_999))
def test_grouped_digits_keep_their_value(number):
    (numeral,) = read_numerals(f"{number:,}")
    assert numeral.value == number


@pytest.mark.parametrize("symbol", ["MW", "GWh", "kHz", "GPa", "mAh", "kV", "TJ"])
def test_prefixed_symbols_have_names_of_a_units_library(symbol):
    unit = read_unit(f"5 {symbol} of", 1, digits=True)
    assert unit is not None
    assert unit.kind == "other"
    assert len(unit.name) > 5


def test_units_of_the_lexicon_are_known_to_the_units_library():
    pint = pytest.importorskip("pint")
    registry = pint.UnitRegistry()
    outside = {
        "mu",
        "quintal",
        "deadweight ton",
        "twenty-foot equivalent unit",
        "tonne of CO2 equivalent",
        "time",
        "foot pound-force",
    }
    unknown = []
    for name in load_lexicon("units")["others"]:
        if name in outside or " per " in name:
            continue
        spelled = name.replace("metre", "meter").replace("litre", "liter").replace(" ", "_")
        try:
            registry.parse_units(spelled)
        except pint.UndefinedUnitError:
            unknown.append(name)
    assert set(unknown) <= {
        "basis point",
        "part_per_million",
        "part per million",
        "part per billion",
        "square metre",
    } | {
        name
        for name in unknown
        if name.startswith(("square", "cubic", "kilo", "mega", "giga", "short", "long", "carat", "mile", "brake"))
    }


def test_currency_names_lead_to_codes():
    names = load_names()
    assert names["australian dollars"] == "AUD"
    assert set(names.values()) <= load_codes()


@settings(deadline=None, max_examples=300)
@given(
    st.text(max_size=60)
    | st.text(alphabet=st.sampled_from("0123456789 ,.-–/%$€£°'½⅓ax×()[]onethusmilhdrfp"), max_size=80)
)
def test_any_text_can_be_read(text):
    at = 0
    for numeral in read_numerals(text):
        assert at <= numeral.start < numeral.end <= len(text)
        assert not math.isnan(float(numeral.value))
        at = numeral.end


@settings(deadline=None, max_examples=40)
@given(st.text(alphabet=st.sampled_from("0123456789 ,.-%$€ abcdefgmnorstuv()\n"), max_size=120))
def test_any_document_can_be_read(text):
    for row in read(text):
        assert " ".join(text[row["char_start"] : row["char_end"]].split()) == row["surface"]


@pytest.mark.parametrize(
    "piece", ["1.", "9", "one hundred and ", "January ", "(2019; ", "$", "3-", "about ", "http://", "5 to "]
)
def test_hostile_text_takes_linear_time(piece):
    text = (piece * 20_000)[:20_000]
    start = time.perf_counter()
    read_numerals(text)
    assert time.perf_counter() - start < 2
