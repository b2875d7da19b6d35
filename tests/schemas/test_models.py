"""The Pandera models: what they refuse."""

import polars as pl
import pytest
from pandera.errors import SchemaError, SchemaErrors

from flows.validation import Validator
from schemas import EXTRACTED_TABLES, TABLES
from schemas.derive import derive_polars_schema

ID = "0123456789abcdef0123"
SENTENCE = {
    "sentence_id": f"sen_{ID}",
    "doc_id": "a",
    "section_id": f"sec_{ID}",
    "ordinal": 0,
    "text": "Ports should open.",
    "silence_reason": None,
    "char_start": 0,
    "char_end": 18,
}


def frame(**changes):
    return pl.DataFrame([{**SENTENCE, **changes}], schema=derive_polars_schema("sentences"))


def test_good_row_passes():
    TABLES["sentences"].validate(frame(), lazy=True)


@pytest.mark.parametrize(
    "changes",
    [
        {"sentence_id": "7"},
        {"char_start": -1},
        {"char_start": 18},
        {"text": ""},
        {"silence_reason": "unheard of"},
        {"doc_id": None},
    ],
)
def test_row_that_breaks_a_rule_is_refused(changes):
    with pytest.raises(SchemaErrors):
        TABLES["sentences"].validate(frame(**changes), lazy=True)


def test_column_too_many_is_refused():
    with pytest.raises((SchemaError, SchemaErrors)):
        TABLES["sentences"].validate(frame().with_columns(extra=pl.lit(1)), lazy=True)


def build(rows):
    validator = Validator({"a": "a.txt"})
    section = {
        "section_id": f"sec_{ID}",
        "doc_id": "a",
        "ordinal": 0,
        "level": 1,
        "number": None,
        "heading": None,
        "kind": "body",
        "char_start": 0,
        "char_end": 18,
        "section_end": 18,
    }
    validator.add_document("a", "Ports should open. It is late.", {"sections": [section], "sentences": rows})
    return validator, validator.build_frames()


def test_no_row_is_lost_in_validation():
    rows = [
        SENTENCE,
        {**SENTENCE, "sentence_id": "7"},
        {**SENTENCE, "sentence_id": f"sen_{ID[::-1]}", "text": "not there"},
        {**SENTENCE, "sentence_id": "sen_" + "a" * 20, "ordinal": "first"},
        {**SENTENCE, "sentence_id": "sen_" + "b" * 20, "section_id": "sec_" + "c" * 20},
        {key: value for key, value in SENTENCE.items() if key != "ordinal"},
        {**SENTENCE, "doc_id": "b"},
        {**SENTENCE, "char_end": 5000},
    ]
    validator, frames = build(rows)
    assert validator.counts[("a", "sentences")] == len(rows)
    assert frames["sentences"].height + len(validator.rejects) == len(rows)
    assert sorted(reject.reason for reject in validator.rejects) == [
        "not_grounded",
        "not_grounded",
        "orphan",
        "str_matches",
        "wrong_columns",
        "wrong_document",
        "wrong_type",
    ]


def test_same_key_twice_is_refused_for_both():
    validator, frames = build([SENTENCE, SENTENCE])
    assert frames["sentences"].height == 0
    assert [reject.reason for reject in validator.rejects] == ["field_uniqueness", "field_uniqueness"]


def test_tables_without_rows_have_their_types():
    _, frames = build([])
    for table in EXTRACTED_TABLES:
        assert dict(frames[table].schema) == derive_polars_schema(table)


def test_unknown_table_is_refused():
    with pytest.raises(ValueError, match="poems"):
        Validator({}).add_document("a", "", {"poems": []})
