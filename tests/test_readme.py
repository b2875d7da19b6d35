"""The README tells the truth: its queries return what it prints, its commands exist."""

import re

from flows.settings import ROOT
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


def test_readme_states_the_measured_scores():
    assert "select corpus, metric" in README.read_text(encoding="utf-8")


def test_raw_texts_match_their_cards():
    import hashlib

    from flows.store.intake import load_cards

    cards = load_cards(ROOT / "raw")
    texts = sorted((ROOT / "raw").glob("*.txt"))
    assert [path.stem for path in texts] == sorted(cards)
    for path in texts:
        assert cards[path.stem].sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_no_package_index_is_named():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "--index" not in lock and "://" not in lock
    assert all("--hash=sha256:" in block for block in re.split(r"\n(?=\S)", lock) if "==" in block)
