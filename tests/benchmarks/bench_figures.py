"""Time figures and dates against the language model's own pass, and against quantulum3 on the same sentences.

Run by hand, on one core: ``python -m tests.benchmarks.bench_figures [FILE ...]`` (the texts under raw/ where none is
named). It prints seconds, words a second, and the shares of the language model's time; processor time, best of three.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from flows.extraction.dates.extractor import extract_dates
from flows.extraction.document import Document, Source
from flows.extraction.figures.extractor import extract_figures
from flows.extraction.language import load_model, parse_document

ROOT = Path(__file__).parent.parent.parent
REPEATS = 3
LARGEST_SHARE = 0.2  # of the language model's time that figures and dates may take


def read_sources(paths: list[str]) -> list[Source]:
    """Read the texts to measure on."""
    files = [Path(path) for path in paths] or sorted((ROOT / "raw").glob("*.txt"))
    return [Source(file.stem, file.read_bytes().decode("utf-8")) for file in files]


def time_best(work: Callable[[], object]) -> float:
    """Return the shortest of some runs, in seconds of processor time."""
    best = float("inf")
    for _ in range(REPEATS):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best


def parse_again(documents: list[Document]) -> None:
    """Run the language model over the passages of every document once more."""
    for document in documents:
        for _ in load_model().pipe([passage.text for passage in document.passages], batch_size=64):
            pass


def read_with_quantulum(documents: list[Document]) -> None:
    """Run quantulum3 over the same sentences; ImportError where it is not installed."""
    from quantulum3 import parser

    for document in documents:
        for passage in document.sentences:
            parser.parse(passage.text)


def main() -> int:
    """Print the timings; 1 when the share is too large."""
    documents = [parse_document(source) for source in read_sources(sys.argv[1:])]
    words = sum(len(document.text.split()) for document in documents)
    tables = [extract_dates(document, {}) for document in documents]
    model = time_best(lambda: parse_again(documents))
    dates = time_best(lambda: [extract_dates(document, {}) for document in documents])
    figures = time_best(lambda: [extract_figures(d, t) for d, t in zip(documents, tables, strict=True)])
    timings = [
        ("language model", model),
        ("dates", dates),
        ("figures", figures),
        ("figures and dates", figures + dates),
    ]
    try:
        timings.append(("quantulum3", time_best(lambda: read_with_quantulum(documents))))
    except ImportError:
        print("quantulum3 is not installed")
    print(f"{len(documents)} texts, {words} words")
    for name, seconds in timings:
        print(f"{name:20}{seconds:9.3f} s{words / seconds:12.0f} words/s{seconds / model:8.3f} of the language model")
    return int((figures + dates) / model > LARGEST_SHARE)


if __name__ == "__main__":
    sys.exit(main())
