"""The derived forms of the contract: fresh, complete, and of one mind."""

import json
import re

import duckdb
import polars as pl
import pytest
import yaml

from flows.settings import ROOT
from schemas import TABLES, TRAITS
from schemas.__main__ import find_stale_files
from schemas.derive import (
    derive_arrow_schema,
    derive_datapackage,
    derive_duckdb_statements,
    derive_files,
    derive_polars_schema,
    describe_table,
    list_columns,
)

CONTRACT = {
    "documents": "doc_id source_path media_type sha256 n_bytes encoding language title is_translation publisher n_chars n_words n_sections n_sentences first_seen_at extracted_at run_id",
    "sections": "section_id doc_id ordinal level number heading kind char_start char_end",
    "sentences": "sentence_id doc_id section_id ordinal text char_start char_end",
    "exhibits": "exhibit_id doc_id label number caption n_references char_start char_end",
    "entities": "entity_id name entity_type code code_system aliases n_mentions n_documents",
    "mentions": "mention_id entity_id doc_id sentence_id surface char_start char_end method score",
    "figures": "figure_id doc_id sentence_id surface kind value value_high unit qualifier measure entity_id period_start period_end direction is_statistic attributed_to char_start char_end score",
    "dates": "date_id doc_id sentence_id surface start end granularity char_start char_end",
    "claims": "claim_id doc_id sentence_id text claim_type certainty is_negated attributed_to citations themes char_start char_end score",
    "causal_links": "link_id claim_id doc_id cause effect polarity cue char_start char_end cause_start cause_end effect_start effect_end",
    "recommendations": "recommendation_id doc_id sentence_id actor actor_entity_id actor_class action action_verb strength goal themes char_start char_end score",
    "claim_entities": "claim_id entity_id role",
    "recommendation_entities": "recommendation_id entity_id role",
    "claim_figures": "claim_id figure_id role",
    "rejects": "reject_id run_id doc_id source_path stage table_name reason detail payload rejected_at",
    "runs": "run_id snapshot_id status started_at finished_at extractor_version n_documents_seen n_new n_changed n_unchanged n_removed n_rejected row_counts",
}


@pytest.mark.parametrize("table", CONTRACT)
def test_no_column_of_the_contract_is_missing(table):
    assert set(CONTRACT[table].split()) <= {column.name for column in list_columns(table)}


def test_derived_files_are_fresh():
    assert find_stale_files(ROOT) == []


def test_stale_and_missing_files_are_found(tmp_path):
    paths = dict(derive_files())
    for path, text in paths.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert find_stale_files(tmp_path) == []
    (tmp_path / "schemas/datapackage.json").write_text("{}", encoding="utf-8")
    (tmp_path / "dbt_like_sql/models/sources.yml").unlink()
    assert find_stale_files(tmp_path) == ["schemas/datapackage.json", "dbt_like_sql/models/sources.yml"]


@pytest.mark.parametrize("table", TABLES)
def test_every_table_and_column_is_described_as_a_sentence(table):
    assert describe_table(table).startswith("One row ")
    for column in list_columns(table):
        assert re.match(r"[A-Z`'].*\.(?: \(.*\))?$|.*[.)]$", column.description), f"{table}.{column.name}"
        assert len(column.description) > 8


def test_column_without_a_description_is_refused(monkeypatch):
    from schemas.base import Table, pa, traits

    @traits("a")
    class Bare(Table):
        """One row nothing."""

        a: str = pa.Field()

    monkeypatch.setitem(TABLES, "bare", Bare)
    with pytest.raises(ValueError, match=r"bare\.a has no description"):
        list_columns("bare")


@pytest.mark.parametrize("table", TABLES)
def test_keys_and_references_are_columns(table):
    names = {column.name for column in list_columns(table)}
    traits = TRAITS[TABLES[table]]
    assert set(traits.primary_key) <= names
    assert traits.surface is None or traits.surface in names
    for column in list_columns(table):
        if column.references:
            target, field = column.references.split(".")
            assert field in {other.name for other in list_columns(target)}


@pytest.mark.parametrize("table", TABLES)
def test_arrow_duckdb_and_polars_agree(table):
    empty = pl.DataFrame(schema=derive_polars_schema(table))
    arrow = empty.to_arrow().cast(derive_arrow_schema(table))
    with duckdb.connect() as db:
        for statement in derive_duckdb_statements(table):
            db.execute(statement)
        db.register("arrow", arrow)
        db.execute(f'insert into "{table}" by name select * from arrow')
        told = db.execute("select column_name, comment from duckdb_columns() where table_name = ?", [table]).fetchall()
    assert dict(told) == {column.name: column.description for column in list_columns(table)}
    TABLES[table].validate(empty)


def test_datapackage_keeps_the_frictionless_profile():
    package = json.loads(derive_datapackage())
    assert package["profile"] == "data-package"
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert list(resources) == list(TABLES)
    for resource in resources.values():
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert set(resource["schema"]["primaryKey"]) <= set(names)
        for key in resource["schema"].get("foreignKeys", []):
            target = resources[key["reference"]["resource"]]
            assert key["reference"]["fields"][0] in {field["name"] for field in target["schema"]["fields"]}


def test_every_mart_and_its_columns_are_described_and_tested():
    folder = ROOT / "dbt_like_sql" / "models" / "marts"
    queries = sorted(folder.glob("*.sql"))
    assert {path.stem for path in queries} >= {
        "recommendations_by_actor",
        "figures_quoted",
        "entity_profile",
        "cause_effect",
        "document_card",
    }
    for path in queries:
        (model,) = yaml.safe_load(path.with_suffix(".yml").read_text(encoding="utf-8"))["models"]
        assert model["name"] == path.stem and model["description"]
        assert all(column["description"] for column in model["columns"])
        assert any("data_tests" in column for column in model["columns"])
