"""A run that is killed at any moment, and two runs at once: the snapshot is whole, and no row is lost."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.settings import ROOT, Settings
from flows.store.layout import Warehouse
from tests.flows.test_pipeline import ask, digest_tables

POINTS = [
    "after two batches",
    "while tables are written",
    "before the snapshot moves",
    "before the link turns",
    "after the link turned",
]


@pytest.mark.parametrize("point", POINTS)
def test_killed_run_leaves_a_whole_snapshot(point, run, settings, without_models, prefect_server, tmp_path, caplog):
    run(settings)
    old_tables, old_snapshot = digest_tables(settings.warehouse), Warehouse(settings.warehouse).find_snapshot()
    for nth in range(3):
        (settings.raw / f"more{nth}.txt").write_text(
            f"Schools should open {nth + 2} libraries. They help.\n", encoding="utf-8"
        )
    undisturbed = Settings(raw=settings.raw, warehouse=tmp_path / "undisturbed")
    run(undisturbed)
    new_tables = digest_tables(undisturbed.warehouse)

    command = [sys.executable, "-m", "tests.flows.interrupted_run", point, str(settings.raw), str(settings.warehouse)]
    killed = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"PREFECT_API_URL": prefect_server},
        capture_output=True,
        check=False,
        timeout=300,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr[-2000:]
    if point == "after the link turned":
        assert digest_tables(settings.warehouse) == new_tables
    else:
        assert Warehouse(settings.warehouse).find_snapshot() == old_snapshot
        assert digest_tables(settings.warehouse) == old_tables
    assert ask(settings.warehouse, "select count(*) from sentences")[0][0] > 0

    staged = list((settings.warehouse / ".staging" / "batches").glob("*/done.json"))
    if point == "after two batches":
        assert len(staged) == 2
    run(Settings(raw=settings.raw, warehouse=settings.warehouse, batch_bytes=1))
    assert digest_tables(settings.warehouse) == new_tables
    statuses = [row[0] for row in ask(settings.warehouse, "select status from runs order by run_id")]
    told = "succeeded" if point == "after the link turned" else "killed"
    assert statuses == ["succeeded", told, "succeeded"]
    assert not (settings.warehouse / ".staging").exists()
    current = Warehouse(settings.warehouse).find_snapshot()
    assert current is not None
    assert sorted(path.name for path in (settings.warehouse / "snapshots").iterdir())[-1] == current.name


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="tells a process's children by /proc")
def test_killed_run_leaves_no_process_behind(settings, prefect_server):
    for nth in range(2):
        (settings.raw / f"long{nth}.txt").write_text("Ports should be dredged, and rail be mended.\n" * 4000)
    command = [sys.executable, "-m", "flows.cli", "run", "--workers", "2", "--raw", str(settings.raw)]
    process = subprocess.Popen(
        [*command, "--warehouse", str(settings.warehouse)],
        cwd=ROOT,
        env=os.environ | {"PREFECT_API_URL": prefect_server},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    threads = Path(f"/proc/{process.pid}/task")
    deadline = time.monotonic() + 120
    while sum(len(children.read_text().split()) for children in threads.glob("*/children")) < 3:  # two and a tracker
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.1)
    process.kill()
    process.communicate(timeout=60)  # who is left behind holds the pipes open
    assert not list((settings.warehouse / ".staging").glob("batches/*/done.json"))


def test_two_runs_at_once_lose_nothing(settings, prefect_server):
    command = [
        sys.executable,
        "-m",
        "flows.cli",
        "run",
        "--raw",
        str(settings.raw),
        "--warehouse",
        str(settings.warehouse),
    ]
    environment = os.environ | {"PREFECT_API_URL": prefect_server}
    both = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for process in both:
        _, stderr = process.communicate(timeout=300)
        assert process.returncode == 0, stderr
    assert ask(settings.warehouse, "select count(*) from documents") == [(3,)]
    assert sorted(ask(settings.warehouse, "select n_new, n_unchanged from runs")) == [(0, 3), (3, 0)]


def test_second_run_that_may_not_wait_says_who_holds_the_warehouse(run, settings):
    from flows.store.errors import LockedError

    with Warehouse(settings.warehouse).lock(0), pytest.raises(LockedError, match=f"process {os.getpid()}"):
        run(Settings(raw=settings.raw, warehouse=settings.warehouse, lock_timeout=0))


def test_full_disk_leaves_the_last_snapshot(run, settings, without_models, monkeypatch):
    run(settings)
    before = digest_tables(settings.warehouse)
    (settings.raw / "more.txt").write_text("Ports should be dredged.\n", encoding="utf-8")

    def fail(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("flows.store.assembly.write_parquet", fail)
    with pytest.raises(OSError, match="No space left"):
        run(settings)
    monkeypatch.undo()
    assert digest_tables(settings.warehouse) == before


def test_reader_keeps_its_snapshot_while_another_is_published(run, settings, without_models):
    import duckdb

    run(settings)
    reader = duckdb.connect(str(settings.warehouse / "serai.duckdb"), read_only=True)
    before = reader.execute("select count(*) from sentences").fetchone()
    (settings.raw / "more.txt").write_text("Ports should be dredged.\n", encoding="utf-8")
    run(settings)
    assert reader.execute("select count(*) from sentences").fetchone() == before
    reader.close()
    assert ask(settings.warehouse, "select count(*) from sentences")[0][0] == before[0] + 1


def test_old_snapshots_are_pruned(run, settings, without_models):
    for _ in range(3):
        run(Settings(raw=settings.raw, warehouse=settings.warehouse, keep_snapshots=2))
    names = sorted(Path(path).name for path in (settings.warehouse / "snapshots").iterdir())
    current = Warehouse(settings.warehouse).find_snapshot()
    assert len(names) == 2 and current is not None and names[-1] == current.name


def test_trouble_behind_the_switch_does_not_undo_it(run, settings, without_models, monkeypatch):
    def fail(*_, **__):
        raise RuntimeError("the server is gone")

    monkeypatch.setattr("flows.pipeline.create_markdown_artifact", fail)
    result = run(settings)
    assert ask(settings.warehouse, "select status from runs") == [("succeeded",)]
    assert Warehouse(settings.warehouse).find_snapshot() == result.snapshot
    assert Warehouse(settings.warehouse).read_journal() == []


def test_failed_switch_is_tried_again(run, settings, without_models, monkeypatch):
    import flows.store.layout as layout

    real, faults = layout.replace_link, []

    def stumble(link, target):
        if not faults:
            faults.append(link)
            raise OSError(5, "Input/output error")
        real(link, target)

    monkeypatch.setattr(layout, "replace_link", stumble)
    run(settings)
    assert faults
    assert ask(settings.warehouse, "select count(*) from documents") == [(3,)]


def test_clock_that_goes_back_keeps_the_order(run, settings, without_models, monkeypatch):
    import datetime

    import flows.store.layout as layout

    first = run(settings)

    class Earlier(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return super().now(tz) - datetime.timedelta(hours=2)

    monkeypatch.setattr(layout, "datetime", Earlier)
    second = run(settings)
    assert second.run["snapshot_id"] > first.run["snapshot_id"]
    assert Warehouse(settings.warehouse).find_snapshot() == second.snapshot
