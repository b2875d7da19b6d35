"""Measure the extractors on the annotated texts: ``python -m tests.gold.measure [--write]``.

Prints precision, recall and F1 (or accuracy) with 95 % intervals, and how the rows' scores hold what they promise.
``--write`` puts both into flows/quality.yml, which every run publishes as the tables quality and reliability. The
three texts' annotations stand beside this file; the passages of other fields are measured where they are at hand.
"""

import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from flows.extraction.claims.linear_model import use_model
from flows.extraction.document import Source
from flows.extraction.language import parse_document
from flows.extraction.registry import extract_document
from flows.extraction.training.claims_model import fold_documents, read_training_sentences, train_without
from flows.fingerprint import compute_fingerprint
from flows.settings import ROOT
from flows.store.assembly import QUALITY_FILE
from flows.store.cards import load_cards
from tests.gold.scoring import Gold, Score, Scores, score_document

SHARED = ROOT.parent / "shared"
CORPORA = {
    "three trade papers": (ROOT / "tests" / "gold", ROOT / "raw"),
    "thirty-six passages of other fields": (SHARED / "gold" / "other", SHARED / "gold" / "other" / "texts"),
}
FIELDS = {
    "headings": ("sections", "heading"),
    "captions": ("exhibits", "caption"),
    "sentence boundaries": ("sentences", "row"),
    "claims (sentence)": ("claims", "row"),
    "claim_type": ("claims", "claim_type"),
    "hedged claims": ("claims", "certainty"),
    "claim sources": ("claims", "attributed_to"),
    "causal links": ("causal_links", "row"),
    "recommendations (sentence)": ("recommendations", "sentence_id"),
    "recommendations (action)": ("recommendations", "row"),
    "recommendation actor": ("recommendations", "actor"),
    "recommendation strength": ("recommendations", "strength"),
    "recommendation goal": ("recommendations", "goal"),
    "recommendation themes": ("recommendations", "themes"),
    "figures": ("figures", "row"),
    "figures (statistics)": ("figures", "is_statistic"),
    "figure kind": ("figures", "kind"),
    "figure unit": ("figures", "unit"),
    "figure qualifier": ("figures", "qualifier"),
    "figure measure": ("figures", "measure"),
    "figure period": ("figures", "period_start"),
    "figure direction": ("figures", "direction"),
    "dates": ("dates", "row"),
    "entity mentions (span and type)": ("mentions", "row"),
    "entity mentions (span)": ("mentions", "surface"),
    "entity code": ("entities", "code"),
    "entities (a document's set)": ("entities", "row"),
}
RESAMPLES = 1000
BANDS = [nth / 10 for nth in range(10)]


def score_corpus(gold_folder: Path, text_folder: Path, only: set[str] | None = None) -> list[Scores]:
    """Extract and score every annotated document of a corpus, or those named."""
    cards = load_cards(text_folder)
    scores = []
    for units in sorted(gold_folder.glob("*.units.tsv")):
        name = units.name.split(".")[0]
        if only is not None and name not in only:
            continue
        path = next(path for path in sorted(text_folder.glob(f"{name}*")) if path.is_file())
        text = path.read_bytes().decode("utf-8")
        source = Source(path.stem, text, cards[path.stem]) if path.stem in cards else Source(path.stem, text)
        scores.append(score_document(Gold(gold_folder, name, text), extract_document(parse_document(source))))
    return scores


def add_up(scores: list[Scores], metric: str) -> Score:
    """Add one metric over documents."""
    total = (
        Score(found=None) if any(s.metrics[metric].found is None for s in scores if metric in s.metrics) else Score()
    )
    for score in scores:
        if metric in score.metrics:
            total.add(score.metrics[metric])
    return total


def draw_interval(scores: list[Scores], metric: str) -> tuple[float, float]:
    """Return the 95 % interval of a metric: documents are drawn again, with replacement."""
    draw = random.Random(metric)
    totals = (add_up(draw.choices(scores, k=len(scores)), metric) for _ in range(RESAMPLES))
    values = sorted(total.value for total in totals if total.wanted)  # a draw without annotated rows says nothing
    return values[int(0.025 * len(values))], values[min(int(0.975 * len(values)), len(values) - 1)]


def tabulate_quality(corpus: str, scores: list[Scores]) -> Iterator[dict[str, Any]]:
    """Yield the rows of the table quality for a corpus."""
    for metric, (table, column) in FIELDS.items():
        total = add_up(scores, metric)
        low, high = draw_interval(scores, metric)
        yield {
            "corpus": corpus,
            "metric": metric,
            "table_name": table,
            "field": column,
            "measure": "accuracy" if total.found is None else "f1",
            "precision": total.precision,
            "recall": total.recall,
            "value": total.value,
            "value_low": min(low, total.value),
            "value_high": max(high, total.value),
            "n_annotated": total.wanted,
            "n_found": total.found,
            "n_documents": len(scores),
            "extractor_version": compute_fingerprint(),
        }


def tabulate_reliability(scores: list[Scores]) -> Iterator[dict[str, Any]]:
    """Yield the rows of the table reliability: what scores promised, and what was right, by bands of a tenth."""
    scored = [item for score in scores for item in score.scored]
    for table in sorted({table for table, _, _ in scored}):
        for low in BANDS:
            band = [
                (score, right)
                for name, score, right in scored
                if name == table and low <= score < low + 0.1 + (low == 0.9)
            ]
            if band:
                yield {
                    "table_name": table,
                    "score_low": low,
                    "score_high": round(low + 0.1, 1),
                    "n_rows": len(band),
                    "predicted": sum(score for score, _ in band) / len(band),
                    "observed": sum(right for _, right in band) / len(band),
                }


def score_held_out(corpora: dict[str, tuple[Path, Path]]) -> dict[str, list[Scores]]:
    """Score every document with a claims model that was trained without it (ten folds over documents)."""
    sentences = read_training_sentences(list(corpora.values()))
    scores: dict[str, list[Scores]] = {corpus: [] for corpus in corpora}
    for names in fold_documents(sentences):
        with use_model(train_without(names, sentences)):
            for corpus, (gold_folder, text_folder) in corpora.items():
                scores[corpus] += score_corpus(gold_folder, text_folder, set(names))
    return scores


def measure() -> dict[str, list[dict[str, Any]]]:
    """Measure every corpus that is at hand; return the rows of the tables quality and reliability.

    Where all are at hand, no document is scored with a model that was trained on it.
    """
    corpora = {corpus: folders for corpus, folders in CORPORA.items() if folders[0].is_dir()}
    if len(corpora) == len(CORPORA):
        scores = score_held_out(corpora)
    else:
        scores = {corpus: score_corpus(*folders) for corpus, folders in corpora.items()}
    quality = [row for corpus in corpora for row in tabulate_quality(corpus, scores[corpus])]
    return {
        "quality": quality,
        "reliability": list(tabulate_reliability([score for corpus in corpora for score in scores[corpus]])),
    }


def main(arguments: list[str]) -> int:
    """Print what is measured; with ``--write`` keep it."""
    measured = measure()
    for row in measured["quality"]:
        print(
            f"{row['corpus'][:12]:12} {row['metric']:34} {row['value']:6.3f} [{row['value_low']:.3f}, {row['value_high']:.3f}] of {row['n_annotated']}"
        )
    for row in measured["reliability"]:
        print(
            f"{row['table_name']:16} {row['score_low']:.1f}-{row['score_high']:.1f}  predicted {row['predicted']:.3f}  observed {row['observed']:.3f}  of {row['n_rows']}"
        )
    if "--write" in arguments:
        head = (
            "# Measured by `python -m tests.gold.measure --write`; published as the tables quality and reliability.\n"
        )
        QUALITY_FILE.write_text(head + yaml.safe_dump(measured, sort_keys=False), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
