"""The scores on the annotated texts may not fall below their floors, and flows/quality.yml is what is measured."""

from functools import cache

import pytest
import yaml

from flows.fingerprint import compute_fingerprint
from flows.settings import ROOT
from flows.store.assembly import QUALITY_FILE
from tests.gold.measure import CORPORA, FIELDS, add_up, score_corpus

FLOORS = yaml.safe_load((ROOT / "tests" / "gold" / "floors.yml").read_text(encoding="utf-8"))


# what a trained model decides, or helps to: published as measured by models that had not seen the document
LEARNED = {"claims (sentence)", "claim_type", "hedged claims", "claim sources", "causal links"}


@cache
def measure_corpus(corpus):
    gold_folder, text_folder = CORPORA[corpus]
    if not gold_folder.is_dir():
        pytest.skip(f"the annotations of the {corpus} are not at hand")
    return score_corpus(gold_folder, text_folder)


@pytest.mark.parametrize(("corpus", "metric"), [(corpus, metric) for corpus in FLOORS for metric in FLOORS[corpus]])
def test_score_holds_its_floor(corpus, metric):
    score = add_up(measure_corpus(corpus), metric)
    floor = FLOORS[corpus][metric]
    assert score.value >= floor, f"{metric} on the {corpus} is {score.value:.3f}, below {floor}"


def test_every_metric_has_a_floor():
    assert {corpus: set(floors) for corpus, floors in FLOORS.items()} == {corpus: set(FIELDS) for corpus in CORPORA}


def test_published_quality_is_what_is_measured():
    published = yaml.safe_load(QUALITY_FILE.read_text(encoding="utf-8"))["quality"]
    told = {(row["corpus"], row["metric"]): row for row in published}
    assert set(told) == {(corpus, metric) for corpus in CORPORA for metric in FIELDS}
    corpus = "three trade papers"
    for metric in set(FIELDS) - LEARNED:
        score, row = add_up(measure_corpus(corpus), metric), told[(corpus, metric)]
        assert (row["value"], row["n_annotated"]) == (pytest.approx(score.value), score.wanted), "run `make gold`"


def test_published_quality_is_of_this_extractor():
    published = yaml.safe_load(QUALITY_FILE.read_text(encoding="utf-8"))["quality"]
    assert {row["extractor_version"] for row in published} == {compute_fingerprint()}, "run `make gold`"
