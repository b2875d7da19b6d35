import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.extraction.dates.dateforms import read_expressions
from flows.extraction.dates.extractor import extract_dates
from flows.extraction.dates.intervals import Interval, make_fiscal, make_months
from flows.extraction.document import Card, Source
from flows.extraction.language import parse_document
from tests.extraction.cases import assert_rows, load_cases


def read(text, card=None):
    document = parse_document(Source("case", text, card or Card()))
    return document, extract_dates(document, {})["dates"]


@pytest.mark.parametrize("case", load_cases("dates"))
def test_dates_of_a_sentence(case):
    _document, rows = read(case["text"])
    assert_rows(case["rows"], rows)


def test_rows_are_grounded():
    text = "In the first 11\n months of 2019, and  from 2001 to\t2003, imports fell."
    document, rows = read(text)
    assert len(rows) == 2
    for row in rows:
        assert " ".join(text[row["char_start"] : row["char_end"]].split()) == row["surface"]
        assert document.by_sentence_id[row["sentence_id"]]


def test_last_year_needs_the_day_of_publication():
    assert read("Output fell last year.")[1] == []
    rows = read("Output fell last year.", Card(published="2015-03-02"))[1]
    assert [(row["start"], row["end"]) for row in rows] == [(datetime.date(2014, 1, 1), datetime.date(2014, 12, 31))]


def test_the_card_tells_whose_financial_year_it_is():
    rows = read("Spending rose in FY2020.", Card(country="JP"))[1]
    assert (rows[0]["start"], rows[0]["end"]) == (datetime.date(2020, 4, 1), datetime.date(2021, 3, 31))


def test_ids_do_not_depend_on_what_stands_before():
    alone = read("The union was founded in 1963.")[1][0]["date_id"]
    later = read("It rained. The union was founded in 1963.")[1][0]["date_id"]
    assert alone == later


def test_an_interval_never_ends_before_it_starts():
    with pytest.raises(ValueError, match="must not end"):
        Interval(datetime.date(2020, 1, 2), datetime.date(2020, 1, 1), "day")


@given(st.integers(1900, 2100), st.integers(1, 12))
def test_financial_years_are_twelve_months(year, month):
    interval = make_fiscal(year, year, month)
    assert interval is not None
    assert 364 <= (interval.end - interval.start).days <= 365
    assert interval.start.month == month


@given(st.integers(1000, 2999), st.integers(-50, 50))
def test_shifting_keeps_whole_months_whole(year, years):
    february = make_months(year, 2, 2, "month")
    assert february is not None
    shifted = february.shift_years(years)
    assert (shifted.start.day, shifted.end + datetime.timedelta(days=1)) == (1, datetime.date(year + years, 3, 1))


@settings(deadline=None, max_examples=300)
@given(st.text(alphabet=st.sampled_from("0123456789 -/.,()'’–QHFYJanuryMch the of to and20th century"), max_size=80))
def test_any_text_can_be_read(text):
    expressions = read_expressions(text, lambda: (4, "end"))
    for left, right in zip(expressions, expressions[1:], strict=False):
        assert left.end <= right.start
