"""The README tells the truth: its queries return what it prints, its commands exist."""

import re

from flows.settings import ROOT
from tests.conftest import call_serai
from tests.readme import README, compare_answers


def test_queries_return_what_the_readme_prints(published):
    answers = list(compare_answers(published))
    assert len(answers) >= 5
    for sql, told, right in answers:
        assert told == right, f"run `python -m tests.readme --write`; the answer to {sql} changed"


def test_make_targets_of_the_documents_exist():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for name in ("README.md", "CONTRIBUTING.md"):
        told = set(re.findall(r"`make ([a-z-]+)`", (ROOT / name).read_text(encoding="utf-8")))
        assert told <= targets


def test_paths_named_in_contributing_exist():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for path in re.findall(r"`((?:flows|schemas|tests|dbt_like_sql)/[\w./]+)`", text):
        assert (ROOT / path).exists(), path


def test_inline_queries_of_the_readme_run(published):
    text = README.read_text(encoding="utf-8")
    queries = re.findall(r"`(select [^`]+)`", text) + re.findall(r'serai query "([^".]+[^"]*)"', text)
    asked = [query for query in queries if query not in ("SQL", "...")]
    assert len(asked) >= 2
    for query in asked:
        done = call_serai("query", query, "--warehouse", str(published), "--format", "csv")
        assert done.returncode == 0, (query, done.stderr)
        assert len(done.stdout.splitlines()) > 1, query


def test_context_query_of_the_readme_shows_the_figures(published):
    import duckdb

    sql = "select text[char_start + 1:char_end], surface from texts join figures using (doc_id)"
    assert sql.split(", surface", maxsplit=1)[0] in README.read_text(encoding="utf-8")
    with duckdb.connect(str(published / "serai.duckdb"), read_only=True) as db:
        rows = db.execute(sql).fetchall()
    assert rows and all(" ".join(slice_.split()) == surface for slice_, surface in rows)


def test_schedule_of_the_readme_is_one_that_prefect_takes():
    import inspect

    from prefect.schedules import Cron

    from flows.pipeline import run_serai

    (name, cron) = re.search(r'run_serai\.serve\(name="(\w+)", cron="([^"]+)"\)', README.read_text("utf-8")).groups()
    inspect.signature(run_serai.serve).bind(name=name, cron=cron)
    assert Cron(cron).cron == cron


def test_raw_texts_match_their_cards():
    import hashlib

    from flows.store.cards import load_cards

    cards = load_cards(ROOT / "raw")
    texts = sorted((ROOT / "raw").glob("*.txt"))
    assert [path.stem for path in texts] == sorted(cards)
    for path in texts:
        assert cards[path.stem].sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_no_package_index_is_named():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "--index" not in lock and "://" not in lock
    assert all("--hash=sha256:" in block for block in re.split(r"\n(?=\S)", lock) if "==" in block)
