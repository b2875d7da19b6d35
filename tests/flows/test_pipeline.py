"""The flow from end to end on a small corpus: what is published, what is carried over, what is conserved."""

import hashlib
import json
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from flows.settings import Settings
from flows.store.layout import Warehouse
from schemas import EXTRACTED_TABLES, TABLES

RUN_COLUMNS = {"documents": "exclude (first_seen_at, extracted_at, run_id)", "rejects": "exclude (run_id, rejected_at)"}


def digest_tables(warehouse: Path) -> dict[str, str]:
    return {
        table: hashlib.sha256((warehouse / "current" / f"{table}.parquet").read_bytes()).hexdigest()
        for table in [*EXTRACTED_TABLES, "entities"]
    }


def ask(warehouse: Path, sql: str) -> list[tuple]:
    with duckdb.connect(str(warehouse / "serai.duckdb"), read_only=True) as db:
        return db.execute(sql).fetchall()


def test_publishes_every_table_with_its_models(run, settings):
    result = run(settings)
    assert result.n_rejects == 0
    tables = {
        row[0] for row in ask(settings.warehouse, "select table_name from duckdb_tables() where schema_name = 'main'")
    }
    assert tables == set(TABLES)
    for table in TABLES:
        file = settings.warehouse / "current" / f"{table}.parquet"
        count = duckdb.sql(f"select count(*) from read_parquet('{file}')").fetchall()[0]
        assert count == ask(settings.warehouse, f"select count(*) from {table}")[0]
        assert json.loads(result.run["row_counts"])[table] == count[0]
    assert ask(settings.warehouse, "select count(*) from marts.document_card") == [(3,)]
    assert {row[0] for row in ask(settings.warehouse, "select doc_id from documents")} == {
        "tariffs",
        "health/clinics",
        "energy",
    }
    assert ask(settings.warehouse, "select count(*) from recommendations")[0][0] > 0
    uncommented = (
        "select count(*) from duckdb_columns() where schema_name = 'main' and not internal and comment is null"
    )
    assert ask(settings.warehouse, uncommented) == [(0,)]


def test_unchanged_corpus_runs_without_the_language_model(run, settings, without_models, monkeypatch):
    run(settings)
    before = digest_tables(settings.warehouse)

    def refuse(*_):
        raise AssertionError("the language model was loaded")

    monkeypatch.setattr("flows.extraction.language.load_model", refuse)
    result = run(settings)
    assert (result.run["n_unchanged"], result.run["n_new"], result.run["n_changed"]) == (3, 0, 0)
    assert digest_tables(settings.warehouse) == before
    assert ask(settings.warehouse, "select count(*), count(distinct run_id) from runs") == [(2, 2)]
    assert ask(settings.warehouse, "select count(distinct run_id) from documents") == [(1,)]


def test_same_rows_whatever_order_workers_and_number_of_runs(run, settings, without_models, tmp_path):
    run(settings)
    at_once = digest_tables(settings.warehouse)
    split = Settings(raw=settings.raw, warehouse=tmp_path / "split", batch_bytes=1, workers=2)
    run(split)
    assert digest_tables(split.warehouse) == at_once
    # document by document, in another order
    stepwise = Settings(raw=tmp_path / "stepwise_raw", warehouse=tmp_path / "stepwise")
    for name in ("tariffs.txt", "energy.txt", "health/clinics.md"):
        target = stepwise.raw / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((settings.raw / name).read_bytes())
        run(stepwise)
    assert digest_tables(stepwise.warehouse) == at_once


def test_changed_and_vanished_documents(run, settings, without_models):
    run(settings)
    ids = set(ask(settings.warehouse, "select sentence_id from sentences where doc_id = 'tariffs'"))
    path = settings.raw / "tariffs.txt"
    path.write_text("A new first sentence stands here.\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    (settings.raw / "energy.txt").unlink()
    result = run(settings)
    assert (result.run["n_changed"], result.run["n_removed"], result.run["n_unchanged"]) == (1, 1, 1)
    assert ids < set(ask(settings.warehouse, "select sentence_id from sentences where doc_id = 'tariffs'"))
    for table in EXTRACTED_TABLES:
        assert ask(settings.warehouse, f"select count(*) from {table} where doc_id = 'energy'") == [(0,)]


def test_table_too_large_for_one_file_is_a_folder(run, settings, monkeypatch):
    monkeypatch.setattr("flows.store.assembly.ROWS_PER_FILE", 3)
    monkeypatch.setattr("flows.store.assembly.ROWS_PER_GROUP", 2)
    first = run(settings)
    parts = sorted((settings.warehouse / "current" / "sentences").iterdir())
    n_sentences = ask(settings.warehouse, "select count(*) from sentences")[0][0]
    assert sum(pq.read_metadata(part).num_rows for part in parts) == n_sentences > 3
    package = json.loads((first.snapshot / "datapackage.json").read_text(encoding="utf-8"))
    paths = {resource["name"]: resource["path"] for resource in package["resources"]}
    assert paths["sentences"] == [f"sentences/{part.name}" for part in parts]
    assert all((first.snapshot / path).is_file() for path in paths["sentences"])
    assert paths["runs"] == "runs.parquet"
    (settings.raw / "more.txt").write_text("Ports should be dredged.\n", encoding="utf-8")
    second = run(settings)
    assert (second.run["n_new"], second.run["n_unchanged"]) == (1, 3)
    assert ask(settings.warehouse, "select count(*) from sentences") == [(n_sentences + 1,)]


def test_changed_extractor_extracts_anew(run, settings, without_models, monkeypatch):
    run(settings)
    monkeypatch.setattr("flows.pipeline.compute_fingerprint", lambda: "another extractor")
    result = run(settings)
    assert result.run["n_changed"] == 3
    assert ask(settings.warehouse, "select distinct extractor_version from documents") == [("another extractor",)]
    assert ask(settings.warehouse, "select count(*) from documents where first_seen_at < extracted_at") == [(3,)]


def test_text_changed_against_its_card_is_processed_and_flagged(run, settings, without_models):
    cards = (
        "documents:\n- doc_id: energy\n  title: On energy\n  sha256: "
        + "0" * 64
        + "\n- doc_id: tariffs\n  country: KE\n"
    )
    (settings.raw / "sources.yml").write_text(cards, encoding="utf-8")
    result = run(settings)
    assert result.n_rejects == 0
    told = dict(ask(settings.warehouse, "select doc_id, card_status from documents"))
    assert told == {"energy": "changed", "tariffs": "unverified", "health/clinics": "no_card"}
    assert ask(settings.warehouse, "select title from documents where doc_id = 'energy'") == [("On energy",)]


def test_lost_row_stops_publication(run, settings, without_models, monkeypatch):
    from flows.store.errors import ConservationError

    run(settings)
    before = Warehouse(settings.warehouse).find_snapshot()
    monkeypatch.setattr("flows.pipeline.compute_fingerprint", lambda: "another extractor")
    real = __import__("flows.batch", fromlist=["extract_batch"]).extract_batch

    def lose_a_row(*arguments):
        rows = real(*arguments)
        rows.frames["sentences"] = rows.frames["sentences"].head(-1)
        return rows

    monkeypatch.setattr("flows.batch.extract_batch", lose_a_row)
    with pytest.raises(ConservationError, match="sentences"):
        run(settings)
    assert Warehouse(settings.warehouse).find_snapshot() == before
    monkeypatch.undo()


def test_failing_model_stops_publication(run, settings, monkeypatch):
    from flows.store.errors import ModelError

    def fail(*_):
        raise ModelError("a test of a model failed")

    monkeypatch.setattr("flows.tasks.build_models", fail)
    with pytest.raises(ModelError):
        run(settings)
    assert Warehouse(settings.warehouse).find_snapshot() is None
    monkeypatch.setattr("flows.tasks.build_models", lambda *_: "left out")
    run(settings)
    assert [row[0] for row in ask(settings.warehouse, "select status from runs order by run_id")] == [
        "failed",
        "succeeded",
    ]


def test_telemetry_is_off():
    import os

    from prefect._internal.analytics.enabled import is_telemetry_enabled

    assert not is_telemetry_enabled()
    assert os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert os.environ["DBT_SEND_ANONYMOUS_USAGE_STATS"] == "false"


def test_artifact_tells_of_the_run(run, settings, without_models):
    from prefect.client.orchestration import get_client

    result = run(settings)
    with get_client(sync_client=True) as client:
        artifacts = client.read_artifacts()
    texts = [str(artifact.data) for artifact in artifacts if artifact.key == "serai-run"]
    assert any(result.run["run_id"] in text and "| sentences |" in text for text in texts)


def test_deployment_can_give_the_settings_as_json(run, settings, without_models):
    result = run({"raw": str(settings.raw), "warehouse": str(settings.warehouse), "workers": 1})
    assert result.run["n_new"] == 3


def test_figure_of_two_documents_is_summed_once(run, settings, without_models):
    fact = "Exports of tea from Kenya reached 450 million US dollars in 2019.\n"
    (settings.raw / "a.txt").write_text(fact, encoding="utf-8")
    (settings.raw / "b.txt").write_text("It is known. " + fact, encoding="utf-8")
    run(settings)
    sql = "select doc_id, safe_to_sum, sum_note from figures where unit = 'USD' order by doc_id"
    assert ask(settings.warehouse, sql) == [("a", True, None), ("b", False, "stated in another document too: a")]
    before = digest_tables(settings.warehouse)
    run(settings)
    assert digest_tables(settings.warehouse) == before
    (settings.raw / "a.txt").unlink()
    run(settings)
    assert ask(settings.warehouse, sql) == [("b", True, None)]


def test_run_writes_nothing_but_the_warehouse(run, settings, monkeypatch, tmp_path):
    from flows.settings import ROOT

    before = {path for path in ROOT.rglob("*") if not {".venv", "__pycache__", ".git"} & set(path.parts)}
    monkeypatch.chdir(tmp_path)
    run(Settings(raw=settings.raw.relative_to(tmp_path), warehouse=settings.warehouse.relative_to(tmp_path)))
    after = {path for path in ROOT.rglob("*") if not {".venv", "__pycache__", ".git"} & set(path.parts)}
    assert {
        path for path in after - before if ".hypothesis" not in path.parts and ".pytest_cache" not in path.parts
    } == set()
    assert {path.name for path in tmp_path.iterdir()} == {"raw", "warehouse"}
