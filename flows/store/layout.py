"""Where things are in a warehouse, and the one atomic step that publishes a snapshot.

warehouse/current -> snapshots/<snapshot_id>     a link, changed by one rename
warehouse/serai.duckdb -> current/serai.duckdb   a link, set once: it turns with `current`
warehouse/snapshots/<snapshot_id>/               <table>.parquet (or a folder <table>/), serai.duckdb, datapackage.json
warehouse/.lock                                  held by the run that is under way (flock: gone with its process)
warehouse/.journal/<run_id>.json                 a run's own word of how it stands, until a snapshot tells of it
warehouse/.staging/                              what is being made: batches of rows, the next snapshot
"""

import fcntl
import json
import os
import re
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flows.store.errors import LockedError, StoreError

DATABASE = "serai.duckdb"
# the name of a snapshot: when its run began (UTC), and six digits that tell two runs of one second apart
SNAPSHOT_NAME = re.compile(r"(?P<at>\d{8}t\d{6})_[0-9a-f]{6}")
# characters that DuckDB takes for a pattern, or that cut a path short
PATTERN_CHARACTERS = frozenset("*?[]{}")


@dataclass(frozen=True, slots=True)
class Warehouse:
    """A warehouse folder and the places in it; ``root`` is made absolute."""

    root: Path

    def __post_init__(self) -> None:
        object.__setattr__(self, "root", self.root.absolute())

    @property
    def current(self) -> Path:
        """The link to the published snapshot."""
        return self.root / "current"

    @property
    def database(self) -> Path:
        """The link to the published snapshot's DuckDB file."""
        return self.root / DATABASE

    @property
    def snapshots(self) -> Path:
        """The folder of the published snapshots."""
        return self.root / "snapshots"

    @property
    def staging(self) -> Path:
        """The folder of what is being made."""
        return self.root / ".staging"

    @property
    def journal(self) -> Path:
        """The folder of the runs' own words."""
        return self.root / ".journal"

    def find_snapshot(self) -> Path | None:
        """Return the published snapshot's folder, or None where nothing was published yet."""
        return self.current.resolve() if self.current.is_dir() else None

    @contextmanager
    def lock(self, timeout: float) -> Iterator[None]:
        """Hold the warehouse alone; wait for another run for ``timeout`` seconds, then raise LockedError."""
        self.check_place()
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            handle = (self.root / ".lock").open("a+", encoding="utf-8")
        except OSError as error:
            message = f"{self.root} can't be written ({error.strerror}); name another by --warehouse DIR"
            raise StoreError(message) from error
        with handle:
            deadline = time.monotonic() + timeout
            waited = False
            while True:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError as error:
                    if time.monotonic() >= deadline:
                        handle.seek(0)
                        holder = handle.read().strip() or "another run"
                        message = (
                            f"{self.root} is held by {holder}; wait for it to end, or give --lock-timeout more seconds"
                        )
                        raise LockedError(message) from error
                    if not waited:
                        sys.stderr.write(f"serai: waiting for another run on {self.root} to end\n")
                        waited = True
                    time.sleep(0.2)
            handle.truncate(0)
            handle.write(f"process {os.getpid()}\n")
            handle.flush()
            yield

    def is_locked(self) -> bool:
        """Say whether a run holds the warehouse at this moment."""
        path = self.root / ".lock"
        if not path.exists():
            return False
        with path.open(encoding="utf-8") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def check_place(self) -> None:
        """Raise StoreError where the folder can't be a warehouse, or holds things of others under its names."""
        place = self.root.resolve()
        odd = sorted(PATTERN_CHARACTERS & set(str(place)))
        if odd:
            raise StoreError(f"{place} holds {' '.join(odd)}, which DuckDB takes for a pattern; choose another place")
        for link in (self.current, self.database):
            if link.exists() and not link.is_symlink():
                raise StoreError(f"{link} is there and not Serai's; name another folder by --warehouse DIR")

    def read_clock(self) -> datetime:
        """Return the time (UTC), or a second past the published snapshot's where the clock went back."""
        now = datetime.now(UTC)
        current = self.find_snapshot()
        named = SNAPSHOT_NAME.fullmatch(current.name) if current else None
        if named is None:
            return now
        last = datetime.strptime(named["at"], "%Y%m%dt%H%M%S").replace(tzinfo=UTC)
        return max(now, last + timedelta(seconds=1))

    # --- journal ------------------------------------------------------------------------------------------

    def write_journal(self, run: dict[str, Any]) -> None:
        """Write a run's own word, whole or not at all."""
        self.journal.mkdir(exist_ok=True)
        path = self.journal / f"{run['run_id']}.json"
        write_file(path, json.dumps(run, indent=1, sort_keys=True, default=str))

    def read_journal(self) -> list[dict[str, Any]]:
        """Return the words of the runs that no snapshot tells of yet, oldest first."""
        if not self.journal.is_dir():
            return []
        return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(self.journal.glob("run_*.json"))]

    def clear_journal(self, run_ids: set[str]) -> None:
        """Remove the words of runs that a published snapshot tells of."""
        for run_id in run_ids:
            (self.journal / f"{run_id}.json").unlink(missing_ok=True)

    # --- what is being made ---------------------------------------------------------------------------------

    def open_built(self, run_id: str) -> Path:
        """Return an empty folder for a run's snapshot; what a try before this one left there is gone."""
        built = self.staging / run_id / "snapshot"
        shutil.rmtree(built, ignore_errors=True)
        built.mkdir(parents=True)
        return built

    def drop_built(self, run_id: str) -> None:
        """Remove what a run that failed has made of its snapshot; the batches stay for the next one."""
        shutil.rmtree(self.staging / run_id, ignore_errors=True)

    # --- publication --------------------------------------------------------------------------------------

    def publish(self, built: Path, snapshot_id: str) -> Path:
        """Make a built snapshot the current one: every table and the DuckDB file turn in one rename.

        Until that rename readers see the old snapshot, from then on the new one; a crash on either side of it
        leaves one of the two whole. What was built is on disk before the link turns.
        """
        self.snapshots.mkdir(exist_ok=True)
        target = self.snapshots / snapshot_id
        if not target.exists():  # it is there where a try before this one got so far
            sync_tree(built)
            built.rename(target)
        sync_folder(self.snapshots)
        replace_link(self.database, Path("current") / DATABASE)
        replace_link(self.current, Path("snapshots") / snapshot_id)
        sync_folder(self.root)
        return target

    def prune(self, keep: int) -> None:
        """Remove all but the last ``keep`` snapshots, those that were never published, and stale staging."""
        current = self.find_snapshot()
        if current is None or not self.snapshots.is_dir():
            return
        names = sorted(path.name for path in self.snapshots.iterdir() if SNAPSHOT_NAME.fullmatch(path.name))
        published = [name for name in names if name <= current.name]
        for name in set(names) - set(published[-keep:]):
            shutil.rmtree(self.snapshots / name, ignore_errors=True)

    def clean_staging(self) -> None:
        """Remove what is left in staging, once a snapshot has taken it in."""
        shutil.rmtree(self.staging, ignore_errors=True)


def write_file(path: Path, text: str) -> None:
    """Write a small file whole or not at all."""
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding="utf-8") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    part.replace(path)


def replace_link(link: Path, target: Path) -> None:
    """Point a symbolic link at a target in one atomic step; what stands there already is kept where it is right."""
    if link.is_symlink() and link.readlink() == target:
        return
    if link.exists() and not link.is_symlink():
        raise StoreError(f"{link} is there and no link of Serai's; move it away")
    part = link.with_name(f".{link.name}.part")
    part.unlink(missing_ok=True)
    part.symlink_to(target)
    part.replace(link)


def sync_folder(folder: Path) -> None:
    """Have a folder's entries on disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Have every file and folder below a folder on disk."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as handle:
                os.fsync(handle.fileno())
        elif path.is_dir():
            sync_folder(path)
    sync_folder(folder)
