"""Time the sentence encoder, and all of the claims extractor, against the language model's own pass.

Run by hand, on one core: ``python -m tests.benchmarks.bench_claims [FILE ...]`` (the texts under raw/ where none is
named). It prints seconds, sentences a second, and the shares of the language model's time; processor time, best of
three.
"""

import sys

from flows.extraction.claims.encoder import load_encoder
from flows.extraction.claims.extractor import extract_claims
from flows.extraction.language import parse_document
from tests.benchmarks.bench_figures import parse_again, read_sources, time_best

LARGEST_SHARE = 1.0  # of the language model's time: a learned component may be no slower


def main() -> int:
    """Print the timings; 1 when the encoder is slower than the language model."""
    documents = [parse_document(source) for source in read_sources(sys.argv[1:])]
    texts = [passage.text for document in documents for passage in document.sentences]
    encoder = load_encoder()
    model = time_best(lambda: parse_again(documents))
    reading = time_best(lambda: [encoder.read(text) for text in texts])
    claims = time_best(lambda: [extract_claims(document, {}) for document in documents])
    print(f"{len(documents)} texts, {len(texts)} sentences")
    for name, seconds in (
        ("language model", model),
        ("sentence encoder", reading),
        ("claims, with the encoder", claims),
    ):
        print(
            f"{name:26}{seconds:9.3f} s{len(texts) / seconds:9.0f} sentences/s{seconds / model:8.3f} of the language model"
        )
    return int(reading / model > LARGEST_SHARE)


if __name__ == "__main__":
    sys.exit(main())
