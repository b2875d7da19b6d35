"""Count how often the recommendations' classes of evidence are right on annotated texts.

Use: ``python -m flows.extraction.training.recommendation_scores --gold DIR TEXTS [--gold DIR TEXTS ...] [--out FILE]``

A row is right when its span and that of an annotated action overlap by half of both together (their intersection
over their union), each action counting once. Prints what a score promised against what came true where every
document is scored by the counts of the others; ``--out`` writes the counts of all documents as a lexicon file.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from flows.extraction.document import Document, Passage
from flows.extraction.recommendations.extractor import find_actions
from flows.extraction.spans import Span
from flows.extraction.training.gold import read_annotated

LEAST_OVERLAP = 0.5
WEIGHT = 5.0  # rows' worth of trust in the share of all classes
BANDS = 10
SOURCE = (
    "Counted by flows/extraction/training/recommendation_scores.py on the annotated texts of the project: rows found "
    "and rows right by class of evidence (the form of advice; coordinated: a later action of the same clause)."
)


@dataclass(frozen=True, slots=True)
class Judged:
    """One found action: its document, its class of evidence, and whether an annotator named it too."""

    document: str
    evidence: str
    right: bool


def judge_corpus(gold: Path, texts: Path) -> Iterator[Judged]:
    """Yield every action found in the annotated texts of a folder, judged."""
    for annotated in read_annotated(gold, texts):
        lines = (gold / f"{annotated.name}.recommendations.jsonl").read_text(encoding="utf-8").splitlines()
        wanted: dict[str, list[str]] = {}
        for line in lines:
            row = json.loads(line)
            wanted.setdefault(row["unit"], []).append(row["action"])
        units = {sentence.passage.ordinal: sentence.unit for sentence in annotated.sentences}
        yield from judge_document(annotated.name, annotated.document, units, wanted)


def judge_document(
    name: str, document: Document, units: dict[int, str], wanted: dict[str, list[str]]
) -> Iterator[Judged]:
    """Yield the actions of one document, judged; sentences that no annotated unit matches are left out."""
    for item in find_actions(document):
        unit = units.get(item.passage.ordinal)
        if unit is None:
            continue
        found = item.passage.parse[item.action.start : item.action.end]
        rivals = wanted.get(unit, [])
        best = max(
            rivals,
            key=lambda action: measure_overlap(item.passage, action, found.start_char, found.end_char),
            default=None,
        )
        right = (
            best is not None and measure_overlap(item.passage, best, found.start_char, found.end_char) >= LEAST_OVERLAP
        )
        if right and best is not None:
            rivals.remove(best)
        yield Judged(name, item.evidence, right)


def measure_overlap(passage: Passage, action: str, start: int, end: int) -> float:
    """Return the intersection over union of an annotated action and a slice of a passage's text."""
    at = passage.text.find(" ".join(action.split()))
    if at < 0:
        return 0.0
    annotated, found = Span(at, at + len(" ".join(action.split()))), Span(start, end)
    common = min(annotated.end, found.end) - max(annotated.start, found.start)
    return max(0, common) / (max(annotated.end, found.end) - min(annotated.start, found.start))


def count_classes(judged: Iterable[Judged]) -> tuple[Counter[str], Counter[str]]:
    """Return rows found and rows right by class of evidence."""
    rows: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for one in judged:
        rows[one.evidence] += 1
        right[one.evidence] += one.right
    return rows, right


def predict_share(evidence: str, rows: Counter[str], right: Counter[str]) -> float:
    """Return the score that a class of evidence gets from counts."""
    share = right.total() / rows.total()
    return (right[evidence] + WEIGHT * share) / (rows[evidence] + WEIGHT)


def print_reliability(judged: list[Judged]) -> None:
    """Print promised and observed shares by tenths of the score, each document scored by the others."""
    promised: Counter[int] = Counter()
    observed: Counter[int] = Counter()
    sums: Counter[int] = Counter()
    for name in sorted({one.document for one in judged}):
        rows, right = count_classes(one for one in judged if one.document != name)
        for one in judged:
            if one.document == name:
                score = predict_share(one.evidence, rows, right)
                band = min(BANDS - 1, int(score * BANDS))
                promised[band] += 1
                observed[band] += one.right
                sums[band] += round(score * 10**6)
    print("score      rows  promised  observed")
    for band in sorted(promised):
        count = promised[band]
        print(
            f"{band / BANDS:.1f}-{(band + 1) / BANDS:.1f} {count:7} {sums[band] / count / 10**6:9.3f} {observed[band] / count:9.3f}"
        )


def main() -> None:
    """Read the arguments, judge, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", nargs=2, type=Path, action="append", required=True, metavar=("DIR", "TEXTS"))
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    judged = [one for gold, texts in arguments.gold for one in judge_corpus(gold, texts)]
    print_reliability(judged)
    rows, right = count_classes(judged)
    table = {
        "source": SOURCE,
        "weight": WEIGHT,
        "all": {"rows": rows.total(), "right": right.total()},
        "classes": {name: {"rows": rows[name], "right": right[name]} for name in sorted(rows)},
    }
    if arguments.out is not None:
        arguments.out.write_text(yaml.safe_dump(table, sort_keys=False, width=118), encoding="utf-8")


if __name__ == "__main__":
    main()
