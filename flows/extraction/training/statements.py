"""The sentences invented to train on, with the kind of statement that each is, by the annotators' guidelines.

sentences.yml has those that the linear models see too. statements.tsv has a kind, a tab and a sentence a line: whole
invented documents of many genres, sentences that keep the construction of a real one and speak of something else,
and sets of sentences of one subject that differ in what decides the kind.
"""

import hashlib
from importlib.resources import files

import yaml

from flows.extraction.claims.judges import CLAIM_TYPES

KINDS = (*CLAIM_TYPES, "recommendation", "none")
SHORT_LIST, LONG_LIST = "sentences.yml", "statements.tsv"


def read_statements() -> list[tuple[str, str]]:
    """Return kind and text of every invented sentence, each text once.

    ValueError where a line of statements.tsv is not a kind, a tab and a text.
    """
    folder = files(__package__)
    found = [
        (kind, text)
        for kind, texts in yaml.safe_load(folder.joinpath(SHORT_LIST).read_text(encoding="utf-8")).items()
        if kind in KINDS
        for text in texts
    ]
    for number, line in enumerate(folder.joinpath(LONG_LIST).read_text(encoding="utf-8").splitlines(), start=1):
        kind, _, text = line.partition("\t")
        if kind not in KINDS or not text:
            raise ValueError(
                f"{LONG_LIST}, line {number}: not one of {', '.join(KINDS)}, a tab and a sentence: {line!r}"
            )
        found.append((kind, text))
    return list({text: (kind, text) for kind, text in found}.values())


def digest_statements() -> str:
    """Return a digest of the invented sentences; an encoder keeps that of the ones it was fitted to."""
    return hashlib.sha256("\n".join("\t".join(pair) for pair in read_statements()).encode()).hexdigest()
