"""Fit the models of the claims extractor and print their figures, by cross-validation over documents.

Use: ``python -m flows.extraction.training.claims_model --gold DIR TEXTS [--gold DIR TEXTS ...] --out FILE``

Two logistic regressions over the traits of a sentence (flows/extraction/claims/traits.py): does it assert
something, and of which type is the claim. The annotated texts are joined by the sentences invented for
training (sentences.yml). Every figure printed is of annotated documents that the model did not see (a tenth of
the documents left out at a time), beside those of a rule, of the sentence encoder (which saw no annotated
document at all) and of both judges together; the weights written are fitted to all documents and the invented
sentences.

``train_without`` fits the models to all but some documents; ``use_model`` of flows.extraction.claims.linear_model
makes the extractor work with them, so that every table can be scored on documents that its models did not see::

    sentences = read_training_sentences([(gold_folder, text_folder)])
    for names in fold_documents(sentences):
        with use_model(train_without(names, sentences)):
            ...  # extract and score the documents of those names
"""

import argparse
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from flows.extraction.claims.causal_constructions import find_links
from flows.extraction.claims.encoder import load_encoder
from flows.extraction.claims.judges import CLAIM_TYPES, combine_judges, read_assertion, read_types
from flows.extraction.claims.linear_model import LinearModel, read_model
from flows.extraction.claims.traits import Traits, describe_sentence
from flows.extraction.document import Document, Passage, Source
from flows.extraction.language import parse_document
from flows.extraction.recommendations.extractor import extract_recommendations
from flows.extraction.training.gold import AnnotatedDocument, read_annotated
from flows.extraction.training.softmax import build_matrix, choose_traits, fit_softmax, predict_softmax

LEAST_DOCUMENTS = 3  # a trait met in fewer documents is a topic or an accident
DIGITS = 5  # of a weight in the file
FOLDS = 10  # parts of the documents, each left out once
INVENTED = "invented"  # begins the names of the batches that stand for documents of invented sentences
BATCHES = 12
BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)  # of probabilities, for the reliability table


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """A sentence to train on or to measure with: its document, its annotation, its traits and its text."""

    document: str
    label: dict[str, Any]
    traits: Traits
    text: str


@dataclass(frozen=True, slots=True)
class Task:
    """One question to a sentence: its answers, how a label answers it, and the model's settings."""

    name: str
    classes: tuple[str, ...]
    answer: Callable[[dict[str, Any]], str | None]
    penalty: float
    left_out: tuple[str, ...]  # beginnings of the traits that the model does without
    rule: Callable[[Traits], str]  # the answer by rule, to compare the model with
    read: Callable[[Mapping[str, float]], dict[str, float]]  # the answer in an encoder's reading


def _answer_assertion(label: dict[str, Any]) -> str:
    return "claim" if label["role"] in ("claim", "both") else "other"


def _answer_type(label: dict[str, Any]) -> str | None:
    answer = label["claim_type"]
    return answer if isinstance(answer, str) else None


def _guess_assertion(traits: Traits) -> str:
    return "claim" if "advises=False" in traits and "ends=?" not in traits and "ends=:" not in traits else "other"


def _guess_type(traits: Traits) -> str:
    return next(name for name in CLAIM_TYPES if f"guess:first={name}" in traits)


# a sentence's place in the text says nothing of its type, and the invented sentences have none
PLACE = ("previous", "starts", "in_list", "ends", "length", "advi")
TASKS = (
    Task(
        "assertion",
        ("claim", "other"),
        _answer_assertion,
        6.0,
        ("link:", "sign:", "causal", "guess", "vector"),
        _guess_assertion,
        read_assertion,
    ),
    Task(
        "claim_type",
        CLAIM_TYPES,
        _answer_type,
        8.0,
        ("word=", "clause_", "link:effect", "link:cause_", *PLACE),
        _guess_type,
        read_types,
    ),
)


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """The sentences that answer one task: traits, answers, documents and texts, in parallel."""

    rows: list[Traits]
    answers: NDArray[np.int64]
    documents: list[str]
    by_rule: NDArray[np.int64]
    texts: list[str]

    @property
    def invented(self) -> NDArray[np.bool_]:
        """Which of the sentences are invented rather than annotated."""
        return np.array([name.startswith(INVENTED) for name in self.documents])


def collect_sample(task: Task, sentences: Sequence[LabelledSentence]) -> Sample:
    """Return the sentences for which the task has an answer."""
    known = [(sentence, task.answer(sentence.label)) for sentence in sentences]
    chosen = [(sentence, task.classes.index(answer)) for sentence, answer in known if answer is not None]
    return Sample(
        rows=[
            {trait: value for trait, value in sentence.traits.items() if not trait.startswith(task.left_out)}
            for sentence, _ in chosen
        ],
        answers=np.array([answer for _, answer in chosen], dtype=np.int64),
        documents=[sentence.document for sentence, _ in chosen],
        by_rule=np.array([task.classes.index(task.rule(sentence.traits)) for sentence, _ in chosen], dtype=np.int64),
        texts=[sentence.text for sentence, _ in chosen],
    )


def cross_validate(task: Task, sample: Sample) -> NDArray[np.float64]:
    """Return each annotated sentence's class probabilities by a model that did not see its document."""
    matrix = build_matrix(sample.rows, choose_traits(sample.rows, sample.documents, LEAST_DOCUMENTS))
    names = np.array(sample.documents)
    predicted = np.zeros((len(names), len(task.classes)))
    for fold in _part(set(names[~sample.invented].tolist())):
        held_out = np.isin(names, sorted(fold))
        weights = fit_softmax(matrix[~held_out], sample.answers[~held_out], len(task.classes), task.penalty)
        predicted[held_out] = predict_softmax(weights, matrix[held_out])
    return predicted[~sample.invented]


def _part(names: Collection[str]) -> list[frozenset[str]]:
    ordered = sorted(names)
    return [frozenset(ordered[number::FOLDS]) for number in range(min(FOLDS, len(ordered)))]


def fold_documents(sentences: Sequence[LabelledSentence]) -> list[frozenset[str]]:
    """Return the names of the annotated documents in parts, each to be left out once."""
    return _part({sentence.document for sentence in sentences if not sentence.document.startswith(INVENTED)})


def train_without(names: Collection[str], sentences: Sequence[LabelledSentence]) -> dict[str, LinearModel]:
    """Return the model of each task, fitted to all sentences but those of the named documents.

    To score those documents with it, extract inside ``flows.extraction.claims.linear_model.use_model(...)``.
    """
    seen = [sentence for sentence in sentences if sentence.document not in names]
    return {task.name: read_model(fit_task(task, collect_sample(task, seen))) for task in TASKS}


def read_training_sentences(corpora: Iterable[tuple[Path, Path]]) -> list[LabelledSentence]:
    """Return the annotated sentences of some corpora (folders of annotations and of texts) and the invented ones."""
    annotated = (document for gold, texts in corpora for document in read_annotated(gold, texts))
    return [*read_sentences(annotated), *read_invented()]


def fit_task(task: Task, sample: Sample) -> dict[str, Any]:
    """Return the JSON form of the task's model, fitted to all documents."""
    names = choose_traits(sample.rows, sample.documents, LEAST_DOCUMENTS)
    weights = fit_softmax(build_matrix(sample.rows, names), sample.answers, len(task.classes), task.penalty)
    rounded = [[float(f"{weight:.{DIGITS}g}") for weight in row] for row in weights]
    return {"classes": list(task.classes), "bias": rounded[-1], "weights": dict(zip(names, rounded[:-1], strict=True))}


def _score_f1(said: NDArray[np.bool_], true: NDArray[np.bool_]) -> float:
    return 2 * int((said & true).sum()) / max(int(said.sum() + true.sum()), 1)


def _report_reliability(said: NDArray[np.float64], right: NDArray[np.bool_]) -> None:
    """Print, a band of probabilities a line, the mean that the model said and the share that was right."""
    for low, high in pairwise(BANDS):
        chosen = (said >= low) & (said < high)
        if chosen.any():
            print(f"  said {said[chosen].mean():.3f}  right {right[chosen].mean():.3f}  of {int(chosen.sum())}")


def read_by_encoder(task: Task, sample: Sample) -> NDArray[np.float64]:
    """Return the encoder's probabilities of the task's classes for each annotated sentence."""
    encoder = load_encoder()
    texts = [text for text, invented in zip(sample.texts, sample.invented, strict=True) if not invented]
    readings = [task.read(encoder.read(text)) for text in texts]
    return np.array([[reading[name] for name in task.classes] for reading in readings])


def combine_predictions(task: Task, first: NDArray[np.float64], second: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the common verdicts of two judges, a row a sentence, as the extractor takes them."""
    pairs = zip(first.tolist(), second.tolist(), strict=True)
    named = (combine_judges(*(dict(zip(task.classes, row, strict=True)) for row in pair)) for pair in pairs)
    return np.array([list(verdict.values()) for verdict in named])


def report_task(task: Task, sample: Sample) -> dict[str, Any]:
    """Print and return how right rule, models and both together are on held-out documents, and how reliable their scores."""
    answers = sample.answers[~sample.invented]
    linear, encoder = cross_validate(task, sample), read_by_encoder(task, sample)
    probabilities = combine_predictions(task, linear, encoder)
    predicted = probabilities.argmax(axis=1)
    right = predicted == answers
    accuracies = {
        "rule": float((sample.by_rule[~sample.invented] == answers).mean()),
        "linear model": float((linear.argmax(axis=1) == answers).mean()),
        "encoder": float((encoder.argmax(axis=1) == answers).mean()),
        "both": float(right.mean()),
    }
    shown = ", ".join(f"{name} {value:.3f}" for name, value in accuracies.items())
    print(f"{task.name}: {len(right)} sentences, accuracy by {shown}")
    scores: dict[str, float] = {}
    for number, name in enumerate(task.classes):
        scores[name] = _score_f1(predicted == number, answers == number)
        hits = int((right & (predicted == number)).sum())
        said, true = int((predicted == number).sum()), int((answers == number).sum())
        print(f"  {name:14} P {hits / max(said, 1):.3f} R {hits / max(true, 1):.3f} F1 {scores[name]:.3f} of {true}")
    _report_reliability(probabilities.max(axis=1), right)
    return {"sentences": len(right), "accuracy": accuracies, "f1": scores}


def describe_document(document: Document) -> dict[str, Traits]:
    """Return the traits of a document's sentences by their id, as the extractor computes them."""
    advice = extract_recommendations(document, {"mentions": [], "document_entities": []})["recommendations"]
    described: dict[str, Traits] = {}
    previous: Passage | None = None
    for passage, rows in document.sentences_with_rows(advice):
        same_section = previous if previous is not None and previous.section is passage.section else None
        described[passage.sentence_id or ""] = describe_sentence(passage, same_section, find_links(passage.parse), rows)
        previous = passage
    return described


def read_sentences(documents: Iterable[AnnotatedDocument]) -> Iterator[LabelledSentence]:
    """Yield the document, the label and the traits of each annotated sentence."""
    for document in documents:
        described = describe_document(document.document)
        for sentence in document.sentences:
            traits = described[sentence.passage.sentence_id or ""]
            yield LabelledSentence(document.name, sentence.label, traits, sentence.passage.text)


def read_invented() -> Iterator[LabelledSentence]:
    """Yield the batch, the label and the traits of each invented sentence."""
    entries = yaml.safe_load(files(__package__).joinpath("sentences.yml").read_text(encoding="utf-8"))
    for answer, sentences in entries.items():
        for number, text in enumerate(sentences if answer != "source" else ()):
            is_claim = answer in CLAIM_TYPES
            label = {"role": "claim" if is_claim else answer, "claim_type": answer if is_claim else None}
            for traits in describe_document(parse_document(Source(INVENTED, text))).values():
                yield LabelledSentence(f"{INVENTED}-{number % BATCHES}", label, traits, text)


def main() -> None:
    """Read the annotated texts, print the held-out figures, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", nargs=2, action="append", required=True, metavar=("DIR", "TEXTS"), type=Path)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    sentences = read_training_sentences([(gold, texts) for gold, texts in arguments.gold])
    models, figures = {}, {}
    for task in TASKS:
        sample = collect_sample(task, sentences)
        figures[task.name] = report_task(task, sample)
        models[task.name] = fit_task(task, sample)
    arguments.out.write_text(
        json.dumps({"held_out": figures, "models": models}, indent=0, sort_keys=True) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
