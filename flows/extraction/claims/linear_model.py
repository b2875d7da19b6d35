"""Linear models small enough to read: named traits, a weight a class, a softmax."""

import json
from collections.abc import Mapping
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
        logits = self.bias.copy()
        for row, value in known:
            logits += value * self.weights[row]
        exponents = np.exp(logits - logits.max())
        return dict(zip(self.classes, (exponents / exponents.sum()).tolist(), strict=True))


@cache
def load_model(name: str) -> dict[str, LinearModel]:
    """Return the models of ``lexicon/<name>.json`` by their task; LexiconError when the file is missing."""
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
