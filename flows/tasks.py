"""The flow's tasks: each a name, retries on faults of input and output, and one call."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.logging import get_run_logger
from prefect.tasks import Task

from flows.planning import Plan, plan_run
from flows.settings import Settings
from flows.store.assembly import Assembly, RunStamp, count_rows_json
from flows.store.cards import load_cards
from flows.store.database import build_models, write_database
from flows.store.errors import StoreError
from flows.store.intake import list_files
from flows.store.layout import Warehouse
from flows.store.staging import Batch, is_staged, name_batch_folder, stage_batch
from flows.validation import check_built


async def is_io_fault(_: Task[..., Any], __: TaskRun, state: State[Any]) -> bool:
    """Say whether a task failed on input or output, which another try may mend."""
    try:
        await state.aresult()
    except (OSError, duckdb.IOException):
        return True
    except BaseException:  # noqa: BLE001  the state is only asked for its kind, the task raises it itself
        return False
    return False


IO_RETRIES: dict[str, Any] = {
    "retries": 2,
    "retry_delay_seconds": [1, 5],
    "retry_condition_fn": is_io_fault,
    "cache_policy": NO_CACHE,
    "persist_result": False,
}


@task(name="list raw texts", **IO_RETRIES)
def list_raw_texts(settings: Settings, snapshot: Path | None, extractor_version: str) -> Plan:
    """Read raw/ and decide what is to be done with each document."""
    if settings.warehouse.resolve().is_relative_to(settings.raw.resolve()):
        raise StoreError(
            f"the warehouse {settings.warehouse} lies in {settings.raw}; put it elsewhere by --warehouse DIR"
        )
    plan = plan_run(list_files(settings.raw, settings.max_bytes), snapshot, extractor_version)
    for doc_id in sorted(set(load_cards(settings.raw)) - plan.doc_ids):
        get_run_logger().warning("%s: its card in sources.yml has no file that could be read", doc_id)
    return plan


@task(name="extract batch", task_run_name="extract batch {batch.key}", **IO_RETRIES)
def extract_and_stage(settings: Settings, batch: Batch, extractor_version: str) -> int:
    """Extract a batch's documents and stage their rows; return how many documents it holds."""
    logger = get_run_logger()
    warehouse = Warehouse(settings.warehouse)
    if is_staged(warehouse, batch):
        logger.info("batch %s: %d documents were extracted by a run before", batch.key, len(batch.files))
    else:
        from flows.batch import extract_batch  # brings spaCy, which a run without changes never needs

        rows = extract_batch(settings.raw, batch, extractor_version, settings.max_bytes, logger)
        stage_batch(warehouse, batch, rows)
    return len(batch.files)


@task(name="assemble snapshot", **IO_RETRIES)
def assemble_snapshot(settings: Settings, plan: Plan, batches: list[Batch], run: dict[str, Any]) -> Path:
    """Write the next snapshot's tables; conservation is checked before anything is built on them."""
    warehouse = Warehouse(settings.warehouse)
    built: Path = warehouse.open_built(str(run["run_id"]))
    folders = [name_batch_folder(warehouse, batch) for batch in batches]
    stamp = RunStamp(run["run_id"], run["started_at"])
    with Assembly(built, warehouse.find_snapshot(), folders, stamp) as assembly:
        assembly.set_kept(plan.unchanged, plan.still_rejected)
        earlier = assembly.read_runs(warehouse.read_journal(), run["run_id"])
        assembly.write_tables(list(plan.listed_rejects))
        assembly.check_conservation()
        run["n_rejected"] = assembly.count_fresh_rejects()
        run |= assembly.count_documents()
        assembly.counts["runs"] = len(earlier) + 1
        run["row_counts"] = count_rows_json(assembly.counts)
        run |= {"status": "succeeded", "finished_at": datetime.now(UTC)}
        assembly.write_runs([*earlier, run])
        assembly.write_datapackage()
    check_built(built)
    return built


@task(name="build models", **IO_RETRIES)
def build_sql_models(settings: Settings, built: Path) -> str:
    """Write the snapshot's DuckDB file, and have dbt build and test the models in it."""
    database = write_database(built)
    scratch = built.parent / "dbt"
    return build_models(database, scratch)


@task(name="publish snapshot", **IO_RETRIES)
def publish_snapshot(settings: Settings, built: Path, snapshot_id: str) -> Path:
    """Make the built snapshot the current one, in one atomic step."""
    snapshot: Path = Warehouse(settings.warehouse).publish(built, snapshot_id)
    return snapshot
