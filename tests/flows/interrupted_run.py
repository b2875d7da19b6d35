"""A run that is killed (SIGKILL) at a named point: ``python -m tests.flows.interrupted_run POINT RAW WAREHOUSE``."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

import flows.store.layout
import flows.tasks
from flows.pipeline import run_serai
from flows.settings import Settings


def die(*_: Any, **__: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def arm(point: str) -> None:
    """Have the process killed at a point of the run."""
    real_link, real_stage = flows.store.layout.replace_link, flows.tasks.stage_batch
    staged: list[object] = []

    def link_then_die(link: Path, target: Path) -> None:
        if link.name == "current" and point == "before the link turns":
            die()
        real_link(link, target)
        if link.name == "current":
            die()

    def stage_then_die(*arguments: Any) -> None:
        real_stage(*arguments)
        staged.append(arguments)
        if len(staged) == 2:
            die()

    match point:
        case "after two batches":
            flows.tasks.stage_batch = stage_then_die
        case "while tables are written":
            flows.tasks.count_rows_json = die
        case "before the snapshot moves":
            flows.store.layout.sync_tree = die
        case "before the link turns" | "after the link turned":
            flows.store.layout.replace_link = link_then_die
        case _:
            raise ValueError(point)


if __name__ == "__main__":
    flows.tasks.build_models = lambda *_: "left out"
    arm(sys.argv[1])
    run_serai(Settings(raw=Path(sys.argv[2]), warehouse=Path(sys.argv[3]), batch_bytes=1))
