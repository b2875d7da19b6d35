"""What an analyst must be able to answer with one statement, on the five texts; answers read from the texts by hand."""

import datetime

import duckdb
import pytest


@pytest.fixture(scope="module")
def ask(published):
    db = duckdb.connect(str(published / "serai.duckdb"), read_only=True)
    yield lambda sql: db.execute(sql).fetchall()
    db.close()


def test_investigations_of_2019(ask):
    sql = """
        select value, unit, qualifier, period_start, period_end from marts.figures_quoted
        where sentence ilike '%dumping investigations%' and doc_id like '000%'
    """
    year = (datetime.date(2019, 1, 1), datetime.date(2019, 11, 30))
    rows = ask(sql)
    assert (11_600_000_000.0, "USD", "approx", *year) in rows
    assert [row for row in rows if row[0] == 83 and row[3:] == year]


def test_patents_converted_and_who_says_so(ask):
    sql = "select value, measure, attributed_to from marts.figures_quoted where sentence ilike '%conversion rate of patents%'"
    rows = {value: (measure, source) for value, measure, source in ask(sql)}
    assert set(rows) == {15, 25, 70, 80}
    assert all("World Bank" in source for _, source in rows.values())
    assert "patents" in rows[25][0] and "developed countries" in rows[80][0]


def test_trade_agreements_signed(ask):
    assert ask(
        "select left(doc_id, 3) from marts.figures_quoted where value = 11 and sentence ilike '%trade agreements%'"
    ) == [("003",)]


def test_guangdong_free_trade_zone(ask):
    names = {row[0] for row in ask("select name from entities where entity_type = 'infrastructure'")}
    assert {
        "Guangzhou Nansha Free Trade Zone",
        "Shenzhen Shekou Free Trade Zone",
        "Zhuhai Hengqin Free Trade Zone",
    } <= names
    sql = "select start_date from marts.timeline where sentence ilike '%Pilot Free Trade Zone%'"
    assert ask(sql) == [(datetime.date(2015, 3, 1),)]


def test_advice_to_core_cities(ask):
    actions = {
        row[0] for row in ask("select action from marts.recommendations_by_actor where actor ilike '%core cities'")
    }
    assert len(actions) >= 12
    assert "strengthen scientific and technological innovation" in actions
    assert 'adhere to the development strategy of "going out and introducing "' in actions
    assert "improve the effectiveness of the utilization of foreign capital" in actions


def test_advice_on_innovation(ask):
    sql = "select left(doc_id, 3), actor from marts.recommendations_by_actor where list_contains(themes, 'innovation')"
    rows = ask(sql)
    assert {"000", "004"} <= {doc for doc, _ in rows}
    assert any(actor == "Guangdong" for _, actor in rows) and any("core cities" in (actor or "") for _, actor in rows)


def test_causes_of_technical_barriers(ask):
    causes = [row[0] for row in ask("select cause from marts.cause_effect where effect ilike '%technical barriers%'")]
    assert any("unfair and unreasonable economic order" in cause for cause in causes)


def test_effects_of_the_belt_and_road(ask):
    sql = (
        "select count(distinct effect), count(distinct doc_id) from marts.cause_effect where cause ilike '%belt%road%'"
    )
    ((effects, documents),) = ask(sql)
    assert effects >= 10 and documents >= 3


def test_countries_with_codes(ask):
    rows = ask(
        "select code, n_mentions from marts.entity_profile where entity_type = 'country' order by n_mentions desc"
    )
    codes = [code for code, _ in rows]
    assert codes[0] == "CN"
    assert {"IN", "RU", "VN", "TH", "MY", "US", "JP", "DE", "FR"} <= set(codes)


def test_claims_of_more_than_one_document(ask):
    rows = ask("select claim_a, claim_b from marts.shared_claims")
    assert any(
        "Silk Road Economic Belt" in a and "Silk Road Economic Belt" in b and "Maritime" in a + b for a, b in rows
    )


def test_timeline(ask):
    rows = ask("select start_date, sentence from marts.timeline")
    day = datetime.date
    assert any(start == day(2013, 9, 7) and "Xi Jinping" in sentence for start, sentence in rows)
    assert any(start == day(2015, 3, 1) and "Vision and Action" in sentence for start, sentence in rows)
    assert any(start == day(2008, 1, 1) and "financial crisis" in sentence for start, sentence in rows)


def test_every_silent_sentence_has_its_reason(ask):
    sql = """
        select count(*) from sentences
        where (silence_reason is null) <> (
            sentence_id in (select sentence_id from claims union all select sentence_id from recommendations)
        )
    """
    assert ask(sql) == [(0,)]


def test_how_right_rows_are(ask):
    rows = ask("select table_name, field, value, value_low, value_high, n_annotated from quality")
    assert {"claims", "figures", "dates", "mentions", "recommendations", "causal_links"} <= {row[0] for row in rows}
    assert all(low <= value <= high and n > 0 for _, _, value, low, high, n in rows)


def test_obstacles_and_answers(ask):
    rows = ask("select obstacle, recommendation_id from marts.obstacles_answered")
    assert any("technical barriers to trade" in obstacle for obstacle, _ in rows)
    assert len({action for _, action in rows}) >= 5
