"""The tables of a snapshot, to one self-contained DuckDB file with the SQL models in it.

The file is written in DuckDB's storage version 1.2, so that BI drivers that lag behind can open it.
"""

import os
import subprocess
import sys
from pathlib import Path

import duckdb

from flows.settings import DBT_PROJECT
from flows.store.assembly import find_table_files, read_parquet
from flows.store.errors import ModelError
from flows.store.layout import DATABASE
from schemas import TABLES
from schemas.derive import derive_duckdb_statements, quote_sql

STORAGE_VERSION = "v1.2.0"


def write_database(built: Path) -> Path:
    """Load every table of a built snapshot into its DuckDB file, with comments; return the file.

    Begins anew where a try before this one left half of a file.
    """
    path = built / DATABASE
    for left in (path, path.with_name(path.name + ".wal")):
        left.unlink(missing_ok=True)
    with duckdb.connect(":memory:") as db:
        db.execute("set timezone = 'UTC'")
        db.execute(f"attach {quote_sql(str(path))} as serai (storage_version {quote_sql(STORAGE_VERSION)})")
        db.execute("use serai")
        for table in TABLES:
            for statement in derive_duckdb_statements(table):
                db.execute(statement)
            files = read_parquet([str(find_table_files(built, table))])
            db.execute(f'insert into "{table}" by name select * from {files}')
        db.execute("use memory")
        db.execute("detach serai")
    return path


def build_models(database: Path, scratch: Path) -> str:
    """Run dbt's models and tests inside a DuckDB file; return dbt's closing line.

    Raises ModelError with dbt's own words where a model or a test fails.
    """
    scratch.mkdir(parents=True, exist_ok=True)
    database, scratch = database.resolve(), scratch.resolve()  # dbt takes relative paths from its project
    command = [sys.executable, "-P", "-m", "dbt.cli.main", "--no-use-colors", "--no-version-check", "build"]
    command += ["--target", "build"]
    command += ["--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT)]
    command += ["--target-path", str(scratch / "target"), "--log-path", str(scratch / "logs")]
    own = {name: value for name, value in os.environ.items() if not name.startswith("DBT_")}
    environment = own | {"SERAI_DUCKDB": str(database), "DBT_SEND_ANONYMOUS_USAGE_STATS": "false"}
    done = subprocess.run(  # noqa: S603  our own interpreter and words
        command, env=environment, capture_output=True, text=True, check=False
    )
    lines = [line for line in done.stdout.splitlines() if line.strip()]
    if done.returncode != 0:
        told = "\n".join(lines[-30:]) or done.stderr[-3000:]
        raise ModelError(f"dbt failed, nothing was published:\n{told}")
    check_models(database)
    return lines[-1] if lines else ""


def check_models(database: Path) -> None:
    """Raise ModelError unless the models were built on all that is in the file."""
    with duckdb.connect(str(database), read_only=True) as db:
        ((documents, cards),) = db.execute(
            "select (select count(*) from main.documents), (select count(*) from marts.document_card)"
        ).fetchall()
    if documents != cards:
        raise ModelError(f"dbt built {cards} cards for {documents} documents; nothing was published")
