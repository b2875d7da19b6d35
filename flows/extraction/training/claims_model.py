"""Fit the models of the claims extractor and print their figures, by cross-validation over documents.

Use: ``python -m flows.extraction.training.claims_model --gold DIR TEXTS [--gold DIR TEXTS ...] --out FILE``

Two logistic regressions over the traits of a sentence (flows/extraction/traits.py): does it assert
something, and of which type is the claim. Every figure printed is of documents that the model
did not see (one document left out at a time); the weights written are fitted to all documents.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from flows.extraction.causal_constructions import find_links
from flows.extraction.training.gold import AnnotatedDocument, AnnotatedSentence, read_annotated
from flows.extraction.training.softmax import build_matrix, choose_traits, fit_softmax, predict_softmax
from flows.extraction.traits import Traits, describe_sentence

LEAST_DOCUMENTS = 3  # a trait met in fewer documents is a topic or an accident
DIGITS = 5  # of a weight in the file
CLAIM_TYPES = ("causal", "predictive", "definitional", "comparative", "evaluative", "descriptive")


@dataclass(frozen=True, slots=True)
class Task:
    """One question to a sentence: its answers, how a label answers it, and the model's settings."""

    name: str
    classes: tuple[str, ...]
    answer: Callable[[dict[str, Any]], str | None]
    penalty: float
    left_out: tuple[str, ...]  # beginnings of the traits that the model does without


def _answer_assertion(label: dict[str, Any]) -> str:
    return "claim" if label["role"] in ("claim", "both") else "other"


def _answer_type(label: dict[str, Any]) -> str | None:
    answer = label["claim_type"]
    return answer if isinstance(answer, str) else None


TASKS = (
    Task("assertion", ("claim", "other"), _answer_assertion, 4.0, ("link:", "sign:", "causal")),
    Task("claim_type", CLAIM_TYPES, _answer_type, 4.0, ("word=",)),
)


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """The sentences that answer one task: traits, answers and documents, in parallel."""

    rows: list[Traits]
    answers: NDArray[np.int64]
    documents: list[str]


def collect_sample(task: Task, sentences: Sequence[AnnotatedSentence], traits: Sequence[Traits]) -> Sample:
    """Return the sentences for which the task has an answer."""
    chosen = [
        (row, task.answer(sentence.label), sentence.document) for sentence, row in zip(sentences, traits, strict=True)
    ]
    known = [(row, task.classes.index(answer), name) for row, answer, name in chosen if answer is not None]
    return Sample(
        [row for row, _, _ in known], np.array([a for _, a, _ in known], dtype=np.int64), [n for _, _, n in known]
    )


def cross_validate(task: Task, sample: Sample) -> NDArray[np.float64]:
    """Return each sentence's class probabilities by a model that did not see its document."""
    matrix = build_matrix(sample.rows, choose_traits(sample.rows, sample.documents, LEAST_DOCUMENTS))
    names = np.array(sample.documents)
    predicted = np.zeros((len(names), len(task.classes)))
    for name in sorted(set(sample.documents)):
        held_out = names == name
        weights = fit_softmax(matrix[~held_out], sample.answers[~held_out], len(task.classes), task.penalty)
        predicted[held_out] = predict_softmax(weights, matrix[held_out])
    return predicted


def fit_task(task: Task, sample: Sample) -> dict[str, Any]:
    """Return the JSON form of the task's model, fitted to all documents."""
    names = choose_traits(sample.rows, sample.documents, LEAST_DOCUMENTS)
    weights = fit_softmax(build_matrix(sample.rows, names), sample.answers, len(task.classes), task.penalty)
    rounded = [[float(f"{weight:.{DIGITS}g}") for weight in row] for row in weights]
    return {"classes": list(task.classes), "bias": rounded[-1], "weights": dict(zip(names, rounded[:-1], strict=True))}


def report_task(task: Task, sample: Sample) -> None:
    """Print accuracy and each class's precision, recall and F1 on held-out documents."""
    predicted = cross_validate(task, sample).argmax(axis=1)
    right = predicted == sample.answers
    print(f"{task.name}: {len(right)} sentences, accuracy {right.mean():.3f}")
    for number, name in enumerate(task.classes):
        hits = int((right & (predicted == number)).sum())
        said, true = int((predicted == number).sum()), int((sample.answers == number).sum())
        print(
            f"  {name:14} P {hits / max(said, 1):.3f} R {hits / max(true, 1):.3f} F1 {2 * hits / max(said + true, 1):.3f} of {true}"
        )


def describe_document(document: AnnotatedDocument) -> list[Traits]:
    """Return the traits of a document's annotated sentences."""
    return [describe_sentence(sentence.passage, sentence.previous, find_links(sentence.passage.parse)) for sentence in document.sentences]


def main() -> None:
    """Read the annotated texts, print the held-out figures, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", nargs=2, action="append", required=True, metavar=("DIR", "TEXTS"), type=Path)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    documents = [document for gold, texts in arguments.gold for document in read_annotated(gold, texts)]
    sentences = [sentence for document in documents for sentence in document.sentences]
    traits = [row for document in documents for row in describe_document(document)]
    models = {}
    for task in TASKS:
        sample = collect_sample(task, sentences, traits)
        report_task(task, sample)
        models[task.name] = fit_task(task, sample)
    arguments.out.write_text(json.dumps({"models": models}, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
