"""Two judges of a sentence, a linear model of its grammar and a sentence encoder, and their common verdict.

They err on different sentences: the linear model knows the constructions and the annotators' habits, the encoder
the words. Their verdict is the product of their probabilities, each with the same vote, normalised.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from flows.extraction.claims.encoder import load_encoder
from flows.extraction.claims.linear_model import load_model
from flows.extraction.claims.traits import Traits

CLAIM_TYPES = ("causal", "predictive", "definitional", "comparative", "evaluative", "descriptive")
LEAST_PROBABILITY = 1e-6  # neither judge may rule a kind out by itself
# the power of each judge's probability: with 0.5 the verdict would be their mean, with 1 they would be independent; 0.7
# gave the best probabilities on annotated documents left out (log loss 0.137 for "does it assert", 0.153 with 0.5)
VOTE = 0.7


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a sentence is: the probability that it asserts something, and of each type, were it a claim."""

    asserts: float
    types: Mapping[str, float]

    @property
    def claim_type(self) -> str:
        """The likeliest type."""
        return max(self.types, key=lambda name: self.types[name])


NO_CLAIM = Verdict(0.0, {})  # on what can be no claim by its form


def judge_sentence(text: str, traits: Traits) -> Verdict:
    """Return the common verdict on a sentence, from its text and its traits."""
    models, reading = load_model("claims_model"), load_encoder().read(text)
    assertion = combine_judges(models["assertion"].predict(traits), read_assertion(reading))
    return Verdict(assertion["claim"], combine_judges(models["claim_type"].predict(traits), read_types(reading)))


def read_assertion(reading: Mapping[str, float]) -> dict[str, float]:
    """Return, of an encoder's reading, the probabilities of "claim" and "other"."""
    claim = math.fsum(reading[name] for name in CLAIM_TYPES)
    return {"claim": claim, "other": math.fsum(reading.values()) - claim}


def read_types(reading: Mapping[str, float]) -> dict[str, float]:
    """Return, of an encoder's reading, the probability of each type of claim, were the sentence one."""
    return _normalise({name: max(reading[name], LEAST_PROBABILITY) for name in CLAIM_TYPES})


def combine_judges(first: Mapping[str, float], second: Mapping[str, float]) -> dict[str, float]:
    """Return what two judges' probabilities of the same classes come to together."""
    return _normalise(
        {name: (max(first[name], LEAST_PROBABILITY) * max(second[name], LEAST_PROBABILITY)) ** VOTE for name in first}
    )


def _normalise(weights: Mapping[str, float]) -> dict[str, float]:
    total = math.fsum(weights.values())
    return {name: weight / total for name, weight in weights.items()}
