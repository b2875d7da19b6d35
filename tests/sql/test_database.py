"""serai.duckdb as BI tools meet it: an old client, another name, no way to write."""

import json
import subprocess
import sys

import duckdb
import pytest

from flows.settings import ROOT

OLD_CLIENT = ROOT / ".venv" / "duckdb-1.2"


def test_file_opens_in_duckdb_1_2(published):
    if not OLD_CLIENT.is_dir():
        pytest.fail("the DuckDB 1.2 client is not there; run `make unit`, which installs it")
    script = (
        "import duckdb, json, sys\n"
        "assert duckdb.__version__.startswith('1.2.'), duckdb.__version__\n"
        f"db = duckdb.connect({str(published / 'serai.duckdb')!r}, read_only=True)\n"
        'names = db.execute("select schema_name, view_name from duckdb_views() where not internal '
        'union all select schema_name, table_name from duckdb_tables()").fetchall()\n'
        "print(json.dumps({f'{s}.{n}': db.execute(f'select count(*) from {s}.{n}').fetchone()[0] for s, n in names}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path.insert(0, {str(OLD_CLIENT)!r})\n{script}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    counts = json.loads(done.stdout)
    assert counts["main.documents"] == counts["marts.document_card"] == counts["marts.stg_documents"] == 5


def test_file_can_be_attached_under_another_name(published):
    with duckdb.connect() as db:
        db.execute(f"attach '{published / 'serai.duckdb'}' as other (read_only)")
        for view in ("stg_claims", "stg_figures"):
            db.execute("use other.marts")
            assert db.execute(f"select count(*) from other.marts.{view}").fetchone()[0] > 0


def test_parquet_and_duckdb_hold_the_same_rows(published):
    from schemas import TABLES

    with duckdb.connect(str(published / "serai.duckdb"), read_only=True) as db:
        db.execute("set timezone = 'UTC'")
        for table in TABLES:
            files = f"read_parquet('{published}/current/{table}.parquet')"
            for left, right in ((files, f'main."{table}"'), (f'main."{table}"', files)):
                assert db.execute(f"select count(*) from (from {left} except all from {right})").fetchone() == (0,)


def test_link_is_one_step_from_the_snapshot(published):
    assert (published / "current").readlink().parts[0] == "snapshots"
    assert str((published / "serai.duckdb").readlink()) == "current/serai.duckdb"
    assert (published / "current" / "datapackage.json").is_file()


def test_marts_carry_their_descriptions(published):
    with duckdb.connect(str(published / "serai.duckdb"), read_only=True) as db:
        bare = db.execute(
            "select table_name, column_name from duckdb_columns() where schema_name = 'marts' "
            "and table_name not like 'stg_%' and comment is null"
        ).fetchall()
    assert bare == []
