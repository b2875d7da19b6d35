"""One batch of documents, from bytes to validated rows: decode, parse, extract, validate."""

import logging
from collections import Counter
from pathlib import Path
from typing import Any

from flows.extraction.document import Document
from flows.extraction.errors import SeraiError
from flows.extraction.language import parse_document
from flows.extraction.metadata import LanguageError, count_words, describe_document, identify_language
from flows.extraction.registry import extract_document
from flows.store.cards import compare_card
from flows.store.intake import Decoded, RefusedError, read_source
from flows.store.rejects import Reject, dump_payload
from flows.store.staging import Batch, BatchRows
from flows.validation import Validator

# what a fault in the extraction of one document may raise; anything else (memory, disk) ends the run
EXTRACTION_FAULTS = (
    SeraiError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)
Logger = logging.Logger | logging.LoggerAdapter[Any]


def refuse_document(decoded: Decoded, error: Exception, extractor_version: str) -> Reject:
    """Return the reject of a document whose extraction failed; it stands until the file or the extractor changes."""
    reason = "language_not_supported" if isinstance(error, LanguageError) else "extractor_failed"
    file = decoded.file
    known = {"sha256": file.sha256, "card_digest": file.card_digest, "extractor_version": extractor_version}
    detail = (
        f"{file.source_path}: {error}"
        if isinstance(error, SeraiError)
        else (
            f"{file.source_path}: {type(error).__name__}: {error}. This is a fault of Serai: please report it with the text"
        )
    )
    return Reject(file.source_path, "extract", reason, detail, file.doc_id, None, dump_payload(known))


def build_document_row(decoded: Decoded, document: Document, extractor_version: str) -> dict[str, Any]:
    """Return a document's row, but for the columns that tell of the run and the counts of rows that hold."""
    metadata = describe_document(document)
    file, card = decoded.file, decoded.source.card
    return {
        "doc_id": file.doc_id,
        "source_path": file.source_path,
        "media_type": decoded.media_type,
        "sha256": file.sha256,
        "n_bytes": file.n_bytes,
        "encoding": decoded.encoding,
        "language": metadata.language,
        "title": metadata.title,
        "is_translation": metadata.is_translation,
        "publisher": metadata.publisher,
        "published": card.published,
        "country": card.country,
        "licence": card.licence,
        "card_status": compare_card(card, file.sha256, has_card=file.card_digest != "none"),
        "card_digest": file.card_digest,
        "n_chars": len(decoded.source.text),
        "n_words": count_words(decoded.source.text),
        "extractor_version": extractor_version,
    }


def extract_batch(raw: Path, batch: Batch, extractor_version: str, max_bytes: int, logger: Logger) -> BatchRows:
    """Extract a batch: every document gives rows or a reject, and no document's fault touches another's rows."""
    validator = Validator({file.doc_id: file.source_path for file in batch.files})
    documents: list[dict[str, Any]] = []
    refused: list[Reject] = []
    for file in batch.files:
        try:
            decoded = read_source(raw, file, max_bytes)
        except RefusedError as error:
            refused.append(error.reject)
            logger.warning("%s: refused at stage %s: %s", file.doc_id, error.reject.stage, error)
            continue
        try:
            identify_language(decoded.source)
            document = parse_document(decoded.source)
            tables = extract_document(document)
            row = build_document_row(decoded, document, extractor_version)
        except EXTRACTION_FAULTS as error:
            reject = refuse_document(decoded, error, extractor_version)
            refused.append(reject)
            logger.warning("%s: refused at stage extract: %s", file.doc_id, reject.detail)
            continue
        validator.add_document(file.doc_id, decoded.source.text, tables)
        documents.append(row)
        logger.info("%s: extracted %d rows", file.doc_id, sum(len(rows) for rows in tables.values()))
    frames = validator.build_frames()
    for table in ("sections", "sentences"):
        counts = Counter(frames[table]["doc_id"])
        for row in documents:
            row[f"n_{table}"] = counts[row["doc_id"]]
    for reject in validator.rejects:
        logger.warning("%s: refused at stage validate: %s", reject.doc_id, reject.detail)
    return BatchRows(frames, documents, refused + validator.rejects, validator.counts)
