"""Fit multinomial logistic regressions with numpy alone: deterministic, no dependency, no pickle."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
ITERATIONS = 200


def fit_softmax(features: Matrix, labels: NDArray[np.int64], n_classes: int, penalty: float) -> Matrix:
    """Return the weights (a row a trait, the bias last) that minimise the penalised cross-entropy.

    Accelerated gradient descent (Nesterov 1983) with the step 1/L, L from the largest singular value;
    ``penalty`` is the factor of half the squared weights, the bias is left all but free.
    """
    inputs = np.hstack([features, np.ones((len(features), 1))])
    targets = np.eye(n_classes)[labels]
    penalties = np.full((inputs.shape[1], 1), penalty)
    penalties[-1] = 1e-3
    lipschitz = 0.5 * float(np.linalg.norm(inputs, 2)) ** 2 + penalty
    weights = np.zeros((inputs.shape[1], n_classes))
    ahead, momentum = weights, 1.0
    for _ in range(ITERATIONS):
        gradient = inputs.T @ (soften(inputs @ ahead) - targets) + penalties * ahead
        step = ahead - gradient / lipschitz
        faster = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = step + (momentum - 1) / faster * (step - weights)
        weights, momentum = step, faster
    return weights


def soften(logits: Matrix) -> Matrix:
    """Return the softmax of each row."""
    exponents = np.exp(logits - logits.max(axis=1, keepdims=True))
    result: Matrix = exponents / exponents.sum(axis=1, keepdims=True)
    return result


def predict_softmax(weights: Matrix, features: Matrix) -> Matrix:
    """Return each row's class probabilities."""
    return soften(features @ weights[:-1] + weights[-1])


def build_matrix(rows: Sequence[Mapping[str, float]], names: Sequence[str]) -> Matrix:
    """Return the rows' values of the named traits, 0 where a row lacks one."""
    places = {name: column for column, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)))
    for number, row in enumerate(rows):
        for name, value in row.items():
            if name in places:
                matrix[number, places[name]] = value
    return matrix


def choose_traits(rows: Sequence[Mapping[str, float]], documents: Sequence[str], least: int) -> list[str]:
    """Return the traits met in at least ``least`` documents, sorted by name."""
    met: dict[str, set[str]] = {}
    for row, document in zip(rows, documents, strict=True):
        for name in row:
            met.setdefault(name, set()).add(document)
    return sorted(name for name, where in met.items() if len(where) >= least)
