"""Every kind of bad input: one reject that says what and why, and every other document processed."""

import errno
import os
import subprocess
from pathlib import Path

import pytest

from flows.settings import Settings
from tests.flows.test_pipeline import ask, digest_tables

PDF_ENCRYPTED = b"%PDF-1.7\n1 0 obj << /Encrypt 2 0 R >> endobj\n"
GERMAN = (
    "Die Bundesregierung sollte den Handel mit den Nachbarstaaten erleichtern und die Zölle senken. Der Ausbau der "
    "Häfen hat die Kosten der Unternehmen gesenkt, weil die Waren schneller abgefertigt werden. Nach Angaben des "
    "Ministeriums stieg die Ausfuhr im vergangenen Jahr deutlich, während die Einfuhr zurückging. Die Länder müssen "
    "ihre Verwaltungen besser ausstatten, damit die Verfahren kürzer werden und die Bürger ihnen vertrauen.\n"
)
BAD_FILES = {
    "empty.txt": (b"", "read", "empty"),
    "blank.txt": (b" \n\n\t\r\n", "read", "empty"),
    "mark_only.txt": (b"\xef\xbb\xbf\n", "decode", "empty"),
    "nul.txt": (b"text\x00with nul", "decode", "binary"),
    "controls.txt": (bytes(range(1, 9)) * 40, "decode", "binary"),
    "latin.txt": ("Das Caf\u00e9 sollte \u00f6ffnen.").encode("latin-1"),
    "truncated.txt": b"text \xe2\x82",
    "large.txt": (b"word " * 3000, "read", "too_large"),
    "paper.pdf": (b"%PDF-1.7\n", "read", "type_not_read"),
    "secret.pdf": (PDF_ENCRYPTED, "read", "encrypted"),
    "secret.txt": (b"-----BEGIN PGP MESSAGE-----\n\nabc\n", "read", "encrypted"),
    "noname": (b"text without suffix", "read", "type_not_read"),
    "energy.md": (b"The same name again.", None, None),
    "german.txt": (GERMAN.encode(), "extract", "language_not_supported"),
}
BAD_FILES["latin.txt"] = (BAD_FILES["latin.txt"], "decode", "not_decodable")
BAD_FILES["truncated.txt"] = (BAD_FILES["truncated.txt"], "decode", "not_decodable")


def test_bad_files_are_rejected_and_the_others_processed(run, settings, without_models):
    good = {"tariffs", "health/clinics", "energy"}
    for name, (content, _, _) in BAD_FILES.items():
        (settings.raw / name).write_bytes(content)
    os.mkfifo(settings.raw / "pipe.txt")
    (settings.raw / "dangling.txt").symlink_to("nowhere")
    (settings.raw / "loop").symlink_to(settings.raw, target_is_directory=True)
    (settings.raw / os.fsdecode(b"bad\xff.txt")).write_bytes(b"Its name is no UTF-8.")
    expected = {(name, stage, reason) for name, (_, stage, reason) in BAD_FILES.items() if stage}
    expected |= {
        ("pipe.txt", "read", "not_a_file"),
        ("dangling.txt", "read", "vanished"),
        ("bad\\xff.txt", "read", "bad_name"),
    }
    expected |= {("energy.txt", "read", "duplicate_id"), ("loop", "read", "folder_link")}  # energy.md sorts before it
    limited = Settings(raw=settings.raw, warehouse=settings.warehouse, max_bytes=10_000)
    result = run(limited)
    told = set(ask(settings.warehouse, "select source_path, stage, reason from rejects"))
    assert told == expected
    assert {row[0] for row in ask(settings.warehouse, "select doc_id from documents")} == good
    assert result.n_rejects == len(expected) == result.run["n_rejected"]
    assert all(path in detail for path, detail in ask(settings.warehouse, "select source_path, detail from rejects"))
    # a second run says the same, and extracts nothing
    again = run(limited)
    assert set(ask(settings.warehouse, "select source_path, stage, reason from rejects")) == expected
    assert (again.run["n_new"], again.run["n_unchanged"]) == (0, 3)


def test_row_that_breaks_its_schema_is_rejected_with_the_row(run, settings, monkeypatch):
    import flows.extraction.registry as registry
    from flows.extraction.document import Document, Tables

    def spoil(document: Document, found: Tables) -> Tables:
        rows = [dict(row) for row in found["sentences"]]
        if document.doc_id == "tariffs":
            rows[0]["text"] = "words that are not there"
            rows[1]["silence_reason"] = "unheard of"
            rows[2]["ordinal"] = "two"
        return {"sentences": rows}

    monkeypatch.setattr(registry, "EXTRACTORS", (*registry.EXTRACTORS, spoil))
    result = run(settings)
    sql = "select reason, count(*) from rejects where table_name = 'sentences' group by reason order by reason"
    assert ask(settings.warehouse, sql) == [("isin", 1), ("not_grounded", 1), ("wrong_type", 1)]
    assert ask(settings.warehouse, "select count(*) from rejects where reason = 'orphan'")[0][0] > 0
    assert (
        ask(settings.warehouse, "select payload from rejects where reason = 'not_grounded'")[0][0].count(
            "words that are not there"
        )
        == 1
    )
    assert result.n_rejects == ask(settings.warehouse, "select count(*) from rejects")[0][0]
    kept = ask(settings.warehouse, "select count(*) from sentences where doc_id = 'tariffs'")[0][0]
    assert kept == ask(settings.warehouse, "select n_sentences from documents where doc_id = 'tariffs'")[0][0] > 0
    # the rejects of an unchanged document stay with it
    again = run(settings)
    assert again.run["n_rejected"] == 0
    assert again.n_rejects == result.n_rejects


def test_extractor_that_fails_on_one_document_costs_only_that_one(run, settings, without_models, monkeypatch):
    import flows.extraction.registry as registry

    def fail(document, found):
        if document.doc_id == "energy":
            raise KeyError("a broken premise")
        return {}

    monkeypatch.setattr(registry, "EXTRACTORS", (*registry.EXTRACTORS, fail))
    run(settings)
    assert ask(settings.warehouse, "select doc_id, stage, reason from rejects") == [
        ("energy", "extract", "extractor_failed")
    ]
    assert ask(settings.warehouse, "select count(*) from documents") == [(2,)]


@pytest.mark.parametrize(
    ("cards", "message"),
    [
        ("documents: [", "not readable as YAML"),
        ("- doc_id: a", "needs a list under the key"),
        ("documents:\n- title: x\n", "card 1 has no `doc_id`"),
        ("documents:\n- doc_id: a\n  colour: red\n", "unknown field 'colour'"),
        ("documents:\n- doc_id: a\n- doc_id: a\n", "stands twice"),
        ("documents:\n- doc_id: a\n  country: China\n", "ISO 3166-1"),
        ("documents:\n- doc_id: a\n  title: true\n", "`title` must be text or null, not True"),
        ("documents:\n- doc_id: a\n  title: [x]\n", "`title` must be text or null"),
        ("documents:\n- doc_id: a\n  is_translation: yes\n", "must be true, false or null"),
        ("documents:\n- doc_id: a\n  sha256: 0\n", "64 hexadecimal digits"),
        ("documents:\n- doc_id: a\n  published: 2020-02-30\n", "ISO 8601"),
        ("documents:\n- doc_id: a\n  country: XX\n", "ISO 3166-1"),
        ("documents:\n- doc_id: a\n  publisher: ' '\n", "some words on one line"),
        ('documents:\n- doc_id: a\n  title: "a\\0b"\n', "some words on one line"),
        ('documents:\n- doc_id: a\n  title: "\\uD800"\n', "some words on one line"),
        ("documents:\n- doc_id: a\n  title: !!int x\n", "not readable as YAML"),
        ("documents:\n- doc_id: a\n  title: b\n  title: c\n", "'title' stands twice"),
        ("[" * 5000, "not readable as YAML"),
        ("documents:\n- doc_id: a\n  published: soon\n", "ISO 8601"),
    ],
)
def test_broken_cards_are_told_with_the_place(tmp_path, cards, message):
    from flows.store.cards import load_cards
    from flows.store.errors import CardError

    (tmp_path / "sources.yml").write_text(cards, encoding="utf-8")
    with pytest.raises(CardError, match="sources.yml") as caught:
        load_cards(tmp_path)
    assert message in str(caught.value)


def test_broken_cards_stop_the_run(run, settings):
    from flows.store.errors import CardError

    (settings.raw / "sources.yml").mkdir()
    with pytest.raises(CardError, match="sources.yml"):
        run(settings)


def test_plain_values_of_cards_stay_as_they_are_written(tmp_path):
    from flows.store.cards import load_cards

    digest = "1e" + "0" * 62
    (tmp_path / "sources.yml").write_text(
        f"documents:\n- doc_id: 007\n  title: 2020\n  country: NO\n  published: 2019-01-02\n  sha256: {digest}\n"
        "  publisher: ~\n  language:\n  is_translation: false\n",
        encoding="utf-8",
    )
    card = load_cards(tmp_path)["007"]
    assert (card.title, card.country, card.published, card.sha256) == ("2020", "NO", "2019-01-02", digest)
    assert (card.publisher, card.language, card.is_translation) == (None, None, False)


def test_missing_raw_folder_is_named(run, tmp_path):
    from flows.store.errors import StoreError

    with pytest.raises(StoreError, match="name the folder with the texts"):
        run(Settings(raw=tmp_path / "nowhere", warehouse=tmp_path / "warehouse"))


@pytest.mark.parametrize("files", [{}, {"a.txt": b"", "b.pdf": b"%PDF-1.7"}])
def test_first_run_without_a_document_publishes_empty_tables(run, settings, files):
    for path in settings.raw.rglob("*.*"):
        path.unlink()
    for name, content in files.items():
        (settings.raw / name).write_bytes(content)
    result = run(settings)
    assert result.n_rejects == len(files)
    assert ask(settings.warehouse, "select count(*) from documents") == [(0,)]
    assert ask(settings.warehouse, "select count(*) from marts.document_card") == [(0,)]


def test_many_documents_with_long_names(run, settings, without_models, monkeypatch):
    from flows.extraction import registry

    monkeypatch.setattr(registry, "EXTRACTORS", registry.EXTRACTORS[:1])
    folder = settings.raw / ("a" * 240) / ("b" * 240) / ("c" * 240) / ("d" * 240)
    folder.mkdir(parents=True)
    for nth in range(300):  # their names alone are more than Prefect takes as parameters
        (folder / f"{nth:05}.txt").write_text(f"Port {nth}.", encoding="utf-8")
    result = run(Settings(raw=settings.raw, warehouse=settings.warehouse, batch_bytes=400))
    assert result.run["n_new"] == 303


def test_rejects_do_not_depend_on_the_batch(run, settings, without_models, monkeypatch, tmp_path):
    from flows.extraction import registry

    def spoil(document, found):
        if document.doc_id != "energy":
            return {}
        return {"document_entities": [{**row, "entity_type": "unheard of"} for row in found["document_entities"]]}

    monkeypatch.setattr(registry, "EXTRACTORS", (*registry.EXTRACTORS, spoil))
    run(settings)
    split = Settings(raw=settings.raw, warehouse=tmp_path / "split", batch_bytes=1)
    run(split)
    sql = "select doc_id, table_name, reason, payload from rejects order by all"
    assert ask(settings.warehouse, sql) == ask(split.warehouse, sql) != []
    assert digest_tables(settings.warehouse) == digest_tables(split.warehouse)
    assert ask(settings.warehouse, "select count(*) from mentions where doc_id = 'energy'") == [(0,)]


def test_unreadable_folder_costs_only_itself(run, settings, without_models, monkeypatch):
    from pathlib import Path

    real = Path.iterdir

    def refuse(self):
        if self.name == "health":
            raise PermissionError(13, "Permission denied")
        return real(self)

    monkeypatch.setattr(Path, "iterdir", refuse)
    run(settings)
    assert ask(settings.warehouse, "select source_path, reason from rejects") == [("health", "unreadable")]
    assert ask(settings.warehouse, "select count(*) from documents") == [(2,)]


@pytest.mark.parametrize("method", ["stat", "read_bytes"])
@pytest.mark.parametrize(("code", "mends"), [(errno.EIO, True), (errno.EACCES, False)])
def test_passing_fault_of_a_disk_is_waited_for(settings, monkeypatch, method, code, mends):
    from flows.store import intake

    real, faults = getattr(Path, method), []

    def stumble(self, **words):
        if self.name == "energy.txt" and not faults:
            faults.append(self)
            raise OSError(code, os.strerror(code))
        return real(self, **words)

    monkeypatch.setattr(Path, method, stumble)
    monkeypatch.setattr(intake, "PAUSES", (0, 0))
    read = intake.try_patiently
    path = settings.raw / "energy.txt"
    if mends:
        read(getattr(path, method))
    else:
        with pytest.raises(PermissionError):
            read(getattr(path, method))
    assert len(faults) == 1


def test_file_that_stays_unreadable_costs_only_itself(run, settings, without_models, monkeypatch):
    from flows.store import intake

    real = Path.read_bytes

    def fail(self):
        if self.name == "energy.txt":
            raise OSError(errno.EIO, "Input/output error")
        return real(self)

    monkeypatch.setattr(Path, "read_bytes", fail)
    monkeypatch.setattr(intake, "PAUSES", (0, 0))
    run(settings)
    assert ask(settings.warehouse, "select doc_id from documents order by 1") == [("health/clinics",), ("tariffs",)]
    assert ask(settings.warehouse, "select source_path, reason from rejects") == [("energy.txt", "unreadable")]


def test_odd_entries_of_a_folder_cost_only_themselves(tmp_path, monkeypatch):
    from flows.store.intake import SourceFile, list_files

    (tmp_path / "good.txt").write_text("Ports should be dredged.\n", encoding="utf-8")
    (tmp_path / "long.txt").symlink_to("a" * 300)
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    deep = tmp_path
    for _ in range(1100):
        deep = deep / "d"
        try:
            deep.mkdir()
        except OSError:
            break
    real = Path.is_dir

    def stumble(self, **words):
        if self.name == "closed.txt":
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(self, **words)

    (tmp_path / "closed.txt").write_text("Rail should be mended.\n", encoding="utf-8")
    monkeypatch.setattr(Path, "is_dir", stumble)
    found = list(list_files(tmp_path, 10_000))
    subprocess.run(["rm", "-rf", str(tmp_path / "d")], check=True)  # too deep for pytest to clean up
    assert [item.doc_id for item in found if isinstance(item, SourceFile)] == ["closed", "good"]
    assert {item.source_path for item in found if not isinstance(item, SourceFile)} >= {"long.txt", "loop.txt"}


def test_file_that_could_not_be_read_is_read_by_the_next_run(run, settings, without_models, monkeypatch):
    real, faults = Path.read_bytes, []

    def vanish(self):
        faults.append(self.name)
        if self.name == "energy.txt" and faults.count("energy.txt") == 2:  # listed, then gone
            raise FileNotFoundError(errno.ENOENT, "No such file")
        return real(self)

    def stop(*_):
        raise RuntimeError("the power went")

    monkeypatch.setattr(Path, "read_bytes", vanish)
    with monkeypatch.context() as patch:
        patch.setattr("flows.tasks.write_database", stop)
        with pytest.raises(RuntimeError):
            run(settings)
    run(settings)
    assert ask(settings.warehouse, "select count(*) from rejects") == [(0,)]
    assert ask(settings.warehouse, "select count(*) from documents") == [(3,)]


def test_warehouse_may_not_lie_behind_a_pattern(run, settings, tmp_path, monkeypatch):
    from flows.store.errors import StoreError

    odd = tmp_path / "g[1]x"
    odd.mkdir()
    monkeypatch.chdir(odd)
    with pytest.raises(StoreError, match="takes for a pattern"):
        run(Settings(raw=settings.raw, warehouse=Path("warehouse")))


def test_warehouse_inside_raw_is_refused(run, settings):
    from flows.store.errors import StoreError

    with pytest.raises(StoreError, match="put it elsewhere"):
        run(Settings(raw=settings.raw, warehouse=settings.raw / "warehouse"))


def test_folder_of_others_is_left_alone(run, settings, without_models):
    from flows.store.errors import StoreError

    precious = settings.warehouse / "snapshots" / "zfs-backup"
    precious.mkdir(parents=True)
    for _ in range(2):
        run(Settings(raw=settings.raw, warehouse=settings.warehouse, keep_snapshots=1))
    assert precious.is_dir()
    (settings.warehouse.parent / "mine").mkdir()
    database = settings.warehouse.parent / "mine" / "serai.duckdb"
    database.write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="not Serai's"):
        run(Settings(raw=settings.raw, warehouse=database.parent))
    assert database.read_text(encoding="utf-8") == "mine"
