"""What a run did, in Markdown: for Prefect's artifact and for `serai status`."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from flows.store.layout import DATABASE


@dataclass(frozen=True, slots=True)
class Report:
    """A run's report, and how many rejects the snapshot holds."""

    text: str
    n_rejects: int


def count_rejects(snapshot: Path) -> list[tuple[str, str, int, str]]:
    """Return the snapshot's rejects by stage and reason: how many, and one of their details."""
    with duckdb.connect(str(snapshot / DATABASE), read_only=True) as db:
        return db.execute(
            "select stage, reason, count(*), min(detail) from main.rejects group by all order by stage, reason"
        ).fetchall()


def write_report(snapshot: Path, run: dict[str, Any]) -> Report:
    """Return the report of a run that published a snapshot."""
    counts: dict[str, int] = json.loads(run["row_counts"])
    rejects = count_rejects(snapshot)
    lines = [
        f"# Run {run['run_id']}",
        "",
        f"Snapshot `{run['snapshot_id']}`, extractor `{run['extractor_version']}`.",
        "",
        "| documents | |",
        "| --- | ---: |",
        *(
            f"| {name} | {run[f'n_{key}']} |"
            for name, key in (
                ("seen", "documents_seen"),
                ("new", "new"),
                ("changed", "changed"),
                ("unchanged", "unchanged"),
                ("removed", "removed"),
            )
        ),
        "",
        "| table | rows |",
        "| --- | ---: |",
        *(f"| {table} | {count} |" for table, count in counts.items()),
        "",
    ]
    if rejects:
        lines += ["| rejected at | reason | rows | for example |", "| --- | --- | ---: | --- |"]
        lines += [
            f"| {stage} | {reason} | {count} | {detail.splitlines()[0][:200].replace('|', ' ')} |"
            for stage, reason, count, detail in rejects
        ]
    else:
        lines.append("Nothing was rejected.")
    return Report("\n".join(lines) + "\n", sum(count for _, _, count, _ in rejects))
