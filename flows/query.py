"""Questions to a published warehouse: one read-only query, or how the last run went."""

import csv
import io
import json
import math
import sys
import warnings
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from pyarrow import ArrowException

from flows.extraction.errors import SeraiError
from flows.store.layout import Warehouse

READING = frozenset(
    getattr(duckdb.StatementType, name)
    for name in ("SELECT", "EXPLAIN", "PRAGMA", "RELATION", "CALL")
    if hasattr(duckdb.StatementType, name)
)


class QueryError(SeraiError):
    """A question that can't be asked, or a warehouse that is not there."""


def open_database(warehouse: Path) -> duckdb.DuckDBPyConnection:
    """Open a warehouse's DuckDB file for reading; nothing outside of it can be read or written.

    Raises QueryError where there is none.
    """
    path = Warehouse(warehouse).database
    if not path.exists():
        raise QueryError(f"{path} is not there; run `serai run --warehouse {warehouse}` first, or name another one")
    try:
        db = duckdb.connect(str(path), read_only=True)
    except duckdb.Error as error:
        raise QueryError(
            f"{path} can't be opened: {error}; run `serai run --warehouse {warehouse}` to make it anew"
        ) from error
    db.execute("set timezone = 'UTC'")
    db.execute("set enable_external_access = false")
    db.execute("set autoinstall_known_extensions = false")
    db.execute("set lock_configuration = true")
    return db


def ask(sql: str, warehouse: Path, output: str) -> None:
    """Run one statement and print its rows; QueryError with DuckDB's words where it can't be run."""
    with open_database(warehouse) as db:
        try:
            statements = db.extract_statements(sql)
            if len(statements) != 1:
                raise QueryError(f"one statement at a time, got {len(statements)}")
            if statements[0].type not in READING:
                raise QueryError(f"only statements that read are run, not {statements[0].type.name.lower()}")
            cursor = db.execute(statements[0])
            columns = [item[0] for item in cursor.description or []]
            if output in ("json", "parquet") and len(set(columns)) < len(columns):
                raise QueryError(f"two columns have one name ({', '.join(columns)}); rename one with `as`")
            if output == "table":
                rows = cursor.fetchall()
            else:
                print_rows(cursor, output)
                return
        except (duckdb.Error, ArrowException) as error:
            raise QueryError(str(error)) from error
    sys.stdout.write(format_table(columns, rows))


def print_rows(cursor: Any, output: str) -> None:
    """Print a cursor's rows as CSV, JSON (one array) or Parquet (bytes), a step at a time."""
    columns = [item[0] for item in cursor.description or []]
    if output == "parquet":
        import pyarrow.parquet as pq

        buffer = io.BytesIO()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # DuckDB would rather be asked without a cursor
            reader = cursor.to_arrow_reader(100_000)
        with pq.ParquetWriter(buffer, reader.schema) as writer:
            for step in reader:
                writer.write_batch(step)
        sys.stdout.buffer.write(buffer.getvalue())
        return
    if output == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        while rows := cursor.fetchmany(10_000):
            writer.writerows([[write_cell(value) for value in row] for row in rows])
        return
    first = True
    sys.stdout.write("[")
    while rows := cursor.fetchmany(10_000):
        for row in rows:
            record = dump_json(dict(zip(columns, row, strict=True)))
            sys.stdout.write(("\n" if first else ",\n") + record)
            first = False
    sys.stdout.write("\n]\n")


def dump_json(value: object) -> str:
    """Return a value of DuckDB as JSON: numbers as numbers, one that is none as null, times in ISO 8601."""
    return json.dumps(fit_json(value), ensure_ascii=False, allow_nan=False)


def fit_json(value: object) -> object:
    """Return a value as JSON can hold it; what JSON has no form for becomes text."""
    if isinstance(value, dict):
        return {str(fit_json(key)): fit_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [fit_json(item) for item in value]
    if isinstance(value, Decimal):
        return (int(value) if value == value.to_integral_value() else float(value)) if value.is_finite() else None
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, (bool, int, str)):
        return value
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)


def write_cell(value: object) -> object:
    """Return a value as a cell: lists as JSON, times in ISO 8601, numbers as short as they can be."""
    if isinstance(value, (list, dict)):
        return dump_json(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def format_table(columns: list[str], rows: list[tuple[Any, ...]]) -> str:
    """Return rows as a Markdown table, whole: nothing is cut, so that the text can be checked and pasted."""
    cells = [["" if value is None else str(write_cell(value)) for value in row] for row in rows]
    cells = [[" ".join(cell.split()).replace("|", "\\|") for cell in row] for row in cells]
    widths = [max([len(name), 3, *(len(row[nth]) for row in cells)]) for nth, name in enumerate(columns)]
    widths = [min(width, 100) for width in widths]

    def line(values: list[str]) -> str:
        return "| " + " | ".join(value.ljust(width) for value, width in zip(values, widths, strict=True)) + " |\n"

    rule = "| " + " | ".join("-" * width for width in widths) + " |\n"
    return line(columns) + rule + "".join(line(row) for row in cells) + f"({len(rows)} rows)\n"


def list_runs(warehouse: Path) -> set[str]:
    """Return the ids of the runs that the published snapshot tells of."""
    with open_database(warehouse) as db:
        return {row[0] for row in db.execute("select run_id from main.runs").fetchall()}


def tell_status(warehouse: Path) -> str:
    """Return how the last run ended, the rows of each table, and the rejects by reason.

    Raises QueryError where the warehouse was never written.
    """
    place = Warehouse(warehouse)
    journal = place.read_journal()
    told = list_runs(warehouse) if place.database.exists() else set()
    lines = []
    if place.is_locked():
        lines.append("A run is under way.")
    for entry in journal:
        ended = "was killed" if entry["status"] == "running" else f"failed: {entry['detail']}"
        if entry["run_id"] not in told and not (place.is_locked() and entry["status"] == "running"):
            lines.append(f"Run {entry['run_id']}, started {entry['started_at']}, {ended}; it published nothing.")
    if not place.database.exists():
        if lines:
            return "\n".join([*lines, "Nothing is published yet."])
        raise QueryError(f"{warehouse} is no warehouse yet; run `serai run --warehouse {warehouse}`")
    with open_database(warehouse) as db:
        cursor = db.execute("select * from main.runs order by run_id desc limit 1")
        run = dict(zip([item[0] for item in cursor.description or []], cursor.fetchall()[0], strict=True))
        rejects = db.execute(
            "select stage, coalesce(table_name, '(whole file)'), reason, count(*), min(detail) "
            "from main.rejects group by all order by all"
        ).fetchall()
    counts = [(table, count) for table, count in json.loads(run["row_counts"]).items()]
    lines += [
        f"Last published run {run['run_id']}: {run['status']}, finished {run['finished_at']:%Y-%m-%d %H:%M:%S} UTC.",
        f"Snapshot {run['snapshot_id']}, extractor {run['extractor_version']}.",
        f"Documents: {run['n_documents_seen']} seen, {run['n_new']} new, {run['n_changed']} changed, "
        f"{run['n_unchanged']} unchanged, {run['n_removed']} removed.",
        "",
        format_table(["table", "rows"], counts),
    ]
    if rejects:
        lines += ["Rejected:", "", format_table(["stage", "table", "reason", "rows", "for example"], rejects)]
    else:
        lines.append("Nothing was rejected.")
    return "\n".join(lines)
