"""What a run has to do: the files there are against the snapshot there is."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows.store.assembly import find_table_files
from flows.store.intake import SourceFile
from flows.store.rejects import Reject

State = tuple[str, str, str, str]  # source path, sha256, card digest, extractor version


@dataclass(frozen=True, slots=True)
class Plan:
    """The documents of a run by what is to be done with them.

    ``still_rejected`` are files that the same extractor refused before, with the same bytes: their rejects stand.
    """

    new: tuple[SourceFile, ...]
    changed: tuple[SourceFile, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    still_rejected: tuple[str, ...]
    listed_rejects: tuple[Reject, ...]
    n_seen: int

    @property
    def doc_ids(self) -> set[str]:
        """The documents that there are files for."""
        return {file.doc_id for file in self.to_extract} | set(self.unchanged)

    @property
    def to_extract(self) -> tuple[SourceFile, ...]:
        """The files whose rows have to be made."""
        return self.new + self.changed


def read_published(snapshot: Path | None) -> tuple[dict[str, State], set[State]]:
    """Return the state of every published document, and of every file that the extractor refused as a whole."""
    files = find_table_files(snapshot, "documents") if snapshot else None
    refused = find_table_files(snapshot, "rejects") if snapshot else None
    if files is None or refused is None:
        return {}, set()
    names = ["doc_id", "source_path", "sha256", "card_digest", "extractor_version"]
    published = {row[0]: row[1:] for row in pl.scan_parquet(files).select(names).collect().iter_rows()}
    whole = pl.scan_parquet(refused).filter((pl.col("stage") == "extract") & pl.col("table_name").is_null())
    states = set()
    for path, payload in whole.select("source_path", "payload").collect().iter_rows():
        known = json.loads(payload)
        states.add((path, known.get("sha256"), known.get("card_digest"), known.get("extractor_version")))
    return published, states


def plan_run(listed: Iterable[SourceFile | Reject], snapshot: Path | None, extractor_version: str) -> Plan:
    """Compare the files under raw/ with the published snapshot."""
    published, refused = read_published(snapshot)
    new, changed, unchanged, still_rejected, rejects = [], [], [], [], []
    n_seen = 0
    for item in listed:
        n_seen += 1
        if isinstance(item, Reject):
            rejects.append(item)
            continue
        state = (item.source_path, item.sha256, item.card_digest, extractor_version)
        if state in refused:
            still_rejected.append(item.source_path)
        elif item.doc_id not in published:
            new.append(item)
        elif published[item.doc_id] == state:
            unchanged.append(item.doc_id)
        else:
            changed.append(item)
    there = {item.doc_id for item in (*new, *changed)} | set(unchanged)
    removed = tuple(sorted(set(published) - there))
    return Plan(tuple(new), tuple(changed), tuple(unchanged), removed, tuple(still_rejected), tuple(rejects), n_seen)
