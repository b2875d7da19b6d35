"""The command line: what it prints, what it exits with, what its help teaches."""

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time

import pyarrow.parquet as pq
import pytest

from flows.settings import ROOT
from tests.conftest import call_serai


@pytest.mark.parametrize("command", [[], ["run"], ["query"], ["status"]])
def test_help_teaches_with_examples(command):
    done = call_serai(*command, "--help")
    assert done.returncode == 0
    assert "serai" in done.stdout
    if command:
        assert "Examples" in done.stdout
        assert f"serai {command[0]}" in done.stdout


def test_every_command_is_in_the_readme():
    told = call_serai("--help").stdout
    commands = re.findall(r"^│ (\w+) ", told, re.MULTILINE)
    assert set(commands) == {"run", "query", "status"}
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(f"serai {command}" in readme for command in commands)


@pytest.mark.parametrize(
    "words",
    [["fly"], ["run", "--speed", "9"], ["query"], ["query", "select 1", "--format", "xml"], ["run", "--workers", "0"]],
)
def test_wrong_words_exit_with_2(words):
    assert call_serai(*words).returncode == 2


def test_query_prints_each_format(published):
    def ask(output, sql="select doc_id, n_words, main_themes from marts.document_card order by doc_id limit 2"):
        return call_serai("query", sql, "--warehouse", str(published), "--format", output)

    table = ask("table").stdout
    assert table.splitlines()[0].startswith("| doc_id") and table.endswith("(2 rows)\n")
    rows = list(csv.DictReader(io.StringIO(ask("csv").stdout)))
    assert [row["doc_id"][:3] for row in rows] == ["000", "001"]
    records = json.loads(ask("json").stdout)
    assert [record["n_words"] for record in records] == [int(row["n_words"]) for row in rows]
    assert json.loads(rows[0]["main_themes"]) == records[0]["main_themes"]


def test_query_writes_parquet(published, tmp_path):
    words = ["query", "from figures", "--warehouse", str(published), "--format", "parquet"]
    done = subprocess.run([sys.executable, "-m", "flows.cli", *words], cwd=ROOT, capture_output=True, check=True)
    (tmp_path / "figures.parquet").write_bytes(done.stdout)
    assert pq.read_table(tmp_path / "figures.parquet").num_rows > 0


@pytest.mark.parametrize(
    "sql",
    [
        "drop table claims",
        "insert into claims select * from claims",
        "copy claims to 'claims.csv'",
        "select * from read_csv('/etc/passwd')",
        "select 1; select 2",
        "selekt 1",
        "attach 'other.duckdb' as other",
    ],
)
def test_query_can_only_read(published, sql, tmp_path):
    done = call_serai("query", sql, "--warehouse", str(published), cwd=ROOT)
    assert done.returncode == 2
    assert done.stderr.startswith("serai: ")
    assert "Traceback" not in done.stderr


def test_missing_warehouse_says_what_to_do(tmp_path):
    for words in (["query", "select 1"], ["status"]):
        done = call_serai(*words, "--warehouse", str(tmp_path / "none"))
        assert done.returncode in (1, 2)
        assert "serai run" in done.stderr


def test_status_tells_of_run_rows_and_rejects(published):
    done = call_serai("status", "--warehouse", str(published))
    assert done.returncode == 0
    for words in ("succeeded", "| sentences", "Nothing was rejected", "5 new"):
        assert words in done.stdout


def test_run_with_rejects_exits_with_3_and_failed_run_with_1(prefect_server, settings):
    (settings.raw / "paper.pdf").write_bytes(b"%PDF-1.7")
    words = ["run", "--raw", str(settings.raw), "--warehouse", str(settings.warehouse)]
    done = call_serai(*words, PREFECT_API_URL=prefect_server)
    assert done.returncode == 3, done.stderr
    assert "1 files or rows were rejected" in done.stdout and "serai status" in done.stdout
    told = call_serai("status", "--warehouse", str(settings.warehouse)).stdout
    assert "type_not_read" in told and "paper.pdf" in told
    (settings.raw / "sources.yml").write_text("documents: [", encoding="utf-8")
    failed = call_serai(*words, PREFECT_API_URL=prefect_server)
    assert failed.returncode == 1
    assert "sources.yml" in failed.stderr and "Traceback" not in failed.stderr
    assert "failed" in call_serai("status", "--warehouse", str(settings.warehouse)).stdout


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_run_needs_no_server_and_takes_its_own_along_when_it_is_stopped(settings, tmp_path, number):
    environment = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
    environment["PREFECT_HOME"] = str(tmp_path / "prefect")
    words = ["run", "--raw", str(settings.raw), "--warehouse", str(settings.warehouse)]
    process = subprocess.Popen(
        [sys.executable, "-m", "flows.cli", *words],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 180
    while not list(settings.warehouse.glob(".journal/run_*.json")):
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.1)
    process.send_signal(number)
    # a process left behind would hold the pipes open
    _, told = process.communicate(timeout=120)
    assert process.returncode == 128 + number
    assert f"serai: stopped by {number.name}; {settings.warehouse} is as it was" in told
    assert "Traceback" not in told
    assert not (settings.warehouse / "current").exists()
    assert '"failed"' in next(settings.warehouse.glob(".journal/run_*.json")).read_text(encoding="utf-8")
