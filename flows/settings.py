"""What a run is told: paths and limits. Nothing is read or made here."""

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DBT_PROJECT = ROOT / "dbt_like_sql"
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run; ValueError where one makes no sense.

    ``max_bytes`` is the size over which a file is rejected. A batch is what one task extracts: documents of
    about ``batch_bytes`` together. ``lock_timeout`` is how many seconds to wait for another run to end.
    """

    raw: Path = Path("raw")
    warehouse: Path = Path("warehouse")
    max_bytes: int = 16 * MEBIBYTE
    batch_bytes: int = 512 * 1024
    workers: int = 1
    keep_snapshots: int = 3
    lock_timeout: float = 3600.0

    def __post_init__(self) -> None:
        for name in ("max_bytes", "batch_bytes", "workers", "keep_snapshots"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be at least 1, got {getattr(self, name)}")
        if self.lock_timeout < 0:
            raise ValueError(f"lock_timeout must not be negative, got {self.lock_timeout}")


def count_workers() -> int:
    """Return the number of processes that this machine has cores for."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
