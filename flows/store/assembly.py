"""The last snapshot and the staged batches, to the next snapshot's tables.

DuckDB streams: rows of unchanged documents from the last snapshot, rows of extracted ones from staging, in one
order that depends on neither, to Parquet files written in equal steps. Memory holds one step of one table.
"""

import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import yaml

from flows.settings import ROOT
from flows.store.errors import ConservationError
from flows.store.rejects import Reject
from flows.store.repeats import mark_repeats
from flows.store.staging import RUN_COLUMNS, derive_staged_schema
from schemas import EXTRACTED_TABLES, TABLES, TRAITS
from schemas.derive import derive_arrow_schema, derive_datapackage, list_columns, quote_sql

ROWS_PER_GROUP = 100_000
TEXTS_PER_GROUP = 64  # whole texts: a group of the largest ones stays below Arrow's two gigabytes
ROWS_PER_FILE = 50_000_000
QUALITY_FILE = ROOT / "flows" / "quality.yml"


@dataclass(frozen=True, slots=True)
class RunStamp:
    """What the rows of a run are stamped with."""

    run_id: str
    at: datetime


def find_table_files(folder: Path, table: str) -> str | None:
    """Return a table's file in a snapshot, or the pattern of its files, None where it has none."""
    if (folder / f"{table}.parquet").is_file():
        return str(folder / f"{table}.parquet")
    return str(folder / table / "*.parquet") if (folder / table).is_dir() else None


def list_parts(folder: Path) -> dict[str, list[str]]:
    """Return the files of the tables that are folders in a snapshot, by table, in order, as paths from the snapshot."""
    return {
        table: [f"{table}/{path.name}" for path in sorted((folder / table).glob("*.parquet"))]
        for table in TABLES
        if (folder / table).is_dir()
    }


class Assembly:
    """Assembles one snapshot in a folder; used once, within ``with``."""

    def __init__(self, built: Path, last: Path | None, batches: list[Path], stamp: RunStamp) -> None:
        self.built = built
        self.last = last
        self.batches = batches
        self.stamp = stamp
        self.db: Any = duckdb.connect(":memory:", config={"preserve_insertion_order": True})
        self.db.execute("set timezone = 'UTC'")
        self.db.execute(f"set temp_directory = {quote_sql(str(built / 'spill'))}")
        self.counts: dict[str, int] = {}

    def __enter__(self) -> "Assembly":
        return self

    def __exit__(self, *_: object) -> None:
        self.db.close()
        shutil.rmtree(self.built / "spill", ignore_errors=True)

    def set_kept(self, doc_ids: Iterable[str], rejected_paths: Iterable[str]) -> None:
        """Name the documents whose rows are carried over, and the files whose rejects are."""
        kept = pl.DataFrame({"doc_id": list(doc_ids)}, schema={"doc_id": pl.String})
        paths = pl.DataFrame({"source_path": list(rejected_paths)}, schema={"source_path": pl.String})
        self.db.register("kept_frame", kept.to_arrow())
        self.db.register("paths_frame", paths.to_arrow())
        self.db.execute("create table kept as select doc_id from kept_frame")
        self.db.execute("create table kept_paths as select source_path from paths_frame")

    # --- tables ---------------------------------------------------------------------------------------------

    def write_tables(self, listed_rejects: list[Reject]) -> None:
        """Write every table of the snapshot but runs, which tells of the others."""
        for table in EXTRACTED_TABLES:
            self._write(table, self._select_extracted(table))
        self._write("documents", self._select_documents())
        self._write("entities", self._select_entities())
        self._write("rejects", self._select_rejects(listed_rejects))
        measured = yaml.safe_load(QUALITY_FILE.read_text(encoding="utf-8")) if QUALITY_FILE.is_file() else {}
        self._write_rows("quality", measured.get("quality", []))
        self._write_rows("reliability", measured.get("reliability", []))

    def write_runs(self, runs: list[dict[str, Any]]) -> None:
        """Write the table runs."""
        self._write_rows("runs", runs)

    def write_datapackage(self) -> None:
        """Write the Frictionless description of the tables' files."""
        text = derive_datapackage(list_parts(self.built))
        (self.built / "datapackage.json").write_text(text, encoding="utf-8")

    def read_runs(self, journal: list[dict[str, Any]], run_id: str) -> list[dict[str, Any]]:
        """Return the rows of the runs before this one: those that the last snapshot tells of, and those that ended
        since without publishing. One that left no word of its end was killed.
        """
        reader = self.db.sql(f"select * from ({self._read_last('runs')}) order by run_id")
        told = reader.to_arrow_table().cast(derive_arrow_schema("runs")).to_pylist()
        known = {row["run_id"] for row in told} | {run_id}
        names = [column.name for column in list_columns("runs")]
        for entry in journal:
            if entry["run_id"] in known:
                continue
            row: dict[str, Any] = {name: entry.get(name) for name in names}
            row["status"] = "killed" if entry["status"] == "running" else entry["status"]
            for name in ("started_at", "finished_at"):
                row[name] = datetime.fromisoformat(entry[name]) if entry.get(name) else None
            told.append(row)
        return sorted(told, key=lambda row: str(row["run_id"]))

    def count_fresh_rejects(self) -> int:
        """Return how many rejects are this run's own."""
        run_id = quote_sql(self.stamp.run_id)
        ((n_rows,),) = self._ask(f"select count(*) from {self._read_built('rejects')} where run_id = {run_id}")
        return int(n_rows)

    def count_documents(self) -> dict[str, int]:
        """Return how many documents are new, changed, unchanged and removed against the last snapshot."""
        sql = f"""
            with built as (select doc_id, run_id from {self._read_built("documents")}),
            last as (select doc_id from ({self._read_last("documents")})),
            fresh as (select doc_id from built where run_id = {quote_sql(self.stamp.run_id)})
            select
                (select count(*) from fresh where doc_id not in (select doc_id from last)),
                (select count(*) from fresh where doc_id in (select doc_id from last)),
                (select count(*) from built) - (select count(*) from fresh),
                (select count(*) from last where doc_id not in (select doc_id from built))
        """
        (counts,) = self._ask(sql)
        return dict(zip(("n_new", "n_changed", "n_unchanged", "n_removed"), map(int, counts), strict=True))

    def _ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query, whole: DuckDB has nothing else run while a result is open."""
        rows: list[tuple[Any, ...]] = self.db.execute(sql).fetchall()
        return rows

    def _read_built(self, table: str) -> str:
        """Return SQL for the files of a table that is written already."""
        return read_parquet([str(find_table_files(self.built, table))])

    def _read_last(self, table: str) -> str:
        """Return SQL for a table of the last snapshot; columns that it did not have are null."""
        files = find_table_files(self.last, table) if self.last else None
        columns = list_columns(table)
        if files is None:
            return self._read_nothing([column.name for column in columns], table, "last")
        there = {row[0] for row in self._ask(f"describe from {read_parquet([files])}")}
        names = ", ".join(
            f'"{column.name}"' if column.name in there else f'null as "{column.name}"' for column in columns
        )
        return f"select {names} from {read_parquet([files])}"

    def _read_staged(self, table: str) -> str:
        """Return SQL for a table of the staged batches."""
        names = (
            [field.name for field in derive_staged_schema(table)]
            if table in RUN_COLUMNS
            else [column.name for column in list_columns(table)]
        )
        if not self.batches:
            return self._read_nothing(names, table, "staged")
        files = read_parquet([str(batch / f"{table}.parquet") for batch in self.batches])
        quoted = ", ".join(f'"{name}"' for name in names)
        return f"select {quoted} from {files}"

    def _read_nothing(self, names: list[str], table: str, whose: str) -> str:
        empty = derive_arrow_schema(table).empty_table().select(names)
        name = f"no_{whose}_{table}"
        self.db.register(name, empty)
        return f"select * from {name}"

    def _select_extracted(self, table: str) -> str:
        names = [column.name for column in list_columns(table)]
        offsets = [name for name in ("char_start", "char_end") if name in names]
        order = ", ".join(["doc_id", *offsets, *TRAITS[TABLES[table]].primary_key])
        rows = (
            f"select * from ({self._read_last(table)}) where doc_id in (select doc_id from kept) "
            f"union all by name {self._read_staged(table)}"
        )
        rows = mark_repeats(rows) if table == "figures" else rows
        return f"select * from ({rows}) order by {order}"

    def _select_documents(self) -> str:
        at, run_id = f"timestamptz {quote_sql(self.stamp.at.isoformat())}", quote_sql(self.stamp.run_id)
        names = ", ".join(f'"{column.name}"' for column in list_columns("documents"))
        return f"""
            with last as ({self._read_last("documents")}),
            extracted as (
                select staged.*, coalesce(last.first_seen_at, {at}) as first_seen_at, {at} as extracted_at,
                    {run_id} as run_id
                from ({self._read_staged("documents")}) as staged left join last using (doc_id)
            )
            select {names} from last where doc_id in (select doc_id from kept)
            union all by name select {names} from extracted order by doc_id
        """

    def _select_entities(self) -> str:
        return f"""
            with mentions as (select * from {self._read_built("mentions")}),
            members as (select * from {self._read_built("document_entities")}),
            named as (
                select entity_id, list_sort(list(distinct surface)) as aliases, count(*) as n_mentions,
                    count(distinct doc_id) as n_documents
                from mentions group by entity_id
            ),
            votes as (
                select entity_id, name, entity_type, code, code_system, count(*) as n
                from members group by all
            ),
            elected as (
                select * from votes
                qualify row_number() over (
                    partition by entity_id order by n desc, code nulls last, name, entity_type
                ) = 1
            )
            select entity_id, name, entity_type, code, code_system, coalesce(aliases, []::varchar[]) as aliases,
                coalesce(n_mentions, 0) as n_mentions, coalesce(n_documents, 0) as n_documents
            from elected left join named using (entity_id) order by entity_id
        """

    def _select_rejects(self, listed: list[Reject]) -> str:
        at, run_id = f"timestamptz {quote_sql(self.stamp.at.isoformat())}", quote_sql(self.stamp.run_id)
        rows = [reject.build_row(nth) for nth, reject in enumerate(listed)]
        self.db.register("listed_rejects", pa.Table.from_pylist(rows, schema=derive_staged_schema("rejects")))
        names = ", ".join(f'"{column.name}"' for column in list_columns("rejects"))
        return f"""
            with fresh as (
                select *, {run_id} as run_id, {at} as rejected_at
                from (select * from listed_rejects union all by name {self._read_staged("rejects")})
            ),
            carried as (
                select * from ({self._read_last("rejects")})
                where doc_id in (select doc_id from kept)
                    or (stage = 'extract' and source_path in (select source_path from kept_paths))
            )
            select {names} from fresh union all by name select {names} from carried
            order by source_path, stage, table_name, reject_id
        """

    def _write(self, table: str, sql: str) -> None:
        """Write the rows of a query as a table's Parquet file, or as a folder of them where there are very many."""
        schema = derive_arrow_schema(table)
        n_rows = TEXTS_PER_GROUP if table == "texts" else ROWS_PER_GROUP
        reader = self.db.sql(sql).to_arrow_reader(n_rows)
        self.counts[table] = write_parquet(self.built, table, schema, regroup(reader, schema, n_rows))

    def _write_rows(self, table: str, rows: list[dict[str, Any]]) -> None:
        schema = derive_arrow_schema(table)
        self.counts[table] = write_parquet(self.built, table, schema, [pa.Table.from_pylist(rows, schema=schema)])

    # --- conservation ---------------------------------------------------------------------------------------

    def check_conservation(self) -> None:
        """Raise ConservationError unless, for every document and table, rows extracted = published + rejected."""
        staged = read_parquet([str(batch / "counts.parquet") for batch in self.batches])
        rejected = read_parquet([str(batch / "rejects.parquet") for batch in self.batches])
        for table in EXTRACTED_TABLES:
            files = self._read_built(table)
            expected = f"select doc_id, count(*) as n from ({self._read_last(table)}) where doc_id in (select doc_id from kept) group by doc_id"
            if self.batches:
                name = quote_sql(table)
                expected += (
                    f" union all select doc_id, n_extracted from {staged} where table_name = {name}"
                    f" union all select doc_id, -count(*) from {rejected}"
                    f" where table_name = {name} and stage = 'validate' group by doc_id"
                )
            sql = f"""
                with expected as (select doc_id, sum(n) as n from ({expected}) group by doc_id),
                published as (select doc_id, count(*) as n from {files} group by doc_id)
                select coalesce(e.doc_id, p.doc_id), coalesce(e.n, 0), coalesce(p.n, 0)
                from expected as e full join published as p using (doc_id)
                where coalesce(e.n, 0) <> coalesce(p.n, 0) order by 1 limit 1
            """
            for broken in self._ask(sql):
                message = (
                    f"{broken[0]}: {broken[1]} rows of {table} should be published, {broken[2]} would be; "
                    "nothing was published. This is a fault of Serai: please report it with the document"
                )
                raise ConservationError(message)
        self._check_keys()

    def _check_keys(self) -> None:
        """Raise ConservationError where a key stands twice in a table."""
        for table, count in self.counts.items():
            key = ", ".join(f'"{name}"' for name in TRAITS[TABLES[table]].primary_key)
            ((n_rows,),) = self._ask(f"select count(*) from (select distinct {key} from {self._read_built(table)})")
            if n_rows != count:
                raise ConservationError(f"{table}: {count} rows share {n_rows} keys ({key}); nothing was published")


def read_parquet(files: list[str]) -> str:
    """Return SQL that reads Parquet files as they are: no column is made of a folder's name."""
    return f"read_parquet([{', '.join(map(quote_sql, files))}], hive_partitioning = false)"


def regroup(reader: pa.RecordBatchReader, schema: pa.Schema, n_rows: int) -> Iterable[pa.Table]:
    """Yield a stream's rows in tables of exactly ``n_rows`` rows (the last may be shorter)."""
    waiting: list[pa.RecordBatch] = []
    n_waiting = 0
    for batch in reader:
        waiting.append(batch)
        n_waiting += batch.num_rows
        if n_waiting >= n_rows:
            table = pa.Table.from_batches(waiting)
            while table.num_rows >= n_rows:
                yield table.slice(0, n_rows).cast(schema)
                table = table.slice(n_rows)
            waiting, n_waiting = table.to_batches(), table.num_rows
    yield pa.Table.from_batches(waiting, schema=reader.schema).cast(schema)


def write_parquet(folder: Path, table: str, schema: pa.Schema, groups: Iterable[pa.Table]) -> int:
    """Write groups of rows to <table>.parquet, or to files in <table>/ past ROWS_PER_FILE rows; return the count.

    The files depend on the rows alone: one row group a step, one compression, no time stamps.
    """
    total = 0
    part = 0
    writer: pq.ParquetWriter | None = None
    in_file = 0
    single = folder / f"{table}.parquet"
    for group in groups:
        if writer is not None and in_file + group.num_rows > ROWS_PER_FILE:
            writer.close()
            writer = None
        if writer is None:
            if part == 1:
                (folder / table).mkdir()
                single.rename(folder / table / "part-00000.parquet")
            path = single if part == 0 else folder / table / f"part-{part:05}.parquet"
            writer = pq.ParquetWriter(path, schema, compression="zstd")
            part, in_file = part + 1, 0
        writer.write_table(group, row_group_size=ROWS_PER_GROUP)
        in_file += group.num_rows
        total += group.num_rows
    if writer is None:
        writer = pq.ParquetWriter(single, schema, compression="zstd")
    writer.close()
    return total


def count_rows_json(counts: dict[str, int]) -> str:
    """Return the rows a table as JSON, in the order of the contract."""
    return json.dumps({table: counts[table] for table in TABLES if table in counts})
