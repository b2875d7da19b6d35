"""Linear models small enough to read: named traits, a weight a class, a softmax."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from flows.extraction.errors import LexiconError

Vector = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class LinearModel:
    """A multinomial logistic regression over named traits; ``weights`` has a row a trait, a column a class."""

    classes: tuple[str, ...]
    traits: dict[str, int]
    weights: Vector
    bias: Vector

    def predict(self, traits: Mapping[str, float]) -> dict[str, float]:
        """Return each class's probability; traits that the model does not know count for nothing."""
        known = sorted((self.traits[name], value) for name, value in traits.items() if name in self.traits)
        values = np.array([value for _, value in known])
        logits = self.bias + values @ self.weights[[row for row, _ in known]] if known else self.bias
        exponents = np.exp(logits - logits.max())
        return dict(zip(self.classes, (exponents / exponents.sum()).tolist(), strict=True))


_INSTALLED: ContextVar[Mapping[str, Mapping[str, LinearModel]]] = ContextVar("_INSTALLED", default={})  # noqa: B039


def load_model(name: str) -> Mapping[str, LinearModel]:
    """Return the models of ``lexicon/<name>.json`` by their task, or those that ``use_model`` installed instead.

    LexiconError when the file is missing.
    """
    return _INSTALLED.get().get(name) or _load_stored(name)


@contextmanager
def use_model(models: Mapping[str, LinearModel], name: str = "claims_model") -> Iterator[None]:
    """Extract with other models than the stored ones, to score texts with models that have not seen them.

    ``models`` holds a model a task, as flows.extraction.training.claims_model.train_without returns them::

        with use_model(train_without({"000", "d01"}, sentences)):
            tables = extract_document(document)
    """
    token = _INSTALLED.set({**_INSTALLED.get(), name: models})
    try:
        yield
    finally:
        _INSTALLED.reset(token)


@cache
def _load_stored(name: str) -> dict[str, LinearModel]:
    resource = files("flows.extraction.lexicon").joinpath(f"{name}.json")
    if not resource.is_file():
        raise LexiconError(f"no model named {name!r} in flows/extraction/lexicon/")
    return {
        task: read_model(entry) for task, entry in json.loads(resource.read_text(encoding="utf-8"))["models"].items()
    }


def read_model(entry: Mapping[str, object]) -> LinearModel:
    """Build a model from its JSON form: ``classes``, ``bias`` and ``weights``, a list of numbers a trait."""
    classes, bias, weights = entry["classes"], entry["bias"], entry["weights"]
    if not (isinstance(classes, list) and isinstance(weights, dict)):
        raise LexiconError("a linear model needs a list of classes and a mapping of weights")
    names = {name: row for row, name in enumerate(weights)}
    matrix = np.asarray(list(weights.values()), dtype=np.float64).reshape(len(names), len(classes))
    return LinearModel(tuple(classes), names, matrix, np.asarray(bias, dtype=np.float64))
