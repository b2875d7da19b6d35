"""The tables that tell of runs: runs and rejects."""

from schemas.base import Table, Timestamp, category, column, key, reference, traits

RUN_ID_PATTERN = r"^run_[0-9a-z_]+$"


@traits("run_id", extracted=False)
class Runs(Table):
    """One row a run of the main job, the failed and the killed ones included."""

    run_id: str = key("Identifies the run; sorts by time.", pattern=RUN_ID_PATTERN)
    snapshot_id: str = column("The snapshot that the run published; null where it published none.", nullable=True)
    status: str = category(["succeeded", "failed", "killed"], "How the run ended; `killed` where it left no word.")
    started_at: Timestamp = column("When the run started (UTC).")
    finished_at: Timestamp = column("When it ended (UTC); null where it was killed.", nullable=True)
    extractor_version: str = column("Fingerprint of the code, lexicon and model that the run extracted with.")
    n_documents_seen: int = column("Files found under raw/.", unit="file", ge=0)
    n_new: int = column("Documents that the snapshot before did not hold.", unit="document", ge=0)
    n_changed: int = column("Documents whose bytes, card or extractor changed, extracted anew.", unit="document", ge=0)
    n_unchanged: int = column("Documents whose rows were carried over.", unit="document", ge=0)
    n_removed: int = column(
        "Documents of the snapshot before that this one does not hold: their files are gone, or can no longer be read.",
        unit="document",
        ge=0,
    )
    n_rejected: int = column(
        "Rows of rejects that are this run's own; those of unchanged files, carried over, are not counted again.",
        unit="row",
        ge=0,
    )
    row_counts: str = column("Rows a table in the published snapshot, as JSON.")
    detail: str = column("What went wrong, where the run failed; else null.", nullable=True)


@traits("reject_id", extracted=False)
class Rejects(Table):
    """One row a file or a row that was refused, with what refused it and why."""

    reject_id: str = key("Identifies the reject.")
    run_id: str = reference("runs.run_id", "The run that refused it.")
    doc_id: str = column("The document it belongs to; null where the file never became one.", nullable=True)
    source_path: str = column("Path of the file under raw/.")
    stage: str = category(["read", "decode", "extract", "validate"], "Where it was refused.")
    table_name: str = column("The table the row was meant for; null for a whole file.", nullable=True)
    reason: str = column("Why, in one word that can be counted.")
    detail: str = column("Why, in a sentence that says what to do.")
    payload: str = column("The row as JSON, or what is known of the file.")
    rejected_at: Timestamp = column("When (UTC).")
