"""Time the entity extractor against the language model's own pass, and its matcher against lexicons of growing size.

Run by hand: ``python -m tests.benchmarks.bench_entities [FILE ...]`` (the annotated texts under raw/ where none is named).
It prints microseconds a word for both, the share, and how long the matcher takes with one and with ten times the lexicon.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from flows.extraction.document import Document, Source
from flows.extraction.entities.atlas import load_gazetteer
from flows.extraction.entities.extractor import extract_entities
from flows.extraction.entities.gazetteer import Entry, Gazetteer
from flows.extraction.language import load_model, parse_document

ROOT = Path(__file__).parent.parent.parent
REPEATS = 3


def read_sources(paths: list[str]) -> list[Source]:
    """Read the texts to measure on."""
    files = [Path(path) for path in paths] or sorted((ROOT / "raw").glob("*.txt"))
    return [Source(file.stem, file.read_text(encoding="utf-8")) for file in files]


def time_best(work: Callable[[], object]) -> float:
    """Return the shortest of some runs, in seconds."""
    best = float("inf")
    for _ in range(REPEATS):
        started = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - started)
    return best


def parse_again(documents: list[Document]) -> None:
    """Run the language model over the passages of every document once more."""
    for document in documents:
        for _ in load_model().pipe([passage.text for passage in document.passages], batch_size=64):
            pass


def widen_gazetteer(times: int) -> Gazetteer:
    """Return the lexicon with each of its forms written so many times, each time with another ending."""
    entries = [entry for found in load_gazetteer().entries.values() for entry in found]
    copies = [
        Entry(f"{entry.form} {copy}q", entry.thing, entry.policy, entry.origin)
        for copy in range(times - 1)
        for entry in entries
    ]
    return Gazetteer([*entries, *copies])


def main() -> None:
    """Print the timings."""
    documents = [parse_document(source) for source in read_sources(sys.argv[1:])]
    words = sum(len(document.text.split()) for document in documents)
    texts = [passage.text for document in documents for passage in document.passages]
    load_gazetteer()
    model = time_best(lambda: parse_again(documents))
    entities = time_best(lambda: [extract_entities(document, {}) for document in documents])
    print(
        f"{words} words; microseconds a word: language model {1e6 * model / words:.1f}, entities {1e6 * entities / words:.1f}"
    )
    print(f"entities cost {100 * entities / model:.1f} % of the language model's pass (target: at most 20 %)")
    small, large = widen_gazetteer(1), widen_gazetteer(10)
    for name, gazetteer in (("lexicon", small), ("ten times the lexicon", large)):
        seconds = time_best(lambda matcher=gazetteer: [matcher.find(text) for text in texts])  # type: ignore[misc]
        print(f"matching {name}: {len(gazetteer.entries)} forms, {1e6 * seconds / words:.2f} microseconds a word")


if __name__ == "__main__":
    main()
