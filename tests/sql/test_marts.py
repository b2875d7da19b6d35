"""The tests of the marts: they fail where a mart is wrong, and a run with a failing one publishes nothing."""

import re
import shutil
from pathlib import Path

import duckdb
import pytest

from flows.store import database
from flows.store.errors import ModelError

PROJECT = database.DBT_PROJECT
_CALL = re.compile(r"\{\{ (?:ref\('(?P<model>\w+)'\)|(?P<macro>hindering_cues)\(\)) \}\}")


def render(path: Path) -> str:
    """Return a model's SQL as dbt would compile it."""
    cues = (PROJECT / "macros" / "hindering_cues.sql").read_text(encoding="utf-8")
    cues = cues[cues.index("-%}\n") + 3 : cues.rindex("{%-")]
    return _CALL.sub(lambda call: f"marts.{call['model']}" if call["model"] else cues, path.read_text(encoding="utf-8"))


def find_wrong_marts(db: duckdb.DuckDBPyConnection) -> set[str]:
    """Return the marts that the test over all marts finds wrong."""
    sql = render(PROJECT / "tests" / "marts_keep_their_rows.sql")
    return {row[0].split(":")[0] for row in db.execute(sql).fetchall()}


@pytest.fixture
def copy(published, tmp_path):
    """A copy of the published DuckDB file, to be spoilt."""
    path = tmp_path / "serai.duckdb"
    shutil.copyfile(published / "serai.duckdb", path)
    return path


@pytest.mark.parametrize(
    ("mart", "right", "wrong"),
    [
        ("recommendations_by_actor", "left join entities", "inner join entities"),
        ("figures_quoted", "where figures.is_statistic", "where figures.value > 0 or figures.is_statistic is null"),
        ("figures_quoted", "figures.value,", "figures.value * 1000 as value,"),
        ("entity_profile", "count(distinct claim_id) as n_claims,", "2 * count(distinct claim_id) as n_claims,"),
        ("cause_effect", "inner join claims on", "inner join claims on links.polarity = 'raises' and"),
        ("timeline", "on dates.sentence_id = sentences.sentence_id", "on dates.doc_id = sentences.doc_id"),
        ("silent_sentences", "where silence_reason is not null", "where silence_reason = 'unheard of'"),
        ("document_card", "count(*) filter (where is_statistic) as n_statistics", "count(*) as n_statistics"),
    ],
)
def test_test_finds_a_wrong_mart(copy, mart, right, wrong):
    sql = render(PROJECT / "models" / "marts" / f"{mart}.sql")
    right = _CALL.sub(lambda call: f"marts.{call['model']}", right)
    assert right in sql
    with duckdb.connect(str(copy)) as db:
        assert find_wrong_marts(db) == set()
        db.execute(f"create or replace table marts.{mart} as {sql.replace(right, wrong)}")
        assert find_wrong_marts(db) == {mart}


@pytest.mark.parametrize("mart", ["shared_claims", "obstacles_answered"])
def test_test_finds_rows_that_stand_twice(copy, mart):
    with duckdb.connect(str(copy)) as db:
        assert db.execute(f"select count(*) from marts.{mart}").fetchone() > (0,)
        db.execute(f"insert into marts.{mart} select * from marts.{mart}")
        assert find_wrong_marts(db) == {mart}


def test_failing_test_of_a_model_is_an_error(copy, tmp_path, monkeypatch):
    project = tmp_path / "dbt"
    shutil.copytree(PROJECT, project, ignore=shutil.ignore_patterns("target", "logs"))
    model = project / "models" / "marts" / "timeline.sql"
    model.write_text(model.read_text(encoding="utf-8") + "limit 1\n", encoding="utf-8")
    monkeypatch.setattr(database, "DBT_PROJECT", project)
    with pytest.raises(ModelError, match="marts_keep_their_rows"):
        database.build_models(copy, tmp_path / "scratch")


def test_database_is_written_anew_after_a_failed_try(published, tmp_path):
    built = tmp_path / "built"
    shutil.copytree(published / "current", built)
    (built / database.DATABASE).write_bytes(b"half of a file")
    path = database.write_database(built)
    with duckdb.connect(str(path), read_only=True) as db:
        assert db.execute("select count(*) from documents").fetchone() == (5,)
