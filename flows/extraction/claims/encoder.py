"""What a small sentence encoder makes of a sentence: the probability of each kind of statement.

MiniLM (six layers of 384 units; Wang et al. 2020), fitted to invented sentences by
flows/extraction/training/claims_encoder.py and stored with its word pieces in lexicon/claims_encoder.onnx, its
weights in eight bits. ONNX Runtime runs it on one thread, one sentence at a time: eight-bit arithmetic scales
by the largest number in a batch, and what is said of one sentence must not depend on its neighbours.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import onnxruntime
from curated_tokenizers import WordPieceProcessor

from flows.extraction.errors import LexiconError

MODEL_FILE = "claims_encoder.onnx"
LONGEST_SENTENCE = 128  # word pieces; what is longer is judged by its beginning
LONGEST_WORD = 100  # characters; what is longer is no word, as in the encoder's own training
# a run of letters and digits, or a single other sign
WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
START, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"


@dataclass(frozen=True, eq=False)
class PieceReader:
    """Turns a sentence into the numbers of its word pieces (lower case, accents taken off)."""

    processor: WordPieceProcessor
    start: int
    end: int
    unknown: int

    @classmethod
    def from_pieces(cls, pieces: list[str]) -> "PieceReader":
        """Build a reader from the list of pieces, a piece's number being its place; ValueError without the special ones."""
        start, end, unknown = (pieces.index(name) for name in (START, END, UNKNOWN))
        return cls(WordPieceProcessor(pieces), start, end, unknown)

    def read(self, text: str) -> list[int]:
        """Return the numbers of a sentence's pieces, at most LONGEST_SENTENCE of them."""
        numbers = [self.start]
        for word in _split_words(text):
            numbers.extend(self._read_word(word))
            if len(numbers) >= LONGEST_SENTENCE - 1:
                break
        return [*numbers[: LONGEST_SENTENCE - 1], self.end]

    def _read_word(self, word: str) -> list[int]:
        if len(word) > LONGEST_WORD:
            return [self.unknown]
        numbers = self.processor.encode(word)[0]
        return [self.unknown] if -1 in numbers else list(numbers)


def _split_words(text: str) -> Iterator[str]:
    for match in WORD.finditer(text):
        letters = unicodedata.normalize("NFD", match[0].lower())
        word = "".join(letter for letter in letters if not unicodedata.combining(letter))
        if word:
            yield word


@dataclass(frozen=True, eq=False)
class SentenceEncoder:
    """The encoder, and the kinds of statement that it tells apart: the types of claims, "recommendation" and "none".

    ``fitted_to`` is the digest of the sentences that it was fitted to (flows/extraction/training/statements.py).
    """

    session: onnxruntime.InferenceSession
    reader: PieceReader
    kinds: tuple[str, ...]
    fitted_to: str

    def read(self, text: str) -> dict[str, float]:
        """Return the probability of each kind of statement."""
        numbers = np.array([self.reader.read(text)], dtype=np.int64)
        (probabilities,) = self.session.run(["probabilities"], {"pieces": numbers})
        return dict(zip(self.kinds, probabilities[0].astype(float).tolist(), strict=True))


@cache
def load_encoder() -> SentenceEncoder:
    """Load the encoder, once a process; LexiconError when its file is missing."""
    resource = files("flows.extraction.lexicon").joinpath(MODEL_FILE)
    if not resource.is_file():
        raise LexiconError(f"no model {MODEL_FILE!r} in flows/extraction/lexicon/; `make encoder` trains it")
    return open_encoder(resource.read_bytes())


def open_encoder(model: bytes) -> SentenceEncoder:
    """Open an encoder from the bytes of its ONNX file, which holds its pieces and kinds as metadata."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    kept = session.get_modelmeta().custom_metadata_map
    pieces, kinds = json.loads(kept["pieces"]), json.loads(kept["kinds"])
    return SentenceEncoder(session, PieceReader.from_pieces(pieces), tuple(kinds), kept["statements"])
