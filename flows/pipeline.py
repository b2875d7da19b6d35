"""The main job: every text under raw/ into the warehouse. Read ``run_serai`` from top to bottom."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.client.orchestration import get_client
from prefect.futures import PrefectFuture, as_completed
from prefect.logging import get_run_logger
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner

from flows.fingerprint import compute_fingerprint
from flows.planning import Plan
from flows.progress import show_progress
from flows.report import write_report
from flows.settings import Settings
from flows.store.layout import Warehouse
from flows.store.staging import Batch, drop_other_batches, plan_batches
from flows.tasks import assemble_snapshot, build_sql_models, extract_and_stage, list_raw_texts, publish_snapshot
from flows.workers import end_with_parent


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run did: its row of the table runs, and the snapshot that it published."""

    run: dict[str, Any]
    snapshot: Path
    n_rejects: int


DEFAULTS = Settings()


@flow(name="serai", flow_run_name="serai {settings.raw} into {settings.warehouse}")
def run_serai(settings: Settings = DEFAULTS) -> RunResult:
    """Ingest, extract, validate, model and publish; the last snapshot stays current if anything fails.

    Raises LockedError where another run holds the warehouse, StoreError and its kin where the run can't go on.
    """
    warehouse = Warehouse(settings.warehouse)
    with warehouse.lock(settings.lock_timeout), keep_journal(warehouse) as run:
        version = run["extractor_version"]
        plan = list_raw_texts(settings, warehouse.find_snapshot(), version)
        note_plan(run, plan)
        batches = plan_batches(plan.to_extract, version, settings)
        extract_batches(settings, batches, version)
        built = assemble_snapshot(settings, plan, batches, run)
        build_sql_models(settings, built)
        snapshot = publish_snapshot(settings, built, run["snapshot_id"])
        report = write_report(snapshot, run)
        tidy_up(warehouse, settings, report.text)
        return RunResult(run, snapshot, report.n_rejects)


def tidy_up(warehouse: Warehouse, settings: Settings, report: str) -> None:
    """Show the report and remove what is no longer needed; the snapshot is published whatever goes wrong here."""
    try:
        warehouse.clean_staging()
        warehouse.prune(settings.keep_snapshots)
        create_markdown_artifact(report, key="serai-run", description="What the run did")
    except Exception as error:  # noqa: BLE001  the run has succeeded, and says so
        get_run_logger().warning("the snapshot is published, but: %s: %s", type(error).__name__, error)


@contextmanager
def keep_journal(warehouse: Warehouse) -> Iterator[dict[str, Any]]:
    """Open a run, and see that its end is known: in the snapshot where it published one, else in the journal."""
    now = warehouse.read_clock()
    stamp = f"{now:%Y%m%dt%H%M%S}_{secrets.token_hex(3)}"
    run: dict[str, Any] = {
        "run_id": f"run_{stamp}",
        "snapshot_id": stamp,
        "status": "running",
        "started_at": now,
        "finished_at": None,
        "extractor_version": compute_fingerprint(),
        "n_documents_seen": 0,
        "n_new": 0,
        "n_changed": 0,
        "n_unchanged": 0,
        "n_removed": 0,
        "n_rejected": 0,
        "row_counts": "{}",
        "detail": None,
    }
    warehouse.write_journal({**run, "snapshot_id": None})
    told = {str(entry["run_id"]) for entry in warehouse.read_journal()}
    try:
        yield run
    except BaseException as error:
        detail = f"{type(error).__name__}: {error}"
        ended = {"status": "failed", "finished_at": datetime.now(UTC), "snapshot_id": None, "detail": detail[:2000]}
        warehouse.drop_built(run["run_id"])
        with suppress(OSError):  # a full disk: the run's first word stays, and it is told as killed
            warehouse.write_journal({**run, **ended})
        raise
    warehouse.clear_journal(told)


def note_plan(run: dict[str, Any], plan: Plan) -> None:
    """Put a plan's counts into the run's row and the log."""
    run["n_documents_seen"] = plan.n_seen
    run["n_unchanged"] = len(plan.unchanged)
    run["n_removed"] = len(plan.removed)
    logger = get_run_logger()
    logger.info(
        "%d files: %d new, %d changed, %d unchanged, %d removed, %d refused",
        plan.n_seen,
        len(plan.new),
        len(plan.changed),
        len(plan.unchanged),
        len(plan.removed),
        len(plan.listed_rejects) + len(plan.still_rejected),
    )
    for reject in plan.listed_rejects:
        logger.warning("%s: refused at stage %s: %s", reject.source_path, reject.stage, reject.detail)


def extract_batches(settings: Settings, batches: list[Batch], extractor_version: str) -> None:
    """Extract every batch, in as many processes as the settings say; in this one where one is enough."""
    if not batches:
        return
    drop_other_batches(Warehouse(settings.warehouse), batches)
    workers = min(settings.workers, len(batches))

    @flow(name="extract", task_runner=choose_task_runner(workers))
    def extract_all() -> None:
        """Submit a task a batch and follow them to their end."""
        futures: list[PrefectFuture[int]] = [
            extract_and_stage.submit(settings, batch, extractor_version) for batch in batches
        ]
        with show_progress("extracting", sum(len(batch.files) for batch in batches)) as advance:
            for future in as_completed(futures):
                advance(future.result())

    with share_server():
        extract_all()  # takes no parameters: Prefect limits their size, and a corpus has none


@contextmanager
def share_server() -> Iterator[None]:
    """Have the processes that extract speak to the server of this one; each would start a server of its own."""
    with get_client(sync_client=True) as client:
        url = str(client.api_url)
    with temporary_settings({PREFECT_API_URL: url}):
        yield


def choose_task_runner(workers: int) -> TaskRunner[Any]:
    """Return a pool of processes, or of one thread where one worker is enough (the model is loaded once)."""
    if workers > 1:
        return ProcessPoolTaskRunner(max_workers=workers, initializer=end_with_parent)
    return ThreadPoolTaskRunner(max_workers=1)
