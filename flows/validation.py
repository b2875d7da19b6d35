"""Rows against the contract: what fits becomes a frame, what does not becomes a reject with its reason.

Pandera names the rows that break a check; they are taken out here, by their position, so that none is lost
(its own ``drop_invalid_rows`` forgets them). A row whose parent was rejected goes with it.
"""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import polars as pl
from pandera.errors import SchemaErrors

from flows.extraction.document import Row, Tables
from flows.extraction.errors import SpanError
from flows.extraction.spans import Span, collapse
from flows.store.assembly import find_table_files
from flows.store.errors import StoreError
from flows.store.rejects import Reject, dump_payload
from schemas import EXTRACTED_TABLES, TABLES, TRAITS
from schemas.derive import derive_polars_schema, list_columns

Frames = dict[str, pl.DataFrame]


class Validator:
    """Validates the tables of a batch; gathers frames, rejects and the count of rows that came in."""

    def __init__(self, source_paths: dict[str, str]) -> None:
        self.source_paths = source_paths
        self.rejects: list[Reject] = []
        self.rows: Tables = {table: [] for table in EXTRACTED_TABLES}
        self.counts: dict[tuple[str, str], int] = {}

    def add_document(self, doc_id: str, text: str, tables: Tables) -> None:
        """Take in one document's rows: those that are not grounded in its text are rejected at once."""
        unknown = sorted(set(tables) - set(EXTRACTED_TABLES))
        if unknown:
            raise ValueError(f"extractors returned a table that the contract does not have: {unknown[0]}")
        for table in EXTRACTED_TABLES:
            rows = tables.get(table, [])
            self.counts[(doc_id, table)] = len(rows)
            surface = TRAITS[TABLES[table]].surface
            for row in rows:
                if row.get("doc_id") != doc_id:
                    self.refuse(table, {**row, "doc_id": doc_id}, "wrong_document", f"doc_id is {row.get('doc_id')!r}")
                elif fault := find_ungrounded(row, text, surface):
                    self.refuse(table, row, "not_grounded", fault)
                else:
                    self.rows[table].append(row)

    def refuse(self, table: str, row: Row, reason: str, fault: str) -> None:
        """Reject one row; its ``doc_id`` is that of a document of the batch."""
        doc_id = str(row["doc_id"])
        path = self.source_paths.get(doc_id, doc_id)
        detail = f"{path}: a row of {table} was refused: {fault}"
        self.rejects.append(Reject(path, "validate", reason, detail, doc_id, table, dump_payload(row)))

    def build_frames(self) -> Frames:
        """Return the rows that keep the contract, a frame a table; the others are in ``rejects``."""
        frames: Frames = {}
        for table in EXTRACTED_TABLES:
            frame = self._build_frame(table, self.rows[table])
            frames[table] = self._check_frame(table, frame)
        self._refuse_orphans(frames)
        return frames

    def _build_frame(self, table: str, rows: list[Row]) -> pl.DataFrame:
        schema = derive_polars_schema(table)
        names = set(schema)
        fitting = []
        for row in rows:
            if set(row) == names:
                fitting.append(row)
            else:
                odd = ", ".join(sorted(set(row) ^ names))
                self.refuse(table, row, "wrong_columns", f"columns too many or too few: {odd}")
        try:
            return pl.DataFrame(fitting, schema=schema, strict=True)
        except (TypeError, OverflowError, pl.exceptions.PolarsError):
            return self._build_frame_by_row(table, fitting, schema)

    def _build_frame_by_row(self, table: str, rows: list[Row], schema: dict[str, Any]) -> pl.DataFrame:
        """Build a frame of the rows whose values have the right types; reject the others."""
        parts = [pl.DataFrame(schema=schema)]
        for row in rows:
            try:
                parts.append(pl.DataFrame([row], schema=schema, strict=True))
            except (TypeError, OverflowError, pl.exceptions.PolarsError) as error:
                self.refuse(table, row, "wrong_type", str(error).splitlines()[0])
        return pl.concat(parts)

    def _check_frame(self, table: str, frame: pl.DataFrame) -> pl.DataFrame:
        """Run a table's Pandera model and the checks that all tables share; reject the rows that fail."""
        faults = defaultdict(list)
        for index, reason, fault in [*find_model_faults(table, frame), *find_shared_faults(table, frame)]:
            faults[index].append((reason, fault))
        if not faults:
            return frame
        rows = frame.to_dicts()
        for index, found in sorted(faults.items()):
            self.refuse(table, rows[index], found[0][0], "; ".join(fault for _, fault in found))
        return frame.filter(~pl.int_range(pl.len()).is_in(list(faults)))

    def _refuse_orphans(self, frames: Frames) -> None:
        """Reject rows that point at a rejected row, parents before children, until none is left."""
        for table in EXTRACTED_TABLES:
            for column in list_columns(table):
                parent, key = column.references.split(".") if column.references else ("", "")
                parent = "document_entities" if parent == "entities" else parent
                if parent not in frames:
                    continue
                known = frames[parent].select("doc_id", pl.col(key).alias(column.name), has_parent=pl.lit(value=True))
                joined = frames[table].join(known, on=["doc_id", column.name], how="left", maintain_order="left")
                is_orphan = joined["has_parent"].is_null() & joined[column.name].is_not_null()
                for row in frames[table].filter(is_orphan).to_dicts():
                    self.refuse(table, row, "orphan", f"{column.name} names no row of {parent}")
                frames[table] = frames[table].filter(~is_orphan)


def find_ungrounded(row: Row, text: str, surface: str | None) -> str | None:
    """Return what is wrong with a row's span, or None where the text there is the row's surface."""
    if "char_start" not in row:
        return None
    pairs = [("char_start", "char_end", surface)]
    if "cause_start" in row:
        pairs += [("cause_start", "cause_end", "cause"), ("effect_start", "effect_end", "effect")]
    for start, end, column in pairs:
        try:
            found = collapse(Span(row[start], row[end]).slice(text))
        except (SpanError, TypeError) as error:
            return str(error)
        wanted = row.get(column) if column else None
        if wanted is not None and found != wanted:
            return f"{column} is {wanted!r}, the text at [{row[start]}, {row[end]}) is {found[:200]!r}"
    return None


def find_model_faults(table: str, frame: pl.DataFrame) -> Iterable[tuple[int, str, str]]:
    """Yield position, reason and words for every row that breaks the table's Pandera model.

    Raises ValueError where the frame as a whole does not fit, which no row can be blamed for.
    """
    try:
        TABLES[table].validate(frame, lazy=True)
    except SchemaErrors as errors:
        for case in errors.failure_cases.to_dicts():
            if case["index"] is None:
                raise ValueError(f"{table} does not fit its schema: {case['check']}") from errors
            check = str(case["check"])
            name = check.split("(", maxsplit=1)[0]
            yield case["index"], name, f"{case['column']}: {check} failed on {str(case['failure_case'])[:200]}"


def find_shared_faults(table: str, frame: pl.DataFrame) -> Iterable[tuple[int, str, str]]:
    """Yield position, reason and words for rows with a number that is none, or with a key that comes again."""
    for name, dtype in frame.schema.items():
        if dtype == pl.Float64:
            bad = frame.select(pl.arg_where(pl.col(name).is_nan() | pl.col(name).is_infinite())).to_series()
            for index in bad:
                yield index, "not_finite", f"{name} is no finite number"
    key = list(TRAITS[TABLES[table]].primary_key)
    if len(key) > 1:
        for index in frame.select(pl.arg_where(~pl.struct(key).is_first_distinct())).to_series():
            yield index, "duplicate_key", f"another row has the same {', '.join(key)}"


def check_built(built: Path) -> None:
    """Check the tables that are not extracted against their models, as they are about to be published.

    Raises StoreError: a row of theirs that does not fit is a fault of Serai, not of a text.
    """
    for table in TABLES:
        if table not in EXTRACTED_TABLES:
            try:
                TABLES[table].validate(pl.read_parquet(str(find_table_files(built, table))), lazy=True)
            except SchemaErrors as errors:
                case = errors.failure_cases.to_dicts()[0]
                message = f"{table}.{case['column']}: {case['check']} failed on {case['failure_case']!r}; nothing was published"
                raise StoreError(message) from errors
