"""The rows of one batch, kept until they are published.

A batch is known by what went in: extractor, documents and their bytes. So a run that follows a killed one finds
the batches that were finished, and need not extract them again.
"""

import json
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from flows.extraction.ids import hash_key
from flows.settings import Settings
from flows.store.intake import SourceFile
from flows.store.layout import Warehouse, write_file
from flows.store.rejects import Reject
from schemas import EXTRACTED_TABLES
from schemas.derive import derive_arrow_schema, derive_polars_schema

# the columns of documents and rejects that tell of a run, set when a snapshot is assembled
RUN_COLUMNS = {"documents": ("first_seen_at", "extracted_at", "run_id"), "rejects": ("run_id", "rejected_at")}
COUNTS_SCHEMA = {"doc_id": pl.String(), "table_name": pl.String(), "n_extracted": pl.Int64()}


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents that one task extracts; ``key`` is a digest of all that decides its rows."""

    key: str
    files: tuple[SourceFile, ...]


@dataclass(frozen=True, slots=True)
class BatchRows:
    """What came out of a batch: a frame a table, documents' rows, rejects, and the count of rows extracted."""

    frames: dict[str, pl.DataFrame]
    documents: list[dict[str, Any]]
    rejects: list[Reject]
    counts: dict[tuple[str, str], int]


SMALLEST_BATCH = 128 * 1024  # bytes that are worth a process of their own, which loads the language model


def plan_batches(files: Sequence[SourceFile], extractor_version: str, settings: Settings) -> list[Batch]:
    """Cut the documents to extract into batches for the workers, in the order of their ids."""
    total = sum(file.n_bytes for file in files)
    batch_bytes = min(settings.batch_bytes, max(SMALLEST_BATCH, total // settings.workers + 1))
    batches: list[Batch] = []
    open_files: list[SourceFile] = []
    size = 0
    for file in sorted(files, key=lambda item: item.doc_id):
        if open_files and size + file.n_bytes > batch_bytes:
            batches.append(name_batch(open_files, extractor_version))
            open_files, size = [], 0
        open_files.append(file)
        size += file.n_bytes
    if open_files:
        batches.append(name_batch(open_files, extractor_version))
    return batches


def name_batch(files: Iterable[SourceFile], extractor_version: str) -> Batch:
    """Return a batch with its key."""
    members = tuple(files)
    parts = [part for file in members for part in (file.source_path, file.sha256, file.card_digest)]
    return Batch(hash_key(extractor_version, *parts), members)


def name_batch_folder(warehouse: Warehouse, batch: Batch) -> Path:
    """Return the folder of a batch's rows."""
    return warehouse.staging / "batches" / batch.key


def is_staged(warehouse: Warehouse, batch: Batch) -> bool:
    """Say whether a batch's rows are there, whole."""
    return (name_batch_folder(warehouse, batch) / "done.json").is_file()


def stage_batch(warehouse: Warehouse, batch: Batch, rows: BatchRows) -> None:
    """Write a batch's rows; the folder takes its name once all of them are in it.

    A batch with a file that could not be read serves this run alone: the next one reads that file again.
    """
    target = name_batch_folder(warehouse, batch)
    folder = target.with_name(f".{target.name}.{os.getpid()}.part")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for table in EXTRACTED_TABLES:
        frame = rows.frames[table].to_arrow().cast(derive_arrow_schema(table))
        pq.write_table(frame, folder / f"{table}.parquet")
    write_run_rows(folder, "documents", rows.documents)
    write_run_rows(folder, "rejects", [reject.build_row(nth) for nth, reject in enumerate(rows.rejects)])
    counts = [(doc_id, table, count) for (doc_id, table), count in rows.counts.items()]
    pl.DataFrame(counts, schema=COUNTS_SCHEMA, orient="row").write_parquet(folder / "counts.parquet")
    if not any(reject.stage == "read" for reject in rows.rejects):
        write_file(folder / "done.json", json.dumps({"documents": len(rows.documents), "rejects": len(rows.rejects)}))
    shutil.rmtree(target, ignore_errors=True)
    folder.rename(target)


def derive_staged_schema(table: str) -> pa.Schema:
    """Return the schema of a table's staged rows: its own without the columns that tell of a run."""
    schema = derive_arrow_schema(table)
    return pa.schema([field for field in schema if field.name not in RUN_COLUMNS[table]])


def write_run_rows(folder: Path, table: str, rows: list[dict[str, Any]]) -> None:
    """Write staged rows of a table that has run columns."""
    schema = {name: dtype for name, dtype in derive_polars_schema(table).items() if name not in RUN_COLUMNS[table]}
    frame = pl.DataFrame(rows, schema=schema, strict=True, orient="row")
    pq.write_table(frame.to_arrow().cast(derive_staged_schema(table)), folder / f"{table}.parquet")


def drop_other_batches(warehouse: Warehouse, batches: Iterable[Batch]) -> None:
    """Remove staged batches that this run does not need: their documents or the extractor changed."""
    folder = warehouse.staging / "batches"
    needed = {batch.key for batch in batches}
    if folder.is_dir():
        for path in folder.iterdir():
            if path.name not in needed:
                shutil.rmtree(path, ignore_errors=True)
