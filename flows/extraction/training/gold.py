"""Read annotated texts: NAME.units.tsv and NAME.roles.jsonl in a folder, the texts in another."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.extraction.document import Document, Passage, Source
from flows.extraction.language import parse_document
from flows.extraction.spans import collapse


@dataclass(frozen=True, slots=True, eq=False)
class AnnotatedSentence:
    """A sentence with what an annotator said of it."""

    passage: Passage
    unit: str
    label: dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class AnnotatedDocument:
    """A parsed text with its annotated sentences."""

    name: str
    document: Document
    sentences: tuple[AnnotatedSentence, ...]


def read_annotated(gold: Path, texts: Path) -> Iterator[AnnotatedDocument]:
    """Parse each annotated text and match its units to the sentences with the same text.

    Units that the segmentation cuts otherwise are left out.
    """
    for path in sorted(gold.glob("*.units.tsv")):
        name = path.name.split(".")[0]
        text_path = min(texts.glob(f"{name}*"))
        document = parse_document(Source(text_path.stem, text_path.read_bytes().decode("utf-8")))
        labels = {label["unit"]: label for label in _read_lines(gold / f"{name}.roles.jsonl")}
        units: dict[str, str] = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            unit, kind, body = line.split("\t")
            if kind == "sentence":
                units[unit] = collapse(body)
        yield AnnotatedDocument(name, document, tuple(_match(document, units, labels)))


def _match(document: Document, units: dict[str, str], labels: dict[str, dict[str, Any]]) -> Iterator[AnnotatedSentence]:
    for passage in document.sentences:
        # a unit may begin with what the segmentation has set apart: an enumerator, "Abstract:"
        unit = next((unit for unit, body in units.items() if body.endswith(passage.text)), None)
        if unit is not None:
            del units[unit]
            yield AnnotatedSentence(passage, unit, labels[unit])


def _read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
